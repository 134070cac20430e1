"""A week as a heat map: seven days by twenty-four hours, painted in one go, walked through with the arrow keys.

Each kind of cell has a shape of its own, so that none is told by colour alone; the words of the current cell are told
to whoever listens.
"""

from __future__ import annotations

from collections import defaultdict

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from leaddesk.domain.week import CellState
from leaddesk.language import tr, weekday_name
from leaddesk.ui.models.campaign_week_model import HOURS, CampaignWeekModel
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.frames import dashed
from leaddesk.ui.widgets.sides import from_right, placed

_ROW, _AXIS, _DAYS, _CELL, _LEAST_CELL = 20, 16, 40, 13, 6
_TICK = 3
_HOUR = 60
_HATCH = 4
_Look = tuple[CellState, bool]
"""What a part of an hour is, and whether some rule leaves no window then."""
OUTSIDE = "outside"
"""The kind of a cell in which texts go out and some rule leaves no window."""
LEGEND: tuple[tuple[CellState | str, str], ...] = (
    (CellState.SENDS, tr("sends")),
    (OUTSIDE, tr("outside a rule's window")),
    (CellState.OVERLAP, tr("windows overlap")),
    (CellState.DOUBTFUL, tr("not known")),
    (CellState.NO_DATA, tr("no data")),
)


class WeekMap(QWidget):
    """Days before it, hours above, and the table *Schedule*."""

    current_said = Signal(str)
    """The current cell, as a sentence."""

    def __init__(self, theme: Theme, model: CampaignWeekModel) -> None:
        super().__init__()
        self._theme = theme
        self._days = model.days
        self.table = WeekTable(theme, model)
        self.table.setParent(self)
        self.table.current_said.connect(self.current_said)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._fit)
        self._fit()

    def sizeHint(self) -> QSize:
        px = self._theme.px
        return QSize(px(_DAYS) + HOURS * px(_CELL), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, px = QPainter(self), self._theme.px
        painter.setFont(self._theme.font("axis"))
        painter.setPen(self._theme.color("text2"))
        left, width = self._days_width(), self.table.columnWidth(0)
        middle = Qt.AlignmentFlag.AlignVCenter
        for row, day in enumerate(self._days):
            place = QRect(0, px(_AXIS) + row * px(_ROW), left, px(_ROW))
            painter.drawText(placed(self.rect(), place), middle, weekday_name(day))
        for hour in range(0, HOURS + 1, _TICK):
            half = px(12)
            place = QRect(left + hour * width - half, 0, 2 * half, px(_AXIS))
            if hour in (0, HOURS):
                place.moveLeft(left if hour == 0 else left + hour * width - 2 * half)
            side = Qt.AlignmentFlag.AlignLeft if hour == 0 else Qt.AlignmentFlag.AlignHCenter
            side = Qt.AlignmentFlag.AlignRight if hour == HOURS else side
            painter.drawText(placed(self.rect(), place), middle | side, str(hour))

    def _fit(self) -> None:
        px = self._theme.px
        self.setFixedHeight(px(_AXIS) + px(_ROW) * len(self._days))
        self.setMinimumWidth(self._days_width() + HOURS * px(_LEAST_CELL))
        self._place()
        self.update()

    def _place(self) -> None:
        px = self._theme.px
        left = self._days_width()
        place = QRect(left, px(_AXIS), max(0, self.width() - left), px(_ROW) * len(self._days))
        self.table.setGeometry(placed(self.rect(), place))
        self.table.fit()

    def _days_width(self) -> int:
        """Returns the pixels that the days' names take."""
        names = QFontMetrics(self._theme.font("axis"))
        widest = max(names.horizontalAdvance(weekday_name(day)) for day in self._days)
        return max(self._theme.px(_DAYS), widest + names.height())


class WeekTable(QTableView):
    """Paints all cells itself: 168 delegates would take longer than a frame."""

    current_said = Signal(str)

    def __init__(self, theme: Theme, model: CampaignWeekModel) -> None:
        super().__init__()
        self._theme, self._week = theme, model
        self._at = 0, 9
        """Day and hour of the current cell, kept from one campaign to the next."""
        self.setModel(model)
        self.setAccessibleName(tr("Schedule"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setProperty("flush", True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.hide()
        self.selectionModel().currentChanged.connect(self._say)
        model.modelReset.connect(self._come_back)
        theme.changed.connect(self.viewport().update)

    def fit(self) -> None:
        """Shares the width among the hours."""
        px = self._theme.px
        self.verticalHeader().setMinimumSectionSize(px(_ROW))
        self.verticalHeader().setDefaultSectionSize(px(_ROW))
        self.horizontalHeader().setMinimumSectionSize(px(_LEAST_CELL))
        self.horizontalHeader().setDefaultSectionSize(max(px(_LEAST_CELL), self.viewport().width() // HOURS))
        self.updateGeometries()  # else it could be pushed sideways by what the hours took before

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()  # out of view the hours shared the width before

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self.viewport()), self._theme
        painter.fillRect(event.rect(), theme.color("surface"))
        gap, height = max(1, theme.px(1)), theme.px(_ROW)
        width = self.columnWidth(0)
        places = defaultdict[_Look, list[QRect]](list)
        for row in range(self._week.rowCount()):
            top = row * height + gap
            for hour in range(HOURS):
                for start, end, state, outside in self._week.parts(row, hour):
                    left = hour * width + (width - gap) * start // _HOUR
                    right = hour * width + (width - gap) * end // _HOUR
                    places[state, outside].append(QRect(left, top, right - left, height - 2 * gap))
        if from_right():
            whole = self.viewport().rect()
            for look, found in places.items():
                places[look] = [placed(whole, place) for place in found]
        for look in sorted(places, key=lambda look: look[0] is CellState.OVERLAP):  # last, so that short ones stay seen
            _paint_alike(painter, theme, look, places[look])
        if (current := self.currentIndex()).isValid():
            cell = QRect(current.column() * width, current.row() * height, width, height)
            self._paint_current(painter, placed(self.viewport().rect(), cell))

    def _paint_current(self, painter: QPainter, cell: QRect) -> None:
        line = max(2, self._theme.px(2))
        half = line / 2
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inner = QRectF(cell).adjusted(line + half, line + half, -line - half, -line - half)
        painter.setPen(QPen(self._theme.color("surface"), line))
        painter.drawRect(inner)
        painter.setPen(QPen(self._theme.color("text" if self.hasFocus() else "text3"), line))
        painter.drawRect(QRectF(cell).adjusted(half, half, -half, -half))

    def _come_back(self) -> None:
        """Stays at the hour when another campaign is shown."""
        flags = self.selectionModel().SelectionFlag
        self.selectionModel().setCurrentIndex(self._week.index(*self._at), flags.ClearAndSelect)

    def _say(self, index: QModelIndex) -> None:
        if index.isValid():
            self._at = index.row(), index.column()
            self.viewport().update()
            self.current_said.emit(self._week.words(*self._at))


class Swatch(QWidget):
    """One cell of the legend."""

    def __init__(self, theme: Theme, kind: CellState | str) -> None:
        super().__init__()
        self._theme, self._kind = theme, kind
        theme.changed.connect(self._fit)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        outside = self._kind == OUTSIDE
        state = CellState.SENDS if outside else CellState(self._kind)
        _paint_alike(QPainter(self), self._theme, (state, outside), [self.rect()])

    def _fit(self) -> None:
        side = self._theme.px(12)
        self.setFixedSize(side, side)
        self.update()


def _paint_alike(painter: QPainter, theme: Theme, look: _Look, places: list[QRect]) -> None:
    """Paint all that look alike at one go: a call of Qt for each part of each hour would take longer than a frame."""
    state, outside = look
    if outside:
        _fill(painter, theme, "warn.fill", places)
        for place in places:
            _hatch(painter, theme, place)
    match state:
        case CellState.SENDS:
            if not outside:
                _fill(painter, theme, "accent", places)
        case CellState.OVERLAP:
            if not outside:
                _fill(painter, theme, "surface", places)
            _frame(painter, places, QPen(theme.color("danger.text"), max(2, theme.px(2))))
        case CellState.QUIET:
            _fill(painter, theme, "sunken", places)
            _frame(painter, places, QPen(theme.color("line"), max(1, theme.px(1))))
        case CellState.DOUBTFUL:
            _frame(painter, places, dashed(theme, "unknown.text", max(1, theme.px(1))))
            painter.setFont(theme.font("axis"))
            for place in places:
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "?")
        case CellState.NO_DATA:
            _frame(painter, places, dashed(theme, "edge", max(1, theme.px(1))))


def _fill(painter: QPainter, theme: Theme, role: str, places: list[QRect]) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(role))
    painter.drawRects(places)


def _frame(painter: QPainter, places: list[QRect], pen: QPen) -> None:
    half = pen.widthF() / 2
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRects([QRectF(place).adjusted(half, half, -half, -half) for place in places])


def _hatch(painter: QPainter, theme: Theme, place: QRect) -> None:
    painter.save()
    painter.setClipRect(place)
    painter.setPen(QPen(theme.color("warn.on"), max(1, theme.px(1))))
    step, height = theme.px(_HATCH), place.height()
    for left in range(place.left() - height, place.right() + 1, step):
        painter.drawLine(left, place.bottom() + 1, left + height, place.bottom() + 1 - height)
    painter.restore()
