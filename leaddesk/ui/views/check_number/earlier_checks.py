"""The table **Earlier checks**; in a narrow window its columns of checks say less, *Data quality* first.

Where that is not enough its first columns stay in view while the rest scrolls. Widths are measured once for what is
shown, and only chosen among while the window changes: Qt would measure every cell anew each time.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from leaddesk.domain.assessment import Check
from leaddesk.language import tr
from leaddesk.ui.models.checks_model import ASSESSMENT, COLUMNS, FIRST_CHECK, FRESH, ChecksModel
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.sides import placed
from leaddesk.ui.widgets.tables import ROW_HEIGHT, prepare_table

NAME = tr("Earlier checks")
_ROW = 34
_ROWS_SHOWN = (3, 8)
"""Least and most rows that are in view without scrolling."""
_GIVING_WAY: tuple[tuple[tuple[Check, ...], tuple[Check, ...]], ...] = (
    ((), ()),
    ((Check.DATA_QUALITY,), ()),
    ((Check.DATA_QUALITY, Check.FEDERAL_DNC, Check.STATE_DNC), ()),
    (tuple(Check), ()),
    (tuple(Check), (Check.DATA_QUALITY,)),
)
"""Which columns say a word, and which only show an icon, until there is room."""


class EarlierChecks(QTableView):
    """One row an answer; Enter or a double click opens it."""

    open_wanted = Signal()
    row_chosen = Signal()

    def __init__(self, theme: Theme, model: ChecksModel) -> None:
        super().__init__()
        self._theme = theme
        self._checks = model
        self._widths: tuple[tuple[int, ...], ...] = ()
        """Of all columns, for each of _GIVING_WAY; none while there is no row."""
        self.setModel(model)
        _prepare(self, theme, NAME, stretches=True)
        self._kept = _KeptColumns(self, theme, model)
        self.doubleClicked.connect(lambda _index: self.open_wanted.emit())
        self._kept.doubleClicked.connect(lambda _index: self.open_wanted.emit())
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self.open_wanted)
        self.selectionModel().currentRowChanged.connect(lambda _row, _before: self.row_chosen.emit())
        model.modelReset.connect(self._fit)
        model.dataChanged.connect(self._take_words)
        self.horizontalScrollBar().rangeChanged.connect(self._place_kept)
        theme.changed.connect(self._fit)
        self._fit()

    def least_height(self) -> int:
        """Returns the height in pixels with the fewest rows, which is that of most numbers."""
        return self._height(_ROWS_SHOWN[0])

    def choose(self, row: int) -> None:
        """Makes a row the current one."""
        self.setCurrentIndex(self.model().index(row, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_words()

    def _fit(self) -> None:
        least, most = _ROWS_SHOWN
        rows = min(max(self.model().rowCount(), least), most)
        self.setFixedHeight(self._height(rows))
        self._widths = tuple(self._measured())
        self._fit_words()

    def _height(self, rows: int) -> int:
        px = self._theme.px
        return px(ROW_HEIGHT) + rows * px(_ROW) + px(12)

    def _take_words(self, first: QModelIndex, _last: QModelIndex) -> None:
        """Measures anew where the rows say something else; that columns of checks say less is no news."""
        if first.column() == 0:
            self._fit()

    def _measured(self) -> Iterator[tuple[int, ...]]:
        """Yields the widths of all columns, for each of _GIVING_WAY; without a row there is nothing to measure."""
        if self._checks.rowCount() == 0:
            return
        self._checks.shorten(*_GIVING_WAY[0])
        cells = [self._one_of_each_text(column) for column in range(len(COLUMNS))]
        widths = [self._widest(some) for some in cells]
        for less in _GIVING_WAY:
            self._checks.shorten(*less)
            widths[FIRST_CHECK:FRESH] = map(self._widest, cells[FIRST_CHECK:FRESH])
            yield tuple(widths)

    def _one_of_each_text(self, column: int) -> list[QModelIndex]:
        """Returns cells of a column that say all there is to be said in it."""
        cells = (self._checks.index(row, column) for row in range(self._checks.rowCount()))
        return list({cell.data(): cell for cell in cells}.values())

    def _widest(self, cells: list[QModelIndex]) -> int:
        """Returns what the longest of some texts of a column needs; the style is asked about that one alone."""
        metrics = QFontMetrics(cells[0].data(Qt.ItemDataRole.FontRole))
        longest = max(cells, key=lambda cell: metrics.horizontalAdvance(cell.data()))
        return max(self.sizeHintForIndex(longest).width(), self.horizontalHeader().sectionSizeHint(longest.column()))

    def _fit_words(self) -> None:
        """Says as much in the columns of checks as there is room for."""
        room = self.viewport().width()
        for less, widths in zip(_GIVING_WAY, self._widths, strict=False):
            if sum(widths) <= room or less is _GIVING_WAY[-1]:
                self._checks.shorten(*less)
                for column, width in enumerate(widths):
                    self.setColumnWidth(column, width)
                self.updateGeometries()  # widths given while the table gets its own leave the scroll bar behind
                break
        self._place_kept()

    def _place_kept(self) -> None:
        width = sum(self.columnWidth(column) for column in range(ASSESSMENT + 1))
        self._kept.setVisible(self.horizontalScrollBar().maximum() > 0 and self.model().rowCount() > 0)
        place = QRect(0, 0, width, self.viewport().height() + self.horizontalHeader().height())
        self._kept.setGeometry(placed(self.rect(), place))
        for column in range(ASSESSMENT + 1):
            self._kept.setColumnWidth(column, self.columnWidth(column))


class _KeptColumns(QTableView):
    """*When*, *Age* and *Assessment* over the same columns of the table, which scroll away below."""

    def __init__(self, table: EarlierChecks, theme: Theme, model: ChecksModel) -> None:
        super().__init__(table)
        self._table = table
        self.setModel(model)
        self.setSelectionModel(table.selectionModel())
        _prepare(self, theme, tr("{name}, columns that stay", name=NAME), stretches=False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for column in range(len(COLUMNS)):
            self.setColumnHidden(column, column > ASSESSMENT)
        down = table.verticalScrollBar()
        down.valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(down.setValue)
        self.viewport().installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click here is one into the table."""
        if event.type() is QEvent.Type.MouseButtonPress:
            self._table.setFocus(Qt.FocusReason.MouseFocusReason)
        return super().eventFilter(watched, event)


def _prepare(view: QTableView, theme: Theme, name: str, *, stretches: bool) -> None:
    prepare_table(view, theme, name, row_height=_ROW)
    view.setProperty("flush", True)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    header = view.horizontalHeader()
    header.setSectionsClickable(False)
    header.setStretchLastSection(stretches)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
