"""Fields as data: forms, validation, history columns and docs all read the same table.

Each kind owns its conversion from typed text to the text that is kept, and its reason when it refuses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from urllib.parse import urlsplit

from leaddesk.language import tr


class FieldKind(StrEnum):
    """What a field holds; every kind has a check below and an editor in `ui.forms`."""

    TEXT = "text"
    PHONE = "phone"
    EMAIL = "email"
    ZIP = "zip"
    STATE = "state"
    URL = "url"
    NUMBER = "number"
    CHOICE = "choice"
    FLAG = "flag"
    NAMES = "names"
    """Several names, parted by commas."""
    SECRET = "secret"
    LEADID = "leadid"
    """A lead-origin token of Verisk, formerly Jornaya LeadiD."""
    TRUSTEDFORM = "trustedform"
    """The address of a TrustedForm certificate."""
    MOMENT = "moment"
    """A day and time with its offset from UTC; kept as ISO 8601."""
    PHONES = "phones"
    """Several phones in one text, see `alt_phones`; what it may hold is its pattern's to say."""
    CALL_TIME = "call_time"
    """When to call back, see `call_time`; what it may hold is its pattern's to say."""


class Sensitivity(StrEnum):
    """What history and exports may keep of a field."""

    PLAIN = "plain"
    PERSONAL = "personal"
    SECRET = "secret"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldNote:
    """What a field says of itself while it holds certain texts; it refuses nothing."""

    when: tuple[str, ...]
    """The texts; an empty one stands for an empty field."""
    says: str
    on_send: bool = False
    """Whether it is said before sending too, and not only where the field is edited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """One field: its key in our data, its label on the screen, and its rules."""

    key: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    choices: tuple[str, ...] = ()
    """For CHOICE: the words offered, which are also the values."""
    vendor_default: str = ""
    """For CHOICE: the word the vendor goes by when it is told nothing; choosing it keeps the field empty."""
    default: str = ""
    help: str = ""
    """What the field means, in one sentence."""
    placeholder: str = ""
    max_length: int = 500
    least: float = 0.0
    """For NUMBER."""
    most: float = 1e9
    """For NUMBER."""
    pattern: str = ""
    """What a text has to match as a whole, as a regular expression; empty for anything."""
    pattern_says: str = ""
    """The reason for the person where it does not match."""
    section: str = ""
    """The part of a long form that the field belongs to, by its heading."""
    sensitivity: Sensitivity = Sensitivity.PLAIN
    notes: tuple[FieldNote, ...] = ()

    def notes_on(self, text: str) -> tuple[FieldNote, ...]:
        """Returns the notes on a text as it is typed or kept."""
        held = text.strip() or self.vendor_default
        return tuple(note for note in self.notes if held in note.when)


@dataclass(frozen=True, slots=True)
class FormSchema:
    """The fields of one form, in order; `columns` names where a lead's field goes in the dialer."""

    fields: tuple[FieldSpec, ...]
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    stands_in: str = ""
    """The key of the field that a lead is recognised by where it may do without a phone."""

    def field(self, key: str) -> FieldSpec | None:
        """Returns the field with that key, or None."""
        return next((spec for spec in self.fields if spec.key == key), None)


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """Why one field cannot stay as it is, to be said beside it."""

    key: str
    text: str


class Refused(ValueError):
    """A field's text does not fit its kind; the message is for the person."""


def _text(text: str, _spec: FieldSpec) -> str:
    return text


def _email(text: str, _spec: FieldSpec) -> str:
    if not re.fullmatch(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]{2,}", text):
        raise Refused(tr("An email address looks like name@example.com."))
    return text


def _zip(text: str, _spec: FieldSpec) -> str:
    if not re.fullmatch(r"[0-9]{5}(-?[0-9]{4})?", text):
        raise Refused(tr("A zip has five digits, or nine."))
    return text


def _state(text: str, _spec: FieldSpec) -> str:
    if not re.fullmatch(r"[A-Za-z]{2}", text):
        raise Refused(tr("Type the state's two letters, such as DC."))
    return text.upper()


def _url(text: str, _spec: FieldSpec) -> str:
    return check_base_url(text)


def _number(text: str, spec: FieldSpec) -> str:
    try:
        number = float(text)
    except ValueError:
        raise Refused(tr("Type a number.")) from None
    if not spec.least <= number <= spec.most:
        raise Refused(tr("Type a number from {least} to {most}.", least=f"{spec.least:g}", most=f"{spec.most:g}"))
    return f"{number:g}"


def _choice(text: str, spec: FieldSpec) -> str:
    if text not in spec.choices:
        raise Refused(tr("Choose one of: {choices}.", choices=", ".join(spec.choices)))
    return "" if text == spec.vendor_default else text


def _flag(text: str, _spec: FieldSpec) -> str:
    return "yes" if text == "yes" else ""


def _names(text: str, _spec: FieldSpec) -> str:
    return ", ".join(dict.fromkeys(split_names(text)))


def _leadid(text: str, _spec: FieldSpec) -> str:
    if not re.fullmatch(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}", text):
        raise Refused(tr("A LeadiD looks like 01234567-89AB-CDEF-0123-456789ABCDEF."))
    return text


def _trustedform(text: str, _spec: FieldSpec) -> str:
    scheme, _, rest = text.partition("://")
    host, _, path = rest.partition("/")
    if scheme.lower() != "https" or host.lower() != "cert.trustedform.com":
        raise Refused(tr("A TrustedForm certificate begins with https://cert.trustedform.com/."))
    if not re.fullmatch(r"([A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+", path):
        raise Refused(tr("A TrustedForm certificate ends in its token: letters and digits, nothing after them."))
    return text


def _moment(text: str, _spec: FieldSpec) -> str:
    found = re.fullmatch(r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d(?::\d\d)?) ?([Zz]|[+-]\d\d:?\d\d)", text, re.ASCII)
    if found is None:
        raise Refused(tr("Type day, time and offset from UTC, such as 2026-02-03 10:00 -05:00."))
    day, time, offset = found.groups()
    try:
        return datetime.fromisoformat(f"{day}T{time}{offset.upper()}").isoformat()
    except ValueError:
        raise Refused(tr("There is no such day, time or offset.")) from None


CHECKS: Mapping[FieldKind, Callable[[str, FieldSpec], str]] = {
    FieldKind.TEXT: _text,
    FieldKind.EMAIL: _email,
    FieldKind.ZIP: _zip,
    FieldKind.STATE: _state,
    FieldKind.URL: _url,
    FieldKind.NUMBER: _number,
    FieldKind.CHOICE: _choice,
    FieldKind.FLAG: _flag,
    FieldKind.NAMES: _names,
    FieldKind.SECRET: _text,
    FieldKind.LEADID: _leadid,
    FieldKind.TRUSTEDFORM: _trustedform,
    FieldKind.MOMENT: _moment,
    FieldKind.PHONES: _text,
    FieldKind.CALL_TIME: _text,
    FieldKind.PHONE: _text,  # parsed by `validation`, which may also let it through as typed
}


def split_names(text: str) -> tuple[str, ...]:
    """Returns the names in a comma-parted text, blanks trimmed, none empty."""
    return tuple(name for part in text.split(",") if (name := part.strip()))


def is_loopback(host: str) -> bool:
    """Tells whether a host name or address can only be this computer."""
    return host in ("localhost", "::1") or re.fullmatch(r"127(\.[0-9]{1,3}){3}", host) is not None


def check_base_url(text: str) -> str:
    """Returns a base URL without a trailing slash, or raises Refused: https anywhere, http on the loopback only."""
    trimmed = text.strip().rstrip("/")
    try:
        parts = urlsplit(trimmed)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise Refused(tr("This is not a web address.")) from None
    if parts.scheme not in ("https", "http") or not host or re.search(r"[\s\x00-\x1f\\]", trimmed):
        raise Refused(tr("Type a web address that begins with https://."))
    if "@" in parts.netloc:
        raise Refused(tr("A web address here holds no user name or password: they belong into their own fields."))
    if "?" in trimmed or "#" in trimmed:
        raise Refused(tr("Leave out everything from ? or # on."))
    if parts.scheme == "http" and not is_loopback(host):
        raise Refused(tr("Plain http is for this computer only (127.0.0.1): use https://."))
    return trimmed


def misfit(spec: FieldSpec, text: str) -> str:
    """Returns why a text does not match its field's pattern; empty where it does, and for an empty text."""
    if not spec.pattern or not text or re.fullmatch(spec.pattern, text, re.DOTALL):
        return ""
    return spec.pattern_says or tr("{label} cannot hold this.", label=spec.label)


def check_field(spec: FieldSpec, text: str) -> str:
    """Returns a field's text as it is kept, or raises Refused with the reason."""
    kept = text.strip()
    if not kept:
        if spec.required:
            raise Refused(tr("{label} is needed.", label=spec.label))
        return ""
    if len(kept) > spec.max_length:
        raise Refused(
            tr(
                "{label} takes at most {max_length} characters; this has {kept}.",
                label=spec.label,
                max_length=spec.max_length,
                kept=len(kept),
            )
        )
    if re.search(r"[\x00-\x08\x0b-\x1f\x7f]", kept):
        raise Refused(tr("There is a control character in this text: type it anew."))
    if why := misfit(spec, kept):
        raise Refused(why)
    return CHECKS[spec.kind](kept, spec)


def check_form(
    schema: FormSchema, raw: Mapping[str, str], *, defaults: bool = False
) -> tuple[dict[str, str], tuple[FieldProblem, ...]]:
    """Returns the kept texts of a form and the problems of those fields that were refused.

    With `defaults` a field that is left empty is kept as it comes.
    """
    kept: dict[str, str] = {}
    problems: list[FieldProblem] = []
    for spec in schema.fields:
        try:
            text = raw.get(spec.key, "").strip()
            kept[spec.key] = check_field(spec, text or spec.default if defaults else text)
        except Refused as refusal:
            problems.append(FieldProblem(spec.key, str(refusal)))
    return kept, tuple(problems)
