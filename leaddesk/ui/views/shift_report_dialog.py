"""*Shift report*: choose a period and a person, read, copy or save as PDF.

A report is a question: the latest one wins, and what was asked before is let go. Opened, never executed.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QVBoxLayout, QWidget

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.phone import show_number
from leaddesk.domain.shift import Period, ShiftReport
from leaddesk.language import tr, tr_now, trn
from leaddesk.services.ports import AlreadyThere, Background, Clock
from leaddesk.services.shift_report import ShiftOrder, ShiftReports
from leaddesk.ui.models.report_model import ReportTable
from leaddesk.ui.print.shift_paper import shift_pdf
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.tell import Tell
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.export_dialog import ask_to_replace
from leaddesk.ui.views.shift_period import PeriodChoice, chosen_period, read_wall, write_wall
from leaddesk.ui.views.shift_sections import ReportSections
from leaddesk.ui.views.shift_tables import ShowNumber, shift_summary, shift_tables, shift_text
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.combos import holds_names
from leaddesk.ui.widgets.file_dialog import open_file_dialog
from leaddesk.ui.widgets.flow import Flow
from leaddesk.ui.widgets.labelled import Labelled
from leaddesk.ui.widgets.labels import ElidedLabel, plain_label
from leaddesk.ui.widgets.layouts import room_for
from leaddesk.ui.widgets.plaintext import let_go, marked
from leaddesk.ui.widgets.room import page_in
from leaddesk.ui.widgets.tab_order import order_tabs, stops_in

_SIZE = (940, 620)
_DEBOUNCE_MS = 400
_EVERYONE = tr("Everyone")
_FIELD_WIDTH = 152
_Shown = tuple[ShiftReport, tuple[ReportTable, ...]]


class ShiftReportDialog(QDialog):
    """Asks, shows, copies, saves."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        reports: ShiftReports,
        background: Background,
        scope: TaskScope,
        times: LocalTimes,
        clock: Clock,
        tell: Tell,
        operator: Callable[[], str],
        *,
        show_number: ShowNumber = show_number,
        practice: bool = False,
    ) -> None:
        """Builds the dialog; `open` makes the report of today. `show_number` may mask, `operator` is at the desk."""
        super().__init__(parent)
        self._theme, self._reports, self._background, self._scope = theme, reports, background, scope
        self._times, self._clock, self._tell = times, clock, tell
        self._operator, self._show_number, self._practice = operator, show_number, practice
        self._question: asyncio.Task[_Shown] | None = None
        self._shown: _Shown | None = None
        self._closed = False
        self.setWindowTitle(tr("Shift report"))
        self.setAccessibleName(tr("Shift report"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.period, self.person = QComboBox(), QComboBox()
        holds_names(self.person)
        self.since, self.until = QLineEdit(), QLineEdit()
        self._zone = plain_label(use="hint", ink="text2")
        self._summary = ElidedLabel(use="name", lines=2)
        self._state = plain_label(use="hint", ink="text2")
        self.sections = ReportSections(theme)
        self.stop = Button(theme, tr("Stop reading"))
        self.copy = Button(theme, tr("Copy"), icon="clipboard-copy")
        self.save = Button(theme, tr("Save as PDF…"), icon="download", role="primary")
        self.close_button = Button(theme, tr("Close"))
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_DEBOUNCE_MS)
        self._fill()
        self._lay_out()
        self._bind()
        self.resize(QSize(theme.px(_SIZE[0]), theme.px(_SIZE[1])).boundedTo(room_for(self, theme)))
        self._fit()

    def open(self) -> None:
        """Shows the dialog and makes the report of today."""
        super().open()
        self.period.setFocus()
        self.make()

    def make(self) -> None:
        """Makes the report of what is chosen; one that is still being made is let go."""
        self._wait.stop()
        self._let_go()
        period = self._period()
        if period is None:
            self._fit()
            return
        self._state.setText(tr("Reading the history"))
        person = "" if self.person.currentIndex() <= 0 else str(self.person.currentData())
        self._question = self._scope.run(self._read(ShiftOrder(period, person)), self._show, self._say_problem)
        self._fit()

    def done(self, result: int) -> None:
        """Closes; what is still being read is let go."""
        self._closed = True
        self._wait.stop()
        self._let_go()
        super().done(result)

    # ------------------------------------------------------------ choosing

    def _period(self) -> Period | None:
        """Returns the period, or None and says why there is none."""
        choice = PeriodChoice(self.period.currentData())
        if choice is not PeriodChoice.FROM_TO:
            return chosen_period(choice, self._clock.now(), self._times)
        read = [read_wall(field.text(), self._times) for field in (self.since, self.until)]
        for field, at in zip((self.since, self.until), read, strict=True):
            restyle(field, problem=at is None)
        since, until = read
        if since is None or until is None:
            self._state.setText(tr("Write day and time as 2026-11-21 14:30."))
            return None
        if since >= until:
            restyle(self.until, problem=True)
            self._state.setText(tr("The period ends before it begins: choose a later end."))
            return None
        self._show_zones(Period(since, until))
        return Period(since, until)

    def _choose_period(self) -> None:
        """Puts the chosen period into the fields, from where *From–to* goes on."""
        choice = PeriodChoice(self.period.currentData())
        own = choice is PeriodChoice.FROM_TO
        if not own:
            self._put_period(chosen_period(choice, self._clock.now(), self._times))
        for field in (self.since, self.until):
            field.setEnabled(own)
        self.make()

    def _put_period(self, period: Period) -> None:
        for field, at in ((self.since, period.since), (self.until, period.until)):
            field.setText(write_wall(at, self._times))
            restyle(field, problem=False)
        self._show_zones(period)

    def _show_zones(self, period: Period) -> None:
        zones = dict.fromkeys(self._times.zone(at) for at in (period.since, period.until))
        self._zone.setText(" / ".join(zones))

    def _offer_people(self, report: ShiftReport) -> None:
        """Offers the people of a report on everyone; the chosen one stays on offer."""
        chosen = self.person.currentData() or ""
        names = dict.fromkeys([*report.people, *([chosen] if chosen else [])])
        self.person.blockSignals(True)
        self.person.clear()
        self.person.addItem(_EVERYONE, "")
        for name in names:
            if name:
                self.person.addItem(marked(name), name)
        self.person.setCurrentIndex(max(0, self.person.findData(chosen)))
        self.person.blockSignals(False)

    # ------------------------------------------------------------ showing

    async def _read(self, order: ShiftOrder) -> _Shown:
        """Returns the report and its tables; hundreds of numbers and times take too long for the UI thread."""
        report = await self._reports.make(order, self._say_read)
        return report, await self._background.do(shift_tables, report, self._times, self._show_number)

    def _say_read(self, count: int) -> None:
        read = trn("Reading the history, 1 exchange so far", "Reading the history, {count} exchanges so far", count)
        self._state.setText(read)

    def _show(self, shown: _Shown) -> None:
        if self._closed:  # it was read to its end in the same moment, when there was nothing left to let go
            return
        self._question, self._shown = None, shown
        report, tables = shown
        if not report.operator:
            self._offer_people(report)
        self._summary.set_text(shift_summary(report, self._times))
        self.sections.show_tables(tables)
        order_tabs([*stops_in(self.sections), self.stop, self.copy, self.close_button, self.save])
        self._state.clear()
        self._fit()

    def _say_problem(self, problem: LeadDeskError) -> None:
        if self._closed:
            return
        self._question = None
        self._state.setText(self._with_age(problem.sentence()))
        self._fit()

    def _let_go(self) -> None:
        if self._question:
            self._question.cancel()
        self._question = None

    def _stop(self) -> None:
        self._let_go()
        self._state.setText(self._with_age(tr("Stopped.")))
        self._fit()

    def _with_age(self, text: str) -> str:
        """Returns what is said, and that a report in view is older than it."""
        return f"{text} {tr('What is shown is older.')}" if self._shown else text

    # ------------------------------------------------------------ copying and saving

    def _copy(self) -> None:
        if self._shown:
            report, tables = self._shown
            QGuiApplication.clipboard().setText(let_go(shift_text(report, tables, self._times)))
            self._state.setText(tr("The report is on the clipboard."))

    def _ask_where(self) -> None:
        if not self._shown:
            return
        report, tables = self._shown
        day = self._times.local(report.period.since).date().isoformat()
        make = partial(shift_pdf, report, tables, self._times, made_by=self._operator(), practice=self._practice)
        open_file_dialog(
            self,
            tr("Save the shift report"),
            lambda place: self._save(place, make, report),
            filters=(tr("PDF (*.pdf)"), tr("All files (*)")),
            saving_as=f"shift-report-{day}.pdf",
        )

    def _save(self, place: str, make: Callable[[], bytes], report: ShiftReport, *, replace: bool = False) -> None:
        self._state.setText(tr("Saving the report"))
        self._scope.run(
            self._reports.save(place, make, report, operator=self._operator(), replace=replace),
            self._say_saved,
            lambda problem: self._not_saved(problem, place, partial(self._save, place, make, report, replace=True)),
        )

    def _say_saved(self, place: str) -> None:
        if not self._closed:
            self._state.setText(tr("Saved: {marked}", marked=marked(place)))
        self._tell("result", tr("The shift report is saved."), place)

    def _not_saved(self, problem: LeadDeskError, place: str, again: Callable[[], None]) -> None:
        if self._closed:
            self._tell("error", problem.title, problem.detail, problem.hint)
            return
        self._state.setText(problem.sentence())
        if isinstance(problem, AlreadyThere):
            ask_to_replace(self._theme, self, place, again)

    # ------------------------------------------------------------ putting it together

    def _fill(self) -> None:
        for choice in PeriodChoice:
            self.period.addItem(tr_now(choice.value), choice.value)
        self.person.addItem(_EVERYONE, "")
        for field in (self.since, self.until):
            field.setFixedWidth(self._theme.px(_FIELD_WIDTH))
            field.setEnabled(False)
        self._put_period(chosen_period(PeriodChoice.TODAY, self._clock.now(), self._times))

    def _lay_out(self) -> None:
        px = self._theme.px
        foot = Flow()
        foot.setContentsMargins(px(20), px(12), px(20), px(16))
        foot.set_gap(px(8))
        self._state.setWordWrap(True)
        foot.add(self._state, grows=True)
        for button in (self.stop, self.copy, self.close_button, self.save):
            foot.add(button)
        column = QVBoxLayout(page_in(self, foot))
        column.setContentsMargins(px(20), px(20), px(20), 0)
        column.setSpacing(px(12))
        column.addWidget(plain_label(tr("Shift report"), use="title"))
        choices = Flow(at_bottom=True)
        choices.set_gap(px(12))
        for name, field in (
            (tr("Period"), self.period),
            (tr("From"), self.since),
            (tr("To"), self.until),
            (tr("Person"), self.person),
        ):
            choices.add(Labelled(self._theme, name, field))
            if field is self.until:
                choices.add(self._zone)
        self._zone.setMinimumHeight(px(30))
        self.person.setMinimumWidth(px(180))
        column.addWidget(choices)
        column.addWidget(self._summary)
        column.addWidget(self.sections, 1)

    def _bind(self) -> None:
        self.period.currentIndexChanged.connect(lambda _index: self._choose_period())
        self.person.currentIndexChanged.connect(lambda _index: self.make())
        for field in (self.since, self.until):
            field.textEdited.connect(lambda _text: self._wait.start())
        self._wait.timeout.connect(self.make)
        self.stop.clicked.connect(self._stop)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._ask_where)
        self.close_button.clicked.connect(self.reject)

    def _fit(self) -> None:
        self.stop.setEnabled(self._question is not None)
        for button in (self.copy, self.save):
            button.setEnabled(self._shown is not None)
