"""The dialog *Routes* over the real use-cases, with a faked disk."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QListWidget, QPushButton, QWidget

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.route import OnReview, Route
from leaddesk.services.manage_profiles import ManageProfiles
from leaddesk.services.manage_routes import ManageRoutes
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.views.routes import RoutesDialog
from leaddesk.vendors.registry import adapters
from tests.services.desk import DESTINATION, PROFILE
from tests.services.fakes import FakeProfileStore, FakeRouteStore, FakeSecrets

SPRING = DESTINATION
AUTUMN = replace(DESTINATION, id="d2", name="Autumn")
NIGHT = replace(DESTINATION, id="d3", name="Night desk", dialer="Convoso", settings={})
BOTH = Route(id="r1", name="Both", destination_ids=("d1", "d2"))
GAP = Route(id="r2", name="With a gap", destination_ids=("d2", "gone", "d1"), on_review=OnReview.GO_ON)
FULL = StoreProblem("The routes were not saved.", "The disk is full.", "Make room, then save again.")


class Desk:
    """The dialog with everything around it."""

    def __init__(self, qtbot, theme, size=(1024, 700)):
        self.qtbot, self.theme = qtbot, theme
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(*size)
        self.window.show()
        self.scope = TaskScope()
        self.told: list[tuple] = []

    async def open(self, *routes, destinations=(SPRING, AUTUMN, NIGHT)):
        store = FakeProfileStore(replace(PROFILE, destinations=destinations))
        self.profiles = ManageProfiles(adapters(), store, FakeSecrets())
        await self.profiles.load()
        self.store = FakeRouteStore(*routes)
        self.routes = ManageRoutes(self.store, self.profiles)
        await self.routes.load()
        self.dialog = RoutesDialog(self.theme, self.window, self.routes, self.profiles, self.scope, self.tell)
        self.dialog.open()
        await settle()
        return self

    def tell(self, *said, **_more):
        self.told.append(said)

    def find(self, kind, name):
        found = [w for w in self.dialog.findChildren(kind) if w.accessibleName() == name and w.isVisible()]
        assert len(found) == 1, f"{len(found)} controls {name}"
        return found[0]

    def button(self, name):
        return self.find(QPushButton, name)

    async def press(self, name):
        button = self.button(name)
        assert button.isEnabled(), f"{name} cannot be pressed"
        self.qtbot.keyClick(button, Qt.Key.Key_Space)
        await settle()

    def type_name(self, text):
        line = self.find(QLineEdit, "Route name")
        line.selectAll()
        self.qtbot.keyClicks(line, text) if text else self.qtbot.keyClick(line, Qt.Key.Key_Delete)

    def lines(self, name="Destinations"):
        rows = self.find(QListWidget, name)
        return [rows.item(at).text() for at in range(rows.count())]

    def details(self):
        rows = self.find(QListWidget, "Routes")
        return [rows.item(at).data(Qt.ItemDataRole.AccessibleDescriptionRole) for at in range(rows.count())]

    def choose(self, name, at):
        self.find(QListWidget, name).setCurrentRow(at)

    def key(self, key, alt=False):
        rows = self.find(QListWidget, "Destinations")
        QTest.keyClick(rows, key, Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.NoModifier)

    def offered(self):
        combo = self.find(QComboBox, "Destination to add")
        return [combo.itemText(at) for at in range(combo.count())]

    def said(self):
        return [label.text() for label in self.dialog.findChildren(QLabel) if label.isVisible() and label.text()]


async def settle():
    for _ in range(10):
        await asyncio.sleep(0.001)
