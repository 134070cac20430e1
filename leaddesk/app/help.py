"""Help from any place: the guide at what has the focus, tool tips from its words, and the first steps.

The guide is read and put together when somebody first asks for it, on a thread of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QWidget
from shiboken6 import isValid

from leaddesk.domain.errors import StoreProblem
from leaddesk.infra.threads import in_daemon_thread
from leaddesk.language import tr, tr_later, tr_now
from leaddesk.ui.widgets.tips import Tips, names_of

if TYPE_CHECKING:  # loaded when somebody asks for help
    from leaddesk.app.places import Common
    from leaddesk.app.use_cases import UseCases
    from leaddesk.domain.errors import LeadDeskError
    from leaddesk.domain.guide import Guide
    from leaddesk.ui.views.first_steps import FirstSteps
    from leaddesk.ui.views.guide.window import GuideWindow

_VENDOR = tr_later("Vendor")
_WATCHED = "helped"
"""Set on a dialog that is watched."""


class Help:
    """Built with the window; costs nothing until somebody asks."""

    def __init__(self, common: Common, use: UseCases) -> None:
        self._common, self._terms = common, use.terms
        self._guide: Guide | None = None
        self._window: GuideWindow | None = None
        self._strip: FirstSteps | None = None
        common.window.guide_wanted.connect(self.open)
        common.window.first_steps_wanted.connect(self.first_steps)
        Tips(common.window, use.terms, lambda: common.window.place)
        self.dialogs = Dialogs(common.window)
        self.dialogs.met.connect(self._meet)

    def _meet(self, dialog: QDialog) -> None:
        if dialog is not self._window and not dialog.property(_WATCHED):
            self.watch(dialog, self._common.window.place)

    def watch(self, dialog: QWidget, place: str) -> None:
        """Gives the controls of a dialog their tool tips, and opens the guide over it by its key."""
        dialog.setProperty(_WATCHED, True)
        Tips(dialog, self._terms, lambda: place)
        QShortcut(QKeySequence("Shift+F1"), dialog).activated.connect(lambda: self._open(dialog, place, ""))

    def open(self) -> None:
        """Opens the guide at what has the focus: its word, else the chapter of the place."""
        window = self._common.window
        self._open(window, window.place, _vendor_in(window.page(window.place)))

    def open_at(self, word: str) -> None:
        """Opens the guide at a word that it explains, given in English."""
        names = (tr_now(word), word)
        self._with_guide(self._common.window, lambda guide: guide.about("", names))

    def search(self, words: str) -> None:
        """Opens the guide with words to look for, at the first place that holds them."""
        window = self._common.window
        self._with_guide(window, lambda guide: guide.about(window.place), words)

    def _open(self, window: QWidget, place: str, vendor: str) -> None:
        names = tuple(names_of(window.focusWidget()))
        self._with_guide(window, lambda guide: guide.about(place, names, vendor))

    def _with_guide(self, window: QWidget, link: Callable[[Guide], str], words: str = "") -> None:
        """Opens the guide over a window where a link leads to; it is read when somebody first asks for it."""
        if self._guide is not None:
            self._show(window, self._guide, link(self._guide), words)
            return

        async def read() -> Guide:
            from leaddesk.app.guide import load_guide

            try:
                return await in_daemon_thread(load_guide, self._common.paths.resources)
            except ValueError as error:
                said = tr("The guide cannot be read."), str(error), tr("Install LeadDesk again.")
                raise StoreProblem(*said) from error

        def show(guide: Guide) -> None:
            self._guide = guide
            if isValid(window):
                self._show(window, guide, link(guide), words)

        self._common.scope.run(read(), show, self._say)

    def first_steps(self) -> None:
        """Shows the first steps from the first one on; outside practice mode in one that is started beside."""
        if not self._common.practice:
            from leaddesk.app.first_run import practise

            practise(self._common, first_steps=True)
            return
        from leaddesk.ui.views.first_steps import FirstSteps

        if self._strip is None:
            self._strip = FirstSteps(self._common.theme)
            self._common.window.add_strip(self._strip)
        self._strip.begin()

    def number_typed(self) -> None:
        """Lets the first steps go on: a whole number stands in *Phone*."""
        if self._strip is not None:
            self._strip.done(self._strip.TYPE_NUMBER)

    def lead_answered(self) -> None:
        """Lets the first steps go on: a lead was sent."""
        if self._strip is not None:
            self._strip.done(self._strip.SEND)

    def _show(self, window: QWidget, guide: Guide, link: str, words: str) -> None:
        from leaddesk.ui.views.guide.window import GuideWindow

        if self._window is None or not isValid(self._window) or self._window.parent() is not window:
            self._window = GuideWindow(self._common.theme, window, guide)
        self._window.show_up(link)
        if words:
            self._window.look_for(words)

    def _say(self, problem: LeadDeskError) -> None:
        self._common.tell("error", problem.title, problem.detail, problem.hint)


class Dialogs(QObject):
    """Tells of a dialog when something in it gets the focus; lives as long as the window."""

    met = Signal(QDialog)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        if isinstance(application := QApplication.instance(), QApplication):
            application.focusChanged.connect(self._look)

    def _look(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and isinstance(dialog := now.window(), QDialog):
            self.met.emit(dialog)


def _vendor_in(page: QWidget) -> str:
    """Returns the vendor that an editor in view is about, or an empty text."""
    names = (tr_now(_VENDOR),)
    combos = (one for one in page.findChildren(QComboBox) if one.accessibleName() in names and one.isVisible())
    return next((one.currentText() for one in combos), "")
