"""Every field of a create's answer and every documented code is explained, and nothing else is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from leaddesk.domain.terms import Terms
from leaddesk.infra.terms import load_terms, read_terms
from leaddesk.ui.views.verdict.topics import outcome_topic
from leaddesk.vendors.lupitor.answer import Answer, Created
from leaddesk.vendors.lupitor.outcome import ERRORS, known_error
from tests.ui.verdict import samples
from tests.vendors.lupitor.asking import envelope, verdict

FOLDER = Path(__file__).parents[3] / "resources" / "terms"
DOCUMENTED = {
    "campaignId is required",
    "campaignId query parameter is required",
    "At least one of phoneNumber or externalId is required",
    "Missing API key",
    "Invalid or inactive API key",
    "Insufficient permissions",
    "Campaign not found or access denied",
}
CODES = {"1xx", "2xx", "3xx", "4xx", "5xx", "400", "401", "403", "404", "408", "429"}


def test_every_field_and_code_is_explained() -> None:
    fields = {*Answer.model_fields, *(f"data.{name}" for name in Created.model_fields)}
    others = {"message"} | {f"http={code}" for code in CODES} | {f"message={text.upper()}" for text in DOCUMENTED}
    assert set(read_terms(FOLDER / "lupitor.toml")) == fields | others


def test_each_known_error_has_a_documented_text() -> None:
    assert {known_error(text) for text in DOCUMENTED} == set(ERRORS)


def test_the_text_of_an_error_is_explained_where_the_verdict_shows_it() -> None:
    came = verdict(envelope(error="Campaign not found or access denied"), 404)
    entries = outcome_topic(replace(samples.no_checks(), verdict=came)).entries
    terms = Terms(lambda: load_terms(FOLDER))
    assert "tied to another one" in next(
        terms.meaning(entry.key, "lupitor") for entry in entries if entry.key.startswith("message=")
    )


@pytest.mark.parametrize("key", [fact.key for fact in verdict(envelope({"leadId": "k1"})).record])
def test_what_a_verdict_shows_is_explained_with_its_source(key: str) -> None:
    assert "Source: contract 3" in Terms(lambda: load_terms(FOLDER)).meaning(key, "lupitor")
