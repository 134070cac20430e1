"""Opens practice mode in a made-up language, visits what it can show, and prints what it says, a line of JSON each.

A language is chosen once, hence a process of its own: `python -m tests.helpers.pseudo_screens qps-ploc.mo --dialogs`.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from leaddesk.app.desk import Desk

_LITIGATOR = "7205550104"
_WAIT_S = 15.0


def main(catalogue: str, *, dialogs: bool) -> int:
    """Visits the places, and the dialogs where they are asked for; the exit status is that of LeadDesk."""
    from leaddesk import language

    language.load(Path(catalogue))
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from leaddesk.app import loop
    from leaddesk.ui.theme import FUSION

    app = QApplication(["leaddesk", *FUSION])
    if language.right_to_left():
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    return loop.run(app, _visit(app, dialogs=dialogs))


async def _until(true: Callable[[], object], what: str) -> None:
    end = asyncio.get_running_loop().time() + _WAIT_S
    while not true():
        if asyncio.get_running_loop().time() > end:
            raise TimeoutError(f"waited in vain for {what}")
        await asyncio.sleep(0.01)


async def _visit(app: QApplication, *, dialogs: bool) -> int:
    from leaddesk.app.desk import Desk
    from leaddesk.app.options import Options
    from leaddesk.infra.paths import Paths

    desk = Desk(app, Options(practice=True), Paths.find(os.environ))
    desk.window.resize(1440, 900)
    desk.window.show()
    running = asyncio.ensure_future(desk.main())
    await _until(lambda: desk.use.deferred.ready and desk.enter.destination.target, "practice mode")
    visitor = _Visitor(desk)
    await visitor.places()
    if dialogs:
        for dialog in visitor.dialogs():
            await dialog
    desk.window.may_close = lambda: True
    desk.window.close()
    return await running


class _Visitor:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._window = desk.window

    async def places(self) -> None:
        """Goes to every place, with something to show in most."""
        from leaddesk.ui.widgets.places_rail import PLACES

        desk, window = self._desk, self._window
        self._say("start")
        enter = desk.enter
        enter.form.load({"phone": _LITIGATOR, "first_name": "Ann"})
        self._say("typed")
        enter.footer.send.click()
        await _until(lambda: not enter.in_flight and enter.verdict.isVisible(), "an answer")
        await asyncio.sleep(0.2)
        self._say("Enter lead")
        for place in PLACES:
            window.go_to(place.name)
            await _until(partial(window.built, place.name), place.name)
            await asyncio.sleep(0.3)
            self._say(place.name)

    def dialogs(self) -> list[Coroutine[object, object, None]]:
        """Returns the visits to the dialogs."""
        desk, window = self._desk, self._window
        history = desk.places.history
        return [
            self._dialog("Settings", window.settings_wanted.emit),
            self._dialog("Shortcuts", window.show_shortcuts),
            self._dialog("Commands", window.commands_wanted.emit),
            self._dialog("Routes", desk.enter.destination.routes.click),
            self._dialog("Preview", desk.enter.footer.preview.click),
            self._dialog("Welcome", desk.places.show_welcome),
            self._dialog("Keep the history", history.keeping_wanted.emit),
            self._dialog("Pause all active", window.pause_all_wanted.emit),
            self._dialog("Asked not to be called", lambda: desk.acts.asked_not_to_be_called("+17205550104")),
        ]

    async def _dialog(self, name: str, open_it: Callable[[], None]) -> None:
        from PySide6.QtWidgets import QDialog

        def there() -> list[QDialog]:
            return [one for one in self._window.findChildren(QDialog) if one.isVisible()]

        self._window.activateWindow()
        await _until(self._window.isActiveWindow, "the window to come back")
        open_it()
        await _until(there, name)
        await asyncio.sleep(0.2)
        self._say(name, top=there()[-1])
        for dialog in reversed(there()):
            dialog.reject()
        await _until(lambda: not there(), f"the end of {name}")

    def _say(self, screen: str, top: QWidget | None = None) -> None:
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QWidget

        from tests.hostile.walker import _said_by

        root = top or self._window
        for widget in (root, *root.findChildren(QWidget)):
            for said in _said_by(widget):
                self._print(screen, said.where, said.kind, said.text)
        is_from_the_right = root.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self._print(screen, "", "direction", "right to left" if is_from_the_right else "left to right")

    @staticmethod
    def _print(screen: str, where: str, kind: str, text: str) -> None:
        print(json.dumps({"screen": screen, "where": where, "kind": kind, "text": text}))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], dialogs="--dialogs" in sys.argv))
