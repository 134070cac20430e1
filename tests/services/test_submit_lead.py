"""Sending one lead: the order of things, one request, every end an outcome, no secret anywhere."""

from __future__ import annotations

import base64
import logging
from dataclasses import replace
from types import SimpleNamespace
from urllib.parse import quote

import pytest

from leaddesk.domain.assessment import Grade
from leaddesk.domain.errors import AnswerLost, KeyringTrouble, NothingLeft
from leaddesk.domain.exchange import SettledBy
from leaddesk.domain.profile import SafetyLevel
from leaddesk.domain.secret import MASK
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.services.submit_lead import Phase
from leaddesk.vendors.registry import adapters
from tests.services.desk import CLEAN, KEY, PROFILE, Desk, answer, rejected, settle_down, until
from tests.services.fakes import disk_full

LOGGER = "leaddesk.services.submit_lead"


class FaultyAdapter:
    """Pure CallerID with one method that has a bug."""

    def __init__(self, method: str) -> None:
        self._real = adapters()[PROFILE.vendor]
        self._method = method

    def __getattr__(self, name: str) -> object:
        if name == self._method:
            return self._break
        return getattr(self._real, name)

    def _break(self, *_args: object) -> object:
        raise ZeroDivisionError("a bug")


def faulty_desk(method: str) -> Desk:
    return Desk({PROFILE.vendor: FaultyAdapter(method)})  # type: ignore[dict-item]


async def test_a_lead_is_written_down_then_sent_then_settled_then_told():
    desk = Desk()
    lead = await desk.send(answer())
    assert desk.journal.calls == ["open", "send", "settle answer Loaded"]
    assert (lead.settlement.outcome, lead.exchange_id) == (LoadOutcome.LOADED, 1)
    assert lead.assessment.grade is Grade.NO_BLOCK
    assert desk.phases == [Phase.KEYRING, Phase.WRITING, Phase.SENDING]


async def test_the_row_says_what_was_about_to_be_sent():
    desk = Desk()
    desk.clock.seconds = 7
    await desk.send(answer())
    opening = desk.journal.openings[1]
    assert opening.at == desk.clock.now()
    assert (opening.operator, opening.number, opening.act) == ("M. Reyes", "+17205550100", "Load lead")
    assert opening.lead["first_name"] == "Testa"
    assert opening.request.url == "https://vendor.example.com/api/public/lead/load"
    assert ("X-API-KEY", MASK) in opening.request.headers
    assert '"7205550100"' in opening.request.body


async def test_nothing_is_sent_before_the_row_is_committed():
    desk = Desk()
    desk.transport.script.append(answer())
    desk.journal.open_gate.clear()
    submission = desk.start()
    await settle_down()
    assert desk.phases[-1] is Phase.WRITING
    assert desk.transport.requests == []
    desk.journal.open_gate.set()
    assert (await submission.answer()).settlement.outcome is LoadOutcome.LOADED


async def test_nothing_is_sent_when_it_cannot_be_written_down():
    desk = Desk()
    desk.journal.open_fails = disk_full()
    submission = desk.start()
    lead = await submission.answer()
    assert desk.transport.requests == []
    assert lead.settlement.outcome is LoadOutcome.NOT_SENT
    assert lead.exchange_id is None
    assert "cannot be written" in lead.settlement.explanation.sentence()
    assert submission.problem is desk.journal.open_fails


async def test_nobody_is_told_before_the_answer_is_settled():
    desk = Desk()
    desk.journal.settle_gate.clear()
    desk.transport.script.append(answer())
    submission = desk.start()
    await settle_down()
    assert len(desk.transport.requests) == 1
    assert not submission.answered
    desk.journal.settle_gate.set()
    lead = await submission.answer()
    assert desk.last() == lead.settlement


@pytest.mark.parametrize(
    ("problem", "outcome"),
    [
        (NothingLeft("No such host.", "Nothing was sent.", "Check the base URL."), LoadOutcome.NOT_SENT),
        (AnswerLost("No answer came within 60 seconds.", "It may be loaded.", "Look first."), LoadOutcome.UNKNOWN),
    ],
)
async def test_without_an_answer_it_counts_whether_the_request_left(problem, outcome):
    desk = Desk()
    lead = await desk.send(problem)
    assert lead.settlement.outcome is outcome
    assert lead.verdict.outcome is outcome
    assert lead.settlement.by is SettledBy.NO_ANSWER
    assert (lead.settlement.explanation.title, lead.settlement.explanation.hint) == (problem.title, problem.hint)
    assert lead.assessment.grade is Grade.REVIEW
    assert lead.settlement.assessment == Grade.REVIEW
    assert set(lead.settlement.checks.values()) == {"not returned"}
    assert desk.journal.calls == ["open", "send", f"settle no answer {outcome}"]
    assert len(desk.transport.requests) == 1


@pytest.mark.parametrize("status", [401, 404, 429, 500, 502, 503])
async def test_no_answer_whatever_makes_it_send_again(status):
    desk = Desk()
    await desk.send(answer(b"upstream is tired", status, retry_after="0"))
    await settle_down()
    assert len(desk.transport.requests) == 1


async def test_a_refusal_is_an_answer():
    desk = Desk()
    lead = await desk.send(rejected())
    assert lead.settlement.outcome is LoadOutcome.REJECTED
    assert desk.last().response == lead.settlement.response


@pytest.mark.parametrize(
    "spelled",
    [KEY, quote(KEY, safe=""), base64.b64encode(KEY.encode()).decode(), KEY.replace("/", "\\/"), KEY.encode().hex()],
)
async def test_a_key_in_the_answer_reaches_neither_history_nor_screen(spelled):
    desk = Desk()
    body = b'{"status": "Accepted", "message": "for %b", "%b": 1, "lead": {"phone": "7205550100", "echo": "%b"}}' % (
        (spelled.encode(),) * 3
    )
    lead = await desk.send(answer(body, x_echo=f"<{spelled}>"))
    for shown in (repr(lead), lead.raw, repr(desk.journal.exchange(1)), repr(desk.journal.openings)):
        assert spelled not in shown
        assert KEY not in shown
    response = desk.last().response
    assert response is not None
    assert spelled.encode() not in response.body
    assert MASK in response.header("X-Echo")
    assert lead.verdict.message.startswith(f"for {MASK}")


async def test_a_missing_key_is_not_sent_and_says_what_to_do():
    desk = Desk()
    desk.secrets.held.clear()
    submission = desk.start()
    lead = await submission.answer()
    assert lead.settlement.outcome is LoadOutcome.NOT_SENT
    said = lead.settlement.explanation.sentence()
    assert "Northside has no API key for https://vendor.example.com:443." in said
    assert "Open Profiles" in said
    assert submission.problem is not None
    assert desk.journal.calls == []


async def test_a_key_for_another_origin_is_not_used():
    desk = Desk()
    lead = await desk.send(profile=replace(PROFILE, base_url="https://other.example.com"))
    assert lead.settlement.outcome is LoadOutcome.NOT_SENT
    assert desk.transport.requests == []


@pytest.mark.parametrize("trouble", list(KeyringTrouble))
async def test_a_keyring_in_trouble_is_not_sent_with_its_own_words(trouble):
    desk = Desk()
    desk.secrets.trouble = trouble
    submission = desk.start()
    lead = await submission.answer()
    assert lead.settlement.outcome is LoadOutcome.NOT_SENT
    assert lead.settlement.explanation.title == f"The keyring is {trouble}."
    assert submission.problem is not None
    assert desk.journal.calls == []


async def test_a_read_only_profile_asks_nobody_and_sends_nothing():
    desk = Desk()
    lead = await desk.send(profile=replace(PROFILE, safety=SafetyLevel.READ_ONLY))
    assert lead.settlement.outcome is LoadOutcome.NOT_SENT
    assert "read only" in lead.settlement.explanation.title
    assert desk.secrets.calls == []
    assert desk.journal.calls == []


async def test_a_destination_with_gaps_is_said_as_such_and_sends_nothing():
    desk = Desk()
    unfinished = replace(PROFILE.destinations[0], settings={})
    lead = await desk.send(profile=replace(PROFILE, destinations=(unfinished,)))
    assert lead.settlement.outcome is LoadOutcome.NOT_SENT
    assert "cannot take a lead yet" in lead.settlement.explanation.title
    assert "Campaign ID" in lead.settlement.explanation.detail
    assert (desk.secrets.calls, desk.journal.calls) == ([], [])


@pytest.mark.parametrize("failure", [disk_full(), RuntimeError("the history is closed")])
async def test_a_history_that_cannot_settle_is_said_with_the_verdict_not_instead_of_it(failure, expect_log):
    if isinstance(failure, RuntimeError):
        expect_log("history", logger=LOGGER, level=logging.ERROR, times=1)
    desk = Desk()
    desk.journal.settle_fails = failure
    lead = await desk.send(answer())
    await desk.idle()
    assert lead.verdict.outcome is LoadOutcome.LOADED
    assert lead.verdict.evidence is not None
    assert "not in the history" in lead.verdict.notices[-1]


async def test_a_bug_before_sending_is_not_sent_and_is_logged(expect_log):
    expect_log("failed inside LeadDesk", logger=LOGGER, times=1)
    desk = faulty_desk("encode_submit")
    lead = await desk.send()
    await desk.idle()
    assert lead.settlement.outcome is LoadOutcome.NOT_SENT
    assert "ZeroDivisionError" in lead.settlement.explanation.sentence()
    assert "Nothing was sent." in lead.settlement.explanation.sentence()
    assert desk.journal.calls == []


@pytest.mark.parametrize("method", ["decode_submit", "recall_sent"])
async def test_a_bug_in_reading_is_unknown_settled_logged_and_keeps_the_answer(method, expect_log):
    expect_log("failed inside LeadDesk", logger=LOGGER, times=1)
    expect_log("on record could not be read", times=1)
    desk = faulty_desk(method)
    lead = await desk.send(answer({**CLEAN, "echo": KEY}))
    await desk.idle()
    assert lead.settlement.outcome is LoadOutcome.UNKNOWN
    assert "look in the dialer" in lead.settlement.explanation.hint
    assert desk.journal.calls == ["open", "send", "settle answer Outcome unknown"]
    assert "Lead loaded" in lead.raw
    assert KEY not in lead.raw
    assert desk.last() == lead.settlement
    assert (await desk.browse.open(1)).raw == lead.raw


async def test_a_bug_in_the_transport_is_unknown_and_settled(expect_log):
    expect_log("failed inside LeadDesk", logger=LOGGER, times=1)
    desk = Desk()
    lead = await desk.send(ZeroDivisionError("a bug"))
    await desk.idle()
    assert lead.settlement.outcome is LoadOutcome.UNKNOWN
    assert desk.last().outcome is LoadOutcome.UNKNOWN


@pytest.mark.parametrize("phase", list(Phase))
async def test_a_screen_that_has_gone_stops_no_lead(phase, expect_log):
    expect_log("could not show", logger="leaddesk.services.press", level=logging.ERROR)
    desk = Desk()
    desk.submit._pace.reserve(f"{PROFILE.id} lead", 1, 0.0)
    desk.transport.script.append(answer())

    def gone(now: Phase) -> None:
        if now is phase:
            raise RuntimeError("Internal C++ object already deleted.")

    submission = desk.submit.start(desk.order(replace(PROFILE, pace_per_s=1)), gone, desk.late.append)
    await until(lambda: bool(desk.clock.slept))
    desk.clock.go_on(1)
    assert (await submission.answer()).settlement.outcome is LoadOutcome.LOADED
    assert desk.last().outcome is LoadOutcome.LOADED


async def test_reading_runs_beside_the_loop():
    """A long answer must not stop the window: the adapter is asked on another thread."""
    import threading

    asked: list[threading.Thread] = []
    real = adapters()[PROFILE.vendor]

    def decode(*args):
        asked.append(threading.current_thread())
        return real.decode_submit(*args)

    names = ("info", "lead_schema", "destination_problems", "encode_submit", "recall_sent", "scrub_answer")
    spy = SimpleNamespace(decode_submit=decode, **{name: getattr(real, name) for name in names})
    await Desk({PROFILE.vendor: spy}).send(answer())
    assert asked
    assert asked[0] is not threading.main_thread()
