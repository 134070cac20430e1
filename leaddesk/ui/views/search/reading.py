"""One search after another: the latest one wins, and a page of an older one is dropped."""

from __future__ import annotations

import asyncio
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from leaddesk.domain.lead_page import LeadPage
from leaddesk.domain.lead_search import LeadQuery
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.services.lead_search import LeadSearch, SearchState
from leaddesk.services.ports import Clock
from leaddesk.services.search_leads import SearchLeads
from leaddesk.ui.tasks import TaskScope

_TICK_MS = 250
BUSY = (SearchState.KEYRING, SearchState.READING, SearchState.WAITING)


class LeadReading(QObject):
    """Asks for pages and hands them on; a wait is said anew four times a second."""

    page_read = Signal(object)
    """That `LeadPage` of the search in view was read."""
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
        self.search = self._leads.start(profile, query, lambda: self._follow_latest(mine))
        self.more()
        self._follow()

    def more(self) -> None:
        """Reads the next page, unless one is on its way already or has failed."""
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
        """Stops at once and for good."""
        if self.search:
            self.search.cancel()

    def forget(self) -> None:
        """Stops and has no search in view any more."""
        self._latest = object()
        self.cancel()
        self.search = self._task = None
        self._follow()

    def _read(self, search: LeadSearch) -> None:
        self._since = self._clock.monotonic()
        task = self._task = self._scope.run(search.next_page(), partial(self._take, search))
        task.add_done_callback(self._ended)
        self._tick.start()

    def _take(self, search: LeadSearch, page: LeadPage | None) -> None:
        if search is not self.search:
            return
        self._task = None
        if page is not None and search.state is not SearchState.CANCELLED:
            self.page_read.emit(page)
        self._follow()

    def _ended(self, task: asyncio.Task[LeadPage | None]) -> None:
        """Lets go of a reading that a mistake or the end of LeadDesk has stopped."""
        if task is self._task:
            self._task = None

    def _follow_latest(self, search: object) -> None:
        """Follows a search unless another one has been begun: that the older one ends is not to be said."""
        if search is self._latest:
            self._follow()

    def _follow(self) -> None:
        if not self.busy:
            self._tick.stop()
        self.changed.emit()
