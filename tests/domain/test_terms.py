"""Looking up what a word means: the vendor's explanation before ours, at any index of a list."""

from __future__ import annotations

import pytest

from leaddesk.domain.terms import OURS, Term, Terms

VENDOR = "purecallerid"
OF_VENDOR = Term("results.CaseNumber", "The docket's number.", "the vendor's contract")
OF_OURS = Term("state.blocked", "The check forbids it.", "LeadDesk")
SHARED = Term("state.blocked", "What the vendor calls blocked.", "the vendor's contract")
GLOSSARY = {
    (VENDOR, OF_VENDOR.key): OF_VENDOR,
    (OURS, OF_OURS.key): OF_OURS,
    ("another", SHARED.key): SHARED,
}


@pytest.mark.parametrize(
    ("key", "vendor", "term"),
    [
        ("results.CaseNumber", VENDOR, OF_VENDOR),
        ("results.0.CaseNumber", VENDOR, OF_VENDOR),
        ("results.12.CaseNumber.3", VENDOR, OF_VENDOR),
        ("state.blocked", OURS, OF_OURS),
        ("state.blocked", VENDOR, OF_OURS),
        ("state.blocked", "another", SHARED),
        ("results.CaseNumber", OURS, None),
        ("results", VENDOR, None),
    ],
)
def test_finds_the_vendors_word_before_ours(key, vendor, term):
    assert Terms(lambda: GLOSSARY).find(key, vendor) is term


def test_the_meaning_names_its_source():
    terms = Terms(lambda: GLOSSARY)
    assert terms.meaning("state.blocked") == "The check forbids it. Source: LeadDesk."
    assert terms.meaning("never heard of", VENDOR) == ""


def test_the_glossary_is_taken_in_once_and_only_when_asked_for():
    taken = []

    def load():
        taken.append(1)
        return GLOSSARY

    terms = Terms(load)
    assert taken == []
    for _ in range(3):
        terms.find("state.blocked")
    assert taken == [1]


def test_without_a_glossary_nothing_is_explained():
    assert Terms().find("state.blocked") is None
