"""The quick look never lets through what the whole search would mask."""

from __future__ import annotations

import base64
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaddesk.domain.secret import Secret
from leaddesk.domain.wire import HttpResponse
from leaddesk.vendors import scrub_page as module
from leaddesk.vendors.scrub import scrub_response
from leaddesk.vendors.scrub_page import holds_none, scrub_page

KEY = "Canary+Key/01 =9?"
ROWS = b'{"id": 7001, "full_name": "Ada Sample", "status": "scheduled"}, ' * 400
RAW = KEY.encode()
SPELLINGS = [
    RAW,
    RAW.replace(b" ", b"+"),
    quote(KEY, safe="").encode(),
    "".join(f"%{byte:02x}" for byte in RAW).encode(),
    KEY.replace("/", "\\/").encode(),
    "".join(f"\\u{ord(char):04x}" for char in KEY).encode(),
    "".join(f"&#{ord(char)};" for char in KEY).encode(),
    KEY.replace("+", "&plus;").encode(),
    RAW.hex().encode(),
    RAW.hex().upper().encode(),
    *(base64.b64encode(b"x" * before + RAW + b"yz") for before in range(3)),
    *(base64.urlsafe_b64encode(b"x" * before + RAW) for before in range(3)),
    base64.b64encode(RAW).replace(b"/", b"\\/"),
]


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("at", [0, 40, len(ROWS)])
def test_every_spelling_is_masked_wherever_it_stands(spelling: bytes, at: int) -> None:
    answer = HttpResponse(200, (("X-Echo", KEY),), ROWS[:at] + spelling + ROWS[at:])
    scrubbed = scrub_page(answer, [Secret(KEY)])
    assert scrubbed == scrub_response(answer, [Secret(KEY)])
    assert scrubbed.body != answer.body
    assert KEY not in repr(scrubbed.headers)


@pytest.mark.parametrize("body", [ROWS, b"", ROWS + b"100 % & \\ more" + ROWS * 3, "Zoë \U0001f600".encode() * 100])
def test_an_answer_without_a_secret_is_proven_so(body: bytes) -> None:
    assert holds_none(body, (Secret(KEY), Secret("abc")))
    assert scrub_page(HttpResponse(200, (), body), [Secret(KEY)]).body == body


def test_the_proof_spares_the_whole_search(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def whole(answer: HttpResponse, _known: object) -> HttpResponse:
        seen.append(len(answer.body))
        return answer

    monkeypatch.setattr(module, "scrub_response", whole)
    scrub_page(HttpResponse(200, (), ROWS), [Secret(KEY)])
    assert seen == [0], "headers alone"


def test_marks_everywhere_prove_nothing_and_short_secrets_are_looked_for_as_they_are() -> None:
    assert not holds_none(b"%41" * 1000, (Secret(KEY),))
    assert not holds_none(b"xabcx", (Secret("abc"),))
    assert holds_none(b"x616263x", (Secret("abc"),))
    assert holds_none(b"anything", ())


@settings(max_examples=300)
@given(
    secrets=st.lists(st.text(st.sampled_from("aZ09+/ =\\%&-_é"), min_size=1, max_size=8), max_size=2),
    pieces=st.lists(st.sampled_from(SPELLINGS) | st.binary(max_size=20) | st.just(b"x" * 400), max_size=4),
    spell=st.sampled_from([str, lambda text: quote(text, safe=""), lambda text: text.encode().hex()]),
)
def test_it_is_the_same_as_the_whole_search(secrets, pieces, spell) -> None:
    body = b"".join([*pieces, *(spell(text).encode() for text in secrets), *pieces])
    answer, known = HttpResponse(200, (), body), [Secret(KEY), *map(Secret, secrets)]
    assert scrub_page(answer, known) == scrub_response(answer, known)
