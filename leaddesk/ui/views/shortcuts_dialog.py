"""F1: every key with what it does, place by place; the list is that of the command palette."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from leaddesk.language import tr, tr_now
from leaddesk.ui.actions import GUIDE, all_keys
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.tables import choose_row, prepare_table

_COLUMNS = (tr("Keys"), tr("What it does"), tr("Where"))
_WIDTH, _HEIGHT, _KEYS, _PLACE = 840, 400, 150, 120


class ShortcutsDialog(ActDialog):
    """Closed by Esc, or by *Guide*, which then opens; the table has the focus, so that it can be read row by row."""

    def __init__(self, theme: Theme, parent: QWidget | None) -> None:
        about = tr("Everything here works without a mouse.")
        super().__init__(theme, parent, tr("Shortcuts"), about, verb=tr_now(GUIDE), way_out=tr("Close"))
        px = theme.px
        self.take_width(_WIDTH)
        self.table = QTableView()
        model = QStandardItemModel(0, len(_COLUMNS), self)
        model.setHorizontalHeaderLabels(list(_COLUMNS))
        for line in all_keys():
            model.appendRow([QStandardItem(text) for text in line])
        self.table.setModel(model)
        prepare_table(self.table, theme, tr("Shortcuts"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(0, px(_KEYS))
        header.resizeSection(2, px(_PLACE))
        self.table.setFixedHeight(px(_HEIGHT))
        choose_row(self.table, 0)
        hint = plain_label(tr("Ctrl+K finds each of them by its name."), use="hint", ink="text2")
        self.add(self.table, hint)
        self.table.setFocus()
