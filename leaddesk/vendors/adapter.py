"""What a vendor must know for LeadDesk to talk to it, all of it pure: how leads are sent, and how they are searched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from leaddesk.domain.connection import ConnectionFinding
from leaddesk.domain.fields import FieldProblem, FormSchema
from leaddesk.domain.lead import LeadDraft
from leaddesk.domain.profile import ConnectionProfile, Destination
from leaddesk.domain.secret import Secret
from leaddesk.domain.vendor import VendorInfo
from leaddesk.domain.verdict import Explanation, Verdict
from leaddesk.domain.wire import HttpRequest, HttpResponse, RequestRecord

if TYPE_CHECKING:  # the start of LeadDesk searches nothing
    from leaddesk.domain.lead_page import LeadPage, LeadRow, PageProblem, PageRequest
    from leaddesk.domain.lead_search import LeadQuery, SearchForm
    from leaddesk.vendors.campaign_source import CampaignSource


@dataclass(frozen=True, slots=True)
class SentValue:
    """One value of a request, with the dialer column it was meant for."""

    column: str
    value: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What the decoder needs to know of the request."""

    phone: str = ""
    """As it went out; empty when not known."""
    values: tuple[SentValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Recalled:
    """The lead in a request that somebody else wrote."""

    fields: Mapping[str, str]
    """Text by the key of our own field."""
    unplaced: tuple[str, ...] = ()
    """Dialer columns whose values the destination has no field for, or that stand there twice."""


@dataclass(frozen=True, slots=True)
class SilentChange:
    """A value that the vendor will keep otherwise than it is sent, without a word."""

    column: str
    sent: str
    kept: str
    why: str
    """A sentence for the person."""


@dataclass(frozen=True, slots=True)
class NumberFound:
    """What a vendor says of a number in its whole system."""

    lead_ids: tuple[str, ...] = ()
    """None where it says that no lead has the number."""


class VendorAdapter(Protocol):
    """A vendor's knowledge. No method does I/O, reads a clock, or raises on what a vendor sent."""

    @property
    def info(self) -> VendorInfo:
        """The vendor as data."""
        ...

    def destination_schema(self, dialer: str) -> FormSchema:
        """Returns the vendor's own fields of a destination for that dialer, such as `campaign_id`."""
        ...

    def destination_problems(self, destination: Destination) -> tuple[FieldProblem, ...]:
        """Returns what is wrong with a destination; keys are setting keys, or `mapping.FIELD` for a mapping row."""
        ...

    def lead_schema(self, destination: Destination) -> FormSchema:
        """Returns the form of *Enter lead* for a destination."""
        ...

    def sending_hint(self, destination: Destination) -> str:
        """Returns what a send does there, as its settings have it; nothing for an unknown dialer."""
        ...

    def encode_submit(
        self,
        draft: LeadDraft,
        profile: ConnectionProfile,
        destination: Destination,
        secrets: Mapping[str, Secret],
    ) -> HttpRequest:
        """Returns the request that loads one lead."""
        ...

    def silent_changes(
        self, draft: LeadDraft, profile: ConnectionProfile, destination: Destination
    ) -> tuple[SilentChange, ...]:
        """Returns what the vendor is known to keep otherwise than it is sent, in the order of the request."""
        ...

    def scrub_answer(self, response: HttpResponse) -> HttpResponse:
        """Returns an answer without what its vendor is known to let slip; the request's secrets are gone already."""
        ...

    def recall_sent(self, request: RequestRecord) -> Sent:
        """Returns what a request on record sent, for decoding its answer again."""
        ...

    def refuses_again(self, request: RequestRecord) -> bool:
        """Tells whether a load on record, sent once more, would be refused as a duplicate where it has landed."""
        ...

    def recall_fields(self, body: str, destination: Destination) -> Recalled | str:
        """Returns the lead in the body of a load, or the sentence that says why it is none; nothing is raised."""
        ...

    def decode_submit(self, response: HttpResponse, sent: Sent, at: datetime) -> Verdict:
        """Returns the verdict of an answer already scrubbed; any bytes whatever give a verdict."""
        ...

    def encode_connection_test(self, profile: ConnectionProfile, secrets: Mapping[str, Secret]) -> HttpRequest:
        """Returns the request that tests a connection; it has no side effect at the vendor."""
        ...

    def decode_connection_test(self, response: HttpResponse, at: datetime) -> ConnectionFinding:
        """Returns what an answer already scrubbed shows; any bytes whatever give a finding. `at` is when it came."""
        ...


class LeadSource(Protocol):
    """A vendor whose leads can be searched. No method does I/O, reads a clock, or raises on what a vendor sent."""

    @property
    def info(self) -> VendorInfo:
        """The vendor as data."""
        ...

    @property
    def form(self) -> SearchForm:
        """What its search offers."""
        ...

    def query_problems(self, query: LeadQuery) -> tuple[FieldProblem, ...]:
        """Returns what is wrong with a question; keys are those of filters, `created_from`, `created_to`, `columns`."""
        ...

    def encode_page(
        self, query: LeadQuery, page: PageRequest, profile: ConnectionProfile, secrets: Mapping[str, Secret]
    ) -> HttpRequest:
        """Returns the read of one page. Raises LeadDeskError for a profile that names no account yet."""
        ...

    def decode_page(
        self, response: HttpResponse, query: LeadQuery, page: PageRequest, known: Sequence[str], at: datetime
    ) -> LeadPage | PageProblem:
        """Returns what an answer already scrubbed holds; any bytes whatever give a page or a problem.

        `known` are the columns of the pages before: the new page's begin with them. `at` is when the answer came.
        """
        ...

    def landing_query(self, request: RequestRecord) -> LeadQuery | None:
        """Returns the question that finds the lead of a load on record; None where no list of the vendor can tell.

        Each of its filters with a column is one that the lead has to fit exactly.
        """
        ...

    def record_address(self, profile: ConnectionProfile, row: LeadRow) -> str:
        """Returns the web address of a row's record, on the profile's own host alone; empty where there is none."""
        ...


class LandingSource(Protocol):
    """A vendor that can be asked whether a number is among its leads, where it has no list that can be searched."""

    @property
    def info(self) -> VendorInfo:
        """The vendor as data."""
        ...

    def landing_number(self, request: RequestRecord) -> str:
        """Returns the number that a load on record sent; empty for one that the vendor cannot look for."""
        ...

    def encode_landing(self, number: str, profile: ConnectionProfile, secrets: Mapping[str, Secret]) -> HttpRequest:
        """Returns the read that looks for a number. Raises LeadDeskError for a profile that names no account yet."""
        ...

    def scrub_answer(self, response: HttpResponse) -> HttpResponse:
        """Returns an answer without what its vendor is known to let slip; the request's secrets are gone already."""
        ...

    def decode_landing(self, response: HttpResponse, number: str) -> NumberFound | Explanation:
        """Returns what an answer already scrubbed tells, or why it tells nothing; any bytes whatever do either."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendor:
    """What a vendor's folder brings; the function `vendor` of its `codec.py` returns one."""

    adapter: VendorAdapter
    leads: LeadSource | None = None
    landing: LandingSource | None = None
    campaigns: CampaignSource | None = None
