"""One good answer, changed at any place in any way: never an exception, and never the best grade by silence."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.assessment import Grade, assess
from leaddesk.domain.verdict import LoadOutcome, Verdict
from leaddesk.domain.wire import HttpResponse
from tests.vendors.purecallerid.answers import ADAPTER, AT, SENT, clean, decode

_Path = tuple[str | int, ...]
_CHECKS = ("validationResult", "doNotCallResult", "stateDoNotCallResult", "knownLitigatorCheck")

DECIDING: set[_Path] = {
    ("lead",),
    *(("lead", check) for check in _CHECKS),
    ("lead", "validationResult", "is_valid"),
    ("lead", "doNotCallResult", "blocked"),
    ("lead", "doNotCallResult", "sanCoverage"),
    ("lead", "stateDoNotCallResult", "blocked"),
    ("lead", "knownLitigatorCheck", "Found"),
    ("lead", "knownLitigatorCheck", "ttl"),
}
"""Without these, or with another type in them, a check cannot say that nothing blocks."""
DECIDING_BY_TYPE: set[_Path] = {
    ("lead", "knownLitigatorCheck", "NumHits"),
    ("lead", "knownLitigatorCheck", "results"),
}
"""These may be absent beside a plain *no*, but not unreadable."""
_ODD: tuple[Any, ...] = ("odd", "true", "false", "", "0", 0, 1, -1, 1.5, True, False, [], ["x"], [[]], {}, {"x": 1})


def paths(value: object, at: _Path = ()) -> Iterator[_Path]:
    """Yields the place of everything inside a value."""
    items: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*at, key)
        yield from paths(inner, (*at, key))


def changed(data: Any, place: _Path, *value: object) -> Any:
    """Returns a copy with another value at a place, or with nothing there."""
    data = copy.deepcopy(data)
    holder = data
    for key in place[:-1]:
        holder = holder[key]
    if value:
        holder[place[-1]] = value[0]
    else:
        del holder[place[-1]]
    return data


def found(data: Any, place: _Path) -> object:
    """Returns the value at a place."""
    for key in place:
        data = data[key]
    found_there: object = data
    return found_there


def dotted(place: _Path) -> str:
    """Returns a place as drift names it."""
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in place).removeprefix(".")


def grade(verdict: Verdict) -> Grade:
    return assess(verdict, AT).grade


def same_type(one: object, other: object) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return type(one) is type(other)
    return isinstance(other, int | float if isinstance(one, int | float) else type(one))


def test_the_answer_is_good_to_begin_with() -> None:
    assert grade(decode(clean())) is Grade.NO_BLOCK


@pytest.mark.parametrize("place", sorted(paths(clean()), key=str), ids=dotted)
def test_dropped_nulled_and_retyped(place: _Path) -> None:
    data = clean()
    original = found(data, place)

    for verdict in (decode(changed(data, place)), decode(changed(data, place, None))):
        assert grade(verdict) is (Grade.REVIEW if place in DECIDING else Grade.NO_BLOCK)
        assert verdict.outcome is (LoadOutcome.UNKNOWN if place == ("status",) else LoadOutcome.LOADED)
    for odd in _ODD:
        if same_type(original, odd):
            continue
        verdict = decode(changed(data, place, odd))
        if place in DECIDING | DECIDING_BY_TYPE:
            assert grade(verdict) is Grade.REVIEW, odd
        if original is not None:
            assert any(sentence.startswith(f"{dotted(place)}: expected") for sentence in verdict.drift), odd


@given(data=st.data())
def test_after_many_changes_the_best_grade_still_needs_every_plain_no(data: st.DataObject) -> None:
    whole = clean()
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.sampled_from(sorted(paths(whole), key=str)))
        value: tuple[object, ...] = data.draw(st.sampled_from([(), (None,), *((odd,) for odd in _ODD)]))
        whole = changed(whole, place, *value)

    if grade(decode(whole)) is Grade.NO_BLOCK:
        for place in DECIDING:
            assert same_type(found(whole, place), found(clean(), place)), place
        assert found(whole, ("lead", "doNotCallResult", "blocked")) is False
        assert found(whole, ("lead", "doNotCallResult", "sanCoverage")) is True
        assert found(whole, ("lead", "stateDoNotCallResult", "blocked")) is False
        assert found(whole, ("lead", "knownLitigatorCheck", "Found")) is False
        assert found(whole, ("lead", "validationResult", "is_valid")) is True


_KEYS = sorted({str(key) for place in paths(clean()) for key in place} | {"Name", "LastFour", "Actions", "new"})
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("Accepted"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=4),
    max_leaves=12,
)


@given(data=_JSON, status=st.sampled_from([200, 204, 302, 400, 401, 404, 408, 429, 500]))
def test_any_json_with_the_vendors_own_words_gives_a_verdict(data: object, status: int) -> None:
    verdict = ADAPTER.decode_submit(HttpResponse(status, (), json.dumps(data).encode()), SENT, AT)

    assert verdict.explanation.title
    assert verdict.evidence is not None
    if verdict.outcome is LoadOutcome.LOADED:
        assert isinstance(data, dict)
        assert data["status"] == "Accepted"


@given(cut=st.integers(0, 3000), noise=st.binary(max_size=3), at=st.integers(0, 3000))
def test_a_torn_or_dirty_answer_gives_a_verdict(cut: int, noise: bytes, at: int) -> None:
    body = json.dumps(clean()).encode()
    body = body[:at] + noise + body[at : max(at, len(body) - cut)]

    assert ADAPTER.decode_submit(HttpResponse(200, (), body), SENT, AT).explanation.title


@pytest.mark.parametrize("check", ["doNotCallResult", "stateDoNotCallResult"])
@pytest.mark.parametrize("doubled", ['"blocked": true, "blocked": false', '"blocked": false, "blocked": true'])
def test_a_block_that_is_said_and_taken_back_is_never_clear(check: str, doubled: str) -> None:
    before, found, after = json.dumps(clean()).partition(f'"{check}"')
    body = before + found + after.replace('"blocked": false', doubled, 1)
    assert found
    assert grade(ADAPTER.decode_submit(HttpResponse(200, (), body.encode()), SENT, AT)) is Grade.REVIEW
