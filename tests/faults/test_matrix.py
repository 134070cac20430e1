"""Each cell of the matrix over real sockets: outcome, words, whole requests that arrived, and what is kept."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from tests.faults.calls import CALLS, CANARY, Call, Kind
from tests.faults.matrix import EXCEPTIONS, GROUP_OF, LOADED, PROVEN, READ, REJECTED, THERE, Group, expected
from tests.faults.staged import Cell, play
from tests.faults.wire import RETRY_AFTER_S, WIRE, WireFault

WRITES = tuple(kind for kind in Kind if kind not in (Kind.TEST, Kind.READ, Kind.LANDING))
REPEATED = {Kind.READ: 3, Kind.PAUSE: 3, Kind.PAUSE_IN_VAIN: 3, Kind.PAUSE_LIST: 3}
"""How often calls of a kind are sent at most; all others once."""


@pytest.mark.parametrize("fault", [fault for fault in WIRE if not fault.waits], ids=lambda fault: fault.name)
@pytest.mark.parametrize("call", CALLS, ids=lambda call: call.name)
async def test_a_cell_ends_as_the_matrix_says(call: Call, fault: WireFault, tmp_path: Path, monkeypatch):
    assert_as_expected(call, fault, await play(call, fault, tmp_path, monkeypatch))


@pytest.mark.parametrize("fault", [fault for fault in WIRE if fault.waits], ids=lambda fault: fault.name)
async def test_a_row_that_waits_ends_as_the_matrix_says(fault: WireFault, tmp_path: Path, monkeypatch):
    start = asyncio.Barrier(len(CALLS))
    plays = [play(call, fault, tmp_path / str(place), monkeypatch, start) for place, call in enumerate(CALLS)]
    for call, cell in zip(CALLS, await asyncio.gather(*plays), strict=True):
        assert_as_expected(call, fault, cell)


def assert_as_expected(call: Call, fault: WireFault, cell: Cell) -> None:
    wanted = expected(call, fault)
    assert (cell.ended.outcome, cell.calls) == (wanted.outcome, wanted.calls), (call.name, cell.ended.says)
    if wanted.outcome not in (LOADED, PROVEN, READ, THERE):
        assert re.search(fault.says, cell.ended.says), cell.ended.says
    if call.kind is Kind.LEAD:
        assert cell.ended.wait_s == (RETRY_AFTER_S if GROUP_OF[fault.name] is Group.THROTTLED else None)
    assert_kept(call, fault, cell)
    assert CANARY.encode() not in cell.kept
    assert CANARY not in f"{cell.ended.says} {cell.ended.shown}"


def assert_kept(call: Call, fault: WireFault, cell: Cell) -> None:
    """A write leaves one settled exchange with the answer as it came; a question leaves none."""
    is_looked_at_first = call.name.endswith("edit messages")
    if call.kind not in WRITES or (is_looked_at_first and GROUP_OF[fault.name] is Group.NOTHING_LEFT):
        assert cell.exchanges == ()
        return
    [exchange] = cell.exchanges
    [settled] = exchange.settlements
    assert settled.outcome == cell.ended.outcome
    assert (settled.response.status if settled.response else None) == fault.status


def test_no_row_allows_more_sends_than_are_documented() -> None:
    for call in CALLS:
        assert max(expected(call, fault).calls for fault in WIRE) == REPEATED.get(call.kind, 1), call.name


def test_every_fault_has_its_group_and_every_exception_its_cell() -> None:
    assert set(GROUP_OF) == {fault.name for fault in WIRE}
    assert set(EXCEPTIONS) <= {(call.name, fault.name) for call in CALLS for fault in WIRE}


def test_only_a_clear_refusal_is_called_rejected() -> None:
    rejecting = {fault.name for call in CALLS for fault in WIRE if expected(call, fault).outcome == REJECTED}
    assert rejecting == {"400", "403", "429, seconds", "429, date"}
