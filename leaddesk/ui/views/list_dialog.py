"""A dialog over one list that is read when it opens: what it is, how it is narrowed, the rows, what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QTableView, QVBoxLayout, QWidget

from leaddesk.domain.errors import LeadDeskError
from leaddesk.language import tr
from leaddesk.ui.models.list_table import ListTable
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import ElidedLabel, plain_label
from leaddesk.ui.widgets.tables import prepare_table

_ROOM = 0.94
"""So much of the window the dialog takes at most."""


class ListDialog(QDialog):
    """Opened, never executed; its list is told as it is read, in one line beside the buttons."""

    def __init__(self, theme: Theme, parent: QWidget, title: str, reading: str) -> None:
        super().__init__(parent)
        self._theme, self._title = theme, title
        self._parent_size = parent.size()
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.table = QTableView()
        self.close_button = Button(theme, tr("Close"))
        self.said = ElidedLabel(reading, use="hint", ink="text2", lines=2)
        self.said.setAccessibleName(tr("Count"))
        self._empty = plain_label(ink="text2")
        self.close_button.clicked.connect(self.reject)

    def _say(self, text: str, ink: str = "text2") -> None:
        self.said.set_text(text)
        self.said.setAccessibleDescription(text)
        restyle(self.said, ink=ink)

    def _say_problem(self, problem: LeadDeskError) -> None:
        self._say(problem.sentence(), "danger")

    def _show_rows(self, shown: int, empty: str) -> None:
        """Shows the table, or the sentence that stands in its place."""
        self._empty.setText(empty)
        self._empty.setVisible(not shown)
        self.table.setVisible(bool(shown))

    def _lay_out_list(
        self,
        model: ListTable,
        width: int,
        height: int,
        about: str,
        narrowing: Sequence[QWidget | QLayout],
        acts: Sequence[Button],
    ) -> None:
        """Lays it out from above: title, what it is about, what narrows it, the rows, and the acts at the foot.

        Width and height are pixels at 100 %.
        """
        px = self._theme.px
        self.resize(
            min(px(width), int(self._parent_size.width() * _ROOM)),
            min(px(height), int(self._parent_size.height() * _ROOM)),
        )
        self.table.setModel(model)
        prepare_table(self.table, self._theme, self._title)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(20), px(20), px(16))
        column.setSpacing(px(8))
        column.addWidget(plain_label(self._title, use="title"))
        told = plain_label(about, ink="text2")
        told.setWordWrap(True)
        column.addWidget(told)
        for part in narrowing:
            if isinstance(part, QWidget):
                column.addWidget(part)
            else:
                column.addLayout(part)
        self._empty.hide()
        column.addWidget(self._empty, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.said, 1)
        for button in (*acts, self.close_button):
            row.addWidget(button)
        column.addLayout(row)
        self.close_button.setDefault(True)
