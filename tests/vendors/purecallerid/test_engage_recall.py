"""A board that was read before is read alike; what stands in it letter for letter again is not read anew."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.campaign import Campaign, CampaignBoard
from leaddesk.domain.wire import HttpResponse
from leaddesk.vendors.purecallerid.engage.campaign import read_campaign
from leaddesk.vendors.purecallerid.engage.codec import PureCallerIDEngage
from leaddesk.vendors.purecallerid.engage.lenient import DEEPEST, TOO_DEEP, parse
from leaddesk.vendors.purecallerid.engage.recall import Recall
from tests.vendors.purecallerid.engaging import AT, ENGAGE


def campaign(key: object, status: str = "READY", **more: object) -> str:
    return json.dumps({"id": key, "name": f"Campaign {key}", "campaignStatus": status} | more)


ELEMENTS = (
    *(campaign(key, status) for key in ("a", "b", "c") for status in ("READY", "ACTIVE")),
    campaign("ab"),
    campaign(7),
    campaign("a", events=[{"timestamp": "2026-03-04T05:06:07.890Z", "type": "INFO", "message": "}],["}]),
    *("{}", '{"name": "without an id"}', '{"id": "\\ud83d"}', "null", "1", "12", '"text"', "[]"),
)
BLANKS = st.sampled_from(["", " ", "\n\t "])


@st.composite
def texts(draw: st.DrawFn) -> bytes:
    parts = [draw(BLANKS) + draw(st.sampled_from(ELEMENTS)) + draw(BLANKS) for _ in range(draw(st.integers(0, 6)))]
    end = draw(st.sampled_from(["]", "]", "]", "", ",]", "] x"]))
    return f"[{','.join(parts)}{end}".encode()


def read(engage: PureCallerIDEngage, body: bytes, wanted: Any = None) -> object:
    return engage.decode_board(HttpResponse(200, (), body), AT, wanted)


@given(st.lists(st.tuples(texts(), st.booleans()), min_size=2, max_size=5))
def test_a_board_says_the_same_whatever_was_read_before(looks: list[tuple[bytes, bool]]) -> None:
    engage = PureCallerIDEngage(ENGAGE.info)
    for body, some in looks:
        wanted = (lambda _key, status: status == "ACTIVE") if some else None
        assert read(engage, body, wanted) == read(PureCallerIDEngage(ENGAGE.info), body, wanted)


@pytest.fixture
def anew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the campaigns that were read and not known again."""
    found: list[str] = []

    def counting(data: Any) -> Campaign:
        found.append(str(data.get("id")))
        return read_campaign(data)

    monkeypatch.setattr("leaddesk.vendors.purecallerid.engage.board.read_campaign", counting)
    return found


def test_only_what_changed_is_read_anew(anew: list[str]) -> None:
    engage = PureCallerIDEngage(ENGAGE.info)
    before = [campaign(key) for key in "abcde"]
    read(engage, f"[{','.join(before)}]".encode())
    anew.clear()

    after = [*before[:1], campaign("b", "ACTIVE"), *before[3:], campaign("f")]
    found = read(engage, f"[{', '.join(after)}]".encode())

    assert isinstance(found, CampaignBoard)
    assert [one.id for one in found.campaigns] == ["a", "b", "d", "e", "f"]
    assert anew == ["b", "d", "f"], "one left out costs the one behind it, and no more"


def test_a_look_at_some_forgets_nothing_of_the_others(anew: list[str]) -> None:
    engage = PureCallerIDEngage(ENGAGE.info)
    body = f"[{','.join(campaign(key) for key in 'abcde')}]".encode()
    read(engage, body)
    read(engage, body, lambda key, _status: key == "c")
    anew.clear()

    found = read(engage, body)

    assert isinstance(found, CampaignBoard)
    assert len(found.campaigns) == 5
    assert anew == []


def test_an_answer_that_is_no_list_leaves_what_is_known(anew: list[str]) -> None:
    engage = PureCallerIDEngage(ENGAGE.info)
    body = f"[{campaign('a')},{campaign('b')}]".encode()
    read(engage, body)
    read(engage, b"<html>gateway</html>")
    engage.decode_board(HttpResponse(502, (), b""), AT)
    anew.clear()

    read(engage, body)

    assert anew == []


def test_text_that_only_begins_alike_is_not_known() -> None:
    known = Recall([(campaign("a"), Campaign(id="a", name="", status=""))])
    assert known.at(f"[{campaign('a', more=1)}]", 1) is None
    assert known.at(f"[{campaign('a')}]", 1) is not None
    assert known.at(f"[{campaign('a')}]", 1) is None, "only once in a list"


@pytest.mark.parametrize(("levels", "is_cut"), [(DEEPEST, False), (DEEPEST + 1, True)])
def test_only_what_is_nested_deeper_than_anybody_looks_is_cut(levels: int, is_cut: bool) -> None:
    nested = "[" * levels + "]" * levels
    assert (TOO_DEEP in json.dumps(parse(nested))) is is_cut
