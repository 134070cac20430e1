"""All that came of one lead: its fields in a column, nested values as a tree, long ones whole when looked at."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from leaddesk.domain.lead_cells import plain_text
from leaddesk.domain.lead_columns import ColumnKind, LeadColumn, LeadColumns
from leaddesk.domain.lead_page import LeadRow
from leaddesk.language import grouped, tr, tr_now, trn
from leaddesk.ui.masking import Masking
from leaddesk.ui.models.lead_copy import as_json
from leaddesk.ui.models.lead_words import CUT, LeadWords, Shown, brief, utc_now
from leaddesk.ui.theme import Theme
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.painted_cells import EvenRows
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.explained import tool_tip
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import marked

_NOTHING = tr("Choose a lead, and all its fields stand here.")
_EMPTY = tr("none given")
_FIELD, _LEAST_FIELD = 132, 60
"""Pixels at 100 % for the names of the fields; fewer where a value that is never cut needs them."""
_WHOLE = (ColumnKind.STATUS, ColumnKind.TIME)
_CELL = 34
"""Pixels at 100 % around a value's text: its icon and margins."""
_MOST_CHILDREN = 500
"""Members of a nested value that are put into the tree."""
_OPENED = 12
"""A nested value with so few members is open to begin with."""
_PIECE = 20_000
"""Characters of a long value that are laid out at a time."""
_LINE = 1_000
"""Characters after which a line of a long value is broken: one line of a megabyte is laid out as a whole."""
_VALUE = Qt.ItemDataRole.UserRole


class LeadDetails(QWidget):
    """*Lead details*; empty until a lead is chosen."""

    copied = Signal(str)
    """What was put on the clipboard, in words."""

    def __init__(self, theme: Theme, times: LocalTimes, masking: Masking | None = None) -> None:
        """`masking` is that of the view around it."""
        super().__init__()
        self._theme, self._masking = theme, masking or Masking()
        self._words = LeadWords(times, self._masking, utc_now)
        self._columns = LeadColumns(())
        self._row: LeadRow | None = None
        self._whole = 0
        """Pixels of the widest value that is never cut."""
        self._rest = ""
        """What of the long value is not laid out yet."""
        self.tree = QTreeWidget()
        self.copy_button = Button(theme, tr("Copy as JSON"), icon="braces", role="quiet")
        self._nothing = plain_label(_NOTHING, ink="text2")
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._value = QWidget()
        self._title = plain_label(use="heading")
        self.text = QPlainTextEdit()
        self._prepare()
        self._lay_out()
        self.copy_button.clicked.connect(self._copy)
        self.tree.currentItemChanged.connect(self._show_value)
        self.tree.itemExpanded.connect(_fill)
        self.text.verticalScrollBar().valueChanged.connect(self._read_on)
        self._masking.changed.connect(self._show)
        theme.changed.connect(self._fit)
        self._fit()
        self._show()

    def set_columns(self, columns: LeadColumns) -> None:
        """Takes what is known of the columns; the same as the grid's."""
        self._columns = columns
        self._show()

    def set_times(self, times: LocalTimes) -> None:
        """Shows times in another zone."""
        self._words.times = times
        self._show()

    def show_row(self, row: LeadRow | None) -> None:
        """Shows another lead, or none."""
        self._row = row
        self._show()

    # ------------------------------------------------------------ inside

    def _show(self) -> None:
        tree, row = self.tree, self._row
        at = self.tree.currentItem()
        kept = at.text(0) if at is not None and at.parent() is None else ""
        tree.clear()
        self._nothing.setVisible(row is None)
        for part in (self._split, self.copy_button):
            part.setVisible(row is not None)
        if row is None:
            return
        self._whole = 0
        for name in row:
            self._add(self._columns.column(name), row.value(name))
        self._share_width()
        again = tree.findItems(kept, Qt.MatchFlag.MatchExactly, 0) if kept else []
        if again:
            tree.setCurrentItem(again[0])
        self._show_value(tree.currentItem())

    def _add(self, column: LeadColumn, value: object) -> None:
        cell = self._words.shown(column, value)
        hidden = column.personal and self._masking.on
        nested = isinstance(value, dict | list) and not hidden
        said = _count(value) if isinstance(value, dict | list) and nested else cell.text
        item = QTreeWidgetItem([self._words.header(column), said or _EMPTY])
        item.setForeground(0, self._theme.color("text2"))
        item.setForeground(1, self._theme.color(cell.ink if said else "text3"))
        item.setToolTip(0, tool_tip(tr_now(column.label)))
        item.setToolTip(1, tool_tip(self._words.tip(column, value)))
        self._mark(item, cell)
        if column.kind in _WHOLE and said:
            wide = self.tree.fontMetrics().horizontalAdvance(said) + self._theme.px(_CELL)
            self._whole = max(self._whole, wide)
        self.tree.addTopLevelItem(item)
        if nested and value:
            item.setData(0, _VALUE, _Held(value))
            item.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
            item.setExpanded(len(value) <= _OPENED if isinstance(value, dict | list) else False)
        else:
            item.setData(1, _VALUE, _Held(self._words.whole(column, value)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Lets the names of the fields give way to a status or a time, which are never cut."""
        px, room = self._theme.px, self.tree.viewport().width() - self._whole
        self.tree.header().resizeSection(0, min(px(_FIELD), max(px(_LEAST_FIELD), room)))

    def _mark(self, item: QTreeWidgetItem, cell: Shown) -> None:
        if cell.icon:
            tint = self._theme.tokens.color(cell.ink)
            item.setIcon(1, self._theme.icons.icon(cell.icon, tint, self._theme.px(14)))

    def _show_value(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None = None) -> None:
        """Shows the whole of a value that its line does not hold."""
        held = item.data(1, _VALUE) if item else None
        text = held.value if isinstance(held, _Held) and isinstance(held.value, str) else ""
        long = len(text) > CUT or "\n" in text.strip()
        self._value.setVisible(long)
        self.text.clear()
        self._rest = text if long else ""
        if long and item:
            self._title.setText(tr("{item}, {text} characters", item=item.text(0), text=grouped(len(text))))
            self._lay_piece()
            self.tree.scrollToItem(item)

    def _read_on(self, value: int) -> None:
        """Lays out the next piece of a long value when its end is near."""
        bar = self.text.verticalScrollBar()
        if self._rest and value >= bar.maximum() - bar.pageStep():
            self._lay_piece()

    def _lay_piece(self) -> None:
        piece, self._rest = self._rest[:_PIECE], self._rest[_PIECE:]
        end = QTextCursor(self.text.document())
        end.movePosition(QTextCursor.MoveOperation.End)
        end.insertText(("" if self.text.document().isEmpty() else "\n") + "\n".join(_lines(piece)))

    def _copy(self) -> None:
        if self._row is not None:
            columns = [self._columns.column(name) for name in self._row]
            QGuiApplication.clipboard().setText(as_json([self._row], columns, self._words))
            self.copied.emit(tr("The lead is copied as JSON."))

    def _prepare(self) -> None:
        tree = self.tree
        tree.setAccessibleName(tr("Lead details"))
        tree.setColumnCount(2)
        tree.setHeaderLabels([tr("Field"), tr("Value")])
        tree.setUniformRowHeights(True)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        tree.setFrameShape(QTreeWidget.Shape.NoFrame)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        tree.header().setStretchLastSection(True)
        EvenRows(self._theme, tree)
        self._nothing.setWordWrap(True)
        self.text.setReadOnly(True)
        self.text.setUndoRedoEnabled(False)
        self.text.setAccessibleName(tr("Whole value"))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._value)
        column.setContentsMargins(0, self._theme.px(8), 0, 0)
        column.addWidget(self._title)
        column.addWidget(self.text, 1)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.tree)
        self._split.addWidget(self._value)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 2)
        foot = QHBoxLayout()
        foot.addWidget(self.copy_button)
        foot.addStretch()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._nothing)
        self._column.addWidget(self._split, 1)
        self._column.addLayout(foot)
        self._column.addStretch()

    def _fit(self) -> None:
        px = self._theme.px
        self._column.setSpacing(px(8))
        self.tree.setIndentation(px(16))
        self.tree.setIconSize(QSize(px(14), px(14)))
        self._show()


class _Held:
    """Keeps a value beside its line; Qt would copy it otherwise."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value


def _fill(item: QTreeWidgetItem) -> None:
    """Puts the members of a nested value into the tree when it is opened."""
    held = item.data(0, _VALUE)
    if not isinstance(held, _Held) or item.childCount():
        return
    members, more = _members(held.value)
    for name, value in members:
        nested = isinstance(value, dict | list)
        text = _count(value) if isinstance(value, dict | list) else marked(brief("null" if value is None else value))
        child = QTreeWidgetItem([marked(name[:CUT]), text])
        if nested and value:
            child.setData(0, _VALUE, _Held(value))
            child.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
        elif not nested:
            child.setData(1, _VALUE, _Held(plain_text(value)))
            child.setToolTip(1, tool_tip(brief(value)))
        item.addChild(child)
    if more:
        item.addChild(QTreeWidgetItem(["…", tr("{more} more; Copy as JSON has all of them", more=grouped(more))]))


def _members(value: object) -> tuple[list[tuple[str, object]], int]:
    pairs: Iterable[tuple[str, object]] = ()
    if isinstance(value, dict):
        pairs = ((str(key), inner) for key, inner in value.items())
    elif isinstance(value, list):
        pairs = ((str(number), inner) for number, inner in enumerate(value, 1))
    found = [pair for pair, _ in zip(pairs, range(_MOST_CHILDREN), strict=False)]
    return found, len(value) - len(found) if isinstance(value, dict | list) else 0


def _count(value: dict[str, object] | list[object]) -> str:
    if isinstance(value, dict):
        return trn("1 entry", "{count} entries", len(value))
    return trn("1 item", "{count} items", len(value))


def _lines(text: str) -> Iterable[str]:
    """Yields the lines of a text, marked, none too long to be laid out at once."""
    for line in text.split("\n"):
        for start in range(0, max(1, len(line)), _LINE):
            yield marked(line[start : start + _LINE].rstrip("\r"))
