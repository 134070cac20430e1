"""Answered leads made by hand, one for each way a verdict can look; all people and numbers are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from leaddesk.domain.assessment import assess
from leaddesk.domain.exchange import Opening, SettledBy, Settlement
from leaddesk.domain.verdict import (
    DataQuality,
    Evidence,
    Explanation,
    Fact,
    FederalDnc,
    LitigationCase,
    Litigator,
    LoadOutcome,
    Silence,
    StateDnc,
    StoredField,
    Verdict,
)
from leaddesk.domain.wire import HttpResponse, RequestRecord
from leaddesk.services.answered import AnsweredLead, rules_of

NOW = datetime(2026, 11, 21, 19, 4, 11, tzinfo=UTC)
HOSTILE = "<b>OK</b>\u202egnp.exe\x07\nsecond line"

OPENING = Opening(
    at=NOW - timedelta(seconds=1, milliseconds=200),
    operator="M. Reyes",
    vendor="purecallerid",
    profile_id="p1",
    profile_name="Northside PCID",
    environment="Production",
    destination_id="d1",
    destination_name="Spring outreach",
    dialer="Five9",
    act="Load lead",
    number="+12025550123",
    lead={"phone": "(202) 555-0123", "first_name": "Testa"},
    request=RequestRecord(
        "POST",
        "https://vendor.example.com/api/public/lead/load",
        (("Content-Type", "application/json"), ("X-API-KEY", "••••")),
        '{"campaignId": "65f00000000000000000a001"}',
    ),
)

RECORD = (
    Fact("Status", "LOADED", key="lead.status"),
    Fact("Caller id", "+12025550188", key="lead.callerId"),
    Fact("Campaign", "65f00000000000000000a001", key="lead.campaignId"),
    Fact("List", "65f00000000000000000b002", key="lead.listId"),
    Fact("Org", "9"),
    Fact("Workspace", "90"),
    Fact("Zip", "20001"),
    Fact("City", "Sampleton"),
    Fact("State", "DC"),
)
QUALITY = DataQuality(
    is_valid=True,
    active=True,
    prepaid=False,
    activity=71,
    facts=(
        Fact("Valid", "yes"),
        Fact("Activity", "71 of 100"),
        Fact("Line", "Mobile"),
        Fact("Carrier", "Example Wireless"),
        Fact("Prepaid", "no"),
        Fact("Active", "yes"),
        Fact("Mobile", "yes"),
        Fact("Number", "+12025550123"),
    ),
)
POOR_QUALITY = replace(
    QUALITY,
    prepaid=True,
    activity=12,
    facts=(
        Fact("Valid", "yes"),
        Fact("Activity", "12 of 100", True),
        Fact("Line", "NonFixedVOIP"),
        Fact("Carrier", "Example Wireless"),
        Fact("Prepaid", "yes", True),
        *QUALITY.facts[5:],
    ),
)
FEDERAL = FederalDnc(
    blocked=False,
    san_coverage=True,
    reason="OK",
    facts=(Fact("Blocked", "no"), Fact("SAN covers area", "yes")),
)
FEDERAL_BLOCKED = replace(
    FEDERAL,
    blocked=True,
    reason="LISTED_FEDERAL",
    facts=(Fact("Blocked", "yes"), Fact("SAN covers area", "yes")),
)
STATE = StateDnc(blocked=False, reason="OK", facts=(Fact("Blocked", "no"), Fact("State", "DC")))
NO_CASES = Litigator(
    found=False,
    hits=0,
    fresh_until=NOW + timedelta(days=7),
    facts=(Fact("Found", "no"), Fact("Hits", "0"), Fact("Number", "2025550123"), Fact("Took", "0.05 s")),
)
CLEAR = Evidence(data_quality=QUALITY, federal=FEDERAL, state=STATE, litigator=NO_CASES)


def case(number: int) -> LitigationCase:
    """Returns one of many cases, the later the newer."""
    return LitigationCase(
        phone="2025550123",
        name="TESTA PERSON",
        participant_type="Plaintiff",
        last_four=f"{4300 + number}",
        actions=("TCPA", "STATE_FL") if number % 2 else ("TCPA",),
        court="Example District Court, DC",
        case_title=f"Person v. Sample Co {number}",
        case_number=f"1:24-cv-{number:05}",
        filing_date=f"20{10 + number}-06-18",
        judges=("Judge Sample",),
        defendants=("Sample Co", "Sample Co Holdings"),
        plaintiffs=("Testa Person",),
        law_firms=("Example & Sample LLP",),
        silences=(("attorneys", Silence.UNREADABLE), ("cafa", Silence.MISSING)) if number == 1 else (),
    )


def litigator(count: int) -> Litigator:
    """Returns the evidence of a known litigator with that many cases."""
    return Litigator(
        found=True,
        hits=count,
        cases=tuple(case(number) for number in range(1, count + 1)),
        fresh_until=NOW + timedelta(days=7),
        narrative="Phone number belongs to a person known to file claims under the TCPA.\nMost recent filing: DC.",
        actions="TCPA, FDCPA, STATE_FL",
        facts=(
            Fact("Found", "yes"),
            Fact("Hits", str(count)),
            Fact("Cases shown", str(count)),
            Fact("Actions", "TCPA, FDCPA, STATE_FL"),
            Fact("Number", "2025550123"),
            Fact("Took", "0.05 s"),
        ),
        mismatches=("The cases name FDCPA, the narrative does not.",),
    )


def answered(verdict: Verdict, opening: Opening = OPENING, body: str | None = "{}") -> AnsweredLead:
    """Returns the lead with its verdict judged at NOW; a body of None means that no answer came."""
    assessment = assess(verdict, NOW, rules_of(opening))
    response = None
    if body is not None:
        headers = (("Content-Type", "application/json"),)
        response = HttpResponse(200, headers, body.encode(), elapsed_s=1.2)
    settlement = Settlement(
        at=NOW,
        by=SettledBy.ANSWER if response else SettledBy.NO_ANSWER,
        outcome=verdict.outcome,
        explanation=verdict.explanation,
        assessment=assessment.grade,
        response=response,
        rules=rules_of(opening).record(),
    )
    return AnsweredLead(
        exchange_id=4812,
        opening=opening,
        settlement=settlement,
        verdict=verdict,
        assessment=assessment,
        rules=rules_of(opening),
    )


def loaded(evidence: Evidence | None, **more: object) -> Verdict:
    """Returns an accepted load with that evidence."""
    verdict = Verdict(
        outcome=LoadOutcome.LOADED,
        explanation=Explanation("The vendor accepted the lead."),
        status="Accepted",
        message="OK",
        caller_id="+12025550188",
        evidence=evidence,
        record=RECORD,
        stored=(
            StoredField(0, "phone", "2025550123", "number1", "2025550123"),
            StoredField(1, "first_name", "Tessa", "first_name", "Testa"),
            StoredField(2, "source", "web"),
        ),
    )
    return replace(verdict, **more)  # type: ignore[arg-type]


def nothing_blocked() -> AnsweredLead:
    return answered(loaded(CLEAR))


def many_cases(count: int = 12) -> AnsweredLead:
    evidence = Evidence(data_quality=POOR_QUALITY, federal=FEDERAL_BLOCKED, state=STATE, litigator=litigator(count))
    return answered(loaded(evidence), body='{"results": [{"LastFour": 4301, "Name": "TESTA PERSON"}]}')


def federal_blocked() -> AnsweredLead:
    return answered(loaded(replace(CLEAR, federal=FEDERAL_BLOCKED)))


def needs_review() -> AnsweredLead:
    evidence = Evidence(
        data_quality=replace(QUALITY, is_valid=Silence.UNREADABLE),
        federal=FederalDnc(
            blocked=False,
            san_coverage=False,
            reason="NO_SAN",
            facts=(Fact("Blocked", "no"), Fact("SAN covers area", "no", True)),
        ),
        litigator=replace(NO_CASES, fresh_until=NOW - timedelta(minutes=34)),
    )
    return answered(loaded(evidence))


def unknown() -> AnsweredLead:
    verdict = Verdict(
        outcome=LoadOutcome.UNKNOWN,
        explanation=Explanation(
            "The connection broke after the lead was sent.",
            "It may be in Five9.",
            "Do not send again; look there first.",
        ),
        evidence=Evidence(),
    )
    return answered(verdict, body=None)


def not_sent() -> AnsweredLead:
    verdict = Verdict(
        outcome=LoadOutcome.NOT_SENT,
        explanation=Explanation("No connection to vendor.example.com.", "Nothing was sent.", "Check the network."),
        evidence=Evidence(),
    )
    return answered(verdict, body=None)


def rejected(retry_after_s: float | None = None) -> AnsweredLead:
    verdict = loaded(
        replace(CLEAR, state=replace(STATE, blocked=True, reason="LISTED")),
        outcome=LoadOutcome.REJECTED,
        explanation=Explanation("The vendor refused the lead.", "Nothing was loaded.", "See its reason."),
        status="Rejected",
        reason="DNC",
        message="Refused by campaign settings",
        caller_id="",
        retry_after_s=retry_after_s,
    )
    return answered(verdict)


def hostile() -> AnsweredLead:
    evidence = replace(CLEAR, federal=replace(FEDERAL, reason=HOSTILE), litigator=litigator(1))
    bad_case = replace(case(1), case_title=HOSTILE, defendants=("<a href='http://example.com'>x</a>",) * 30)
    evidence = replace(evidence, litigator=replace(litigator(1), cases=(bad_case,), narrative=HOSTILE))
    verdict = loaded(
        evidence,
        message=HOSTILE,
        extra=(Fact("lead.scoreCard", HOSTILE * 5),),
        drift=("lead.orgId came as text where a number is documented.",),
    )
    return answered(verdict, body=HOSTILE)


def no_checks() -> AnsweredLead:
    return answered(loaded(None))


def other_number() -> AnsweredLead:
    return answered(loaded(CLEAR, other_numbers=("The answer is about +12025550199, not about the number sent.",)))


def partly_done(held: bool = False) -> AnsweredLead:
    lost = "The lead is kept, but the custom fields were lost: they are switched off in the dialer."
    not_held = "The lead is held and nobody will dial it: no callback was made, the dialer does not know its user."
    make_it = "Make the callback in the dialer, or give the lead another status there: it is held as CBHOLD."
    verdict = loaded(
        None,
        caller_id="",
        status="SUCCESS",
        message="SUCCESS: LEAD HAS BEEN ADDED - 2025550123|2001|700001|-5|apiuser",
        explanation=Explanation(
            "Loaded, but only partly done.",
            f"Lead 700001 in list 2001. {lost}",
            make_it if held else "Enter them in the dialer, or ask who runs it.",
        ),
        notices=(f"CUSTOM FIELDS NOT ADDED, CUSTOM FIELDS DISABLED. {lost}", "ADDED TO HOPPER. It is queued."),
        undone=(not_held, lost) if held else (lost,),
        held=held,
    )
    return answered(verdict)


def held() -> AnsweredLead:
    return partly_done(held=True)


ALL = {
    "nothing blocked": nothing_blocked,
    "many cases": many_cases,
    "federal blocked": federal_blocked,
    "needs review": needs_review,
    "unknown": unknown,
    "not sent": not_sent,
    "rejected": rejected,
    "hostile": hostile,
    "no checks": no_checks,
    "other number": other_number,
    "partly done": partly_done,
    "held": held,
}
