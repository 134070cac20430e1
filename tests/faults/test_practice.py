"""The practice numbers for faults end as the rows of the table that name them: no server of the tests is at work."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from leaddesk.infra.clock import SystemClock
from leaddesk.practice import PRACTICE_NUMBERS, PracticeServer
from leaddesk.practice.numbers import Delivery
from tests.faults.fault import LOADED, NOT_SENT, Fault
from tests.faults.stack import stack
from tests.faults.table import FAULTS

PRACTISED = [fault for fault in FAULTS if fault.practice]
FAULTY = {
    entry.line for entry in PRACTICE_NUMBERS if entry.fault or entry.delivery in {Delivery.STALLED, Delivery.RESET}
}
NOT_PRACTISED = {
    "Key refused",  # as Key refused and echoed
    "Too many requests, no word how long",
    "Moved for good",  # the redirects differ in their number only
    "Found elsewhere",
    "See other",
    "Moved, method kept",
    "Reset before the request is read",  # a person sees what Break after sending shows
    "Closed without an answer",
    "Not HTTP",  # the practice server speaks HTTP only
    "Broken compression",
    "Closed under the next lead",  # it would strike another number than the one typed
    "Plain text",  # as Sign-in page
    "Torn JSON",
    "No status",
    "Drip, whole in time",
}


@pytest.fixture(scope="module")
def server() -> Iterator[PracticeServer]:
    running = PracticeServer()
    running.start()
    yield running
    running.stop()


def test_every_fault_that_a_server_can_act_out_has_its_practice_number() -> None:
    assert sorted(fault.practice for fault in PRACTISED) == sorted(FAULTY)
    unpractised = {fault.name for fault in FAULTS if not fault.practice}
    assert unpractised == NOT_PRACTISED | {fault.name for fault in FAULTS if fault.outcome == NOT_SENT}


@pytest.mark.parametrize("fault", PRACTISED, ids=lambda fault: fault.practice)
async def test_a_practice_number_ends_as_the_table_says(fault: Fault, server: PracticeServer, tmp_path: Path):
    number = f"720555{fault.practice}"
    already = server.count(number)
    async with stack(tmp_path / "kept", server.base_url, server.api_key, SystemClock(), fault.timeout_s) as below:
        for _ in range(fault.before):
            assert (await below.send(number)).verdict.outcome == LOADED
        lead = await below.send(number)
        kept = (await below.exchange(lead)).settled

    assert server.count(number) - already == 1 + fault.before
    assert kept == lead.settlement
    assert (lead.verdict.outcome, lead.assessment.grade) == (fault.outcome, fault.grade)
    assert (kept.response.status if kept.response else None) == fault.answer
    explanation = lead.verdict.explanation
    assert explanation.title == fault.spoken(fault.title)
    if fault.practice == "0147":  # whole seconds between two dates; the answer's own is up to a second old
        assert lead.verdict.retry_after_s in (20, 21)
    else:
        assert lead.verdict.retry_after_s == fault.wait_s
        assert fault.spoken(fault.hint) == (explanation.hint or explanation.detail)
    assert server.api_key not in f"{lead!r} {lead.raw}"
    assert server.api_key.encode() not in below.bytes_kept()
