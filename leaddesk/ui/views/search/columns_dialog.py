"""*Columns*: chooses which columns are asked for, in which order they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from leaddesk.domain.lead_columns import OTHER, LeadColumn, LeadColumns
from leaddesk.language import tr, tr_now, trn
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.painted_cells import EvenRows
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.clearing import make_clearable
from leaddesk.ui.widgets.flow import Flow
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.layouts import room_for
from leaddesk.ui.widgets.plaintext import marked
from leaddesk.ui.widgets.room import page_in

_WIDTH, _HEIGHT = 640, 560
_SAID = tr("Only the chosen columns are asked for, besides them id and uuid. Fewer columns are read faster.")
_NAME = Qt.ItemDataRole.UserRole
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class ColumnsDialog(QDialog):
    """Opened, never executed."""

    chosen = Signal(object)
    """The names that were chosen, a tuple from left to right."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None,
        columns: LeadColumns,
        chosen: Sequence[str],
        defaults: Sequence[str] = (),
    ) -> None:
        """`chosen` are the columns in view from left to right; without `defaults` nothing can be reset."""
        super().__init__(parent)
        self._theme, self._columns, self._defaults = theme, columns, tuple(defaults)
        self.search = QLineEdit()
        self.tree = QTreeWidget()
        self.order = QListWidget()
        self.up = Button(theme, tr("Move up"), icon="chevron-up")
        self.down = Button(theme, tr("Move down"), icon="chevron-down")
        self.reset = Button(theme, tr("Reset to defaults"), role="link")
        self.cancel = Button(theme, tr("Cancel"))
        self.apply = Button(theme, tr("Show columns"), role="primary")
        self._count = plain_label(use="hint", ink="text2")
        self._boxes: dict[str, QTreeWidgetItem] = {}
        self._prepare()
        self._lay_out()
        self._fill_tree(chosen)
        self._take(chosen)
        self._connect()
        self.search.setFocus()

    def names(self) -> tuple[str, ...]:
        """Returns the chosen columns from left to right."""
        items = (self.order.item(row) for row in range(self.order.count()))
        return tuple(item.data(_NAME) for item in items)

    # ------------------------------------------------------------ inside

    def _fill_tree(self, chosen: Iterable[str]) -> None:
        """Lists all documented columns by group, and what came besides them."""
        groups = dict(self._columns.groups)
        others = tuple(self._columns.column(name) for name in chosen if name not in self._columns.by_name)
        if others:
            groups[OTHER] = (*groups.get(OTHER, ()), *others)
        for name, columns in groups.items():
            group = QTreeWidgetItem([marked(tr_now(name)), ""])
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            group.setFont(0, self._theme.font("heading"))
            self.tree.addTopLevelItem(group)
            for column in columns:
                group.addChild(self._box(column))
            group.setExpanded(True)

    def _box(self, column: LeadColumn) -> QTreeWidgetItem:
        box = QTreeWidgetItem([marked(column.name), marked(tr_now(column.label))])
        box.setData(0, _NAME, column.name)
        box.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        box.setCheckState(0, _OFF)
        box.setForeground(1, self._theme.color("text2"))
        self._boxes[column.name] = box
        return box

    def _take(self, names: Iterable[str]) -> None:
        """Chooses these columns, in this order."""
        wanted = tuple(dict.fromkeys(name for name in names if name in self._boxes))
        self.tree.blockSignals(True)
        for name, box in self._boxes.items():
            box.setCheckState(0, _ON if name in wanted else _OFF)
        self.tree.blockSignals(False)
        self.order.clear()
        for name in wanted:
            self._add(name)
        self._follow()

    def _add(self, name: str) -> None:
        item = QListWidgetItem(marked(name), self.order)
        item.setData(_NAME, name)

    def _check(self, box: QTreeWidgetItem) -> None:
        """Adds a column at the end when it is checked, and takes it out when it is not."""
        name = box.data(0, _NAME)
        if not isinstance(name, str):
            return
        names = self.names()
        if box.checkState(0) == _ON and name not in names:
            self._add(name)
        elif box.checkState(0) == _OFF and name in names:
            self.order.takeItem(names.index(name))
        self._follow()

    def _move(self, by: int) -> None:
        row = self.order.currentRow()
        if 0 <= row < self.order.count() and 0 <= row + by < self.order.count():
            item = self.order.takeItem(row)
            self.order.insertItem(row + by, item)
            self.order.setCurrentRow(row + by)

    def _find(self, text: str) -> None:
        """Shows the columns whose name, label or group holds a text."""
        needle = text.strip().casefold()
        for at in range(self.tree.topLevelItemCount()):
            group = self.tree.topLevelItem(at)
            if group is None:
                continue
            whole, shown = needle in group.text(0).casefold(), False
            for child in filter(None, map(group.child, range(group.childCount()))):
                fits = whole or needle in f"{child.text(0)} {child.text(1)}".casefold()
                child.setHidden(not fits)
                shown = shown or fits
            group.setHidden(not shown)

    def _follow(self) -> None:
        row, count = self.order.currentRow(), self.order.count()
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < count - 1)
        documented = any(name in self._columns.by_name for name in self.names())
        self.apply.setEnabled(documented)
        self.apply.setToolTip("" if documented else tr("Choose at least one column that the vendor documents."))
        said = trn("{chosen} of 1 column", "{chosen} of {count} columns", len(self._boxes), chosen=count)
        self._count.setText(said)
        self.reset.setEnabled(bool(self._defaults) and self.names() != self._defaults)

    def _tell(self) -> None:
        self.accept()
        self.chosen.emit(self.names())

    def _prepare(self) -> None:
        px = self._theme.px
        self.setWindowTitle(tr("Columns"))
        self.setAccessibleName(tr("Columns"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(QSize(px(_WIDTH), px(_HEIGHT)).boundedTo(room_for(self, self._theme)))
        self.search.setAccessibleName(tr("Search columns"))
        self.search.setPlaceholderText(tr("Search columns"))
        make_clearable(self._theme, self.search)
        self.tree.setAccessibleName(tr("All columns"))
        self.tree.setHeaderHidden(True)
        self.tree.setColumnCount(2)
        self.tree.setIndentation(px(12))
        self.tree.setColumnWidth(0, px(210))
        self.tree.setUniformRowHeights(True)
        self.order.setAccessibleName(tr("Chosen columns, from left to right"))
        for rows in (self.tree, self.order):
            EvenRows(self._theme, rows)
        self.order.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self._count.setAccessibleName(tr("Count"))

    def _connect(self) -> None:
        self.search.textChanged.connect(self._find)
        self.tree.itemChanged.connect(self._check)
        self.order.currentRowChanged.connect(self._follow)
        self.order.model().rowsMoved.connect(self._follow)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.reset.clicked.connect(lambda: self._take(self._defaults))
        self.cancel.clicked.connect(self.reject)
        self.apply.clicked.connect(self._tell)
        self.apply.setDefault(True)

    def _lay_out(self) -> None:
        px = self._theme.px
        foot = Flow()
        foot.setContentsMargins(px(20), px(10), px(20), px(16))
        foot.set_gap(px(8))
        foot.add(self.reset)
        foot.add(self._count)
        foot.add_stretch()
        foot.add(self.cancel)
        foot.add(self.apply)
        column = QVBoxLayout(page_in(self, foot))
        column.setContentsMargins(px(20), px(20), px(20), 0)
        column.setSpacing(px(10))
        column.addWidget(plain_label(tr("Columns"), use="title"))
        said = plain_label(_SAID, ink="text2")
        said.setWordWrap(True)
        column.addWidget(said)
        column.addWidget(self.search)
        lists = QHBoxLayout()
        lists.setSpacing(px(12))
        lists.addWidget(self.tree, 3)
        side = QVBoxLayout()
        title = plain_label(tr("From left to right"), use="heading")
        title.setBuddy(self.order)
        side.addWidget(title)
        side.addWidget(self.order, 1)
        moves = QHBoxLayout()
        for button in (self.up, self.down):
            moves.addWidget(button)
        side.addLayout(moves)
        lists.addLayout(side, 2)
        column.addLayout(lists, 1)
