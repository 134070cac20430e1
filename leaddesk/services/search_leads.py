"""*Search leads*: starts searches, says what can be asked, and reads all pages of a question for an export.

Searching only reads: nothing is written down, a question may be cancelled at any time, and the latest one wins.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from leaddesk.domain.curl import Placeholder, write_curl
from leaddesk.domain.fields import FieldProblem
from leaddesk.domain.lead_cells import export_column
from leaddesk.domain.lead_columns import ColumnKind
from leaddesk.domain.lead_page import LeadPage, LeadRow, PageRequest
from leaddesk.domain.lead_search import LeadQuery, SearchForm
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret
from leaddesk.services.export_table import Row
from leaddesk.services.lead_search import LeadSearch, SearchPorts, SearchState
from leaddesk.services.pace import Pace
from leaddesk.services.ports import Background, Clock, SecretStore, Transport
from leaddesk.services.vendor_drift import NoteChanges, note_nothing
from leaddesk.vendors.adapter import LeadSource


@dataclass(frozen=True, slots=True)
class CurlCommand:
    """A question as a command for a POSIX shell."""

    text: str
    variables: tuple[str, ...]
    """Names of the environment variables that stand for credentials in it."""


class SearchLeads:
    """The use-case behind *Search leads*."""

    def __init__(
        self,
        *,
        sources: Mapping[str, LeadSource],
        secrets: SecretStore,
        transport: Transport,
        clock: Clock,
        background: Background,
        note_changes: NoteChanges = note_nothing,
    ) -> None:
        """`sources` are the vendors whose leads can be searched, by key; `note_changes` is told what is not as
        documented.
        """
        self._sources = sources
        self._clock = clock
        self._ports = SearchPorts(
            secrets=secrets,
            transport=transport,
            clock=clock,
            background=background,
            pace=Pace(),
            note_changes=note_changes,
        )
        self._latest: LeadSearch | None = None

    @property
    def ports(self) -> SearchPorts:
        """What reads need, their one pace included, for other reads through the same profiles."""
        return self._ports

    @property
    def vendors(self) -> tuple[str, ...]:
        """The names of the vendors whose leads can be searched."""
        return tuple(source.info.name for source in self._sources.values())

    def can_search(self, profile: ConnectionProfile) -> bool:
        """Tells whether leads can be searched through a profile."""
        return profile.vendor in self._sources

    def form(self, profile: ConnectionProfile) -> SearchForm:
        """Returns what the profile's vendor offers to search by."""
        return self._sources[profile.vendor].form

    def first_query(self, profile: ConnectionProfile) -> LeadQuery:
        """Returns the question that a new search begins with: the columns in view and the profile's zone."""
        info, form = self._sources[profile.vendor].info, self.form(profile)
        zone = info.options.field("time_zone")
        return LeadQuery(
            columns=form.default_columns,
            zone=profile.options.get("time_zone") or (zone.default if zone else ""),
        )

    def problems(self, profile: ConnectionProfile, query: LeadQuery) -> tuple[FieldProblem, ...]:
        """Returns what is wrong with a question, to be said beside its filters."""
        return self._sources[profile.vendor].query_problems(query)

    def start(
        self,
        profile: ConnectionProfile,
        query: LeadQuery,
        on_change: Callable[[], None] = lambda: None,
        *,
        reads_ahead: bool = False,
    ) -> LeadSearch:
        """Returns a new search, whose pages are asked for one by one; the one before it is cancelled.

        `reads_ahead` is for who wants all pages one after the other. Raises ValueError for a question with problems.
        """
        search = self.search(profile, query, on_change, reads_ahead=reads_ahead)
        if self._latest is not None:
            self._latest.cancel()
        self._latest = search
        return search

    def search(
        self,
        profile: ConnectionProfile,
        query: LeadQuery,
        on_change: Callable[[], None] = lambda: None,
        *,
        reads_ahead: bool = False,
    ) -> LeadSearch:
        """Returns a search that runs beside the others. Raises ValueError for a question that has problems."""
        if problems := self.problems(profile, query):
            raise ValueError(f"{problems[0].key}: {problems[0].text}")
        source = self._sources[profile.vendor]
        return LeadSearch(source, profile, query, self._ports, on_change, reads_ahead=reads_ahead)

    def all_pages(
        self,
        profile: ConnectionProfile,
        query: LeadQuery,
        columns: Sequence[str],
        on_change: Callable[[], None] = lambda: None,
    ) -> LeadExport:
        """Returns the reading of every page for an export of these columns, in this order.

        A range that is open towards now ends now, so that leads that come while it runs do not shift the pages; a label
        goes out alone. Raises ValueError for a question that has problems.
        """
        search = self.search(profile, self._fixed(query), on_change, reads_ahead=True)
        return LeadExport(search, columns, self.form(profile), self._ports.background)

    def curl(self, profile: ConnectionProfile, query: LeadQuery) -> CurlCommand:
        """Returns the request of the first page; a variable stands where the credentials go. Raises LeadDeskError."""
        source = self._sources[profile.vendor]
        stand_ins = {slot.key: Secret(slot.key) for slot in source.info.secret_slots}
        request = source.encode_page(query, PageRequest(query.first_page), profile, stand_ins)
        headers = tuple((name, _placed(name, value)) for name, value in request.headers)
        return CurlCommand(
            write_curl(request.method, request.url, headers, ""),
            tuple(value.name for _, value in headers if isinstance(value, Placeholder)),
        )

    def record_address(self, profile: ConnectionProfile, row: LeadRow) -> str:
        """Returns the web address of a row's record, on the profile's own host alone; empty where there is none."""
        return self._sources[profile.vendor].record_address(profile, row)

    def _fixed(self, query: LeadQuery) -> LeadQuery:
        now = self._clock.now().replace(microsecond=0)
        if not query.has_range or (query.created_to is not None and query.created_to <= now):
            return query
        return replace(query, created_to=now.astimezone(ZoneInfo(query.zone)) if query.zone else now)


def _placed(header: str, value: str | Secret) -> str | Placeholder:
    if not isinstance(value, Secret):
        return value
    return Placeholder("LEADDESK_" + re.sub(r"\W", "_", header, flags=re.ASCII).upper())


class LeadExport:
    """All pages of one question, as batches for `ExportTable`.

    A page that fails, and the question after 200 pages, hold the batches where they are until `resume`, or until
    whoever reads them is cancelled: so an export goes on after a fault, and what is written stays.
    """

    def __init__(self, search: LeadSearch, columns: Sequence[str], form: SearchForm, background: Background) -> None:
        self.search = search
        """Says pages, rows, state and problem while the batches are read."""
        self.columns = tuple(columns)
        self._kinds = tuple(form.columns.column(name).kind for name in columns)
        self._background = background
        self._resumed = asyncio.Event()

    @property
    def is_held(self) -> bool:
        """Whether the export waits for a person."""
        return self.search.state in (SearchState.FAILED, SearchState.ASKS)

    def resume(self) -> None:
        """Reads the failed page again, or goes on after so many pages."""
        self.search.go_on()
        self._resumed.set()

    async def batches(self) -> AsyncGenerator[Sequence[Row], None]:
        """Yields the rows page by page; while one is written, the next is on its way."""
        ahead = asyncio.ensure_future(self.search.next_page())
        try:
            while True:
                page = await ahead
                if page is not None:
                    ahead = asyncio.ensure_future(self.search.next_page())
                    yield await self._background.do(_cells, page, self.columns, self._kinds)
                elif self.search.state is SearchState.ENDED:
                    return
                else:
                    await self._until_resumed()
                    ahead = asyncio.ensure_future(self.search.next_page())
        finally:
            ahead.cancel()
            self.search.cancel()

    async def _until_resumed(self) -> None:
        if self.is_held:
            self._resumed.clear()
            await self._resumed.wait()
        if self.search.state is SearchState.CANCELLED:
            raise asyncio.CancelledError


def _cells(page: LeadPage, columns: tuple[str, ...], kinds: tuple[ColumnKind, ...]) -> list[Row]:
    """Returns a page's rows as an export writes them; a column that did not come is empty."""
    came = dict(zip(page.columns, zip(*page.rows, strict=True), strict=False))
    nothing = (None,) * len(page.rows)
    cells = [export_column(kind, came.get(name, nothing)) for name, kind in zip(columns, kinds, strict=True)]
    return list(zip(*cells, strict=True))
