"""The columns of a vendor's leads, as data: grid, chooser, details and export read the same table.

A vendor may send columns that nobody documented: those are columns too, of plain text, in a group of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from leaddesk.language import tr_later

OTHER = tr_later("Other")
"""The group of the columns that the vendor sends without documenting them."""


class ColumnKind(StrEnum):
    """What a column holds; what came may be of any type all the same (`lead_cells`)."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    BOOLEAN = "boolean"
    TIME = "time"
    STATUS = "status"
    JSON = "json"
    """An object with any keys, values text or nested."""


class ColumnRole(StrEnum):
    """What a column is to us, whatever its vendor calls it; each is there at most once."""

    PHONE = "phone"
    NAME = "name"
    """First and last name as one text."""
    ALIAS = "alias"
    """Another name that the vendor shows for the person."""
    EMAIL = "email"
    STATE = "state"
    ZIP = "zip"
    STATUS = "status"
    CREATED = "created"
    TOKENS = "tokens"
    """An object whose keys are the account's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadColumn:
    """One column of a lead."""

    name: str
    """The vendor's own name, as it is requested and returned."""
    label: str
    group: str
    kind: ColumnKind = ColumnKind.TEXT
    width: int = 120
    """A good width in pixels at 100 % zoom."""
    mark: str = "S"
    """Where the column is documented: S for the vendor's page, empty for one that only came."""
    personal: bool = False
    """Whether it names or reaches a person."""
    role: ColumnRole | None = None

    @property
    def right_aligned(self) -> bool:
        """Whether its values stand at the right, under one another digit by digit."""
        return self.kind in (ColumnKind.NUMBER, ColumnKind.MONEY)


@dataclass(frozen=True)
class LeadColumns:
    """All documented columns, in the order of the vendor's page."""

    documented: tuple[LeadColumn, ...]

    @cached_property
    def by_name(self) -> Mapping[str, LeadColumn]:
        """Returns the documented columns by their names."""
        return {column.name: column for column in self.documented}

    @cached_property
    def groups(self) -> Mapping[str, tuple[LeadColumn, ...]]:
        """Returns the documented columns by group, both in order."""
        names = dict.fromkeys(column.group for column in self.documented)
        return {name: tuple(column for column in self.documented if column.group == name) for name in names}

    def of_role(self, role: ColumnRole) -> str:
        """Returns the name of the column with that role; empty where there is none."""
        return next((column.name for column in self.documented if column.role is role), "")

    def column(self, name: str) -> LeadColumn:
        """Returns the column of that name; one that nobody documented is plain text under *Other*."""
        return self.by_name.get(name) or LeadColumn(name=name, label=name, group=OTHER, mark="")
