"""One running search: reads page after page when asked to, waits where the vendor says so, and stops when told.

Reads are tried again by a loop of our own and not by a library: the wait is a countdown on the screen, follows the
vendor's Retry-After, runs on the injected clock, and ends at once with *Cancel search*; these four are all there is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from leaddesk.domain.errors import LeadDeskError, TransportProblem
from leaddesk.domain.lead_page import LeadPage, Misfit, PageProblem, PageRequest
from leaddesk.domain.lead_paging import LeadPaging, PagingEnd
from leaddesk.domain.lead_search import LeadQuery
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret
from leaddesk.domain.verdict import Explanation
from leaddesk.domain.wire import HttpRequest, HttpResponse
from leaddesk.language import tr, tr_later
from leaddesk.services.pace import Pace
from leaddesk.services.ports import Background, Clock, SecretStore, Transport
from leaddesk.services.reading import LEADS, secrets_to_read, turn_to_read
from leaddesk.services.vendor_drift import NoteChanges, note_nothing
from leaddesk.vendors.adapter import LeadSource
from leaddesk.vendors.scrub_page import scrub_page

TRIES = 3
BACK_OFF_S = (2.0, 4.0)
"""Seconds before the second and the third try (contract section 8); a longer Retry-After is kept to."""
LONGEST_WAIT_S = 300.0
"""A vendor that wants a longer wait is not waited for: the page has failed, and a person may try again."""
_SEARCH_LEADS = tr_later("Search leads")
_LEAVES_S = 0.001
"""A request that is sent ahead has left by then; decoding would hold it up."""


class SearchState(StrEnum):
    """Where a search stands."""

    READY = tr_later("Another page can be read")
    KEYRING = tr_later("Waiting for the keyring")
    READING = tr_later("Reading")
    WAITING = tr_later("Waiting to try again")
    FAILED = tr_later("A page could not be read")
    ASKS = tr_later("Many pages are read")
    ENDED = tr_later("All is read")
    CANCELLED = tr_later("Cancelled")


@dataclass(frozen=True, slots=True)
class Wait:
    """A pause before the same page is asked for again."""

    until: float
    """On the clock's monotonic scale."""
    next_try: int
    """The try that follows, of TRIES."""
    why: Explanation


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPorts:
    """What a search needs of the world."""

    secrets: SecretStore
    transport: Transport
    clock: Clock
    background: Background
    pace: Pace
    note_changes: NoteChanges = note_nothing
    """Is told what is not as documented."""


class LeadSearch:
    """One search, from its first page on; whoever holds it asks for each further page."""

    def __init__(
        self,
        source: LeadSource,
        profile: ConnectionProfile,
        query: LeadQuery,
        ports: SearchPorts,
        on_change: Callable[[], None] = lambda: None,
        *,
        reads_ahead: bool = False,
    ) -> None:
        """`on_change` is called whenever `state` has changed; `reads_ahead` is what the attribute begins as."""
        self.profile = profile
        self.query = query
        self.state = SearchState.READY
        self.problem: Explanation | None = None
        """Why the page failed."""
        self.raw = ""
        """The beginning of the answer that was no page."""
        self.wait: Wait | None = None
        self.notices: tuple[str, ...] = ()
        """Everything there was to say of the pages so far, each sentence once."""
        self.misfits: tuple[Misfit, ...] = ()
        """Filters that rows do not fit, added up over all pages."""
        self.malformed = 0
        """Elements so far that were no rows."""
        self.reads_ahead = reads_ahead
        """Whether the page after the second and each later one is asked for while that one is still decoded: for who
        wants all pages. Even so one request is in flight at a time."""
        follows = profile.options.get("paging") == "Cursor where offered"
        self._paging = LeadPaging(query, follows_cursor=follows)
        self._source = source
        self._ports = ports
        self._on_change = on_change
        self._held: dict[str, Secret] | None = None
        self._one_at_a_time = asyncio.Lock()
        self._flight: asyncio.Task[LeadPage | None] | None = None
        self._stopped: asyncio.Future[None] | None = None
        self._ahead: tuple[int, asyncio.Task[HttpResponse | PageProblem]] | None = None
        """The number of the page that was asked for ahead, and its answer to come."""
        self._taken: LeadPage | None = None
        """A page that is counted as read and not yet handed out: whoever asked for it may have gone meanwhile."""

    # ------------------------------------------------------------ what is known

    @property
    def pages(self) -> int:
        """Pages read."""
        return self._paging.pages - (self._dropped is not None)

    @property
    def rows(self) -> int:
        """Different leads read."""
        return self._paging.rows - (len(self._dropped.rows) if self._dropped else 0)

    @property
    def _dropped(self) -> LeadPage | None:
        """A page that was just counted when the search was cancelled: nobody gets it."""
        return self._taken if self._is_cancelled() else None

    @property
    def repeated(self) -> int:
        """Rows that came again and were left out."""
        return self._paging.repeated

    @property
    def total(self) -> int | None:
        """Leads that fit, where the vendor says it."""
        return self._paging.total

    @property
    def end(self) -> PagingEnd | None:
        """Why there is no further page."""
        return self._paging.end

    @property
    def next_number(self) -> int:
        """The page that is read next."""
        return self._paging.next.number

    @property
    def can_read(self) -> bool:
        """Whether `next_page` would ask for a page: none is on its way, and the last one has not failed."""
        return self.state is SearchState.READY

    def seconds_left(self) -> float:
        """Returns the seconds until the next try; 0 when nothing is waited for."""
        return max(0.0, self.wait.until - self._ports.clock.monotonic()) if self.wait else 0.0

    # ------------------------------------------------------------ what can be done

    async def next_page(self) -> LeadPage | None:
        """Returns the next page with its new rows alone, or None: then `state` says why.

        A failed page is read again. Calls side by side get their pages one after the other. Never raises for what a
        network or a vendor does.
        """
        async with self._one_at_a_time:
            if self.state not in (SearchState.READY, SearchState.FAILED):
                return None
            flight = self._flight = asyncio.ensure_future(self._read())
            flight.add_done_callback(_look_at_end)
            self._stopped = asyncio.get_running_loop().create_future()
            try:
                await asyncio.wait((flight, self._stopped), return_when=asyncio.FIRST_COMPLETED)
            except asyncio.CancelledError:
                flight.cancel()
                self._enter(SearchState.READY)
                raise
            finally:
                self._flight = self._stopped = None
            page = None if self._is_cancelled() else flight.result()
            if page is not None:
                self._hand_out(page)
            return page

    def go_on(self) -> None:
        """Takes the person's word that more pages may be read, where the search asks."""
        if self.state is SearchState.ASKS:
            self._paging.go_on()
            self._enter(SearchState.READY)

    def cancel(self) -> None:
        """Stops at once and for good; what has ended stays as it ended."""
        if self.state is SearchState.ENDED:
            return
        self._enter(SearchState.CANCELLED)
        self._drop_ahead()
        if self._flight is not None and self._stopped is not None and not self._stopped.done():
            self._flight.cancel()
            self._stopped.set_result(None)

    # ------------------------------------------------------------ inside

    async def _read(self) -> LeadPage | None:
        """Reads the next page, with its tries."""
        try:
            read = await self._tried()
        except LeadDeskError as problem:
            read = _no_answer(problem)
        except Exception as bug:
            why = Explanation(
                tr("LeadDesk made a mistake while it read a page."), f"({type(bug).__name__})", tr("Try again.")
            )
            self._fail(PageProblem(explanation=why, status=0))
            raise
        if isinstance(read, PageProblem):
            self._fail(read)
            return None
        return read

    def _is_cancelled(self) -> bool:
        return self.state is SearchState.CANCELLED

    async def _tried(self) -> LeadPage | PageProblem:
        if self._taken is not None:
            return self._taken
        secrets = await self._secrets()
        asked = self._paging.next
        request = self._source.encode_page(self.query, asked, self.profile, secrets)
        for attempt, back_off in enumerate((*BACK_OFF_S, 0.0), 1):
            read = await self._once(request, asked, secrets)
            if isinstance(read, LeadPage) or not read.repeatable or attempt == TRIES:
                return read
            pause = max(back_off, read.retry_after_s or 0.0)
            if pause > LONGEST_WAIT_S:
                return read
            self.wait = Wait(self._ports.clock.monotonic() + pause, attempt + 1, read.explanation)
            self._enter(SearchState.WAITING)
            await self._ports.clock.sleep(pause)
        raise AssertionError("the last try returns")

    async def _once(
        self, request: HttpRequest, asked: PageRequest, secrets: Mapping[str, Secret]
    ) -> LeadPage | PageProblem:
        if self._is_cancelled():  # a wait for the keyring may end although it was cancelled
            raise asyncio.CancelledError
        self._enter(SearchState.READING)
        response = await self._answer(request, asked)
        if isinstance(response, PageProblem):
            return response
        if self.reads_ahead and self._paging.goes_further and response.status == 200:
            following = PageRequest(asked.number + 1)
            later = self._source.encode_page(self.query, following, self.profile, secrets)
            task = asyncio.ensure_future(self._sent(later))
            task.add_done_callback(_look_at_end)
            self._ahead = (following.number, task)
            await asyncio.wait((task,), timeout=_LEAVES_S)
        known = (*request.secrets(), *secrets.values())
        read = await self._ports.background.do(self._decode, response, asked, known)
        if isinstance(read, LeadPage) and read.changes:
            self._ports.note_changes(self._source.info.key, _SEARCH_LEADS, read.changes)
        return read

    async def _answer(self, request: HttpRequest, asked: PageRequest) -> HttpResponse | PageProblem:
        """Returns the answer for a page: the one that was asked for ahead, or a new one."""
        ahead, self._ahead = self._ahead, None
        if ahead is None or ahead[0] != asked.number:
            return await self._sent(request)
        return await ahead[1]

    async def _sent(self, request: HttpRequest) -> HttpResponse | PageProblem:
        await turn_to_read(self.profile, LEADS, self._ports.pace, self._ports.clock)
        try:
            return await self._ports.transport.send(request)
        except TransportProblem as problem:
            return _no_answer(problem)

    def _drop_ahead(self) -> None:
        if self._ahead is not None:
            self._ahead[1].cancel()
            self._ahead = None

    def _decode(
        self, response: HttpResponse, asked: PageRequest, secrets: tuple[Secret, ...]
    ) -> LeadPage | PageProblem:
        """Returns the page without the rows that are known; runs on the worker thread, one page at a time."""
        clean = scrub_page(response, secrets)
        columns = self._paging.columns
        read = self._source.decode_page(clean, self.query, asked, columns, self._ports.clock.now())
        if isinstance(read, PageProblem):
            return read
        if self._paging.next is asked:
            self._taken = self._paging.take(read)
        # Else an earlier reading of this page, whose asker had gone, has been counted in the meantime.
        return self._taken or read

    def _hand_out(self, page: LeadPage) -> None:
        """Goes on to the state after a page, in the step that gives it away: no cancel comes in between."""
        self._taken = None
        self._note(page)
        if self.end:
            self._drop_ahead()
        asks = SearchState.ASKS if self._paging.asks else SearchState.READY
        self._enter(SearchState.ENDED if self.end else asks)

    async def _secrets(self) -> Mapping[str, Secret]:
        """Returns the profile's secrets by slot; the keyring is asked once a search. Raises LeadDeskError."""
        if self._held is None:
            self._enter(SearchState.KEYRING)
            self._held = await secrets_to_read(self._source.info, self.profile, self._ports.secrets)
        return self._held

    def _note(self, page: LeadPage) -> None:
        self.malformed += len(page.malformed)
        self.notices = tuple(dict.fromkeys((*self.notices, *page.notices)))
        sums = {misfit.key: misfit for misfit in self.misfits}
        for misfit in page.misfits:
            before = sums.get(misfit.key)
            sums[misfit.key] = replace(before, rows=before.rows + misfit.rows) if before else misfit
        self.misfits = tuple(sums.values())

    def _fail(self, problem: PageProblem) -> None:
        self._enter(SearchState.FAILED, problem)

    def _enter(self, state: SearchState, problem: PageProblem | None = None) -> None:
        """Goes into a state and says so; nothing leads out of *Cancelled*."""
        if self.state is SearchState.CANCELLED:
            return
        self.problem = problem.explanation if problem else None
        self.raw = problem.raw if problem else ""
        if state is not SearchState.WAITING:
            self.wait = None
        if state is not self.state:
            self.state = state
            self._on_change()


def _no_answer(problem: LeadDeskError) -> PageProblem:
    why = Explanation(problem.title, problem.detail, problem.hint)
    return PageProblem(
        explanation=why, status=0, repeatable=isinstance(problem, TransportProblem) and problem.can_retry
    )


def _look_at_end(flight: asyncio.Task[Any]) -> None:
    if not flight.cancelled():
        flight.exception()  # so that asyncio does not report it: its caller may have gone
