"""Merge fields: found where they are whole, named with their place where they are not."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from leaddesk.domain.campaign import Campaign
from leaddesk.domain.merge_fields import FieldFault, KnownFields, check_fields, filled, length_range
from leaddesk.domain.segments import BASIC, EXTENSION, SmsEncoding, count_segments
from tests.helpers.growth import LINEAR, growth

KNOWN = KnownFields(("FirstName", "LastName", "Zip", "Phone"))
NAMES = st.sampled_from(KNOWN.names)
TEXTS = st.text(st.sampled_from("a {}Zip’\n"), max_size=60)
GSM = st.text(st.sampled_from(sorted((BASIC | EXTENSION) - set("{}"))), max_size=120)


def test_whole_known_fields_leave_nothing_to_say():
    check = check_fields("Hi {{FirstName}}{{LastName}}, {{Zip}}!", KNOWN)
    assert [(item.name, item.start, item.end) for item in check.fields] == [
        ("FirstName", 3, 16),
        ("LastName", 16, 28),
        ("Zip", 30, 37),
    ]
    assert (check.findings, check.unchecked) == ((), "")


@pytest.mark.parametrize(
    ("text", "fault", "place", "words"),
    [
        ("Hi {{FirstName", FieldFault.UNBALANCED, (3, 5), "at character 4: {{ is never closed."),
        ("Hi FirstName}}", FieldFault.UNBALANCED, (12, 14), "at character 13: }} closes what was never opened."),
        ("{{A {{Zip}}", FieldFault.UNBALANCED, (0, 2), "at character 1: {{ is never closed."),
        ("{FirstName}", FieldFault.BROKEN, (0, 11), "two braces at each end, here are 1 and 1."),
        ("{{FirstName}", FieldFault.BROKEN, (0, 12), "here are 2 and 1."),
        ("{{{FirstName}}}", FieldFault.BROKEN, (0, 15), "here are 3 and 3."),
        ("Hi {{}}", FieldFault.BLANK, (3, 7), "at character 4: there is no name between the braces."),
        ("Hi {{  }}", FieldFault.BLANK, (3, 9), "there is no name"),
    ],
)
def test_what_is_no_field_is_named_with_its_place(text, fault, place, words):
    (finding,) = check_fields(text, KNOWN).findings
    assert (finding.fault, finding.places) == (fault, (place,))
    assert finding.words.startswith(fault.value)
    assert words in finding.words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("firstname", "It is written “FirstName”: capital and small letters count."),
        ("First Name", "Perhaps “FirstName” is meant."),
        (" FirstName ", "“FirstName” is written without blanks."),
        ("FristName", "Perhaps “FirstName” is meant."),
        ("Color", "the campaign knows no “Color”."),
        ("n" * 200, f"the campaign knows no “{'n' * 60}…”."),
    ],
)
def test_an_unknown_field_is_named_once_with_the_known_one_that_looks_like_it(name, words):
    text = f"{{{{{name}}}}} and {{{{{name}}}}}"
    (finding,) = check_fields(text, KNOWN).findings
    assert finding.fault is FieldFault.UNKNOWN
    assert finding.words.startswith("Unknown merge field at character 1 and 1 more: ")
    assert finding.words.endswith(words)
    assert [text[start:end] for start, end in finding.places] == [f"{{{{{name}}}}}"] * 2


def test_the_known_names_are_the_campaigns_own_and_its_custom_ones():
    campaign = Campaign(id="c", fields=("Phone", "Zip"), custom_fields=("Shade", '{"x": 1}', "Zip", ""))
    known = KnownFields.of(campaign)
    assert known == KnownFields(("Phone", "Zip", "Shade"), 2)
    (finding,) = check_fields("{{Shade}} {{Tint}}", known).findings
    assert finding.words.endswith("“Tint”. It may be a custom field that could not be read.")


def test_without_any_known_name_nothing_is_claimed():
    check = check_fields("{{FirstName}}", KnownFields())
    assert check.findings == ()
    assert "is not known" in check.unchecked
    assert check_fields("plain", KnownFields()).unchecked == ""


@given(TEXTS)
@example("{{Zip}}{{{Zip}}{{}}}{{Zip")
def test_every_brace_is_part_of_a_field_or_of_a_finding(text):
    check = check_fields(text, KNOWN)
    spans = [(item.start, item.end) for item in check.fields]
    spans += [place for finding in check.findings for place in finding.places]
    for position, character in enumerate(text):
        if character in "{}":
            assert any(start <= position < end for start, end in spans)
    for item in check.fields:
        assert text[item.start : item.end] == f"{{{{{item.name}}}}}"
        assert not set(item.name) & set("{}")
    assert [finding.places[0] for finding in check.findings] == sorted(item.places[0] for item in check.findings)


@given(st.lists(st.one_of(NAMES.map("{{{{{}}}}}".format), GSM), max_size=12).map("".join), st.data())
def test_the_range_holds_every_length_that_its_assumption_allows(text, data):
    lengths = length_range(text, 12)
    values = {name: data.draw(st.text("ab1", min_size=1, max_size=12)) for name in KNOWN.names}
    count = count_segments(filled(text, values))
    assert lengths.shortest.segments <= count.segments <= lengths.longest.segments
    assert lengths.shortest.characters <= count.characters <= lengths.longest.characters
    assert lengths.fields == len(check_fields(text, KNOWN).fields)
    assert count.encoding is lengths.shortest.encoding is lengths.longest.encoding is SmsEncoding.GSM


@given(TEXTS)
def test_a_text_without_fields_has_one_length(text):
    assume("{{" not in text)
    lengths = length_range(text)
    assert lengths.shortest == lengths.longest == count_segments(text)
    assert lengths.words() == count_segments(text).words()
    assert filled(text, {"Zip": "x"}) == text


def test_the_range_in_words_says_what_it_assumes():
    lengths = length_range("a" * 150 + "{{FirstName}}")
    assert lengths.words() == (
        "GSM-7 · 151 to 180 characters · 1 to 2 segments. Counted with the merge field as 1 to 30 characters"
        " of GSM-7; a value with any other character may take more."
    )
    two = length_range("{{Zip}}{{Zip}}", 1)
    assert two.words().startswith("GSM-7 · 2 characters · 1 segment. Counted with each merge field as 1 to 1 char")
    assert filled("{{Zip}} {{Phone}}", {"Zip": "80202"}) == "80202 {{Phone}}"


def test_checking_fields_takes_in_proportion_to_their_length():
    names = KnownFields(tuple(f"Column number {number}" for number in range(100)))
    for text in (
        "".join(f"{{{{Colunm{number}}}}}" for number in range(800)),
        "{{" * 5_000,
        "{" * 10_000,
        "}{" * 5_000,
        "{{a}}" * 2_000,
        "{{" + "a" * 10_000 + "}}",
    ):
        assert growth(lambda part: check_fields(part, names), text) < LINEAR
        assert growth(length_range, text) < LINEAR
