"""The record of a proof: all that is known of an exchange, without `LastFour` and without a secret."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from leaddesk.domain.exchange import SettledBy
from leaddesk.domain.proof import ChainPosition, canonical
from leaddesk.domain.secret import MASK
from leaddesk.domain.verdict import CASE_FIELDS, Fact, Litigator, StoredField
from leaddesk.services.answered import AnsweredLead
from leaddesk.services.proof_record import NO_ADVICE, proof_record
from leaddesk.ui.models.cases_model import case_details
from tests.ui.verdict import samples

EST = timezone(timedelta(hours=-5), "EST")
POSITION = ChainPosition(
    opening_seq=41, opening_mac="ab" * 32, settlement_seq=42, settlement_mac="cd" * 32, head_count=9
)


def litigator_of(lead: AnsweredLead) -> Litigator:
    evidence = lead.verdict.evidence
    assert evidence
    assert isinstance(evidence.litigator, Litigator)
    return evidence.litigator


def record_of(lead: AnsweredLead, position: ChainPosition | None = POSITION):
    return proof_record(
        lead,
        settlements=(lead.settlement,),
        position=position,
        operator="K. Lind",
        now=samples.NOW + timedelta(hours=3),
        fingerprint="0123 4567",
        key_kept=True,
        zone=EST,
    )


@pytest.mark.parametrize("name", samples.ALL)
def test_every_kind_of_verdict_has_a_record_in_canonical_form(name: str) -> None:
    record = record_of(samples.ALL[name]())

    assert json.loads(canonical(record)) == record
    assert record["notice"] == NO_ADVICE


def test_it_says_who_what_and_when_in_both_times() -> None:
    record = record_of(samples.many_cases(2))

    entry = record["entry"]
    assert (entry["id"], entry["number"], entry["number_shown"]) == (4812, "+12025550123", "(202) 555-0123")
    assert (entry["operator"], record["made"]["operator"]) == ("M. Reyes", "K. Lind")
    assert entry["settled"] == {"utc": "2026-11-21 19:04:11 UTC", "local": "2026-11-21 14:04:11 EST (UTC-05:00)"}
    assert record["made"]["at"]["utc"] == "2026-11-21 22:04:11 UTC"
    assert record["outcome"]["load"] == "Loaded"
    assert record["assessment"]["grade"] == "Do not contact"
    assert [fired["rule"] for fired in record["assessment"]["rules"]["fired"]] == ["blocked", "prepaid", "low-activity"]
    assert record["chain"]["settlement"] == {"entry": 42, "mac": "cd" * 32}
    assert record["request"]["headers"] == [["Content-Type", "application/json"], ["X-API-KEY", MASK]]
    assert record["response"]["took_ms"] == 1200


def test_each_check_has_its_state_reason_and_every_field() -> None:
    lead = samples.many_cases(2)
    checks = {check["check"]: check for check in record_of(lead)["checks"]}

    assert [check["state"] for check in checks.values()] == [
        *("no block returned", "blocked", "no block returned", "blocked"),
    ]
    assert checks["Federal do-not-call"]["vendor_reason"] == "LISTED_FEDERAL"
    assert checks["Federal do-not-call"]["san_coverage"] == "your SAN covers this area code"
    assert checks["Known litigator"]["ttl"]["utc"] == "2026-11-28 19:04:11 UTC"
    assert checks["Data quality"]["cautions"] == ["prepaid number", "low activity"]
    assert [fact["label"] for fact in checks["Known litigator"]["fields"]] == [
        fact.label for fact in litigator_of(lead).facts
    ]


def test_silence_is_never_more_than_silence() -> None:
    checks = {check["check"]: check for check in record_of(samples.needs_review())["checks"]}
    silent = {check["check"]: check for check in record_of(samples.unknown())["checks"]}

    assert checks["Federal do-not-call"]["state"] == "not covered by SAN"
    assert checks["Federal do-not-call"]["san_coverage"] == "your SAN does not cover this area code"
    assert checks["State do-not-call"]["state"] == "not returned"
    assert checks["Known litigator"]["state"] == "stale"
    assert {check["state"] for check in silent.values()} == {"not returned"}
    assert silent["Federal do-not-call"]["san_coverage"] == "not returned"
    assert silent["Known litigator"]["ttl"] == "not returned"


def test_a_case_has_its_fifteen_fields_in_the_words_of_the_screen_and_last_four_masked() -> None:
    lead = samples.many_cases(1)
    case = litigator_of(lead).cases[0]

    told = record_of(lead)["litigator"]["cases"][0]

    shown = [(detail.label, detail.text) for detail in case_details(case, revealed=False)]
    assert [(fact["label"], fact["text"]) for fact in told] == shown
    assert len(CASE_FIELDS) == 15
    assert ("Last four", MASK) in shown


def test_last_four_is_nowhere_however_it_came() -> None:
    canary = "7391"
    lead = samples.many_cases(1)
    evidence = lead.verdict.evidence
    assert evidence
    litigator = litigator_of(lead)
    case = replace(litigator.cases[0], last_four=canary)
    verdict = replace(
        lead.verdict,
        evidence=replace(evidence, litigator=replace(litigator, cases=(case,))),
        extra=(Fact("LastFour", f'{{"a": {canary}}}', key="lead.LastFour"), Fact("x", f'[{{"last_four": {canary}}}]')),
        stored=(StoredField(0, "LastFour", canary, "last_four", canary),),
    )
    assert lead.settlement.response
    body = f'{{"Last\\u0046our": "{canary}", "y": {{"lastFour": [{canary}]}}, "z": "kept"}}'.encode()
    response = replace(lead.settlement.response, body=body)
    lead = replace(lead, verdict=verdict, settlement=replace(lead.settlement, response=response))

    record = record_of(lead)

    assert canary not in canonical(record).decode()
    assert '"z": "kept"' in record["response"]["body"]


def test_every_settlement_and_a_history_without_chain_are_told() -> None:
    lead = samples.unknown()
    later = replace(lead.settlement, by=SettledBy.PERSON, operator="K. Lind")

    record = proof_record(
        lead,
        settlements=(lead.settlement, later),
        position=None,
        operator="",
        now=samples.NOW,
        fingerprint="",
        key_kept=False,
    )

    assert [(item["by"], item["operator"]) for item in record["settlements"]] == [
        ("no answer", ""),
        ("person", "K. Lind"),
    ]
    assert record["chain"] is None
    assert record["response"] is None
    assert record["signing"]["kept"] is False


def test_what_utf8_cannot_hold_is_spelled_out() -> None:
    lead = samples.nothing_blocked()
    lead = replace(lead, opening=replace(lead.opening, operator="a\ud800b"))

    assert record_of(lead)["entry"]["operator"] == r"a\ud800b"
