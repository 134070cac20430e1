"""*Campaigns*: reads all campaigns of a profile or one of them, and says what changed since the last look.

Reading changes nothing: a read may be repeated and cancelled at any time. Only what a read brought is ever shown as a
campaign's state.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime

from leaddesk.domain.campaign import Campaign, CampaignBoard, CampaignProblem, Moment
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.services.campaign_reads import CampaignReads, as_error
from leaddesk.services.ports import Background, Clock, SecretStore, Transport
from leaddesk.services.vendor_drift import NoteChanges, note_nothing
from leaddesk.vendors.campaign_source import CampaignSource


@dataclass(frozen=True, slots=True)
class Change:
    """One property of a campaign that is not as it was at the last look."""

    field: str
    """The name of the attribute of `Campaign`, such as `status`; `id` for a campaign that was not there before."""
    before: str
    after: str
    """Both as text; empty for what is more than one text, such as a schedule: it is shown whole elsewhere."""
    at: datetime
    """When it was seen, in UTC with its zone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLook:
    """All campaigns of a profile at a moment, beside those of the look before."""

    board: CampaignBoard
    changed: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
    """Changes by the campaign's id; empty at the first look."""
    gone: tuple[Campaign, ...] = ()
    """Campaigns of the last look that are no longer there, as they were."""


class WatchCampaigns:
    """The use-case behind the board."""

    def __init__(
        self,
        *,
        sources: Mapping[str, CampaignSource],
        secrets: SecretStore,
        transport: Transport,
        clock: Clock,
        background: Background,
        note_changes: NoteChanges = note_nothing,
    ) -> None:
        """`sources` are the vendors with campaigns, by key; `note_changes` is told what is not as documented."""
        self._sources = sources
        self._clock = clock
        self._background = background
        self._reads = CampaignReads(sources, secrets, transport, clock, background, note_changes)
        self._last: dict[str, Mapping[str, Campaign]] = {}
        """The campaigns of each profile's last look, by id."""

    def sources_of(self, profiles: Iterable[ConnectionProfile]) -> tuple[ConnectionProfile, ...]:
        """Returns the profiles whose vendor has campaigns, in their order."""
        return tuple(profile for profile in profiles if profile.vendor in self._sources)

    async def read(self, profile: ConnectionProfile) -> BoardLook:
        """Returns all campaigns and what changed since the last look at that profile.

        Raises LeadDeskError when they cannot be read after three tries; the last look then stays the one to compare
        with.
        """
        board = await self._reads.board(profile, await self._reads.secrets(profile))
        if isinstance(board, CampaignProblem):
            raise as_error(board)
        before = self._last.get(profile.id)
        look = BoardLook(board=board) if before is None else await self._background.do(_compared, before, board)
        self._last[profile.id] = _by_id(look.board.campaigns)
        return look

    async def read_one(self, profile: ConnectionProfile, campaign_id: str) -> Campaign:
        """Returns one campaign as it is now; the board's next look is not touched by it. Raises LeadDeskError."""
        read = await self._reads.one(profile, campaign_id, await self._reads.secrets(profile))
        if isinstance(read, CampaignProblem):
            raise as_error(read)
        return read

    def forget(self, profile: ConnectionProfile) -> None:
        """Makes the next look at a profile its first one."""
        self._last.pop(profile.id, None)


def _compared(before: Mapping[str, Campaign], board: CampaignBoard) -> BoardLook:
    """Returns a look beside the campaigns of the one before; one that is equal is the same object as then.

    Two thousand take long enough to be compared that the window would feel it; the same objects compare at once.
    """
    campaigns = tuple(_kept(before.get(campaign.id), campaign) for campaign in board.campaigns)
    now = _by_id(campaigns)
    changed = {key: found for key in now if (found := changes(before.get(key), now[key], board.at))}
    gone = tuple(campaign for key, campaign in before.items() if key not in now)
    return BoardLook(board=replace(board, campaigns=campaigns), changed=changed, gone=gone)


def _kept(before: Campaign | None, now: Campaign) -> Campaign:
    return before if before is not None and before == now else now


def _by_id(campaigns: Iterable[Campaign]) -> Mapping[str, Campaign]:
    return {campaign.id: campaign for campaign in campaigns if campaign.id}


def changes(before: Campaign | None, after: Campaign, at: datetime) -> tuple[Change, ...]:
    """Returns what is different about a campaign, its status first; its raw text is not compared."""
    if before is None:
        return (Change("id", "", after.id, at),)
    if before is after or before == after:
        return ()
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in _COMPARED)
    return tuple(Change(name, _text(then), _text(now), at) for name, then, now in pairs if then != now)


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case Moment():
            return value.text
        case str():
            return value
    return ""


_OTHERS = (item.name for item in fields(Campaign) if item.compare and item.name not in ("id", "status", "raw"))
_COMPARED = ("status", *_OTHERS)
