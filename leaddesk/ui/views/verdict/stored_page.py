"""The tab *As stored*: what was sent beside what the vendor stored."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from leaddesk.language import tr, tr_now, trn
from leaddesk.services.answered import AnsweredLead
from leaddesk.ui.models.stored_model import COLUMNS, StoredModel
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.verdict.parts import EmptyState
from leaddesk.ui.views.verdict.topics import Entry, Topic
from leaddesk.ui.widgets.explained import Explain, unexplained
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.tables import LEAST_COLUMN, prepare_table

_NO_ANSWER = tr("The fields as the vendor stored them will stand here.")
_NOTHING = tr("The answer does not say what was stored.")


class StoredPage(QWidget):
    """Fields joined to their columns by index."""

    def __init__(self, theme: Theme, explain: Explain = unexplained) -> None:
        super().__init__()
        self._theme = theme
        self._hint = plain_label(use="hint", ink="text2")
        self._hint.setWordWrap(True)
        self._empty = EmptyState(theme, _NO_ANSWER)
        self._model = StoredModel(theme, explain)
        self._table = QTableView()
        self._table.setModel(self._model)
        prepare_table(self._table, theme, tr("As stored"), least_column=LEAST_COLUMN)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self._table.horizontalHeader()
        for column in range(len(COLUMNS)):
            stretches = column in (1, 3)
            mode = QHeaderView.ResizeMode.Stretch if stretches else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(column, mode)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._hint)
        self._column.addWidget(self._empty)
        self._column.addWidget(self._table, 1)
        self._column.addStretch()
        theme.changed.connect(self._fit)
        self._fit()
        self.show_nothing()

    def show_nothing(self) -> None:
        """Shows where the fields will stand."""
        self._show_empty(_NO_ANSWER)

    def show_lead(self, lead: AnsweredLead) -> None:
        """Shows an answer's fields."""
        fields = lead.verdict.stored
        if not fields:
            self._show_empty(_NOTHING)
            return
        self._model.show_fields(fields)
        differing = sum(field.differs for field in fields)
        said = tr("Every value is stored as it was sent.")
        if differing:
            said = trn(
                "{differing} of 1 value is not as it was sent.",
                "{differing} of {count} values are not as they were sent.",
                len(fields),
                differing=differing,
            )
        joined = tr("Fields and columns are joined by their place in the answer, or by name.")
        self._hint.setText(f"{said} {joined}")
        self._hint.show()
        self._empty.hide()
        self._table.show()

    def topic(self, _part: QWidget, place: QPoint | None) -> Topic | None:
        """Returns the chosen row, or that at a place; what the columns hold where there is none."""
        index = self._table.currentIndex() if place is None else self._table.indexAt(place)
        if index.isValid():
            return Topic(tr("As stored"), tuple(Entry(word, key) for word, key in self._model.keys(index.row())))
        return Topic(tr("As stored"), tuple(Entry(tr_now(column), f"stored.{column}") for column in COLUMNS))

    def _show_empty(self, text: str) -> None:
        self._model.show_fields(())
        self._empty.say(text)
        self._empty.show()
        self._table.hide()
        self._hint.hide()

    def _fit(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(12), px(12), px(12), px(12))
        self._column.setSpacing(px(8))
