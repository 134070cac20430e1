"""The window before its places: all that the first paint shows, and nothing that it does not need."""

from __future__ import annotations

import sys
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QApplication

from leaddesk.app.options import Options
from leaddesk.infra.files import private_creations
from leaddesk.infra.paths import Paths
from leaddesk.infra.settings_file import Settings, SettingsFile
from leaddesk.ui.icons import Icons
from leaddesk.ui.theme import Theme
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.main_window import MainWindow
from leaddesk.ui.widgets.jobs_area import JobsArea
from leaddesk.ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:  # the first paint does not wait for what it does not show
    from datetime import datetime

    from leaddesk.ui.views.enter_lead.place import EnterLeadPlace

_TITLE_BAR = 40
"""Pixels a desktop puts around a window, so that the first one fits the screen whole."""


class Shell:
    """The settings, the look, and the window with its rail, header and status bar."""

    def __init__(self, app: QApplication, options: Options, paths: Paths) -> None:
        self._app, self._paths, self._practice = app, paths, options.practice
        self.settings_file = None if options.practice else SettingsFile(paths.config / "settings.toml")
        self.settings, self.settings_notice = self.settings_file.load() if self.settings_file else (Settings(), "")
        icons = Icons(paths.resources / "icons")
        zoom = self.settings.zoom / 100
        self.theme = Theme(app, icons, choice=self.settings.theme, zoom=zoom, dress_app=False)
        self.times = LocalTimes()
        self.messages = MessageBar(self.theme)
        self.jobs = JobsArea(self.theme)
        self.window = MainWindow(
            self.theme,
            self.messages,
            self.jobs,
            times=self.times,
            now=_now,
            practice=options.practice,
        )
        self.closed = False
        """Whether a person closed the window, perhaps while it was still being built."""
        self.window.closing.connect(self._close)
        self.theme.dress(self.window)
        self._restore_geometry()
        self.window.rail.fit_window()  # later it would have to be styled twice

    @cached_property
    def lead_place(self) -> EnterLeadPlace:
        """*Enter lead* in the window, made when it is first asked for: its **Phone** takes keys from then on."""
        from leaddesk.ui.views.enter_lead.place import EnterLeadPlace

        self.window.finish()
        place = EnterLeadPlace(self.theme)
        place.form.set_waiting(True)
        if kept := self.geometry():
            state = kept.value("enter_lead")
            if isinstance(state, QByteArray):
                place.restoreState(state)
        self.window.add_place("Enter lead", place)
        return place

    def _close(self) -> None:
        self.closed = True

    def geometry(self) -> QSettings | None:
        """Returns where the window's place and sizes are kept; None in practice mode, which keeps nothing."""
        if self._practice:
            return None
        return QSettings(str(self._paths.config / "window.ini"), QSettings.Format.IniFormat)

    def keep_geometry(self) -> None:
        """Keeps the window's place and sizes for the next start."""
        if kept := self.geometry():
            kept.setValue("geometry", self.window.saveGeometry())
            kept.setValue("enter_lead", self.lead_place.saveState())
            with private_creations():
                kept.sync()

    def wear_icon(self) -> None:
        """Gives the windows LeadDesk's icon; on macOS the application has it, with pictures made for its dock."""
        if sys.platform != "darwin":
            from leaddesk.ui.window_icon import window_icon

            self._app.setWindowIcon(window_icon(self._paths.resources / "leaddesk.svg"))

    def _restore_geometry(self) -> None:
        room = self.window.screen().availableSize()
        self.window.resize(min(1440, room.width()), min(900, room.height() - _TITLE_BAR))
        if kept := self.geometry():
            state = kept.value("geometry")
            if isinstance(state, QByteArray):
                self.window.restoreGeometry(state)


def _now() -> datetime:
    from datetime import UTC, datetime

    return datetime.now(UTC)
