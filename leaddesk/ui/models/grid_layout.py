"""How a grid of leads is laid out: which columns in which order, how wide, how many stay in place, sorted by what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeGuard

from leaddesk.domain.lead_search import RowOrder

LEAST_WIDTH, MOST_WIDTH = 40, 2000
"""Pixels at 100 % that a column may be wide."""


@dataclass(frozen=True, slots=True)
class GridLayout:
    """One layout, as it is saved under a name."""

    columns: tuple[str, ...] = ()
    """Names of the columns from left to right."""
    widths: tuple[tuple[str, int], ...] = ()
    """Pixels at 100 % of the columns that a person made wider or narrower."""
    pinned: int = 0
    """So many of the first columns stay in place while the others scroll."""
    order: RowOrder | None = None

    def to_dict(self) -> dict[str, object]:
        """Returns the layout as plain values, for JSON or TOML."""
        kept: dict[str, object] = {"columns": list(self.columns), "widths": dict(self.widths), "pinned": self.pinned}
        if self.order:
            kept["sort"] = {"column": self.order.column, "descending": self.order.descending}
        return kept

    @classmethod
    def from_dict(cls, kept: Mapping[str, object]) -> GridLayout:
        """Returns the layout that was kept; what in it is no layout is left out."""
        columns, widths, pinned, sort = (kept.get(key) for key in ("columns", "widths", "pinned", "sort"))
        names = (
            tuple(dict.fromkeys(name for name in columns if isinstance(name, str) and name))
            if _is_list(columns)
            else ()
        )
        pairs = widths.items() if isinstance(widths, Mapping) else ()
        order = None
        if isinstance(sort, Mapping) and isinstance(column := sort.get("column"), str) and column:
            order = RowOrder(column, sort.get("descending") is True)
        return cls(
            columns=names,
            widths=tuple((str(name), int(width)) for name, width in pairs if _is_width(width)),
            pinned=pinned if type(pinned) is int and 0 <= pinned <= len(names) else 0,
            order=order,
        )


def _is_list(value: object) -> TypeGuard[list[object]]:
    return isinstance(value, list)


def _is_width(value: object) -> bool:
    return type(value) is int and LEAST_WIDTH <= value <= MOST_WIDTH
