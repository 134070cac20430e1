"""When to call a lead back: the exact text in a line, and a dialog with a calendar that writes it.

The zone is the server's own, which the vendor does not tell: what is past is said by this computer's clock, with its
zone, and refused by nobody.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QDate, QDateTime, QRegularExpression, Qt, QTime, QTimeZone, Signal
from PySide6.QtGui import QRegularExpressionValidator, QTextCharFormat
from PySide6.QtWidgets import (
    QButtonGroup,
    QCalendarWidget,
    QDateTimeEdit,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QToolButton,
    QWidget,
)

from leaddesk.domain.call_time import NOW, is_past, read_days, read_moment, write_days, write_moment
from leaddesk.domain.fields import FieldSpec
from leaddesk.language import tr
from leaddesk.ui.forms.editor import LineEditor
from leaddesk.ui.theme import Theme
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import marked

_UTC = QTimeZone(QTimeZone.Initialization.UTC)
"""The day and time is a reading of some clock: in this zone none is skipped, as a summer time would do."""
_CALENDAR = (300, 250)


def _past_note(text: str) -> str:
    """Returns what there is to say of a time that is over; empty for any other text."""
    now = datetime.now().astimezone()
    if not is_past(text, now):
        return ""
    times = LocalTimes()
    shown = f"{times.clock(now)} {times.zone(now)}"
    return tr("This time is past by this computer's clock ({clock}).", clock=shown)


class CallTimeEditor(LineEditor):
    """The line takes the text as it goes out; the button beside it opens the calendar."""

    def __init__(self, spec: FieldSpec, theme: Theme) -> None:
        super().__init__(spec, theme)
        self.choose = Button(theme, tr("Choose {label}…", label=spec.label))
        self.choose.clicked.connect(self._open)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.column.removeWidget(self.line)
        row.addWidget(self.line, 1)
        row.addWidget(self.choose)
        self.column.addLayout(row)

    def stops(self) -> tuple[QWidget, ...]:
        return (self.line, self.choose)

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        self.choose.setEnabled(not read_only)

    def note(self) -> str:
        return _past_note(self.value().strip())

    def _open(self) -> None:
        dialog = CallTimeDialog(self.theme, self.window(), self.spec, self.value().strip())
        dialog.chosen.connect(self._take)
        dialog.open()

    def _take(self, text: str) -> None:
        self.set_value(text)
        self.left.emit()


class CallTimeDialog(ActDialog):
    """None, at once, some days on, or a day and time; what will be sent stands below."""

    chosen = Signal(str)
    """The text for the field; empty for none."""

    def __init__(self, theme: Theme, parent: QWidget, spec: FieldSpec, text: str) -> None:
        """Shows what a field's text asks for; a text that says none of it begins with a day and time."""
        super().__init__(theme, parent, spec.label, spec.help, verb=tr("Use this time"), focus_way_out=False)
        self.none, self.at_once, self.in_days, self.at_time = (
            _radio(says)
            for says in (tr("No time"), tr("At once"), tr("Days from loading"), tr("Day and time, server's clock"))
        )
        self.days = QLineEdit()
        self.days.setValidator(QRegularExpressionValidator(QRegularExpression("[0-9]{0,3}"), self.days))
        self.days.setAccessibleName(tr("Days"))
        self.moment = QDateTimeEdit()
        self.moment.setTimeZone(_UTC)
        self.moment.setDisplayFormat("yyyy-MM-dd HH:mm:ss")
        self.moment.setCalendarPopup(True)
        self.moment.setAccessibleName(tr("Day and time"))
        _prepare_calendar(self.moment.calendarWidget(), theme)
        self.shown = plain_label(use="name")
        self.past = plain_label(use="hint", ink="warn")
        self.past.setWordWrap(True)
        self._group = QButtonGroup(self)
        self.add(self._rows(theme), self.shown, self.past)
        self._show_text(text)
        self._group.buttonToggled.connect(self._look)
        self.days.textChanged.connect(self._look)
        self.moment.dateTimeChanged.connect(self._look)
        self.accepted.connect(lambda: self.chosen.emit(self.text()))
        self._look()
        if checked := self._group.checkedButton():
            checked.setFocus()

    def text(self) -> str:
        """Returns what the field is to hold."""
        if self.none.isChecked():
            return ""
        if self.at_once.isChecked():
            return NOW
        if self.in_days.isChecked():
            return write_days(int(self.days.text() or "0"))
        date, time = self.moment.date(), self.moment.time()
        return write_moment(
            datetime(date.year(), date.month(), date.day(), time.hour(), time.minute(), time.second())  # noqa: DTZ001
        )

    def _rows(self, theme: Theme) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(8))
        grid.setColumnStretch(1, 1)
        for row, radio in enumerate((self.none, self.at_once, self.in_days, self.at_time)):
            grid.addWidget(radio, row, 0)
            self._group.addButton(radio)
        grid.addWidget(self.days, 2, 1)
        grid.addWidget(self.moment, 3, 1)
        return holder

    def _show_text(self, text: str) -> None:
        days, moment = read_days(text), read_moment(text)
        start = moment or (datetime.now().astimezone() + timedelta(days=1)).replace(minute=0, second=0)
        day, time = QDate(start.year, start.month, start.day), QTime(start.hour, start.minute, start.second)
        self.moment.setDateTime(QDateTime(day, time, _UTC))
        self.days.setText(str(1 if days is None else days))
        radio = self.at_time
        if not text:
            radio = self.none
        elif text == NOW:
            radio = self.at_once
        elif days is not None:
            radio = self.in_days
        radio.setChecked(True)

    def _look(self) -> None:
        """Lets only the chosen way be filled in, and shows the text that it makes."""
        self.days.setEnabled(self.in_days.isChecked())
        self.moment.setEnabled(self.at_time.isChecked())
        text = self.text()
        self.shown.setText(marked(tr("Sent as: {text}", text=text) if text else tr("Nothing is sent for it.")))
        self.past.setText(marked(_past_note(text)))
        self.past.setVisible(bool(self.past.text()))


def _prepare_calendar(calendar: QCalendarWidget, theme: Theme) -> None:
    """Gives a calendar room for all its days, and the look of the window: its own has red and black of the system."""
    calendar.setAccessibleName(tr("Calendar"))
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
    calendar.setMinimumSize(theme.px(_CALENDAR[0]), theme.px(_CALENDAR[1]))
    plain = QTextCharFormat()
    plain.setForeground(theme.color("text"))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, plain)
    for name, icon in (("prev", "chevron-up"), ("next", "chevron-down")):
        if button := calendar.findChild(QToolButton, f"qt_calendar_{name}month"):
            theme.set_icon(button, icon)


def _radio(text: str) -> QRadioButton:
    radio = QRadioButton(text)
    radio.setAccessibleName(text)
    return radio
