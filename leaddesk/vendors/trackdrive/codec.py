"""TrackDrive's knowledge: its leads are searched and read, and none is sent there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from leaddesk.domain.connection import ConnectionFinding
from leaddesk.domain.fields import FieldProblem
from leaddesk.domain.profile import ConnectionProfile, origin_of
from leaddesk.domain.secret import Secret
from leaddesk.domain.vendor import VendorInfo
from leaddesk.domain.wire import HttpRequest, HttpResponse, RequestRecord
from leaddesk.vendors.adapter import Vendor
from leaddesk.vendors.manifest import read_manifest
from leaddesk.vendors.no_destinations import NoDestinations

if TYPE_CHECKING:  # the start of LeadDesk needs the vendor's name only; its search is loaded when somebody searches
    from leaddesk.domain.lead_page import LeadPage, LeadRow, PageProblem, PageRequest
    from leaddesk.domain.lead_search import LeadQuery, SearchForm

RECORD_PATH = "routes_show_path"
"""The column that says where a lead's record is."""


class TrackDrive(NoDestinations):
    """Implements `LeadSource`, and `VendorAdapter` as a vendor without dialers does."""

    def __init__(self) -> None:
        self._manifest = read_manifest(Path(__file__).with_name("vendor.toml"))

    @property
    def info(self) -> VendorInfo:
        """The vendor as data."""
        return self._manifest.info

    @property
    def form(self) -> SearchForm:
        """What the search offers; raises ManifestError."""
        from leaddesk.vendors.trackdrive.form import search_form

        return search_form()

    def query_problems(self, query: LeadQuery) -> tuple[FieldProblem, ...]:
        """Returns what is wrong with a question, by filter key, `created`, `created_from`, `zone` or `columns`."""
        from leaddesk.vendors.trackdrive import request

        return request.problems(query, self.form)

    def encode_page(
        self, query: LeadQuery, page: PageRequest, profile: ConnectionProfile, secrets: Mapping[str, Secret]
    ) -> HttpRequest:
        """Returns the read of one page. Raises LeadDeskError for a base URL that names no account yet."""
        from leaddesk.vendors.trackdrive import request

        return request.encode(query, page, self.form, profile, secrets)

    def decode_page(
        self, response: HttpResponse, query: LeadQuery, page: PageRequest, known: Sequence[str], at: datetime
    ) -> LeadPage | PageProblem:
        """Returns what an answer already scrubbed holds; any bytes whatever give a page or a problem."""
        from leaddesk.vendors.trackdrive.page import read_page
        from leaddesk.vendors.trackdrive.refusals import refusal

        if not 200 <= response.status <= 299:
            return refusal(response, at)
        return read_page(response, query, page, known, self.form)

    def landing_query(self, request: RequestRecord) -> LeadQuery | None:
        """Returns nothing: no lead is sent there."""
        return None

    def record_address(self, profile: ConnectionProfile, row: LeadRow) -> str:
        """Returns the address of a row's record; empty where its column did not come or leads to another host."""
        path = row.value(RECORD_PATH)
        if not isinstance(path, str) or not path.strip() or len(path) > 2000 or not path.isprintable():
            return ""
        try:
            address = urljoin(urljoin(profile.base_url, "/"), path.strip())
            parts = urlsplit(address)
            if "\\" in address or "@" in parts.netloc or origin_of(address) != profile.origin:
                return ""
        except ValueError:
            return ""
        return address

    def encode_connection_test(self, profile: ConnectionProfile, secrets: Mapping[str, Secret]) -> HttpRequest:
        """Returns the read of one id; it changes nothing."""
        from leaddesk.vendors.trackdrive import connection

        return connection.encode(profile, secrets)

    def decode_connection_test(self, response: HttpResponse, at: datetime) -> ConnectionFinding:
        """Returns what an answer already scrubbed shows; any bytes whatever give a finding."""
        from leaddesk.domain.lead_page import PageRequest
        from leaddesk.domain.lead_search import LeadQuery
        from leaddesk.vendors.trackdrive import connection

        return connection.finding(self.decode_page(response, LeadQuery(columns=("id",)), PageRequest(1), (), at))


def vendor() -> Vendor:
    """Returns the vendor of this folder; raises ManifestError."""
    both = TrackDrive()
    return Vendor(adapter=both, leads=both)
