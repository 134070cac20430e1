"""The columns of *Leads*: their order, widths and pinning, and which of them the loaded rows are sorted by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QMenu

from leaddesk.domain.lead_columns import ColumnKind, LeadColumn, LeadColumns
from leaddesk.domain.lead_page import LeadPage
from leaddesk.domain.lead_search import RowOrder
from leaddesk.language import tr
from leaddesk.ui.models.grid_layout import LEAST_WIDTH, MOST_WIDTH, GridLayout
from leaddesk.ui.models.leads_model import LeadsModel
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.search.cells import LeadCells
from leaddesk.ui.views.search.pinned_table import PinnedTable
from leaddesk.ui.views.search.returning import Returning

_WHOLE = (ColumnKind.STATUS, ColumnKind.TIME)
"""Kinds whose cells are never cut short."""
_LOOKED_AT = 40
"""Different texts of a page that are measured in such a column."""
_WIDEST = 320
_MONTH = len("2026-11")
_DOWN, _UP = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder


class GridColumns(QObject):
    """Widths are kept by name at 100 %, so that a column that goes and comes again is as wide as it was."""

    changed = Signal()
    """A person moved, sized or pinned columns."""
    sort_wanted = Signal(str, bool)
    """A column's name, and whether descending; no name for the order of arrival."""

    def __init__(self, theme: Theme, table: PinnedTable, model: LeadsModel) -> None:
        super().__init__(table)
        self._theme, self._table, self._model = theme, table, model
        self.known = LeadColumns(())
        """What is known of the columns."""
        self._chosen: dict[str, int] = {}
        """Widths that a person gave."""
        self._grown: dict[str, int] = {}
        """Widths that columns have taken for words that are not cut."""
        self._order: RowOrder | None = None
        self._placing = False
        for header in (self._header, table.still.horizontalHeader()):
            header.setMinimumSectionSize(theme.px(LEAST_WIDTH))
            header.sectionClicked.connect(self._click)
            header.customContextMenuRequested.connect(self._open_menu)
        self._header.sectionResized.connect(self._note_width)
        self._header.sectionMoved.connect(self._note_change)
        model.columnsInserted.connect(self._fit_widths)
        theme.changed.connect(self._fit_widths)

    @property
    def _header(self) -> QHeaderView:
        """Asked for each time: under a screen reader a kept one was called deleted while the table still had it."""
        return self._table.horizontalHeader()

    def show(self, names: Sequence[str], known: LeadColumns) -> None:
        """Shows these columns from left to right; where they are those in view already, they are only moved."""
        if known is not self.known or set(names) != set(self._model.names):
            back = Returning(self._table, self._model)
            self.known = known
            self._model.set_columns(names, known)
            back.find(0)
            self._fit_widths()
        self._move(names)
        self.mark_order(self._order)

    def names(self) -> tuple[str, ...]:
        """Returns the names of the columns from left to right."""
        sections = map(self._header.logicalIndex, range(self._header.count()))
        return tuple(self._model.names[section] for section in sections)

    def widths(self) -> tuple[tuple[str, int], ...]:
        """Returns the widths that a person gave, at 100 %."""
        return tuple((name, self._chosen[name]) for name in self.names() if name in self._chosen)

    def apply(self, layout: GridLayout) -> None:
        """Takes order, widths and pinning of a layout, for the columns that are there."""
        self._chosen = dict(layout.widths)
        self._move(layout.columns)
        self._fit_widths()
        self._table.pin(min(layout.pinned, self._header.count()))

    def fit(self, page: LeadPage) -> None:
        """Widens columns whose words are not to be cut, unless a person sized them."""
        cells = self._table.itemDelegate()
        if not isinstance(cells, LeadCells):
            return
        for section, name in enumerate(self._model.names):
            column, place = self._model.column(section), self._model.place(name)
            if column.kind not in _WHOLE or name in self._chosen or place < 0:
                continue
            wanted = max(
                (self._wanted(cells, column, value) for value in _different(page, place, column.kind)), default=0
            )
            if wanted > self._grown.get(name, column.width):
                self._grown[name] = min(wanted, _WIDEST)
                self._size(section)

    def mark_order(self, order: RowOrder | None) -> None:
        """Shows in the header what the loaded rows are sorted by."""
        self._order = order
        section = self._model.names.index(order.column) if order and order.column in self._model.names else -1
        for header in (self._header, self._table.still.horizontalHeader()):
            header.setSortIndicatorShown(section >= 0)
            header.setSortIndicator(section, _DOWN if order and order.descending else _UP)

    def pin(self, count: int) -> None:
        """Keeps so many of the first columns in place, as a person wants it."""
        self._table.pin(count)
        self.changed.emit()

    def fill_menu(self, menu: QMenu, section: int) -> None:
        """Adds what can be done with a column."""
        name, visual = self._model.names[section], self._header.visualIndex(section)
        asc, desc = menu.addAction(tr("Sort loaded rows ascending")), menu.addAction(tr("Sort loaded rows descending"))
        asc.triggered.connect(lambda: self._sort(name, descending=False))
        desc.triggered.connect(lambda: self._sort(name, descending=True))
        as_came = menu.addAction(tr("As the vendor gave them"))
        as_came.setEnabled(self._order is not None)
        as_came.triggered.connect(lambda: self._sort("", descending=False))
        menu.addSeparator()
        menu.addAction(tr("Pin columns up to here")).triggered.connect(lambda: self.pin(visual + 1))
        unpin = menu.addAction(tr("Unpin columns"))
        unpin.setEnabled(self._table.pinned > 0)
        unpin.triggered.connect(lambda: self.pin(0))
        menu.addSeparator()
        for words, by in ((tr("Move left"), -1), (tr("Move right"), 1)):
            move = menu.addAction(words)
            move.setEnabled(0 <= visual + by < self._header.count())
            move.triggered.connect(lambda _checked=False, by=by: self._header.moveSection(visual, visual + by))
        menu.addAction(tr("Usual width")).triggered.connect(lambda: self._forget_width(name))

    # ------------------------------------------------------------ inside

    def _wanted(self, cells: LeadCells, column: LeadColumn, value: object) -> int:
        return round(cells.width_of(self._model.words.shown(column, value)) / self._theme.zoom) + 1

    def _move(self, names: Iterable[str]) -> None:
        """Puts these columns first, in this order; what is not there is passed over."""
        self._placing = True
        there = [name for name in names if name in self._model.names]
        for visual, name in enumerate(there):
            self._header.moveSection(self._header.visualIndex(self._model.names.index(name)), visual)
        self._placing = False

    def _fit_widths(self) -> None:
        for section in range(len(self._model.names)):
            self._size(section)
        self._table.fit_pinned()

    def _size(self, section: int) -> None:
        column = self._model.column(section)
        width = self._chosen.get(column.name) or self._grown.get(column.name) or column.width
        self._placing = True
        self._table.setColumnWidth(section, self._theme.px(width))
        self._placing = False

    def _note_width(self, section: int, _old: int, new: int) -> None:
        if not self._placing and new and section < len(self._model.names):
            width = min(max(round(new / self._theme.zoom), LEAST_WIDTH), MOST_WIDTH)
            self._chosen[self._model.names[section]] = width
            self.changed.emit()

    def _forget_width(self, name: str) -> None:
        self._chosen.pop(name, None)
        self._size(self._model.names.index(name))
        self.changed.emit()

    def _note_change(self) -> None:
        if not self._placing:
            self.changed.emit()

    def _click(self, section: int) -> None:
        """Sorts ascending, at the next press descending, then as the rows came."""
        name, order = self._model.names[section], self._order
        if order is None or order.column != name:
            self._sort(name, descending=False)
        else:
            self._sort("" if order.descending else name, descending=not order.descending)

    def _sort(self, name: str, *, descending: bool) -> None:
        self.sort_wanted.emit(name, descending)
        self.changed.emit()

    def _open_menu(self, place: QPoint) -> None:
        header = self.sender()
        if isinstance(header, QHeaderView) and (section := header.logicalIndexAt(place)) >= 0:
            menu = QMenu(header)
            menu.setAccessibleName(tr("Column {name}", name=self._model.names[section]))
            menu.aboutToHide.connect(menu.deleteLater)
            self.fill_menu(menu, section)
            menu.popup(header.mapToGlobal(place))


def _different(page: LeadPage, place: int, kind: ColumnKind) -> list[str]:
    """Returns some of the different texts of a column, the longest first; of times one of each month."""
    try:
        values = list(map(itemgetter(place), page.rows))
        if kind is not ColumnKind.TIME:
            values = list(set(values))
    except (IndexError, TypeError):  # a row from before the column came, or a nested value
        values = [row[place] for row in page.rows if place < len(row)]
    texts = [value for value in values if isinstance(value, str)]
    different = {text[:_MONTH] if kind is ColumnKind.TIME else text: text for text in texts}
    return sorted(different.values(), key=len, reverse=True)[:_LOOKED_AT]
