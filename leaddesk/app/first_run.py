"""The first run: a welcome where the verdict will stand, until there is a profile; practice mode beside this window.

Practice mode is always a process of its own, started as `leaddesk --practice`: it keeps settings, profiles, keys and
history in memory only, so nothing of it can reach what this window keeps.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QSettings

from leaddesk.app.places import Common, Places
from leaddesk.app.use_cases import UseCases
from leaddesk.infra.files import private_creations
from leaddesk.infra.paths import Paths
from leaddesk.language import tr
from leaddesk.ui.views.enter_lead.place import EnterLeadPlace
from leaddesk.ui.views.welcome.dialog import WelcomeDialog
from leaddesk.ui.views.welcome.welcome import WORDS, Welcome

_PACKAGE = Path(__file__).resolve().parents[1]
_SEEN = "first_steps"


class FirstRun:
    """Shows the welcome and does what it offers."""

    def __init__(self, common: Common, use: UseCases, places: Places) -> None:
        self._common, self._use, self._places = common, use, places

    def cover(self, place: EnterLeadPlace) -> None:
        """Lets the welcome stand in the verdict's seat until there is a profile."""
        place.cover_verdict(self._welcome())
        self._use.profiles.on_change(lambda: self._look_again(place))

    def open(self) -> None:
        """Opens the welcome as a dialog."""
        WelcomeDialog(self._common.theme, self._common.window, self._welcome()).open()

    def _look_again(self, place: EnterLeadPlace) -> None:
        if self._use.profiles.profiles:
            place.uncover_verdict()

    def _welcome(self) -> Welcome:
        terms = ((word, self._use.terms.find(f"word.{word}")) for word in WORDS)
        welcome = Welcome(
            self._common.theme,
            [(word, term.meaning) for word, term in terms if term],
            first=not self._use.profiles.profiles,
            practice=self._common.practice,
        )
        welcome.practice_wanted.connect(self._practise)
        welcome.profile_wanted.connect(self._places.add_profile)
        return welcome

    def _practise(self) -> None:
        practise(self._common, first_steps=is_first_time(self._common.paths))


def practise(common: Common, *, first_steps: bool) -> None:
    """Starts practice mode beside this window and says so, or says that it did not start."""
    if practice_beside(first_steps=first_steps):
        common.tell("result", tr("Practice mode opens in a window of its own."), "", tr("Nothing of it is kept."))
    else:
        common.tell(
            "error", tr("Practice mode did not start."), "", tr("Start it from a terminal: leaddesk --practice")
        )


def is_first_time(paths: Paths) -> bool:
    """Tells whether this account practises for the first time, and remembers that it did.

    Practice mode keeps nothing, so whether its first steps were seen is kept here, beside the window's sizes.
    """
    kept = QSettings(str(paths.config / "window.ini"), QSettings.Format.IniFormat)
    if kept.contains(_SEEN):
        return False
    kept.setValue(_SEEN, "seen")
    with private_creations():
        kept.sync()
    return True


def practice_beside(*, first_steps: bool) -> bool:
    """Starts practice mode as a process that outlives this one, and tells whether the system took it."""
    program, args, folder = practice_command(frozen=hasattr(sys, "frozen"))
    return bool(QProcess.startDetached(program, [*args, *(("--first-steps",) if first_steps else ())], folder)[0])


def practice_command(*, frozen: bool) -> tuple[str, list[str], str]:
    """Returns the program, its arguments and the folder it starts in; a bundle's program is LeadDesk itself."""
    if frozen:
        return sys.executable, ["--practice"], str(Path.home())
    return sys.executable, ["-m", "leaddesk", "--practice"], str(_PACKAGE.parent)
