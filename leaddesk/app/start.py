"""The start, in the order that a person notices: the window, the field for the number, then all the rest.

A step between two looks at the keyboard and the mouse is kept short: what is imported and built is done piece by piece.
"""

from __future__ import annotations

import importlib
import os
import sys

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from leaddesk import __version__
from leaddesk.app.customs import adopt_customs
from leaddesk.app.instance import Instance
from leaddesk.app.options import Options
from leaddesk.app.shell import Shell
from leaddesk.domain.errors import LeadDeskError
from leaddesk.infra.paths import Paths
from leaddesk.language import ENGLISH, language, right_to_left
from leaddesk.ui.theme import FUSION
from leaddesk.ui.views.main_window import MainWindow

_UNSEEN_MS = 300
"""How long the start waits for the first paint at most: a window that nobody can see is never painted."""
_PIECES = (
    "leaddesk.domain.verdict",
    "leaddesk.services.answered",
    "leaddesk.services.submit_lead",
    "leaddesk.ui.views.verdict",
    "leaddesk.ui.views.enter_lead.view",
    "leaddesk.app.use_cases",
    "leaddesk.app.places",
    "leaddesk.app.desk",
)
"""What *Enter lead* needs, in pieces short enough to look at the keyboard in between."""


def open_window(options: Options) -> int:
    """Opens the window and returns LeadDesk's exit status when it has closed."""
    try:
        paths = Paths.find(os.environ)
    except LeadDeskError as problem:
        print(f"leaddesk: {problem.sentence()}", file=sys.stderr)
        return 1
    instance = Instance(paths, options.practice)
    if instance.hand_over(options):
        return 0
    app = QApplication([*sys.argv[:1], *FUSION])
    app.setApplicationName("LeadDesk")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("leaddesk")  # Wayland and task lists find the icon by the .desktop file
    adopt_customs()
    if language() != ENGLISH:
        from leaddesk.app.qt_texts import translate_qt

        translate_qt(app)
    if right_to_left():
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    if sys.platform == "darwin":  # a link comes as an event there, perhaps before the window stands
        from leaddesk.app.listener import LinkEvents

        LinkEvents(app)
    shell = Shell(app, options, paths)
    shell.window.show()
    _let_paint(shell.window)
    importlib.import_module("leaddesk.ui.views.enter_lead.place")
    app.processEvents()
    shell.window.finish()
    app.processEvents()
    shell.lead_place.show()
    app.processEvents()  # what was typed meanwhile goes to Phone now
    from leaddesk.app import loop

    return loop.run(app, _desk(app, options, paths, shell, instance))


async def _desk(app: QApplication, options: Options, paths: Paths, shell: Shell, instance: Instance) -> int:
    import asyncio

    for piece in _PIECES:
        importlib.import_module(piece)
        await asyncio.sleep(0)
    from leaddesk.app.desk import Desk
    from leaddesk.infra.core_dumps import forbid_core_dumps

    forbid_core_dumps()

    desk = Desk(app, options, paths, shell, instance)
    await asyncio.sleep(0)
    await desk.bring_places()
    if options.first_steps:
        desk.places.help.first_steps()
    from leaddesk.infra.logs import start_logging

    start_logging(paths, practice=options.practice, mask=desk.use.secrets.known.mask)
    with desk.bugs.caught():
        return await desk.main()


def _let_paint(window: MainWindow) -> None:
    waiting = QEventLoop()
    window.painted.connect(waiting.quit)
    QTimer.singleShot(_UNSEEN_MS, waiting.quit)
    if not window.is_painted:
        waiting.exec()
    window.painted.disconnect(waiting.quit)
