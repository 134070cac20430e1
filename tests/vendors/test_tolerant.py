"""Foreign JSON is read as far as it can be; what was absent and what was unreadable stay apart."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from leaddesk.domain.verdict import Silence
from leaddesk.vendors.tolerant import Unparsed, parse_json, read


class Inner(BaseModel):
    model_config = ConfigDict(strict=True, extra="allow")
    flag: bool | None = None
    text: str | None = None


class Outer(BaseModel):
    model_config = ConfigDict(strict=True, extra="allow")
    name: str | None = None
    inner: Inner | None = None
    items: list[Inner | None] | None = None
    names: list[str | None] | None = None
    pairs: dict[str, str] | None = None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"blocked": true, "blocked": false}', {"blocked": [True, False]}),
        ('{"blocked": false, "blocked": false}', {"blocked": False}),
        ('{"hits": 1, "hits": true}', {"hits": [1, True]}),
        ('[{"a": {"b": 1}, "c": 2, "a": {"b": 2}}]', [{"a": [{"b": 1}, {"b": 2}], "c": 2}]),
    ],
)
def test_a_key_said_twice_in_two_ways_has_both_values(text: str, value: object) -> None:
    assert repr(parse_json(text.encode())) == repr(value)


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b' {"a": [1, 2.5, null, true, "\xc3\xa4"]} ', {"a": [1, 2.5, None, True, "ä"]}),
        (b'\xef\xbb\xbf"bom"', "bom"),
        (b'"\\ud83d\\ude00 \\ud800 \\udc00"', "😀 \ufffd \ufffd"),
        (b'{"\\ud800": ["\\udfff"]}', {"\ufffd": ["\ufffd"]}),
        (b"[1e999, -1e999]", ["1e999", "-1e999"]),
        (b"9" * 5000, "9" * 5000),
        (b"9" * 300, int("9" * 300)),
        (b"[" * 64 + b"]" * 64, json.loads("[" * 64 + "]" * 64)),
    ],
)
def test_json_is_read(body: bytes, value: object) -> None:
    assert parse_json(body) == value


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "The answer is empty."),
        (b" \r\n", "The answer is empty."),
        (b"\xff{}", "The answer is not UTF-8 text."),
        ('{"a": 1}'.encode("utf-16"), "The answer is not UTF-8 text."),
        (b"<html>", "The answer is not JSON: Expecting value (line 1, column 1)."),
        (b'{"a": 1}\n{}', "The answer is not JSON: Extra data (line 2, column 1)."),
        (b'{"a": NaN}', "The answer is not JSON: it holds NaN."),
        (b"[-Infinity]", "The answer is not JSON: it holds -Infinity."),
        (b"[" * 66 + b"]" * 66, "The answer is nested too deeply to be read."),
        (b"[" * 200_000, "The answer is nested too deeply to be read."),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "The answer is nested too deeply to be read."),
    ],
)
def test_what_is_not_json_says_why(body: bytes, reason: str) -> None:
    assert parse_json(body) == Unparsed(reason)


@given(st.one_of(st.binary(), st.text().map(lambda text: json.dumps(text).encode())))
def test_no_bytes_raise(body: bytes) -> None:
    parsed = parse_json(body)

    if not isinstance(parsed, Unparsed):
        json.dumps(parsed, ensure_ascii=False).encode()


def test_a_good_value_has_no_drift() -> None:
    reading = read(Outer, {"name": "Ada", "inner": {"flag": True}, "items": [{}, None], "names": ["a", None]})

    assert (reading.drift, reading.extra, dict(reading.unreadable)) == ((), (), {})
    assert reading.model.name == "Ada"


def test_only_what_does_not_fit_is_dropped() -> None:
    data = {
        "name": 5,
        "inner": {"flag": "yes", "text": "kept"},
        "items": [{"flag": True}, 7, {"text": []}],
        "names": "x",
        "pairs": ["a", "b"],
    }
    before = json.dumps(data)

    reading = read(Outer, data)

    assert reading.model == Outer.model_validate(
        {"inner": {"text": "kept"}, "items": [{"flag": True}, None, {}], "name": None, "names": None, "pairs": None}
    )
    assert reading.drift == (
        "name: expected text, got a number",
        "inner.flag: expected yes or no, got text",
        "items[1]: expected an object, got a number",
        "items[2].text: expected text, got a list",
        "names: expected a list, got text",
        "pairs: expected an object, got a list",
    )
    assert json.dumps(data) == before, "the caller's data is not touched"


def test_absent_null_and_unreadable_stay_apart() -> None:
    reading = read(Outer, {"name": None, "inner": {"flag": 1}, "items": {"a": 1}})
    inner = reading.model.inner

    assert inner is not None
    assert reading.value(reading.model.name, "name") is Silence.MISSING
    assert reading.value(reading.model.names, "names") is Silence.MISSING
    assert reading.value(inner.flag, "inner", "flag") is Silence.UNREADABLE
    assert reading.value(inner.text, "inner", "text") is Silence.MISSING
    assert reading.silence("items", 0, "flag") is Silence.UNREADABLE, "its parent could not be read"
    assert reading.value("x", "name") == "x"


@pytest.mark.parametrize(
    ("inner", "silent"),
    [
        ({}, True),
        ({"flag": None, "new": None}, True),
        ({"flag": False}, False),
        ({"flag": "no"}, False),
        ({"new": 0}, False),
    ],
)
def test_an_object_is_silent_when_it_holds_nothing(inner: dict[str, Any], silent: bool) -> None:
    reading = read(Outer, {"name": 1, "inner": inner})

    assert reading.model.inner is not None
    assert reading.is_silent(reading.model.inner, "inner") is silent


def test_unknown_fields_are_collected_at_every_level() -> None:
    reading = read(Outer, {"new": {"a": 1}, "Name": "case counts", "inner": {"x": "ä"}, "items": [None, {"y": None}]})

    assert dict(reading.extra) == {
        "new": '{"a": 1}',
        "Name": '"case counts"',
        "inner.x": '"ä"',
        "items[1].y": "null",
    }


def test_a_value_that_is_no_object_at_all_is_one_drift() -> None:
    reading = read(Outer, [1])

    assert reading.model == Outer()
    assert reading.drift == ("the answer: expected an object, got a list",)
    assert reading.silence("name") is Silence.UNREADABLE


@pytest.mark.parametrize(
    ("value", "kind"), [(True, "yes or no"), (1, "a number"), (1.5, "a number"), ([], "a list"), ({}, "an object")]
)
def test_drift_names_what_came(value: object, kind: str) -> None:
    assert read(Outer, {"name": value}).drift == (f"name: expected text, got {kind}",)


def test_a_flood_of_drift_is_cut() -> None:
    reading = read(Outer, {"names": [1] * 1000})

    assert len(reading.drift) == 51
    assert reading.drift[-1] == "and 950 more fields of another type than documented"
    assert reading.model.names == [None] * 1000


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["name", "inner", "items", "names", "flag", "text"]) | st.text(), inner, max_size=5
        )
    ),
    max_leaves=20,
)


@given(_JSON)
def test_any_json_fills_the_model_as_far_as_it_fits(data: Any) -> None:
    reading = read(Outer, data)

    assert len(reading.drift) == len(reading.unreadable)
    if isinstance(data, dict) and isinstance(data.get("name"), str):
        assert reading.model.name == data["name"]
