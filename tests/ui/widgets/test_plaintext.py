"""Nothing in a text from outside acts, and nothing hides."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.ui.widgets.plaintext import marked


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


@given(st.text(st.characters(categories=("L", "N", "P", "S", "M")), max_size=60))
def test_visible_text_stays_as_it_is(text: str) -> None:
    assert marked(text) == text
