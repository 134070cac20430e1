"""*Did it land?*: looks for the lead of an open unknown in its vendor's own list; it only reads and settles nothing.

What the list shows is a help for the person who settles. A lead that is there may be older than the try: its time of
creation tells. A lead that is not there is not there now; only a list that was read to its end says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from leaddesk.domain.exchange import Exchange
from leaddesk.domain.lead_cells import plain_text, read_time
from leaddesk.domain.lead_columns import ColumnRole, LeadColumns
from leaddesk.domain.lead_fields import value_of
from leaddesk.domain.lead_page import LeadRow
from leaddesk.domain.lead_search import LeadQuery, SearchForm
from leaddesk.domain.phone import last_ten
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.services.search_leads import SearchLeads
from leaddesk.vendors.adapter import LeadSource

MOST_PAGES = 25
CLOCKS = timedelta(minutes=2)
"""By so much the vendor's clock may be behind this computer's."""


class Landing(Enum):
    """What the list shows, in the words of the screen."""

    LANDED = "It is there, created after this try began."
    THERE_BEFORE = "It is there, created before this try: this try loaded nothing."
    THERE = "It is there; since when does not show."
    NOT_THERE = "It is not there: the whole list was read."
    NOT_FOUND = "It was not found among the leads that were read; there are more."
    NOT_READ = "The list could not be read."


@dataclass(frozen=True, slots=True, kw_only=True)
class LandingFound:
    """The answer, with what was found."""

    landing: Landing
    lead_id: str = ""
    status: str = ""
    """The vendor's own word."""
    created: datetime | None = None
    looked_through: int = 0
    """Leads of the list."""
    problem: str = ""
    """Why the list could not be read, as one line."""


class DidItLand:
    """The use-case; whoever asks hands over the exchange as it stands in the history."""

    def __init__(self, search: SearchLeads, sources: Mapping[str, LeadSource]) -> None:
        self._search = search
        self._sources = sources

    def can_tell(self, exchange: Exchange, profile: ConnectionProfile | None) -> bool:
        """Tells whether the vendor's list can be asked for the lead, through the profile that it was sent by."""
        return profile is not None and self._question(exchange, profile) is not None

    async def look(self, exchange: Exchange, profile: ConnectionProfile) -> LandingFound:
        """Returns what the list shows; a failed read is an answer too. Raises ValueError where `can_tell` says no."""
        query = self._question(exchange, profile)
        if query is None:
            raise ValueError(f"no list can tell of entry {exchange.id}")
        form = self._search.form(profile)
        search, seen = self._search.search(profile, query), 0
        for _ in range(MOST_PAGES):
            page = await search.next_page()
            if page is None:
                break
            seen += page.count
            rows = (LeadRow(page.columns, values) for values in page.rows)
            if row := next((row for row in rows if _is_it(row, query, form)), None):
                return _found(row, form.columns, exchange.opening.at, seen)
        if search.problem:
            return LandingFound(landing=Landing.NOT_READ, looked_through=seen, problem=search.problem.sentence())
        return LandingFound(landing=Landing.NOT_THERE if search.end else Landing.NOT_FOUND, looked_through=seen)

    def _question(self, exchange: Exchange, profile: ConnectionProfile) -> LeadQuery | None:
        source = self._sources.get(exchange.opening.vendor)
        if source is None or profile.vendor != exchange.opening.vendor or profile.id != exchange.opening.profile_id:
            return None
        query = source.landing_query(exchange.opening.request)
        return None if query is None or source.query_problems(query) else query


def _is_it(row: LeadRow, query: LeadQuery, form: SearchForm) -> bool:
    """Tells whether a row has exactly what was asked for, in the columns that were asked for."""
    number = form.columns.of_role(ColumnRole.PHONE)
    for item in query.filters:
        column = form.by_key[item.key].column
        if column in query.columns:
            text, wanted = plain_text(row.value(column)).strip(), item.value
            same = last_ten(text) == last_ten(wanted) if column == number else text == wanted
            if not same:
                return False
    return True


def _found(row: LeadRow, columns: LeadColumns, began: datetime, seen: int) -> LandingFound:
    created = read_time(value_of(columns, ColumnRole.CREATED, row))
    landing = Landing.THERE
    if created is not None:
        landing = Landing.LANDED if created >= began - CLOCKS else Landing.THERE_BEFORE
    return LandingFound(
        landing=landing,
        lead_id=plain_text(row.id),
        status=plain_text(value_of(columns, ColumnRole.STATUS, row)),
        created=created,
        looked_through=seen,
    )
