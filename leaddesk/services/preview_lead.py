"""Shows the request a lead would become, and makes a form of a request that somebody pasted.

Nothing is sent, nothing is written down, and no keyring is asked: placeholders stand where credentials go.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from leaddesk.domain.curl import CurlProblem, Placeholder, read_curl_body, write_curl
from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.lead import LeadDraft, unmapped
from leaddesk.domain.phone import PhoneProblem, parse_phone
from leaddesk.domain.profile import ConnectionProfile, Destination
from leaddesk.domain.secret import MASK, Secret
from leaddesk.domain.wire import HttpRequest, RequestRecord, form_text
from leaddesk.language import tr
from leaddesk.services.ready_destination import require_ready
from leaddesk.vendors.adapter import VendorAdapter


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadPreview:
    """The request that *Send lead* would send now."""

    request: RequestRecord
    """Credentials masked, the body as its bytes are."""
    body: str
    """The body laid out for reading: the same names and values in the same order."""
    curl: str
    """The request as a command for a POSIX shell."""
    variables: tuple[str, ...]
    """Names of the environment variables that stand for credentials in the command."""
    not_mapped: tuple[str, ...]
    """Labels of filled fields that the destination has no column for."""
    kept_otherwise: tuple[str, ...] = ()
    """What the vendor is known to keep otherwise than it is sent, a sentence for each value."""


@dataclass(frozen=True, slots=True)
class PastedLead:
    """The lead in a pasted command."""

    raw: Mapping[str, str]
    """Text by field key, as a form takes it."""
    unplaced: tuple[str, ...]
    """Dialer columns in the command that the destination has no field for; their values are kept nowhere."""


class PreviewLead:
    """The use-case behind *Preview* and behind a cURL command pasted into **Phone**."""

    def __init__(self, adapters: Mapping[str, VendorAdapter]) -> None:
        self._adapters = adapters

    def preview(
        self, profile: ConnectionProfile, destination: Destination, draft: LeadDraft, raw: Mapping[str, str]
    ) -> LeadPreview:
        """Returns the request of a checked lead; `raw` is its form. Raises LeadDeskError for a faulty destination."""
        adapter = self._adapters[profile.vendor]
        require_ready(adapter, destination)
        stand_ins = {slot.key: Secret(f"${_variable(slot.key)}") for slot in adapter.info.secret_slots}
        request = adapter.encode_submit(draft, profile, destination, stand_ins)
        record = request.redacted()
        headers = tuple((name, _placed(name, value, stand_ins)) for name, value in request.headers)
        body = _pieces(request, stand_ins)
        return LeadPreview(
            request=record,
            body=_laid_out(record.body, request),
            curl=write_curl(request.method, request.url, headers, body),
            variables=tuple(
                part.name for part in (*(value for _, value in headers), *body) if isinstance(part, Placeholder)
            ),
            not_mapped=tuple(spec.label for spec in unmapped(adapter.lead_schema(destination), raw)),
            kept_otherwise=tuple(
                tr("{column} as “{kept}”. {why}", column=change.column, kept=change.kept, why=change.why)
                for change in adapter.silent_changes(draft, profile, destination)
            ),
        )

    def read_command(self, text: str, profile: ConnectionProfile, destination: Destination) -> PastedLead:
        """Returns the lead in a cURL command, read backwards through the destination. Raises LeadDeskError."""
        try:
            body = read_curl_body(text)
        except CurlProblem as problem:
            raise _unreadable(str(problem)) from problem
        recalled = self._adapters[profile.vendor].recall_fields(body, destination)
        if isinstance(recalled, str):
            raise _unreadable(recalled)
        if not recalled.fields:
            raise _unreadable(tr("{destination} has no field for any of its columns.", destination=destination.name))
        raw = dict(recalled.fields)
        if "phone" in raw:
            raw["phone"] = _phone_text(raw["phone"])
        return PastedLead(raw, recalled.unplaced)


def _unreadable(why: str) -> LeadDeskError:
    return LeadDeskError(tr("This cURL command was not taken."), tr("The form is as it was."), why)


def _variable(name: str) -> str:
    """Returns the environment variable for a credential slot or a header."""
    return "LEADDESK_" + re.sub(r"\W", "_", name, flags=re.ASCII).upper()


def _placed(header: str, value: str | Secret, stand_ins: Mapping[str, Secret]) -> str | Placeholder:
    """Returns a header's value, for a credential a placeholder named after its slot.

    One that the adapter made of several slots is named after its header.
    """
    if not isinstance(value, Secret):
        return value
    slot = next((key for key, secret in stand_ins.items() if secret == value), header)
    return Placeholder(_variable(slot))


def _pieces(request: HttpRequest, stand_ins: Mapping[str, Secret]) -> tuple[str | Placeholder, ...]:
    """Returns the body, cut where a credential stands in a form; none for a request without one."""
    if not request.form:
        body = request.redacted().body
        return (body,) if body else ()
    pieces: list[str | Placeholder] = []
    plain = ""
    for number, (name, value) in enumerate(request.form):
        plain += "&" if number else ""
        if isinstance(value, Secret):
            pieces += (f"{plain}{name}=", _placed(name, value, stand_ins))
            plain = ""
        else:
            plain += form_text(((name, value),), str)
    return (*pieces, plain) if plain else tuple(pieces)


def _laid_out(body: str, request: HttpRequest) -> str:
    if request.form:
        return "\n".join(f"{name} = {MASK if isinstance(value, Secret) else value}" for name, value in request.form)
    try:
        return json.dumps(json.loads(body), indent=2, ensure_ascii=False)
    except ValueError:
        return body


def _phone_text(sent: str) -> str:
    """Returns a number as a person would type it; one the phone library refuses comes back as it was.

    A vendor may take foreign numbers as bare digits: those are read again with their plus sign.
    """
    for text in (sent, f"+{sent}" if re.fullmatch(r"\d{11,15}", sent) else sent):
        try:
            return parse_phone(text).shown()
        except PhoneProblem:
            continue
    return sent
