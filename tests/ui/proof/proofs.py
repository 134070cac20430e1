"""Proofs of invented leads, whole and spoilt."""

from __future__ import annotations

import io
from datetime import timedelta, timezone

from pypdf import PdfReader, PdfWriter

from leaddesk.domain.proof import ChainPosition, fingerprint, seal_pdf, seal_record
from leaddesk.domain.secret import Secret
from leaddesk.infra.proof_file import look_inside
from leaddesk.infra.signing import Ed25519Signer, _signer, is_signed_by
from leaddesk.services.answered import AnsweredLead
from leaddesk.services.proof_record import proof_record
from leaddesk.services.verify_proof import ProofReport, verify_proof
from leaddesk.ui.proof.paper import proof_pdf
from tests.ui.verdict import samples

HERE = _signer(Secret("07" * 32), kept=True)
THERE = _signer(Secret("08" * 32), kept=True)
POSITION = ChainPosition(
    opening_seq=41, opening_mac="ab" * 32, settlement_seq=42, settlement_mac="cd" * 32, head_count=9
)


def sealed(lead: AnsweredLead, signer: Ed25519Signer = HERE, *, kept: bool = True) -> tuple[dict, bytes]:
    """Returns the record of a lead, and its file."""
    record = proof_record(
        lead,
        settlements=(lead.settlement,),
        position=POSITION,
        operator="M. Reyes",
        now=samples.NOW + timedelta(hours=3),
        fingerprint=fingerprint(signer.public_key),
        key_kept=kept,
        zone=timezone(timedelta(hours=-5), "EST"),
    )
    return dict(record), seal_record(record, signer.public_key, signer.sign)


def proof(lead: AnsweredLead, signer: Ed25519Signer = HERE) -> bytes:
    """Returns the PDF of a lead's proof."""
    record, data = sealed(lead, signer)
    return signed(proof_pdf(record, data), signer)


def signed(pages: bytes, signer: Ed25519Signer = HERE) -> bytes:
    """Returns pages with the last line."""
    return seal_pdf(pages, signer.public_key, signer.sign)


def verified(data: bytes, expected: str = "") -> ProofReport:
    """Returns what LeadDesk makes of the file."""
    return verify_proof(data, is_signed_by, look_inside, expected)


def with_attachment(pdf: bytes, *contents: bytes) -> bytes:
    """Returns the PDF as another program saves it with other attachments."""
    reader = PdfReader(io.BytesIO(pdf))
    writer = PdfWriter()
    for page in reader.pages:
        writer.add_page(page)
    assert reader.metadata
    writer.add_metadata({"/Title": str(reader.metadata.title)})
    for content in contents:
        writer.add_attachment("leaddesk-proof.json", content)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue() + b"\n"


def text_of(pdf: bytes) -> str:
    """Returns what the pages say, on one line, every gap one space."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())
