"""Any order of cancelling, answering, stalling, failing and closing: what may never happen, never happens."""

from __future__ import annotations

import asyncio

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leaddesk.domain.errors import AnswerLost, NothingLeft
from leaddesk.domain.verdict import LoadOutcome
from tests.services.desk import Desk, answer, paced, rejected
from tests.services.fakes import disk_full

ENDS = {
    "loaded": answer(),
    "rejected": rejected(),
    "answer lost": AnswerLost("No answer came."),
    "nothing left": NothingLeft("Refused."),
}
ROAD = ("keyring", "pace", "open", "end")
PAUSE = st.sampled_from([0, 1, "wait", "wait"])


@st.composite
def journeys(draw):
    """A road on which the history may settle, and the person may cancel, at any point, after any pause."""
    acts = list(draw(st.sampled_from([ROAD, ROAD, ROAD, draw(st.permutations(ROAD))])))
    acts.insert(draw(st.integers(0, len(acts))), "settle")
    for _ in range(draw(st.sampled_from([0, 1, 1, 1, 2]))):
        acts.insert(draw(st.integers(0, len(acts))), "cancel")
    length = draw(st.sampled_from([len(acts), len(acts), len(acts), 3]))
    return [(act, draw(PAUSE)) for act in acts[:length]]


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(
    acts=journeys(),
    end=st.sampled_from(sorted(ENDS)),
    deaf=st.booleans(),
    open_fails=st.sampled_from([False, False, False, True]),
    closes=st.sampled_from([False, False, True]),
)
def test_no_order_of_things_breaks_a_promise(acts, end, deaf, open_fails, closes):
    asyncio.run(_run(acts, ENDS[end], deaf=deaf, open_fails=open_fails, closes=closes))


async def _run(acts, end, *, deaf: bool, open_fails: bool, closes: bool) -> None:
    desk = Desk()
    profile = paced(1)
    desk.submit._pace.reserve(f"{profile.id} lead", 1, 0.0)
    desk.secrets.deaf = deaf
    desk.journal.open_fails = disk_full() if open_fails else None
    for gate in (desk.secrets.gate, desk.journal.open_gate, desk.journal.settle_gate):
        gate.clear()
    pending = desk.transport.stall()
    submission = desk.start(profile)

    def bring_end() -> None:
        if not pending.done():
            pending.set_exception(end) if isinstance(end, Exception) else pending.set_result(end)

    gates = {
        "cancel": submission.cancel,
        "keyring": desk.secrets.gate.set,
        "pace": lambda: desk.clock.go_on(1),
        "open": desk.journal.open_gate.set,
        "settle": desk.journal.settle_gate.set,
        "end": bring_end,
    }
    cancelled_before_sending = False
    for act, pause in acts:
        if act == "cancel" and not submission.answered:
            cancelled_before_sending = not desk.transport.requests
        gates[act]()
        if pause == "wait":
            await asyncio.sleep(0.002)
        else:
            for _ in range(pause):
                await asyncio.sleep(0)
    if closes:
        await desk.submit.finish(0)
    for act in ("keyring", "open", "settle", "end"):
        gates[act]()
    while desk.submit._deeds:
        desk.clock.go_on(1)
        await asyncio.sleep(0.001)
    if not pending.cancelled():
        pending.exception()  # retrieved: where nothing was sent, nobody asks for it
    _judge(desk, await submission.answer(), closes=closes, cancelled_before_sending=cancelled_before_sending)


def _judge(desk: Desk, first, *, closes: bool, cancelled_before_sending: bool) -> None:
    calls = desk.journal.calls
    sent = len(desk.transport.requests)
    assert sent <= 1
    if sent:
        assert calls.index("open") < calls.index("send")
    if cancelled_before_sending:
        assert not sent
    if first.settlement.outcome is LoadOutcome.NOT_SENT:
        assert not sent or calls[-1] == "settle no answer Not sent"
    exchange = desk.journal.exchange(1) if desk.journal.openings else None
    if exchange and not closes:
        assert exchange.settled is not None
    words = [call for call in calls if call.startswith("settle")]
    assert len(words) <= 2
    if len(words) == 2:
        assert words[0] == "settle cancel Outcome unknown"
    assert len(desk.late) <= 1
    if exchange and exchange.settled and sent:
        told = desk.late[-1] if desk.late else first
        if not closes:
            assert told.settlement == exchange.settled
        if exchange.settled.outcome is LoadOutcome.NOT_SENT:
            assert words[-1] == "settle no answer Not sent"
