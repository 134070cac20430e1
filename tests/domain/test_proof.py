"""The form of a proof: canonical, and every departure from it named. Signatures are faked here; they are infra's."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.proof import (
    RECORD_CAP,
    Finding,
    NotVerified,
    canonical,
    digest,
    fingerprint,
    parse_fingerprint,
    pdf_title,
    read_record,
    seal_pdf,
    seal_record,
    split_pdf,
    titled_record,
)

KEY = bytes(range(32))
PAYLOAD = {"entry": {"id": 7, "number": "+12025550123"}, "name": "Zoë العربية", "list": [True, None, ""]}
SEALED = seal_record(PAYLOAD, KEY, lambda data: hashlib.sha512(data).digest())
PDF = seal_pdf(b"%PDF-1.4\n...\n%%EOF\n", KEY, lambda data: hashlib.sha512(data).digest())


def finding_of(data: bytes) -> Finding:
    with pytest.raises(NotVerified) as refused:
        read_record(data)
    return refused.value.finding


def test_a_record_is_read_back_as_it_was_sealed() -> None:
    envelope = read_record(SEALED)

    assert envelope.payload == PAYLOAD
    assert envelope.public_key == KEY
    assert envelope.signature == hashlib.sha512(envelope.signed).digest()
    assert envelope.size == len(SEALED)
    assert envelope.signed.endswith(canonical(PAYLOAD))


def test_the_canonical_form_is_sorted_json_in_utf8_without_spaces() -> None:
    assert canonical({"b": 1, "a": ["é", None, False]}) == '{"a":["é",null,false],"b":1}'.encode()


@pytest.mark.parametrize("value", [float("nan"), "\ud800"])
def test_what_two_readers_could_write_differently_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        canonical({"x": value})


def test_bytes_after_a_record_are_left_to_the_reader_even_where_they_are_no_text() -> None:
    assert read_record(SEALED + b"\xff\x00{").size == len(SEALED)


@pytest.mark.parametrize(
    ("data", "finding"),
    [
        (b"", Finding.NO_PROOF),
        (b"\x00\xff", Finding.NO_PROOF),
        (b'{"format":"other"}', Finding.NO_PROOF),
        (b"[1]", Finding.NO_PROOF),
        (SEALED[:-1], Finding.CHANGED),
        (SEALED[: len(SEALED) // 2], Finding.CHANGED),
        (b" " + SEALED, Finding.NO_PROOF),
        (SEALED.replace(b'"version":1', b'"version":2'), Finding.OTHER_VERSION),
        (SEALED.replace(b'"version":1', b'"version":true'), Finding.OTHER_VERSION),
        (SEALED.replace(b'"version":1', b'"version":1.0'), Finding.CHANGED),
        (SEALED.replace(b'"version":1', b'"version":"1"'), Finding.OTHER_VERSION),
        (SEALED.replace(b'"id":7', b'"id": 7'), Finding.CHANGED),
        (SEALED.replace(b'"id":7', b'"id":7,"id":7'), Finding.CHANGED),
        (SEALED.replace(b'"id":7', b'"id":NaN'), Finding.CHANGED),
        (SEALED.replace(b'"id":7', b'"id":' + b"[" * 200_000), Finding.CHANGED),
        (SEALED.replace(b'"id":7', b'"id":' + b"7" * 5000), Finding.CHANGED),
        (SEALED.replace(b'"+1', b'"\\u002b1'), Finding.CHANGED),
        (SEALED.replace(b'"+1', b'"\\ud8001'), Finding.CHANGED),
        (SEALED.replace(b'"+1', b'"\xff1'), Finding.CHANGED),
        (SEALED.replace(b'"payload":{', b'"other":1,"payload":{'), Finding.CHANGED),
        (SEALED.replace(KEY.hex().encode(), KEY.hex().upper().encode()), Finding.CHANGED),
        (b" " * (RECORD_CAP + 1), Finding.TOO_LARGE),
    ],
)
def test_each_departure_is_named(data: bytes, finding: Finding) -> None:
    assert data != SEALED
    assert finding_of(data) is finding


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with pytest.raises(NotVerified):
        read_record(data)


def test_a_pdf_is_split_at_its_last_line() -> None:
    pdf = split_pdf(PDF + b"\nmore")

    assert pdf is not None
    assert (pdf.pages, pdf.public_key) == (b"%PDF-1.4\n...\n%%EOF\n", KEY)
    assert pdf.signature == hashlib.sha512(pdf.signed).digest()
    assert pdf.size == len(PDF)


def test_a_record_and_a_pdf_are_never_signed_alike() -> None:
    pdf = split_pdf(PDF)

    assert pdf is not None
    assert pdf.signed[:24] != read_record(SEALED).signed[:24]


def test_a_pdf_without_that_line_has_none() -> None:
    assert split_pdf(b"%PDF-1.4\n%%EOF\n") is None


@pytest.mark.parametrize(
    ("was", "is_now", "finding"),
    [
        (b"Proof 1 ", b"Proof 2 ", Finding.OTHER_VERSION),
        (b"Proof 1 ", b"Proof 0 ", Finding.CHANGED),
        (KEY.hex().encode(), KEY.hex().upper().encode(), Finding.CHANGED),
    ],
)
def test_a_changed_last_line_is_named(was: bytes, is_now: bytes, finding: Finding) -> None:
    with pytest.raises(NotVerified) as refused:
        split_pdf(PDF.replace(was, is_now))
    assert refused.value.finding is finding


def test_a_fingerprint_is_read_however_it_was_grouped() -> None:
    short = fingerprint(KEY)

    assert short.replace(" ", "") == hashlib.sha256(KEY).hexdigest()[:32]
    for typed in (short, short.upper().replace(" ", ":"), short.replace(" ", "-"), short.replace(" ", "")):
        assert parse_fingerprint(typed) == short


@pytest.mark.parametrize("typed", ["", "12", "g" * 32, "a" * 33])
def test_what_is_no_fingerprint_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="32 digits"):
        parse_fingerprint(typed)


def test_a_title_names_the_record_it_was_made_with() -> None:
    assert titled_record(pdf_title(7, SEALED)) == digest(SEALED)[:32]
    assert titled_record("Some other PDF") == ""
    assert json.loads(SEALED)["payload"]["entry"]["id"] == 7
