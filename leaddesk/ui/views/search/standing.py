"""Says where a search stands: around the leads, in their place while there are none, and in their last row.

The rows of the question before stay in view until the first page of the next one comes: whose they are is said.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from leaddesk.domain.lead_search import SearchForm
from leaddesk.language import tr
from leaddesk.services.lead_search import LeadSearch, SearchState
from leaddesk.ui.masking import Masking, Reveal
from leaddesk.ui.theme import Theme
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.search import words
from leaddesk.ui.views.search.panel import SearchPanel
from leaddesk.ui.views.search.reading import LeadReading
from leaddesk.ui.views.search.results import LeadResults
from leaddesk.ui.widgets.announce import announce

_STOPPED = (SearchState.FAILED, SearchState.ASKS, SearchState.ENDED, SearchState.CANCELLED)
_SOON_S = 1.0
"""A page that comes sooner is not announced."""


class SearchStanding(QObject):
    """Knows which search the rows in view came by."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        panel: SearchPanel,
        results: LeadResults,
        reading: LeadReading,
        mask: Masking,
    ) -> None:
        super().__init__(parent)
        self._theme, self._parent, self._mask = theme, parent, mask
        self._panel, self._results, self._reading = panel, results, reading
        self.shown: LeadSearch | None = None
        """The search that the rows in view came by."""
        self._shown_at: datetime | None = None
        self._told: LeadSearch | None = None
        """The search whose result was announced."""
        self._end_said = False
        """Whether the last row of the grid says something, which only the next page takes back."""
        panel.edited.connect(self._say_asked)
        results.raw_wanted.connect(self._open_raw)
        results.grid.end.raw_wanted.connect(self._open_raw)

    def page_came(self, at: datetime) -> None:
        """Notes that a page of the search under way is in view, and when it came."""
        self._end_said = False
        self.shown, self._shown_at = self._reading.search, at

    def forget(self) -> None:
        """Notes that no rows are in view any more."""
        self.shown = self._shown_at = None

    def say(self, form: SearchForm | None, vendors: tuple[str, ...], times: LocalTimes, now: datetime) -> None:
        """Says it all anew."""
        search, results = self._reading.search, self._results
        self._panel.set_busy(self._reading.busy)
        self._panel.say_asked(search.query if search else None)
        results.refresh_button.setEnabled(search is not None)
        if search is None or form is None:
            results.say_count("", "")
            results.say_foot("", can_read=False)
            results.say_notices(())
            results.say_state(*words.nothing_asked(form, vendors))
            results.export_button.setEnabled(False)
            return
        results.say_count(words.count_words(search), words.pages_words(search))
        results.say_foot(words.next_words(search), can_read=search.can_read and not self._reading.busy)
        results.say_notices((*self._of_before(times, now), *words.notices(search, form)))
        results.export_button.setEnabled(self.shown is not None and self.shown.rows > 0)
        self._say_asked()
        self._say_empty(search)
        self._say_end(search)
        self._announce(search)

    def _announce(self, search: LeadSearch) -> None:
        """Has a screen reader say once what came of a search: how many leads, or why there are none."""
        if search is self._told or (self._reading.busy and self.shown is not search):
            return
        self._told = search
        results = self._results
        announce(results.count, results.empty.text() if results.is_empty else results.count.text())

    def _say_asked(self) -> None:
        """Says by what the rows in view were asked, where the panel says another question."""
        asked = self.shown.query if self.shown else None
        differs = asked is not None and self._panel.says_another(asked)
        self._results.say_asked(tr("These rows: {question}.", question=asked.as_line()) if asked and differs else "")

    def _of_before(self, times: LocalTimes, now: datetime) -> tuple[str, ...]:
        """Returns whose the rows in view are, where the search has stopped before it had any."""
        search, shown, at = self._reading.search, self.shown, self._shown_at
        if search is None or shown is None or shown is search or at is None or self._reading.busy:
            return ()
        asked = shown.query.as_line()
        return (
            tr(
                "Still in view are the leads of {moment}, asked as: {asked}.", moment=times.moment(at, now), asked=asked
            ),
        )

    def _say_empty(self, search: LeadSearch) -> None:
        """Shows the leads, or says why there are none."""
        results = self._results
        if results.grid.model.rows or self._reading.busy:
            results.say_state("")
        elif search.state is SearchState.FAILED:
            results.say_state(words.explained(search.problem), tr("Try again"), raw=bool(search.raw.strip()))
        else:
            cancelled = search.state is SearchState.CANCELLED
            results.say_state(words.CANCELLED if cancelled else words.NOTHING_FOUND)

    def _say_end(self, search: LeadSearch) -> None:
        """Says in the last row of the leads what is waited for or decided; reading ahead is not worth a word."""
        grid, seconds = self._results.grid, self._reading.seconds()
        text = words.end_words(search, seconds)
        soon = search.state not in (SearchState.WAITING, *_STOPPED) and seconds < _SOON_S
        ahead = bool(grid.model.rows) and soon and not self._end_said
        if ahead or (search.state is SearchState.READY and not self._reading.busy):
            return
        self._end_said = True
        if self._reading.busy:
            grid.show_waiting(text)
        elif search.state is SearchState.FAILED:
            grid.show_failed(text, raw=bool(search.raw.strip()))
        elif search.state is SearchState.ASKS:
            grid.show_question(text)
        else:
            grid.show_end(text)

    def _open_raw(self) -> None:
        """Opens what came; while numbers are masked, once that is on record: nothing in it is masked."""
        search = self._reading.search
        if search is not None and search.raw:
            raw = search.raw
            self._mask.hand_on(Reveal(what=tr("Raw answer in Search leads")), lambda: self._show_raw(raw))

    def _show_raw(self, raw: str) -> None:
        from leaddesk.ui.views.search.raw import RawDialog

        RawDialog(self._theme, self._parent.window(), raw).open()
