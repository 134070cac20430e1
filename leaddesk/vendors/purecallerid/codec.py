"""The lead load of Pure CallerID: encodes a lead, recalls what was sent, hands answers to `decode`.

Every call may load a real lead into a live dialer: there is no dry run (contract sections 1, 2 and 7).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from leaddesk.domain.connection import ConnectionFinding
from leaddesk.domain.fields import FieldKind, split_names
from leaddesk.domain.lead import LeadDraft
from leaddesk.domain.phone import PhoneFormat
from leaddesk.domain.profile import ConnectionProfile, Destination
from leaddesk.domain.secret import Secret
from leaddesk.domain.verdict import Verdict
from leaddesk.domain.wire import HttpRequest, HttpResponse, RequestRecord
from leaddesk.vendors.adapter import Recalled, Sent, SentValue, SilentChange, Vendor
from leaddesk.vendors.manifest import read_manifest
from leaddesk.vendors.purecallerid import connection, recall
from leaddesk.vendors.purecallerid.destinations import PHONE, Destinations
from leaddesk.vendors.purecallerid.engage.codec import PureCallerIDEngage
from leaddesk.vendors.takes_leads import TakesLeads
from leaddesk.vendors.tolerant import parse_json


class PureCallerID(TakesLeads[Destinations]):
    """Pure CallerID's knowledge of single leads; implements `VendorAdapter`."""

    def __init__(self) -> None:
        manifest = read_manifest(Path(__file__).with_name("vendor.toml"))
        super().__init__(manifest, Destinations(manifest))

    def encode_submit(
        self,
        draft: LeadDraft,
        profile: ConnectionProfile,
        destination: Destination,
        secrets: Mapping[str, Secret],
    ) -> HttpRequest:
        """Returns the request that loads one lead (contract sections 1 and 2).

        Raises ValueError for a destination that has problems, or a lead that lacks what it needs there: people are
        told first, by `destination_problems` and by the form of `lead_schema`.
        """
        if problems := self.destination_problems(destination):
            raise ValueError(f"{problems[0].key}: {problems[0].text}")
        shape = PhoneFormat(profile.options.get("phone_format") or PhoneFormat.TEN_DIGITS)
        values = {**draft.filled(), "phone": draft.phone.formatted(shape)}
        needed = (spec for spec in self.lead_schema(destination).fields if spec.required)
        if missing := [spec.key for spec in needed if not values.get(spec.key)]:
            raise ValueError(f"{missing[0]}: this destination needs it")
        rows = (*destination.mapping, *self._destinations.filled_rows(destination))
        body = self._settings_sent(destination)
        body["fields"] = [
            {"value": values[row.field], "dialerField": row.column} | ({"type": row.kind} if row.kind else {})
            for row in rows
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
            safety=profile.safety,
            timeout_s=profile.timeout_s,
        )

    def silent_changes(
        self, draft: LeadDraft, profile: ConnectionProfile, destination: Destination
    ) -> tuple[SilentChange, ...]:
        """Returns nothing: what the dialers behind it change is not documented."""
        return ()

    def scrub_answer(self, response: HttpResponse) -> HttpResponse:
        """Returns the answer as it is: it is known to echo nothing but the lead."""
        return response

    def recall_sent(self, request: RequestRecord) -> Sent:
        """Returns what a request on record sent; nothing where it cannot be read."""
        parsed = parse_json(request.body.encode("utf-8", "replace"))
        fields = parsed.get("fields") if isinstance(parsed, dict) else None
        rows = [row for row in fields if isinstance(row, dict)] if isinstance(fields, list) else []
        return Sent(
            next((str(row.get("value")) for row in rows if row.get("type") == PHONE), ""),
            tuple(SentValue(str(row.get("dialerField")), str(row.get("value"))) for row in rows),
        )

    def refuses_again(self, request: RequestRecord) -> bool:
        """Returns False: nothing is documented that would keep a second record out."""
        return False

    def recall_fields(self, body: str, destination: Destination) -> Recalled | str:
        """Returns the lead in the body of a load, or the sentence that says why it is none."""
        return recall.recall_fields(body, destination, self._destinations.filled_rows(destination))

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

    def _settings_sent(self, destination: Destination) -> dict[str, object]:
        """Returns the body's top-level keys: only those of settings that hold something (section 3.2)."""
        settings = self._destinations.settings(destination)
        return {
            self._manifest.roles.sends[spec.key]: list(split_names(text)) if spec.kind is FieldKind.NAMES else text
            for spec in self.destination_schema(destination.dialer).fields
            if spec.key in self._manifest.roles.sends and (text := settings[spec.key])
        }


def vendor() -> Vendor:
    """Returns the vendor of this folder; raises ManifestError."""
    leads = PureCallerID()
    return Vendor(adapter=leads, campaigns=PureCallerIDEngage(leads.info))
