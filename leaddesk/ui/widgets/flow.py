"""A row of parts that goes on in a further line where they do not fit beside each other; nothing of it is cut.

It places its parts itself. A layout of its own class would hold Qt's items, and one that Qt has deleted meanwhile ends
the process.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QStyle, QVBoxLayout, QWidget

_Line = list["QWidget | None"]
"""The parts of a line; None for a stretch."""


class Flow(QFrame):
    """Puts parts beside each other as a horizontal box does, and breaks the row where there is no room.

    Parts that grow, such as labels that end in "…", and stretches share what a line leaves. They ask for their least
    width only, so that a long sentence breaks no row.
    """

    def __init__(self, *, at_bottom: bool = False) -> None:
        """Builds it empty; `at_bottom` lets lower parts stand at the bottom of their line, not in its middle."""
        super().__init__()
        self._at_bottom = at_bottom
        self._gap = 0
        self._parts: _Line = []
        self._growing: set[QWidget] = set()
        self._sizes: dict[QWidget, tuple[QSize, QSize]] = {}
        """What each part asks for and the least it takes, until one of them says that it has changed."""
        self._heights: dict[int, int] = {}
        """By the width."""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, part: QWidget, *, grows: bool = False) -> None:
        """Puts a part at the end; one that grows shares the rest of its line."""
        part.setParent(self)
        self._parts.append(part)
        if grows:
            self._growing.add(part)
        self._changed()

    def add_stretch(self) -> None:
        """Moves what follows to the far end of its line."""
        self._parts.append(None)

    def put_first(self, part: QWidget) -> None:
        """Puts a part before all others."""
        self.add(part)
        self._parts.insert(0, self._parts.pop())

    def remove(self, part: QWidget) -> None:
        """Takes a part out; it stays a child."""
        self._parts.remove(part)
        self._growing.discard(part)
        self._changed()

    def set_gap(self, gap: int) -> None:
        """Takes the pixels between two parts and between two lines."""
        if gap != self._gap:
            self._gap = gap
            self._changed()

    # ------------------------------------------------------------ what Qt asks

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        self._forget_unseen()
        if width not in self._heights:
            margins = self.contentsMargins()
            room = width - margins.left() - margins.right()
            heights = [self._height(line, room) for line in self._lines(room)]
            between = self._gap * max(0, len(heights) - 1)
            self._heights[width] = sum(heights) + between + margins.top() + margins.bottom()
        return self._heights[width]

    def sizeHint(self) -> QSize:
        self._forget_unseen()
        line = [part for part in self._parts if not _is_gone(part)]
        height = max((self._hint(part).height() for part in line if part), default=0)
        return QSize(self._taken(line), height).grownBy(self.contentsMargins())

    def minimumSizeHint(self) -> QSize:
        self._forget_unseen()
        sizes = [self._least(part) for part in self._parts if part and not _is_gone(part)]
        least = QSize(max((one.width() for one in sizes), default=0), max((one.height() for one in sizes), default=0))
        return least.grownBy(self.contentsMargins())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_all()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._changed()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.LayoutDirectionChange):
            self._changed()
        return done

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.ContentsRectChange):
            self._changed()

    # ------------------------------------------------------------ inside

    def _forget_unseen(self) -> None:
        """Forgets what was measured out of view, where Qt tells of no change."""
        if not self.isVisible():
            self._forget()

    def _forget(self) -> None:
        self._sizes.clear()
        self._heights.clear()

    def _changed(self) -> None:
        self._forget()
        self.updateGeometry()
        if self.isVisible():  # else when it is shown
            self._place_all()

    def _lines(self, width: int) -> Iterator[_Line]:
        """Returns the parts of each line at a width in pixels."""
        line: _Line = []
        far: _Line = []
        """The stretch that was passed: what stands at the far end does so in each further line."""
        taken = -self._gap
        for part in self._parts:
            if _is_gone(part):
                continue
            if part is None:
                far = [None]
            else:
                wanted = self._gap + self._width(part)
                if any(line) and taken + wanted > width:
                    yield line
                    line, taken = list(far), -self._gap
                taken += wanted
            line.append(part)
        if line:
            yield line

    def _taken(self, line: _Line) -> int:
        """Returns the pixels that the parts of a line ask for, with the gaps between them."""
        return sum(map(self._width, line)) + self._gap * max(0, sum(1 for part in line if part) - 1)

    def _width(self, part: QWidget | None) -> int:
        if part is None:
            return 0
        return self._least(part).width() if part in self._growing else self._hint(part).width()

    def _hint(self, part: QWidget) -> QSize:
        return self._size(part)[0]

    def _least(self, part: QWidget) -> QSize:
        return self._size(part)[1]

    def _size(self, part: QWidget) -> tuple[QSize, QSize]:
        if part not in self._sizes:
            self._sizes[part] = _hint(part), _least(part)
        return self._sizes[part]

    def _shares(self, line: _Line, room: int) -> list[int]:
        """Returns the width of each part of a line: what it leaves goes to those that grow."""
        rest = max(0, room - self._taken(line))
        growing = sum(1 for part in line if part is None or part in self._growing)
        widths = []
        for part in line:
            share = 0
            if part is None or part in self._growing:
                share = rest // growing
                growing -= 1
                rest -= share
            widths.append(min(self._width(part) + share, room))
        return widths

    def _height(self, line: _Line, room: int) -> int:
        parts = zip(line, self._shares(line, room), strict=True)
        return max((_height_at(part, width) for part, width in parts if part), default=0)

    def _place_all(self) -> None:
        room = self.contentsRect()
        top = room.top()
        for line in self._lines(room.width()):
            height = self._height(line, room.width())
            self._place(line, QRect(QPoint(room.left(), top), QSize(room.width(), height)))
            top += height + self._gap

    def _place(self, line: _Line, room: QRect) -> None:
        left = room.left()
        for part, width in zip(line, self._shares(line, room.width()), strict=True):
            if part is None:
                left += width
                continue
            height = _height_at(part, width)
            above = (room.height() - height) // (1 if self._at_bottom else 2)
            place = QRect(left, room.top() + above, width, height)
            part.setGeometry(QStyle.visualRect(self.layoutDirection(), room, place))
            left += width + self._gap


def flow_in(frame: QWidget, *, at_bottom: bool = False) -> Flow:
    """Returns the row that fills a frame."""
    row = Flow(at_bottom=at_bottom)
    whole = QVBoxLayout(frame)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(row)
    return row


def _is_gone(part: QWidget | None) -> bool:
    """Tells whether a part is hidden; a stretch never is."""
    return part is not None and part.isHidden()


def _hint(part: QWidget) -> QSize:
    return part.sizeHint().expandedTo(_least(part)).boundedTo(part.maximumSize())


def _least(part: QWidget) -> QSize:
    """Returns the least size of a part; one given by hand counts more than the part's own."""
    hint = part.minimumSizeHint()
    size = QSize(part.minimumWidth() or hint.width(), part.minimumHeight() or hint.height())
    return size.boundedTo(part.maximumSize())


def _height_at(part: QWidget, width: int) -> int:
    layout = part.layout()
    if layout is not None and layout.hasHeightForWidth():
        height = layout.totalHeightForWidth(width)
    elif part.hasHeightForWidth():
        height = part.heightForWidth(width)
    else:
        height = _hint(part).height()
    return min(max(height, part.minimumHeight()), part.maximumHeight())
