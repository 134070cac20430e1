"""What can be asked of a vendor's lead search, and one question: immutable, and readable as a line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

from leaddesk.domain.lead_columns import LeadColumns
from leaddesk.language import tr

PAGE_SIZE = 100
"""Rows asked for in one page where the question names no number; a vendor may give fewer."""
FIRST_PAGE = "page"
ROWS_A_PAGE = "per_page"
"""Keys of the two filters that steer the paging and not the rows."""
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?[+-]\d{2}:\d{2}", re.ASCII)
"""A filter's point in time."""


class FilterKind(StrEnum):
    """What a filter holds; each kind has an editor of its own."""

    TEXT = "text"
    NUMBER = "number"
    """A whole number from 1 on."""
    YES_NO = "yes-no"
    """`true` or `false`; the third state is a filter that is not there."""
    IDS = "ids"
    """One id, or several parted by commas: numbers or UUIDs."""
    SUGGESTIONS = "suggestions"
    """Free text, with known words offered; several are parted by commas."""
    CHOICE = "choice"
    """One of the words offered."""
    TIME = "time"
    """A point in time as ISO 8601 with its offset."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterSpec:
    """One documented parameter that *Add filter* offers."""

    key: str
    """The parameter's own name."""
    label: str
    kind: FilterKind
    help: str = ""
    """What it does, in one sentence."""
    words: tuple[str, ...] = ()
    """For SUGGESTIONS and CHOICE: what is offered."""
    column: str = ""
    """The column that shows whether a row fits; empty where none does."""
    mark: str = "S"
    """Where the parameter is documented: S for the vendor's page, else the contract's own mark."""
    personal: bool = False


@dataclass(frozen=True)
class SearchForm:
    """What a vendor's search offers."""

    columns: LeadColumns
    default_columns: tuple[str, ...]
    filters: tuple[FilterSpec, ...]
    """In the order they are offered."""
    created_labels: tuple[str, ...]
    """The words of **Created**, verbatim."""
    custom_label: str
    """The one of them that stands for a from–to range."""
    zones: Mapping[str, str]
    """The zones offered by their IANA names, and the vendor's own short name of each."""

    @cached_property
    def by_key(self) -> Mapping[str, FilterSpec]:
        """Returns the filters by their keys."""
        return {spec.key: spec for spec in self.filters}


@dataclass(frozen=True, slots=True)
class LeadFilter:
    """One chip: a parameter and what it is set to."""

    key: str
    value: str
    """As it is sent; a TIME as ISO 8601 with its offset."""
    on: bool = True
    """A filter that is switched off stays on the screen and is not sent."""

    def as_text(self) -> str:
        """Returns the chip's words, such as `status is scheduled, dnc`."""
        return tr("{key} is {value}", key=self.key, value=self.value)

    def values(self) -> tuple[str, ...]:
        """Returns the values of a list, blanks trimmed, none empty."""
        return tuple(value for part in self.value.split(",") if (value := part.strip()))


@dataclass(frozen=True, slots=True)
class RowOrder:
    """How the rows that are loaded are sorted here; the vendor documents no order and is never asked for one."""

    column: str
    descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadQuery:
    """One question to a vendor's lead search."""

    text: str = ""
    """What stands in **Search text**."""
    created_label: str = ""
    """One of the form's labels, sent alone; it does not count where one of the two times is set."""
    created_from: datetime | None = None
    """With its zone."""
    created_to: datetime | None = None
    zone: str = ""
    """IANA name of the zone that labels and ranges are meant in, and that times are shown in."""
    filters: tuple[LeadFilter, ...] = ()
    columns: tuple[str, ...] = ()
    """Names of the columns in view, in order: only these are requested, besides them at most `id` and `uuid`."""
    order: RowOrder | None = None

    @property
    def page_size(self) -> int:
        """Rows asked for in one page."""
        return self._number(ROWS_A_PAGE, PAGE_SIZE)

    @property
    def first_page(self) -> int:
        """The page that reading begins with."""
        return self._number(FIRST_PAGE, 1)

    @property
    def has_range(self) -> bool:
        """Whether a from–to range is asked for; one side of it is enough."""
        return self.created_from is not None or self.created_to is not None

    def active(self) -> tuple[LeadFilter, ...]:
        """Returns the filters that are switched on and set to something."""
        return tuple(item for item in self.filters if item.on and item.value.strip())

    def with_filter(self, changed: LeadFilter) -> LeadQuery:
        """Returns the question with the filter added, or put in the place of the one with its key."""
        kept = tuple(changed if item.key == changed.key else item for item in self.filters)
        return replace(self, filters=kept if changed in kept else (*kept, changed))

    def without_filter(self, key: str) -> LeadQuery:
        """Returns the question without that filter."""
        return replace(self, filters=tuple(item for item in self.filters if item.key != key))

    def as_line(self) -> str:
        """Returns the question as one line, its switched-off filters and its columns left out."""
        parts = [f"“{self.text.strip()}”"] if self.text.strip() else []
        if self.created_label and not self.has_range:
            zone = f" ({self.zone})" if self.zone else ""
            parts.append(tr("created {created_label}", created_label=f"{self.created_label}{zone}"))
        if self.created_from is not None:
            parts.append(tr("created from {shown}", shown=self._shown(self.created_from)))
        if self.created_to is not None:
            parts.append(tr("created to {shown}", shown=self._shown(self.created_to)))
        parts += [tr("{key} is {value}", key=item.key, value=self._value(item.value)) for item in self.active()]
        return " · ".join(parts) or tr("All leads")

    def asks_as(self, other: LeadQuery) -> bool:
        """Tells whether the same leads are asked for, whatever their columns, their order here and what is off."""
        plain = [replace(one, columns=(), order=None, filters=one.active()) for one in (self, other)]
        return plain[0] == plain[1]

    def _value(self, text: str) -> str:
        """Returns a filter's value; a point in time as it is shown in the zone of the question."""
        return self._shown(datetime.fromisoformat(text)) if _MOMENT.fullmatch(text) else text

    def _shown(self, moment: datetime) -> str:
        local = moment.astimezone(ZoneInfo(self.zone)) if self.zone else moment
        form = "%Y-%m-%d %H:%M:%S" if local.second else "%Y-%m-%d %H:%M"
        return f"{local.strftime(form)} {local.tzname()}"

    def _number(self, key: str, otherwise: int) -> int:
        texts = (item.value.strip() for item in self.active() if item.key == key)
        return next((int(text) for text in texts if text.isascii() and text.isdigit() and int(text) > 0), otherwise)
