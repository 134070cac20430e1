"""A whole window beside a real Secret Service, or beside none: what the doctor and a send say while a timer ticks on.

It runs in a process of its own, in a session bus of its own, and prints what came of each state of the keyring.
"""

from __future__ import annotations

import asyncio
import json
import os
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import secretstorage
from jeepney import DBusAddress, MessageType, new_method_call, new_method_return  # type: ignore[import-untyped]
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]
from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from leaddesk.app import desk as desk_module
from leaddesk.app.desk import Desk
from leaddesk.app.options import Options
from leaddesk.app.practice import practice_profile
from leaddesk.app.start import open_window
from leaddesk.domain.profile import Environment
from leaddesk.domain.secret import Secret
from leaddesk.infra.settings_file import Settings, SettingsFile
from leaddesk.practice import PracticeServer
from leaddesk.ui.views.settings_dialog import SettingsDialog

_TICK_MS = 10
_WAIT_S = 1.5
"""How long a prompt that nobody answers is looked at."""
_BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
_LINES = iter(("0100", "0104", "0106", "0107", "0108"))


def main(states: list[str]) -> None:
    """Opens the window, goes through states of the keyring, closes it, and prints what was found."""
    home = Path(os.environ["HOME"]) / "leaddesk"
    os.environ |= {"LEADDESK_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    mode = "encrypted" if "present" in states else "memory"
    SettingsFile(home / "config" / "settings.toml").save(Settings(history_mode=mode))
    said: dict[str, object] = {}
    server = PracticeServer()
    server.start()

    class Lived(Desk):
        """The desk, with somebody at it."""

        async def _start_work(self) -> None:
            await super()._start_work()
            self.scope.run(Sitting(self, server, said).go_through(states))

    desk_module.Desk = Lived  # type: ignore[misc]
    status = open_window(Options())
    print(json.dumps(said | {"status": status, "closed_s": time.monotonic() - float(str(said.pop("closing")))}))


@dataclass
class Ticks:
    """How the UI thread fared."""

    count: int = 0
    longest_ms: int = 0


@contextmanager
def ticking() -> Iterator[Ticks]:
    """Counts how often a timer of the UI fires, and the longest time it was kept waiting."""
    ticks, since, timer = Ticks(), QElapsedTimer(), QTimer()

    def tick() -> None:
        ticks.count += 1
        ticks.longest_ms = max(ticks.longest_ms, since.restart())

    timer.timeout.connect(tick)
    since.start()
    timer.start(_TICK_MS)
    yield ticks
    timer.stop()


class Sitting:
    """Somebody at the desk who checks the key store and sends a lead in each state."""

    def __init__(self, desk: Desk, server: PracticeServer, said: dict[str, object]) -> None:
        self._desk, self._server, self._said = desk, server, said

    async def go_through(self, states: list[str]) -> None:
        """Goes through the states and closes the window."""
        try:
            await self._make_profile()
            for state in states:
                prepare = _PREPARE.get(state)
                if prepare:
                    await asyncio.to_thread(prepare)
                with ticking() as ticks:
                    found = await (self._walk_away() if state == "slow" else self._look())
                self._said[state] = found | {"ticks": ticks.count, "longest_ms": ticks.longest_ms}
        except Exception:
            self._said["failed"] = traceback.format_exc()
            raise
        finally:
            self._said["closing"] = time.monotonic()
            self._desk.window.may_close = lambda: True
            self._desk.window.close()

    async def _make_profile(self) -> None:
        profiles = self._desk.use.profiles
        schema = partial(profiles.destination_schema, "purecallerid")
        profile = practice_profile(self._server.base_url, profiles.vendor("purecallerid"), schema)
        profile = replace(profile, id="p", name="Northside", environment=Environment.TEST)
        works = await self._desk.use.secrets.state() is None
        keys = {"api_key": Secret(self._server.api_key)} if works else {}
        await profiles.save_profile(profile, keys, for_session=not works)
        await _until(lambda: self._desk.enter.destination.target)

    async def _look(self) -> dict[str, object]:
        """Checks the key store from Settings, and sends a lead."""
        settings = self._settings()
        settings.key_store.check_button.click()
        await _until(settings.key_store.check_button.isEnabled)
        report = settings.key_store._report
        assert report is not None
        await self._close(settings)
        self._send()
        await _until(lambda: not self._desk.enter.in_flight)
        return {"found": [one.found for one in report.findings], "advice": report.advice, "outcome": self._outcome()}

    async def _walk_away(self) -> dict[str, object]:
        """Lets both wait for a prompt, works on meanwhile, and goes away."""
        settings = self._settings()
        settings.key_store.check_button.click()
        await asyncio.sleep(_WAIT_S)
        waiting = settings.key_store.said.text()
        await self._close(settings)
        self._send()
        await asyncio.sleep(_WAIT_S)
        still = self._desk.enter.in_flight
        self._desk.window.go_to("History")
        await _until(lambda: self._desk.window.page("History").isVisible())
        self._desk.window.go_to("Enter lead")
        self._desk.enter.cancel()
        await _until(lambda: not self._desk.enter.in_flight)
        return {"doctor": waiting, "still_waiting": still, "outcome": self._outcome()}

    def _settings(self) -> SettingsDialog:
        self._desk._open_settings()
        found = QApplication.activeModalWidget()
        assert isinstance(found, SettingsDialog)
        return found

    async def _close(self, settings: SettingsDialog) -> None:
        QTest.keyClick(settings, Qt.Key.Key_Escape)
        await _until(lambda: not QApplication.activeModalWidget())

    def _send(self) -> None:
        line = next(_LINES)
        self._desk.enter.form.load({"phone": f"720-555-{line}", "first_name": f"Testa{line}"})
        self._desk.enter.footer.send.click()
        assert self._desk.enter.in_flight, line

    def _outcome(self) -> str:
        from tests.app.conftest import described

        return described(self._desk.enter.place, "Load outcome").partition(".")[0]


async def _until(true: Callable[[], object]) -> None:
    for _ in range(2500):
        if true():
            return
        await asyncio.sleep(0.01)
    raise TimeoutError


# ------------------------------------------------------------ the keyring, from outside


def _lock() -> None:
    secretstorage.get_default_collection(secretstorage.dbus_init()).lock()


def _never_answer() -> None:
    """Stands in for the desktop's prompt, and lets it stand there."""
    bus = open_dbus_connection()
    take = new_method_call(_BUS, "RequestName", "su", ("org.gnome.keyring.SystemPrompter", 4 | 2))
    assert bus.send_and_get_reply(take).body == (1,)

    def serve() -> None:
        while True:
            message = bus.receive()
            if message.header.message_type is MessageType.method_call:
                bus.send(new_method_return(message))

    threading.Thread(target=serve, daemon=True).start()


def _vanish() -> None:
    """Ends the service in the middle of the session."""
    bus = open_dbus_connection()
    ask = new_method_call(_BUS, "GetConnectionUnixProcessID", "s", ("org.freedesktop.secrets",))
    os.kill(bus.send_and_get_reply(ask).body[0], 9)
    time.sleep(0.3)


_PREPARE: dict[str, Callable[[], None]] = {"locked": _lock, "slow": _never_answer, "vanished": _vanish}
