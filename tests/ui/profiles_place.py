"""The place Profiles over the real use-cases, with a faked keyring, disk, network and carried files."""

from __future__ import annotations

import asyncio
from datetime import timedelta, timezone

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.profile import ConnectionProfile, Destination, Environment
from leaddesk.domain.secret import Secret
from leaddesk.infra.profile_file import CarriedFiles
from leaddesk.services.manage_profiles import ManageProfiles
from leaddesk.services.transfer_profiles import TransferProfiles
from leaddesk.services.try_connection import TryConnection
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.profiles import ProfilesView
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.vendors.registry import adapters
from tests.services.desk import InThread
from tests.services.fakes import FakeClock, FakeProfileStore, FakeSecrets, FakeTransport

KEY = "sample-key"
WAIT_S = 20.0
APN = adapters()["purecallerid"].info.dialers[0]


def destination(number, name):
    settings = {"campaign_id": f"campaign-{number}", "dialer_list_id": f"list{number}"}
    return Destination(id=f"d{number}", name=name, dialer="APN", settings=settings, mapping=APN.preset)


NORTH = ConnectionProfile(
    id="north",
    name="Northside",
    vendor="purecallerid",
    base_url="https://api.example.com/public",
    destinations=(destination(1, "Spring outreach"), destination(2, "Night desk")),
)
FLOOR = ConnectionProfile(
    id="floor",
    name="Practice floor",
    vendor="purecallerid",
    base_url="http://127.0.0.1:8000",
    environment=Environment.PRACTICE,
)


class Told:
    """What the message bar was told."""

    def __init__(self) -> None:
        self.messages: list[tuple] = []

    def __call__(self, kind, title, detail="", hint="", action_label=None, on_action=None, about=""):
        self.messages.append((kind, title, detail, hint, action_label, on_action))

    @property
    def last(self):
        return self.messages[-1]


class Place:
    """The view with everything around it."""

    def __init__(self, qtbot, theme, *profiles):
        self.qtbot = qtbot
        self.store = FakeProfileStore(*profiles)
        self.secrets = FakeSecrets()
        self.service = ManageProfiles(adapters(), self.store, self.secrets)
        self.scope = TaskScope()
        self.told = Told()
        self.transport, self.clock = FakeTransport(), FakeClock()
        self.marks: list[str] = []
        self.no_history: LeadDeskError | None = None
        connection = TryConnection(
            adapters=adapters(),
            secrets=self.secrets,
            transport=self.transport,
            clock=self.clock,
            background=InThread(),
        )
        self.view = ProfilesView(
            theme,
            self.service,
            self.scope,
            self.told,
            connection=connection,
            transfer=TransferProfiles(adapters(), self.service, CarriedFiles()),
            times=LocalTimes(timezone(timedelta(hours=-5), "EST")),
            clock=self.clock,
            record_mark=self.record_mark,
        )
        qtbot.addWidget(self.view)
        self.view.resize(1256, 830)

    async def record_mark(self, words):
        if self.no_history:
            raise self.no_history
        self.marks.append(words)

    async def open(self):
        await self.service.load()
        self.view.show()
        self.view.activateWindow()  # a window that is not active gets no events of the focus
        end = asyncio.get_running_loop().time() + WAIT_S
        while QApplication.activeWindow() is not self.view:
            assert asyncio.get_running_loop().time() < end, "the window did not become active"
            await asyncio.sleep(0.005)
        await self.settle()

    async def settle(self):
        for _ in range(10):
            await asyncio.sleep(0.001)

    def find(self, kind, name):
        """Returns the one visible control of that accessible name."""
        found = [w for w in self.view.findChildren(kind) if w.accessibleName() == name and w.isVisible()]
        assert len(found) == 1, f"{len(found)} controls {name}"
        return found[0]

    def type(self, name, text):
        line = self.find(QLineEdit, name)
        line.selectAll()
        self.qtbot.keyClicks(line, text) if text else self.qtbot.keyClick(line, Qt.Key.Key_Delete)

    async def press(self, name):
        self.qtbot.keyClick(self.find(QPushButton, name), Qt.Key.Key_Space)
        await self.settle()

    async def answer(self, verb):
        dialog = self.view.window().findChild(ActDialog)
        assert dialog is not None, "nothing was asked"
        button = dialog.verb if verb else dialog.way_out
        self.qtbot.keyClick(button, Qt.Key.Key_Space)
        await self.settle()

    def listed(self):
        items = self.view.list.list
        return [items.item(row).text() for row in range(items.count())]

    def said(self):
        return [label.text() for label in self.view.findChildren(QLabel) if label.isVisible() and label.text()]

    def rows(self):
        model = self.view.destinations.table.model()
        return [model.index(row, 0).data() for row in range(model.rowCount())]


@pytest.fixture
async def place(qtbot, theme):
    place = Place(qtbot, theme, NORTH, FLOOR)
    place.secrets.held[NORTH.secret_ref("api_key")] = Secret(KEY)
    await place.open()
    yield place
    await place.scope.finish(1)


@pytest.fixture
async def empty(qtbot, theme):
    place = Place(qtbot, theme)
    await place.open()
    yield place
    await place.scope.finish(1)
