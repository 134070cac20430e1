"""One search after another: the latest one wins, and a page of an older one is dropped.

A person who waits at the end of the leads for more of them gets all pages that come within a fifth of a second at once:
each showing costs as much as reading a few of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import chain

from PySide6.QtCore import QObject, QTimer, Signal

from leaddesk.domain.lead_page import LeadPage
from leaddesk.domain.lead_search import LeadQuery
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.services.lead_search import LeadSearch, SearchState
from leaddesk.services.ports import Clock
from leaddesk.services.search_leads import SearchLeads
from leaddesk.ui.tasks import TaskScope

_TICK_MS = 250
_SHOWING_MS = 200
"""Pages for a person who hurries are shown no sooner after those before."""
BUSY = (SearchState.KEYRING, SearchState.READING, SearchState.WAITING)


class LeadReading(QObject):
    """Asks for pages and hands them on; a wait is said anew four times a second."""

    page_read = Signal(object)
    """That `LeadPage` of the search in view was read, or several as one."""
    changed = Signal()
    """The search in view stands elsewhere, or its countdown has moved."""

    def __init__(self, parent: QObject, search: SearchLeads, clock: Clock, scope: TaskScope) -> None:
        super().__init__(parent)
        self._leads, self._clock, self._scope = search, clock, scope
        self.search: LeadSearch | None = None
        """The search in view."""
        self._task: asyncio.Task[LeadPage | None] | None = None
        self._latest = object()
        """Stands for the search in view, from its very beginning on."""
        self._since = 0.0
        self._hurries = False
        """Whether a person waits at the end of what is shown."""
        self._held: list[LeadPage] = []
        """Pages that are read and not shown yet."""
        self._showing = QTimer(self)
        self._showing.setSingleShot(True)
        self._showing.setInterval(_SHOWING_MS)
        self._showing.timeout.connect(self._show_in_time)
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK_MS)
        self._tick.timeout.connect(self.changed)

    @property
    def busy(self) -> bool:
        """Whether a page is on its way, or waited for."""
        state = self.search.state if self.search else SearchState.READY
        return state in BUSY or (self._task is not None and state is not SearchState.CANCELLED)

    def seconds(self) -> float:
        """Returns the seconds since the page on its way was asked for."""
        return self._clock.monotonic() - self._since

    def start(self, profile: ConnectionProfile, query: LeadQuery) -> None:
        """Asks anew and lets the search before go. Raises ValueError for a question that has problems."""
        mine = self._latest = object()
        self._task = None
        self._held.clear()
        self.search = self._leads.start(profile, query, lambda: self._follow_latest(mine))
        self.more()
        self._follow()

    def more(self, *, hurries: bool = False) -> None:
        """Reads the next page, unless one is on its way already or has failed.

        For a person who `hurries` the one after it is asked for too, and reading goes on until the next showing.
        """
        self._hurries = hurries
        if self.search and self.search.can_read and self._task is None:
            self._read(self.search)

    def retry(self) -> None:
        """Reads the failed page again."""
        if self.search and self.search.state is SearchState.FAILED and self._task is None:
            self._read(self.search)

    def go_on(self) -> None:
        """Takes a person's word that more pages may be read."""
        if self.search:
            self.search.go_on()
            self.more()

    def cancel(self) -> None:
        """Stops at once and for good; what is read by then is shown."""
        self._hurries = False
        self._show_held()
        if self.search:
            self.search.cancel()

    def forget(self) -> None:
        """Stops and has no search in view any more."""
        self._latest = object()
        self._held.clear()
        self.cancel()
        self.search = self._task = None
        self._follow()

    def _read(self, search: LeadSearch) -> None:
        self._since = self._clock.monotonic()
        search.reads_ahead = self._hurries
        task = self._task = self._scope.run(search.next_page(), partial(self._take, search))
        task.add_done_callback(self._ended)
        self._tick.start()

    def _take(self, search: LeadSearch, page: LeadPage | None) -> None:
        if search is not self.search:
            return
        self._task = None
        if page is not None:  # even if the search was cancelled since it was handed out: it is counted
            self._held.append(page)
            if self._hurries and self._showing.isActive() and search.can_read:
                self._read(search)
                return
        self._show_held()
        self._follow()

    def _show_in_time(self) -> None:
        """Shows what is held back for a page that takes its time."""
        if self._held:
            self._show_held()
            self._follow()

    def _show_held(self) -> None:
        if self._held:
            page, self._hurries = _as_one(self._held), False
            self._held.clear()
            self._showing.start()
            self.page_read.emit(page)

    def _ended(self, task: asyncio.Task[LeadPage | None]) -> None:
        """Lets go of a reading that a mistake or the end of LeadDesk has stopped."""
        if task is self._task:
            self._task = None

    def _follow_latest(self, search: object) -> None:
        """Follows a search unless another one has been begun: that the older one ends is not to be said."""
        between = self._held and self.search and self.search.state in (SearchState.READY, SearchState.READING)
        if search is self._latest and not between:
            self._follow()

    def _follow(self) -> None:
        if not self.busy:
            self._tick.stop()
        self.changed.emit()


def _as_one(pages: Sequence[LeadPage]) -> LeadPage:
    """Returns the last page with the rows of all; those of earlier pages may be shorter, as everywhere."""
    return replace(pages[-1], rows=tuple(chain.from_iterable(page.rows for page in pages)))
