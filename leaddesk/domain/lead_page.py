"""One page of leads as it was read: rows as tuples in the order of the page's columns, and what there is to say of it.

A search may hold 200,000 rows: a row is a plain tuple, and `LeadRow` is the view that is made of one when needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from leaddesk.domain.drift import FieldChange
from leaddesk.domain.verdict import Explanation
from leaddesk.language import tr_later

ID, UUID = "id", "uuid"
"""The two columns that tell rows apart; requested always."""


class Absent(Enum):
    """Stands where a row does not have a column at all: that is not the same as an empty one."""

    ABSENT = tr_later("not returned")


ABSENT = Absent.ABSENT
Values: TypeAlias = tuple[object, ...]
"""One row: text, number, truth, None, ABSENT, or the lists and dicts of nested JSON, in the order of the columns."""


class LeadRow(Mapping[str, object]):
    """One row by column name; what the row does not have is not in it."""

    __slots__ = ("_columns", "_values")

    def __init__(self, columns: tuple[str, ...], values: Values) -> None:
        """`values` may be shorter than `columns`: the rest is absent."""
        self._columns = columns
        self._values = values

    def __getitem__(self, name: str) -> object:
        value = self.value(name)
        if value is ABSENT:
            raise KeyError(name)
        return value

    def __iter__(self) -> Iterator[str]:
        return (name for name, value in zip(self._columns, self._values, strict=False) if value is not ABSENT)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def value(self, name: str) -> object:
        """Returns the value as it came, or ABSENT."""
        at = self._columns.index(name) if name in self._columns else len(self._values)
        return self._values[at] if at < len(self._values) else ABSENT

    @property
    def id(self) -> object:
        """The row's id: a number or a text; ABSENT or None where it has none."""
        return self.value(ID)


@dataclass(frozen=True, slots=True)
class MalformedRow:
    """An element of a page that is no row."""

    place: int
    """Its place in the page, from 1 on."""
    reason: str
    text: str
    """The beginning of it as JSON."""


@dataclass(frozen=True, slots=True)
class Misfit:
    """A filter that some rows of a page do not fit: the vendor may have ignored it."""

    key: str
    rows: int
    example: str
    """What the first of them has in the filter's column."""


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page is asked for."""

    number: int
    cursor: str = ""
    """Where the vendor offered one and the profile follows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadPage:
    """One page as it was read."""

    number: int
    columns: tuple[str, ...]
    """What the tuples hold, in order: the columns asked for, `id`, `uuid`, and unknown ones that came."""
    rows: tuple[Values, ...]
    count: int
    """Elements of the page, the malformed ones counted too."""
    malformed: tuple[MalformedRow, ...] = ()
    misfits: tuple[Misfit, ...] = ()
    total: int | None = None
    """Leads that fit the question, where the vendor says it."""
    total_pages: int | None = None
    size: int | None = None
    """Rows a page as the vendor applied it, where it says so."""
    next_cursor: str = ""
    has_more: bool | None = None
    """Whether another page follows, in the vendor's word or as the paging has decided it; None before.

    A vendor that says it goes by its cursor alone.
    """
    digest: bytes = field(default=b"", repr=False)
    """Tells two answers apart where their rows carry no ids."""
    notices: tuple[str, ...] = ()
    """Sentences about this page, such as a column that did not come."""
    changes: tuple[FieldChange, ...] = ()
    """All about its columns that is not as documented, for the list of changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageProblem:
    """An answer that is no page."""

    explanation: Explanation
    status: int
    repeatable: bool = False
    """Whether the same question may be answered a moment later."""
    retry_after_s: float | None = None
    raw: str = field(default="", repr=False)
    """The beginning of the answer as text, for a look at it."""
