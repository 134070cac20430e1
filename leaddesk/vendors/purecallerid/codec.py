"""The lead load of Pure CallerID: encodes a lead, recalls what was sent, hands answers to `decode`.

Every call may load a real lead into a live dialer: there is no dry run (contract sections 1, 2 and 7).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from leaddesk.domain import lead
from leaddesk.domain.connection import ConnectionFinding
from leaddesk.domain.fields import FieldProblem, FormSchema, check_form, split_names
from leaddesk.domain.lead import LeadDraft
from leaddesk.domain.phone import PhoneFormat
from leaddesk.domain.profile import ConnectionProfile, Destination, mapping_problems
from leaddesk.domain.secret import Secret
from leaddesk.domain.vendor import Dialer, VendorInfo
from leaddesk.domain.verdict import Verdict
from leaddesk.domain.wire import HttpRequest, HttpResponse, RequestRecord
from leaddesk.vendors.adapter import Recalled, Sent, SentValue
from leaddesk.vendors.manifest import read_manifest
from leaddesk.vendors.purecallerid import connection, recall
from leaddesk.vendors.tolerant import parse_json

_PHONE = "Phone"


class PureCallerID:
    """Pure CallerID's knowledge of single leads; implements `VendorAdapter`."""

    def __init__(self) -> None:
        self._manifest = read_manifest(Path(__file__).with_name("vendor.toml"))

    @property
    def info(self) -> VendorInfo:
        """The vendor as data."""
        return self._manifest.info

    def destination_schema(self, dialer: str) -> FormSchema:
        """Returns the destination fields of a dialer; none for an unknown one."""
        return self._manifest.destination_schema(dialer)

    def destination_problems(self, destination: Destination) -> tuple[FieldProblem, ...]:
        """Returns what is wrong with a destination; keys are setting keys, `dialer`, or `mapping.FIELD`."""
        dialer = self.info.dialer(destination.dialer)
        if dialer is None:
            return (FieldProblem("dialer", "Choose the dialer that this destination loads into."),)
        _kept, problems = check_form(self.destination_schema(dialer.name), destination.settings)
        reserved = (*dialer.reserved, *split_names(destination.settings.get("reserved", "")))
        rows = mapping_problems(destination.mapping, reserved=reserved, required=dialer.required)
        said = {problem.key for problem in rows}
        kinds = tuple(problem for problem in self._kind_problems(destination) if problem.key not in said)
        return (*problems, *(FieldProblem(f"mapping.{p.key}", p.text) for p in (*rows, *kinds)))

    def lead_schema(self, destination: Destination) -> FormSchema:
        """Returns the form of *Enter lead* for a destination."""
        dialer = self.info.dialer(destination.dialer) or Dialer(name=destination.dialer)
        return lead.lead_schema(destination, dialer.required)

    def encode_submit(
        self,
        draft: LeadDraft,
        profile: ConnectionProfile,
        destination: Destination,
        secrets: Mapping[str, Secret],
    ) -> HttpRequest:
        """Returns the request that loads one lead (contract sections 1 and 2).

        Raises ValueError for a destination that has problems: `destination_problems` says them to people first.
        """
        if problems := self.destination_problems(destination):
            raise ValueError(f"{problems[0].key}: {problems[0].text}")
        settings, _problems = check_form(self.destination_schema(destination.dialer), destination.settings)
        body: dict[str, object] = {
            body_key: settings[key] for key, body_key in self._manifest.sends.items() if settings.get(key)
        }
        shape = PhoneFormat(profile.options.get("phone_format") or PhoneFormat.TEN_DIGITS)
        values = {**draft.filled(), "phone": draft.phone.formatted(shape)}
        body["fields"] = [
            {"value": values[row.field], "dialerField": row.column} | ({"type": row.kind} if row.kind else {})
            for row in destination.mapping
            if values.get(row.field)
        ]
        return HttpRequest(
            "POST",
            f"{profile.base_url.rstrip('/')}/lead/load",
            headers=(
                ("X-API-KEY", secrets["api_key"]),
                ("Content-Type", "application/json"),
                ("Accept", "application/json"),
            ),
            body=json.dumps(body, ensure_ascii=False).encode("utf-8", "replace"),
            writes=True,
            timeout_s=profile.timeout_s,
        )

    def recall_sent(self, request: RequestRecord) -> Sent:
        """Returns what a request on record sent; nothing where it cannot be read."""
        parsed = parse_json(request.body.encode("utf-8", "replace"))
        fields = parsed.get("fields") if isinstance(parsed, dict) else None
        rows = [row for row in fields if isinstance(row, dict)] if isinstance(fields, list) else []
        return Sent(
            next((str(row.get("value")) for row in rows if row.get("type") == _PHONE), ""),
            tuple(SentValue(str(row.get("dialerField")), str(row.get("value"))) for row in rows),
        )

    def recall_fields(self, body: str, destination: Destination) -> Recalled | str:
        """Returns the lead in the body of a load, or the sentence that says why it is none."""
        return recall.recall_fields(body, destination)

    def decode_submit(self, response: HttpResponse, sent: Sent, at: datetime) -> Verdict:
        """Returns the verdict of an answer already scrubbed; any bytes whatever give a verdict."""
        from leaddesk.vendors.purecallerid.decode import decode

        return decode(response, sent, at)

    def encode_connection_test(self, profile: ConnectionProfile, secrets: Mapping[str, Secret]) -> HttpRequest:
        """Returns the read that tests a connection; it creates nothing."""
        return connection.encode(profile, secrets)

    def decode_connection_test(self, response: HttpResponse, at: datetime) -> ConnectionFinding:
        """Returns what an answer already scrubbed shows; any bytes whatever give a finding."""
        return connection.decode(response, at)

    def _kind_problems(self, destination: Destination) -> tuple[FieldProblem, ...]:
        """Returns rows of an unknown kind; the number to dial is `Phone`, and nothing else is (section 2.1)."""
        problems = []
        for row in destination.mapping:
            if row.kind and row.kind not in self.info.kinds:
                problems.append(FieldProblem(row.field, f"{row.kind} is no type that this vendor knows."))
            elif row.field == "phone" and row.kind != _PHONE:
                problems.append(FieldProblem(row.field, f"The number to dial needs the type {_PHONE}."))
            elif row.field != "phone" and row.kind == _PHONE:
                problems.append(FieldProblem(row.field, f"Only the number to dial has the type {_PHONE}."))
        return tuple(problems)
