"""Recent numbers: each once, the newest first, and never more of the history than a few pages of its end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from leaddesk.domain.exchange import EVERYTHING, ExchangeRow, HistoryQuery
from leaddesk.services.recent_numbers import MOST, RecentNumbers
from tests.services.fakes import FakeJournal


class Reader(FakeJournal):
    """A history of these numbers, the newest first; an empty one is an act on a campaign."""

    def __init__(self, numbers: Sequence[str]) -> None:
        super().__init__()
        self.numbers = numbers
        self.looks: list[tuple[int, int | None]] = []

    async def find(
        self, query: HistoryQuery = EVERYTHING, *, limit: int = 500, before: int | None = None
    ) -> Sequence[ExchangeRow]:
        assert query == EVERYTHING
        self.looks.append((limit, before))
        newest = len(self.numbers)
        begin = 0 if before is None else newest - before + 1
        return [_row(newest - at, self.numbers[at]) for at in range(begin, min(newest, begin + limit))]


def _row(number: int, phone: str) -> ExchangeRow:
    return ExchangeRow(
        id=number,
        at=datetime(2026, 11, 21, tzinfo=UTC),
        operator="Sam",
        profile_name="North",
        environment="Test",
        destination_name="Spring",
        number=phone,
        outcome="Loaded",
        assessment="Review",
    )


async def newest(numbers: Sequence[str]) -> tuple[list[tuple[int, str]], list[tuple[int, int | None]]]:
    reader = Reader(numbers)
    rows = await RecentNumbers(reader).newest()
    return [(row.id, row.number) for row in rows], reader.looks


async def test_a_number_comes_once_with_its_newest_entry_however_it_was_written():
    rows, _ = await newest(["+17205550104", "", "+17205550100", "720-555-0104", "+17205550100"])
    assert rows == [(5, "+17205550104"), (3, "+17205550100")]


async def test_acts_on_campaigns_are_passed_over_page_by_page():
    rows, looks = await newest([""] * 450 + ["+17205550104"])
    assert rows == [(1, "+17205550104")]
    assert looks == [(200, None), (200, 252), (200, 52)]


async def test_a_long_history_is_not_read_to_its_end():
    rows, looks = await newest([f"+1720555{at % 10_000:04}" for at in range(100_000)])
    assert len(rows) == MOST
    assert len(looks) == 1
    _, looks = await newest([""] * 100_000)
    assert len(looks) == 5
