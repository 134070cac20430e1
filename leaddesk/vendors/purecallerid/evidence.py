"""Turns the four checks of an answer into evidence (contract sections 4.3 to 4.6); judging it is the domain's."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from leaddesk.domain.assessment import AssessmentRules
from leaddesk.domain.verdict import (
    DataQuality,
    Evidence,
    FederalDnc,
    LitigationCase,
    Litigator,
    Silence,
    StateDnc,
)
from leaddesk.language import tr
from leaddesk.vendors.purecallerid.mismatches import find_mismatches
from leaddesk.vendors.purecallerid.words import Part
from leaddesk.vendors.tolerant import Reading

if TYPE_CHECKING:
    from pydantic import BaseModel

    from leaddesk.vendors.purecallerid.answer import (
        Answer,
        Case,
        DoNotCallResult,
        KnownLitigatorCheck,
        Lead,
        StateDoNotCallResult,
        ValidationResult,
    )

_M = TypeVar("_M", bound="BaseModel")
_E = TypeVar("_E")

CASE_FIELDS = {
    "phone": "Phone",
    "name": "Name",
    "participant_type": "ParticipantType",
    "last_four": "LastFour",
    "actions": "Actions",
    "court": "Court",
    "case_title": "CaseTitle",
    "case_number": "CaseNumber",
    "filing_date": "FilingDate",
    "judges": "Judges",
    "defendants": "Defendants",
    "plaintiffs": "Plaintiffs",
    "attorneys": "Attorneys",
    "law_firms": "Lawfirms",
    "cafa": "CAFA",
}
"""Our name and the vendor's of the fifteen fields of a case."""


def read_evidence(reading: Reading[Answer]) -> Evidence:
    """Returns what each check brought; an answer without a lead brought none."""
    lead = reading.model.lead
    if lead is None:
        silence = reading.silence("lead")
        return Evidence(data_quality=silence, federal=silence, state=silence, litigator=silence)

    def check(key: str, model: _M | None, build: Callable[[Part, _M], _E]) -> _E | Silence:
        if model is None:
            return reading.silence("lead", key)
        if reading.is_silent(model, "lead", key):
            return Silence.MISSING
        return build(Part(reading, ("lead", key)), model)

    return Evidence(
        data_quality=check("validationResult", lead.validationResult, _data_quality),
        federal=check("doNotCallResult", lead.doNotCallResult, _federal),
        state=check("stateDoNotCallResult", lead.stateDoNotCallResult, lambda part, found: _state(part, found, lead)),
        litigator=check("knownLitigatorCheck", lead.knownLitigatorCheck, _litigator),
    )


def _data_quality(part: Part, found: ValidationResult) -> DataQuality:
    score = found.activity_score
    low = score is not None and score < AssessmentRules().low_activity_below
    return DataQuality(
        is_valid=part.value(found.is_valid, "is_valid"),
        active=part.value(found.active, "active"),
        prepaid=part.value(found.is_prepaid, "is_prepaid"),
        activity=part.value(score, "activity_score"),
        facts=(
            part.fact("Valid", found.is_valid, "is_valid"),
            part.fact(
                "Activity", score, "activity_score", lambda number: tr("{number} of 100", number=number), caution=low
            ),
            part.fact("Line", found.line_type, "line_type"),
            part.fact("Carrier", found.carrier, "carrier"),
            part.fact("Prepaid", found.is_prepaid, "is_prepaid", caution=found.is_prepaid is True),
            part.fact("Active", found.active, "active", caution=found.active is False),
            part.fact("Mobile", found.mobile, "mobile"),
            part.fact("Number", found.phone_number, "phone_number"),
        ),
    )


def _federal(part: Part, found: DoNotCallResult) -> FederalDnc:
    return FederalDnc(
        blocked=part.value(found.blocked, "blocked"),
        san_coverage=part.value(found.sanCoverage, "sanCoverage"),
        reason=part.text(found.reason, "reason"),
        facts=(
            part.fact("Blocked", found.blocked, "blocked"),
            part.fact("SAN covers area", found.sanCoverage, "sanCoverage"),
            *part.missing("Reason", found.reason, "reason"),
        ),
    )


def _state(part: Part, found: StateDoNotCallResult, lead: Lead) -> StateDnc:
    """Names the lead's state where there is one: "State: not returned" would read like the check's own."""
    state = Part(part.reading, ("lead",)).fact("State", lead.state, "state")
    return StateDnc(
        blocked=part.value(found.blocked, "blocked"),
        reason=part.text(found.reason, "reason"),
        facts=(
            part.fact("Blocked", found.blocked, "blocked"),
            *(() if lead.state is None else (state,)),
            *part.missing("Reason", found.reason, "reason"),
        ),
    )


def _litigator(part: Part, found: KnownLitigatorCheck) -> Litigator:
    results = part.value(found.results, "results")
    entries = [] if isinstance(results, Silence) else results
    cases = tuple(
        _case(Part(part.reading, (*part.place, "results", index)), entry)
        for index, entry in enumerate(entries)
        if entry is not None
    )
    hits = part.value(found.NumHits, "NumHits")
    return Litigator(
        found=part.value(found.Found, "Found"),
        hits=hits,
        cases=cases,
        cases_readable=results is not Silence.UNREADABLE and len(cases) == len(entries),
        fresh_until=part.value(found.ttl, "ttl"),
        narrative=part.text(found.description, "description"),
        actions=part.text(found.actions, "actions"),
        facts=(
            part.fact("Found", found.Found, "Found"),
            part.fact("Hits", found.NumHits, "NumHits"),
            part.fact("Cases shown", found.results, "results", lambda _entries: str(len(cases))),
            part.fact("Actions", found.actions, "actions"),
            part.fact("Number", found.Phone, "Phone"),
            part.fact("Took", found.Elapsed, "Elapsed", lambda seconds: tr("{seconds} s", seconds=seconds)),
            part.fact("Fresh until", found.ttl, "ttl"),
            *part.missing("Narrative", found.description, "description"),
        ),
        mismatches=find_mismatches(
            found=found.Found,
            hits=hits,
            listed=len(entries),
            cases=cases,
            narrative=found.description,
            actions=found.actions,
            phone=found.Phone,
        ),
    )


def _case(part: Part, entry: Case) -> LitigationCase:
    silences = tuple(
        (ours, part.reading.silence(*part.place, theirs))
        for ours, theirs in CASE_FIELDS.items()
        if getattr(entry, theirs) is None
    )
    return LitigationCase(
        phone=entry.Phone or "",
        name=entry.Name or "",
        participant_type=entry.ParticipantType or "",
        last_four=entry.LastFour or "",
        actions=_texts(entry.Actions),
        court=entry.Court or "",
        case_title=entry.CaseTitle or "",
        case_number=entry.CaseNumber or "",
        filing_date=entry.FilingDate or "",
        judges=_texts(entry.Judges),
        defendants=_texts(entry.Defendants),
        plaintiffs=_texts(entry.Plaintiffs),
        attorneys=_texts(entry.Attorneys),
        law_firms=_texts(entry.Lawfirms),
        cafa=entry.CAFA or "",
        silences=silences,
    )


def _texts(items: list[str | None] | None) -> tuple[str, ...]:
    return tuple(item for item in items or () if item is not None)
