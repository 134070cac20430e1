"""Puts a look on the application and keeps it in step with the system's colour scheme and contrast.

Widgets are handed the ``Theme``, ask it for colours by role, sizes and fonts, and repaint on ``changed``.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from leaddesk.ui.icons import Icons, sharp_scales
from leaddesk.ui.theme.fonts import make_font
from leaddesk.ui.theme.qss_images import ResourceFolder
from leaddesk.ui.theme.stylesheet import stylesheet
from leaddesk.ui.theme.tokens import LOOKS, Tokens

FUSION = ("-style", "Fusion")
"""What a QApplication is started with: setting the style later makes PySide put all words of styles into Python."""
CHOICES = ("system", "light", "dark", "contrast")
"""What a person can choose; ``system`` follows the desktop."""
ZOOM_RANGE = (0.8, 2.0)
NARROW_WIDTH = 1160
"""Logical window width below which the narrow layout takes over."""

_ICON_GAP = 3
_DOT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><circle cx="12" cy="12" r="5" fill="{}"/></svg>'


class Theme(QObject):
    """The look in force: tokens, zoom factor and icons."""

    changed = Signal()
    """The look or the zoom factor is another one; the new style sheet is already in place."""

    def __init__(
        self,
        app: QApplication,
        icons: Icons,
        *,
        choice: str = "system",
        zoom: float = 1.0,
        dress_app: bool = True,
    ) -> None:
        """Put the look on an application that was started with ``FUSION``.

        ValueError for an unknown choice or a zoom outside 0.8 to 2.0. Without ``dress_app`` the style sheet waits
        for the window that ``dress`` is given.
        """
        super().__init__()
        self.icons = icons
        self._app = app
        self._dressed: QApplication | QWidget | None = app if dress_app else None
        self._choice = _checked_choice(choice)
        self._zoom = _checked_zoom(zoom)
        self._hints = QGuiApplication.styleHints()
        self._images: dict[str, ResourceFolder] = {}
        self._fonts: dict[str, QFont] = {}
        self._colors: dict[str, QColor] = {}
        self._button_icons: dict[tuple[str, str, int, int], QIcon] = {}
        self._extents: dict[tuple[str, str], QSize] = {}
        self._applied: tuple[str, float] | None = None
        self._tokens = LOOKS["light"]
        self._hints.colorSchemeChanged.connect(self._refresh)
        self._hints.accessibility().contrastPreferenceChanged.connect(self._refresh)
        self._scales = sharp_scales()
        app.screenAdded.connect(self._meet_screen)
        self._follow()

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return self._tokens

    @property
    def choice(self) -> str:
        """What the person chose, one of ``CHOICES``."""
        return self._choice

    @property
    def zoom(self) -> float:
        """The factor on every size."""
        return self._zoom

    def set_choice(self, choice: str) -> None:
        """Wear another look, or follow the system; ValueError for an unknown choice."""
        self._choice = _checked_choice(choice)
        self._follow()

    def set_zoom(self, zoom: float) -> None:
        """Multiply every size; ValueError outside 0.8 to 2.0."""
        self._zoom = _checked_zoom(zoom)
        self._refresh()

    def dress(self, window: QWidget) -> None:
        """Put the style sheet on one window, what comes into it, and its dialogs.

        Under the application's style sheet Qt styles a widget anew, with all in it, each time it gets a parent;
        parts that are put together outside of a dressed window are styled once, when they come into it.
        """
        self._dressed = window
        self._put_on()

    def px(self, size: float) -> int:
        """Return a size given in pixels at 100 % at the zoom factor."""
        return round(size * self._zoom)

    def color(self, role: str) -> QColor:
        """Return the colour of a role such as ``text2`` or ``danger.fill``."""
        if role not in self._colors:
            self._colors[role] = QColor(self._tokens.color(role))
        return self._colors[role]

    def font(self, use: str) -> QFont:
        """Return the font of a use in the type scale."""
        if use not in self._fonts:
            self._fonts[use] = make_font(use, self._zoom)
        return QFont(self._fonts[use])

    def extent(self, words: str, use: str) -> QSize:
        """Return the room that words of LeadDesk's own, never text from outside, take in a use; measured once."""
        key = words, use
        if key not in self._extents:
            metrics, room = QFontMetrics(self.font(use)), QRect(0, 0, 1 << 16, 1 << 16)
            self._extents[key] = metrics.boundingRect(room, Qt.AlignmentFlag.AlignLeft, words).size()
        return self._extents[key]

    def is_narrow(self, window_width: int) -> bool:
        """Tell whether a window of that many pixels takes the narrow layout."""
        return window_width < NARROW_WIDTH * self._zoom

    def set_icon(self, button: QAbstractButton, name: str, role: str = "text", size: int = 16) -> None:
        """Give a button an icon in a colour role and keep it in step with the look."""
        _ButtonIcon.on(button, self).use(name, role, size)

    def button_icon(self, name: str, role: str, side: int, gap: int) -> QIcon:
        """Return a button's icon in a colour role, drawn once for each look; ``side`` and ``gap`` are pixels."""
        key = name, role, side, gap
        if key not in self._button_icons:
            tint, faint = self._tokens.color(role), self._tokens.text3
            self._button_icons[key] = self.icons.icon(name, tint, side, disabled=faint, gap=gap)
        return self._button_icons[key]

    def _follow(self) -> None:
        """Tell Qt the choice, so that title bars and native dialogs wear it too."""
        if self._choice == "system":
            self._hints.unsetColorScheme()
        else:
            light = self._choice == "light"
            self._hints.setColorScheme(Qt.ColorScheme.Light if light else Qt.ColorScheme.Dark)
        self._refresh()

    def _meet_screen(self) -> None:
        """Draw the icons anew where a screen has come that is finer than those before."""
        before, self._scales = self._scales, sharp_scales()
        if self._scales != before:
            self._button_icons.clear()
            self.changed.emit()

    def _refresh(self) -> None:
        name = self._choice
        if name == "system":
            name = self._system_look()
        if (name, self._zoom) == self._applied:
            return
        self._applied = name, self._zoom
        self._fonts.clear()
        self._extents.clear()
        self._button_icons.clear()
        self._colors.clear()
        self._tokens = LOOKS[name]
        self._app.setPalette(palette(self._tokens))
        self._app.setFont(self.font("body"))
        self._put_on()
        self.changed.emit()

    def _put_on(self) -> None:
        if self._dressed is not None:
            from_right = self._app.layoutDirection() is Qt.LayoutDirection.RightToLeft
            sheet = stylesheet(self._tokens, self._zoom, self._image_folder(), from_right=from_right)
            self._dressed.setStyleSheet(sheet)

    def _system_look(self) -> str:
        if self._hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return "contrast"
        return "dark" if self._hints.colorScheme() == Qt.ColorScheme.Dark else "light"

    def _image_folder(self) -> str:
        tokens = self._tokens
        if tokens.name not in self._images:
            svg = self.icons.svg
            from_left = QGuiApplication.layoutDirection() is Qt.LayoutDirection.LeftToRight
            onwards = "chevron-right" if from_left else "chevron-left"
            files = {
                "chevron-down.svg": svg("chevron-down", tokens.text2),
                "chevron-down-off.svg": svg("chevron-down", tokens.text3),
                "chevron-up.svg": svg("chevron-up", tokens.text2),
                "branch.svg": svg(onwards, tokens.text2),
                "check.svg": svg("check", tokens.on_accent, 3.0),
                "check-off.svg": svg("check", tokens.text3, 3.0),
                "dot.svg": _DOT.format(tokens.on_accent).encode(),
                "dot-off.svg": _DOT.format(tokens.text3).encode(),
            }
            self._images[tokens.name] = ResourceFolder(f"leaddesk-{tokens.name}", files)
        return self._images[tokens.name].path


class _ButtonIcon(QObject):
    """Redraws one button's icon when the look changes; lives and dies with the button."""

    def __init__(self, button: QAbstractButton, theme: Theme) -> None:
        super().__init__(button)
        self._button = button
        self._theme = theme
        self._icon = ("", "", 0)
        theme.changed.connect(self._draw)

    @classmethod
    def on(cls, button: QAbstractButton, theme: Theme) -> _ButtonIcon:
        """Return the button's own, made at the first call."""
        for child in button.children():
            if isinstance(child, cls):
                return child
        return cls(button, theme)

    def use(self, name: str, role: str, size: int) -> None:
        if (name, role, size) != self._icon:
            self._icon = name, role, size
            self._draw()

    def _draw(self) -> None:
        name, role, size = self._icon
        side = self._theme.px(size)
        gap = self._theme.px(_ICON_GAP) if self._button.text() else 0
        self._button.setIcon(self._theme.button_icon(name, role, side, gap))
        self._button.setIconSize(QSize(side + gap, side))


def palette(tokens: Tokens) -> QPalette:
    """Return the Qt palette of a look."""
    role = QPalette.ColorRole
    colors = {
        role.Window: tokens.window,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.sunken,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.text,
        role.PlaceholderText: tokens.text3,
        role.Text: tokens.text,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.danger.text,
        role.Light: tokens.line,
        role.Midlight: tokens.line,
        role.Mid: tokens.line,
        role.Dark: tokens.edge,
        role.Shadow: tokens.edge,
        role.Highlight: tokens.selection,
        role.HighlightedText: tokens.text,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
    }
    result = QPalette()
    for key, value in colors.items():
        result.setColor(key, QColor(value))
    for key in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        result.setColor(QPalette.ColorGroup.Disabled, key, QColor(tokens.text3))
    result.setColor(QPalette.ColorGroup.Disabled, role.Base, QColor(tokens.window))
    return result


def restyle(widget: QWidget, **properties: str | bool) -> None:
    """Set style properties (``type``, ``ink``, ``role`` …) and let the style sheet look at the widget again."""
    changed = [name for name, value in properties.items() if widget.property(name) != value]
    for name in changed:
        widget.setProperty(name, properties[name])
    if changed and widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else it looks at it by itself
        widget.style().polish(widget)  # it forgets the former rules by itself; unpolish costs twice as much again
        widget.update()


def _checked_choice(choice: str) -> str:
    if choice not in CHOICES:
        raise ValueError(f"the look is one of {', '.join(CHOICES)}, not {choice!r}")
    return choice


def _checked_zoom(zoom: float) -> float:
    low, high = ZOOM_RANGE
    if not low <= zoom <= high:
        raise ValueError(f"zoom goes from {low} to {high}, not {zoom}")
    return zoom
