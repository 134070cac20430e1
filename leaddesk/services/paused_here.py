"""What *Pause all active* paused, kept in the encrypted store until it is restored or forgotten.

An entry that this version cannot read stays in the store as it is and is not offered. While a press is carried out that
is marked too, so that a start after a crash can say which campaigns it may not have reached.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from leaddesk.domain.campaign import Campaign
from leaddesk.domain.campaign_acts import utc_words
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.language import tr
from leaddesk.services.ports import DraftStore

_UNDER_WAY = "under way"
"""Stands with the time of the press among the entries, which stand by the ids of campaigns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PausedHere:
    """One campaign that a press of *Pause all active* paused, or was about to."""

    campaign_id: str
    name: str
    at: datetime
    """When it was pressed."""
    operator: str
    status: str = ""
    """The status word right after our pause; empty while that is not known."""
    updated: str = ""
    """The vendor's `updated` right after our pause."""

    @property
    def confirmed(self) -> bool:
        """Whether it was read again after the pause."""
        return bool(self.status)

    def why_changed(self, now: Campaign, moment: Callable[[datetime], str] = utc_words) -> str:
        """Returns why a campaign is not as our pause left it, as one sentence; empty when it is.

        `moment` puts a time in words with its day and zone.
        """
        if not self.confirmed:
            return tr("LeadDesk ended before it was known whether this pause worked.")
        if now.status != self.status:
            return tr(
                "Its status has changed since, from {before} to {now}.",
                before=self.status,
                now=now.status or tr("none"),
            )
        if updated_of(now) != self.updated:
            then, since = _moment(self.updated, moment), _moment(updated_of(now), moment)
            seen = (
                tr("updated {then}, now {since}", then=then, since=since)
                if then != since
                else tr("updated {then}, and again soon after", then=then)
            )
            return tr("It changed after the pause ({seen}).", seen=seen)
        return ""


def updated_of(campaign: Campaign) -> str:
    """Returns when a campaign was changed last, as the vendor wrote it; empty when that did not come."""
    return campaign.updated.text if campaign.updated else ""


class PausedStore:
    """Reads and writes the entries of each profile; every method raises StoreProblem when the store cannot."""

    def __init__(self, drafts: DraftStore) -> None:
        self._drafts = drafts
        self._one_at_a_time = asyncio.Lock()

    async def entries(self, profile: ConnectionProfile) -> dict[str, PausedHere]:
        """Returns what is kept, by the campaign's id."""
        return _read(await self._drafts.load_draft(_place(profile)))

    async def begin(self, profile: ConnectionProfile, at: datetime, entries: Iterable[PausedHere]) -> None:
        """Keeps what a press is about to pause, and until `end` that it is under way; of nothing it keeps nothing."""
        new = {entry.campaign_id: _written(entry) for entry in entries}
        if new:
            await self.change(profile, lambda texts: {**texts, **new, _UNDER_WAY: at.isoformat()})

    async def end(self, profile: ConnectionProfile) -> None:
        """Takes note that a press has come to its end."""
        await self.drop(profile, (_UNDER_WAY,))

    async def cut(self, profile: ConnectionProfile) -> tuple[PausedHere, ...]:
        """Returns what a press may not have paused because LeadDesk ended; it is said once, and forgotten by `end`.

        Only the holder of the instance lock calls it, before anything is pressed.
        """
        texts = await self._drafts.load_draft(_place(profile))
        pressed = texts.get(_UNDER_WAY)
        return tuple(one for one in _read(texts).values() if one.at.isoformat() == pressed and not one.confirmed)

    async def drop(self, profile: ConnectionProfile, campaign_ids: Iterable[str]) -> None:
        """Forgets these."""
        gone = frozenset(campaign_ids)
        await self.change(profile, lambda texts: {key: text for key, text in texts.items() if key not in gone})

    async def forget(self, profile: ConnectionProfile) -> None:
        """Forgets all of a profile."""
        await self.change(profile, lambda _texts: {})

    async def change(self, profile: ConnectionProfile, change: Callable[[Mapping[str, str]], dict[str, str]]) -> None:
        """Writes what `change` makes of the texts that are kept; it is called when they are at hand, or not at all."""
        async with self._one_at_a_time:
            texts = await self._drafts.load_draft(_place(profile))
            changed = change(texts)
            if changed != texts:
                await self._drafts.save_draft(_place(profile), changed)


def after(
    texts: Mapping[str, str], paused: Iterable[PausedHere], gone: Iterable[str], *, ended: bool
) -> dict[str, str]:
    """Returns what is to be kept once a press paused these and not those; with `ended` it is under way no more."""
    out = {*gone, _UNDER_WAY} if ended else set(gone)
    kept = {key: text for key, text in texts.items() if key not in out}
    return kept | {entry.campaign_id: _written(entry) for entry in paused}


def _moment(text: str, moment: Callable[[datetime], str]) -> str:
    """Returns a vendor's time in words; as it came where it is none."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text or tr("not returned")
    return moment(at) if at.tzinfo else text


def _place(profile: ConnectionProfile) -> str:
    return f"paused {profile.id}"


def _written(entry: PausedHere) -> str:
    plain = {
        "name": entry.name,
        "at": entry.at.isoformat(),
        "operator": entry.operator,
        "status": entry.status,
        "updated": entry.updated,
    }
    return json.dumps(plain, ensure_ascii=False)


def _read(texts: Mapping[str, str]) -> dict[str, PausedHere]:
    found: dict[str, PausedHere] = {}
    for key, text in texts.items():
        try:
            data = json.loads(text)
            found[key] = PausedHere(
                campaign_id=key,
                name=str(data["name"]),
                at=datetime.fromisoformat(data["at"]),
                operator=str(data["operator"]),
                status=str(data["status"]),
                updated=str(data["updated"]),
            )
        except (ValueError, TypeError, KeyError):
            continue
    return found
