"""*Verify history*: the open store is looked at, with the end that is remembered elsewhere where there is one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from leaddesk.domain.chain import Anchor, ChainReport
from leaddesk.domain.errors import StoreProblem
from leaddesk.services.verify_history import VerifyHistory
from tests.services.fakes import FakeClock, keyring_problem

END = Anchor(3, b"e" * 32)
REPORT = ChainReport(
    entries=3,
    exchanges=2,
    notes=1,
    since=datetime(2026, 11, 1, tzinfo=UTC),
    taken_over=0,
    purged=0,
    sealed=True,
    head=END,
    anchor=END,
    problems=(),
)


class Store:
    """A chain that finds nothing wrong; it keeps what it was compared with."""

    def __init__(self):
        self.anchors = []

    async def verify(self, anchor=None, progress=None):
        self.anchors.append(anchor)
        progress(1, 3)
        return REPORT


def verifying(store, remembered):
    async def end():
        if isinstance(remembered, Exception):
            raise remembered
        return remembered

    return VerifyHistory(lambda: store, end, FakeClock())


async def test_the_remembered_end_is_compared_and_progress_is_told():
    store, told = Store(), []
    found = await verifying(store, END).verify(lambda done, total: told.append((done, total)))
    assert (found.report, found.at, found.no_anchor) == (REPORT, FakeClock().now(), None)
    assert store.anchors == [END]
    assert told == [(1, 3)]


async def test_a_keyring_that_does_not_serve_is_said_and_holds_nothing_up():
    store, problem = Store(), keyring_problem()
    found = await verifying(store, problem).verify(lambda _done, _total: None)
    assert found.no_anchor is problem
    assert store.anchors == [None]


async def test_a_history_that_is_not_open_is_not_verified():
    with pytest.raises(StoreProblem, match="The history was not verified"):
        await verifying(None, END).verify()
