"""Nothing in a text from outside acts, and nothing hides."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.ui.widgets.plaintext import MOST_COMBINED, UNSHOWABLE_MARK, marked, marked_lines


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Person v. Sample Co", "Person v. Sample Co"),
        ("<b>bold</b> & http://example.com", "<b>bold</b> & http://example.com"),
        ("one\ntwo\r\nthree\rfour\u2028five\x85six", "one↵two↵three↵four↵five↵six"),
        ("a\tb", "a⇥b"),
        ("\x00\x1b[31m\x7f", "␀␛[31m␡"),
        ("abc\u202etxt.exe\u202c", "abc�txt.exe�"),
        ("soft\u00adhyphen zero\u200bwidth \ufeffmark", "softhyphen zerowidth mark"),
        ("tag\U000e0041\U000e007f", "tag"),
        ("no\u00a0break", "no break"),
        ("half\ud83d", "half�"),
        ("کتاب\u200cها 👨\u200d👩", "کتاب\u200cها 👨\u200d👩"),
        ("private \ue000", "private �"),
        ("Z" + "\u0301" * 6 + "a", "Z" + "\u0301" * 6 + "a"),
        ("Z" + "\u0301\u0489" * 500 + "a", "Z" + "\u0301\u0489" * 3 + "�a"),
        ("हिन्दी ภาษาไทยที่ นี้ ཀྵྨླི", "हिन्दी ภาษาไทยที่ นี้ ཀྵྨླི"),
        ("", ""),
    ],
)
def test_marks(text: str, shown: str) -> None:
    assert marked(text) == shown


@given(st.text(st.characters(), max_size=60))
def test_nothing_acts_and_nothing_hides(text: str) -> None:
    shown = marked(text)
    harmful = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert all(unicodedata.category(character) not in harmful for character in shown if character not in "\u200c\u200d")
    assert marked(shown) == shown


@given(st.text(st.characters(categories=("L", "N", "P", "S")), max_size=60), st.text("\u0301\u20dd\u0e31", max_size=6))
def test_visible_text_stays_as_it_is(text: str, marks: str) -> None:
    assert marked(text + marks) == text + marks


@given(st.text(st.sampled_from("aZ\u0301\u0489\u0e31\u4e00"), max_size=60))
def test_no_letter_carries_a_pile_of_marks(text: str) -> None:
    shown, pile = marked(text), 0
    for character in shown:
        pile = pile + 1 if unicodedata.category(character)[0] == "M" else 0
        assert pile <= MOST_COMBINED
    assert shown.count(UNSHOWABLE_MARK) <= len(text) // (MOST_COMBINED + 1)


def test_lines_are_left_apart_where_that_is_wanted() -> None:
    assert marked_lines("one\t\ntwo\x00\r\nthree") == "one⇥\ntwo␀↵\nthree"
