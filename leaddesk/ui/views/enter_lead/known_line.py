"""What the history holds of the number in the form, in a strip that keeps its room while there is nothing to say."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout

from leaddesk.language import tr
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.widgets.frames import edge, paint_frame, paint_icon
from leaddesk.ui.widgets.labels import ElidedLabel
from leaddesk.ui.widgets.sides import margins, placed

_HEIGHT, _ICON, _ICON_ROOM, _SIDE = 36, 14, 36, 10


class KnownLine(QFrame):
    """Two lines in the colours of the graver of outcome and assessment; drawn only while they say something."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._family = theme, "neutral"
        self._label = ElidedLabel(use="hint", lines=2)
        self._label.setAccessibleName(tr("In the history"))
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._label)
        theme.changed.connect(self._fit)
        self._fit()

    def say(self, text: str, family: str = "neutral") -> None:
        """Says another sentence in the colours of a verdict family; an empty one takes the strip away."""
        self._family = family
        restyle(self._label, ink="text" if family == "neutral" else family)
        self._label.set_text(text)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._label.text():
            return
        theme, painter = self._theme, QPainter(self)
        pen = QPen(theme.color(f"{self._family}.edge"), edge(theme))
        paint_frame(painter, theme, self.rect(), theme.color(f"{self._family}.tint"), pen)
        place = placed(self.rect(), QRect(0, 0, theme.px(_ICON_ROOM), self.height()))
        paint_icon(painter, theme, place, "history", f"{self._family}.text", _ICON)

    def _fit(self) -> None:
        px = self._theme.px
        self._row.setContentsMargins(margins(px(_ICON_ROOM), 0, px(_SIDE), 0))
        self.setFixedHeight(px(_HEIGHT))
