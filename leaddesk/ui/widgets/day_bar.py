"""One day as a bar of 24 h: the calling window, and a mark for now. A picture of words that stand beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from leaddesk.domain.calling import DAY_MINUTES
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.sides import from_right

_BAR, _MARK, _AXIS = 8, 16, 16


class DayBar(QWidget):
    """Windows and now in minutes after midnight; without a window there is only the day."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._windows: tuple[tuple[int, int], ...] = ()
        self._now: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.changed.connect(self._fit)
        self._fit()

    def set_day(self, windows: Sequence[tuple[int, int]], now: int | None) -> None:
        """Shows another day; `now` is None where the time is not known."""
        self._windows, self._now = tuple(windows), now
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(240), self._theme.px(_MARK + _AXIS))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._theme
        px = theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = (px(_MARK) - px(_BAR)) / 2
        track = QRectF(0, top, self.width(), px(_BAR))
        painter.setPen(QPen(theme.color("edge"), 1))
        painter.setBrush(theme.color("sunken"))
        painter.drawRect(track.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("ok.edge"))
        for start, end in self._windows:
            painter.drawRect(QRectF(self._x(start), top, self._x(end) - self._x(start), px(_BAR)).normalized())
        if self._now is not None:
            painter.setBrush(theme.color("text"))
            left = min(round(self._x(self._now)), self.width() - px(2))  # on whole pixels, so that it is sharp
            painter.drawRect(QRectF(left, 0, px(2), px(_MARK)))
        self._paint_axis(painter)

    def _paint_axis(self, painter: QPainter) -> None:
        """Writes the hours that matter under the bar, each only where there is room for it."""
        painter.setFont(self._theme.font("axis"))
        painter.setPen(self._theme.color("text2"))
        metrics, top, height = QFontMetrics(painter.font()), self._theme.px(_MARK), self._theme.px(_AXIS)
        wanted = dict.fromkeys((0, DAY_MINUTES, *(edge for window in self._windows for edge in window), 720))
        taken: list[tuple[float, float]] = []
        for minute in wanted:
            text = f"{minute // 60}" if minute % 60 == 0 else f"{minute // 60}:{minute % 60:02}"
            width = metrics.horizontalAdvance(text) + 1
            left = min(max(0.0, self._x(minute) - width / 2), self.width() - width)
            if all(left + width + 4 < start or left > end + 4 for start, end in taken):
                taken.append((left, left + width))
                painter.drawText(QRectF(left, top, width, height), Qt.AlignmentFlag.AlignCenter, text)

    def _x(self, minute: int) -> float:
        at = self.width() * minute / DAY_MINUTES
        return self.width() - at if from_right() else at

    def _fit(self) -> None:
        self.setFixedHeight(self._theme.px(_MARK + _AXIS))
        self.update()
