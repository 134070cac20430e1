"""A secret leaves an answer in whatever spelling a vendor echoes it, and nothing else does."""

from __future__ import annotations

import base64
import html
import json
import time
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from leaddesk.domain.secret import MASK, Secret
from leaddesk.domain.wire import HttpResponse
from leaddesk.vendors.scrub import scrub, scrub_response

KEY = 'aB3+/=\\ "x&y<zä€😀'
MASKED = MASK.encode()


def percent_all(text: str) -> str:
    return "".join(f"%{byte:02x}" for byte in text.encode())


def json_all(text: str) -> str:
    units = text.encode("utf-16-be")
    return "".join(f"\\u{units[at]:02X}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def entities(text: str) -> str:
    return "".join(f"&#x{ord(char):04X};" if at % 2 else f"&#{ord(char)}" for at, char in enumerate(text))


SPELLINGS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "percent": lambda text: quote(text, safe=""),
    "percent, slash kept": quote,
    "form": quote_plus,
    "percent, every character, lower case": percent_all,
    "percent twice": lambda text: quote(quote(text, safe=""), safe=""),
    "json": lambda text: json.dumps(text)[1:-1],
    "json, raw": lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    "json in json": lambda text: json.dumps(json.dumps(text)[1:-1])[1:-1],
    "json, escaped slash": lambda text: json.dumps(text)[1:-1].replace("/", "\\/"),
    "json, every character": json_all,
    "html": html.escape,
    "html, every character": entities,
}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_spelling_is_found(spelling: str) -> None:
    body = f'{{"message": "key {SPELLINGS[spelling](KEY)} is bad"}}'.encode()

    assert scrub(body, [Secret(KEY)]) == f'{{"message": "key {MASK} is bad"}}'.encode()


def test_named_entities_and_mixed_spellings_are_found() -> None:
    assert scrub(b"-a&plus;b&sol;c%3d\\u003D-", [Secret("a+b/c==")]) == b"-" + MASKED + b"-"


_KEYS = st.text(st.characters(codec="utf-8", exclude_characters="\\"), min_size=4, max_size=40)


@given(key=_KEYS, choices=st.lists(st.sampled_from(sorted(SPELLINGS)), min_size=1, max_size=8))
def test_each_character_may_be_spelled_its_own_way(key: str, choices: list[str]) -> None:
    assume("json in json" not in choices or not set(key) & set('"\b\f\n\r\t'))
    spelled = "".join(SPELLINGS[choices[at % len(choices)]](char) for at, char in enumerate(key))

    assert MASKED in scrub(f"<{spelled}>".encode(), [Secret(key)])


@given(key=_KEYS, before=st.binary(max_size=5), after=st.binary(max_size=5), data=st.data())
def test_base64_at_every_alignment_and_hex(key: str, before: bytes, after: bytes, data: st.DataObject) -> None:
    whole = before + key.encode() + after
    encoded = data.draw(
        st.sampled_from(
            [base64.b64encode(whole), base64.urlsafe_b64encode(whole), base64.b64encode(whole).rstrip(b"=")]
        )
    )
    cleaned = scrub(b"Basic " + encoded, [Secret(key)])
    left = cleaned.replace(b"Basic ", b"").replace(MASKED, b"")

    assert MASKED in cleaned
    # At most four characters at each edge stay: they carry a neighbour's bits and six of the key's at most
    assert len(left) <= (len(before) * 4 + 2) // 3 + (len(after) * 4 + 2) // 3 + 8
    assert MASKED in scrub(whole.hex().encode(), [Secret(key)])
    assert MASKED in scrub(whole.hex().upper().encode(), [Secret(key)])


@given(key=_KEYS, body=st.binary(max_size=200))
def test_what_holds_no_secret_is_left_alone(key: str, body: bytes) -> None:
    once = scrub(body, [Secret(key)])

    assert key.encode() not in once
    if MASKED not in once:
        assert once == body


def test_a_key_of_backslashes_is_found_and_costs_little() -> None:
    key = "\\" * 40 + "x"
    started = time.process_time()

    assert scrub(json.dumps(key).encode(), [Secret(key)]) == b'"' + MASKED + b'"'
    assert scrub(key.encode(), [Secret(key)]) == MASKED
    assert scrub(percent_all(key).encode(), [Secret(key)]) == MASKED
    assert scrub(b"\\" * 20_000, [Secret(key)]) == b"\\" * 20_000
    assert time.process_time() - started < 5


def test_short_secrets_go_in_plain_form_only() -> None:
    assert scrub(b"abc YWJj 616263 %61bc", [Secret("abc")]) == MASKED + b" YWJj 616263 %61bc"
    assert scrub(b"anything", [Secret("")]) == b"anything"


def test_the_longer_of_two_secrets_goes_first() -> None:
    assert scrub(b"key-one-two key-one", [Secret("key-one"), Secret("key-one-two")]) == MASKED + b" " + MASKED


def test_headers_are_scrubbed_too() -> None:
    response = HttpResponse(401, (("X-Echo", "key-one"), ("X-key-one", "\udcff")), b"bad key-one", 0.5, True)

    assert scrub_response(response, iter([Secret("key-one")])) == HttpResponse(
        401, (("X-Echo", MASK), (f"X-{MASK}", "\udcff")), b"bad " + MASKED, 0.5, True
    )


@pytest.mark.parametrize("filling", [b'{"a": "plain text"}', b"\\", b"aB3+", b"&#00", b"%2", b"YUIz", b"6142"])
def test_a_megabyte_is_quick(filling: bytes) -> None:
    body = filling * (1_000_000 // len(filling))
    secret = Secret("aB3+/xYz0123456789abcdefghijklmnopqrstuv==")
    scrub(b"", [secret])
    started = time.process_time()

    assert scrub(body, [secret]) == body
    assert time.process_time() - started < 2


def test_a_secret_across_the_edge_of_a_window_is_found(monkeypatch):
    import leaddesk.vendors.scrub as module

    monkeypatch.setattr(module, "_WINDOW", 16)
    key = "practice+/canary="
    for before in range(40):
        for spelled in (key, key.replace("+", "%2B"), key.replace("/", "\\/"), key.encode().hex()):
            data = b"x" * before + spelled.encode() + b"y" * 20
            assert scrub(data, [Secret(key)]) == b"x" * before + MASK.encode() + b"y" * 20
