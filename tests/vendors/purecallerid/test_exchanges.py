"""Whole exchanges, one folder each, in the shape that *Export exchange* writes; a support case becomes a test so.

`request.json` is the request on record, `response.json` the answer without its body, `body` its bytes as they came,
`expected.json` what LeadDesk makes of it. All of them are invented.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from leaddesk.domain.assessment import assess
from leaddesk.domain.verdict import Litigator
from leaddesk.domain.wire import HttpResponse, RequestRecord
from tests.vendors.purecallerid.answers import ADAPTER

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/request.json"))


def read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def understood(folder: Path) -> dict[str, object]:
    """Returns what LeadDesk makes of an exchange, as plain data."""
    request, response = read(folder / "request.json"), read(folder / "response.json")
    at = datetime.fromisoformat(response["at"])
    record = RequestRecord(request["method"], request["url"], tuple(map(tuple, request["headers"])), request["body"])
    came = HttpResponse(
        response["status"],
        tuple(map(tuple, response["headers"])),
        (folder / "body").read_bytes(),
        response["elapsed_s"],
        response["capped"],
    )
    verdict = ADAPTER.decode_submit(came, ADAPTER.recall_sent(record), at)
    assessment = assess(verdict, at)
    litigator = verdict.evidence.litigator if verdict.evidence else None
    return {
        "outcome": verdict.outcome.value,
        "explanation": verdict.explanation.sentence(),
        "assessment": assessment.grade.value,
        "reasons": list(assessment.reasons),
        "checks": {judged.check.value: judged.state.value for judged in assessment.judgements},
        "cautions": [caution for judged in assessment.judgements for caution in judged.cautions],
        "vendor_says": [verdict.status, verdict.reason, verdict.message],
        "caller_id": verdict.caller_id,
        "cases": [case.case_title for case in litigator.cases] if isinstance(litigator, Litigator) else [],
        "mismatches": list(litigator.mismatches) if isinstance(litigator, Litigator) else [],
        "stored_otherwise": [field.column for field in verdict.stored if field.differs],
        "unknown_fields": {fact.key: fact.text for fact in verdict.extra},
        "drift": list(verdict.drift),
        "notices": list(verdict.notices),
        "retry_after_s": verdict.retry_after_s,
    }


def test_there_are_exchanges() -> None:
    assert len(CASES) >= 15


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_an_exchange_is_understood(folder: Path) -> None:
    assert understood(folder) == read(folder / "expected.json")
