"""No secret of any profile comes out of the log, whatever it is and by whichever road it goes in."""

from __future__ import annotations

import base64
import copy
import html
import io
import json
import logging
import string
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import TracebackType
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from leaddesk.domain.errors import NothingLeft, TransportProblem
from leaddesk.domain.profile import SafetyLevel
from leaddesk.domain.secret import MASK, Secret, SecretRef
from leaddesk.domain.wire import HttpRequest
from leaddesk.infra.http import HttpxTransport
from leaddesk.infra.keyring_store import KeyringSecrets, MemorySecrets
from leaddesk.infra.known_secrets import SHORTEST, WITHHELD, KnownSecrets
from leaddesk.infra.logs import RedactingFormatter
from leaddesk.infra.redaction import redact
from leaddesk.services.ports import SecretStore
from leaddesk.vendors.registry import adapters
from tests.canary.scan import traces
from tests.faults.calls import CALLS, Call
from tests.helpers.fault_server import Answer, FaultServer, http_answer

REF = SecretRef("p1", "https://core.example.com:443", "api_key")
TYPED = st.text(st.characters(exclude_categories=["Cs"]), min_size=8, max_size=40).filter(
    lambda text: len(set(text)) > 3 and text.strip() == text and text.lower() not in WITHHELD.lower()
)
"""What a person may paste as a key: letters of any script, blanks, quotes, backslashes, control characters."""
SENDABLE = st.text(string.ascii_letters + string.digits + "!#$%&'*+-.^_`|~/=\\\"", min_size=8, max_size=40).filter(
    lambda text: len(set(text)) > 3
)
"""What goes through a header."""
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


SPELLINGS: Mapping[str, Callable[[str], object]] = {
    "as it is": str,
    "in a list": lambda text: [text],
    "as Python shows it": repr,
    "shown twice": lambda text: repr(repr(text)),
    "as bytes": lambda text: text.encode(),
    "as headers": lambda text: [(b"x-vendor", text.encode())],
    "as JSON": lambda text: json.dumps({"a": text}),
    "as JSON in letters of its own": lambda text: json.dumps(text, ensure_ascii=False),
    "as JSON in JSON": lambda text: json.dumps(json.dumps([text])),
    "in an address": lambda text: f"https://core.example.com/v1/{quote(text, safe='')}/x",
    "in a form": lambda text: f"a=1&b={quote_plus(text)}",
    "percent-encoded twice": lambda text: quote(quote(text, safe="")),
    "in HTML": lambda text: f"<p>{html.escape(text)}</p>",
    "as HTML numbers": lambda text: "".join(f"&#{ord(one)};" for one in text),
    "as a login": lambda text: f"Basic {_base64(f'user:{text}')}",
    "as half of a login": lambda text: _base64(f"{text}:other"),
    "base64 for addresses": lambda text: base64.urlsafe_b64encode(b"u:" + text.encode()).decode(),
    "hex": lambda text: text.encode().hex().upper(),
    "an error": ValueError,
    "an object": lambda text: type("Odd", (), {"__repr__": lambda _self: f"<{text}>"})(),
}


def _raised(text: str) -> BaseException:
    """Raises a tree of errors of which each part quotes the secret, and returns it."""
    try:
        try:
            try:
                raise KeyError(text)
            except KeyError as first:
                first.add_note(f"a note with {text}")
                raise OSError(5, text, f"/home/{text[:3]}") from first
        except OSError as second:
            group = ExceptionGroup(text, [ValueError(text[:9]), ExceptionGroup(text[2:], [TypeError(text), second])])
            raise RuntimeError(f"{text!r} {text.encode()!r}") from group
    except RuntimeError as last:
        return last


ROADS: Mapping[str, Callable[[logging.Logger, object], None]] = {
    "the message": lambda log, said: log.info(str(said)),
    "a message with too many arguments": lambda log, said: log.info(str(said), "unused", "unused"),
    "an argument": lambda log, said: log.info("loaded %s", said),
    "an argument that is shown": lambda log, said: log.info("loaded %r of %s", said, 3),
    "named arguments": lambda log, said: log.info("loaded %(what)s", {"what": said}),
    "an argument that does not fit": lambda log, said: log.info("%d leads", said),
    "a message that is none": lambda log, said: log.info(said),
    "a longer text": lambda log, said: log.info("one\ntwo %s\nthree\n%s", said, said),
    "further fields": lambda log, said: log.info("loaded", extra={"headers": said, "stack": said}),
    "an error": lambda log, said: log.info("failed", exc_info=_raised(str(said))),
    "a stack": lambda log, said: log.info("loaded %s", said, stack_info=True),
}


@pytest.fixture
def known() -> KnownSecrets:
    return KnownSecrets()


def logged(known: KnownSecrets, say: Callable[[logging.Logger], None]) -> str:
    """Returns what a logger of its own writes through the formatter of the log, after time, level and name."""
    log, stream = logging.Logger("leaddesk.tests", logging.INFO), io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(RedactingFormatter(known.mask))
    log.addHandler(handler)
    say(log)
    head, name, said = stream.getvalue().partition(" INFO leaddesk.tests: ")
    assert name
    assert len(head) == len("2026-11-21 03:39:00,000")
    return said


def assert_absent(secret: str, text: str) -> None:
    assert secret not in text
    assert traces(text.encode("utf-8", "surrogatepass"), {"secret": [secret]}) == []


@pytest.mark.parametrize("road", ROADS.values(), ids=ROADS.keys())
@QUICK
@given(text=TYPED, spelled=st.sampled_from(list(SPELLINGS.values())))
def test_no_secret_comes_out_of_the_log(
    road: Callable[[logging.Logger, object], None], known: KnownSecrets, text: str, spelled: Callable[[str], object]
) -> None:
    known.add(Secret(text))
    assert_absent(text, logged(known, lambda log: road(log, spelled(text))))


@pytest.mark.parametrize("spelled", SPELLINGS.values(), ids=SPELLINGS.keys())
@QUICK
@given(text=TYPED, around=st.tuples(st.text(max_size=9), st.text(max_size=9)))
@example(text="a\"b\\c'd\ne\x85\U0001f600", around=("\\", "%"))
@example(text="100%25+key%41", around=("", ""))
@example(text="&amp;&lt;key", around=("&", ";"))
def test_no_secret_comes_out_however_it_is_spelled(
    spelled: Callable[[str], object], known: KnownSecrets, text: str, around: tuple[str, str]
) -> None:
    known.add(Secret(text))
    said = logged(known, lambda log: log.info("%s%s %s%s", around[0], "", spelled(text), around[1]))
    assert_absent(text, said)
    assert MASK in said or WITHHELD in said


@QUICK
@given(texts=st.lists(TYPED, min_size=2, max_size=5, unique=True))
def test_no_secret_shields_another(texts: list[str], known: KnownSecrets) -> None:
    for text in texts:
        known.add(Secret(text))
    said = logged(known, lambda log: log.info("%s | %s | %s", "".join(texts), texts, json.dumps(texts)))
    for text in texts:
        assert text not in said


@QUICK
@given(text=TYPED)
def test_a_line_without_a_secret_is_as_it_was(text: str, known: KnownSecrets) -> None:
    known.add(Secret(text))
    harmless = "GET https://core.example.com/a%20b?x 200 \\n {'a': \"b\"} &amp; +"
    assert known.mask(harmless) == harmless
    assert known.mask(f"{harmless}\nkey={text}\n{harmless}") == f"{harmless}\nkey={MASK}\n{harmless}"


def test_only_the_line_that_holds_a_secret_in_code_is_left_out(known: KnownSecrets) -> None:
    known.add(Secret("canaryPureKeyQzx"))
    assert known.mask(f"one\n{_base64('canaryPureKeyQzx')}\nthree") == f"one\n{WITHHELD}\nthree"
    assert known.mask("can%61ryPure\nKeyQzx") == "can%61ryPure\nKeyQzx"


def test_a_text_too_long_to_be_looked_at_is_left_out(known: KnownSecrets) -> None:
    known.add(Secret("canaryPureKeyQzx"))
    assert known.mask("%41" * 2_000_000) == WITHHELD


def test_short_ones_are_not_looked_for_and_the_last_ones_are_known(known: KnownSecrets) -> None:
    known.add(Secret("x" * (SHORTEST - 1)))
    for number in range(70):
        known.add(Secret(f"canary-{number:03}"))
    assert known.mask("xxx canary-069 canary-006") == f"xxx {MASK} {MASK}"
    assert known.mask("canary-005") == "canary-005"
    known.add(Secret("canary-006"))
    known.add(Secret("another"))
    assert known.mask("canary-006 canary-007") == f"{MASK} canary-007"


@pytest.mark.parametrize("make", [KeyringSecrets, MemorySecrets])
async def test_a_store_knows_what_went_through_it(
    make: Callable[[], KeyringSecrets | MemorySecrets], fake_keyring: object
) -> None:
    async def read(store: SecretStore) -> object:
        return await store.get(REF)

    store = make()
    await store.put(REF, Secret("canary-kept-key"))
    store.keep_for_session(replace(REF, slot="pass"), Secret("canary-session-key"))
    assert store.known.mask("canary-kept-key canary-session-key") == f"{MASK} {MASK}"
    if isinstance(store, KeyringSecrets):
        later = KeyringSecrets()
        assert later.known.mask("canary-kept-key") == "canary-kept-key"
        assert await read(later) == Secret("canary-kept-key")
        assert later.known.mask("canary-kept-key") == MASK


# ------------------------------------------------------------ shapes, of what is known by none

NUMBERS = ("{0}-555-{1}", "({0}) 555-{1}", "({0})555-{1}", "{0}.555.{1}", "{0} 555 {1}", "{0}555{1}", "+1{0}555{1}",
           "+1 {0} 555 {1}", "+1 ({0}) 555-{1}", "1-{0}-555-{1}", "1{0}555{1}", "%2B1{0}555{1}", "tel:+1-{0}-555-{1}",
           "(%2B1)%20{0}-555-{1}", "001{0}555{1}", "{0}\u2011555\u2011{1}", "{0}\u00a0555\u00a0{1}", "{0} - 555 - {1}",
           "{0}/555-{1}", "({0}) 555 - {1}", "{0}%20555%20{1}", "{0}+555+{1}", "{0}\u2013555\u2013{1}")  # fmt: skip
AROUND = ("{}", "a{}b", "phone={}&x=1", "'{}'", "b'{}'", "/leads/{}/x", "{{'phone': '{}'}}", "{}.json", "<{}>", "_{}_")


@settings(max_examples=300, deadline=None)
@given(
    area=st.integers(201, 989),
    line=st.integers(100, 199),
    number=st.sampled_from(NUMBERS),
    around=st.sampled_from(AROUND),
)
def test_no_telephone_number_comes_out(area: int, line: int, number: str, around: str) -> None:
    said = redact(around.format(number.format(area, f"0{line}")))
    assert f"0{line}" not in said
    assert MASK in said


PART = st.text(string.ascii_letters + string.digits + "._+-", min_size=1, max_size=12)


@QUICK
@given(
    name=PART.filter(lambda part: part.strip(".") == part),
    host=st.from_regex(r"[a-z0-9]{1,9}(\.[a-z0-9]{1,9}){0,2}\.(com|org)", fullmatch=True),
    at=st.sampled_from(["@", "%40", "%2540", "&#64;", "\\u0040"]),
    around=st.sampled_from(["{}", "<{}>", "email={}&x=1", "'{}'", "mailto:{}", "/x/{}/y"]),
)
def test_no_address_of_a_person_comes_out(name: str, host: str, at: str, around: str) -> None:
    said = redact(around.format(f"{name}{at}{host}"))
    assert f"{name}{at}{host}" not in said
    assert MASK in said


# ------------------------------------------------------------ structure


@QUICK
@given(text=SENDABLE, call=st.sampled_from(CALLS))
def test_no_request_of_a_vendor_shows_its_secrets(text: str, call: Call) -> None:
    """Without any filter: by their type alone."""
    profile, adapter = call.profile, adapters()[call.profile.vendor]
    held = {slot.key: Secret(text) for slot in adapter.info.secret_slots}
    request = adapter.encode_connection_test(profile, held)
    assert request.secrets()
    for said in (repr(request), f"{request}", repr(request.redacted()), repr(held), str(request.secrets())):
        assert_absent(text, said)
    with pytest.raises(TypeError, match="never pickled"):
        copy.deepcopy(request)


# ------------------------------------------------------------ the libraries


@pytest.fixture
def everything(known: KnownSecrets) -> Iterator[io.StringIO]:
    """All that any logger says, as the log would write it."""
    stream, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(RedactingFormatter(known.mask))
    talkative = [root, *(logging.getLogger(name) for name in ("httpx", "httpcore", "keyring", "asyncio"))]
    before = [one.level for one in talkative]
    root.addHandler(handler)
    for one in talkative:
        one.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    for one, level in zip(talkative, before, strict=True):
        one.setLevel(level)


@pytest.mark.parametrize(
    ("echo", "value", "shown"),
    [
        ("X-Refused", "%s", str),
        ("Location", "https://core.example.com/?k=%s", quote_plus),
        ("Location", "https://core.example.com/%s/x", quote_plus),
        ("X-Login", "Basic %s", lambda text: _base64(f"user:{text}")),
    ],
)
async def test_what_httpx_and_httpcore_log_holds_no_secret(
    known: KnownSecrets, everything: io.StringIO, echo: str, value: str, shown: Callable[[str], str]
) -> None:
    secrets = [f"canary{one}Qzx" for one in ("Header", "Pass", "Word")] + ["a'b\"c\\d=e/f+g", "%41canary%2fQzx"]
    transport = HttpxTransport()
    try:
        for text in secrets:
            known.add(Secret(text))
            with FaultServer(Answer(http_answer(text.encode(), 302, headers={echo: value % shown(text)}))) as server:
                request = HttpRequest(
                    "POST",
                    f"{server.url}/load",
                    (("X-API-KEY", Secret(text)), ("Authorization", Secret(f"Basic {_base64(f'u:{text}')}"))),
                    form=(("user", "u"), ("pass", Secret(text))),
                    safety=SafetyLevel.ASK,
                    timeout_s=5.0,
                )
                assert (await transport.send(request)).status == 302
    finally:
        await transport.aclose()
    said = everything.getvalue()
    assert "httpcore.http11: receive_response_body.complete" in said
    assert "httpx: HTTP Request: POST" in said
    for text in secrets:
        assert_absent(text, said)


async def test_an_error_of_the_wire_quotes_no_secret(known: KnownSecrets, everything: io.StringIO) -> None:
    text = "canaryüKeyQzx"
    known.add(Secret(text))
    transport = HttpxTransport()
    request = HttpRequest("GET", "https://core.example.com/", (("X-API-KEY", Secret(text)),), writes=False)
    with pytest.raises(NothingLeft) as caught:
        await transport.send(request)
    await transport.aclose()
    assert isinstance(caught.value, TransportProblem)
    assert_absent(text, repr(caught.value) + str(vars(caught.value)) + everything.getvalue())
