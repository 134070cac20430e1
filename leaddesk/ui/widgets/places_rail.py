"""The rail at the left: the environment plate and the six places."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIcon, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QSizePolicy, QVBoxLayout

from leaddesk.language import ENGLISH, language, tr, tr_later, tr_now
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.widgets.buttons import Button, Environment
from leaddesk.ui.widgets.labels import ElidedLabel, plain_label
from leaddesk.ui.widgets.place_delegate import ICON_ROLE, PlaceDelegate
from leaddesk.ui.widgets.sides import margins


class Place(NamedTuple):
    """A place's name, which is translated where it is shown, and its icon."""

    name: str
    icon: str


PLACES = (
    Place(tr_later("Check number"), "phone"),
    Place(tr_later("Enter lead"), "square-pen"),
    Place(tr_later("Search leads"), "search"),
    Place(tr_later("Campaigns"), "messages-square"),
    Place(tr_later("History"), "history"),
    Place(tr_later("Profiles"), "plug"),
)
"""The places in the order of Ctrl+1 to Ctrl+6."""

WIDE, NARROW = 184, 96
_WIDEST = 264, 152
"""What longer words of another language may widen the two to."""
_BESIDE_WORD, _BESIDE_SHORT = 68, 8
"""Pixels at 100 % that icon, digit and margins take beside a place's word, and that margins take where it is alone."""
_ICON_LEFT, _ICON, _WORD_LEFT, _KEYS_RIGHT = 14, 18, 40, 10
"""Where *Commands* has its parts, which is where the places have theirs; Qt adds 4 pixels between icon and word."""
_COMMANDS = 34
_ENVIRONMENTS: Mapping[Environment, str] = {
    "production": tr("Production"),
    "test": tr("Test"),
    "practice": tr("Practice"),
}


class PlacesRail(QFrame):
    """Lets a person change places; narrow windows get the icon above the word, never the icon alone."""

    place_chosen = Signal(str)
    """A place became current; carries its name."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._narrow = False
        self.setProperty("surface", "rail")
        self._plate = QFrame()
        self._plate.setProperty("surface", "environment")
        self._environment = plain_label(use="badge")
        self._profile = ElidedLabel()
        self._plate_column = QVBoxLayout(self._plate)
        self._plate_column.addWidget(self._environment)
        self._plate_column.addWidget(self._profile)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Places"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setProperty("places", True)
        self._delegate = PlaceDelegate(theme, self.list)
        self.list.setItemDelegate(self._delegate)
        for place in PLACES:
            item = QListWidgetItem(tr_now(place.name), self.list)
            item.setData(ICON_ROLE, place.icon)
        self.list.currentRowChanged.connect(lambda row: self.place_chosen.emit(PLACES[row].name))
        self.commands = Button(theme, tr("Commands"), role="quiet")
        self.commands.setProperty("bare", True)
        self.commands.setToolTip(tr("Any action, destination, campaign or recent number. Ctrl+K"))
        self.commands.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._keys = plain_label("Ctrl+K", use="axis", ink="text3")
        self._keys.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._commands_row = QHBoxLayout(self.commands)
        self._commands_row.addStretch(1)
        self._commands_row.addWidget(self._keys)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._plate)
        self._column.addWidget(self.list, 1)
        self._column.addWidget(self.commands)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.set_environment("production", "")
        theme.changed.connect(self._follow)
        self._draw()

    def set_environment(self, environment: Environment, profile: str) -> None:
        """Name the environment in capitals, with the profile below it."""
        restyle(self._plate, env=environment)
        self._environment.setText(_ENVIRONMENTS[environment].upper())
        self._profile.set_text(profile)

    def choose(self, name: str) -> None:
        """Make a place current; ValueError when there is none of that name."""
        self.list.setCurrentRow([place.name for place in PLACES].index(name))

    def set_narrow(self, narrow: bool) -> None:
        """Take the narrow or the wide form; the rail does so by itself with the width of its window."""
        self._narrow = narrow
        self._draw()

    def is_narrow(self) -> bool:
        """Tell which form the rail has."""
        return self._narrow

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().installEventFilter(self)
        self.fit_window()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.window():
            self.fit_window()
        return False

    def fit_window(self) -> None:
        """Take the form that the window has room for; on the screen the rail does so by itself."""
        narrow = self._theme.is_narrow(self.window().width())
        if narrow != self._narrow:
            self.set_narrow(narrow)

    def _follow(self) -> None:
        """Takes the look in force; at another zoom the same window may be narrow."""
        if self.isVisible():
            self._narrow = self._theme.is_narrow(self.window().width())
        self._draw()

    def _draw(self) -> None:
        px = self._theme.px
        side = px(4 if self._narrow else 8)
        self._delegate.narrow = self._narrow
        self.setFixedWidth(self._width(side))
        self._column.setContentsMargins(side, px(8), side, px(8))
        self._column.setSpacing(px(12))
        self._plate.setFixedHeight(px(48))
        margin = 0 if self._narrow else px(10)
        self._plate_column.setContentsMargins(margin, px(6), margin, px(6))
        self._plate_column.setSpacing(0)
        self._profile.setVisible(not self._narrow)
        centre = Qt.AlignmentFlag.AlignCenter if self._narrow else Qt.AlignmentFlag.AlignLeft
        self._environment.setAlignment(centre | Qt.AlignmentFlag.AlignVCenter)
        self._draw_commands()
        self.list.scheduleDelayedItemsLayout()  # which paints it anew

    def _width(self, side: int) -> int:
        """Returns the pixels of the rail with a margin at both sides: English fits, other languages may be longer."""
        px, narrow = self._theme.px, self._narrow
        usual = px(NARROW if narrow else WIDE)
        if language() == ENGLISH:
            return usual
        beside = px(_BESIDE_SHORT if narrow else _BESIDE_WORD)
        places = max(self._delegate.word_width(tr_now(place.name)) for place in PLACES) + beside
        badges = QFontMetrics(self._theme.font("badge"))
        plate = max(badges.horizontalAdvance(word.upper()) for word in _ENVIRONMENTS.values()) + px(2 * _KEYS_RIGHT)
        commands = QFontMetrics(self._theme.font("body")).horizontalAdvance(self.commands.text()) + beside
        commands += 0 if narrow else self._keys.sizeHint().width()
        return min(max(usual, 2 * side + max(places, plate, commands)), px(_WIDEST[narrow]))

    def _draw_commands(self) -> None:
        """Puts icon, word and keys under those of the places; the narrow form has room for the word alone."""
        px, theme = self._theme.px, self._theme
        restyle(self.commands, rail="" if self._narrow else "wide")
        side, gap = px(_ICON), px(_WORD_LEFT - _ICON_LEFT - _ICON)
        self.commands.setIcon(QIcon() if self._narrow else theme.button_icon("command", "text2", side, gap))
        self.commands.setIconSize(QSize(side + gap, side))
        self.commands.setMinimumHeight(px(_COMMANDS))
        self._commands_row.setContentsMargins(margins(0, 0, px(_KEYS_RIGHT), 0))
        self._keys.setVisible(not self._narrow)
