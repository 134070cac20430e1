"""What a request for leads must look like: the contract's sections 2, 3 and 5, read strictly.

Where the contract leaves open what the vendor does (unknown names and values, repeated or blank parameters, a label
beside dates), this refuses, so that a careless request is noticed in practice. It takes three things that are not
documented here: several ids or statuses parted by commas, which mean any of them; `order` and `order_dir`, which other
pages of the manual have; and `cursor`, only where the practice word offers one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from leaddesk.practice.created_labels import CREATED_LABELS
from leaddesk.practice.lead_table import COLUMNS, Lead, LeadTable
from leaddesk.practice.searches import Behaviours, UnknownWordError, read_text

PER_PAGE = 25
MOST_PER_PAGE = 500
"""The server's own cap; the vendor's is unknown. More is asked for in vain, without an error."""
SERIALIZERS = ("lead", "lead_grid", "lead_external")
PARAMETERS = (
    "serializer", "page", "per_page", "created_at_from", "created_at_to", "created_at_label", "next_action_at_from",
    "next_action_at_to", "time_zone", "fulltext", "columns", "root", "offer_id", "schedule_id", "traffic_source_id",
    "buyer_id", "contact_id", "status", "status_wait", "number", "email", "has_next_action", "buyer_converted",
    "offer_converted", "either_converted", "opt_out", "order", "order_dir", "cursor",
)  # fmt: skip
_MAY_BE_BLANK = ("serializer", "created_at_label")
_YES, _NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(?P<offset> [+-][0-9]{4})?")
_PHONE = re.compile(r"(?:\+?1)?([0-9]{10})")
_SHORT_ZONES = {
    "UTC": "UTC", "GMT": "UTC", "EST": "America/New_York", "EDT": "America/New_York", "CST": "America/Chicago",
    "CDT": "America/Chicago", "MST": "America/Denver", "MDT": "America/Denver", "PST": "America/Los_Angeles",
    "PDT": "America/Los_Angeles", "AKST": "America/Anchorage", "HST": "Pacific/Honolulu",
}  # fmt: skip

Fits = Callable[[Lead], bool]


class ParameterError(Exception):
    """A parameter breaks the contract; its name and what is wrong with it."""

    def __init__(self, parameter: str, problem: str) -> None:
        super().__init__(f"{parameter} {problem}")
        self.parameter = parameter
        self.problem = problem


@dataclass(frozen=True)
class LeadQuery:
    """A request for a page of leads that keeps to the contract."""

    columns: tuple[str, ...] | None
    """The columns chosen; None where the serializer chooses."""
    serializer: str
    page: int
    per_page: int
    """As the server applies it, so after its cap."""
    root: bool
    cursor: int | None
    behaviours: Behaviours
    rows: range
    """The rows the created dates leave, in the order asked for."""
    filters: tuple[tuple[str, str], ...]
    """All that decides which of the rows fit, as it was sent: what makes two searches the same."""
    fits: tuple[Fits, ...] = field(compare=False)
    """The filters besides the created dates."""


def understand(pairs: Sequence[tuple[str, str]], table: LeadTable, now: datetime) -> LeadQuery:
    """Reads the parameters of a request at a moment; raises ParameterError with the first problem found."""
    given = _given(pairs)
    behaviours, fits = _fulltext(given.get("fulltext"))
    zone = _zone(given.get("time_zone"))
    rows = _created(given, table, now.astimezone(zone or UTC), zone)
    fits += _fits(given, zone)
    if behaviours.has("ignores-filters"):
        rows, fits = range(len(table)), []
    cap = behaviours.named("cap")
    return LeadQuery(
        columns=_columns(given.get("columns")),
        serializer=_one_of("serializer", given.get("serializer") or "lead", SERIALIZERS),
        page=_number("page", given.get("page", "1")),
        per_page=min(_number("per_page", given.get("per_page", str(PER_PAGE))), cap.number if cap else MOST_PER_PAGE),
        root=_yes_no("root", given.get("root", "true")),
        cursor=_cursor(given.get("cursor"), behaviours),
        behaviours=behaviours,
        rows=_ordered(rows, given),
        filters=tuple(sorted((name, text) for name, text in given.items() if name not in {"page", "per_page"})),
        fits=tuple(fits),
    )


def _given(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    given: dict[str, str] = {}
    for name, text in pairs:
        if name not in PARAMETERS:
            raise ParameterError(name, "is not a known parameter")
        if name in given:
            raise ParameterError(name, "is repeated")
        if not text.strip() and name not in _MAY_BE_BLANK:
            raise ParameterError(name, "must not be blank")
        given[name] = text
    return given


def _fulltext(text: str | None) -> tuple[Behaviours, list[Fits]]:
    if text is None:
        return Behaviours(), []
    try:
        words, behaviours = read_text(text)
    except UnknownWordError as exc:
        raise ParameterError("fulltext", f"holds {exc}, which is no practice word") from exc
    if not words:
        return behaviours, []

    def has_all(lead: Lead) -> bool:
        text = lead.words
        return all(word in text for word in words)

    return behaviours, [has_all]


def _created(given: dict[str, str], table: LeadTable, now: datetime, zone: tzinfo | None) -> range:
    label = given.get("created_at_label", "")
    if label and label not in CREATED_LABELS:
        raise ParameterError("created_at_label", "is none of the 22 labels")
    first, last = _date(given, "created_at_from", zone), _date(given, "created_at_to", zone)
    if label and label != "Custom Range":
        if first or last:
            raise ParameterError("created_at_label", "must not stand beside dates")
        span = CREATED_LABELS[label](now)
        return table.between(span.first, span.end, open_end=True)
    return table.between(first, last)


def _fits(given: dict[str, str], zone: tzinfo | None) -> list[Fits]:
    fits = [_any_of(value, _values(name, given[name])) for name, value in _LISTS.items() if name in given]
    fits += [_is(value, wanted=_yes_no(name, given[name])) for name, value in _BOOLEANS.items() if name in given]
    if "email" in given:
        fits.append(_any_of(lambda lead: lead.email, frozenset({given["email"].lower()})))
    if "number" in given:
        fits.append(_any_of(lambda lead: lead.caller_id, frozenset({_e164("number", given["number"])})))
    if "contact_id" in given:
        fits.append(_any_contact(_values("contact_id", given["contact_id"])))
    first, last = _date(given, "next_action_at_from", zone), _date(given, "next_action_at_to", zone)
    if first or last:
        fits.append(_due(first, last))
    return fits


_LISTS: dict[str, Callable[[Lead], object]] = {
    "offer_id": lambda lead: lead.offer_id,
    "schedule_id": lambda lead: lead.schedule_id,
    "traffic_source_id": lambda lead: lead.traffic_source_id,
    "buyer_id": lambda lead: lead.buyer_id,
    "status": lambda lead: lead.state.status,
    "status_wait": lambda lead: lead.status_wait,
}
_BOOLEANS: dict[str, Callable[[Lead], bool | None]] = {
    "has_next_action": lambda lead: lead.has_next_action,
    "buyer_converted": lambda lead: lead.buyer_converted,
    "offer_converted": lambda lead: lead.offer_converted,
    "either_converted": lambda lead: lead.either_converted,
    "opt_out": lambda lead: lead.opt_out,
}


def _values(name: str, text: str) -> frozenset[str]:
    values = text.lower().split(",")
    if not all(value.strip() for value in values):
        raise ParameterError(name, "holds a blank value")
    return frozenset(values)


def _any_of(value: Callable[[Lead], object], wanted: frozenset[str]) -> Fits:
    def fits(lead: Lead) -> bool:
        found = value(lead)
        return found is not None and str(found) in wanted

    return fits


def _any_contact(wanted: frozenset[str]) -> Fits:
    """Takes the contact's own id or its phone with the digit of the country, as the call that updates contacts does."""
    phones = frozenset(f"+1{phone[1]}" for phone in map(_PHONE.fullmatch, wanted) if phone)
    return lambda lead: str(lead.contact_id) in wanted or lead.caller_id in phones


def _is(value: Callable[[Lead], bool | None], *, wanted: bool) -> Fits:
    return lambda lead: value(lead) is wanted  # what is not known is neither yes nor no


def _due(first: datetime | None, last: datetime | None) -> Fits:
    low = int(first.timestamp() * 1000) if first else None
    high = int(last.timestamp() * 1000) if last else None

    def fits(lead: Lead) -> bool:
        due = lead.next_action
        return due is not None and (low is None or due >= low) and (high is None or due <= high)

    return fits


def _date(given: dict[str, str], name: str, zone: tzinfo | None) -> datetime | None:
    text = given.get(name)
    if text is None:
        return None
    form = _DATE.fullmatch(text)
    if form is None:
        raise ParameterError(name, "must look like 2016-01-01 12:25:15 -0500")
    if form["offset"] is None and zone is None:
        raise ParameterError(name, "names no zone, and there is no time_zone")
    try:
        return (
            datetime.strptime(text, "%Y-%m-%d %H:%M:%S %z")
            if form["offset"]
            else datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=zone)
        )
    except ValueError as exc:
        raise ParameterError(name, "is no date") from exc


def _zone(name: str | None) -> tzinfo | None:
    if name is None:
        return None
    try:
        return ZoneInfo(_SHORT_ZONES.get(name, name))
    except (LookupError, ValueError, OSError) as exc:
        raise ParameterError("time_zone", "is no zone") from exc


def _columns(text: str | None) -> tuple[str, ...] | None:
    if text is None:
        return None
    columns = tuple(text.split(","))
    for name in columns:
        if name not in COLUMNS:
            raise ParameterError("columns", f"{name} is not a column")
    if len(set(columns)) < len(columns):
        raise ParameterError("columns", "names a column twice")
    return columns


def _ordered(rows: range, given: dict[str, str]) -> range:
    if "order" in given:
        _one_of("order", given["order"], ("created_at", "id"))
    ascending = _one_of("order_dir", given.get("order_dir", "desc"), ("asc", "desc")) == "asc"
    return rows[::-1] if ascending else rows


def _cursor(text: str | None, behaviours: Behaviours) -> int | None:
    if text is None:
        return None
    if not behaviours.has("cursor"):
        raise ParameterError("cursor", "is not offered")
    return 0 if text == "-1" else _number("cursor", text)


def _number(name: str, text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,8}", text):
        raise ParameterError(name, "must be a number from 1")
    return int(text)


def _e164(name: str, text: str) -> str:
    form = _PHONE.fullmatch(text)
    if form is None:
        raise ParameterError(name, "must be E.164 or digits")
    return f"+1{form[1]}"


def _yes_no(name: str, text: str) -> bool:
    return _one_of(name, text, _YES + _NO) in _YES


def _one_of(name: str, text: str, allowed: tuple[str, ...]) -> str:
    if text not in allowed:
        raise ParameterError(name, f"must be one of {', '.join(allowed)}")
    return text
