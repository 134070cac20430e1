"""Watches every logger: a warning nobody expected fails the test, and so does an expected one that never came."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unittest import mock


@dataclass(frozen=True)
class Expectation:
    """One kind of record a test says will be logged."""

    pattern: str
    logger: str | None
    level: int | None
    times: int | None

    def fits(self, record: logging.LogRecord) -> bool:
        """Tells whether `record` is of this kind."""
        return (
            re.search(self.pattern, record.getMessage()) is not None
            and self.logger in {None, record.name}
            and self.level in {None, record.levelno}
        )


class LogWatch:
    """The warnings and errors of one test, and what the test expects of them."""

    def __init__(self) -> None:
        self.records: list[logging.LogRecord] = []
        self._expected: list[Expectation] = []

    def expect(
        self, pattern: str, *, logger: str | None = None, level: int | None = None, times: int | None = None
    ) -> None:
        """Expects records whose message matches `pattern`: `times` of them, or at least one. Order does not matter."""
        self._expected.append(Expectation(pattern, logger, level, times))

    def problems(self) -> list[str]:
        """Says what was logged unexpectedly and what was expected in vain."""
        found = [
            f"unexpected log record: {record.levelname} {record.name}: {record.getMessage()}"
            for record in self.records
            if not any(expectation.fits(record) for expectation in self._expected)
        ]
        for expectation in self._expected:
            count = sum(expectation.fits(record) for record in self.records)
            if count == 0 or expectation.times not in {None, count}:
                wanted = "at least once" if expectation.times is None else f"{expectation.times} times"
                found.append(f"log record {expectation.pattern!r} expected {wanted}, seen {count} times")
        return found


@contextmanager
def watch_logs() -> Iterator[LogWatch]:
    """Collects each record of WARNING or above, whatever the logger's handlers and propagation are."""
    watch = LogWatch()
    original = logging.Logger.callHandlers

    def call_handlers(self: logging.Logger, record: logging.LogRecord) -> None:
        if record.levelno >= logging.WARNING:
            watch.records.append(record)
        original(self, record)

    with mock.patch.object(logging.Logger, "callHandlers", call_handlers):
        yield watch
