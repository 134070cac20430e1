"""What a saved proof is: a signed record as JSON, and a PDF that carries it and is signed once more as a whole.

Both have one canonical form, byte for byte, so that any changed, added or missing byte is found. The signature shows
which installation made a proof and that it is as it was made; it does not show whose installation that is.
Signing and checking signatures are handed in: this module knows no cryptography but SHA-256.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from leaddesk.language import tr, tr_later

FORMAT = "leaddesk-proof"
VERSION = 1
RECORD_NAME = "leaddesk-proof.json"
"""The name of the record inside a PDF."""
FILE_CAP = 64 * 1024 * 1024
RECORD_CAP = 24 * 1024 * 1024
"""Bytes that are read at most; the record of an answer as long as LeadDesk reads takes half of this."""

Record = Mapping[str, Any]
"""Texts, whole numbers, yes and no, lists and maps of these: nothing that two readers could write differently."""

_RECORD_HEAD = b'{"format":"leaddesk-proof",'
_SIGNED_RECORD = b"LeadDesk-Proof 1 record\n"
_SIGNED_PDF = b"LeadDesk-Proof 1 PDF\n"
_LINE_START = b"%LeadDesk-Proof "
_LINE = re.compile(rb"%LeadDesk-Proof ([1-9][0-9]{0,3}) ([0-9a-f]{64}) ([0-9a-f]{128})\n")
_NEWER_LINE = re.compile(rb"%LeadDesk-Proof ([1-9][0-9]{0,3}) [ -~]{1,4000}\n")
_KEYS = {"format", "version", "payload", "public_key", "signature"}


class Finding(StrEnum):
    """What a file turns out to be."""

    VERIFIED = "verified"
    OTHER_INSTALLATION = tr_later("made by another installation")
    """It is as it was made, but not by the installation that was asked for."""
    CHANGED = "changed"
    TRAILING = tr_later("bytes added after its end")
    SWAPPED = tr_later("the record inside belongs to another proof")
    TWO_KEYS = tr_later("signed by two installations")
    NO_RECORD = tr_later("no record inside")
    OTHER_VERSION = tr_later("another format version")
    NO_PROOF = tr_later("no proof")
    TOO_LARGE = tr_later("too large")


class NotVerified(Exception):
    """Why a file is not a proof as it was made."""

    def __init__(self, finding: Finding, why: str) -> None:
        super().__init__(why)
        self.finding = finding
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainPosition:
    """Where an exchange stands in the sealed hash chain of its history."""

    opening_seq: int
    """The chain entry of its opening, counted from 1."""
    opening_mac: str
    """In hexadecimal."""
    settlement_seq: int | None = None
    """The chain entry of the settlement that counts; None while there is none."""
    settlement_mac: str = ""
    head_count: int
    """How many entries the chain had when the proof was made."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """A record with its signature, read back and in canonical form; the signature is not checked yet."""

    payload: Record
    public_key: bytes
    signature: bytes
    size: int
    """Bytes that it takes; whatever stands after them does not belong to it."""

    @property
    def signed(self) -> bytes:
        """The bytes that the signature is over."""
        return _SIGNED_RECORD + canonical(self.payload)


@dataclass(frozen=True, slots=True)
class SignedPdf:
    """A PDF split at its last line; the signature is not checked yet."""

    pages: bytes
    """Everything before that line."""
    public_key: bytes
    signature: bytes
    size: int

    @property
    def signed(self) -> bytes:
        """The bytes that the signature is over."""
        return _SIGNED_PDF + self.pages


def canonical(value: object) -> bytes:
    """Returns JSON in the one form that is signed: sorted keys, no spaces, UTF-8. Raises ValueError for anything else.

    A lone surrogate, which UTF-8 cannot hold, is refused too.
    """
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode()


def seal_record(payload: Record, public_key: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    """Returns the signed record as it is saved."""
    return canonical(
        {
            "format": FORMAT,
            "version": VERSION,
            "payload": payload,
            "public_key": public_key.hex(),
            "signature": sign(_SIGNED_RECORD + canonical(payload)).hex(),
        }
    )


def seal_pdf(pages: bytes, public_key: bytes, sign: Callable[[bytes], bytes]) -> bytes:
    """Returns the PDF with its last line: a comment that signs all bytes before it."""
    signature = sign(_SIGNED_PDF + pages)
    return pages + b"%b%d %b %b\n" % (_LINE_START, VERSION, public_key.hex().encode(), signature.hex().encode())


def fingerprint(public_key: bytes) -> str:
    """Returns the short name of a key: 32 digits of its SHA-256 in groups of four."""
    digits = hashlib.sha256(public_key).hexdigest()[:32]
    return " ".join(digits[at : at + 4] for at in range(0, 32, 4))


def parse_fingerprint(text: str) -> str:
    """Returns a typed fingerprint as `fingerprint` writes it. Raises ValueError."""
    digits = re.sub(r"[\s:.-]", "", text).lower()
    if not re.fullmatch(r"[0-9a-f]{32}", digits):
        raise ValueError("A fingerprint has 32 digits from 0 to 9 and a to f.")
    return " ".join(digits[at : at + 4] for at in range(0, 32, 4))


def digest(record: bytes) -> str:
    """Returns the SHA-256 of a saved record in hexadecimal."""
    return hashlib.sha256(record).hexdigest()


def pdf_title(entry: int, record: bytes) -> str:
    """Returns the title of a proof's PDF; it names the record that the PDF was written with."""
    return f"LeadDesk proof, entry {entry}, record {digest(record)[:32]}"


def titled_record(title: str) -> str:
    """Returns the beginning of the record's SHA-256 that a title names, empty where it names none."""
    found = re.search(r"record ([0-9a-f]{32})$", title)
    return found[1] if found else ""


def read_record(data: bytes) -> Envelope:
    """Returns the signed record that the data begins with. Raises NotVerified, saying what the data is instead."""
    if len(data) > RECORD_CAP:
        raise NotVerified(
            Finding.TOO_LARGE, tr("A record has at most {record_cap} MB.", record_cap=RECORD_CAP // 1024 // 1024)
        )
    raw = _parse(data)
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise NotVerified(Finding.NO_PROOF, tr("The file does not begin like a proof of LeadDesk."))
    if raw.get("version") != VERSION or isinstance(raw["version"], bool):
        raise NotVerified(Finding.OTHER_VERSION, _versions(raw.get("version")))
    written = _canonical_again(raw)
    if raw.keys() != _KEYS or not isinstance(raw["payload"], dict) or not data.startswith(written):
        raise NotVerified(Finding.CHANGED, tr("The record is not written the way LeadDesk writes it."))
    return Envelope(raw["payload"], _from_hex(raw["public_key"], 32), _from_hex(raw["signature"], 64), len(written))


def split_pdf(data: bytes) -> SignedPdf | None:
    """Returns a PDF and its last line apart, None when it has no such line. Raises NotVerified for another version."""
    at = data.rfind(b"\n" + _LINE_START) + 1
    if at == 0:
        return None
    line = _LINE.match(data, at)
    if line is None or int(line[1]) != VERSION:
        newer = _NEWER_LINE.match(data, at)
        if newer and int(newer[1]) != VERSION:
            raise NotVerified(Finding.OTHER_VERSION, _versions(int(newer[1])))
        raise NotVerified(Finding.CHANGED, tr("Its last line, the signature over the pages, is damaged."))
    return SignedPdf(data[:at], bytes.fromhex(line[2].decode()), bytes.fromhex(line[3].decode()), line.end())


def _parse(data: bytes) -> object:
    def refuse(text: str) -> object:
        raise ValueError(f"no proof holds the number {text[:20]}")

    decoder = json.JSONDecoder(parse_float=refuse, parse_constant=refuse)
    try:
        # What stands after a record need not be text: a broken character there is no reason to call the record broken.
        found: object = decoder.raw_decode(data.decode("utf-8", "surrogateescape"))[0]
    except (ValueError, RecursionError) as error:
        if data.startswith(_RECORD_HEAD):
            raise NotVerified(Finding.CHANGED, tr("It begins like a proof, but it is damaged or cut off.")) from error
        raise NotVerified(Finding.NO_PROOF, tr("The file is neither a PDF nor a record of LeadDesk.")) from error
    return found


def _canonical_again(raw: object) -> bytes:
    try:
        return canonical(raw)
    except (ValueError, RecursionError) as error:
        raise NotVerified(Finding.CHANGED, tr("The record holds something that LeadDesk never writes.")) from error


def _from_hex(text: object, size: int) -> bytes:
    # Exactly as written: another case of a letter, or spaces, would be a changed byte that nobody finds.
    if not isinstance(text, str) or not re.fullmatch(rf"[0-9a-f]{{{2 * size}}}", text):
        raise NotVerified(Finding.CHANGED, tr("Its key or its signature is damaged."))
    return bytes.fromhex(text)


def _versions(found: object) -> str:
    named = (
        tr("version {found}", found=found)
        if isinstance(found, int) and not isinstance(found, bool)
        else tr("a version that is none")
    )
    return tr(
        "It says it has {named} of the proof format; this LeadDesk reads version {version}.",
        named=named,
        version=VERSION,
    )
