"""Mistakes of LeadDesk's own: logged, the draft saved, said once with a report to copy; everything else goes on."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import platform
import sys
import threading
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import qVersion

from leaddesk.infra.build_stamp import version_words
from leaddesk.infra.traces import trace_of
from leaddesk.language import tr
from leaddesk.ui.tell import Tell
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.main_window import MainWindow

if TYPE_CHECKING:  # loaded when there is one to show: a start is not for that
    from leaddesk.ui.views.bug_dialog import BugDialog

log = logging.getLogger(__name__)


class Bugs:
    """Where every mistake ends that nobody expected."""

    def __init__(self, window: MainWindow, theme: Theme, tell: Tell, *, practice: bool) -> None:
        self._window, self._theme, self._tell, self._practice = window, theme, tell, practice
        self.save_draft: Callable[[], None] = lambda: None
        """Set as soon as there is a form to save."""
        self._said: set[str] = set()
        self.dialog: BugDialog | None = None

    def say(self, bug: BaseException) -> None:
        """Logs it, saves the draft, and says it; each mistake opens its report once in a run."""
        log.error("A mistake inside LeadDesk", exc_info=bug)
        with contextlib.suppress(Exception):  # saving may be what went wrong
            self.save_draft()
        trace = trace_of(bug)
        name = type(bug).__name__
        report = self._report(trace)
        self._tell(
            "error",
            tr("LeadDesk made a mistake ({name}).", name=name),
            "",
            tr("What you typed is still there."),
            action_label=tr("Show report"),
            on_action=lambda: self._show(report),
        )
        if trace not in self._said:
            self._said.add(trace)
            self._show(report)

    @contextlib.contextmanager
    def caught(self) -> Iterator[None]:
        """Brings here what escapes from Qt's slots, from tasks of the running loop, and from threads."""
        loop = asyncio.get_running_loop()
        before = sys.excepthook, threading.excepthook

        def in_slot(_kind: type[BaseException], bug: BaseException, _stack: TracebackType | None) -> None:
            self._say_or_log(bug)

        def in_thread(args: threading.ExceptHookArgs) -> None:
            if args.exc_value is not None:
                with contextlib.suppress(RuntimeError):  # the loop has ended: there is nobody to tell
                    loop.call_soon_threadsafe(self._say_or_log, args.exc_value)

        def in_loop(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
            bug = context.get("exception")
            if isinstance(bug, BaseException):
                self._say_or_log(bug)
            else:
                log.error("The event loop reports: %s", context.get("message"))

        sys.excepthook, threading.excepthook = in_slot, in_thread
        loop.set_exception_handler(in_loop)
        try:
            yield
        finally:
            sys.excepthook, threading.excepthook = before
            loop.set_exception_handler(None)

    def _say_or_log(self, bug: BaseException) -> None:
        """Says a mistake; where that fails, Python and asyncio would print both with all that they say."""
        try:
            self.say(bug)
        except Exception as another:
            log.error("A mistake could not be shown", exc_info=another)

    def _report(self, trace: str) -> str:
        facts = (
            f"LeadDesk {version_words()}, {'practice mode' if self._practice else 'ordinary mode'}",
            f"Place: {self._window.place}",
            f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.release()}",
        )
        return "\n".join((*facts, "", trace, ""))

    def _show(self, report: str) -> None:
        if self.dialog is None:
            from leaddesk.ui.views.bug_dialog import BugDialog

            self.dialog = BugDialog(self._theme, self._window, report)
            self.dialog.finished.connect(self._closed)
            was_active = self._window.isActiveWindow()
            self.dialog.show()
            if was_active:  # whoever types goes on typing, also where the desktop gives every new window the keyboard
                self._window.activateWindow()
        else:
            self.dialog.add(report)

    def _closed(self) -> None:
        self.dialog = None
