"""A search between fakes, its keys in the keyring, and pages of any ids."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

from leaddesk.domain.lead_page import LeadPage, LeadRow
from leaddesk.domain.lead_search import LeadFilter, LeadQuery
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret
from leaddesk.domain.wire import HttpResponse
from leaddesk.services.lead_search import LeadSearch, SearchState
from leaddesk.services.search_leads import SearchLeads
from leaddesk.vendors.registry import lead_sources
from tests.services.desk import InThread, answer
from tests.services.fakes import FakeClock, FakeSecrets, FakeTransport

PROFILE = ConnectionProfile(
    id="t1", name="Northside", vendor="trackdrive", base_url="https://leads.example.com/api/v1", pace_per_s=0
)


PUBLIC, PRIVATE = "pub-canary-1", "priv-canary-2"


QUERY = LeadQuery(columns=("full_name", "status"), filters=(LeadFilter("per_page", "2"),))


def page(*ids: object, **beside: object) -> HttpResponse:
    """Returns a page with these ids."""
    rows = [{"id": item, "full_name": f"Ada {item}", "status": "scheduled"} for item in ids]
    return answer(json.dumps({"leads": rows, "metadata": {"root": "leads", **beside}}).encode())


class Searching:
    """The use-case between fakes, its keys in the keyring."""

    def __init__(self) -> None:
        self.secrets, self.transport, self.clock = FakeSecrets(), FakeTransport(), FakeClock()
        self.secrets.held[PROFILE.secret_ref("public_key")] = Secret(PUBLIC)
        self.secrets.held[PROFILE.secret_ref("private_key")] = Secret(PRIVATE)
        self.background = InThread()
        self.states: list[SearchState] = []
        self.service = SearchLeads(
            sources=lead_sources(),
            secrets=self.secrets,
            transport=self.transport,
            clock=self.clock,
            background=self.background,
        )
        self.latest: LeadSearch

    def start(self, query: LeadQuery = QUERY, profile: ConnectionProfile = PROFILE) -> LeadSearch:
        self.latest = self.service.start(profile, query, lambda: self.states.append(self.latest.state))
        return self.latest

    def script(self, *steps: HttpResponse | Exception) -> None:
        self.transport.script += steps

    def asked(self) -> list[str]:
        """Returns the page numbers asked for."""
        return [parse_qs(urlsplit(request.url).query)["page"][0] for request in self.transport.requests]


def ids(read: LeadPage | None) -> list[object]:
    assert read is not None
    return [LeadRow(read.columns, row).id for row in read.rows]
