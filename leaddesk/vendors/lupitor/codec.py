"""Lupitor's knowledge: encodes a lead, recalls what was sent, asks for a campaign's leads; answers go to `decode`.

A create is never repeated by LeadDesk. The campaign refuses a lead that it has, so a person's *Try again* does no harm
(contract sections 6 and 8).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from leaddesk.domain.connection import ConnectionFinding
from leaddesk.domain.fields import FieldProblem
from leaddesk.domain.lead import LeadDraft
from leaddesk.domain.phone import PhoneFormat
from leaddesk.domain.profile import ConnectionProfile, Destination
from leaddesk.domain.secret import Secret
from leaddesk.domain.verdict import Verdict
from leaddesk.domain.wire import HttpRequest, HttpResponse, RequestRecord
from leaddesk.vendors.adapter import Recalled, Sent, SilentChange, Vendor
from leaddesk.vendors.lupitor import recall
from leaddesk.vendors.lupitor.address import leads_url
from leaddesk.vendors.lupitor.destinations import EXTERNAL_ID, OWN_KEYS, PHONE, PRIORITY, SCHEDULE, Destinations
from leaddesk.vendors.manifest import read_manifest
from leaddesk.vendors.takes_leads import TakesLeads

if TYPE_CHECKING:  # the start of LeadDesk searches nothing
    from leaddesk.domain.lead_page import LeadPage, LeadRow, PageProblem, PageRequest
    from leaddesk.domain.lead_search import LeadQuery, SearchForm


class Lupitor(TakesLeads[Destinations]):
    """Implements `VendorAdapter` for single leads and `LeadSource` for the leads of a campaign."""

    def __init__(self) -> None:
        manifest = read_manifest(Path(__file__).with_name("vendor.toml"))
        super().__init__(manifest, Destinations(manifest))

    # ---------------------------------------------------------------- leads that are sent

    def encode_submit(
        self,
        draft: LeadDraft,
        profile: ConnectionProfile,
        destination: Destination,
        secrets: Mapping[str, Secret],
    ) -> HttpRequest:
        """Returns the request that creates one lead (contract section 3).

        Raises ValueError for a destination that has problems, or a lead that lacks what it needs there: people are
        told first. Raises LeadDeskError for a base URL that names no deployment yet.
        """
        if problems := self.destination_problems(destination):
            raise ValueError(f"{problems[0].key}: {problems[0].text}")
        values = {**draft.filled(), "phone": draft.phone.formatted(PhoneFormat.E164)}
        needed = (spec for spec in self.lead_schema(destination).fields if spec.required)
        if missing := [spec.key for spec in needed if not values.get(spec.key)]:
            raise ValueError(f"{missing[0]}: this destination needs it")
        filled = {row.column: values[row.field] for row in destination.mapping if values.get(row.field)}
        return HttpRequest(
            "POST",
            leads_url(profile, destination),
            headers=(
                ("x-api-key", secrets["api_key"]),
                ("Content-Type", "application/json"),
                ("Accept", "application/json"),
            ),
            body=json.dumps(self._body(filled, destination), ensure_ascii=False).encode("utf-8", "replace"),
            writes=True,
            safety=profile.safety,
            timeout_s=profile.timeout_s,
        )

    def _body(self, filled: Mapping[str, str], destination: Destination) -> dict[str, object]:
        """Returns the body in the order of the contract; what is empty is not sent."""
        settings = self._destinations.settings(destination)
        body: dict[str, object] = {"campaignId": settings["campaign_id"]}
        body |= {key: filled[key] for key in (PHONE, EXTERNAL_ID) if key in filled}
        if metadata := {column: text for column, text in filled.items() if column not in OWN_KEYS}:
            body["metadata"] = metadata
        if SCHEDULE in filled:
            body[SCHEDULE] = filled[SCHEDULE]
        if priority := filled.get(PRIORITY) or settings["priority"]:
            body[PRIORITY] = int(priority)
        return body

    def silent_changes(
        self, draft: LeadDraft, profile: ConnectionProfile, destination: Destination
    ) -> tuple[SilentChange, ...]:
        """Returns nothing: the vendor documents nothing that it keeps otherwise than it is sent."""
        return ()

    def scrub_answer(self, response: HttpResponse) -> HttpResponse:
        """Returns the answer as it is: the vendor is known to let nothing slip."""
        return response

    def recall_sent(self, request: RequestRecord) -> Sent:
        """Returns what a request on record sent; nothing where it cannot be read."""
        return recall.recall_sent(request.body)

    def refuses_again(self, request: RequestRecord) -> bool:
        """Returns True: a campaign refuses a lead that it has (contract section 6)."""
        return True

    def recall_fields(self, body: str, destination: Destination) -> Recalled | str:
        """Returns the lead in the body of a create, or the sentence that says why it is none."""
        return recall.recall_fields(body, destination)

    def decode_submit(self, response: HttpResponse, sent: Sent, at: datetime) -> Verdict:
        """Returns the verdict of an answer already scrubbed; any bytes whatever give a verdict."""
        from leaddesk.vendors.lupitor.decode import decode

        return decode(response, sent, at)

    def encode_connection_test(self, profile: ConnectionProfile, secrets: Mapping[str, Secret]) -> HttpRequest:
        """Returns the read of one lead; it changes nothing. Raises LeadDeskError, as for a lead."""
        from leaddesk.vendors.lupitor import connection

        return connection.encode(profile, secrets)

    def decode_connection_test(self, response: HttpResponse, at: datetime) -> ConnectionFinding:
        """Returns what an answer already scrubbed shows; any bytes whatever give a finding."""
        from leaddesk.vendors.lupitor import connection

        return connection.decode(response, at)

    # ---------------------------------------------------------------- leads that are searched

    @property
    def form(self) -> SearchForm:
        """What the search offers; raises ManifestError."""
        from leaddesk.vendors.lupitor.request import search_form

        return search_form()

    def query_problems(self, query: LeadQuery) -> tuple[FieldProblem, ...]:
        """Returns what is wrong with a question, by filter key, `created`, `created_from`, `zone` or `columns`."""
        from leaddesk.vendors.lupitor import request

        return request.problems(query)

    def encode_page(
        self, query: LeadQuery, page: PageRequest, profile: ConnectionProfile, secrets: Mapping[str, Secret]
    ) -> HttpRequest:
        """Returns the read of one page.

        Raises LeadDeskError for a base URL that names no deployment yet, and where no campaign is named.
        """
        from leaddesk.vendors.lupitor import request

        return request.encode(query, page, profile, secrets)

    def decode_page(
        self, response: HttpResponse, query: LeadQuery, page: PageRequest, known: Sequence[str], at: datetime
    ) -> LeadPage | PageProblem:
        """Returns what an answer already scrubbed holds; any bytes whatever give a page or a problem."""
        from leaddesk.vendors.lupitor.page import read_page

        return read_page(response, query, page, known, at)

    def landing_query(self, request: RequestRecord) -> LeadQuery | None:
        """Returns the question for a lead on record: its campaign, and its external id, or else its number."""
        from leaddesk.vendors.lupitor.request import landing_query

        return landing_query(recall.recall_campaign(request.body), self.recall_sent(request))

    def record_address(self, profile: ConnectionProfile, row: LeadRow) -> str:
        """Returns nothing: the vendor documents no web page of a lead."""
        return ""


def vendor() -> Vendor:
    """Returns the vendor of this folder; raises ManifestError."""
    both = Lupitor()
    return Vendor(adapter=both, leads=both)
