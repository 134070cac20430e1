"""What keys and the menu of *Leads* do: copy a cell, rows as text or JSON, select all that is loaded."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMenu

from leaddesk.domain.lead_columns import LeadColumn
from leaddesk.language import grouped, tr, trn
from leaddesk.ui.models.lead_copy import MOST_COPIED, as_json, as_table
from leaddesk.ui.models.leads_model import LeadRows

if TYPE_CHECKING:
    from leaddesk.ui.views.search.grid import LeadsGrid


class GridActs(QObject):
    """The acts of one grid; they work with the keyboard alone."""

    copied = Signal(str)
    """What was put on the clipboard, in words."""

    def __init__(self, grid: LeadsGrid) -> None:
        super().__init__(grid)
        self._grid = grid
        table = grid.table
        keys = QKeySequence.StandardKey
        self.copy_cell = self._act(tr("Copy cell"), QKeySequence(keys.Copy), self._copy)
        self.copy_rows = self._act(tr("Copy rows as text"), QKeySequence("Ctrl+Shift+C"), self._copy_rows)
        self.copy_json = self._act(tr("Copy rows as JSON"), QKeySequence("Ctrl+Alt+C"), self._copy_json)
        self.select_all = self._act(tr("Select all loaded"), QKeySequence(keys.SelectAll), table.selectAll)
        self._open = self._act(tr("Open details"), QKeySequence(Qt.Key.Key_Return), self._tell_opened)
        self._open.setShortcuts([QKeySequence(Qt.Key.Key_Return), QKeySequence(Qt.Key.Key_Enter)])
        for view in (table, table.still):
            view.customContextMenuRequested.connect(self._open_menu)

    def rows(self) -> LeadRows:
        """Returns what is copied: the selection, or else the current row."""
        rows, index = self._grid.selected_rows(), self._grid.table.currentIndex()
        return rows if rows or not index.isValid() else self._grid.model.leads([index.row()])

    def columns(self) -> list[LeadColumn]:
        """Returns the columns that are copied, from left to right."""
        return [self._grid.columns.known.column(name) for name in self._grid.visible_columns()]

    def menu(self) -> QMenu:
        """Returns the menu of the current row; whoever listens to `menu_opening` has added acts of its own."""
        menu = QMenu(self._grid)
        menu.setAccessibleName(tr("Lead"))
        menu.aboutToHide.connect(menu.deleteLater)
        self._grid.menu_opening.emit(menu)
        if menu.actions():
            menu.addSeparator()
        several = self._grid.table.chosen_count() > 1  # then the cell's key copies rows
        cell = [] if several else [self.copy_cell]
        menu.addActions([*cell, self.copy_rows, self.copy_json, self.select_all])
        index = self._grid.table.currentIndex()
        if index.isValid():
            column = menu.addMenu(
                tr("Column {column}", column=self._grid.model.column(index.column()).name).replace("&", "&&")
            )
            self._grid.columns.fill_menu(column, index.column())
        return menu

    def _act(self, words: str, keys: QKeySequence, do: Callable[[], object]) -> QAction:
        act = QAction(words, self)
        act.setShortcut(keys)
        act.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        act.triggered.connect(do)
        self._grid.table.addAction(act)
        return act

    def _copy(self) -> None:
        """Copies the current cell; of several selected rows the rows, for they are what is marked."""
        if self._grid.table.chosen_count() > 1:
            self._copy_rows()
        else:
            self._copy_cell()

    def _copy_cell(self) -> None:
        index, model = self._grid.table.currentIndex(), self._grid.model
        if index.isValid():
            row, section = index.row(), index.column()
            self._put(
                self._grid.words.copied(model.column(section), model.value(row, section)), tr("The cell is copied.")
            )

    def _copy_rows(self) -> None:
        if rows := self.rows():
            self._put(as_table(rows, self.columns(), self._grid.words), _said(len(rows), tr("text")))

    def _copy_json(self) -> None:
        if rows := self.rows():
            self._put(as_json(rows, self.columns(), self._grid.words), _said(len(rows), "JSON"))

    def _tell_opened(self) -> None:
        if (row := self._grid.current()) is not None:
            self._grid.opened.emit(row)

    def _open_menu(self, place: QPoint) -> None:
        """Opens the menu where the mouse is; the menu key opens it at the current row."""
        table = self._grid.table
        view = table.still if self.sender() is table.still else table
        index = table.currentIndex()
        if index.isValid():
            if not view.indexAt(place).isValid():
                view, place = table, table.visualRect(index).bottomLeft()
            self.menu().popup(view.viewport().mapToGlobal(place))

    def _put(self, text: str, said: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(said)


def _said(rows: int, form: str) -> str:
    """Returns what was copied, in words; the rest of very many rows belongs into an export."""
    if rows > MOST_COPIED:
        return tr(
            "The first {most} of {rows} rows are copied as {form}; Export takes all of them.",
            most=grouped(MOST_COPIED),
            rows=grouped(rows),
            form=form,
        )
    return trn("1 row is copied as {form}.", "{count} rows are copied as {form}.", rows, form=form)
