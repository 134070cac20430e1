"""Says, as plain data, what LeadDesk makes of a captured answer: for support work, without a window or a network."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from leaddesk.domain.assessment import assess
from leaddesk.domain.lead_page import ABSENT, LeadRow, PageProblem, PageRequest
from leaddesk.domain.lead_search import LeadFilter, LeadQuery
from leaddesk.domain.verdict import LitigationCase, Litigator, LoadOutcome, Silence, Verdict
from leaddesk.domain.wire import BODY_CAP, HttpResponse
from leaddesk.vendors.adapter import LeadSource, Sent, SentValue, VendorAdapter
from leaddesk.vendors.registry import adapters, campaign_sources, lead_sources

_MOST_ROWS = 100
"""Rows that are told whole."""


def _loads() -> dict[str, str]:
    """Returns the answers to a load that can be explained, and the key of the adapter that reads them."""
    loading = (key for key, adapter in adapters().items() if adapter.info.dialers)
    return {f"{key}-leads" if key in campaign_sources() else key: key for key in loading}


def _campaigns() -> dict[str, str]:
    """Returns the same for text campaigns, which share a key with the loads of their vendor."""
    return {f"{key}-engage": key for key in campaign_sources()}


def body_cap(vendor: str) -> int:
    """Returns the bytes of an answer of that vendor that LeadDesk reads at most."""
    from leaddesk.services.campaign_reads import BOARD_CAP

    return BOARD_CAP if vendor in _campaigns() else BODY_CAP


def explain(
    vendor: str,
    body: bytes,
    *,
    status: int = 200,
    content_type: str = "application/json",
    sent: Mapping[str, str],
    at: datetime,
) -> dict[str, object]:
    """Returns what an answer means, ready for JSON.

    For a load `sent["phone"]` is the number that was asked about, and other keys are parameters of the load, such as
    `user` and `list_id`, which tell Croco-Dial's two orders of fields apart; for a page of leads `sent` holds the
    parameters of the question, such as `columns` and `status`; for text campaigns it may hold `act` or `x-event-type`.

    A body longer than LeadDesk reads is cut as the transport cuts it. `at` is when the answer came and carries its
    zone. Raises ValueError for an unknown vendor.
    """
    loads, pages, campaigns = _loads(), lead_sources(), _campaigns()
    known = tuple(dict.fromkeys((*loads, *pages, *campaigns)))
    if vendor not in known:
        raise ValueError(f"No vendor is called {vendor}. Known: {', '.join(known)}.")
    headers = (("Content-Type", content_type),) if content_type else ()
    cap = body_cap(vendor)
    response = HttpResponse(status, headers, body[:cap], capped=len(body) > cap)
    if vendor in pages and (vendor not in loads or _is_page(pages[vendor], response, sent, at)):
        return {"vendor": vendor, **_page(pages[vendor], response, sent, at)}
    if vendor in campaigns:
        from leaddesk.services.explain_campaigns import explain_campaigns

        return {"vendor": vendor, **explain_campaigns(campaign_sources()[campaigns[vendor]], response, sent, at)}
    return {"vendor": vendor, **_sent_lead(adapters()[loads[vendor]], response, sent, at)}


def _sent_lead(
    adapter: VendorAdapter, response: HttpResponse, sent: Mapping[str, str], at: datetime
) -> dict[str, object]:
    """Returns what an answer to a load says, whatever its vendor."""
    values = tuple(SentValue(name, text) for name, text in sent.items() if name != "phone")
    number = sent.get("phone") or sent.get("phone_number", "")
    verdict = adapter.decode_submit(adapter.scrub_answer(response), Sent(number, values), at)
    assessment = assess(verdict, at)
    told = {} if adapter.info.returns_checks else _load(verdict)
    return {
        **told,
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


def _load(verdict: Verdict) -> dict[str, object]:
    """Returns what a dialer's own answer says of the lead: the one it made, or the one it had already."""
    record = {fact.key: fact.text for fact in verdict.record}
    return {
        "lead_id": record.get("lead_id") or _ids(verdict).get("leadId"),
        "list_id": record.get("list_id"),
        "partly_done": bool(verdict.undone),
        "undone": list(verdict.undone),
        "refused": {one.column: one.text for one in verdict.refused},
        "record": record,
    }


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


def _is_page(source: LeadSource, response: HttpResponse, sent: Mapping[str, str], at: datetime) -> bool:
    """Tells an answer to a list from one to a load: it holds rows, or was asked for with what only a list takes."""
    if {"columns", "limit", "cursor"} & set(sent):
        return True
    every = LeadQuery(columns=source.form.default_columns)
    return not isinstance(source.decode_page(response, every, PageRequest(1), (), at), PageProblem)


def _page(source: LeadSource, response: HttpResponse, sent: Mapping[str, str], at: datetime) -> dict[str, object]:
    """Returns what a captured page of leads says, its first rows whole."""
    query = _question(source, response, sent, at)
    if problems := source.query_problems(query):
        raise ValueError(f"{problems[0].key}: {problems[0].text}")
    page = source.decode_page(response, query, PageRequest(query.first_page), (), at)
    if isinstance(page, PageProblem):
        return {
            "rows": {"count": 0, "list": []},
            "problem": asdict(page.explanation),
            "can_retry": page.repeatable,
            "retry_after_s": page.retry_after_s,
        }
    return {
        "rows": {"count": len(page.rows), "list": [dict(LeadRow(page.columns, row)) for row in page.rows[:_MOST_ROWS]]},
        "columns": list(query.columns),
        "unknown_columns": [name for name in page.columns if name not in source.form.columns.by_name],
        "total": page.total,
        "total_pages": page.total_pages,
        "next_cursor": page.next_cursor or None,
        "has_more": page.has_more,
        "malformed": [asdict(row) for row in page.malformed],
        "do_not_fit": [asdict(misfit) for misfit in page.misfits],
        "notices": list(page.notices),
        "problem": None,
    }


def _question(source: LeadSource, response: HttpResponse, sent: Mapping[str, str], at: datetime) -> LeadQuery:
    """Returns the question that was sent; without its columns, those that came are taken for those asked for."""
    filters = tuple(LeadFilter(key, text) for key, text in sent.items() if key in source.form.by_key)
    if columns := tuple(name.strip() for name in sent.get("columns", "").split(",") if name.strip()):
        return LeadQuery(filters=filters, columns=columns)
    every = LeadQuery(columns=tuple(source.form.columns.by_name))
    page = source.decode_page(response, every, PageRequest(1), (), at)
    rows = () if isinstance(page, PageProblem) else page.rows
    came = (name for at_column, name in enumerate(every.columns) if any(row[at_column] is not ABSENT for row in rows))
    return LeadQuery(filters=filters, columns=tuple(came) or source.form.default_columns)
