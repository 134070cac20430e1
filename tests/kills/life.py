"""One life of LeadDesk as a person starts it, offscreen: it starts, tells what it shows, and does a job until it ends.

This runs in a forked process of its own; whoever raised it may kill it at any moment.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import io
import json
import os
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

from leaddesk.app import desk as desk_module
from leaddesk.app.desk import Desk
from leaddesk.app.options import Options
from leaddesk.ui.widgets.message_bar import MessageBar

_LOADED = (
    "leaddesk.app.campaigns_place",
    "leaddesk.app.history",
    "leaddesk.app.history_place",
    "leaddesk.app.keeping",
    "leaddesk.app.listener",
    "leaddesk.app.loop",
    "leaddesk.app.places",
    "leaddesk.app.qt_loop",
    "leaddesk.app.start",
    "leaddesk.infra.history.verify",
    "leaddesk.infra.logs",
    "leaddesk.ui.views.enter_lead.place",
    "leaddesk.ui.views.verdict",
    "leaddesk.vendors.purecallerid.answer",
    "phonenumbers",
    "httpx",
    "sqlcipher3.dbapi2",
    "tests.kills.jobs",
)

_LONGEST_S = 120
"""A life that nobody ends any more ends by itself."""


def say(kind: str, **more: object) -> None:
    """Says a word to whoever raised this life, whole unless the kill cuts it."""
    data = (json.dumps({"say": kind, **more}) + "\n").encode()
    while data:
        data = data[os.write(1, data) :]


def raise_lives() -> None:
    """Forks a life for each line that comes, waits for its end, and says how it ended; never returns into a life."""
    for name in _LOADED:
        importlib.import_module(name)
    while line := sys.stdin.readline():
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            status = 1
            signal.alarm(_LONGEST_S)
            try:
                status = live(Path(asked["home"]), asked["job"], asked["more"])
            except BaseException:
                say("failed", why=traceback.format_exc())
            finally:
                os._exit(status)
        _, status = os.waitpid(child, 0)
        os.write(1, b"\n")
        say("ended", status=status)


def live(home: Path, job: str, more: dict[str, Any]) -> int:
    """Starts LeadDesk the way `leaddesk` does, and returns its exit status."""
    from leaddesk.app.start import open_window

    home.mkdir(parents=True, exist_ok=True)
    os.environ["LEADDESK_HOME"] = str(home)
    errors = os.open(home / "stderr.txt", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(errors, 2)
    say("born", pid=os.getpid())
    import keyring

    keyring.set_keyring(KeyringFile(home / "keyring.json"))
    heard: list[str] = []

    class Lived(Desk):
        """The desk, with somebody at it."""

        async def _start_work(self) -> None:
            await super()._start_work()
            self.scope.run(_work(self, heard, job, more))

    if argv := more.get("argv"):
        return _command(argv)
    _listen_in(heard)
    desk_module.Desk = Lived  # type: ignore[misc]
    return open_window(Options())


def _threads() -> list[str]:
    """Returns where each thread stands, for a life that got stuck."""
    return ["".join(traceback.format_stack(frame)[-4:]) for frame in sys._current_frames().values()]


def _command(argv: list[str]) -> int:
    """Runs a command of `leaddesk`, and says what it prints and its status."""
    from leaddesk.__main__ import main

    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        status = main(argv)
    say("printed", text=said.getvalue(), status=status)
    return status


async def _work(desk: Desk, heard: list[str], job: str, more: dict[str, Any]) -> None:
    from tests.kills import jobs

    try:
        await jobs.look(desk, heard)
        await jobs.JOBS[job](desk, **more)
    except BaseException:
        stuck = [f"{task.get_name()}: {task.get_coro()} {task.get_stack()}" for task in asyncio.all_tasks()]
        say("failed", why=traceback.format_exc(), phase=str(desk.enter.sending._phase), tasks=stuck, threads=_threads())
        os._exit(1)
    desk.window.may_close = lambda: True
    desk.window.close()


def _listen_in(heard: list[str]) -> None:
    """Keeps what the message bar says, also what a later message covers."""
    show = MessageBar.show_message

    def show_message(
        self: MessageBar, kind: Any, title: str, detail: str = "", hint: str = "", *more: Any, **named: Any
    ) -> None:
        heard.append(" ".join(filter(None, (title, detail, hint))))
        show(self, kind, title, detail, hint, *more, **named)

    MessageBar.show_message = show_message  # type: ignore[method-assign]


class KeyringFile(KeyringBackend):
    """A keyring that outlives the process, as a desktop's does."""

    priority = 1

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def get_password(self, service: str, username: str) -> str | None:
        """Returns the secret, or None where there is none."""
        return self._read().get(f"{service}\n{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keeps the secret."""
        self._write({**self._read(), f"{service}\n{username}": password})

    def delete_password(self, service: str, username: str) -> None:
        """Forgets the secret; raises `PasswordDeleteError` where there is none."""
        entries = self._read()
        if entries.pop(f"{service}\n{username}", None) is None:
            raise PasswordDeleteError("No such password!")
        self._write(entries)

    def _read(self) -> dict[str, str]:
        return json.loads(self._path.read_text()) if self._path.exists() else {}

    def _write(self, entries: dict[str, str]) -> None:
        new = self._path.with_suffix(".new")
        new.write_text(json.dumps(entries))
        new.replace(self._path)
