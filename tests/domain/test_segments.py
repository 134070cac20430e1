"""The segment counter, held against two libraries that know nothing of it and against Python's own UTF-16.

smsutil splits as phones do; it calls an empty text UCS-2 and takes a bare escape for a letter, so neither is asked of
it. gsm0338 knows the tables by the names of the characters.
"""

from __future__ import annotations

import gsm0338  # noqa: F401  # registers the codec "gsm03.38"
import pytest
import smsutil
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.segments import BASIC, EXTENSION, SegmentCount, SmsEncoding, count_segments
from tests.helpers.growth import LINEAR, growth

LETTERS = "".join(sorted(BASIC))
EXTENDED = "".join(sorted(EXTENSION))
GSM_TEXT = st.text(st.sampled_from("aé\n0" + EXTENDED), max_size=700)
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x1b"), max_size=300)
MIXED = st.text(st.sampled_from("a€’😀é中"), max_size=500)
ENCODINGS = {"gsm0338": SmsEncoding.GSM, "utf_16_be": SmsEncoding.UCS2}


def gsm(text: str) -> SegmentCount:
    count = count_segments(text)
    assert count.encoding is SmsEncoding.GSM
    assert count.offenders == ()
    return count


@given(st.one_of(GSM_TEXT, ANY_TEXT, MIXED))
def test_an_independent_library_splits_a_text_the_same(text):
    count = count_segments(text)
    if not text:
        assert (count.segments, count.units, count.left, count.encoding) == (0, 0, 160, SmsEncoding.GSM)
        return
    split = smsutil.split(text)
    width = 1 if count.encoding is SmsEncoding.GSM else 2
    assert count.encoding is ENCODINGS[split.encoding]
    assert count.segments == len(split.parts)
    assert count.units * width == split.total_bytes
    assert count.capacity - count.left == split.parts[-1].bytes // width
    assert count.characters == split.total_length == len(text)


def test_every_character_of_the_alphabet_costs_what_the_codec_makes_of_it():
    for character in BASIC | EXTENSION:
        assert gsm(character).units == len(character.encode("gsm03.38"))
    assert (len(BASIC), len(EXTENSION)) == (127, 10)


def test_no_other_character_is_taken_for_one_of_the_alphabet():
    for number in (*range(0x3000), *range(0xFE00, 0x10000), 0x1F600):
        character = chr(number)
        known = character in BASIC | EXTENSION
        try:
            character.encode("gsm03.38")
        except UnicodeEncodeError:
            assert not known
        else:
            assert known or character == "\x1b"
        assert (count_segments(character).encoding is SmsEncoding.GSM) is known


@given(st.text(st.characters(), min_size=1, max_size=300))
def test_units_of_ucs2_are_those_of_utf_16_even_for_half_a_pair(text):
    count = count_segments(text + "’")
    assert count.encoding is SmsEncoding.UCS2
    assert count.units == len((text + "’").encode("utf-16-le", "surrogatepass")) // 2


@given(st.one_of(GSM_TEXT, ANY_TEXT, MIXED), st.sampled_from("a€’😀"))
def test_a_longer_text_never_takes_fewer_segments_and_names_every_offender(text, more):
    count, longer = count_segments(text), count_segments(text + more)
    assert longer.segments >= count.segments
    assert 0 <= count.left <= count.capacity
    named = sorted((place, item.character) for item in count.offenders for place in item.positions)
    assert named == [(place, one) for place, one in enumerate(text) if one not in BASIC | EXTENSION]


@pytest.mark.parametrize(
    ("text", "segments", "left"),
    [
        ("a" * 160, 1, 0),
        ("a" * 161, 2, 145),
        ("a" * 306, 2, 0),
        ("a" * 307, 3, 152),
        ("€" * 80, 1, 0),
        ("€" * 81, 2, 153 - 10),
        ("a" * 152 + "€" * 5, 2, 153 - 10),
        ("a" * 152 + "€" + "a" * 152, 3, 152),
    ],
)
def test_segments_of_gsm7_hold_160_or_153_and_part_no_escape(text, segments, left):
    count = gsm(text)
    assert (count.segments, count.left) == (segments, left)


@pytest.mark.parametrize(
    ("text", "segments", "left"),
    [
        ("中" * 70, 1, 0),
        ("中" * 71, 2, 63),
        ("中" * 134, 2, 0),
        ("😀" * 35, 1, 0),
        ("😀" * 36, 2, 67 - 6),
        ("中" * 66 + "😀" * 3, 2, 67 - 6),
        ("\ud83d\ude00" * 36, 2, 67 - 6),
    ],
)
def test_segments_of_ucs2_hold_70_or_67_and_part_no_surrogates(text, segments, left):
    count = count_segments(text)
    assert count.encoding is SmsEncoding.UCS2
    assert (count.segments, count.left) == (segments, left)


def test_one_odd_character_is_named_with_where_it_stands_and_what_would_do():
    count = count_segments("It’s here… it’s now\u200b\U0001f600 \u202e\x00")
    assert [offender.words() for offender in count.offenders] == [
        "’ right single quotation mark (U+2019), at character 3 and 1 more: ' would do",
        "… horizontal ellipsis (U+2026), at character 10: ... would do",
        "zero width space (U+200B), at character 20: it can be left out",
        "😀 grinning face (U+1F600), at character 21",
        "right-to-left override (U+202E), at character 23",
        "unnamed character (U+0000), at character 24",
    ]
    assert "half a surrogate pair" in count_segments("\ud83d").offenders[0].words()
    assert count_segments("a\u00a0b").offenders[0].words() == (
        "no-break space (U+00A0), at character 2: a plain blank would do"
    )


@given(ANY_TEXT)
def test_what_would_do_instead_is_in_the_alphabet(text):
    for offender in count_segments(text).offenders:
        if offender.plain:
            assert count_segments(offender.plain).encoding is SmsEncoding.GSM


def test_the_line_of_words():
    assert gsm("a").words() == "GSM-7 · 1 character · 1 segment · 159 left"
    assert gsm("a" * 170).words() == "GSM-7 · 170 characters · 2 segments · 136 left in the last"
    assert count_segments("").words() == "GSM-7 · 0 characters · 0 segments · 160 left"
    assert count_segments("’" * 1234).words() == "UCS-2 · 1,234 characters · 19 segments · 39 left in the last"


def test_counting_takes_in_proportion_to_the_length():
    for text in ("a€" * 5_000, "😀a" * 5_000, "".join(map(chr, range(0x4E00, 0x4E00 + 10_000)))):
        assert growth(count_segments, text) < LINEAR
