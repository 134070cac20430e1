"""The numbers that asked not to be called as a table over a plain list, the newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Sized
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt

from leaddesk.domain.before_sending import number_key
from leaddesk.domain.note import Note
from leaddesk.domain.phone import show_number
from leaddesk.language import tr
from leaddesk.ui.masking import Masking
from leaddesk.ui.models.list_table import Index, ListTable
from leaddesk.ui.theme import Theme
from leaddesk.ui.theme.fonts import tabular
from leaddesk.ui.times import LocalTimes, utc_text
from leaddesk.ui.widgets.plaintext import marked

COLUMNS = (tr("Number"), tr("Asked"), tr("Written down by"), tr("Note"))
NUMBER, ASKED, WRITTEN_BY, NOTE = range(len(COLUMNS))
_NUMBER_MARKS = frozenset("0123456789 +-().")


class AskedModel(ListTable):
    """*Asked not to be called*; a search narrows it."""

    headings = COLUMNS

    def __init__(
        self, theme: Theme, times: LocalTimes, clock: Callable[[], datetime], masking: Masking | None = None
    ) -> None:
        """`masking` may mask the numbers; a search goes by what is behind the mask."""
        super().__init__()
        self._masking = masking or Masking()
        self._masking.changed.connect(self._show_again)
        self._theme, self._times, self._clock = theme, times, clock
        self._all: tuple[Note, ...] = ()
        self._shown: tuple[Note, ...] = ()
        self._text = ""

    def show_marks(self, marks: Sequence[Note]) -> None:
        """Takes another list; the search stays."""
        self._all = tuple(marks)
        self.search(self._text)

    def search(self, text: str) -> None:
        """Shows the marks whose number holds these digits, or whose words hold this text."""
        self.beginResetModel()
        self._text = text.strip()
        self._shown = tuple(mark for mark in self._all if _holds(mark, self._text))
        self.endResetModel()

    def _show_again(self) -> None:
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, NOTE))

    def mark(self, row: int) -> Note:
        """Returns the mark in a row."""
        return self._shown[row]

    def count(self) -> int:
        """Returns how many marks there are, whatever is searched."""
        return len(self._all)

    def _listed(self) -> Sized:
        return self._shown

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        mark, column = self._shown[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._display(mark, column)
            case Qt.ItemDataRole.ToolTipRole if column == ASKED:
                return utc_text(mark.at)
            case Qt.ItemDataRole.ForegroundRole:
                return self._theme.color("text2" if column == WRITTEN_BY else "text")
            case Qt.ItemDataRole.FontRole:
                font = self._theme.font("body")
                return tabular(font) if column in (NUMBER, ASKED) else font
        return None

    def _display(self, mark: Note, column: int) -> str:
        match column:
            case 0:
                return marked(self._masking.number(mark.number))
            case 1:
                return self._times.moment(mark.at, self._clock())
            case 2:
                return marked(mark.operator)
        return marked(self._masking.text(mark.text, numbers=(mark.number,)))


def _holds(mark: Note, text: str) -> bool:
    words = f"{mark.number}\n{show_number(mark.number)}\n{mark.operator}\n{mark.text}".casefold()
    if text.casefold() in words:
        return True
    return _NUMBER_MARKS.issuperset(text) and number_key(text) in number_key(mark.number)
