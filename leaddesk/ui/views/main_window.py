"""The window: strip, rail, place header with its message seat, the places, the status bar.

It knows where things stand and nothing of what they do; `app` hands it the places it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Literal, TypeVar

from PySide6.QtCore import QEvent, QObject, QRect, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from leaddesk.language import tr, tr_now
from leaddesk.ui.theme import Theme
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.place_header import HeaderTools, PlaceHeader
from leaddesk.ui.views.place_start import focus_start
from leaddesk.ui.views.place_to_come import PlaceToCome
from leaddesk.ui.widgets.jobs_area import JobsArea
from leaddesk.ui.widgets.labels import ElidedLabel, plain_label
from leaddesk.ui.widgets.message_bar import MessageBar
from leaddesk.ui.widgets.places_rail import PLACES, PlacesRail
from leaddesk.ui.widgets.plaintext import marked
from leaddesk.ui.widgets.room import Room
from leaddesk.ui.widgets.sides import from_right, placed
from leaddesk.ui.widgets.strip import EnvironmentStrip

if TYPE_CHECKING:  # the first paint does not wait for what it does not show
    from leaddesk.domain.profile import ConnectionProfile
    from leaddesk.ui.views.practice_panel import PracticePanel

EnvironmentLook = Literal["production", "test", "practice"]
_LOOKS: Mapping[str, EnvironmentLook] = {"Production": "production", "Test": "test", "Practice": "practice"}
_FIRST = "Enter lead"


class MainWindow(QMainWindow):
    """The one window of LeadDesk."""

    painted = Signal()
    """The first paint is done."""
    operator_changed = Signal(str)
    """The person at the desk typed another name."""
    place_wanted = Signal(str)
    """Somebody has gone to a place that `add_place` has not brought yet."""
    settings_wanted = Signal()
    """*Settings* was asked for."""
    commands_wanted = Signal()
    """The command palette was asked for."""
    guide_wanted = Signal()
    """The guide was asked for, at what has the focus."""
    first_steps_wanted = Signal()
    """The first steps of practice mode were asked for."""
    pause_all_wanted = Signal()
    """Every active campaign is to be paused: the question is to be opened, wherever the person is."""
    closing = Signal()
    """The window was asked to close."""

    def __init__(
        self,
        theme: Theme,
        messages: MessageBar,
        jobs: JobsArea,
        *,
        times: LocalTimes,
        now: Callable[[], datetime],
        practice: bool,
    ) -> None:
        """Build the window without a place: `add_place` brings one after the other."""
        super().__init__()
        self._theme = theme
        self._times = times
        self._now = now
        self._practice = practice
        self._painted = False
        self._profile_name = ""
        self._place = ""
        """The name of the place in view; its title is that in the language of the screen."""
        self.may_close: Callable[[], bool] = lambda: True
        self.messages = messages
        self.setMinimumSize(1024, 700)
        self._strip = EnvironmentStrip(theme)
        self.rail = PlacesRail(theme)
        self._header = PlaceHeader(theme, messages)
        self._tools: HeaderTools | None = None
        self._stack = QStackedWidget()
        self._pages: dict[str, QWidget] = {}
        self._in_use: dict[str, ConnectionProfile | None] = {}
        """What each place is used with, as far as it has said so."""
        self._to_come = PlaceToCome()
        self._stack.addWidget(self._to_come)
        self._status = ElidedLabel(use="hint", ink="text2")
        self._notice = ElidedLabel(use="hint", ink="warn")
        self._clock = plain_label(use="hint", ink="text2")
        self._panel: PracticePanel | None = None
        self._panel_wanted: bool | None = None
        self._build(jobs)
        self._bind_keys()
        self.rail.place_chosen.connect(self._show_place)
        self._ticker = QTimer(self)
        self._ticker.setInterval(1000)
        self._ticker.timeout.connect(self._tick)
        self.show_profile(None)
        self.go_to(_FIRST)

    # ------------------------------------------------------------ building

    def _build(self, jobs: JobsArea) -> None:
        self._area = middle = QFrame()
        self._middle = QHBoxLayout(middle)
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._middle.addWidget(Room(self._stack))
        right = self._right = _tight(QVBoxLayout())
        right.addWidget(self._header)
        right.addWidget(middle, 1)
        right.addWidget(self._status_row(jobs))
        below = _tight(QHBoxLayout())
        below.addWidget(self.rail)
        below.addLayout(right, 1)
        centre = QWidget()
        column = _tight(QVBoxLayout(centre))
        column.addWidget(self._strip)
        column.addLayout(below, 1)
        self.setCentralWidget(centre)
        self._theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """Gives the rows that never scroll their height at the present zoom."""
        px = self._theme.px
        self._foot.setFixedHeight(px(31))
        self._fit_header()
        self._fit_panel()

    def _status_row(self, jobs: JobsArea) -> QFrame:
        px = self._theme.px
        status = self._foot = QFrame()
        status.setProperty("surface", "footer")
        row = QHBoxLayout(status)
        row.setContentsMargins(px(20), 0, px(16), 0)
        row.setSpacing(px(16))
        row.addWidget(self._status)
        row.addWidget(self._notice, 1)
        row.addWidget(jobs)
        row.addWidget(self._clock)
        return status

    def _bind_keys(self) -> None:
        for number, place in enumerate(PLACES, start=1):
            key = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            key.activated.connect(lambda name=place.name: self.go_to(name))
        QShortcut(QKeySequence("Ctrl+Shift+P"), self).activated.connect(self.pause_all_wanted)
        QShortcut(QKeySequence("Ctrl+,"), self).activated.connect(self.settings_wanted)
        commands = QShortcut(QKeySequence("Ctrl+K"), self)
        commands.setAutoRepeat(False)
        commands.activated.connect(self.commands_wanted)
        QShortcut(QKeySequence("F1"), self).activated.connect(self.show_shortcuts)
        QShortcut(QKeySequence("Shift+F1"), self).activated.connect(self.guide_wanted)
        self.rail.commands.clicked.connect(self.commands_wanted)

    def show_shortcuts(self) -> None:
        """Opens the list of all keys."""
        from leaddesk.ui.views.shortcuts_dialog import ShortcutsDialog

        sheet = ShortcutsDialog(self._theme, self)
        sheet.accepted.connect(self.guide_wanted)
        sheet.open()

    def finish(self) -> HeaderTools:
        """Brings what the first paint goes without, once, and returns what now stands at the end of the header."""
        if self._tools is None:
            tools = self._tools = self._header.build()
            tools.operator.editingFinished.connect(lambda: self.operator_changed.emit(tools.operator.text().strip()))
            tools.settings.clicked.connect(self.settings_wanted)
            self.messages.build()
            self._fit_header()
        return self._tools

    @property
    def operator(self) -> QLineEdit:
        """Who is at the desk."""
        return self.finish().operator

    # ------------------------------------------------------------ what others say

    def go_to(self, place: str) -> None:
        """Shows a place and puts the focus where its work starts."""
        self.rail.choose(place)
        self._show_place(place)
        self._focus_place()

    def add_place(self, name: str, page: QWidget) -> None:
        """Brings a place; one that is in view already is shown and gets the keys typed for it."""
        self._pages[name] = page
        self._stack.addWidget(page)
        if name != self._place:
            return
        if name == "Enter lead":
            self._show_awaited(name)
        else:  # building it took a while: a look at the keyboard before it is laid out and painted
            QTimer.singleShot(0, self, lambda: self._show_awaited(name))

    def _show_awaited(self, name: str) -> None:
        if name != self._place:
            return
        awaited = self.focusWidget() is self._to_come
        self._show_place(name)
        if awaited:
            self._focus_place()
            self._to_come.hand_over(self)

    @property
    def place(self) -> str:
        """The place that somebody has gone to."""
        return self._place

    def built(self, place: str) -> bool:
        """Tells whether `add_place` has brought a place."""
        return place in self._pages

    @property
    def awaited_place(self) -> str:
        """The place that somebody has gone to and `add_place` has not brought yet, or an empty text."""
        name = self._place
        return name if name and name not in self._pages else ""

    def add_practice_panel(self, panel: PracticePanel) -> None:
        """Brings the panel that stands beside *Enter lead* in practice mode."""
        self._panel = panel
        panel.setParent(self._area)
        self._area.installEventFilter(self)
        panel.close_button.clicked.connect(lambda: self._want_panel(False))
        panel.first_steps_wanted.connect(self.first_steps_wanted)
        self.finish().panel_button.clicked.connect(lambda: self._want_panel(True))
        self._fit_panel()

    def add_strip(self, strip: QWidget) -> None:
        """Brings a strip that stands above the status bar, in any place."""
        self._right.insertWidget(self._right.count() - 1, strip)

    def page(self, place: str) -> QWidget:
        """Returns the page of a place, or what stands there until it comes."""
        return self._pages.get(place, self._to_come)

    def show_profile(self, profile: ConnectionProfile | None, place: str = _FIRST) -> None:
        """Wears the environment and the name of a place's profile in use, while that place is in view.

        A place that has said none wears that of *Enter lead*.
        """
        self._in_use[place] = profile
        self._wear_profile()

    def _wear_profile(self) -> None:
        here = self._place
        profile = self._in_use.get(here if here in self._in_use else _FIRST)
        environment = "Practice" if self._practice else str(profile.environment) if profile else "Production"
        look = _LOOKS[environment]
        name = marked(profile.name) if profile else ""
        self._strip.set_environment(look)
        self.rail.set_environment(look, name or tr("No profile yet"))
        self._profile_name = name
        self.setWindowTitle(" · ".join(part for part in (name, tr_now(environment).upper(), "LeadDesk") if part))
        self._fit_header()

    def show_status(self, text: str) -> None:
        """Says in the status bar where secrets and history stand."""
        self._status.set_text(text)

    def show_standing_notice(self, text: str) -> None:
        """Keeps a warning in view, such as an unencrypted history."""
        self._notice.set_text(text)

    @property
    def is_painted(self) -> bool:
        """Whether the first paint is done."""
        return self._painted

    async def first_paint(self) -> None:
        """Waits until the window was painted: everything slow begins after that."""
        if self._painted:
            return
        import asyncio

        waiting = asyncio.Event()
        self.painted.connect(waiting.set)
        await waiting.wait()

    # ------------------------------------------------------------ inner life

    def _show_place(self, name: str) -> None:
        self._place = name
        self._header.title.setText(tr_now(name))
        self._stack.setCurrentWidget(self.page(name))
        self._wear_profile()
        if self.awaited_place:
            self.place_wanted.emit(name)
        self._fit_panel()

    def _focus_place(self) -> None:
        page = self.page(self._place)
        if page is self._to_come:
            page.setFocus()  # it begins nowhere else; looking for its first control took an eighth of the start
        else:
            focus_start(page)

    def _fit_header(self) -> None:
        self._header.fit(self.width(), self._profile_name)

    def _want_panel(self, wanted: bool) -> None:
        self._panel_wanted = wanted
        self._fit_panel()
        if self._panel and wanted:
            self._panel.list.setFocus()

    def _fit_panel(self) -> None:
        """Beside *Enter lead*: a wide window makes room for the practice panel, a narrow one shows it on top."""
        if self._panel is None:
            return
        narrow = self._theme.is_narrow(self.width())
        here = self._place == "Enter lead"
        shown = here and (not narrow if self._panel_wanted is None else self._panel_wanted)
        self._panel.setVisible(shown)
        self.finish().panel_button.setVisible(here and not shown)
        width = self._panel.width()
        beside, area = width if shown and not narrow else 0, self._area.rect()
        self._middle.setContentsMargins(*((beside, 0, 0, 0) if from_right() else (0, 0, beside, 0)))
        self._panel.setGeometry(placed(area, QRect(area.right() + 1 - width, 0, width, area.height())))
        self._panel.raise_()

    def _tick(self) -> None:
        now = self._now()
        self._clock.setText(f"{self._times.day(now, now)}, {self._times.clock(now)} {self._times.zone(now)}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_header()
        self._fit_panel()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit_panel()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Tells once that the first paint is done."""
        handled = super().event(event)
        if not self._painted and event.type() == event.Type.Paint:
            self._painted = True
            self._tick()
            self._ticker.start()
            QTimer.singleShot(0, self.painted.emit)
        return handled

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.may_close():
            event.accept()
            self._ticker.stop()
            self.closing.emit()
        else:
            event.ignore()


_Box = TypeVar("_Box", bound=QBoxLayout)


def _tight(layout: _Box) -> _Box:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    return layout
