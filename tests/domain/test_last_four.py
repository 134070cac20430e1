"""`LastFour` is masked in every spelling of its key, and what stands around it stays."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.last_four import mask_last_four, names_last_four
from leaddesk.domain.secret import MASK


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ('{"LastFour": 4301, "x": 1}', f'{{"LastFour": "{MASK}", "x": 1}}'),
        ('{"lastfour":"4301"}', f'{{"lastfour":"{MASK}"}}'),
        ('{"last_four": {"a": {"b": 1}, "c": 4301}, "d": 5}', f'{{"last_four": "{MASK}", "d": 5}}'),
        (r'{"Last\u0046our": [4301, [4301]], "y": 2}', rf'{{"Last\u0046our": "{MASK}", "y": 2}}'),
        (r'"{\"LastFour\": \"4301\", \"z\": 1}"', rf'"{{\"LastFour\": {MASK}, \"z\": 1}}"'),
        (r'"{\"LastFour\": 4301}"', rf'"{{\"LastFour\": {MASK}}}"'),
        ("LastFour=4301&x=1", f"LastFour={MASK}&x=1"),
        ("<LastFour>4301</LastFour>", f"<LastFour>{MASK}</LastFour>"),
        ('{"LastFour": "43', f'{{"LastFour": "{MASK}"'),
        ('{"LastFour": [43', f'{{"LastFour": "{MASK}"'),
        ('{"LastFour":', '{"LastFour":'),
        ("The last four digits are not a key.", "The last four digits are not a key."),
    ],
)
def test_a_value_under_that_key_is_masked(text: str, masked: str) -> None:
    assert mask_last_four(text) == masked


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=6,
    ),
    st.booleans(),
)
def test_whatever_json_the_value_is_only_the_mask_is_left_of_it(value: object, escaped: bool) -> None:
    answer = json.dumps({"a": 1, "LastFour": value, "z": [2]}, ensure_ascii=escaped)

    assert json.loads(mask_last_four(answer)) == {"a": 1, "LastFour": MASK, "z": [2]}


def test_a_value_nested_deeper_than_python_reads_is_cut_off() -> None:
    assert mask_last_four('{"LastFour": ' + "[" * 100_000 + "4301") == f'{{"LastFour": "{MASK}"'


@pytest.mark.parametrize("piece", ["\\", "l", "lastfou", "lastfour", "lastfour={", '"LastFour":"', " ", "l\\u00"])
def test_two_megabytes_made_to_keep_it_busy_take_no_time(piece: str) -> None:
    began = time.process_time()

    mask_last_four("lastfour" + piece * (2_000_000 // len(piece)))

    assert time.process_time() - began < 1


def test_a_number_longer_than_python_reads_is_masked() -> None:
    assert mask_last_four('{"LastFour": ' + "7" * 5000 + ', "x": 1}') == f'{{"LastFour": "{MASK}", "x": 1}}'


@pytest.mark.parametrize(("name", "is_one"), [("lead.results[0].LastFour", True), ("last-four.x", True), ("fo", False)])
def test_a_name_that_means_it_is_known(name: str, is_one: bool) -> None:
    assert names_last_four(name) is is_one
