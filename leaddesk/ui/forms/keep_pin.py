"""The pin beside a field's label: whether *New lead* keeps what stands in the field."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolButton

from leaddesk.language import tr
from leaddesk.ui.theme import Theme

_WIDTH, HEIGHT, _ICON = 24, 20, 14
"""Pixels at 100 %."""


class KeepPin(QToolButton):
    """A quiet toggle; a click leaves the focus in the field that has it."""

    def __init__(self, theme: Theme, label: str) -> None:
        super().__init__()
        self._theme = theme
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr("Keep {label}", label=label))
        self.setAccessibleDescription(tr("Keep for the next lead"))
        self.setToolTip(tr("Keep for the next lead"))
        theme.changed.connect(self._fit)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(_WIDTH), self._theme.px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.underMouse():
            painter.setBrush(theme.color("selection"))
            painter.drawRoundedRect(QRectF(self.rect()), px(4), px(4))
        if self.hasFocus():
            width = px(2)
            inset = width / 2
            painter.setPen(QPen(theme.color("accent"), width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), px(4), px(4))
        name, ink = ("pin", "accent") if self.isChecked() else ("pin-off", "text3")
        pixmap = theme.icons.pixmap(name, theme.tokens.color(ink), px(_ICON), self.devicePixelRatioF())
        side = px(_ICON)
        painter.drawPixmap(QPointF((self.width() - side) / 2, (self.height() - side) / 2), pixmap)

    def _fit(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()
