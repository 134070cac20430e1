"""Every field of a create's answer and every documented code is explained, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaddesk.domain.terms import Terms
from leaddesk.infra.terms import load_terms, read_terms
from leaddesk.vendors.lupitor.answer import Answer, Created
from tests.vendors.lupitor.asking import envelope, verdict

FOLDER = Path(__file__).parents[3] / "resources" / "terms"
CODES = {"1xx", "2xx", "3xx", "4xx", "5xx", "400", "401", "403", "404", "408", "429"}


def test_every_field_and_code_is_explained() -> None:
    fields = {*Answer.model_fields, *(f"data.{name}" for name in Created.model_fields)}
    assert set(read_terms(FOLDER / "lupitor.toml")) == fields | {"message"} | {f"http={code}" for code in CODES}


@pytest.mark.parametrize("key", [fact.key for fact in verdict(envelope({"leadId": "k1"})).record])
def test_what_a_verdict_shows_is_explained_with_its_source(key: str) -> None:
    assert "Source: contract 3" in Terms(lambda: load_terms(FOLDER)).meaning(key, "lupitor")
