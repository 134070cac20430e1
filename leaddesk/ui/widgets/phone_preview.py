"""A text as a phone would show it: an outline, the sender, one bubble. A picture of a message, not a browser."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from leaddesk.language import tr
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.labels import ElidedLabel
from leaddesk.ui.widgets.plaintext import marked

_RADIUS, _BUBBLE = 16, 10
_WIDTH, _HEIGHT = 216, 216
_SHOWN = 20_000
"""Characters of a text that are laid out at most."""


class PhonePreview(QFrame):
    """Scrolls where a text is longer than the phone."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.sender_label = ElidedLabel(use="axis", ink="text2")
        self.sender_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bubble = _Bubble(theme)
        self._inside = QWidget()
        self._inside.setProperty("surface", "clear")
        self._row = QHBoxLayout(self._inside)
        self._row.addWidget(self.bubble, 1, Qt.AlignmentFlag.AlignTop)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(tr("Phone"))
        self._area.setWidget(self._inside)
        self._area.installEventFilter(self)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.sender_label)
        self._column.addWidget(self._area, 1)
        theme.changed.connect(self._fit)
        self._fit()

    def show_text(self, text: str, sender: str, nothing: str) -> None:
        """Show a text from a sender; `nothing` is said where there is no text."""
        self.sender_label.set_text(sender)
        shown = "\n".join(map(marked, text[:_SHOWN].splitlines())) if text else nothing
        self.bubble.say(shown, silent=not text)
        self._area.setAccessibleDescription(shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, px = QPainter(self), self._theme.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("accent" if self._area.hasFocus() else "edge"), max(1, px(2))))
        painter.setBrush(self._theme.color("sunken"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), px(_RADIUS), px(_RADIUS))

    def _fit(self) -> None:
        px = self._theme.px
        self.setFixedSize(px(_WIDTH), px(_HEIGHT))
        self._column.setContentsMargins(px(8), px(10), px(6), px(10))
        self._row.setContentsMargins(0, 0, px(4), 0)


class _Bubble(QWidget):
    """One incoming message."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(True)
        self.label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setProperty("type", "body")
        self.label.setProperty("ink", "text")
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.label)
        theme.changed.connect(self._fit)
        self._fit()

    def say(self, text: str, *, silent: bool) -> None:
        """Shows a text; a silent one is ours, about one that is not there."""
        self.label.setText(text)
        self.label.setProperty("ink", "text3" if silent else "text")
        self.label.style().polish(self.label)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, px = QPainter(self), self._theme.px
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line"), max(1, px(1))))
        painter.setBrush(self._theme.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), px(_BUBBLE), px(_BUBBLE))

    def _fit(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(10), px(8), px(10), px(8))
