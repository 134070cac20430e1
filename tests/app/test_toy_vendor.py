"""A vendor that is a folder and nothing else: its fields, a lead over real HTTP, the verdict; see CONTRIBUTING."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget

from leaddesk.app.options import Options
from leaddesk.infra.settings_file import Settings, SettingsFile
from tests.app.conftest import described, field, go_to, opened, send, until
from tests.helpers.fault_server import Answer, FaultServer, http_answer
from tests.vendors.toy_place import exchange, toy, vendors_folder

__all__ = ["toy", "vendors_folder"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support (raise\(\)|grabbing)")


_W = TypeVar("_W", bound=QWidget)


async def control(place: QWidget, kind: type[_W], name: str) -> _W:
    """The control of that accessible name, as soon as it is there."""
    found: list[_W] = []

    def looked() -> bool:
        found[:] = [one for one in place.findChildren(kind) if one.accessibleName() == name and one.isVisible()]
        return bool(found)

    await until(looked, name)
    return found[0]


async def press(place: QWidget, name: str) -> None:
    QTest.keyClick(await control(place, QPushButton, name), Qt.Key.Key_Space)


async def fill(place: QWidget, typed: dict[str, str]) -> None:
    for name, text in typed.items():
        line = await control(place, QLineEdit, name)
        line.selectAll()
        QTest.keyClicks(line, text)


async def choose(place: QWidget, name: str, text: str) -> None:
    (await control(place, QComboBox, name)).setCurrentText(text)


def said(window: QWidget, text: str) -> bool:
    return any(text in label.text() for label in window.findChildren(QLabel) if label.isVisible())


async def test_a_vendor_s_folder_is_all_it_takes_from_its_profile_to_a_verdict(leaddesk_home: Path, toy: Path) -> None:
    SettingsFile(leaddesk_home / "config" / "settings.toml").save(Settings(history_mode="memory"))
    recorded = exchange("refused")
    with FaultServer(Answer(http_answer(recorded.body, recorded.status))) as server:
        async with opened(Options()) as desk:
            place = await go_to(desk, "Profiles")
            await press(place, "Add profile")
            await choose(place, "Vendor", "Toy Dialer")
            await choose(place, "Environment", "Test")
            await fill(place, {"Profile name": "Toys", "Base URL": server.url, "Token": "toy-token"})
            await press(place, "Save profile")
            await until(lambda: said(desk.window, "Profile Toys is saved."), "the profile")
            await press(place, "Add destination")
            await fill(place, {"Destination name": "Toy list", "List ID": "two"})
            await press(place, "Save destination")
            assert "A list id is a number of up to eight digits." in described(place, "List ID")
            assert desk.use.profiles.profiles[0].destinations == ()
            await fill(place, {"List ID": "2001"})
            await press(place, "Save destination")
            desk.window.go_to("Enter lead")
            await until(lambda: desk.enter.destination.target, "the destination")
            field(desk, "Zip").setText("20001")
            await send(desk, "2025550125")
            assert described(desk.enter.place, "Load outcome").startswith("Rejected")
            assert "Toy Dialer refused the lead." in described(desk.enter.place, "Load outcome")
            assert "The list does not dial this zip." in field(desk, "Zip").accessibleDescription()
        head, _blank_line, body = server.requests[0].partition(b"\r\n\r\n")
        assert len(server.requests) == 1
        assert json.loads(body) == recorded.request
        assert head.startswith(b"POST /leads HTTP/1.1\r\n")
        assert b"X-Token: toy-token" in head
