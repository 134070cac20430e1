"""Croco-Dial's knowledge: one lead as a form, an answer in lines, and what the server makes of both.

There is no lock between the server's look for duplicates and its insert: two loads of one number at the same moment can
both pass, so that the use-case sends one at a time for each number (contract section 3).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path

from leaddesk.domain.connection import ConnectionFinding
from leaddesk.domain.fields import Refused, check_field
from leaddesk.domain.lead import LeadDraft
from leaddesk.domain.profile import ConnectionProfile, Destination
from leaddesk.domain.secret import Secret
from leaddesk.domain.verdict import Explanation, Verdict
from leaddesk.domain.wire import HttpRequest, HttpResponse, RequestRecord
from leaddesk.vendors.adapter import NumberFound, Recalled, Sent, SilentChange, Vendor
from leaddesk.vendors.crocodial.destinations import CAMPAIGN_PARAMETER, Destinations
from leaddesk.vendors.crocodial.duplicates import CHECK, looks_for_phone
from leaddesk.vendors.manifest import read_manifest
from leaddesk.vendors.takes_leads import TakesLeads


class CrocoDial(TakesLeads[Destinations]):
    """Implements `VendorAdapter` and `LandingSource`."""

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

        The source comes last: the server fails half-way where the last field ends in an apostrophe or a backslash, and
        a source holds neither. Raises ValueError for a destination or a lead that has problems, of which people are
        told first, and LeadDeskError for a profile that names no domain or user yet.
        """
        from leaddesk.vendors.crocodial.request import login, post

        if problems := self.destination_problems(destination):
            raise ValueError(f"{problems[0].key}: {problems[0].text}")
        values = {**draft.values, "phone": draft.phone.typed}
        for spec in self.lead_schema(destination).fields:
            try:
                check_field(spec, values.get(spec.key, ""))
            except Refused as refusal:
                raise ValueError(f"{spec.key}: {refusal}") from refusal
        source = self._destinations.settings(destination)["source"]
        form = (*login(profile, secrets), *self._sent(draft, destination).items(), ("source", source))
        return post(profile, form, writes=True, timeout_s=profile.timeout_s)

    def silent_changes(
        self, draft: LeadDraft, profile: ConnectionProfile, destination: Destination
    ) -> tuple[SilentChange, ...]:
        """Returns the values that the server will keep otherwise than they are sent (contract section 7)."""
        from leaddesk.vendors.crocodial.keeps import silent_changes

        columns = {row.column.strip() for row in destination.mapping}
        sent = [(name, text) for name, text in self._sent(draft, destination).items() if name in columns]
        kept = profile.options.get("accents") == "Kept"
        return silent_changes(sent, self._manifest.columns, accents_kept=kept)

    def scrub_answer(self, response: HttpResponse) -> HttpResponse:
        """Returns the answer without the password as the server reads it, and without statements of its database."""
        from leaddesk.vendors.crocodial.scrub import scrub_answer

        return scrub_answer(response)

    def recall_sent(self, request: RequestRecord) -> Sent:
        """Returns what a request on record sent; nothing where it cannot be read."""
        from leaddesk.vendors.crocodial.request import recall_sent

        return recall_sent(request)

    def refuses_again(self, request: RequestRecord) -> bool:
        """Tells whether a load looked for its phone among the leads (contract sections 3 and 8)."""
        return looks_for_phone(next((v.value for v in self.recall_sent(request).values if v.column == CHECK), ""))

    def recall_fields(self, body: str, destination: Destination) -> Recalled | str:
        """Returns the lead in the body of a load, or the sentence that says why it is none."""
        from leaddesk.vendors.crocodial.request import recall_fields

        settings = self._destinations.settings(destination)
        known = {*self._destinations.not_of_leads(), settings.get(CAMPAIGN_PARAMETER, "")}
        return recall_fields(body, destination, frozenset(known) - {row.column for row in destination.mapping})

    def decode_submit(self, response: HttpResponse, sent: Sent, at: datetime) -> Verdict:
        """Returns the verdict of an answer already scrubbed; any bytes whatever give a verdict."""
        return self._decode(response, sent, at)

    def encode_connection_test(self, profile: ConnectionProfile, secrets: Mapping[str, Secret]) -> HttpRequest:
        """Returns the question that nothing comes of. Raises LeadDeskError for a profile without domain or user."""
        from leaddesk.vendors.crocodial import connection

        return connection.encode(profile, secrets)

    def decode_connection_test(self, response: HttpResponse, at: datetime) -> ConnectionFinding:
        """Returns what an answer already scrubbed shows; any bytes whatever give a finding."""
        from leaddesk.vendors.crocodial import connection

        return connection.decode(response, at)

    def landing_number(self, request: RequestRecord) -> str:
        """Returns the number that a load on record sent; empty for one that the dialer cannot look for."""
        from leaddesk.vendors.crocodial import landing

        return landing.landing_number(request)

    def encode_landing(self, number: str, profile: ConnectionProfile, secrets: Mapping[str, Secret]) -> HttpRequest:
        """Returns the read that looks for a number. Raises LeadDeskError for a profile without domain or user."""
        from leaddesk.vendors.crocodial import landing

        return landing.encode(number, profile, secrets)

    def decode_landing(self, response: HttpResponse, number: str) -> NumberFound | Explanation:
        """Returns what an answer already scrubbed tells, or why it tells nothing; any bytes whatever do either."""
        from leaddesk.vendors.crocodial import landing

        return landing.decode(response, number)

    @cached_property
    def _decode(self) -> Callable[[HttpResponse, Sent, datetime], Verdict]:
        """The decoder, which the start of LeadDesk does not load."""
        from leaddesk.vendors.crocodial.outcome import decode

        return decode

    def _sent(self, draft: LeadDraft, destination: Destination) -> dict[str, str]:
        """Returns the parameters between login and source; what a lead says stands over a setting."""
        from leaddesk.vendors.crocodial.request import lead_sent, settings_sent

        settings = self._destinations.settings(destination)
        schema = self.destination_schema(destination.dialer)
        lead = lead_sent(draft, destination.mapping, settings.get("phone_code", ""))
        return {**settings_sent(schema, self._manifest.roles.sends, settings), **lead}


def vendor() -> Vendor:
    """Returns the vendor of this folder; raises ManifestError."""
    dialer = CrocoDial()
    return Vendor(adapter=dialer, landing=dialer)
