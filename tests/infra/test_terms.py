"""Every term of a verdict is explained, and nothing is explained that no verdict shows.

The terms come from the code that knows them: the models of the answer, the enums of the domain, the words of the view.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from leaddesk.domain.assessment import Check, CheckState, Grade
from leaddesk.domain.assessment_rules import RuleId
from leaddesk.domain.exchange import SettledBy
from leaddesk.domain.terms import OURS, Term, Terms
from leaddesk.domain.verdict import HELD, PARTLY_DONE, LoadOutcome, Silence, StoredField
from leaddesk.domain.wire import HttpResponse
from leaddesk.infra.terms import load_terms, read_terms
from leaddesk.ui.models import stored_model
from leaddesk.ui.models.cases_model import case_details
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.verdict.topics import outcome_topic
from leaddesk.ui.views.verdict.verdict_page import record_facts
from leaddesk.ui.views.verdict.words import warnings
from leaddesk.ui.views.welcome.welcome import WORDS
from leaddesk.vendors.adapter import Sent
from leaddesk.vendors.crocodial.codec import CrocoDial
from leaddesk.vendors.crocodial.line import Kind
from leaddesk.vendors.crocodial.lines import LINES
from leaddesk.vendors.crocodial.outcome import _LABELS
from leaddesk.vendors.purecallerid.answer import Answer
from leaddesk.vendors.purecallerid.evidence import CASE_FIELDS
from leaddesk.vendors.purecallerid.outcome import _LIKELY
from tests.ui.verdict import samples

FOLDER = Path(__file__).parents[2] / "resources" / "terms"
VENDOR = "purecallerid"
NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
HTTP = {"1xx", "2xx", "3xx", "4xx", "5xx", "401", "403", "404", "408", "429"}
"""The rows of the table in contract section 6."""


def paths(model: type[BaseModel], place: str = "") -> set[str]:
    """Returns the place of every documented key, list indexes left out."""
    found: set[str] = set()
    for name, field in model.model_fields.items():
        path = f"{place}{field.alias or name}"
        found.add(path)
        for inner in models_in(field.annotation):
            found |= paths(inner, f"{path}.")
    return found


def models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in models_in(part)]


def of_the_contract() -> set[str]:
    documented = paths(Answer)
    codes = {f"reason={code}" for code in _LIKELY} | {f"http={code}" for code in HTTP}
    return documented | codes | {f"case.{ours}" for ours in CASE_FIELDS}


def of_crocodial() -> set[str]:
    kinds = {Kind.NOTICE: "notice", Kind.ERROR: "reason"}
    lines = {f"{kinds[line.kind]}={line.message.upper()}" for line in LINES if line.kind in kinds}
    return (
        lines | set(_LABELS) | {"reason", "message"} | {f"http={code}" for code in HTTP - {"401", "403", "404", "429"}}
    )


def of_the_view() -> set[str]:
    words: dict[str, set[str]] = {
        "outcome": {outcome.value for outcome in LoadOutcome} | {PARTLY_DONE, HELD},
        "grade": {grade.value for grade in Grade},
        "state": {state.value for state in CheckState},
        "check": {check.value for check in Check},
        "settled": {by.value for by in SettledBy},
        "rule": {rule.value for rule in RuleId},
        "silence": {silence.value for silence in Silence} | {"none given"},
        "stored": set(stored_model.COLUMNS),
        "difference": {
            stored_model.difference(field)
            for field in (
                StoredField(0, "a", "1"),
                StoredField(0, "a", "1", "b", "2"),
                StoredField(0, "a", "1", "b", "1"),
            )
        },
        "warning": {text.partition(":")[0] for _, text in warnings(odd_lead())},
        "fact": own_facts() | {"Other"},
        "word": set(WORDS),
    }
    return {f"{kind}.{word}" for kind, found in words.items() for word in found}


def odd_lead():
    lead = samples.many_cases()
    odd: dict[str, Any] = {
        "other_numbers": ("Another.",),
        "drift": ("A field is odd.",),
        "undone": ("The fields were lost.",),
    }
    return replace(lead, verdict=replace(lead.verdict, **odd))


def own_facts() -> set[str]:
    """Returns the labels of the facts that LeadDesk adds to the vendor's record."""
    lead = samples.many_cases()
    lead = replace(lead, opening=replace(lead.opening, notes=("Sent as typed",)))
    not_sent = replace(lead, verdict=replace(lead.verdict, outcome=LoadOutcome.NOT_SENT))
    theirs = {fact.label for fact in lead.verdict.record}
    return {fact.label for one in (lead, not_sent) for fact in record_facts(one, NOW, LocalTimes())} - theirs


def test_the_models_are_walked_to_the_bottom():
    assert {"status", "lead.doNotCallResult.sanCoverage", "lead.knownLitigatorCheck.results.LastFour"} <= paths(Answer)
    assert len(CASE_FIELDS) == 15


@pytest.mark.parametrize(
    ("owner", "wanted"),
    [
        (VENDOR, of_the_contract()),
        ("crocodial", of_crocodial()),
        (OURS, of_the_view()),
    ],
)
def test_every_term_is_explained_and_nothing_else(owner, wanted):
    explained = set(read_terms(FOLDER / f"{owner}.toml"))

    assert wanted - explained == set(), "these have no explanation"
    assert explained - wanted == set(), "nothing shows these"


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_an_explanation_is_one_or_two_sentences_with_a_source(path):
    for term in read_terms(path).values():
        sentences = term.meaning.count(". ") + 1
        assert term.meaning.endswith("."), term.key
        assert sentences <= 2, term.key
        assert 15 <= len(term.meaning) <= 240, term.key
        assert term.source, term.key
        assert not {"safe", "clean", "compliant"} & set(term.meaning.lower().replace(".", " ").split()), term.key


def test_our_name_of_a_case_field_finds_the_vendors_explanation():
    terms = Terms(lambda: load_terms(FOLDER))

    for ours, theirs in CASE_FIELDS.items():
        found = terms.find(f"case.{ours}", VENDOR)
        assert found is terms.find(f"lead.knownLitigatorCheck.results.{theirs}", VENDOR)
        assert found is not None
    assert len(case_details(samples.case(1), revealed=False)) == len(CASE_FIELDS)


def test_every_fact_of_a_verdict_is_explained():
    terms = Terms(lambda: load_terms(FOLDER))

    assert terms.find("lead.fields.3", VENDOR) is terms.find("lead.fields", VENDOR)
    assert terms.find("lead.knownLitigatorCheck.results.0.Name", VENDOR) is not None


def test_the_glossary_is_taken_in_once_and_not_before_it_is_wanted():
    calls = []

    def load():
        calls.append(1)
        return {("leaddesk", "a"): Term("a", "A letter.", "LeadDesk")}

    terms = Terms(load)
    assert calls == []
    assert terms.meaning("a") == "A letter. Source: LeadDesk."
    assert terms.meaning("b") == ""
    assert terms.find("a", "other") is terms.find("a")
    assert terms.find("b", "other") is None
    assert calls == [1]


def test_without_a_glossary_nothing_is_explained():
    assert Terms().meaning("status", VENDOR) == ""


def test_the_source_names_the_contract_and_who_says_so():
    term = read_terms(FOLDER / f"{VENDOR}.toml")["lead.callerId"]

    assert term.source == "contract 4.2, the vendor's article; LeadDesk's inference"


@pytest.mark.parametrize("text", ["", "[[term]", "[marks]\nO='x'\n[[term]]\nkey='a'\n", "term = 3\n[marks]", "\0"])
def test_a_broken_file_is_left_out_and_the_others_stand(tmp_path, text, expect_log):
    expect_log("bad.toml", times=1)
    (tmp_path / "bad.toml").write_text(text, "utf-8")
    (tmp_path / "good.toml").write_text(
        "[marks]\nO='LeadDesk'\n[[term]]\nkey='a'\nmeaning='A.'\nmarks=['O']\n", "utf-8"
    )

    assert set(load_terms(tmp_path)) == {("good", "a")}
    assert load_terms(tmp_path / "none") == {}


def test_the_lines_of_a_dialer_are_found_from_its_verdict():
    body = (
        b"NOTICE: add_lead NANPA options disabled, NANPA prefix data not loaded - 0|apiuser\n"
        b"ERROR: add_lead PHONE NUMBER IN DNC - 2025550123|apiuser\n"
    )
    verdict = CrocoDial().decode_submit(HttpResponse(200, (), body), Sent(), NOW)
    lead = replace(samples.no_checks(), verdict=verdict)
    terms = Terms(lambda: load_terms(FOLDER))
    found = {entry.key for entry in outcome_topic(lead).entries if terms.find(entry.key, "crocodial")}
    assert {
        "reason=PHONE NUMBER IN DNC",
        "notice=NANPA OPTIONS DISABLED, NANPA PREFIX DATA NOT LOADED",
        "status",
        "message",
    } <= found
