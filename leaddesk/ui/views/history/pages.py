"""Reads the history page by page for the list. The latest question wins: a late answer of an older one is dropped."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.exchange import ExchangeRow, HistoryQuery
from leaddesk.services.browse_history import HistoryPage
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.views.history.desk import ExchangeSource


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """What was asked for; two of them are never the same."""

    query: HistoryQuery
    least: int = 0
    """So many rows are read at least, where there are that many: those that stood there before."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows that fit, the newest first."""

    question: Question
    rows: list[ExchangeRow]
    more: bool
    """Whether older ones follow."""


class Pages(QObject):
    """The question in view, and how far it was answered."""

    answered = Signal(object)
    """An `Answer`: the rows to begin with."""
    went_on = Signal(object)
    """A `HistoryPage`: the rows that come next."""
    failed = Signal(object)
    """Why they could not be read, as a LeadDeskError."""

    def __init__(self, browse: ExchangeSource, scope: TaskScope, parent: QObject) -> None:
        super().__init__(parent)
        self._browse, self._scope = browse, scope
        self._asked = Question(HistoryQuery())
        self._first: asyncio.Task[Answer] | None = None
        self._next: asyncio.Task[HistoryPage] | None = None
        self._more = False

    @property
    def more(self) -> bool:
        """Whether older exchanges follow those that were read."""
        return self._more

    @property
    def reads_on(self) -> bool:
        """Whether the next page is on its way."""
        return self._next is not None

    def ask(self, query: HistoryQuery, least: int) -> None:
        """Asks anew, for so many rows at least; what is under way of an older question is let go."""
        for task in (self._first, self._next):
            if task:
                task.cancel()
        self._next = None
        self._asked = Question(query, least)
        self._first = self._scope.run(self._read(self._asked), self._take, self.failed.emit)

    def go_on(self, before: int) -> None:
        """Reads the next page, behind that entry; one at a time."""
        question = self._asked
        self._next = self._scope.run(
            self._browse.find(question.query, before),
            lambda page: self._take_next(question, page),
            lambda problem: self._fail_next(question, problem),
        )

    async def _read(self, question: Question) -> Answer:
        page = await self._browse.find(question.query)
        rows = list(page.rows)
        while page.more and len(rows) < question.least:
            page = await self._browse.find(question.query, rows[-1].id)
            rows += page.rows
        return Answer(question, rows, page.more)

    def _take(self, answer: Answer) -> None:
        if answer.question is self._asked:
            self._more = answer.more
            self.answered.emit(answer)

    def _take_next(self, question: Question, page: HistoryPage) -> None:
        if question is self._asked:
            self._next, self._more = None, page.more
            self.went_on.emit(page)

    def _fail_next(self, question: Question, problem: LeadDeskError) -> None:
        if question is self._asked:
            self._next = None
            self.failed.emit(problem)
