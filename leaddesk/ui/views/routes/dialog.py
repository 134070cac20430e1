"""The dialog *Routes*: list, editor, and the acts on a route; opened, never executed.

What is typed and not saved stays while another route is chosen, and is never thrown away without a question. The
dialog is modal, so nobody else changes routes or destinations meanwhile; each act looks at them anew all the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.fields import FieldProblem
from leaddesk.domain.profile import new_id
from leaddesk.domain.route import Route
from leaddesk.language import tr, trn
from leaddesk.services.manage_profiles import ManageProfiles
from leaddesk.services.manage_routes import ManageRoutes
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.tell import Tell
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.routes.foot import RoutesFoot
from leaddesk.ui.views.routes.route_editor import NAME_KEY, RouteEditor
from leaddesk.ui.views.routes.route_list import RouteList, RoutesEmpty
from leaddesk.ui.views.routes.rows import Row
from leaddesk.ui.views.routes.words import route_detail, route_title, stop_words, too_few
from leaddesk.ui.views.verdict.parts import scrolling
from leaddesk.ui.widgets.plaintext import marked

_WIDTH, _HEIGHT = 880, 660
_NARROW = 620
"""Below so many pixels at 100 % the list stands above the editor and scrolls with it."""
_ROOM = 0.94
"""So much of the window the dialog takes at most."""


class RoutesDialog(QDialog):
    """Adds, changes and deletes routes."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        routes: ManageRoutes,
        profiles: ManageProfiles,
        scope: TaskScope,
        tell: Tell,
    ) -> None:
        """`scope` is the application's: what is being saved is saved even when the dialog is closed, and told then."""
        super().__init__(parent)
        self._theme, self._routes, self._profiles = theme, routes, profiles
        self._scope, self._tell = scope, tell
        self._drafts: dict[str, Route] = {}
        """Routes as typed that differ from what is saved, new ones too, by id."""
        self._current = ""
        self._busy, self._closed = False, False
        self._narrow: bool | None = None
        self.setWindowTitle(tr("Routes"))
        self.setAccessibleName(tr("Routes"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = RouteList(theme)
        self.empty = RoutesEmpty(theme)
        self.editor = RouteEditor(theme)
        self.foot = RoutesFoot(theme)
        self._lay_out()
        self._bind()
        self._show_at(0)
        self._start().setFocus()

    # ------------------------------------------------------------ which route

    def choose(self, route_id: str) -> None:
        """Shows a route; what was typed into the one before is kept."""
        if route_id != self._current and (route := self._as_typed(route_id)):
            self._show(route)

    def add_route(self) -> None:
        """Begins a new route."""
        route = Route(id=new_id(), name="", destination_ids=())
        self._drafts[route.id] = route
        self._show(route)
        self.editor.name.focus()

    def _show_at(self, place: int) -> None:
        """Shows the route at a place of the list, or the last one; the empty page where there is none."""
        ids = self._ids()
        route = self._as_typed(ids[min(place, len(ids) - 1)]) if ids else None
        if route:
            self._show(route)
        else:
            self._current = ""
            self.foot.take_back()
            self._show_list()

    def _show(self, route: Route) -> None:
        self.foot.take_back()
        self._current = route.id
        self.editor.show_route(route, self._stops(), is_new=self._routes.route(route.id) is None)
        if self._routes.route(route.id):
            self.editor.show_problems(self._problems(route))
        self._show_list()

    def _keep_typed(self) -> None:
        route = self.editor.route()
        self._drafts[route.id] = route
        if route == self._routes.route(route.id):
            del self._drafts[route.id]
        still = [problem for problem in self._problems(route) if problem.key in self.editor.said_keys()]
        self.editor.show_problems(still)
        self.foot.take_back()
        self.foot.say("")
        self._show_list()

    def _ids(self) -> tuple[str, ...]:
        saved = tuple(route.id for route in self._routes.routes)
        return (*saved, *(key for key in self._drafts if key not in saved))

    def _as_typed(self, route_id: str) -> Route | None:
        return self._drafts.get(route_id) or self._routes.route(route_id)

    def _quoted(self, route: Route) -> str:
        return f"“{marked(route_title(route, is_new=self._routes.route(route.id) is None))}”"

    def _stops(self) -> Mapping[str, str]:
        return stop_words(self._profiles.profiles)

    def _problems(self, route: Route) -> tuple[FieldProblem, ...]:
        refusal = self.editor.name.refusal()
        own = (FieldProblem(NAME_KEY, refusal),) if refusal else ()
        return (*own, *self._routes.problems(route))

    def _show_list(self) -> None:
        stops, ids = self._stops(), self._ids()
        self.list.show_routes([self._row(key, stops) for key in ids], ids, self._current)
        self.editor.show_unsaved(self._current in self._drafts)
        hint = too_few(len(stops))
        for part in (self.list, self.empty):
            part.show_hint(hint)
        self.foot.show_acts(on_route=bool(ids))
        self._pages.setCurrentIndex(1 if ids else 0)

    def _row(self, route_id: str, stops: Mapping[str, str]) -> Row:
        route, unsaved = self._as_typed(route_id), route_id in self._drafts
        if route is None:
            raise KeyError(route_id)
        detail = route_detail(route, stops, unsaved=unsaved)
        needs_look = unsaved or not set(route.destination_ids) <= set(stops)
        title = route_title(route, is_new=self._routes.route(route_id) is None)
        return Row(title, detail, detail_ink="warn.text" if needs_look else "text2")

    # ------------------------------------------------------------ saving

    def save(self) -> None:
        """Keeps the route in the editor once; problems are said beside their fields instead."""
        if self._busy or not self._current:
            return
        typed = self.editor.route()
        route = replace(typed, name=typed.name.strip())
        if problems := self._problems(route):
            self._refuse(problems)
        else:
            self._busy = True
            self.foot.say("")
            self._scope.run(self._routes.save(route), partial(self._saved, typed, route), self._failed)

    def _refuse(self, problems: tuple[FieldProblem, ...]) -> None:
        self.editor.show_problems(problems, focus=True)
        self.foot.say(tr("This route is not saved: see beside its fields what is in the way."), "problem")

    def _saved(self, typed: Route, route: Route, problems: tuple[FieldProblem, ...]) -> None:
        self._busy = False
        name = marked(route.name)
        if problems:
            self._say_problem(LeadDeskError(tr("Route {name} is not saved.", name=name), problems[0].text))
            return
        if self._drafts.get(route.id) == typed:
            del self._drafts[route.id]
        if self._current == route.id and not self._closed:
            self.editor.accept_saved(route.name)
            self._keep_typed()
        self._say_done(tr("Route {name} is saved.", name=name))

    # ------------------------------------------------------------ deleting

    def ask_delete(self) -> None:
        """Deletes the route in view once a person has confirmed it."""
        route = self._as_typed(self._current)
        if self._busy or route is None:
            return
        never_saved = self._routes.route(route.id) is None
        means = (
            tr("It was never saved.") if never_saved else tr("Its destinations stay. The history keeps what was sent.")
        )
        question = f"{tr('Delete {route}?', route=self._quoted(route))} {means}"
        self.foot.ask(question, tr("Keep route"), tr("Delete"), partial(self._delete, route))

    def _delete(self, route: Route) -> None:
        place = self._ids().index(route.id)
        if self._routes.route(route.id) is None:
            self._deleted(route, place)
            return
        self._busy = True
        self._scope.run(
            self._routes.delete(route.id), lambda _none: self._deleted(route, place, is_told=True), self._failed
        )

    def _deleted(self, route: Route, place: int, *, is_told: bool = False) -> None:
        self._busy = False
        self._drafts.pop(route.id, None)
        if not self._closed:
            self._show_after(route.id, place)
        if is_told:
            self._say_done(tr("Route {name} is deleted.", name=marked(route.name)))

    def _show_after(self, route_id: str, place: int) -> None:
        """Shows the route that stands in the place of one that is gone."""
        if self._current == route_id:
            self._show_at(place)
            self._start().setFocus()
        else:
            self._show_list()

    # ------------------------------------------------------------ ends

    def reject(self) -> None:
        """Closes; first takes a question back, or asks where something would be lost."""
        lost = [route for route in self._drafts.values() if route != Route(id=route.id, name="", destination_ids=())]
        if self.foot.is_asking:
            self.foot.take_back()
        elif lost:
            (first, *others) = lost
            if others:
                what = trn("1 route is not saved.", "{count} routes are not saved.", len(lost))
            else:
                what = tr("{route} is not saved.", route=self._quoted(first))
            question = f"{what} {tr('Closing loses what was typed.')}"
            self.foot.ask(question, tr("Keep editing"), tr("Close without saving"), self._leave)
        else:
            self._leave()

    def done(self, result: int) -> None:
        """Closes; what is being saved goes on, and is told outside."""
        self._closed = True
        super().done(result)

    def _leave(self) -> None:
        super().reject()

    def _failed(self, problem: LeadDeskError) -> None:
        self._busy = False
        self._say_problem(problem)

    def _say_problem(self, problem: LeadDeskError) -> None:
        if self._closed:
            self._tell("error", problem.title, problem.detail, problem.hint)
        else:
            self.foot.say(problem.sentence(), "problem")

    def _say_done(self, sentence: str) -> None:
        if self._closed:
            self._tell("result", sentence)
        else:
            self.foot.say(sentence)

    # ------------------------------------------------------------ building

    def _start(self) -> QWidget:
        """Returns where the work begins; *Close* where nothing can be begun."""
        if self._ids():
            return self.list.list
        return self.empty.add if self.empty.add.isEnabled() else self.foot.close_button

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Scrolls to what gets the focus by the keyboard or by LeadDesk; Qt does so only within the scrolled part."""
        if isinstance(watched, QWidget) and isinstance(event, QFocusEvent) and event.gotFocus():
            self._follow_focus(watched, event.reason())
        return super().eventFilter(watched, event)

    def _follow_focus(self, stop: QWidget, reason: Qt.FocusReason) -> None:
        if reason != Qt.FocusReason.MouseFocusReason:  # what is clicked is in view, and moves under no pointer
            self._scroll.ensureWidgetVisible(stop)

    def _bind(self) -> None:
        self.list.chosen.connect(self.choose)
        self.list.add_asked.connect(self.add_route)
        self.empty.add_asked.connect(self.add_route)
        self.editor.changed.connect(self._keep_typed)
        self.foot.save_asked.connect(self.save)
        self.foot.delete_asked.connect(self.ask_delete)
        self.foot.close_asked.connect(self.reject)
        self._theme.changed.connect(self._fit)
        scrolled = (*self.list.stops(), *self.editor.stops())
        for stop in scrolled:
            stop.installEventFilter(self)
        for one, other in pairwise((*scrolled, *self.foot.stops())):
            QWidget.setTabOrder(one, other)

    def _lay_out(self) -> None:
        px = self._theme.px
        page = QWidget()
        self._page_column = QVBoxLayout(page)
        self._page_column.setContentsMargins(px(4), 0, px(12), 0)
        self._page_column.setSpacing(px(16))
        self._page_column.addWidget(self.editor, 1)
        columns = QWidget()
        self._columns = QHBoxLayout(columns)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(px(16))
        self._scroll = scrolling(self._theme, page)
        self._columns.addWidget(self._scroll, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.empty)
        self._pages.addWidget(columns)
        line = QFrame()
        line.setProperty("surface", "hairline")
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(10))
        column.addWidget(self._pages, 1)
        column.addWidget(line)
        column.addWidget(self.foot)
        self._fit()

    def _fit(self) -> None:
        px, around = self._theme.px, self.parentWidget() or self
        width, height = int(around.width() * _ROOM), int(around.height() * _ROOM)
        self.resize(min(px(_WIDTH), width), min(px(_HEIGHT), height))
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.width() < self._theme.px(_NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            (self._page_column if narrow else self._columns).insertWidget(0, self.list)
            self.list.set_narrow(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
