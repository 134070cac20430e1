"""What notices are made of: unknown outcomes that wait, and verdicts that go stale; each is told once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from leaddesk.domain.assessment import Grade
from leaddesk.domain.errors import AnswerLost
from leaddesk.domain.exchange import ExchangeRow
from leaddesk.services.settle_unknown import Finding, SettleUnknown
from leaddesk.services.stale_verdicts import StaleVerdicts
from leaddesk.services.waiting_unknowns import WaitingUnknowns
from tests.services.desk import OTHERS, Desk, InThread, answer, rejected

QUARTER = timedelta(minutes=15)
MINUTE, DAY = 60, 24 * 60 * 60


def ids(rows: Sequence[ExchangeRow]) -> list[int]:
    return [row.id for row in rows]


def lost() -> AnswerLost:
    return AnswerLost("No answer came.", "", "")


async def test_an_unknown_that_was_there_at_the_start_is_told_at_once_and_only_once():
    desk = Desk()
    await desk.send(lost())
    waiting = unknowns(desk)
    assert ids(await waiting.to_tell(QUARTER)) == [1]
    desk.clock.go_on(60 * MINUTE)
    assert ids(await waiting.to_tell(QUARTER)) == []


async def test_a_new_one_is_told_once_it_has_waited_and_never_where_it_was_settled_before():
    desk = Desk()
    waiting = unknowns(desk)
    assert ids(await waiting.to_tell(QUARTER)) == []
    await desk.send(lost())
    await desk.send(lost(), phone=OTHERS[0])
    desk.clock.go_on(14 * MINUTE)
    assert ids(await waiting.to_tell(QUARTER)) == []
    await settling(desk).settle(Finding(exchange_id=2, loaded=True), "M. Reyes")
    desk.clock.go_on(MINUTE)
    assert ids(await waiting.to_tell(QUARTER)) == [1]
    assert ids(await waiting.to_tell(QUARTER)) == []


async def test_a_verdict_is_told_when_its_first_check_goes_stale_and_not_before_or_again():
    desk = Desk()
    await desk.send(answer())
    stale = verdicts(desk)
    assert ids(await stale.gone_stale()) == []
    row = (await desk.journal.find())[0]
    assert row.assessment == Grade.NO_BLOCK
    ttl = datetime(2026, 12, 21, tzinfo=UTC)
    desk.clock.seconds += (ttl - desk.clock.now()).total_seconds() - MINUTE
    assert ids(await stale.gone_stale()) == []
    desk.clock.go_on(2 * MINUTE)
    assert ids(await stale.gone_stale()) == [1]
    desk.clock.go_on(40 * DAY)
    assert ids(await stale.gone_stale()) == []


async def test_what_had_gone_stale_before_the_first_look_is_not_told():
    desk = Desk()
    await desk.send(answer())
    desk.clock.go_on(60 * DAY)
    stale = verdicts(desk)
    assert ids(await stale.gone_stale()) == []
    desk.clock.go_on(MINUTE)
    assert ids(await stale.gone_stale()) == []


async def test_only_the_newest_entry_of_a_number_counts_and_only_one_that_returned_no_block():
    desk = Desk()
    await desk.send(rejected(), phone=OTHERS[0])
    await desk.send(answer())
    stale = verdicts(desk)
    await stale.gone_stale()
    await desk.send(rejected())
    desk.clock.go_on(60 * DAY)
    assert ids(await stale.gone_stale()) == []


async def test_each_answer_is_decoded_once():
    desk, decoding = Desk(), Counted()
    await desk.send(answer())
    stale = StaleVerdicts(desk.known, desk.journal, desk.clock, decoding)
    for _ in range(3):
        await stale.gone_stale()
    assert decoding.calls == 1


class Counted(InThread):
    calls = 0

    async def do(self, fn, *args, **kwargs):
        self.calls += 1
        return await super().do(fn, *args, **kwargs)


def settling(desk: Desk) -> SettleUnknown:
    return SettleUnknown(desk.known, desk.journal, desk.clock, desk.submit.on_its_way)


def unknowns(desk: Desk) -> WaitingUnknowns:
    return WaitingUnknowns(settling(desk).queue, desk.clock)


def verdicts(desk: Desk) -> StaleVerdicts:
    return StaleVerdicts(desk.known, desk.journal, desk.clock, InThread())
