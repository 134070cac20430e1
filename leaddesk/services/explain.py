"""Says, as plain data, what LeadDesk makes of a captured answer: for support work, without a window or a network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from leaddesk.domain.assessment import assess
from leaddesk.domain.verdict import LitigationCase, Litigator, LoadOutcome, Silence, Verdict
from leaddesk.domain.wire import BODY_CAP, HttpResponse
from leaddesk.vendors.adapter import Sent
from leaddesk.vendors.registry import adapters

VENDORS: Mapping[str, str] = {"purecallerid-leads": "purecallerid"}
"""The answers that can be explained, and the key of the adapter that reads them."""


def explain(
    vendor: str,
    body: bytes,
    *,
    status: int = 200,
    content_type: str = "application/json",
    sent: Mapping[str, str],
    at: datetime,
) -> dict[str, object]:
    """Returns what an answer means, ready for JSON; `sent["phone"]` is the number that was asked about.

    A body longer than LeadDesk reads is cut as the transport cuts it. `at` is when the answer came and carries its
    zone. Raises ValueError for an unknown vendor.
    """
    if vendor not in VENDORS:
        raise ValueError(f"No vendor is called {vendor}. Known: {', '.join(VENDORS)}.")
    headers = (("Content-Type", content_type),) if content_type else ()
    response = HttpResponse(status, headers, body[:BODY_CAP], capped=len(body) > BODY_CAP)
    verdict = adapters()[VENDORS[vendor]].decode_submit(response, Sent(sent.get("phone", "")), at)
    assessment = assess(verdict, at)
    return {
        "vendor": vendor,
        "outcome": verdict.outcome.value,
        "assessment": assessment.grade.value,
        "reasons": list(assessment.reasons),
        "checks": {judgement.check.value: judgement.state.value for judgement in assessment.judgements},
        "ids": _ids(verdict),
        "status": verdict.status or None,
        "reason": verdict.reason or None,
        "message": verdict.message or None,
        "cases": _cases(verdict),
        "notices": _notices(verdict),
        "problem": None if verdict.outcome is LoadOutcome.LOADED else asdict(verdict.explanation),
        "retry_after_s": verdict.retry_after_s,
        "unknown_fields": {fact.key: json.loads(fact.text) for fact in verdict.extra},
    }


def _ids(verdict: Verdict) -> dict[str, str]:
    """Returns the ids and the number of the record, by the vendor's own names, as text; silent ones are left out."""
    silent = {silence.value for silence in Silence}
    named = {fact.key.rpartition(".")[2]: fact.text for fact in verdict.record if fact.text not in silent}
    return {key: text for key, text in named.items() if key == "phone" or key.endswith("Id")}


def _cases(verdict: Verdict) -> dict[str, object]:
    litigator = verdict.evidence.litigator if verdict.evidence else None
    cases = litigator.cases if isinstance(litigator, Litigator) else ()
    return {"count": len(cases), "list": [_case(case) for case in cases]}


def _case(case: LitigationCase) -> dict[str, object]:
    """Returns a case without its last four digits: they may be the end of another identifier than the phone."""
    fields = asdict(case)
    del fields["last_four"], fields["silences"]
    return {name: list(value) if isinstance(value, tuple) else value for name, value in fields.items()}


def _notices(verdict: Verdict) -> list[str]:
    litigator = verdict.evidence.litigator if verdict.evidence else None
    mismatches = litigator.mismatches if isinstance(litigator, Litigator) else ()
    return [*verdict.other_numbers, *verdict.notices, *mismatches, *verdict.drift]
