"""One life of LeadDesk with canaries everywhere, in a process of its own, which ends the way it is told to.

What it is told, the canaries too, comes through its standard input: arguments and environment hold none.
"""

from __future__ import annotations

import asyncio
import ctypes
import json
import logging
import os
import resource
import sys
import threading
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NoReturn

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from leaddesk.app import desk as desk_module
from leaddesk.app.desk import Desk
from leaddesk.app.options import Options
from leaddesk.app.practice import practice_profile
from leaddesk.app.start import open_window
from leaddesk.domain.profile import Environment
from leaddesk.domain.secret import Secret, SecretRef

STALLED, ANSWERED, ECHOED = "0131", "0104", "0141"
_TALKATIVE = ("httpx", "httpcore", "keyring", "asyncio", "qasync")


def main() -> int:
    """Lives until its end."""
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))  # whoever lets the system has a core dump of it
    told = Told(**json.loads(sys.stdin.readline()))
    keyring.set_keyring(KeyringFile(Path(told.keyring)))

    class Lived(Desk):
        """The desk, with somebody at it."""

        async def _start_work(self) -> None:
            await super()._start_work()
            self.scope.run(_live(self, told))

    desk_module.Desk = Lived  # type: ignore[misc]
    return open_window(Options())


@dataclass(frozen=True)
class Told:
    """How to live, and how to end."""

    end: str
    keyring: str
    base_url: str
    secrets: dict[str, str]
    person: dict[str, str]


def say(word: str, **more: object) -> None:
    """Tells whoever started this life."""
    print(json.dumps({"say": word, **more}), flush=True)


async def _live(desk: Desk, told: Told) -> None:
    for name in ("", *_TALKATIVE):
        logging.getLogger(name).setLevel(logging.DEBUG)
    for handler in logging.getLogger().handlers:
        handler.setLevel(logging.DEBUG)
    if told.end == "look":
        await _look(desk, told)
        return
    await _make_profile(desk, told)
    await _until(lambda: desk.enter.destination.target)
    for line in (ANSWERED, ECHOED):
        _send(desk, told, line)
        await _until(lambda: not desk.enter.in_flight)
        await asyncio.sleep(QApplication.doubleClickInterval() / 1000 + 0.05)
    _send(desk, told, STALLED)
    await asyncio.sleep(1.2)  # until the request has left and the draft is saved
    ENDS[told.end](desk, told)


async def _look(desk: Desk, told: Told) -> None:
    """Says what the start after a crash finds."""
    await _until(lambda: desk.use.deferred.ready)
    await _until(lambda: any(desk.enter.form.to_raw().values()))
    rows = (await desk.use.browse.find()).rows
    opening = await desk.use.browse.opening(rows[0].id)
    say(
        "found",
        outcomes=[row.outcome for row in reversed(rows)],
        history_knows_the_person=opening.lead["last_name"].startswith(told.person["last_name"]),
        draft_is_there=desk.enter.form.to_raw()["last_name"].startswith(told.person["last_name"]),
    )
    _close(desk)


def _send(desk: Desk, told: Told, line: str) -> None:
    """Types a person of canaries, each time another one, who was not sent before, and presses *Send lead*."""
    desk.enter.form.load({**told.person, "last_name": f"{told.person['last_name']}{line}", "phone": f"720-555-{line}"})
    desk.enter.footer.send.click()
    assert desk.enter.in_flight, line


async def _make_profile(desk: Desk, told: Told) -> None:
    profiles = desk.use.profiles
    schema = partial(profiles.destination_schema, "purecallerid")
    profile = practice_profile(told.base_url, profiles.vendor("purecallerid"), schema)
    profile = replace(profile, id="p", name="Northside", environment=Environment.TEST)
    await profiles.save_profile(profile, {"api_key": Secret(told.secrets["Pure CallerID key"])})
    for slot, text in told.secrets.items():
        await desk.use.secrets.put(SecretRef("other", "https://other.example.com:443", slot), Secret(text))


async def _until(true: Callable[[], object]) -> None:
    for _ in range(3000):
        if true():
            return
        await asyncio.sleep(0.01)
    raise TimeoutError


# ------------------------------------------------------------ ends


def _killed(_desk: Desk, _told: Told) -> None:
    say("in flight")


def _segfault(_desk: Desk, told: Told) -> None:
    held = (told.secrets, told.person)  # in the frame that crashes
    say("in flight")
    ctypes.string_at(len(held) - 2)


def _abort(_desk: Desk, told: Told) -> None:
    held = (told.secrets, told.person)
    say("in flight")
    os.abort()
    del held


def _mistakes(desk: Desk, told: Told) -> None:
    """Makes mistakes everywhere that quote everything, and goes on until it is killed."""
    quoted = f"{[*told.secrets.values()]} {told.person} 720-555-{ANSWERED}"

    def fail() -> NoReturn:
        try:
            raise KeyError(quoted)
        except KeyError as cause:
            raise ExceptionGroup(quoted, [ValueError(quoted), OSError(5, quoted)]) from cause

    async def fail_in_task() -> None:
        fail()

    class Collected:
        def __del__(self) -> None:
            fail()

    QTimer.singleShot(0, fail)
    threading.Thread(target=fail).start()
    desk.scope.run(fail_in_task())
    lost = asyncio.ensure_future(fail_in_task())
    lost.add_done_callback(lambda _done: None)
    del lost
    Collected()
    warnings.warn(" ".join(told.secrets.values()), stacklevel=1)
    logging.getLogger("keyring.backend").warning("%d", " ".join(told.secrets.values()))
    logging.getLogger("httpx").warning("echoed %s", list(told.secrets.values()))
    QTimer.singleShot(1000, lambda: say("in flight"))


def _close(desk: Desk) -> None:
    desk.window.may_close = lambda: True
    desk.window.close()


ENDS = {"kill": _killed, "segfault": _segfault, "abort": _abort, "mistakes": _mistakes}


class KeyringFile(KeyringBackend):
    """A keyring that outlives the process, as a desktop's does; it lies where nobody looks for canaries."""

    priority = 1

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def get_password(self, service: str, username: str) -> str | None:
        """Returns the secret, or None where there is none."""
        found = self._read().get(f"{service}\n{username}")
        return found if found is None else str(found)

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keeps the secret."""
        self._path.write_text(json.dumps({**self._read(), f"{service}\n{username}": password}))

    def delete_password(self, service: str, username: str) -> None:
        """Forgets the secret; raises `PasswordDeleteError` where there is none."""
        entries = self._read()
        if entries.pop(f"{service}\n{username}", None) is None:
            raise PasswordDeleteError("No such password!")
        self._path.write_text(json.dumps(entries))

    def _read(self) -> dict[str, str]:
        return dict(json.loads(self._path.read_text())) if self._path.exists() else {}


if __name__ == "__main__":
    sys.exit(main())
