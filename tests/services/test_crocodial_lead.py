"""A lead through Croco-Dial by the use-case: what is kept of its answer, and its preview without the password."""

from __future__ import annotations

from dataclasses import replace

from leaddesk.domain.assessment import Grade
from leaddesk.domain.before_sending import Override
from leaddesk.domain.profile import ConnectionProfile, Destination
from leaddesk.domain.secret import Secret
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.domain.wire import HttpResponse
from leaddesk.services.answered import AnsweredLead, reopened
from leaddesk.services.preview_lead import PreviewLead
from leaddesk.services.send_once import OpenUnknown
from leaddesk.services.submit_lead import LeadOrder, Submission
from leaddesk.vendors.crocodial.duplicates import looks_for_phone
from leaddesk.vendors.registry import adapters
from tests.services.desk import Desk, settle_down
from tests.vendors.crocodial.samples import DESTINATION, LEAD, PROFILE, draft

PASSWORD = "Pa$$word-Canary"


async def sent(body: str, status: int = 200) -> tuple[Desk, AnsweredLead]:
    desk = Desk()
    desk.secrets.held[PROFILE.secret_ref("pass")] = Secret(PASSWORD)
    desk.transport.script += (HttpResponse(status, (("Content-Type", "text/html"),), body.encode()),)
    order = LeadOrder(profile=PROFILE, destination=DESTINATION, draft=draft(), typed=LEAD, operator="M. Reyes")
    return desk, await desk.submit.start(order, desk.phases.append, desk.late.append).answer()


async def again(desk: Desk, profile: ConnectionProfile = PROFILE) -> AnsweredLead:
    body = b"SUCCESS: add_lead LEAD HAS BEEN ADDED - 2025550123|2001|12|-5|apiuser\n"
    desk.transport.script = [HttpResponse(200, (), body)]
    order = LeadOrder(profile=profile, destination=DESTINATION, draft=draft(), typed=LEAD, operator="M. Reyes")
    return await desk.submit.start(order, desk.phases.append, desk.late.append).answer()


async def test_the_order_of_fields_follows_the_request_on_record() -> None:
    desk, lead = await sent("SUCCESS: add_lead LEAD HAS BEEN ADDED - 2025550123|apiuser|2001|12|-5\n")
    assert lead.verdict.outcome is LoadOutcome.LOADED
    assert {"Lead ID": "12", "List ID": "2001"}.items() <= {f.label: f.text for f in lead.verdict.record}.items()
    again = reopened(adapters()["crocodial"], desk.journal.exchange(1))
    assert again.verdict == lead.verdict


async def test_neither_the_password_nor_what_the_server_made_of_it_is_kept() -> None:
    desk, lead = await sent("ERROR: Login incorrect, please try again: |apiuser|Paword-Canary|BAD|\n")
    assert lead.verdict.outcome is LoadOutcome.REJECTED
    assert "Canary" not in repr(desk.journal.exchange(1)) + lead.raw
    assert b"|BAD|" in (desk.last().response or HttpResponse(0)).body


async def test_a_statement_of_the_database_is_not_kept() -> None:
    body = 'ERROR: add_lead LEAD HAS NOT BEEN ADDED - 2025550123|2001|INSERT INTO t SET phone="Canary"|apiuser\n'
    desk, lead = await sent(body)
    assert "Canary" not in repr(desk.last()) + repr(lead.verdict) + lead.raw


async def test_the_dialers_do_not_call_list_is_on_record() -> None:
    desk, lead = await sent("ERROR: add_lead PHONE NUMBER IN DNC - 2025550123|apiuser\n")
    assert lead.assessment.grade is Grade.DO_NOT_CONTACT
    assert desk.last().assessment == "Do not contact"


async def test_a_locked_user_sends_nothing_until_the_lock_has_passed() -> None:
    desk, lead = await sent("ERROR: Too many login attempts, try again in 15 minutes: |apiuser|LOCK|\n")
    assert lead.verdict.retry_after_s == 900
    desk.clock.go_on(899)
    held = await again(desk)
    assert held.settlement.outcome is LoadOutcome.NOT_SENT
    assert held.settlement.explanation.title == "North is locked for another 1 min."
    assert len(desk.transport.requests) == 1
    other_user = await again(desk, replace(PROFILE, options={"user": "another"}))
    assert other_user.settlement.outcome is LoadOutcome.LOADED
    desk.clock.go_on(1)
    assert (await again(desk)).settlement.outcome is LoadOutcome.LOADED


def test_the_preview_says_what_the_server_will_keep() -> None:
    lead = draft(email="ada+web@example.com")
    shown = PreviewLead(adapters()).preview(PROFILE, DESTINATION, lead, {**LEAD, "email": "ada+web@example.com"})
    assert shown.kept_otherwise == ("email as “ada web@example.com”. A plus sign becomes a space.",)
    assert PreviewLead(adapters()).preview(PROFILE, DESTINATION, draft(), LEAD).kept_otherwise == ()


def test_the_preview_is_the_form_without_the_password() -> None:
    shown = PreviewLead(adapters()).preview(PROFILE, DESTINATION, draft(), LEAD)
    lines = shown.body.split("\n")
    assert lines[:3] == ["user = apiuser", "pass = ••••", "function = add_lead"]
    assert lines[-1] == "source = LeadDesk"
    assert shown.variables == ("LEADDESK_PASS",)
    assert "--data-raw 'user=apiuser&pass='\"$LEADDESK_PASS\"'&function=add_lead&list_id=2001" in shown.curl


def test_a_previewed_command_gives_the_lead_back() -> None:
    service = PreviewLead(adapters())
    command = service.preview(PROFILE, DESTINATION, draft(), LEAD).curl
    assert service.read_command(command, PROFILE, DESTINATION).raw == LEAD


ELSEWHERE = replace(DESTINATION, id="d2", name="Autumn", settings={"list_id": "2002"})
QUICK = replace(PROFILE, pace_per_s=0)
LOADED = HttpResponse(200, (), b"SUCCESS: add_lead LEAD HAS BEEN ADDED - 2025550123|2001|12|-5|apiuser\n")


def pressed(
    desk: Desk,
    destination: Destination = DESTINATION,
    profile: ConnectionProfile = QUICK,
    override: Override | None = None,
    **lead: str,
) -> Submission:
    desk.secrets.held[profile.secret_ref("pass")] = Secret("ApiPass123")
    order = LeadOrder(
        profile=profile,
        destination=destination,
        draft=draft(**lead),
        typed={**LEAD, **lead},
        operator="M. Reyes",
        override=override,
    )
    return desk.submit.start(order, desk.phases.append, desk.late.append)


async def test_one_number_is_at_one_server_once_at_a_time_whatever_the_destination_and_the_profile() -> None:
    desk = Desk()
    pending = desk.transport.stall()
    first = pressed(desk)
    await settle_down()
    for place, profile in ((ELSEWHERE, QUICK), (ELSEWHERE, replace(QUICK, id="p2")), (DESTINATION, QUICK)):
        held = pressed(desk, place, profile, phone="202.555.0123")
        assert (await held.answer()).settlement.outcome is LoadOutcome.NOT_SENT
        assert isinstance(held.problem, OpenUnknown)
        assert held.problem.title == "This number is being sent to this dialer right now."
    assert len(desk.transport.requests) == 1
    pending.set_result(LOADED)
    await first.answer()
    desk.transport.script.append(LOADED)
    assert (await pressed(desk, ELSEWHERE).answer()).settlement.outcome is LoadOutcome.LOADED


async def test_another_number_and_another_server_do_not_wait() -> None:
    desk = Desk()
    pending = desk.transport.stall()
    first = pressed(desk)
    await settle_down()
    desk.transport.script += [LOADED, LOADED]
    await pressed(desk, ELSEWHERE, phone="202 555 0124").answer()
    await pressed(desk, ELSEWHERE, replace(QUICK, base_url="https://south.example.com")).answer()
    assert len(desk.transport.requests) == 3
    pending.set_result(LOADED)
    await first.answer()


async def test_no_word_of_a_person_races_the_first_try_while_it_is_on_its_way() -> None:
    desk = Desk()
    pending = desk.transport.stall()
    first = pressed(desk)
    await settle_down()
    first.cancel()
    assert (await first.answer()).settlement.outcome is LoadOutcome.UNKNOWN
    word = Override(operator="M. Reyes", reason="Customer asked for it", exchange_ids=(1,))
    held = await pressed(desk, override=word).answer()
    assert held.verdict.explanation.title == "This number is being sent to this dialer right now."
    assert len(desk.transport.requests) == 1
    pending.set_result(HttpResponse(500, (), b""))
    await settle_down()
    desk.transport.script.append(LOADED)
    assert (await pressed(desk, override=word).answer()).settlement.outcome is LoadOutcome.LOADED


async def test_a_duplicate_after_an_unknown_outcome_is_perhaps_from_the_first_try() -> None:
    desk, lead = await sent("", 500)
    assert lead.verdict.outcome is LoadOutcome.UNKNOWN
    assert desk.submit.refuses_again(lead.opening), "DUPLIST is sent by default"
    there = HttpResponse(200, (), b"ERROR: add_lead DUPLICATE PHONE NUMBER IN LIST - 2025550123|2001|12\n")
    word = Override(operator="M. Reyes", reason="Tried again", exchange_ids=(1,))
    desk.transport.script += [there, there]
    again = await pressed(desk, override=word).answer()
    assert again.verdict.outcome is LoadOutcome.DUPLICATE
    assert again.verdict.notices[0].startswith("The lead that is there is perhaps from the first try")
    assert reopened(adapters()["crocodial"], desk.journal.exchange(2)).verdict == again.verdict
    other = await pressed(desk, ELSEWHERE).answer()
    assert other.verdict.notices == (), "no earlier try of this destination is unknown"


def test_only_a_check_of_the_phone_refuses_the_same_lead_again() -> None:
    found = [looks_for_phone(check) for check in ("DUPSYS90DAY", "DUPTITLEALTPHONELIST-DUPPHONEALTCAMP", "DUPCAMP")]
    assert found == [True, True, True]
    missed = [looks_for_phone(check) for check in ("", "DUPTITLEALTPHONESYS", "DUPNAMEPHONELIST30DAY", "duplist")]
    assert missed == [False, False, False, False]
