"""Carries out what a person wants done with one lead; nothing is sent, and only the profile's own host is opened."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from leaddesk.domain.lead_fields import lead_of, phone_of
from leaddesk.domain.lead_page import LeadRow
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.language import tr
from leaddesk.ui.masking import Reveal, ViewMask
from leaddesk.ui.views.search.acts import Act
from leaddesk.ui.views.search.desk import SearchDesk

_NO_PHONE = tr("The number of this lead was not asked for.")
_NO_PATH = tr("Where the record is was not asked for.")


class LeadDeeds(QObject):
    """Says what is missing where an act needs a column that is not there."""

    lead_wanted = Signal(dict)
    check_wanted = Signal(str)

    def __init__(self, parent: QObject, desk: SearchDesk, mask: ViewMask) -> None:
        super().__init__(parent)
        self._desk, self._mask = desk, mask

    def do(self, act: Act, row: LeadRow, profile: ConnectionProfile) -> None:
        """Does it with a lead that came through a profile."""
        columns = self._desk.search.form(profile).columns
        number = phone_of(columns, row)
        if act in (Act.CHECK, Act.COPY_PHONE) and not number:
            self._desk.tell("warn", _NO_PHONE, "", tr("Choose Phone in Columns, or the lead has none."))
            return
        match act:
            case Act.CHECK:
                self._mask.hand_on(
                    Reveal(what=tr("Check number"), number=number), lambda: self.check_wanted.emit(number)
                )
            case Act.COPY_PHONE:
                QGuiApplication.clipboard().setText(self._mask.number(number))
                self._desk.tell("result", tr("The number is copied."))
            case Act.LEAD:
                lead = lead_of(columns, row)
                self._mask.hand_on(Reveal(what=tr("Enter lead"), number=number), lambda: self.lead_wanted.emit(lead))
            case Act.OPEN_RECORD:
                self._open_record(row, profile)

    def _open_record(self, row: LeadRow, profile: ConnectionProfile) -> None:
        if address := self._desk.search.record_address(profile, row):
            self._desk.open_address(address)
            return
        hint = tr("Choose Record path in Columns; without one, the vendor gives none for it.")
        self._desk.tell("warn", _NO_PATH, "", hint)
