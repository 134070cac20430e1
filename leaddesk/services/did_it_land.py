"""*Did it land?*: looks for the lead of an open unknown where its vendor can tell; it only reads and settles nothing.

What the list shows is a help for the person who settles. A lead that is there may be older than the try: its time of
creation tells. A lead that is not there is not there now; only a list that was read to its end says so, or a vendor
whose answer speaks of its whole system.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.exchange import Exchange
from leaddesk.domain.lead_cells import plain_text, read_time
from leaddesk.domain.lead_columns import ColumnRole, LeadColumns
from leaddesk.domain.lead_fields import value_of
from leaddesk.domain.lead_page import LeadRow
from leaddesk.domain.lead_search import LeadQuery, SearchForm
from leaddesk.domain.phone import last_ten
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret
from leaddesk.domain.verdict import Explanation
from leaddesk.domain.wire import HttpResponse
from leaddesk.language import tr_later
from leaddesk.services.reading import LEADS, secrets_to_read, turn_to_read
from leaddesk.services.search_leads import SearchLeads
from leaddesk.vendors.adapter import LandingSource, LeadSource, NumberFound
from leaddesk.vendors.scrub import scrub_response

MOST_PAGES = 25
CLOCKS = timedelta(minutes=2)
"""By so much the vendor's clock may be behind this computer's."""


class Landing(Enum):
    """What the list shows, in the words of the screen."""

    LANDED = tr_later("It is there, created after this try began.")
    THERE_BEFORE = tr_later("It is there, created before this try: this try loaded nothing.")
    THERE = tr_later("It is there; since when does not show.")
    NOT_THERE = tr_later("It is not there: the whole list was read.")
    NOT_FOUND = tr_later("It was not found among the leads that were read; there are more.")
    NOT_READ = tr_later("The list could not be read.")
    NUMBER_THERE = tr_later("The number is there; since when does not show: its lead may be older than this try.")
    NUMBER_NOT_THERE = tr_later(
        "The number is not there: the answer speaks of every list, as far as this user may see them."
    )
    NOT_TOLD = tr_later("Whether it is there did not show.")


@dataclass(frozen=True, slots=True, kw_only=True)
class LandingFound:
    """The answer, with what was found."""

    landing: Landing
    lead_id: str = ""
    """Of several leads with the number all, with commas."""
    created: datetime | None = None
    problem: str = ""
    """Why it could not be read or told, as one line."""


class DidItLand:
    """The use-case; whoever asks hands over the exchange as it stands in the history."""

    def __init__(
        self, search: SearchLeads, sources: Mapping[str, LeadSource], numbers: Mapping[str, LandingSource]
    ) -> None:
        """`sources` have a list of leads that can be searched, `numbers` can be asked for a number alone; by vendor."""
        self._search = search
        self._sources = sources
        self._numbers = numbers

    def can_tell(self, exchange: Exchange, profile: ConnectionProfile | None) -> bool:
        """Tells whether the vendor can be asked for the lead, through the profile that it was sent by."""
        if profile is None:
            return False
        return bool(self._number(exchange, profile)) or self._question(exchange, profile) is not None

    async def look(self, exchange: Exchange, profile: ConnectionProfile) -> LandingFound:
        """Returns what the vendor tells; a failed read is an answer too. Raises ValueError where `can_tell` says no."""
        if number := self._number(exchange, profile):
            return await self._look_for(number, self._numbers[profile.vendor], profile)
        query = self._question(exchange, profile)
        if query is None:
            raise ValueError(f"no list can tell of entry {exchange.id}")
        form = self._search.form(profile)
        search = self._search.search(profile, query)
        for _ in range(MOST_PAGES):
            page = await search.next_page()
            if page is None:
                break
            rows = (LeadRow(page.columns, values) for values in page.rows)
            if row := next((row for row in rows if _is_it(row, query, form)), None):
                return _found(row, form.columns, exchange.opening.at)
        if search.problem:
            return LandingFound(landing=Landing.NOT_READ, problem=search.problem.sentence())
        return LandingFound(landing=Landing.NOT_THERE if search.end else Landing.NOT_FOUND)

    async def _look_for(self, number: str, source: LandingSource, profile: ConnectionProfile) -> LandingFound:
        """Asks once for a number, and never again by itself: each failed login counts at the vendor."""
        ports = self._search.ports
        try:
            secrets = await secrets_to_read(source.info, profile, ports.secrets)
            request = source.encode_landing(number, profile, secrets)
            await turn_to_read(profile, LEADS, ports.pace, ports.clock)
            response = await ports.transport.send(request)
        except LeadDeskError as problem:
            why = Explanation(problem.title, problem.detail, problem.hint)
            return LandingFound(landing=Landing.NOT_READ, problem=why.sentence())
        known = (*request.secrets(), *secrets.values())
        found = await ports.background.do(_told, source, response, known, number)
        if isinstance(found, Explanation):
            return LandingFound(landing=Landing.NOT_TOLD, problem=found.sentence())
        landing = Landing.NUMBER_THERE if found.lead_ids else Landing.NUMBER_NOT_THERE
        return LandingFound(landing=landing, lead_id=", ".join(found.lead_ids))

    def _number(self, exchange: Exchange, profile: ConnectionProfile) -> str:
        """Returns the number that the vendor can be asked for through a profile, empty where it cannot."""
        source = self._numbers.get(exchange.opening.vendor)
        return source.landing_number(exchange.opening.request) if source and _is_of(exchange, profile) else ""

    def _question(self, exchange: Exchange, profile: ConnectionProfile) -> LeadQuery | None:
        source = self._sources.get(exchange.opening.vendor)
        if source is None or not _is_of(exchange, profile):
            return None
        query = source.landing_query(exchange.opening.request)
        return None if query is None or source.query_problems(query) else query


def _is_of(exchange: Exchange, profile: ConnectionProfile) -> bool:
    return (profile.vendor, profile.id) == (exchange.opening.vendor, exchange.opening.profile_id)


def _told(
    source: LandingSource, response: HttpResponse, secrets: tuple[Secret, ...], number: str
) -> NumberFound | Explanation:
    return source.decode_landing(source.scrub_answer(scrub_response(response, secrets)), number)


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


def _found(row: LeadRow, columns: LeadColumns, began: datetime) -> LandingFound:
    created = read_time(value_of(columns, ColumnRole.CREATED, row))
    landing = Landing.THERE
    if created is not None:
        landing = Landing.LANDED if created >= began - CLOCKS else Landing.THERE_BEFORE
    return LandingFound(landing=landing, lead_id=plain_text(row.id), created=created)
