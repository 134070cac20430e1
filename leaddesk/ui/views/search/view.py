"""The place *Search leads*: what is asked, the leads page after page, the chosen one, and what can be done with it.

It only reads. The latest question wins; what is loaded stays whatever happens to a page.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.lead_page import LeadPage, LeadRow
from leaddesk.domain.lead_search import SearchForm
from leaddesk.language import tr
from leaddesk.services.lead_search import SearchState
from leaddesk.services.saved_searches import SavedSearch
from leaddesk.ui.models.grid_layout import GridLayout
from leaddesk.ui.theme import Theme
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.search.acts import Act, LeadActs
from leaddesk.ui.views.search.chosen import ChosenLead
from leaddesk.ui.views.search.columns_dialog import ColumnsDialog
from leaddesk.ui.views.search.deeds import LeadDeeds
from leaddesk.ui.views.search.desk import SearchDesk
from leaddesk.ui.views.search.details import LeadDetails
from leaddesk.ui.views.search.exporting import LeadsExport, LeadsInView
from leaddesk.ui.views.search.grid import LeadsGrid
from leaddesk.ui.views.search.panel import SearchPanel
from leaddesk.ui.views.search.panes import LeadPanes
from leaddesk.ui.views.search.reading import LeadReading
from leaddesk.ui.views.search.results import LeadResults
from leaddesk.ui.views.search.saved import SavedMenus
from leaddesk.ui.views.search.standing import SearchStanding
from leaddesk.ui.widgets.menus import drop_menu

_UNREAD_COLUMNS = tr("What stands in the new columns was not asked for.")


class SearchView(QWidget):
    """Search, page, choose columns, look at a lead, act on it, export."""

    lead_wanted = Signal(dict)
    """A form with these fields is to be entered as a new lead."""
    check_wanted = Signal(str)
    """The number is to be looked up in Check number."""
    profile_in_use = Signal(object)
    """The `ConnectionProfile` that is asked through, or None, is another one now."""
    profiles_wanted = Signal()
    """*Profiles* is to be opened, where a profile can be added."""

    def __init__(self, theme: Theme, desk: SearchDesk) -> None:
        """Builds the place; nothing is asked before *Search*."""
        super().__init__()
        self._theme, self._desk = theme, desk
        self._begun = False
        self._wanted: tuple[str, ...] = ()
        """The columns that were chosen; others may have come unasked."""
        self._columns_of: dict[str, tuple[str, ...]] = {}
        """The columns that were chosen last, by vendor: each has its own."""
        mask = self._mask = desk.masking.for_view(tr("Search leads"), self)
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
        self._panes = LeadPanes(theme, self.results, self.chosen)
        self.standing = SearchStanding(theme, self, self.panel, self.results, self.reading, mask)
        self._lay_out()
        self._bind()
        self._offer_profiles()
        self._show()

    # ------------------------------------------------------------ what others call

    def search(self) -> None:
        """Asks what the panel says; the search before is let go, its rows when the first page comes.

        The same question asked again is a refresh: what is chosen and where the list stands stay.
        """
        profile = self.panel.chosen_profile
        query = self.panel.query(self._columns(), self.grid.order)
        if profile and query:
            shown = self.standing.shown
            if shown and shown.profile.id == profile.id and shown.query.asks_as(query):
                self.grid.begin_refresh()
            else:
                self.grid.begin_other()
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
        elif self._panes.is_over:
            self._close_details()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._begun:
            self._begun = True
            self.saved.begin()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.panel.fit()
        self._place_details(over=self._panes.is_over)

    # ------------------------------------------------------------ profiles, searches and layouts

    def _offer_profiles(self) -> None:
        """Offers the profiles through which leads can be searched, as they are now."""
        self.panel.offer_profiles([one for one in self._desk.profiles.profiles if self._desk.search.can_search(one)])
        has_one = self.panel.chosen_profile is not None
        for part in (self.panel, self.results.columns_button, self.results.layout_button):
            part.setEnabled(has_one)
        self._show()
        self.profile_in_use.emit(self.panel.chosen_profile)

    def _form(self) -> SearchForm | None:
        profile = self.panel.chosen_profile
        return self._desk.search.form(profile) if profile else None

    def _take_profile(self) -> None:
        """Another profile's leads are other leads: those of the one before go."""
        profile, form = self.panel.chosen_profile, self._form()
        self._let_go()
        if profile and form:
            self._set_columns(self._columns_of.get(profile.vendor) or form.default_columns, form)
            self.chosen.set_columns(form.columns)
        self.profile_in_use.emit(profile)

    def _snapshot(self) -> SavedSearch | None:
        query = self.panel.query(self._columns(), self.grid.order)
        profile = self.panel.chosen_profile
        return SavedSearch(name="", query=query, profile_id=profile.id) if query and profile else None

    def _open_search(self, search: SavedSearch) -> None:
        """Fills a saved search in; it is not asked before *Search*."""
        if self.panel.chosen_profile is None:
            return
        self.panel.choose_profile(search.profile_id or self.panel.chosen_profile.id)
        self._let_go()
        self.panel.put(search.query)
        self.saved.use_layout(search.layout)
        form = self._form()
        if form and search.query.columns and search.query.columns != self._columns():
            self._set_columns(search.query.columns, form)
        self.panel.text.setFocus()

    def _open_layout(self, data: dict[str, object]) -> None:
        if form := self._form():
            layout = GridLayout.from_dict(data) if data else GridLayout(columns=form.default_columns)
            if not _is_of(layout.columns, form):
                layout = GridLayout(columns=form.default_columns)
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
        stopped = now is not None and now.state is SearchState.CANCELLED
        if anew and not stopped:
            self.grid.begin_refresh()
        self._wanted = names
        if profile := self.panel.chosen_profile:
            self._columns_of[profile.vendor] = names
        self.grid.set_columns(names, form.columns)
        if anew and stopped:
            self._desk.tell(
                "info", _UNREAD_COLUMNS, tr("The search was cancelled and stays so."), tr("Press Search or F5.")
            )
        elif anew:
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
        self.standing.page_came(self._desk.clock.now())
        self.grid.append(page)

    def _show(self) -> None:
        """Says where the search stands."""
        desk = self._desk
        self.standing.say(self._form(), desk.search.vendors, desk.times, desk.clock.now())

    def _let_go(self) -> None:
        """Lets the search and its rows go."""
        self.reading.forget()
        self.grid.clear()
        self.standing.forget()
        self._show()

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
        self._place_details(over=self._panes.is_over and row is not None)

    def _open_details(self, row: LeadRow | None) -> None:
        self.chosen.show_lead(row)
        self._panes.open_details(has_search=self.reading.search is not None)

    def _close_details(self) -> None:
        self._panes.close_details(has_search=self.reading.search is not None)

    def _place_details(self, *, over: bool) -> None:
        self._panes.place(over=over, has_search=self.reading.search is not None)

    def _do(self, act: Act) -> None:
        row, shown = self.grid.current(), self.standing.shown
        if row is not None and shown is not None:
            self._deeds.do(act, row, shown.profile)

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
            "result",
            tr("The first page's request is copied as cURL."),
            "",
            tr("Your keys are not in it: {names}.", names=names),
        )

    def open_export_menu(self) -> QMenu:
        """Opens the choice of what to export."""
        now, form, columns = self.standing.shown, self._form(), self.grid.visible_columns()
        menu = QMenu(self.results.export_button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if now and form:
            view = LeadsInView(now.profile, replace(now.query, columns=columns), columns, form)
            self.exporting.fill(menu, view, self.grid.selected_rows(), self.grid.loaded_rows())
        drop_menu(menu, self.results.export_button)
        return menu

    # ------------------------------------------------------------ putting it together

    def _bind(self) -> None:
        panel, grid, results, reading = self.panel, self.grid, self.results, self.reading
        panel.profile_chosen.connect(self._take_profile)
        panel.search_pressed.connect(self.search)
        panel.cancel_pressed.connect(self.reading.cancel)
        panel.zone_changed.connect(self._show_zone)
        panel.curl_wanted.connect(self._copy_curl)
        panel.chips.drawn.connect(self._order_tabs)
        reading.page_read.connect(self._append)
        reading.changed.connect(self._show)
        grid.more_wanted.connect(lambda waits: reading.more(hurries=waits))
        grid.retry_wanted.connect(reading.retry)
        grid.go_on_wanted.connect(reading.go_on)
        grid.local_note_changed.connect(results.say_local)
        grid.menu_opening.connect(self.acts.fill)
        for copies in (grid.acts, self.chosen.details):
            copies.copied.connect(lambda said: self._desk.tell("result", said))
        grid.current_changed.connect(self._choose)
        grid.opened.connect(self._open_details)
        grid.columns_changed.connect(self.saved.keep_layout_soon)
        results.acted.connect(self._act_on_state)
        results.quick.textChanged.connect(grid.set_quick_filter)
        results.refresh_button.clicked.connect(self.refresh)
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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.panel)
        column.addWidget(self._panes, 1)
        self._order_tabs()

    def start(self) -> QWidget:
        """Returns the words to look for."""
        return self.panel.text

    def _order_tabs(self) -> None:
        """Lets the keys go through the question, the leads, the details and then what is done with all of them."""
        results, end = self.results, self.grid.end
        stops: list[QWidget] = [*self.panel.stops(), results.empty_button, results.raw_button, results.quick]
        stops += [self.grid.table, end.raw, end.retry, end.go_on, *self.chosen.stops(), results.reveal_button]
        stops += [results.refresh_button, results.layout_button, results.columns_button, results.export_button]
        for first, second in itertools.pairwise([*stops, results.go_on_button, results.next_button]):
            QWidget.setTabOrder(first, second)


def _is_of(columns: tuple[str, ...], form: SearchForm) -> bool:
    """Tells whether columns are of the list that a form is of: another vendor's are other ones, but for a few names."""
    return 2 * sum(name in form.columns.by_name for name in columns) > len(columns)
