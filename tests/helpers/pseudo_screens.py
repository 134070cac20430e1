"""Opens practice mode in a made-up language, visits what it can show, and prints what it says, a line of JSON each.

A language is chosen once, hence a process of its own:
`python -m tests.helpers.pseudo_screens qps-ploc.mo --everywhere`.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from leaddesk.app.desk import Desk

_LITIGATOR = "7205550104"
_WAIT_S, _LONGEST_S = 15.0, 220.0
_LONGEST_PAUSE_S = 0.3
"""The tour waits for its pictures; words are there sooner."""


def main(catalogue: str, *, everywhere: bool) -> int:
    """Visits the places, or everywhere that the tour leads; the exit status is that of LeadDesk."""
    from leaddesk import language

    language.load(Path(catalogue))
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from leaddesk.app import loop
    from leaddesk.ui.theme import FUSION

    app = QApplication(["leaddesk", *FUSION])
    app.setDoubleClickInterval(1)  # nobody looks at the screens in between: a press soon after another is meant
    if language.right_to_left():
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    return loop.run(app, _visit(app, everywhere=everywhere))


async def _until(true: Callable[[], object], what: str) -> None:
    end = asyncio.get_running_loop().time() + _WAIT_S
    while not true():
        if asyncio.get_running_loop().time() > end:
            raise TimeoutError(f"waited in vain for {what}")
        await asyncio.sleep(0.01)


async def _visit(app: QApplication, *, everywhere: bool) -> int:
    from leaddesk.app.desk import Desk
    from leaddesk.app.options import Options
    from leaddesk.infra.paths import Paths

    desk = Desk(app, Options(practice=True), Paths.find(os.environ))
    desk.window.resize(1440, 900)
    desk.window.show()
    running = asyncio.ensure_future(desk.main())
    await _until(lambda: desk.use.deferred.ready and desk.enter.destination.target, "practice mode")
    with TemporaryDirectory() as folder:
        async with asyncio.timeout(_LONGEST_S):  # a tour that is held up says where
            await (_tour(desk, Path(folder)) if everywhere else _places(desk))
    desk.window.may_close = lambda: True
    desk.window.close()
    return await running


async def _places(desk: Desk) -> None:
    """Goes to every place, with something to show in most."""
    from leaddesk.ui.widgets.places_rail import PLACES

    enter, window = desk.enter, desk.window
    say("start", window)
    enter.form.load({"phone": _LITIGATOR, "first_name": "Ann"})
    say("typed", window)
    enter.footer.send.click()
    await _until(lambda: not enter.in_flight and enter.verdict.isVisible(), "an answer")
    await asyncio.sleep(0.2)
    say("Enter lead", window)
    for place in PLACES:
        window.go_to(place.name)
        await _until(partial(window.built, place.name), place.name)
        await asyncio.sleep(0.3)
        say(place.name, window)


async def _tour(desk: Desk, folder: Path) -> None:
    """Takes the way of the pictures in one look, and says what would be pictured."""
    from leaddesk.ui.tour.around import AroundScenes
    from leaddesk.ui.tour.campaigns import CampaignScenes
    from leaddesk.ui.tour.check_number import CheckNumberScenes
    from leaddesk.ui.tour.enter_lead import EnterLeadScenes
    from leaddesk.ui.tour.hands import Hands
    from leaddesk.ui.tour.history import HistoryScenes
    from leaddesk.ui.tour.search_leads import SearchLeadsScenes
    from tests.helpers.pseudo_dialogs import dialogs

    class Voice(Hands):
        async def shoot(self, name: str, line: str, widget: QWidget | None = None) -> None:
            await self.pause(0.05)
            say(name, widget or self.window)

        async def pause(self, seconds: float) -> None:
            await super().pause(min(seconds, _LONGEST_PAUSE_S))

    hands = Voice(desk.window, folder)
    enter = EnterLeadScenes(hands, desk.enter)
    await enter.begin()
    for dialog in dialogs(desk):
        dialog.open()
        await asyncio.sleep(0.05)
        say(type(dialog).__name__, dialog)
        dialog.reject()
    await hands.back_at_the_window()
    for scenes in (
        enter,
        CheckNumberScenes(hands),
        SearchLeadsScenes(hands),
        CampaignScenes(hands),
        HistoryScenes(hands),
        AroundScenes(hands),
    ):
        await scenes.run()


def say(screen: str, root: QWidget) -> None:
    """Prints what a window or a dialog says, what of it does not fit, and on which side it begins."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QWidget

    from tests.helpers.fitting import misfits
    from tests.hostile.walker import _said_by

    for widget in (root, *root.findChildren(QWidget)):
        for said in _said_by(widget):
            _print(screen, said.where, said.kind, said.text)
    for misfit in misfits(root):
        _print(screen, misfit, "misfit", "")
    is_from_the_right = root.layoutDirection() is Qt.LayoutDirection.RightToLeft
    _print(screen, "", "direction", "right to left" if is_from_the_right else "left to right")


def _print(screen: str, where: str, kind: str, text: str) -> None:
    print(json.dumps({"screen": screen, "where": where, "kind": kind, "text": text}), flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], everywhere="--everywhere" in sys.argv))
