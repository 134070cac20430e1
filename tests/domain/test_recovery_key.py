"""The recovery key: any key comes back, in any spelling, and a slip of the hand is found in its line."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from leaddesk.domain.recovery_key import (
    LINE_LENGTH,
    LINES,
    RecoveryKeyMistake,
    read_recovery_key,
    recovery_lines,
)
from leaddesk.domain.secret import Secret

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
keys = st.binary(min_size=32, max_size=32).map(lambda key: Secret(key.hex()))


def bare(key):
    return "".join(recovery_lines(key)).replace("-", "")


@given(keys)
def test_a_key_is_four_lines_and_comes_back(key):
    lines = recovery_lines(key)
    assert len(lines) == LINES
    assert all(re.fullmatch(rf"[{ALPHABET}]{{5}}(-[{ALPHABET}]{{5}}){{2}}", line) for line in lines)
    assert read_recovery_key("\n".join(lines)) == key


@given(keys, st.data())
def test_spelling_does_not_matter(key, data):
    text = bare(key)
    seps = [data.draw(st.sampled_from(["", " ", "-", "\n", "\t", " – ", "."])) for _ in text]
    read_as = {"0": "0Oo", "1": "1IiLl"}
    typed = [data.draw(st.sampled_from(read_as.get(letter, letter + letter.lower()))) for letter in text]
    assert read_recovery_key("".join(a + b for a, b in zip(seps, typed, strict=True))) == key


@given(keys, st.integers(0, 59), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_found_in_its_line(key, place, other):
    text = bare(key)
    assume(text[place] != other)
    with pytest.raises(RecoveryKeyMistake) as caught:
        read_recovery_key(text[:place] + other + text[place + 1 :])
    assert caught.value.line == place // LINE_LENGTH + 1
    assert f"Line {caught.value.line} " in caught.value.detail


@given(keys, st.integers(0, 59), st.integers(0, 59), st.sampled_from(ALPHABET), st.sampled_from(ALPHABET))
def test_two_wrong_characters_are_found(key, one, two, first, second):
    text = list(bare(key))
    assume(one != two and text[one] != first and text[two] != second)
    text[one], text[two] = first, second
    with pytest.raises(RecoveryKeyMistake) as caught:
        read_recovery_key("".join(text))
    assert caught.value.line == min(one, two) // LINE_LENGTH + 1


@given(keys, st.integers(0, 58))
def test_two_characters_the_wrong_way_round_are_found(key, place):
    text = bare(key)
    assume(text[place] != text[place + 1])
    with pytest.raises(RecoveryKeyMistake) as caught:
        read_recovery_key(text[:place] + text[place + 1] + text[place] + text[place + 2 :])
    assert caught.value.line == place // LINE_LENGTH + 1


@given(keys, st.permutations(range(LINES)))
def test_lines_in_another_order_are_found(key, order):
    lines = recovery_lines(key)
    assume([lines[number] for number in order] != list(lines))
    with pytest.raises(RecoveryKeyMistake):
        read_recovery_key("\n".join(lines[number] for number in order))


@given(keys, st.integers(0, 59))
def test_a_missing_character_is_found(key, place):
    text = bare(key)
    with pytest.raises(RecoveryKeyMistake):
        read_recovery_key(text[:place] + text[place + 1 :])
    with pytest.raises(RecoveryKeyMistake) as caught:
        read_recovery_key(text + text[place])
    assert "61 were typed" in caught.value.detail


@given(st.text())
def test_any_text_is_a_key_or_a_mistake(text):
    with pytest.raises(RecoveryKeyMistake) as caught:
        read_recovery_key(text)
    assert caught.value.detail


def test_what_is_no_character_of_a_key_is_named():
    with pytest.raises(RecoveryKeyMistake, match="no recovery key") as caught:
        read_recovery_key("0" * 20 + "U")
    assert (caught.value.line, caught.value.detail[:17]) == (2, "“U” in line 2 sta")
    with pytest.raises(RecoveryKeyMistake) as caught:
        read_recovery_key("0\x00")
    assert "U+0000" in caught.value.detail


def test_only_a_key_of_a_history_has_lines():
    with pytest.raises(ValueError, match="no key of a history"):
        recovery_lines(Secret("short"))
