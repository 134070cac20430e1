"""The chosen lead beside the list, or over it where there is little room: its name, what can be done, its fields."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from leaddesk.domain.lead_cells import plain_text
from leaddesk.domain.lead_columns import LeadColumns
from leaddesk.domain.lead_fields import name_of, phone_of
from leaddesk.domain.lead_page import LeadRow
from leaddesk.language import tr
from leaddesk.ui.masking import ViewMask
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.views.search.acts import Act, LeadActs
from leaddesk.ui.views.search.details import LeadDetails
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import ElidedLabel


class ChosenLead(QFrame):
    """Heads the details with what can be done."""

    closed = Signal()

    def __init__(self, theme: Theme, acts: LeadActs, details: LeadDetails, mask: ViewMask) -> None:
        super().__init__()
        self._theme, self._mask, self.details = theme, mask, details
        self._columns = LeadColumns(())
        self._row: LeadRow | None = None
        self.setProperty("surface", "panel")
        self._name = ElidedLabel(use="title")
        self._name.setAccessibleName(tr("Chosen lead"))
        self.close_button = Button(theme, "", icon="x", role="quiet")
        self.close_button.setAccessibleName(tr("Close details"))
        self.close_button.setToolTip(tr("Close details"))
        restyle(self.close_button, bare=True)
        self.close_button.clicked.connect(self.closed)
        self._head, self._main, self._more = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        self._head.addWidget(self._name, 1)
        self._head.addWidget(self.close_button)
        self._acts = [acts.button(theme, act) for act in (Act.CHECK, Act.LEAD)]
        self._acts.append(acts.button(theme, Act.COPY_PHONE, icon="copy", quiet=True))
        self._acts.append(acts.button(theme, Act.OPEN_RECORD, icon="link", quiet=True))
        for button in self._acts[:2]:
            self._main.addWidget(button, 1)
        for button in self._acts[2:]:
            self._more.addWidget(button)
        self._more.addStretch()
        self._column = QVBoxLayout(self)
        for part in (self._head, self._main, self._more):
            self._column.addLayout(part)
        self._column.addWidget(details, 1)
        mask.changed.connect(self._say)
        theme.changed.connect(self._fit)
        self._fit()
        self.show_lead(None)

    def set_columns(self, columns: LeadColumns) -> None:
        """Takes what is known of the columns; the same as the grid's."""
        self._columns = columns
        self.details.set_columns(columns)
        self._say()

    def show_lead(self, row: LeadRow | None) -> None:
        """Shows another lead, or none."""
        self._row = row
        self._say()
        self.details.show_row(row)

    def stops(self) -> tuple[QWidget, ...]:
        """Returns what the keys go through, in order."""
        details = self.details
        return (*self._acts, details.tree, details.text, details.copy_button, self.close_button)

    def _say(self) -> None:
        row = self._row
        name = self._mask.name(name_of(self._columns, row)) if row else ""
        number = self._mask.number(phone_of(self._columns, row)) if row and phone_of(self._columns, row) else ""
        lead = tr("Lead {id}", id=plain_text(row.id)) if row else tr("No lead is chosen")
        self._name.set_text(name or number or lead)

    def _fit(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(16), px(10), px(12), 0)
        self._column.setSpacing(px(8))
        for row in (self._head, self._main, self._more):
            row.setSpacing(px(8))
        self.close_button.setFixedWidth(px(30))
