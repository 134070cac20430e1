"""The last row of *Leads*: what it waits for, why a page is missing, or why no further one comes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from leaddesk.language import tr
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import ElidedLabel

_HEIGHT, _AROUND, _LINES = 38, 16, 3


class EndRow(QFrame):
    """Hidden while there is nothing to say."""

    retry_wanted = Signal()
    go_on_wanted = Signal()
    left = Signal()
    """A button had the focus and goes."""
    raw_wanted = Signal()
    """The answer that was no page is to be looked at."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._icon, self._look = QLabel(), ("info", "text2")
        self._text = ElidedLabel(ink="text2", lines=_LINES)
        self.retry = Button(theme, tr("Retry"), icon="refresh-cw")
        self.go_on = Button(theme, tr("Go on"), icon="chevron-down")
        self.raw = Button(theme, tr("Raw"), role="link")
        self.setProperty("surface", "surface")
        self.setAccessibleName(tr("End of the leads"))
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._text, 1)
        for button in (self.raw, self.retry, self.go_on):
            self._row.addWidget(button)
        self.retry.clicked.connect(self.retry_wanted)
        self.go_on.clicked.connect(self.go_on_wanted)
        self.raw.clicked.connect(self.raw_wanted)
        theme.changed.connect(self._fit)
        self.say("")

    @property
    def text(self) -> str:
        """What is said."""
        return self._text.text()

    def say(
        self,
        text: str,
        *,
        icon: str = "info",
        ink: str = "text2",
        retry: bool = False,
        ask: bool = False,
        raw: bool = False,
    ) -> None:
        """Says what there is to say, with *Raw*, *Retry* or *Go on* behind it; nothing hides the row."""
        focused = any(button.hasFocus() for button in (self.retry, self.go_on, self.raw))
        self._look = icon, ink
        self._text.set_text(text)
        restyle(self._text, ink=ink)
        self.retry.setVisible(retry)
        self.go_on.setVisible(ask)
        self.raw.setVisible(raw)
        self.setAccessibleDescription(self._text.text())
        self.setVisible(bool(text))
        if focused and not (retry or ask):
            self.left.emit()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def _fit_height(self) -> None:
        """Is as high as what it says: what to do about a page that failed stands at the end."""
        px = self._theme.px
        self.setFixedHeight(max(px(_HEIGHT), self._text.heightForWidth(max(1, self._text.width())) + px(_AROUND)))

    def _fit(self) -> None:
        px, (icon, ink) = self._theme.px, self._look
        role = f"{ink}.text" if ink == "danger" else ink
        self._fit_height()
        self._row.setContentsMargins(px(10), px(4), px(12), px(4))
        self._row.setSpacing(px(8))
        tint, ratio = self._theme.tokens.color(role), self.devicePixelRatioF()
        self._icon.setPixmap(self._theme.icons.pixmap(icon, tint, px(16), ratio))
