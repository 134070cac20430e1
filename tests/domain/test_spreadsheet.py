"""Texts for a spreadsheet: no text acts on whoever opens it, and phones and numbers stay usable."""

from __future__ import annotations

import pytest

from leaddesk.domain.spreadsheet import neutral, pasted, readable

UNSEEN = ["", " ", "   ", "\u00a0", "\u3000", "\n", "\u200b", "\ufeff", " \u200b\u00a0"]
FORMULAS = [
    "=1+1",
    '=HYPERLINK("https://example.com/?"&A1)',
    "=cmd|' /C calc'!A0",
    "+SUM(A1)",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "\uff1d1+1",
    "\uff0bA1",
    "\uff0dA1",
    "\uff20SUM(A1)",
    "\u2212A1",
    "+1 720 555 0104",
    "+1+2",
    "--5",
    "=",
    "-",
]


@pytest.mark.parametrize("lead", UNSEEN)
@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_gets_an_apostrophe_also_behind_blanks(text, lead):
    assert neutral(lead + text) == "'" + lead + text


@pytest.mark.parametrize("text", ["\t=1", "\tplain", "\rplain"])
def test_a_tab_or_return_in_front_gets_an_apostrophe_whatever_follows(text):
    assert neutral(text) == "'" + text


@pytest.mark.parametrize(
    "text", ["+17205550104", "-5", "+5", "-1,234.50", "7205550104", "(720) 555-0104", "a=1", "", " ", "'=1", "12-3"]
)
def test_phones_numbers_and_ordinary_words_stay_as_they_are(text):
    assert neutral(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b\x1f\x7f\x85", "a\ufffdb\ufffd\ufffd\ufffd"),
        ("\ud800 \udfff", "\ufffd \ufffd"),
        ("abc\u202exyz\u2066", "abc\ufffdxyz\ufffd"),
        ("\ufffe\uffff", "\ufffd\ufffd"),
        ("tab\tline\r\nend 😀 é", "tab\tline\r\nend 😀 é"),
    ],
)
def test_what_has_no_place_in_a_file_is_replaced(text, shown):
    assert readable(text) == shown


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("one\ttwo\r\nthree\u2028four", "one two  three four"),
        ("\t=1+1", "' =1+1"),
        ('"open', "'\"open"),
        (' "open', "' \"open"),
        ('say "x"', 'say "x"'),
        ("+17205550104", "+17205550104"),
        ("a\x00b", "a\ufffdb"),
    ],
)
def test_what_is_pasted_stays_in_its_cell_and_never_acts(text, cell):
    assert pasted(text) == cell
