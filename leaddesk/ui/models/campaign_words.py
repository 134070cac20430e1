"""What the cells of *Campaigns* say and how they look: the vendor's own words, never ours in their place.

Statuses are open: a word nobody documented is shown as it came, with the look of what is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import IntEnum
from typing import NamedTuple

from leaddesk.domain.campaign import ACTIVE, DRAFT, PENDING_APPROVAL, READY, Campaign, Moment
from leaddesk.language import tr
from leaddesk.ui.models.lead_words import NOTHING, Shown, StatusLook
from leaddesk.ui.times import LocalTimes, utc_text
from leaddesk.ui.widgets.plaintext import marked

CUT = 200
"""Characters of a text that a cell shows at most."""
NOT_RETURNED = tr("not returned")
GONE = tr("gone")
NO_NAME = tr("(no name)")
STATUS_LOOK = {
    ACTIVE: StatusLook("circle-play", "ok.text"),
    READY: StatusLook("circle-pause", "text2"),
    PENDING_APPROVAL: StatusLook("clock", "warn.text"),
    DRAFT: StatusLook("square-pen", "text2"),
}
"""The documented words (contract, section 3)."""
_UNKNOWN, _GONE = StatusLook("circle-question-mark", "unknown.text"), StatusLook("unplug", "text2")
_SILENT = StatusLook("circle-dashed", "unknown.text")


class Column(IntEnum):
    """The columns, from left to right."""

    NAME = 0
    STATUS = 1
    SENDING = 2
    SENDER = 3
    NEXT_RUN = 4
    UPDATED = 5
    DESCRIPTION = 6


HEADERS = (tr("Name"), tr("Status"), tr("Sending"), tr("Sender"), tr("Next run"), tr("Updated"), tr("Description"))
_TIMES = (Column.NEXT_RUN, Column.UPDATED)


class Mark(NamedTuple):
    """What changed in a campaign while nobody looked."""

    what: str
    """Such as `campaignStatus: ACTIVE → READY`."""
    at: datetime
    """When LeadDesk saw it."""
    of_status: bool = False
    """Whether its status was read to be another one, which is said before all else."""


class BoardRow(NamedTuple):
    """One line of the board."""

    campaign: Campaign
    gone_at: datetime | None = None
    """When LeadDesk first saw that it was no longer there."""
    marks: tuple[Mark, ...] = ()


class CampaignWords:
    """Says the parts of a campaign in one zone."""

    def __init__(self, times: LocalTimes, now: Callable[[], datetime]) -> None:
        """`now` gives the present, with its zone: what is today is said shorter."""
        self.times, self.now = times, now

    def header(self, column: int) -> str:
        """Returns a column's head; those of times name the zone."""
        return f"{HEADERS[column]} ({self.times.zone(self.now())})" if column in _TIMES else HEADERS[column]

    def shown(self, row: BoardRow, column: int) -> Shown:
        """Returns a cell."""
        campaign = row.campaign
        match column:
            case Column.NAME:
                icon = "info" if row.marks else ""
                return Shown(name_of(campaign), icon, "accent" if row.marks else "text", "name")
            case Column.STATUS:
                look = _GONE if row.gone_at else status_look(campaign.status)
                text = GONE if row.gone_at else marked(campaign.status[:CUT]) or NOT_RETURNED
                return Shown(text, look.icon, look.ink, "name")
            case Column.NEXT_RUN:
                return self._moment(campaign.next_run, with_clock=True)
            case Column.UPDATED:
                return self._moment(campaign.updated, with_clock=False)
            case _:
                text = plain(campaign, column)
                return Shown(marked(text[:CUT])) if text else NOTHING

    def tip(self, row: BoardRow, column: int) -> tuple[str, ...]:
        """Returns what more there is to say of a cell, a line each."""
        campaign, lines = row.campaign, []
        match column:
            case Column.NAME:
                lines = [
                    name_of(campaign),
                    tr("id {id}", id=campaign.id or NOT_RETURNED),
                    *map(self.mark, status_first(row.marks)),
                ]
            case Column.STATUS if row.gone_at:
                was = campaign.status or NOT_RETURNED
                lines = [
                    tr("No longer there when it was read at {moment}.", moment=self.moment(row.gone_at)),
                    tr("It was {status}.", status=was),
                ]
            case Column.STATUS:
                lines = [campaign.status] if campaign.status else [tr("The vendor gave no status.")]
            case Column.SENDING:
                lines = [campaign.sending_description]
            case Column.NEXT_RUN:
                lines = [_utc(campaign.next_run)]
            case Column.UPDATED:
                lines = [_utc(campaign.updated)]
            case _:
                lines = [plain(campaign, column)]
        return tuple(line for line in lines if line)

    def spoken(self, row: BoardRow, column: int) -> str:
        """Returns what a screen reader says of a cell beyond its text."""
        if column == Column.NAME and row.marks:
            return marked(". ".join(map(self.mark, status_first(row.marks))))
        if column == Column.SENDING:
            return marked(row.campaign.sending_description)
        return ""

    def mark(self, mark: Mark) -> str:
        """Returns a change with its time."""
        return tr("{what}, seen {moment}", what=mark.what, moment=self.moment(mark.at))

    def marks(self, marks: Sequence[Mark]) -> str:
        """Returns several changes as one: that of the status if there is one, and how many others came with it."""
        first, *others = status_first(marks)
        if not others:
            return self.mark(first)
        return tr(
            "{what} and {more} more, seen {moment}", what=first.what, more=len(others), moment=self.moment(first.at)
        )

    def moment(self, at: datetime) -> str:
        """Returns a point in time with zone, with the day in front unless it is today."""
        return self.times.moment(at, self.now())

    def when(self, moment: Moment | None, nothing: str = NOT_RETURNED) -> str:
        """Returns a vendor's time with its zone; as it came where it is none."""
        if moment is None:
            return nothing
        return self.moment(moment.at) if moment.at else moment.text

    def _moment(self, moment: Moment | None, *, with_clock: bool) -> Shown:
        if moment is None:
            return Shown(tr("none"), ink="text3")
        if moment.at is None:
            return Shown(marked(moment.text[:CUT]), "circle-question-mark", "unknown.text")
        times, now = self.times, self.now()
        at, today = times.local(moment.at), times.local(now)
        text = times.clock(at)
        if at.date() != today.date():
            day = times.day(at, today)
            if not with_clock:
                return Shown(day, figures=True)
            text = f"{day}, {text}"
        zone = times.zone(at)
        return Shown(text if zone == times.zone(today) else f"{text} {zone}", figures=True)


def status_first(marks: Sequence[Mark]) -> list[Mark]:
    """Returns changes, the latest first, those of the status before all others."""
    latest = [*reversed(marks)]
    return [mark for mark in latest if mark.of_status] + [mark for mark in latest if not mark.of_status]


def status_or_silence(word: str) -> str:
    """Returns a vendor's word for the eye, or that none came."""
    return marked(word) or NOT_RETURNED


def status_look(status: str) -> StatusLook:
    """Returns the icon and the colour role of a status word."""
    return STATUS_LOOK.get(status, _UNKNOWN) if status else _SILENT


def name_of(campaign: Campaign) -> str:
    """Returns a campaign's name for the eye; one without a name is called by its id."""
    name = marked(campaign.name[:CUT])
    if name.strip():
        return name
    return f"{NO_NAME} {marked(campaign.id[:CUT])}".strip()


def plain(campaign: Campaign, column: int) -> str:
    """Returns the text of a column as it came, for the filter."""
    match column:
        case Column.NAME:
            return campaign.name
        case Column.STATUS:
            return campaign.status
        case Column.SENDING:
            return campaign.sending
        case Column.SENDER:
            return campaign.sender_type
        case Column.DESCRIPTION:
            return campaign.sending_description
        case _:
            return ""


def sort_key(campaign: Campaign, column: int) -> tuple[object, ...] | None:
    """Returns what a column is sorted by; None for what is not there, which comes last either way."""
    if column in _TIMES:
        moment = campaign.next_run if column == Column.NEXT_RUN else campaign.updated
        return (moment.at,) if moment and moment.at else None
    text = plain(campaign, column)
    return (text.casefold(), text) if text else None


def fits(campaign: Campaign, needle: str) -> bool:
    """Tells whether a campaign holds a text, already in small letters, in its name, its words or its id."""
    texts: Sequence[str] = (
        campaign.name,
        campaign.status,
        campaign.sending,
        campaign.sender_type,
        campaign.sending_description,
        campaign.id,
    )
    return any(needle in text.casefold() for text in texts)


def _utc(moment: Moment | None) -> str:
    if moment is None:
        return ""
    return utc_text(moment.at) if moment.at else tr("This is no point in time: it is shown as it came.")
