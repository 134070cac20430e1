"""What the list of *History* was asked for, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from leaddesk.domain.exchange import ExchangeRow, HistoryQuery


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
