"""The verdict view: nothing yet, waiting, or one answered lead, on four tabs."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cached_property, partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QElapsedTimer, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from leaddesk.domain.phone import last_ten
from leaddesk.domain.terms import Terms
from leaddesk.domain.verdict import LitigationCase, Litigator
from leaddesk.language import tr, tr_now
from leaddesk.services.answered import AnsweredLead
from leaddesk.ui.masking import Masking
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.verdict.explainer import Explainer
from leaddesk.ui.views.verdict.masked import masked_lead
from leaddesk.ui.views.verdict.parts import scrolling
from leaddesk.ui.views.verdict.summary import summary
from leaddesk.ui.views.verdict.tab_row import TabRow
from leaddesk.ui.views.verdict.verdict_page import VerdictPage
from leaddesk.ui.views.verdict.words import assessment_words, outcome_words, retry_line
from leaddesk.ui.widgets.announce import announce
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import ElidedLabel
from leaddesk.ui.widgets.reveal_button import RevealButton
from leaddesk.ui.widgets.tab_order import order_tabs, stops_in
from leaddesk.ui.widgets.tab_pills import TabPills

if TYPE_CHECKING:  # loaded with the first answer
    from leaddesk.ui.views.verdict.cases_page import CasesPage
    from leaddesk.ui.views.verdict.raw_page import RawPage
    from leaddesk.ui.views.verdict.stored_page import StoredPage

TABS = (tr("Verdict"), tr("Cases"), tr("As stored"), tr("Raw"))
_VERDICT, _CASES, _STORED, _RAW = range(len(TABS))
_AFTER_PAINT_MS = 20
"""How long the pages behind *Verdict* wait for it to be painted before one after the other is filled."""


class VerdictView(QWidget):
    """Shows; it neither sends nor judges by itself."""

    revealed = Signal(int, object)
    """The last four digits of the cases of that exchange are asked for; 0 for one that is not on record.

    The callable that comes with it shows them, once the reveal is on record, if the same lead is still in view.
    """

    proof_wanted = Signal(object)
    """A proof of the lead in view is to be saved: its exchange id, or None where nothing was written down."""

    def __init__(
        self,
        theme: Theme,
        times: LocalTimes | None = None,
        terms: Terms | None = None,
        masking: Masking | None = None,
    ) -> None:
        """Builds the view; `terms` says what its words mean, for F1 and the hover, and `masking` may mask it."""
        super().__init__()
        self._theme = theme
        self._times = times or LocalTimes()
        self._lead: AnsweredLead | None = None
        self._shown: AnsweredLead | None = None
        """The same lead as every page gets to see it."""
        self._compared = ""
        """The number that the verdict was compared with."""
        self.masking = (masking or Masking()).for_view(tr("Verdict"), self, self._about_what)
        """Masks this verdict, for what stands beside it too."""
        self.masking.changed.connect(self._show_again)
        self._now: datetime | None = None
        self._since_now = QElapsedTimer()
        self._countdown = QTimer(self)
        self._countdown.setInterval(1000)
        self._countdown.timeout.connect(self._tick)
        self._masked_times = 0
        """Counts what masked the last four digits, so that a late record reveals nothing that is no longer in view."""
        self.tabs = TabPills(theme, TABS, counted=(_CASES,))
        self.tabs.setAccessibleName(tr("Verdict pages"))
        self._about = ElidedLabel(use="hint", ink="text2")
        self.copy_button = Button(theme, tr("Copy summary"), icon="clipboard-copy", role="quiet")
        self.copy_button.clicked.connect(self._copy)
        self.reveal_button = RevealButton(theme, self.masking)
        self.proof_button = Button(theme, tr("Save proof"), icon="file-check-2", role="quiet")
        self.proof_button.setToolTip(tr("A signed PDF, and the record it is drawn from"))
        self.proof_button.clicked.connect(self._want_proof)
        self._verdict = VerdictPage(theme, self._times)
        self._pages = QStackedWidget()
        self._seats = {index: QWidget() for index in (_CASES, _STORED, _RAW)}
        """What stands where a page is not built yet."""
        self._due: list[int] = []
        """The pages that do not show the present answer yet."""
        self._fill_soon = QTimer(self)
        self._fill_soon.setSingleShot(True)
        self._fill_soon.setInterval(_AFTER_PAINT_MS)
        self._fill_soon.timeout.connect(self._fill_next)
        self._explainer = Explainer(theme, self, terms or Terms(), self._page)
        self._lay_out()
        self.tabs.currentChanged.connect(self._open)
        for keys, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self._turn, step))
        self._verdict.case_wanted.connect(self._open_case)
        self._verdict.stored_wanted.connect(lambda: self.tabs.setCurrentIndex(_STORED))
        self.show_nothing()

    def show_nothing(self) -> None:
        """Shows the places where an answer will stand."""
        self._forget()
        self._verdict.show_nothing()

    def expect_checks(self, expected: bool) -> None:
        """Takes note whether the next answer is of a vendor that returns checks."""
        self._verdict.expect_checks(expected)

    def show_sending(self, phase: str, seconds: float, note: str) -> None:
        """Shows a phase such as "Sending" or "Waiting for the keyring" and its seconds; called once a second."""
        self._forget()
        self._verdict.show_waiting(tr("{phase}, {seconds} s", phase=tr_now(phase), seconds=int(seconds)), note)

    def show_answered(self, answered: AnsweredLead, now: datetime) -> None:
        """Shows an answered lead on the tab *Verdict* and announces it; the focus stays where it is."""
        if self._lead is not None:
            self._empty_pages()
        self.masking.mask_again()
        self._lead = answered
        self._explainer.vendor = answered.opening.vendor
        self._shown = shown = self._seen(answered)
        self._verdict.show_lead(shown, now)
        self._area.verticalScrollBar().setValue(0)  # where the answer before was read to its end
        self.compare(answered.opening.number)
        self.tabs.set_count(_CASES, _case_count(answered) or None)
        self._tab_row.fit()
        self.tabs.setCurrentIndex(_VERDICT)
        self._due = [_CASES, _STORED, _RAW]
        self._fill_soon.start()
        self._enable(True)
        self._start(now)
        outcome = outcome_words(shown, now, self._times).word
        assessment = assessment_words(shown, now, self._times).description
        announce(self, f"{tr_now(outcome)}. {assessment}")

    def order_tabs(self) -> None:
        """Lets Tab go from the tabs to what stands beside them, then down the pages."""
        answers = [*self._verdict.words(), *self._verdict.cards.values()]
        stops = [self.tabs, self.reveal_button, self.copy_button, self.proof_button, *answers]
        pages = [page for index in range(self._pages.count()) if (page := self._pages.widget(index))]
        order_tabs([*stops, *(stop for page in pages for stop in stops_in(page) if stop not in answers)])

    def add_head(self, head: QWidget) -> None:
        """Puts something of its place's own between the tabs and their pages."""
        self._column.insertWidget(1, head)

    def add_block(self, block: QWidget) -> None:
        """Puts a block of its place's own below the checks of *Verdict*."""
        self._verdict.add_block(block)

    def compare(self, number: str) -> None:
        """Says whose verdict this is, loudly when the form holds another number by now."""
        if self._lead is None:
            return
        self._compared = number
        about = self._lead.opening.number
        other = last_ten(number) != last_ten(about)
        number = self.masking.number(about)
        text = (
            tr("Not this number: this is for {number}", number=number) if other else tr("for {number}", number=number)
        )
        if text != self._about.text():
            self._about.set_text(text)
            self._tab_row.fit()
            restyle(self._about, ink="danger" if other else "text2")

    def judge_now(self, now: datetime) -> None:
        """Says what is no longer as it was at the time of the answer; does nothing while there is no answer."""
        if self._shown:
            self._verdict.judge_now(self._shown, now)
            self._start(now)

    def _seen(self, lead: AnsweredLead) -> AnsweredLead:
        return masked_lead(lead) if self.masking.on else lead

    def _about_what(self) -> tuple[str, int | None]:
        return (self._lead.opening.number, self._lead.exchange_id) if self._lead else ("", None)

    def _show_again(self) -> None:
        """Shows the same answer after it was masked or revealed, on the page in view."""
        if self._lead is None or self._now is None:
            return
        now = self._now + timedelta(milliseconds=self._since_now.elapsed())
        self._empty_pages()
        self._shown = self._seen(self._lead)
        self._verdict.show_lead(self._shown, now)
        self.compare(self._compared)
        self._due = [_CASES, _STORED, _RAW]
        self._fill(self.tabs.currentIndex())
        self._fill_soon.start()

    def _start(self, now: datetime) -> None:
        """Counts down what the vendor asked to wait, from the present that was handed in."""
        self._now = now
        self._since_now.restart()
        waits = self._lead is not None and retry_line(self._lead, now).endswith(" s.")
        if waits:
            self._countdown.start()
        else:
            self._countdown.stop()

    def _tick(self) -> None:
        if self._now:
            self.judge_now(self._now + timedelta(milliseconds=self._since_now.elapsed()))

    def _forget(self) -> None:
        self._countdown.stop()
        if self._lead is None and not self.copy_button.isEnabled():
            return
        self._lead = self._shown = None
        self.masking.mask_again()
        self._about.set_text("")
        self._empty_pages()
        self.tabs.set_count(_CASES, None)
        self.tabs.setCurrentIndex(_VERDICT)
        self._enable(False)

    def _empty_pages(self) -> None:
        self._mask_last_four()
        self._fill_soon.stop()
        self._due = []
        for name in ("_cases", "_stored", "_raw"):
            if name in self.__dict__:  # built by now
                getattr(self, name).show_nothing()

    def _enable(self, answered: bool) -> None:
        for button in (self.copy_button, self.proof_button):
            button.setEnabled(answered)

    def _want_proof(self) -> None:
        if self._lead:
            self.proof_wanted.emit(self._lead.exchange_id)

    def _copy(self) -> None:
        if self._shown and self._now:
            QGuiApplication.clipboard().setText(summary(self._shown, self._now, self._times))

    # ------------------------------------------------------------ the pages behind Verdict

    @cached_property
    def _cases(self) -> CasesPage:
        from leaddesk.ui.views.verdict.cases_page import CasesPage

        page = CasesPage(self._theme, self._explainer.meaning)
        page.reveal_wanted.connect(self._want_last_four)
        self._seat(_CASES, scrolling(self._theme, page, steady=True))
        return page

    @cached_property
    def _stored(self) -> StoredPage:
        from leaddesk.ui.views.verdict.stored_page import StoredPage

        page = StoredPage(self._theme, self._explainer.meaning)
        self._seat(_STORED, page)
        return page

    @cached_property
    def _raw(self) -> RawPage:
        from leaddesk.ui.views.verdict.raw_page import RawPage

        page = RawPage(self._theme)
        self._seat(_RAW, page)
        return page

    def _page(self) -> QWidget | None:
        page = self._pages.currentWidget()
        return page.widget() if isinstance(page, QScrollArea) else page

    def _seat(self, index: int, page: QWidget) -> None:
        """Puts a page into its seat; the page in view stays in view."""
        seat, current = self._seats.pop(index), self._pages.currentIndex()
        self._pages.insertWidget(index, page)
        self._pages.removeWidget(seat)
        seat.deleteLater()
        self._pages.setCurrentIndex(current)
        self.order_tabs()

    def _open(self, index: int) -> None:
        self._fill(index)
        self._pages.setCurrentIndex(index)

    def _turn(self, step: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % self.tabs.count())
        announce(self.tabs, self.tabs.tabText(self.tabs.currentIndex()))

    def _fill(self, index: int) -> None:
        """Builds a page when it is first needed, and lets it show the answer unless it does."""
        if index == _VERDICT:
            return
        page = self._cases if index == _CASES else self._stored if index == _STORED else self._raw
        if index in self._due and self._shown:
            self._due.remove(index)
            page.show_lead(self._shown)

    def _fill_next(self) -> None:
        """Fills one page at a time, for what reads a page without opening it, such as a screen reader."""
        if self._due:
            self._fill(self._due[0])
        if self._due:
            self._fill_soon.start()

    def _want_last_four(self, wanted: bool) -> None:
        if not wanted:
            self._mask_last_four()
        elif self._lead:
            self.revealed.emit(self._lead.exchange_id or 0, partial(self._reveal_last_four, self._masked_times))

    def _reveal_last_four(self, masked_times: int) -> None:
        if not shiboken6.isValid(self) or masked_times != self._masked_times or not self.isVisible():
            return
        self._fill(_RAW)
        self._raw.set_revealed(True)
        self._cases.set_revealed(True)

    def _mask_last_four(self) -> None:
        """Masks them again, also where they are only about to be revealed."""
        self._masked_times += 1
        for name in ("_cases", "_raw"):
            if page := self.__dict__.get(name):  # built by now
                page.set_revealed(False)

    def _open_case(self, case: LitigationCase) -> None:
        self.tabs.setCurrentIndex(_CASES)
        self._cases.choose(case)

    def _lay_out(self) -> None:
        acts = (self.reveal_button, self.copy_button, self.proof_button)
        self._tab_row = TabRow(self._theme, self.tabs, self._about, acts)
        self._area = scrolling(self._theme, self._verdict, steady=True)
        self._pages.addWidget(self._area)
        for seat in self._seats.values():
            self._pages.addWidget(seat)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tab_row)
        column.addWidget(self._pages, 1)
        self.order_tabs()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._mask_last_four()


def _case_count(lead: AnsweredLead) -> int:
    check = lead.verdict.evidence.litigator if lead.verdict.evidence else None
    return check.case_count if isinstance(check, Litigator) else 0
