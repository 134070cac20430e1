"""Reads one campaign out of a JSON object, whatever its values are (contract sections 3 to 5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pydantic_core import to_json

from leaddesk.domain.campaign import (
    DAYS,
    MESSAGE_KEYS,
    Campaign,
    CampaignEvent,
    Disposition,
    Moment,
    Schedule,
    SendingWindow,
)
from leaddesk.domain.drift import DriftKind, FieldChange, type_name
from leaddesk.language import tr, tr_later, tr_now
from leaddesk.vendors.purecallerid.engage.documented import CampaignObject, Window
from leaddesk.vendors.purecallerid.engage.documented import Schedule as ScheduleObject
from leaddesk.vendors.purecallerid.engage.values import as_json, first_text, flat, say
from leaddesk.vendors.tolerant import Path, Reading, read

STATUS = "campaignStatus"
"""The key that tells a campaign from a list (section 2)."""
_NAMES = ("name", "fieldName", "field", "key", "label")
"""Where the name of a custom field may stand: no document says."""


def is_campaign(data: Mapping[str, object]) -> bool:
    """Tells whether an object is a campaign: one documented key at least."""
    return any(key in CampaignObject.model_fields for key in data)


def identity(data: Mapping[str, object]) -> tuple[str, str]:
    """Returns the id and the status word as `read_campaign` finds them, without the rest."""
    found, status = data.get("id"), data.get(STATUS)
    known = isinstance(found, str | int) and not isinstance(found, bool)
    return str(found) if known else "", status if isinstance(status, str) else ""


def read_campaign(data: Mapping[str, object]) -> Campaign:
    """Returns the campaign; what does not fit is left out and told as drift."""
    reading = read(CampaignObject, data)
    found = reading.model
    odd = (*_numbers_for_text(data), *_no_lists(data))
    return Campaign(
        id=found.id or "",
        name=found.name or "",
        status=found.campaignStatus or "",
        sending=found.sendingStatus or "",
        sending_description=found.sendingStatusDescription or "",
        next_run=found.nextRunTime,
        created=found.created,
        updated=found.updated,
        sender_type=found.senderSourceType or "",
        sender_id=found.senderSourceId or "",
        org_id=found.orgId or "",
        workspace_id=found.workspaceId or "",
        workflow_id=found.aegisWorkflowId or "",
        ticket=found.zendeskApprovalTicketId or "",
        schedule=_schedule(reading),
        messages=_messages(found),
        events=_events(found),
        dispositions=_dispositions(found),
        webhooks={key: say(target) for key, target in (found.webhooks or {}).items()},
        notifications=dict(flat(found.notifications)) if found.notifications else {},
        fields=tuple(name for name in found.allCampaignFields or () if name is not None),
        custom_fields=tuple(_field_name(item) for item in _items(found.customFields)),
        carrier_limits=tuple(as_json(item) for item in _items(found.carrierDailyLimits)),
        others=dict(reading.extra),
        drift=(*reading.drift, *(_said(change) for change in odd)),
        changes=(*reading.changes(), *odd, *_missing(data)),
        # json indents in Python, which costs half the time of a long board.
        raw=to_json(data, indent=2, inf_nan_mode="constants").decode(),
    )


def _events(found: CampaignObject) -> tuple[CampaignEvent, ...]:
    return tuple(
        CampaignEvent(event.timestamp or Moment(""), event.type or "", event.message or "")
        for event in found.events or ()
        if event is not None
    )


def _dispositions(found: CampaignObject) -> tuple[Disposition, ...]:
    return tuple(
        Disposition(item.id or "", item.disposition or "", item.success, item.doNotContact)
        for item in found.dispositions or ()
        if item is not None
    )


def _messages(found: CampaignObject) -> dict[str, str]:
    """Returns the texts that came; null and missing ones are not in it."""
    texts = {key: getattr(found.messages, key, None) for key in MESSAGE_KEYS}
    return {key: text for key, text in texts.items() if text is not None}


def _schedule(reading: Reading[CampaignObject]) -> Schedule | None:
    """Returns the schedule; None where none came."""
    dropped = {place[1:]: value for place, value in reading.unreadable.items() if place[0] == "schedule"}
    found = reading.model.schedule
    if found is None and not dropped:
        return None
    found = found or ScheduleObject()
    days = {day: tuple(windows) for day in DAYS if (windows := getattr(found, day)) is not None}
    incomplete = (place for day, windows in days.items() for place in _incomplete(day, windows, dropped))
    return Schedule(
        # A day of which nothing can be read is left out: an empty one would claim that nothing is sent.
        days={day: read for day, windows in days.items() if (read := tuple(_readable(windows))) or not windows},
        exceptions=tuple(as_json(item) for item in _items(found.exceptions)),
        unreadable=(
            *(f"{_place(place)}: {as_json(value)}" for place, value in dropped.items()),
            *(tr("{place}: not there", place=_place(place)) for place in incomplete),
        ),
    )


def _readable(windows: Iterable[Window | None]) -> Iterator[SendingWindow]:
    for window in windows:
        if window is not None and window.start is not None and window.end is not None:
            yield SendingWindow(window.start, window.end)


def _incomplete(day: str, windows: tuple[Window | None, ...], dropped: Mapping[Path, object]) -> Iterator[Path]:
    """Yields what of a day's windows is null or did not come, beside what could not be read."""
    for index, window in enumerate(windows):
        if window is None:
            missing: tuple[Path, ...] = ((day, index),)
        else:
            missing = tuple((day, index, edge) for edge in ("start", "end") if getattr(window, edge) is None)
        yield from (place for place in missing if place not in dropped)


def _place(path: Path) -> str:
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")
    return text or tr("the schedule")


def _items(value: object) -> list[object]:
    """Returns the elements of a list; anything else that came in its place is the one element."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _field_name(item: object) -> str:
    if isinstance(item, dict):
        return first_text(item, *_NAMES) or as_json(item)
    return say(item)


def _said(change: FieldChange) -> str:
    expected = tr_now(change.expected)
    got_number = change.expected == "text"
    said = (
        tr("expected {expected}, got a number", expected=expected)
        if got_number
        else tr("expected {expected}", expected=expected)
    )
    return f"{change.path}: {said}"


def _missing(data: Mapping[str, object]) -> Iterator[FieldChange]:
    """Yields what no campaign can be without: what it is told by and where it stands."""
    for key in ("id", STATUS):
        if key not in data:
            yield FieldChange(DriftKind.MISSING, key, tr_later("text"))


def _numbers_for_text(data: Mapping[str, object]) -> Iterator[FieldChange]:
    """Yields what is text by the document and is taken as a number all the same."""
    for key in ("id", "name"):
        if isinstance(data.get(key), int) and not isinstance(data.get(key), bool):
            yield FieldChange(DriftKind.RETYPED, key, tr_later("text"), tr_later("a number"))


def _no_lists(data: Mapping[str, object]) -> Iterator[FieldChange]:
    """Yields lists whose elements nobody documents, where no list came."""
    for key in ("carrierDailyLimits", "customFields"):
        if not isinstance(data.get(key), list | None):
            yield FieldChange(DriftKind.RETYPED, key, tr_later("a list"), type_name(data[key]))
    schedule = data.get("schedule")
    if isinstance(schedule, dict) and not isinstance(schedule.get("exceptions"), list | None):
        yield FieldChange(
            DriftKind.RETYPED, "schedule.exceptions", tr_later("a list"), type_name(schedule["exceptions"])
        )
