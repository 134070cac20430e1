"""The place *History*: what is asked for as a list, page after page, and the chosen exchange in the same pane.

It shows what was read, and hands on what is to be done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.exchange import ExchangeRow, Opening
from leaddesk.language import grouped, tr, tr_now, trn
from leaddesk.services.act_record import ActOnRecord
from leaddesk.services.browse_history import HistoryPage, Story
from leaddesk.services.verify_history import Verified
from leaddesk.ui.masking import Reveal
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.history.acts import Act, ExchangeActs
from leaddesk.ui.views.history.desk import HistoryDesk
from leaddesk.ui.views.history.filters import FilterKey
from leaddesk.ui.views.history.leaving import Leaving
from leaddesk.ui.views.history.list_pane import HistoryList
from leaddesk.ui.views.history.opened import OpenedExchange
from leaddesk.ui.views.history.opened_act import OpenedAct
from leaddesk.ui.views.history.pages import Answer, Pages
from leaddesk.ui.views.history.verifying import Verifying

_DEBOUNCE_MS = 150
_MINUTE_MS = 60_000
_AHEAD = 150
"""With fewer rows left below the last one in view, the next page is read."""
NOT_OPEN = tr("The history is not open yet.")
NOTHING_YET = tr("Nothing has been sent yet. Every lead you send will stand here.")
NOTHING_FOUND = tr("Nothing found: no exchange fits what you ask for.")


class HistoryView(QStackedWidget):
    """Search, filter, open, act, and back to the row."""

    revealed = Signal(int, object)
    """The last four digits in the cases of that exchange are asked for; the callable with it shows them."""
    proof_wanted = Signal(object)
    """A proof of that exchange is to be saved."""
    settle_wanted = Signal(int)
    """A person wants to say what became of that exchange."""
    draft_wanted = Signal(object, str)
    """The form as it was typed, by field, is to be entered anew, for the destination with that id."""
    check_wanted = Signal(str)
    """The number is to be looked up in Check number."""
    asked_pressed = Signal(str)
    """The person at that number asked not to be called."""
    keeping_wanted = Signal()
    """*Keep the history* is to be opened."""
    place_wanted = Signal()
    """The place is to be shown: an exchange is opened in it that was asked for elsewhere."""
    marks_changed = Signal()
    """A mark was taken back in the list of those who asked."""

    def __init__(self, theme: Theme, desk: HistoryDesk) -> None:
        """Builds the place empty; nothing is read before the first `refresh`."""
        super().__init__()
        self._desk = desk
        self._pages = Pages(desk.browse, desk.scope, self)
        self._opening: asyncio.Task[Story | ActOnRecord] | None = None
        self._queueing: asyncio.Task[Sequence[ExchangeRow]] | None = None
        self._wanted: int | None = None
        """The exchange that is in view or on its way there."""
        self._is_old = False
        """Whether rows are to be read when the place comes into view."""
        self._was_read = False
        self._day = self._today()
        self._mask = desk.masking.for_view(tr("History"), self)
        self._acts = ExchangeActs(self)
        self.list = HistoryList(theme, desk, self._acts, self._mask)
        self.opened = OpenedExchange(theme, desk, self._acts)
        self.search, self.table, self.model = self.list.filters.search, self.list.table, self.list.model
        self.open_button, self.back_button = self.list.open_button, self.opened.back
        self.addWidget(self.list)
        self.addWidget(self.opened)
        self.opened_act = OpenedAct(theme, desk.times, self._acts)
        self.addWidget(self.opened_act)
        self._leaving = Leaving(theme, self, desk, self._mask.number)
        self._verifying = Verifying(theme, self, desk)
        self._wait_for_typing = QTimer(self)
        self._wait_for_typing.setSingleShot(True)
        self._wait_for_typing.setInterval(_DEBOUNCE_MS)
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE_MS)
        self._bind()
        self._show_state()
        self.list.say_count("")
        self._minute.start()

    # ------------------------------------------------------------ what others call

    def refresh(self) -> None:
        """Reads everything anew, once the place is in view; the chosen row and the scroll position stay."""
        self._is_old = not self.isVisible()
        if self._is_old:
            return
        self.list.filters.offer_destinations(self._desk.profiles())
        self._ask(self.model.rowCount())
        if self._queueing:
            self._queueing.cancel()
        self._queueing = self._desk.scope.run(self._queue(), self._show_queue, self._say_problem)
        if row := self._opened_row():
            self.open_exchange(row.id)

    def show_outcomes(self, outcomes: Sequence[str]) -> None:
        """Lists the exchanges with these outcomes, of any time."""
        if self.is_open():
            self.go_back()
        self.list.filters.show_outcomes(outcomes)

    def open_current(self) -> None:
        """Opens the chosen row."""
        if row := self._chosen():
            self.open_exchange(row.id)

    def open_exchange(self, exchange_id: int) -> None:
        """Opens an exchange, whether the list shows it or not."""
        if self._opening:
            self._opening.cancel()
        self._wanted = exchange_id
        self._opening = self._desk.scope.run(self._desk.browse.whole(exchange_id), self._show_whole, self._say_problem)

    def go_back(self) -> None:
        """Returns from an exchange to its row."""
        row, self._wanted = self._opened_row(), None
        self.setCurrentWidget(self.list)
        at = self.model.row_of(row.id) if row else None
        if at is not None:
            self.table.setCurrentIndex(self.model.index(at, 0))
        self._acts.show_exchange(self._chosen())
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_open(self) -> bool:
        """Tells whether an exchange is in view."""
        return self.currentWidget() is not self.list

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_old:
            self.refresh()

    # ------------------------------------------------------------ reading

    def _ask(self, least: int = 0) -> None:
        """Asks for what the filters say; what is under way of an older question is let go."""
        self._wait_for_typing.stop()
        self.list.line.show_filters(self.list.filters.active())
        query = self.list.filters.query()
        if query is None:
            return
        self.list.say_count(tr("Reading the history"))
        self._pages.ask(query, least)

    def _look_ahead(self) -> None:
        """Reads the next page before anybody gets to the end of what is there."""
        count, pages = self.model.rowCount(), self._pages
        if pages.more and not pages.reads_on and self.list.last_row_in_view() >= count - _AHEAD:
            pages.go_on(self.model.exchange(count - 1).id)
            self._say_count()

    async def _queue(self) -> Sequence[ExchangeRow]:
        return await self._desk.queue()

    # ------------------------------------------------------------ showing

    def _show_rows(self, answer: Answer) -> None:
        same = bool(answer.question.least)
        row, scrolled = self._chosen(), self.table.verticalScrollBar().value()
        self.model.show_rows(answer.rows)
        self._was_read = True
        self.list.say_problem("")
        self.list.filters.offer_people({item.operator for item in answer.rows})
        self._show_state()
        at = self.model.row_of(row.id) if row and same else None
        self.table.setCurrentIndex(self.model.index(at or 0, 0))
        if not same:
            self.list.tell_found()
        self.table.verticalScrollBar().setValue(scrolled if same else 0)
        self._choose()
        self._look_ahead()

    def _append(self, page: HistoryPage) -> None:
        self.model.append_rows(page.rows)
        self.list.filters.offer_people({item.operator for item in page.rows})
        self._say_count()
        self._look_ahead()

    def _show_state(self) -> None:
        empty, narrows = self.model.rowCount() == 0, self.list.filters.narrows()
        state = NOT_OPEN if not self._was_read else NOTHING_FOUND if narrows else NOTHING_YET
        alone = not self.list.filters.active()  # else the line of filters has the button already
        self.list.say_state(state if empty else "", can_clear=empty and self._was_read and narrows and alone)
        self.list.export_button.setEnabled(not empty)
        self._say_count()

    def _say_count(self) -> None:
        whole = trn("1 exchange", "{count} exchanges", count := self.model.rowCount())
        words = tr("{count}+ exchanges", count=grouped(count)) if self._pages.more else whole
        self.list.say_count(tr("{words}, reading more", words=words) if self._pages.reads_on else words)

    def _show_queue(self, queue: Sequence[ExchangeRow]) -> None:
        self.list.strip.show_queue(queue, self._desk.clock.now())

    def _show_whole(self, found: Story | ActOnRecord) -> None:
        if isinstance(found, Story):
            self._show_story(found)
        elif found.exchange_id == self._wanted:
            self.opened_act.show_act(found, self._desk.clock.now())
            self._bring_up(self.opened_act)

    def _show_story(self, story: Story) -> None:
        if story.lead.exchange_id == self._wanted:
            self.opened.show_story(story, self._desk.clock.now())
            self._bring_up(self.opened)

    def _bring_up(self, pane: OpenedExchange | OpenedAct) -> None:
        self.list.say_problem("")
        was_open = self.is_open()
        self.setCurrentWidget(pane)
        self._acts.show_exchange(pane.row)
        if not was_open:
            pane.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_problem(self, problem: LeadDeskError) -> None:
        """A failed read keeps the old rows; where there are none, the problem stands alone."""
        kept = f" {tr('The rows below are older.')}" if self.model.rowCount() else ""
        if self.is_open():
            self._desk.tell("error", problem.title, problem.detail, problem.hint)
        self.list.say_problem(f"{problem.sentence()}{kept}")
        self.list.say_count(tr("Not read"))

    def _show_again(self) -> None:
        """Shows numbers masked otherwise."""
        self.model.forget()
        self.list.strip.show_again(self._desk.clock.now())

    def _follow_day(self) -> None:
        """At midnight *Today* is another one, and so is what is shown without its date."""
        if self._today() != self._day:
            self._day = self._today()
            self.model.forget()
            self.refresh()

    def _today(self) -> date:
        return self._desk.times.local(self._desk.clock.now()).date()

    # ------------------------------------------------------------ acting

    def _chosen(self) -> ExchangeRow | None:
        row = self.table.currentIndex().row()
        return self.model.exchange(row) if 0 <= row < self.model.rowCount() else None

    def _opened_row(self) -> ExchangeRow | None:
        """Returns the exchange in view, None while the list is."""
        pane = self.currentWidget()
        return pane.row if isinstance(pane, OpenedExchange | OpenedAct) else None

    def _choose(self) -> None:
        if not self.is_open():
            self._acts.show_exchange(self._chosen())

    def _do(self, act: Act) -> None:
        row = self._opened_row() or self._chosen()
        if row is None:
            return
        match act:
            case Act.OPEN:
                self.open_exchange(row.id)
            case Act.SAVE_PROOF:
                self.proof_wanted.emit(row.id)
            case Act.SETTLE:
                self.settle_wanted.emit(row.id)
            case Act.DRAFT:
                self._hand_on(row, tr("Enter lead"), lambda: self._enter_again(row.id))
            case Act.CHECK:
                self._hand_on(row, tr("Check number"), lambda: self.check_wanted.emit(row.number))
            case Act.ASKED:
                self.asked_pressed.emit(row.number)
            case Act.COPY_NUMBER:
                QGuiApplication.clipboard().setText(self._mask.number(row.number))
            case Act.COPY_TEXT | Act.COPY_JSON:
                at = self.table.currentIndex().row()
                QGuiApplication.clipboard().setText(self.list.row_text(at, as_json=act is Act.COPY_JSON))

    def _hand_on(self, row: ExchangeRow, where: str, then: Callable[[], None]) -> None:
        """Goes to a place whose form is not masked."""
        masking = self.opened.verdict.masking if self.is_open() else self._mask
        masking.hand_on(Reveal(what=where, number=row.number, exchange_id=row.id), then)

    def _enter_again(self, exchange_id: int) -> None:
        def found(opening: Opening) -> None:
            self.draft_wanted.emit(dict(opening.lead), opening.destination_id)

        self._desk.scope.run(self._desk.browse.opening(exchange_id), found, self._say_problem)

    def _export(self) -> None:
        query = self.list.filters.query()
        if query is None:
            return
        narrowed = [f"“{query.text}”"] if query.text else []
        narrowed += [f"{tr_now(key.value)}: {words}" for key, words in self.list.filters.active()]
        self._leaving.export(query, self.list.columns_in_view(), "; ".join(narrowed))

    def _clear(self) -> None:
        self.list.filters.clear()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, key: FilterKey) -> None:
        self.list.filters.remove(key)
        if not self.list.filters.active():
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_from_report(self, exchange_id: int) -> None:
        self.place_wanted.emit()
        self.open_exchange(exchange_id)

    def _verified(self, found: Verified) -> None:
        self.list.say_verified(found, self._desk.clock.now())

    def _bind(self) -> None:
        pane, filters = self.list, self.list.filters
        self._wait_for_typing.timeout.connect(self._ask)
        self._minute.timeout.connect(self._follow_day)
        self._pages.answered.connect(self._show_rows)
        self._pages.went_on.connect(self._append)
        self._pages.failed.connect(self._say_problem)
        filters.typed.connect(self._wait_for_typing.start)
        filters.changed.connect(self._ask)
        pane.line.removed.connect(self._remove)
        pane.line.cleared.connect(self._clear)
        pane.clear_button.clicked.connect(self._clear)
        self.table.doubleClicked.connect(lambda _index: self.open_current())
        self.table.selectionModel().currentRowChanged.connect(self._follow_row)
        self.table.verticalScrollBar().valueChanged.connect(lambda _value: self._look_ahead())
        self._acts.bind(self.table, self.list, self.opened, self.opened_act)
        self._acts.wanted.connect(self._do)
        self._mask.changed.connect(self._show_again)
        pane.strip.settle_wanted.connect(self.settle_wanted)
        pane.export_button.clicked.connect(self._export)
        pane.report_button.clicked.connect(self._leaving.shift_report)
        pane.asked_button.clicked.connect(self._leaving.asked)
        pane.keep_button.clicked.connect(self.keeping_wanted)
        pane.verify_button.clicked.connect(self._verifying.start)
        self._leaving.changed.connect(self.marks_changed)
        self._verifying.running.connect(pane.verify_button.setDisabled)
        self._verifying.verified.connect(self._verified)
        self._verifying.open_wanted.connect(self._open_from_report)
        for pane_opened in (self.opened, self.opened_act):
            pane_opened.back_wanted.connect(self.go_back)
        self.opened.proof_wanted.connect(self.proof_wanted)
        self.opened.revealed.connect(self.revealed)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self.list)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._focus_search)

    def _focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _follow_row(self, _row: QModelIndex, _before: QModelIndex) -> None:
        self._choose()
