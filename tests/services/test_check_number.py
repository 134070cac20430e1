"""*Check number*: what the history knows, judged now, and the one load that asks."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from leaddesk.domain.assessment import Check, CheckState, Grade
from leaddesk.domain.assessment_rules import AssessmentRules
from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.exchange import SettledBy
from leaddesk.domain.note import NoteKind
from leaddesk.domain.phone import PhoneProblem, parse_phone
from leaddesk.domain.profile import SafetyLevel
from leaddesk.domain.timeline import Standing
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.services.check_number import CHECK_NUMBER, CheckNumber, phone_in
from tests.services import numbers
from tests.services.desk import DESTINATION, PROFILE, Desk, InThread, answer
from tests.services.numbers import DAY, HOUR, NUMBER

PHONE = parse_phone(NUMBER)
STRICTER = AssessmentRules(version="2", registry_days=7)
APN = replace(DESTINATION, for_checks=True)
FIVE9 = replace(APN, dialer="Five9", settings={**APN.settings, "call_now_mode": "ANY"})


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def check(desk):
    return CheckNumber(desk.known, desk.journal, desk.clock, InThread())


async def test_reads_every_answer_and_sends_nothing(desk, check):
    await numbers.seed(desk.journal, 7 * DAY, **numbers.NOT_COVERED)
    newest = await numbers.seed(desk.journal, 2 * HOUR, **numbers.LITIGATOR)
    await numbers.seed(desk.journal, HOUR, number="+13035550100")
    history = await check.look_up(PHONE)
    assert [item.exchange_id for item in history.known.answers] == [newest, 1]
    assert history.known.standing is Standing.DO_NOT_CONTACT
    assert history.leads[newest].verdict.outcome is LoadOutcome.LOADED
    assert desk.transport.requests == []


async def test_fresh_then_is_review_once_its_time_has_passed(desk, check):
    await numbers.seed(desk.journal, 30 * DAY, ttl=60 * DAY)
    assert (await check.look_up(PHONE)).known.standing is Standing.NO_BLOCK
    desk.clock.go_on(timedelta(days=2).total_seconds())
    known = (await check.look_up(PHONE)).known
    assert known.standing is Standing.REVIEW
    assert known.answers[0].then.grade is Grade.NO_BLOCK
    assert known.answers[0].now.state(Check.FEDERAL_DNC) is CheckState.STALE


@pytest.mark.parametrize("ttl", [90 * DAY, 7 * DAY])
async def test_what_a_person_said_later_does_not_make_an_answer_younger(desk, check, ttl):
    exchange = await numbers.seed(desk.journal, 40 * DAY, ttl=ttl)
    settled = desk.last(exchange)
    await desk.journal.settle(exchange, replace(settled, at=desk.clock.now(), by=SettledBy.PERSON))
    history = await check.look_up(PHONE)
    assert history.known.answers[0].at == settled.at
    assert history.known.standing is Standing.REVIEW
    lead = history.leads[exchange]
    assert (lead.judged_at, lead.settlement.at) == (settled.at, desk.clock.now())
    assert lead.verdict.notices == (), "what was fresh at its answer is not read as stale at a later word"


async def test_notes_come_along_and_the_latest_wish_wins(desk, check):
    await numbers.asked(desk.journal, 3 * DAY)
    assert (await check.look_up(PHONE)).known.standing is Standing.ASKED
    await numbers.asked(desk.journal, HOUR, NoteKind.MAY_BE_CALLED, reason="Their mistake")
    history = await check.look_up(PHONE)
    assert history.known.standing is Standing.NOTHING
    assert [note.kind for note in history.notes] == [NoteKind.MAY_BE_CALLED, NoteKind.DO_NOT_CALL]


async def test_asks_with_the_number_alone_and_forces_that_five9_dials_nobody(desk, check):
    profile = replace(PROFILE, destinations=(FIVE9,))
    order = check.order(profile, FIVE9, PHONE, "M. Reyes", "(202) 555-0123")
    assert order.act == CHECK_NUMBER
    assert order.notes == ("Forced for the check: Call now mode NONE.",)
    assert not check.may_call(profile, FIVE9)
    desk.transport.script.append(answer())
    await desk.submit.start(order, lambda _phase: None, lambda _lead: None).answer()
    (request,) = desk.transport.requests
    sent = json.loads(request.redacted().body)
    assert sent["callNowMode"] == "NONE"
    assert [item["value"] for item in sent["fields"]] == ["2025550123"]
    assert FIVE9.settings["call_now_mode"] == "ANY"
    assert desk.journal.openings[1].act == CHECK_NUMBER


async def test_warns_of_every_other_dialer(check):
    profile = replace(PROFILE, destinations=(APN,))
    assert check.may_call(profile, APN)
    assert check.forced(profile, APN) == ()
    assert check.place(profile, APN) == (("Campaign ID", "65f00000000000000000a001"), ("Dialer list ID", "4711"))
    assert check.may_call(profile, replace(APN, dialer="Some other dialer"))


@pytest.mark.parametrize(
    ("profile", "destination", "why"),
    [
        (replace(PROFILE, safety=SafetyLevel.READ_ONLY), APN, "is read only"),
        (PROFILE, replace(APN, settings={}), "has a gap: "),
        (PROFILE, replace(APN, dialer="Amazon Pinpoint"), "needs more than a number: Zip."),
    ],
)
async def test_refuses_where_a_number_alone_cannot_be_checked(check, profile, destination, why):
    if destination.dialer == "Amazon Pinpoint":
        mapping = (*destination.mapping, replace(destination.mapping[0], field="zip", column="zip", kind="Zip"))
        destination = replace(destination, mapping=mapping, settings={"campaign_id": "65f00000000000000000a001"})
    assert why in check.why_not(profile, destination)
    with pytest.raises(LeadDeskError, match="cannot be checked here"):
        check.order(profile, destination, PHONE, "M. Reyes", NUMBER)


async def test_refuses_an_unmarked_destination(check):
    assert check.why_not(PROFILE, DESTINATION) == ""
    with pytest.raises(LeadDeskError) as refused:
        check.order(PROFILE, DESTINATION, PHONE, "M. Reyes", NUMBER)
    assert "is not marked for number checks" in refused.value.detail


async def test_names_the_open_unknown_also_after_it_was_overridden(desk, check):
    exchange = await numbers.seed(desk.journal, DAY)
    settled = desk.last(exchange)
    unknown = replace(settled, outcome=LoadOutcome.UNKNOWN, by=SettledBy.NO_ANSWER, response=None, checks={})
    await desk.journal.settle(exchange, unknown)
    there = replace(APN, id="other")
    history = await check.look_up(PHONE)
    found = check.unknown_there(history, there)
    assert found is not None
    assert found.exchange_id == exchange
    assert check.unknown_there(history, APN) is None
    await numbers.asked(desk.journal, HOUR, NoteKind.OVERRIDDEN, exchange_id=exchange)
    found = check.unknown_there(await check.look_up(PHONE), there)
    assert found is not None, "SubmitLead would hold the check back"


async def test_rules_that_became_stricter_judge_what_an_older_one_let_pass(desk, check):
    await numbers.seed(desk.journal, 10 * DAY, ttl=90 * DAY)
    assert (await check.look_up(PHONE)).known.standing is Standing.NO_BLOCK
    stricter = CheckNumber(desk.known, desk.journal, desk.clock, InThread(), STRICTER)
    known = (await stricter.look_up(PHONE)).known
    assert known.standing is Standing.REVIEW
    assert known.answers[0].then.grade is Grade.NO_BLOCK
    assert known.answers[0].stale_since == desk.clock.now() - 3 * DAY


async def test_rules_that_became_looser_make_no_old_answer_better(desk, check):
    exchange = await numbers.seed(desk.journal, 10 * DAY, ttl=90 * DAY)
    await desk.journal.settle(exchange, replace(desk.last(exchange), rules=STRICTER.record()))
    assert (await check.look_up(PHONE)).known.standing is Standing.REVIEW


async def test_a_clock_set_back_makes_no_old_answer_fresh(desk, check):
    await numbers.seed(desk.journal, -timedelta(minutes=4), ttl=90 * DAY)
    assert (await check.look_up(PHONE)).known.standing is Standing.NO_BLOCK
    await numbers.seed(desk.journal, -40 * DAY, ttl=90 * DAY)
    known = (await check.look_up(PHONE)).known
    assert known.standing is Standing.REVIEW
    assert "later than this computer's clock" in known.answers[0].now.reasons[0]
    await numbers.seed(desk.journal, -50 * DAY, **numbers.LITIGATOR)
    assert (await check.look_up(PHONE)).known.standing is Standing.DO_NOT_CONTACT


async def test_hundreds_of_silent_answers_hide_no_block(desk, check):
    await numbers.seed(desk.journal, 9 * DAY, **numbers.FEDERAL_BLOCKED)
    for _ in range(201):
        await numbers.seed(desk.journal, HOUR, **numbers.SILENT)
    assert (await check.look_up(PHONE)).known.standing is Standing.DO_NOT_CONTACT


@pytest.mark.parametrize(
    "text", ["2025550123", " (202) 555-0123 ", "Call me: 202-555-0123, thanks", "tel:+12025550123"]
)
def test_finds_the_one_number_in_a_text(text):
    assert phone_in(text).e164 == NUMBER


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("202-555-0123 or 303-555-0100", "more than one number"),
        ("no number here", "not a phone number"),
        ("202555", "too short"),
        (f"{'x' * 600} 202-555-0123", "too long"),
    ],
)
def test_says_why_a_text_is_no_number(text, why):
    with pytest.raises(PhoneProblem, match=why):
        phone_in(text)
