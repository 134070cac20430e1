"""*Search leads* over real HTTP: the practice server, the real transport, and secrets and drafts in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget

from leaddesk.domain.profile import ConnectionProfile, Destination, Environment
from leaddesk.domain.secret import Secret
from leaddesk.infra.clock import SystemClock
from leaddesk.infra.http import HttpxTransport
from leaddesk.infra.keyring_store import MemorySecrets
from leaddesk.infra.profile_file import MemoryProfiles
from leaddesk.infra.table_files import TableFilesOnDisk
from leaddesk.infra.threads import Worker
from leaddesk.practice import PracticeServer
from leaddesk.services.export_table import ExportTable
from leaddesk.services.lead_search import SearchState
from leaddesk.services.manage_profiles import ManageProfiles
from leaddesk.services.saved_searches import SavedSearches
from leaddesk.services.search_leads import SearchLeads
from leaddesk.ui.masking import Masking
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.search import SearchDesk, SearchView
from leaddesk.ui.widgets.jobs_area import JobsArea
from leaddesk.vendors.registry import adapters, lead_sources
from tests.practice.leads import Leads

WAIT_S = 20.0


class Drafts:
    """A store in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, str]] = {}

    async def save_draft(self, place, fields):
        self.kept[place] = dict(fields)

    async def load_draft(self, place):
        return dict(self.kept.get(place, {}))


class FastClock(SystemClock):
    """Waits a hundredth of what it is told, so that a Retry-After is short."""

    pace = 0.01

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds * self.pace)


def practice_profile(vendor: str, base_url: str) -> ConnectionProfile:
    """Returns a profile of a vendor in practice."""
    return ConnectionProfile(
        id=f"practice-{vendor}",
        name="Practice leads",
        vendor=vendor,
        base_url=base_url,
        environment=Environment.PRACTICE,
        timeout_s=30,
        pace_per_s=0,
    )


class Place:
    """The place, its desk, and what it said to others."""

    def __init__(
        self, theme, leads: Leads | None, drafts: Drafts | None = None, masking: Masking | None = None
    ) -> None:
        self.leads, self.drafts = leads, drafts or Drafts()
        self.clock, self.scope, self.jobs = FastClock(), TaskScope(), JobsArea(theme)
        self.worker, self.transport = Worker("test-pages"), HttpxTransport(loopback_only=True)
        self.secrets = MemorySecrets()
        self.profiles = ManageProfiles(adapters(), MemoryProfiles(), self.secrets)
        self.told: list[tuple[Any, ...]] = []
        self.standing: dict[str, str] = {}
        """The titles of messages that can be taken back, by what they are about."""
        self.wishes: list[tuple[Any, ...]] = []
        self.opened: list[str] = []
        self.notes: list[str] = []
        self.search = SearchLeads(
            sources=lead_sources(),
            secrets=self.secrets,
            transport=self.transport,
            clock=self.clock,
            background=self.worker,
        )
        self.desk = SearchDesk(
            search=self.search,
            saved=SavedSearches(self.drafts),
            profiles=self.profiles,
            exporting=ExportTable(TableFilesOnDisk(), self.clock),
            background=self.worker,
            clock=self.clock,
            times=LocalTimes(),
            scope=self.scope,
            jobs=self.jobs,
            tell=lambda *said, about="": self._tell(said, about),
            over=self._over,
            record_export=self._note,
            open_address=self.opened.append,
            masking=masking or Masking(),
        )
        self.view = SearchView(theme, self.desk)
        for name in ("lead_wanted", "check_wanted", "profiles_wanted"):
            getattr(self.view, name).connect(lambda *said, name=name: self.wishes.append((name, *said)))

    def _tell(self, said: tuple[Any, ...], about: str) -> None:
        self.told.append(said)
        if about:
            self.standing[about] = said[1]

    def _over(self, about: str) -> None:
        self.standing.pop(about, None)

    async def _note(self, text: str) -> int:
        self.notes.append(text)
        return len(self.notes)

    async def sign_in_at_lupitor(self, server: PracticeServer) -> None:
        """Makes the profile of the practice server's other list of leads."""
        spring = Destination(id="d", name="Spring", dialer="Lupitor", settings={"campaign_id": "camp_practice_01"})
        profile = practice_profile("lupitor", server.lupitor_base_url)
        keys = {"api_key": Secret(server.lupitor_key)}
        await self.profiles.save_profile(replace(profile, destinations=(spring,)), keys, for_session=True)

    async def sign_in(self, private_key: str = "") -> None:
        """Makes the profile of the practice server."""
        assert self.leads
        server = self.leads.server
        keys = {"public_key": Secret(server.public_key), "private_key": Secret(private_key or server.private_key)}
        await self.profiles.save_profile(practice_profile("trackdrive", server.leads_base_url), keys, for_session=True)

    @property
    def state(self) -> SearchState | None:
        now = self.view.reading.search
        return now.state if now else None

    @property
    def asked(self) -> list[Any]:
        """The searches that the server has seen, oldest first."""
        assert self.leads
        return [one for one in self.leads.server.requests if one.path.endswith("/leads")]

    def rows(self) -> int:
        return len(self.view.grid.loaded_rows())

    async def search_for(self, text: str = "") -> None:
        """Types and presses *Search*, and waits until nothing is under way."""
        self.view.panel.text.setText(text)
        self.view.panel.search_button.click()
        await self.rest()

    async def rest(self) -> None:
        await until(lambda: not self.view.reading.busy, "the search to rest")
        await asyncio.sleep(0.01)  # never processEvents here: another task's step would be lost in it

    async def close(self) -> None:
        self.view.reading.cancel()
        self.view.grid.finish()
        await self.scope.finish(1)
        await self.transport.aclose()
        self.worker.close(1)


async def until(true: Callable[[], object], what: str) -> None:
    end = asyncio.get_running_loop().time() + WAIT_S
    while not true():
        assert asyncio.get_running_loop().time() < end, f"waited in vain for {what}"
        await asyncio.sleep(0.005)


def button(view: QWidget, name: str) -> QPushButton:
    return next(one for one in view.findChildren(QPushButton) if one.accessibleName() == name)


def shown(view: QWidget) -> list[str]:
    return [label.text() for label in view.findChildren(QLabel) if label.isVisible() and label.text()]


def asked(place: Place, at: int = -1) -> dict[str, str]:
    """What a search that the server has seen asked for."""
    return dict(place.asked[at].asked)


def words_of(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def trigger(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text().startswith(words)).trigger()
    menu.close()


def dialog(kind: type[Any]) -> Any:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())


def current(place: Place) -> Any:
    """The chosen row."""
    return place.view.grid.current()
