"""The place *Search leads*: what is asked, the leads page after page, the chosen one, and what can be done with it.

It only reads. The latest question wins; what is loaded stays whatever happens to a page.
"""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.lead_page import LeadPage, LeadRow
from leaddesk.domain.lead_search import SearchForm
from leaddesk.services.lead_search import SearchState
from leaddesk.services.saved_searches import SavedSearch
from leaddesk.ui.models.grid_layout import GridLayout
from leaddesk.ui.theme import Theme
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.search import words
from leaddesk.ui.views.search.acts import Act, LeadActs
from leaddesk.ui.views.search.chosen import ChosenLead
from leaddesk.ui.views.search.columns_dialog import ColumnsDialog
from leaddesk.ui.views.search.deeds import LeadDeeds
from leaddesk.ui.views.search.desk import SearchDesk
from leaddesk.ui.views.search.details import LeadDetails
from leaddesk.ui.views.search.exporting import LeadsExport, LeadsInView
from leaddesk.ui.views.search.grid import LeadsGrid
from leaddesk.ui.views.search.panel import SearchPanel
from leaddesk.ui.views.search.reading import LeadReading
from leaddesk.ui.views.search.results import LeadResults
from leaddesk.ui.views.search.saved import SavedMenus

_WIDE = 960
"""With less room than so many pixels at 100 %, the details are a page over the grid."""
_DETAILS = 324
_LEAST = 600
_STOPPED = (SearchState.FAILED, SearchState.ASKS, SearchState.ENDED, SearchState.CANCELLED)
_SOON_S = 1.0
"""A page that comes sooner is not announced."""


class SearchView(QWidget):
    """Search, page, choose columns, look at a lead, act on it, export."""

    lead_wanted = Signal(dict)
    """A form with these fields is to be entered as a new lead."""
    check_wanted = Signal(str)
    """The number is to be looked up in Check number."""
    profiles_wanted = Signal()
    """*Profiles* is to be opened, where a profile can be added."""

    def __init__(self, theme: Theme, desk: SearchDesk) -> None:
        """Builds the place; nothing is asked before *Search*."""
        super().__init__()
        self._theme, self._desk = theme, desk
        self._begun = False
        self._details_closed = False
        """Whether a person has put away the details that stand beside the list."""
        self._wanted: tuple[str, ...] = ()
        """The columns that were chosen; others may have come unasked."""
        self._end_said = False
        """Whether the last row of the grid says something, which only the next page takes back."""
        mask = self._mask = desk.masking.for_view("Search leads", self)
        self.acts = LeadActs(self)
        self._deeds = LeadDeeds(self, desk, mask)
        self.panel = SearchPanel(theme, desk.search)
        self.grid = LeadsGrid(theme, desk.times, mask, background=desk.background, now=desk.clock.now)
        self.results = LeadResults(theme, self.grid, mask)
        self.chosen = ChosenLead(theme, self.acts, LeadDetails(theme, desk.times, mask), mask)
        self.reading = LeadReading(self, desk.search, desk.clock, desk.scope)
        self.exporting = LeadsExport(theme, self, desk)
        self.saved = SavedMenus(
            theme,
            self,
            desk,
            self.panel.saved_button,
            self.results.layout_button,
            self._snapshot,
            lambda: replace(self.grid.layout_now(), columns=self._columns()).to_dict(),
        )
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._pages = QStackedWidget()
        self._lay_out()
        self._bind()
        self._offer_profiles()
        self._show()

    # ------------------------------------------------------------ what others call

    def search(self) -> None:
        """Asks what the panel says; the search before is let go."""
        profile = self.panel.chosen_profile
        query = self.panel.query(self._columns(), self.grid.order)
        if profile and query:
            self.grid.clear()
            self.reading.start(profile, query)

    def refresh(self) -> None:
        """Asks the same again, with the columns in view; the chosen row and the scroll position stay."""
        if self.reading.search:
            self.grid.begin_refresh()
            self._read_again()

    def cancel(self) -> None:
        """Stops the search at once; with none under way, closes the details that stand over the list."""
        if self.reading.busy:
            self.reading.cancel()
        elif self._pages.currentWidget() is self.chosen:
            self._close_details()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._begun:
            self._begun = True
            self.saved.begin()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.panel.fit()
        self._place_details(open_over=self._pages.currentWidget() is self.chosen)

    # ------------------------------------------------------------ profiles, searches and layouts

    def _offer_profiles(self) -> None:
        """Offers the profiles through which leads can be searched, as they are now."""
        self.panel.offer_profiles([one for one in self._desk.profiles.profiles if self._desk.search.can_search(one)])
        has_one = self.panel.chosen_profile is not None
        for part in (self.panel, self.results.columns_button, self.results.layout_button):
            part.setEnabled(has_one)
        self._show()

    def _form(self) -> SearchForm | None:
        profile = self.panel.chosen_profile
        return self._desk.search.form(profile) if profile else None

    def _take_profile(self) -> None:
        """Another profile's leads are other leads: those of the one before go."""
        form = self._form()
        self.reading.forget()
        self.grid.clear()
        if form:
            self._set_columns(self._columns() or form.default_columns, form)
            self.chosen.set_columns(form.columns)

    def _snapshot(self) -> SavedSearch | None:
        query = self.panel.query(self._columns(), self.grid.order)
        profile = self.panel.chosen_profile
        return SavedSearch(name="", query=query, profile_id=profile.id) if query and profile else None

    def _open_search(self, search: SavedSearch) -> None:
        """Fills a saved search in; it is not asked before *Search*."""
        if self.panel.chosen_profile is None:
            return
        self.panel.choose_profile(search.profile_id or self.panel.chosen_profile.id)
        self.reading.forget()
        self.grid.clear()
        self.panel.put(search.query)
        self.saved.use_layout(search.layout)
        form = self._form()
        if form and search.query.columns and search.query.columns != self._columns():
            self._set_columns(search.query.columns, form)
        self.panel.text.setFocus()

    def _open_layout(self, data: dict[str, object]) -> None:
        if form := self._form():
            layout = GridLayout.from_dict(data) if data else GridLayout(columns=form.default_columns)
            self._set_columns(layout.columns or form.default_columns, form)
            self.grid.apply_layout(layout)

    # ------------------------------------------------------------ columns

    def _choose_columns(self) -> None:
        if form := self._form():
            in_view, defaults = self._columns(), form.default_columns
            dialog = ColumnsDialog(self._theme, self.window(), form.columns, in_view, defaults)
            dialog.chosen.connect(self._take_columns)
            dialog.open()

    def _take_columns(self, names: tuple[str, ...]) -> None:
        if form := self._form():
            self._set_columns(tuple(names), form)
            self.saved.keep_layout_soon()

    def _columns(self) -> tuple[str, ...]:
        """Returns the columns that were chosen, from left to right."""
        return tuple(name for name in self.grid.visible_columns() if name in self._wanted)

    def _set_columns(self, names: tuple[str, ...], form: SearchForm) -> None:
        """Shows other columns; asks again where one was not asked for, or one is to go that came with the rows."""
        now, in_view = self.reading.search, set(self.grid.visible_columns())
        new = set(names).difference(now.query.columns) if now else set()
        changed = new | in_view.difference(names)
        anew = now is not None and any(name in form.columns.by_name for name in changed)
        if anew:
            self.grid.begin_refresh()
        self._wanted = names
        self.grid.set_columns(names, form.columns)
        if anew:
            self._read_again()

    def _read_again(self) -> None:
        if now := self.reading.search:
            query = replace(now.query, columns=self._columns())
            problems = self._desk.search.problems(now.profile, query)
            self.panel.say_problem(problems[0] if problems else None)
            if not problems:
                self.reading.start(now.profile, query)

    # ------------------------------------------------------------ showing

    def _append(self, page: LeadPage) -> None:
        self._end_said = False
        self.grid.append(page)

    def _show(self) -> None:
        """Says where the search stands."""
        now, form, results = self.reading.search, self._form(), self.results
        self.panel.set_busy(self.reading.busy)
        if now is None or form is None:
            results.say_count("", "")
            results.say_foot("", can_read=False)
            results.say_notices(())
            results.say_state(*words.nothing_asked(form, self._desk.search.vendors))
            results.export_button.setEnabled(False)
            return
        results.say_count(words.count_words(now), words.pages_words(now))
        results.say_foot(words.next_words(now), can_read=now.can_read and not self.reading.busy)
        results.say_notices(words.notices(now, form))
        results.export_button.setEnabled(now.rows > 0)
        self._show_empty()
        self._show_end()

    def _show_empty(self) -> None:
        """Shows the leads, or says why there are none."""
        now = self.reading.search
        if now is None or self.grid.model.rows or self.reading.busy:
            self.results.say_state("")
        elif now.state is SearchState.FAILED:
            self.results.say_state(words.explained(now.problem), "Try again")
        else:
            cancelled = now.state is SearchState.CANCELLED
            self.results.say_state(words.CANCELLED if cancelled else words.NOTHING_FOUND)

    def _show_end(self) -> None:
        """Says in the last row of the leads what is waited for or decided; reading ahead is not worth a word."""
        now = self.reading.search
        if now is None:
            return
        text, seconds = words.end_words(now, self.reading.seconds()), self.reading.seconds()
        soon = now.state not in (SearchState.WAITING, *_STOPPED) and seconds < _SOON_S
        ahead = bool(self.grid.model.rows) and soon and not self._end_said
        if ahead or (now.state is SearchState.READY and not self.reading.busy):
            return
        self._end_said = True
        if self.reading.busy:
            self.grid.show_waiting(text)
        elif now.state is SearchState.FAILED:
            self.grid.show_failed(text)
        elif now.state is SearchState.ASKS:
            self.grid.show_question(text)
        else:
            self.grid.show_end(text)

    def _act_on_state(self) -> None:
        """Does what the button in the place of the leads says."""
        now = self.reading.search
        if now is None:
            self.profiles_wanted.emit()
        else:
            self.reading.retry()

    def _show_zone(self, zone: str) -> None:
        times = LocalTimes(ZoneInfo(zone)) if zone else self._desk.times
        self.grid.show_times(times)
        self.chosen.details.set_times(times)

    # ------------------------------------------------------------ the chosen lead

    def _choose(self, row: LeadRow | None) -> None:
        self.acts.set_row(has_row=row is not None)
        self.chosen.show_lead(row)
        self._place_details(open_over=self._pages.currentWidget() is self.chosen and row is not None)

    def _open_details(self, row: LeadRow | None) -> None:
        self._details_closed = False
        self.chosen.show_lead(row)
        self._place_details(open_over=True)
        if self._pages.currentWidget() is self.chosen:
            self.chosen.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_details(self) -> None:
        self._details_closed = self._pages.currentWidget() is self._splitter
        self._place_details(open_over=False)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place_details(self, *, open_over: bool) -> None:
        """Puts the details beside the list where there is room, else over it while they are looked at."""
        wide = self.width() >= self._theme.px(_WIDE)
        beside = self._splitter.indexOf(self.chosen) >= 0
        if wide and not beside:
            self._splitter.addWidget(self.chosen)
            self._splitter.setSizes([self.width() - self._theme.px(_DETAILS), self._theme.px(_DETAILS)])
        elif not wide and beside:
            self._pages.addWidget(self.chosen)
        if wide:
            self._pages.setCurrentWidget(self._splitter)
            self.chosen.setVisible(not self._details_closed and bool(self.reading.search))
        else:
            self._pages.setCurrentWidget(self.chosen if open_over else self._splitter)

    def _do(self, act: Act) -> None:
        row, now = self.grid.current(), self.reading.search
        if row is not None and now is not None:
            self._deeds.do(act, row, now.profile)

    # ------------------------------------------------------------ taking out

    def _copy_curl(self) -> None:
        profile = self.panel.chosen_profile
        query = self.panel.query(self._columns())
        if profile is None or query is None:
            return
        try:
            command = self._desk.search.curl(profile, query)
        except LeadDeskError as problem:
            self._desk.tell("error", problem.title, problem.detail, problem.hint)
            return
        QGuiApplication.clipboard().setText(command.text)
        names = ", ".join(command.variables)
        self._desk.tell(
            "result", "The first page's request is copied as cURL.", "", f"Your keys are not in it: {names}."
        )

    def open_export_menu(self) -> QMenu:
        """Opens the choice of what to export."""
        now, form, columns = self.reading.search, self._form(), self.grid.visible_columns()
        menu = QMenu(self.results.export_button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if now and form:
            view = LeadsInView(now.profile, replace(now.query, columns=columns), columns, form)
            self.exporting.fill(menu, view, self.grid.selected_rows(), self.grid.loaded_rows())
        menu.popup(self.results.export_button.mapToGlobal(QPoint(0, self.results.export_button.height())))
        return menu

    # ------------------------------------------------------------ putting it together

    def _bind(self) -> None:
        panel, grid, results, reading = self.panel, self.grid, self.results, self.reading
        panel.profile_chosen.connect(self._take_profile)
        panel.search_pressed.connect(self.search)
        panel.cancel_pressed.connect(self.reading.cancel)
        panel.zone_changed.connect(self._show_zone)
        panel.curl_wanted.connect(self._copy_curl)
        reading.page_read.connect(self._append)
        reading.changed.connect(self._show)
        grid.more_wanted.connect(lambda waits: reading.more(hurries=waits))
        grid.retry_wanted.connect(reading.retry)
        grid.go_on_wanted.connect(reading.go_on)
        grid.local_note_changed.connect(results.say_local)
        grid.menu_opening.connect(self.acts.fill)
        grid.current_changed.connect(self._choose)
        grid.opened.connect(self._open_details)
        grid.columns_changed.connect(self.saved.keep_layout_soon)
        results.acted.connect(self._act_on_state)
        results.quick.textChanged.connect(grid.set_quick_filter)
        results.columns_button.clicked.connect(self._choose_columns)
        results.export_button.clicked.connect(self.open_export_menu)
        results.next_button.clicked.connect(reading.more)
        self.exporting.said.connect(results.say_export)
        self.chosen.closed.connect(self._close_details)
        self.acts.wanted.connect(self._do)
        self._deeds.lead_wanted.connect(self.lead_wanted)
        self._deeds.check_wanted.connect(self.check_wanted)
        self.saved.search_opened.connect(self._open_search)
        self.saved.layout_opened.connect(self._open_layout)
        self._desk.profiles.on_change(self._offer_profiles)
        for keys, act in (("Esc", self.cancel), ("F5", self.refresh)):
            QShortcut(
                QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            ).activated.connect(act)

    def _lay_out(self) -> None:
        self._splitter.addWidget(self.results)
        self._splitter.addWidget(self.chosen)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        self._pages.addWidget(self._splitter)
        self._pages.setMinimumWidth(self._theme.px(_LEAST))  # else the details would keep the window from narrowing
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.panel)
        column.addWidget(self._pages, 1)
        self.setFocusProxy(self.panel.text)
