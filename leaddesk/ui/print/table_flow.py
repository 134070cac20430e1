"""Tables that flow over pages: their header stands on each, no row is torn apart, and nothing in a cell is cut."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QFontMetricsF, QPdfWriter

from leaddesk.ui.proof.flow import Flow, Style
from leaddesk.ui.theme.tokens import Paper

_CELL = Style(8)
_TOTAL = Style(8, 700)
_HEAD = Style(8, 600, Paper.LABEL)
_GAP_MM = 3.0
_MEASURED = 60
"""Rows by which the widths of columns are found."""


class TableFlow(Flow):
    """A flow that knows tables too."""

    def __init__(self, writer: QPdfWriter) -> None:
        super().__init__(writer)
        self._device = writer

    def table(
        self,
        columns: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        figures: frozenset[int] = frozenset(),
        totals: bool = False,
    ) -> None:
        """Adds a table; columns of figures are set to the right, and the last row stands out where it adds up."""
        widths = self._widths(columns, rows)
        self._row(columns, widths, _HEAD, figures)
        for number, row in enumerate(rows, 1):
            style = _TOTAL if totals and number == len(rows) else _CELL
            if self._row_height(row, widths, style) > self._height - self._y:
                self._need(self._height)
                self._row(columns, widths, _HEAD, figures)
            self._row(row, widths, style, figures)

    def _row(self, cells: Sequence[str], widths: Sequence[float], style: Style, figures: frozenset[int]) -> None:
        top, lowest, left = self._y, self._y, 0.0
        for at, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            laid = self._lay_out(cell, style, width)
            longest = max(laid.layout.lineAt(line).naturalTextWidth() for line in range(laid.layout.lineCount()))
            self._y = top
            self._place(laid, left + width - longest if at in figures else left)
            lowest = max(lowest, self._y)
            left += width + self.mm(_GAP_MM)
        self._y = lowest + self.mm(0.8)

    def _row_height(self, cells: Sequence[str], widths: Sequence[float], style: Style) -> float:
        return max(sum(self._lay_out(cell, style, width).heights) for cell, width in zip(cells, widths, strict=True))

    def _widths(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
        """Returns the width of each column: all it wants, or where that is too much, what the wide ones leave."""
        metrics = QFontMetricsF(self._font(_TOTAL), self._device)
        measured = [columns, *rows[:_MEASURED], *rows[-1:]]
        cells = [[row[at] for row in measured] for at in range(len(columns))]
        wanted = [max(metrics.horizontalAdvance(cell) for cell in column) + 1 for column in cells]
        words = [[word for cell in column for word in cell.split()] or [""] for column in cells]
        least = [max(metrics.horizontalAdvance(word) for word in column) + 1 for column in words]
        return squeezed(wanted, least, self._width - self.mm(_GAP_MM) * (len(columns) - 1))


def squeezed(wanted: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """Returns widths that fit the room: all that is wanted, or else each longest word and a like share of the rest.

    Where not even the longest words fit, they are broken.
    """
    if sum(wanted) <= room:
        return list(wanted)
    if sum(least) >= room:
        return [width * room / sum(least) for width in least]
    widths, spare = list(least), room - sum(least)
    hungry = sorted(range(len(wanted)), key=lambda at: wanted[at] - least[at])
    for number, at in enumerate(hungry):
        more = min(wanted[at] - least[at], spare / (len(hungry) - number))
        widths[at] += more
        spare -= more
    return widths
