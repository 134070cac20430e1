"""Says what a file is that calls itself a proof: as it was made, or which thing is wrong with it.

It needs no history, no keyring and no network. The last line of a PDF is judged before anything else looks into it;
one whose last line is wrong is looked into only to name better what happened to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from leaddesk.domain.proof import (
    FILE_CAP,
    Envelope,
    Finding,
    NotVerified,
    Record,
    SignedPdf,
    digest,
    fingerprint,
    read_record,
    split_pdf,
    titled_record,
)
from leaddesk.language import tr, trn

_PDF = b"%PDF-"


@dataclass(frozen=True, slots=True)
class Inside:
    """What a PDF carries."""

    title: str
    attachments: tuple[bytes, ...]
    """Two at most, even where there are more."""


SignatureCheck = Callable[[bytes, bytes, bytes], bool]
"""Tells by public key, signature and data whether the key's owner signed the data."""
LookInside = Callable[[bytes], Inside | None]
"""Returns what a PDF carries; None when that cannot be found out. It raises nothing and ends in bounded time."""


@dataclass(frozen=True, slots=True)
class ProofReport:
    """What a file is."""

    finding: Finding
    why: str
    """One or two sentences."""
    fingerprint: str = ""
    """Of the installation that made it; empty where no signature holds."""
    payload: Record | None = None
    """What was signed; None where no signature holds. Made by whoever has that key: text to show, not to trust."""

    @property
    def verified(self) -> bool:
        """Whether it is as it was made, by the installation asked for if any was."""
        return self.finding is Finding.VERIFIED


def verify_proof(data: bytes, is_signed_by: SignatureCheck, look_inside: LookInside, expected: str = "") -> ProofReport:
    """Returns what the bytes of a file are; `expected` is a fingerprint as `domain.proof.fingerprint` writes it."""
    try:
        if len(data) > FILE_CAP:
            raise NotVerified(
                Finding.TOO_LARGE, tr("A proof has at most {file_cap} MB.", file_cap=FILE_CAP // 1024 // 1024)
            )
        if data.startswith(_PDF):
            found, size = _pdf(data, is_signed_by, look_inside), _pdf_size(data)
        else:
            found = _record(data, is_signed_by)
            size = found.size
    except NotVerified as refused:
        return ProofReport(refused.finding, refused.why)
    made_by = fingerprint(found.public_key)
    if extra := len(data) - size:
        why = trn(
            "{count} byte stands after the end of the proof and do not belong to it. What is before them is as it was "
            "made, but a program may show what was added instead.",
            "{count} bytes stand after the end of the proof and do not belong to it. What is before them is as it was "
            "made, but a program may show what was added instead.",
            extra,
        )
        return ProofReport(Finding.TRAILING, why, made_by, found.payload)
    if expected and made_by != expected:
        why = tr(
            "It is as it was made, but by the installation {made_by}, not by {expected}.",
            made_by=made_by,
            expected=expected,
        )
        return ProofReport(Finding.OTHER_INSTALLATION, why, made_by, found.payload)
    return ProofReport(Finding.VERIFIED, tr("No byte has changed since it was made."), made_by, found.payload)


def _pdf_size(data: bytes) -> int:
    pdf = split_pdf(data)
    return pdf.size if pdf else 0


def _record(data: bytes, is_signed_by: SignatureCheck) -> Envelope:
    """Returns the record that the data begins with, its signature checked."""
    envelope = read_record(data)
    if not is_signed_by(envelope.public_key, envelope.signature, envelope.signed):
        raise NotVerified(Finding.CHANGED, tr("At least one byte of the record is not as it was signed."))
    return envelope


def _pdf(data: bytes, is_signed_by: SignatureCheck, look_inside: LookInside) -> Envelope:
    """Returns the record inside a PDF, both signatures checked and found to belong together."""
    pdf = split_pdf(data)
    if pdf is None or not is_signed_by(pdf.public_key, pdf.signature, pdf.signed):
        raise _what_happened(pdf, look_inside(data), is_signed_by)
    inside = look_inside(pdf.pages)
    if inside is None or len(inside.attachments) != 1:
        raise NotVerified(Finding.NO_RECORD, tr("The PDF does not carry the one record that a proof carries."))
    envelope = _record(inside.attachments[0], is_signed_by)
    if wrong := _not_together(pdf, inside, envelope):
        raise wrong
    return envelope


def _not_together(pdf: SignedPdf | None, inside: Inside, envelope: Envelope) -> NotVerified | None:
    """Returns why the pages and a record, each signed, are not one proof."""
    record = inside.attachments[0]
    if pdf and pdf.public_key != envelope.public_key:
        why = tr(
            "The pages are signed by the installation {public_key}, the record inside by {inside}.",
            public_key=fingerprint(pdf.public_key),
            inside=fingerprint(envelope.public_key),
        )
        return NotVerified(Finding.TWO_KEYS, why)
    if not digest(record).startswith(titled_record(inside.title) or "?"):
        why = tr("The record inside is genuine, but the pages were not made with it: it belongs to another proof.")
        return NotVerified(Finding.SWAPPED, why)
    if envelope.size != len(record):
        return NotVerified(
            Finding.TRAILING, tr("Bytes that do not belong to it stand after the record inside the PDF.")
        )
    return None


def _what_happened(pdf: SignedPdf | None, inside: Inside | None, is_signed_by: SignatureCheck) -> NotVerified:
    """Returns why a PDF is not as it was made, as well as can be told from what is left of it."""
    try:
        genuine = _record(inside.attachments[0], is_signed_by) if inside and len(inside.attachments) == 1 else None
    except NotVerified:
        genuine = None
    if genuine and inside and titled_record(inside.title) and (wrong := _not_together(pdf, inside, genuine)):
        return wrong
    if pdf:
        return NotVerified(Finding.CHANGED, tr("At least one byte of the PDF is not as it was signed."))
    if genuine or (inside and titled_record(inside.title)):
        why = tr(
            "Its last line, the signature over the pages, is missing or changed: the end was cut off, or another "
            "program has saved the PDF anew."
        )
        record = tr(" The record inside is as it was signed; save it on its own and verify that.") if genuine else ""
        return NotVerified(Finding.CHANGED, why + record)
    return NotVerified(Finding.NO_PROOF, tr("The PDF has neither the last line nor the record of a proof of LeadDesk."))
