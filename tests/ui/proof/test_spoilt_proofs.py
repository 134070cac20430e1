"""Every way to spoil a proof is found and named for what it is; no file makes the reader crash or hang."""

from __future__ import annotations

import io
import json
import time
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from leaddesk.domain.proof import FILE_CAP, Finding, fingerprint, seal_record
from leaddesk.infra.proof_file import look_inside
from leaddesk.ui.proof.paper import proof_pdf
from tests.ui.proof.proofs import HERE, THERE, proof, sealed, signed, verified, with_attachment
from tests.ui.verdict import samples

_CACHE: dict[str, bytes] = {}


@pytest.fixture
def pdf(qapp: object) -> bytes:
    """A proof as a PDF."""
    return _CACHE.setdefault("pdf", proof(samples.no_checks()))


@pytest.fixture
def other(qapp: object) -> bytes:
    """The proof of another lead, of the same installation."""
    return _CACHE.setdefault("other", proof(samples.nothing_blocked()))


@pytest.fixture
def record() -> bytes:
    """A proof as a record."""
    return _CACHE.setdefault("record", sealed(samples.no_checks())[1])


def attachment(pdf: bytes) -> bytes:
    return PdfReader(io.BytesIO(pdf)).attachments["leaddesk-proof.json"][0]


def flipped(data: bytes, positions: Iterator[int] | range, bits: tuple[int, ...]) -> Iterator[tuple[int, bytes]]:
    for at in positions:
        for bit in bits:
            spoilt = bytearray(data)
            spoilt[at] ^= bit
            yield at, bytes(spoilt)


def test_both_are_verified_as_they_were_made(pdf: bytes, record: bytes) -> None:
    for data in (pdf, record):
        report = verified(data)
        assert (report.finding, report.fingerprint) == (Finding.VERIFIED, fingerprint(HERE.public_key))
        assert report.payload
        assert report.payload["entry"]["number"] == "+12025550123"
    assert attachment(pdf) == record


def test_a_record_with_any_one_byte_changed_is_found(record: bytes) -> None:
    passed = [at for at, spoilt in flipped(record, range(len(record)), (0x01, 0x20)) if verified(spoilt).verified]

    assert passed == []


def test_a_record_with_any_one_byte_left_out_or_doubled_is_found(record: bytes) -> None:
    for at in range(0, len(record), 7):
        assert not verified(record[:at] + record[at + 1 :]).verified
        assert not verified(record[: at + 1] + record[at:]).verified


def test_a_pdf_with_any_one_byte_changed_is_found(pdf: bytes) -> None:
    last_line = range(len(pdf) - 300, len(pdf))
    passed = [at for at, spoilt in flipped(pdf, range(0, len(pdf), 211), (0x01,)) if verified(spoilt).verified]
    passed += [at for at, spoilt in flipped(pdf, last_line, (0x20,)) if verified(spoilt).verified]

    assert passed == []


def test_a_changed_byte_of_the_pages_is_named_so(pdf: bytes) -> None:
    at = pdf.index(b"stream\n") + 40

    report = verified(pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :])

    assert report.finding is Finding.CHANGED
    assert report.payload is None


@pytest.mark.parametrize("more", [b"\n", b"x", b"\xff\xfe", b"%PDF-1.4\n%%EOF\n", b"%LeadDesk-Proof"])
def test_bytes_after_the_end_are_named_and_counted(pdf: bytes, record: bytes, more: bytes) -> None:
    for data in (pdf, record):
        report = verified(data + more)
        assert report.finding is Finding.TRAILING
        assert ("1 byte stands" if len(more) == 1 else f"{len(more)} bytes stand") in report.why
        assert report.fingerprint == fingerprint(HERE.public_key)


def test_another_proofs_record_put_in_by_a_pdf_program_is_named(pdf: bytes, other: bytes) -> None:
    report = verified(with_attachment(pdf, attachment(other)))

    assert report.finding is Finding.SWAPPED
    assert "belongs to another proof" in report.why


def test_another_proofs_record_is_named_even_where_the_key_signed_it_again(pdf: bytes, other: bytes) -> None:
    assert verified(signed(with_attachment(pdf, attachment(other)))).finding is Finding.SWAPPED


def test_a_swap_under_the_old_last_line_is_named(pdf: bytes, other: bytes) -> None:
    last_line = pdf[pdf.rindex(b"%LeadDesk-Proof") :]

    assert verified(with_attachment(pdf, attachment(other)) + last_line).finding is Finding.SWAPPED


def test_pages_signed_with_another_key_than_the_record_are_named(pdf: bytes) -> None:
    pages = pdf[: pdf.rindex(b"%LeadDesk-Proof")]

    report = verified(signed(pages, THERE))

    assert report.finding is Finding.TWO_KEYS
    assert fingerprint(THERE.public_key) in report.why


def test_a_pdf_saved_anew_or_cut_off_says_that_its_last_line_is_missing(pdf: bytes) -> None:
    for spoilt in (with_attachment(pdf, attachment(pdf)), pdf[: pdf.rindex(b"%LeadDesk-Proof")]):
        report = verified(spoilt)
        assert report.finding is Finding.CHANGED
        assert "is missing or changed" in report.why
        assert "The record inside is as it was signed" in report.why


def test_a_record_that_is_missing_or_not_alone_is_named(pdf: bytes, other: bytes) -> None:
    for spoilt in (with_attachment(pdf), with_attachment(pdf, attachment(pdf), attachment(other))):
        assert verified(signed(spoilt)).finding is Finding.NO_RECORD


def test_a_changed_record_inside_pages_signed_again_is_named(pdf: bytes) -> None:
    spoilt = attachment(pdf).replace(b"+12025550123", b"+12025550124")

    assert verified(signed(with_attachment(pdf, spoilt))).finding is Finding.CHANGED


def test_bytes_after_the_record_inside_are_named(qapp: object) -> None:
    payload, data = sealed(samples.no_checks())

    report = verified(signed(proof_pdf(payload, data + b"\n")))

    assert report.finding is Finding.TRAILING
    assert "inside the PDF" in report.why


def test_another_version_of_the_format_is_named(pdf: bytes, record: bytes) -> None:
    for spoilt in (pdf.replace(b"%LeadDesk-Proof 1 ", b"%LeadDesk-Proof 3 "), record[:-2] + b"3}"):
        report = verified(spoilt)
        assert report.finding is Finding.OTHER_VERSION
        assert "version 3" in report.why


def test_an_expected_installation_is_compared(pdf: bytes, record: bytes) -> None:
    for data in (pdf, record):
        assert verified(data, fingerprint(HERE.public_key)).verified
        report = verified(data, fingerprint(THERE.public_key))
        assert report.finding is Finding.OTHER_INSTALLATION
        assert fingerprint(HERE.public_key) in report.why


def test_a_record_with_everything_changed_and_another_key_is_that_installations_own() -> None:
    payload, _ = sealed(samples.no_checks())
    forged = seal_record({**payload, "outcome": "invented"}, THERE.public_key, THERE.sign)

    report = verified(forged)

    assert report.verified
    assert report.fingerprint == fingerprint(THERE.public_key)


def blank_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "finding"),
    [
        (b"", Finding.NO_PROOF),
        (b"PK\x03\x04 a zip", Finding.NO_PROOF),
        (b"%PDF-", Finding.NO_PROOF),
        (b"%PDF-1.4\n" + b"\x00" * 4096, Finding.NO_PROOF),
        (b"junk %PDF-1.4", Finding.NO_PROOF),
        (json.dumps({"LastFour": 1}).encode(), Finding.NO_PROOF),
        (b"[" * 1_000_000, Finding.NO_PROOF),
        (blank_pdf(), Finding.NO_PROOF),
        (b"\x00" * (FILE_CAP + 1), Finding.TOO_LARGE),
    ],
)
def test_what_is_no_proof_at_all_is_named_so(data: bytes, finding: Finding) -> None:
    assert verified(data).finding is finding


@given(st.data())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_pdf_spoilt_anywhere_and_signed_again_never_crashes(pdf: bytes, data: st.DataObject) -> None:
    pages = bytearray(pdf[: pdf.rindex(b"%LeadDesk-Proof")])
    at = data.draw(st.integers(0, len(pages) - 1))
    pages[at : at + data.draw(st.integers(0, 500))] = data.draw(st.binary(max_size=60))

    verified(signed(bytes(pages) + b"\n"))


def bomb(size: int) -> bytes:
    """Returns a PDF whose attachment unpacks to so many zeros, many times what it takes."""
    packed = zlib.compress(b"\x00" * size, 9)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(a) 3 0 R] >> >> >>",
        b"<< /Type /Pages /Kids [] /Count 0 >>",
        b"<< /Type /Filespec /F (a) /EF << /F 4 0 R >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(packed), packed),
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(body)
    return body + b"xref\n0 5\n0000000000 65535 f \n%btrailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        start,
    )


def test_a_small_file_that_unpacks_to_much_is_given_up() -> None:
    began = time.monotonic()

    assert verified(signed(bomb(200_000_000))).finding is Finding.NO_RECORD
    assert time.monotonic() - began < 15


def test_a_name_tree_that_goes_in_circles_is_given_up() -> None:
    circle = bomb(10).replace(b"/EmbeddedFiles << /Names [(a) 3 0 R] >>", b"/EmbeddedFiles 5 0 R            ")
    circle = circle.replace(b"xref\n0 5", b"5 0 obj\n<< /Kids [5 0 R 5 0 R] >>\nendobj\nxref\n0 5")

    assert verified(signed(circle)).finding is Finding.NO_RECORD


def test_looking_into_a_file_ends_in_time(monkeypatch: pytest.MonkeyPatch, pdf: bytes) -> None:
    monkeypatch.setattr("leaddesk.infra.proof_file._inside", lambda _data: time.sleep(1))

    began = time.monotonic()
    assert look_inside(pdf, 0.05) is None
    assert time.monotonic() - began < 0.5
