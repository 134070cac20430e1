"""The place *History*: every exchange as one row, and the verdict of the chosen one in the same pane.

It reads only. Settling, proofs and exports are not here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.exchange import ExchangeRow
from leaddesk.domain.phone import show_number
from leaddesk.services.answered import AnsweredLead
from leaddesk.ui.models.history_model import COLUMNS, DESTINATION, ENTRY, PROFILE, UTC_TIME, WHO, HistoryModel
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.theme import Theme
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.verdict import VerdictView
from leaddesk.ui.views.verdict.parts import EmptyState
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import ElidedLabel, plain_label
from leaddesk.ui.widgets.tables import prepare_table

_DEBOUNCE_MS = 150
_ROW_HEIGHT = 30
_GIVE_WAY = ((UTC_TIME, 1100), (ENTRY, 1000), (PROFILE, 960))
"""Columns that are hidden below a logical width of the place; the tool tip of *When* has the UTC time."""


class ExchangeSource(Protocol):
    """Where the exchanges come from."""

    async def rows(self, text: str = "") -> Sequence[ExchangeRow]:
        """Returns the newest exchanges that hold the text; raises LeadDeskError."""
        ...

    async def open(self, exchange_id: int) -> AnsweredLead:
        """Returns one exchange with its verdict; raises LeadDeskError."""
        ...


class PresentTime(Protocol):
    """What the place needs of a clock."""

    def now(self) -> datetime:
        """Returns the time, with its zone."""
        ...


class HistoryView(QWidget):
    """Search, list, open, and back to the row."""

    revealed = Signal(int)
    """The last four digits in the cases of that exchange were made visible."""

    def __init__(
        self, theme: Theme, source: ExchangeSource, scope: TaskScope, times: LocalTimes, clock: PresentTime
    ) -> None:
        """Builds the place empty; nothing is read before the first `refresh`."""
        super().__init__()
        self._theme, self._source, self._scope = theme, source, scope
        self._times, self._clock = times, clock
        self._question: asyncio.Task[Sequence[ExchangeRow]] | None = None
        self._opening: asyncio.Task[AnsweredLead] | None = None
        self._is_old = False
        """Whether rows are to be read when the place comes into view."""
        self.search = QLineEdit()
        self.open_button = Button(theme, "Open", icon="eye")
        self.table = QTableView()
        self.model = HistoryModel(theme, times, clock.now)
        self.back_button = Button(theme, "Back", role="quiet")
        self._count = plain_label("", use="hint", ink="text2")
        self._problem = plain_label("", use="hint", ink="danger")
        self._empty = EmptyState(theme, "")
        self._empty_pane = QWidget()
        self._strip = _UnsettledStrip(theme)
        self._heading = ElidedLabel(use="heading")
        self._panes = QStackedWidget()
        self._verdict_pane = QWidget()
        self._wait_for_typing = QTimer(self)
        self._wait_for_typing.setSingleShot(True)
        self._wait_for_typing.setInterval(_DEBOUNCE_MS)
        self._prepare_table()
        self._lay_out()
        self._bind()
        theme.changed.connect(self._fit)
        self._fit()
        self._was_read = False
        self._show_rows_state()
        self._count.clear()

    def refresh(self) -> None:
        """Reads the rows anew, once the place is in view; the chosen row and the scroll position stay."""
        self._is_old = not self.isVisible()
        if self._is_old:
            return
        self._wait_for_typing.stop()
        if self._question:
            self._question.cancel()
        self._count.setText("Reading the history")
        self._question = self._scope.run(
            self._source.rows(self.search.text().strip()), self._show_rows, self._say_problem
        )

    def open_current(self) -> None:
        """Opens the verdict of the chosen row."""
        row = self.table.currentIndex().row()
        if row < 0:
            return
        if self._opening:
            self._opening.cancel()
        exchange = self.model.exchange(row)
        self._opening = self._scope.run(
            self._source.open(exchange.id), lambda lead: self._show_lead(exchange, lead), self._say_problem
        )

    def go_back(self) -> None:
        """Returns from a verdict to its row."""
        self._panes.setCurrentIndex(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_open(self) -> bool:
        """Tells whether a verdict is in view."""
        return self._panes.currentIndex() == 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_old:
            self.refresh()

    def _show_rows(self, rows: Sequence[ExchangeRow]) -> None:
        self._problem.hide()
        current = self.table.currentIndex()
        chosen = self.model.exchange(current.row()).id if current.isValid() else None
        scrolled = self.table.verticalScrollBar().value()
        self.model.show_rows(rows)
        self._was_read = True
        self._show_rows_state()
        row = self.model.row_of(chosen) if chosen is not None else None
        if row is None and rows:
            row = 0
        if row is not None:
            self.table.setCurrentIndex(self.model.index(row, 0))
        self.table.verticalScrollBar().setValue(scrolled)

    def _show_rows_state(self) -> None:
        count = self.model.rowCount()
        if not self._was_read:
            self._empty.say("The history is not open yet.")
        elif self.search.text().strip():
            self._empty.say("No exchange holds this text.")
        else:
            self._empty.say("Nothing has been sent yet. Every lead you send will stand here.")
        self._empty_pane.setVisible(count == 0)
        self.table.setVisible(count > 0)
        self.open_button.setEnabled(count > 0)
        self._count.setText("1 exchange" if count == 1 else f"{count} exchanges")
        self._strip.show_rows(self.model.unsettled(), self._times, self._clock)

    def _say_problem(self, problem: LeadDeskError) -> None:
        """A failed read keeps the old rows; where there are none, the problem stands alone."""
        self._empty_pane.hide()
        kept = " The rows below are older." if self.model.rowCount() else ""
        self._problem.setText(f"{problem.sentence()}{kept}")
        self._problem.show()
        self._count.setText("Not read")

    @cached_property
    def verdict(self) -> VerdictView:
        """The verdict of the opened exchange; made with the first one, as many a day opens none."""
        verdict = VerdictView(self._theme, self._times)
        verdict.revealed.connect(self.revealed)
        self._opened.addWidget(verdict, 1)
        return verdict

    def _show_lead(self, exchange: ExchangeRow, lead: AnsweredLead) -> None:
        self._problem.hide()
        now = self._clock.now()
        number, when = show_number(exchange.number), self._times.moment(exchange.at, now, seconds=True)
        self._heading.set_text(f"{number} to {exchange.destination_name}, {when}, entry {exchange.id}")
        self.verdict.show_answered(lead, now)
        self.verdict.judge_now(now)
        self._panes.setCurrentIndex(1)
        self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _prepare_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        prepare_table(table, self._theme, "Exchanges", row_height=_ROW_HEIGHT)
        table.setProperty("flush", True)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = table.horizontalHeader()
        header.setSectionsClickable(False)
        header.setResizeContentsPrecision(0)  # by the rows in view; by a thousand it holds the window up for 0.1 s
        for column in range(len(COLUMNS)):
            named = column in (WHO, PROFILE, DESTINATION)
            mode = QHeaderView.ResizeMode.Stretch if named else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(column, mode)

    def _bind(self) -> None:
        self._wait_for_typing.timeout.connect(self.refresh)
        self.search.textEdited.connect(lambda _text: self._wait_for_typing.start())
        self.search.returnPressed.connect(self.refresh)
        self.open_button.clicked.connect(self.open_current)
        self.table.doubleClicked.connect(lambda _index: self.open_current())
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self.open_current)
        self.back_button.clicked.connect(self.go_back)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self._verdict_pane)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.go_back)

    def _lay_out(self) -> None:
        label = plain_label("Search history", use="label", ink="text2")
        label.setBuddy(self.search)
        self.search.setAccessibleName("Search history")
        self.search.setPlaceholderText("Number, name, outcome or date")
        self.search.setClearButtonEnabled(True)
        field = QVBoxLayout()
        field.setSpacing(self._theme.px(4))
        field.addWidget(label)
        field.addWidget(self.search)
        bar = QFrame()
        bar.setProperty("surface", "header")
        self._bar = QHBoxLayout(bar)
        self._bar.addLayout(field)
        self._bar.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignBottom)
        self._bar.addWidget(self._count, 1, Qt.AlignmentFlag.AlignBottom)
        self._problem.setWordWrap(True)
        self._problem.hide()
        rows = QFrame()
        rows.setProperty("surface", "surface")
        self._rows = QVBoxLayout(rows)
        self._empty_row = QHBoxLayout(self._empty_pane)
        self._empty_row.addWidget(self._empty)
        for part in (bar, self._strip, self._problem, self._empty_pane):
            self._rows.addWidget(part)
        self._rows.addWidget(self.table, 1)
        self._rows.addStretch()
        top = QFrame()
        top.setProperty("surface", "header")
        self._top = QHBoxLayout(top)
        self._top.addWidget(self.back_button)
        self._top.addWidget(self._heading, 1)
        self._opened = QVBoxLayout(self._verdict_pane)
        self._opened.addWidget(top)
        self._panes.addWidget(rows)
        self._panes.addWidget(self._verdict_pane)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._panes)

    def _fit(self) -> None:
        px = self._theme.px
        self._bar.setContentsMargins(px(20), px(12), px(16), px(12))
        self._bar.setSpacing(px(12))
        self.search.setFixedWidth(px(264))
        for layout in (self._rows, self._opened):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        self._count.setMinimumHeight(px(30))
        self._empty_row.setContentsMargins(px(20), px(12), px(20), 0)
        for column, least in _GIVE_WAY:
            self.table.setColumnHidden(column, self.width() < px(least))
        self._problem.setContentsMargins(px(20), px(8), px(20), px(8))
        self._top.setContentsMargins(px(12), px(5), px(16), px(5))
        self._top.setSpacing(px(12))


class _UnsettledStrip(QFrame):
    """Says how many outcomes are unknown among the rows in view: they are work, not news."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("surface", "notice")
        self.setProperty("family", "unknown")
        self._icon = QLabel()
        self._title = plain_label(use="heading", ink="unknown")
        self._which = ElidedLabel()
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._title)
        self._row.addWidget(self._which, 1)
        theme.changed.connect(self._draw)
        self._draw()
        self.hide()

    def show_rows(self, rows: Sequence[ExchangeRow], times: LocalTimes, clock: PresentTime) -> None:
        """Names the newest of the unsettled exchanges; hidden when there is none."""
        self.setVisible(bool(rows))
        if not rows:
            return
        self._title.setText("1 outcome is unsettled" if len(rows) == 1 else f"{len(rows)} outcomes are unsettled")
        newest = rows[0]
        when = times.moment(newest.at, clock.now())
        latest = "" if len(rows) == 1 else "The latest: "
        self._which.set_text(
            f"{latest}{show_number(newest.number)}, {newest.destination_name}, {when}. "
            "It may be loaded: look in the dialer before anybody sends it again."
        )

    def _draw(self) -> None:
        theme, px = self._theme, self._theme.px
        tint = theme.tokens.unknown.text
        self._icon.setPixmap(theme.icons.pixmap("circle-question-mark", tint, px(18), self.devicePixelRatioF()))
        self._row.setContentsMargins(px(20), px(9), px(16), px(9))
        self._row.setSpacing(px(10))
