"""Visits every screen of a desk whose vendors, profiles and people say hostile things, and lets the walker look."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, cast

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QPlainTextEdit, QPushButton, QTabBar, QToolButton, QWidget

from leaddesk.app.desk import Desk
from leaddesk.domain.profile import Environment
from leaddesk.domain.wire import HttpRequest, HttpResponse
from leaddesk.infra.http import HttpxTransport
from leaddesk.infra.threads import in_daemon_thread
from leaddesk.services.saved_searches import SavedSearch
from leaddesk.ui.views.before_sending_dialog import BeforeSendingDialog
from leaddesk.ui.views.campaigns import CampaignsView
from leaddesk.ui.views.check_number.view import CheckNumberView
from leaddesk.ui.views.history import HistoryView
from leaddesk.ui.views.search import SearchView
from leaddesk.ui.widgets.check_card import CheckCard
from tests.app.conftest import after_a_double_click, go_to, until
from tests.hostile.corpus import NAMES, TYPED, Poison
from tests.hostile.stalls import Stalls
from tests.hostile.walker import Walker

SCREENS: Final = {
    "verdict, Verdict": "CheckCard 'Known litigator'",
    "verdict, Cases": "QTableView 'Case details'",
    "verdict, As stored": "QTableView 'As stored'",
    "verdict, Raw": "QPlainTextEdit 'Raw response'",
    "routes": "in RouteList",
    "key for this session": "KeyDialog",
    "settle": "in SettleDialog",
    "before sending": "in BeforeSendingDialog",
    "undo a mark": "in UndoAskedDialog",
    "check number": "in NotesCard",
    "check now": "in ActDialog",
    "check number, opened": "QTableView 'Latest cases'",
    "search leads": "PinnedTable 'Leads'",
    "saved searches": "QMenu",
    "search leads, refused": "ElidedLabel 'Notices'",
    "campaigns, Overview": "in PhonePreview",
    "campaigns, Details": "QTableView 'Campaign details'",
    "campaigns, Events": "QListWidget 'Events'",
    "campaigns, Raw": "QPlainTextEdit 'Raw campaign'",
    "edit messages": "EditMessagesDialog",
    "activate campaign": "CampaignActDialog",
    "pause campaign": "CampaignActDialog",
    "pause all active": "QListWidget 'Active campaigns'",
    "all paused": "QListWidget 'Results'",
    "restore": "QListWidget 'To be activated again'",
    "history": "QTableView 'Exchanges'",
    "history, opened act": "OpenedAct",
    "history, opened load": "OpenedExchange",
    "Shift report…": "ReportSections",
    "All asked not to be called…": "AskedList",
    "delete profile": "ActDialog",
    "export profiles": "ExportDialog",
}
"""Where each screen must have shown a text of the corpus, for else nothing was proven of it."""
_MOMENT_S, _MOST_LOOKS = 0.03, 100
SMALLEST = QSize(1024, 700)
BLOCKED, UNKNOWN = "720-555-0105", "720-555-0132"


def poison_answers(monkeypatch: Any, poison: Poison) -> None:
    """Lets every vendor answer with the texts in whatever it says."""
    send = HttpxTransport.send

    async def poisoned(self: HttpxTransport, request: HttpRequest) -> HttpResponse:
        response = await send(self, request)
        headers = (*response.headers, ("X-Said", poison.texts[0][:200]))
        return replace(response, body=await in_daemon_thread(poison.into, response.body), headers=headers)

    monkeypatch.setattr(HttpxTransport, "send", poisoned)


class Visit:
    """One desk in practice mode, one walker."""

    def __init__(self, desk: Desk, walker: Walker, texts: tuple[str, ...], names: tuple[str, ...] = NAMES) -> None:
        self.desk, self.walker, self.texts, self._names = desk, walker, texts, names
        self.stalls = Stalls()
        self.wide: list[str] = []
        """Screens whose window has outgrown the smallest screen, with its size."""

    async def every_screen(self) -> None:
        """Goes through all of them in the smallest window."""
        self.desk.window.resize(SMALLEST)
        self.stalls.start()
        try:
            await self._all()
        finally:
            self.stalls.stop()
        self.walker.look("all that was hidden", hidden=True)

    async def look(self, screen: str) -> None:
        """Looks once the screen shows a text of the corpus, where it is known to, or else after a moment."""
        await asyncio.sleep(_MOMENT_S)
        for _ in range(_MOST_LOOKS):
            self._look(screen)
            where = SCREENS.get(screen, "")
            if not where or any(where in one for one in self.walker.seen.get(screen, ())):
                return
            await asyncio.sleep(_MOMENT_S)

    def _look(self, screen: str) -> None:
        """Lets the walker look, and sees whether every window keeps within the smallest screen."""
        self.stalls.during = screen
        self.walker.look(screen)
        for top in QApplication.topLevelWidgets():
            size = top.size().expandedTo(top.minimumSizeHint())
            if top.isVisible() and not isinstance(top, QMenu) and size.boundedTo(SMALLEST) != size:
                self.wide.append(f"{screen}: {type(top).__name__} {size.width()} x {size.height()}")
        self.stalls.forget()

    async def _all(self) -> None:
        await self.names()
        await self.enter_lead()
        await self.check_number()
        await self.search()
        await self.campaigns()
        await self.history()
        await self.profiles()

    async def names(self) -> None:
        """Gives profiles, destinations, routes and the person at the desk hostile names."""
        desk, texts = self.desk, self.texts
        for at, profile in enumerate(desk.use.profiles.profiles):
            destinations = tuple(
                replace(one, name=f"{self._names[number % len(self._names)]}{number}")
                for number, one in enumerate(profile.destinations)
            )
            renamed = replace(profile, name=f"{self._names[at % len(self._names)]}{at}", destinations=destinations)
            await desk.use.profiles.save_profile(renamed, {})
        other = replace(desk.use.profiles.profiles[0], id="other", name=self._names[-1], environment=Environment.TEST)
        await desk.use.profiles.save_profile(replace(other, destinations=()), {})
        for route in desk.use.routes.routes:
            await desk.use.routes.save(replace(route, name=self._names[1]))
        desk.window.operator.setText(texts[0])
        desk.tell("error", texts[0], texts[1 % len(texts)], texts[2 % len(texts)])
        await self.look("window")
        desk.window.messages.quiet()

    async def enter_lead(self) -> None:
        """Sends leads, looks at every page of the answer, at the preview and at the questions."""
        await self.send(BLOCKED)
        tabs = cast("QTabBar", self.desk.enter.verdict.findChild(QTabBar))
        for at in range(tabs.count()):
            tabs.setCurrentIndex(at)
            await self.look(f"verdict, {tabs.tabText(at)}")
        tabs.setCurrentIndex(0)
        await self.glance(self.desk.enter.footer.preview.click, "preview")
        card = next(iter(self.desk.enter.verdict.findChildren(CheckCard)))
        await self.glance(lambda: self.desk.enter.verdict._explainer.explain(card), "explain this")
        await self.glance(self.desk.enter.destination.routes.click, "routes")
        await self.send(UNKNOWN)
        await self.look("unknown outcome")
        await self.glance(lambda: self.press("It is there", self.desk.enter.place), "settle")
        await after_a_double_click()
        await self.glance(self.desk.enter.footer.send.click, "before sending", BeforeSendingDialog)
        await self.desk.use.asked.mark("+17205550105", self.texts[0], self.texts[0])
        await self.glance(lambda: self.desk.acts.asked_not_to_be_called("+17205550105"), "undo a mark")

    async def check_number(self) -> None:
        """Looks a number up whose earlier answers are hostile, and asks the vendor."""
        view = cast("CheckNumberView", await go_to(self.desk, "Check number"))
        view.open_with(BLOCKED)
        await until(view.model.rowCount, "earlier checks")
        await self.look("check number")
        dialog = await self.dialog(view.check_now, "check now")
        dialog.accept()
        await until(lambda: view.in_flight, "the check")
        await until(lambda: not view.in_flight, "the answer")
        await until(lambda: view.model.rowCount() > 1, "the answer in the history")
        view.open_current()
        await self.look("check number, opened")
        view.go_back()

    async def search(self) -> None:
        """Searches, opens a row, and looks at what is saved and left out."""
        view = cast("SearchView", await go_to(self.desk, "Search leads"))
        await until(lambda: view.panel.chosen_profile, "a profile to search")
        for at in range(view.panel.profile.count()):
            view.panel.profile.setCurrentIndex(at)
            view.panel.text.setText("")
            if "lupitor" in cast("Any", view.panel.chosen_profile).vendor:
                continue  # it asks for a campaign first; its answers go the same way
            view.panel.search_button.click()
            await until(lambda: view.grid.loaded_rows() and not view.reading.busy, "leads")
            view.grid.table.selectRow(0)
            await self.look("search leads")
            await self.glance(view.results.columns_button.click, "columns")
            query = view.reading.search.query if view.reading.search else None
            assert query
            for number, text in enumerate(self.texts):
                await view.saved._desk.saved.save(SavedSearch(name=f"{text}{number}", query=query))
        await self.menu(view.panel.saved_button, "saved searches")
        await self.menu(view.results.layout_button, "layouts")
        view.panel.text.setText("practice:422")
        view.panel.search_button.click()
        await until(lambda: not view.reading.busy, "a refusal")
        await self.look("search leads, refused")

    async def campaigns(self) -> None:
        """Looks at the board, at one campaign whole, and at each act's question and result."""
        view = cast("CampaignsView", await go_to(self.desk, "Campaigns"))
        await until(lambda: view.board.table.model().rowCount() > 12, "the board")
        view.board.table.selectRow(0)
        for page in view.pages._names:
            view.pages.go_to(page)
            await self.look(f"campaigns, {page}")
        view.lists.field.setText(self.texts[0])
        self.choose(view, "READY")
        dialog = await self.dialog(view.edit_messages, "edit messages")
        for editor in dialog.findChildren(QPlainTextEdit):
            if not editor.isReadOnly():
                editor.setPlainText(self.texts[0])
        await self.look("edited messages")
        dialog.reject()
        await self.back()
        await self.glance(view.chosen.activate_button.click, "activate campaign")
        self.choose(view, "ACTIVE")
        await self.glance(view.paste_event, "paste event")
        dialog = await self.dialog(view.chosen.pause_button.click, "pause campaign")
        dialog.accept()
        await until(lambda: not view.acts.running, "the pause")
        await self.look("campaign paused")
        dialog = await self.dialog(view.pause_all, "pause all active")
        dialog.accept()
        await until(lambda: not view.pausing.busy, "the pauses")
        await self.look("all paused")
        await self.glance(view.restore, "restore")

    async def history(self) -> None:
        """Looks at the list, at a load and an act opened again, and at all that can leave the place."""
        view = cast("HistoryView", await go_to(self.desk, "History"))
        await until(lambda: view.model.rowCount() > 3, "the history")
        await self.look("history")
        for row in (0, view.model.rowCount() - 1):
            view.table.selectRow(row)
            view.open_current()
            await self.look(f"history, opened {'load' if row else 'act'}")
            view.go_back()
        pane = view.list
        for button in (pane.verify_button, pane.export_button, pane.report_button, pane.asked_button, pane.keep_button):
            await self.glance(button.click, button.text())
        view.search.setText(self.texts[0][:80])
        await self.look("history, searched")

    async def profiles(self) -> None:
        """Looks at each profile, at its destinations, and at the questions."""
        view: Any = await go_to(self.desk, "Profiles")
        for profile in self.desk.use.profiles.profiles:
            view.choose(profile.id)
            await self.look(f"profiles, {profile.vendor}")
        await self.glance(lambda: self.press("Delete profile", view), "delete profile")
        await self.glance(view._export, "export profiles")
        await self.glance(self.desk.vendor_changes.open, "changes in answers")
        await self.glance(self.desk._open_settings, "settings")
        await self.glance(lambda: self.desk._keep_key(self.desk.use.profiles.profiles[0]), "key for this session")

    def choose(self, view: CampaignsView, status: str) -> None:
        """Chooses the first campaign in a state."""
        model = view.board.model
        states = [model.row(at).campaign.status for at in range(model.rowCount())]
        view.board.table.selectRow(states.index(status))

    # ------------------------------------------------------------ hands

    async def send(self, number: str) -> None:
        """Sends a lead of a person whose every field is hostile."""
        form = self.desk.enter.form
        person = dict(zip(("first_name", "last_name", "street", "city"), TYPED, strict=True))
        form.load(person | {"phone": number, "zip": "80202"})
        self.desk.enter.footer.send.click()
        await until(lambda: self.desk.enter.in_flight, "the sending")
        await until(lambda: not self.desk.enter.in_flight, "the answer")
        await asyncio.sleep(0.1)

    async def dialog(self, open_it: Callable[[], object], screen: str, kind: type[QDialog] = QDialog) -> QDialog:
        """Opens a dialog, looks, and returns it."""
        open_it()
        await until(lambda: isinstance(QApplication.activeModalWidget(), kind), screen)
        await self.look(screen)
        return cast("QDialog", QApplication.activeModalWidget())

    async def glance(self, open_it: Callable[[], object], screen: str, kind: type[QDialog] = QDialog) -> None:
        """Opens a dialog, looks, and goes the way out."""
        (await self.dialog(open_it, screen, kind)).reject()
        await self.back()

    async def back(self) -> None:
        """Gives the window the focus back, as often as a dialog that goes takes it away again."""

        def is_back() -> bool:
            self.desk.window.activateWindow()
            return QApplication.activeWindow() is self.desk.window

        await until(is_back, "the window")

    async def menu(self, button: QPushButton | QToolButton, screen: str) -> None:
        """Opens a menu, looks, and closes it."""
        button.click()
        await self.look(screen)
        for menu in self.desk.window.findChildren(QMenu):
            menu.close()

    def press(self, name: str, root: QWidget) -> None:
        """Presses the button of that name."""
        next(one for one in root.findChildren(QPushButton) if one.accessibleName() == name).click()
