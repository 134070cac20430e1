"""Each fault of reading leads ends as its row says: every sentence, every page that stays, every try."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from leaddesk.practice import PracticeServer
from leaddesk.practice.searches import PRACTICE_SEARCHES, SearchGroup
from tests.faults.reading import LEADS, READING, ROWS_A_PAGE, ReadFault, read_all

SAME = {"practice:slow": "practice:slow-page-2"}
"""Practice searches without a row of their own, and the one that shows the same."""


@pytest.fixture(scope="module")
def server() -> Iterator[PracticeServer]:
    running = PracticeServer(leads=LEADS)
    running.start()
    yield running
    running.stop()


@pytest.mark.parametrize("fault", READING, ids=lambda fault: fault.practice.partition(":")[2])
async def test_reading_ends_as_its_row_says(fault: ReadFault, server: PracticeServer) -> None:
    read = await read_all(fault, server)
    assert read.says == fault.says
    assert (read.pages, read.requests) == (fault.pages, fault.requests)
    same = fault.practice == "practice:repeat"
    assert read.rows == (ROWS_A_PAGE if same else ROWS_A_PAGE * fault.pages)


def test_every_fault_that_can_be_practised_has_its_row() -> None:
    rows, practised = (
        {fault.practice for fault in READING},
        {entry.word for entry in PRACTICE_SEARCHES if entry.group is SearchGroup.FAULTS},
    )
    assert practised - rows == set(SAME)
    assert set(SAME.values()) <= rows
    assert len(rows) == len(READING)
