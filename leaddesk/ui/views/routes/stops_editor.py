"""*Destinations* of a route: their order, and those that may still be added; a destination is here once at most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from leaddesk.language import tr
from leaddesk.ui.forms.editors import Combo
from leaddesk.ui.forms.seat import Seat
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.routes.rows import ONE_LINE, Row, Rows
from leaddesk.ui.views.routes.words import stop_line
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.explained import plain_tip
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import marked

NAME, MORE = tr("Destinations"), tr("Destination to add")
_LEAST_ROWS, _MOST_ROWS = 3, 8
_NO_MORE = tr("Every destination is in this route. Add more in Profiles (Ctrl+6).")
_KEYS = tr("Alt+Up and Alt+Down move the chosen one, Delete removes it.")


class StopsEditor(QWidget):
    """The list with its buttons, the combo below it, and the seat for its problem."""

    changed = Signal()
    """A person added, moved or removed a destination."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._stops: Mapping[str, str] = {}
        self._ids: tuple[str, ...] = ()
        self._problem = ""
        self.list = _StopRows(theme)
        self.remove = Button(theme, tr("Remove"), role="link")
        self.up = Button(theme, tr("Move up"), icon="chevron-up", role="link")
        self.down = Button(theme, tr("Move down"), icon="chevron-down", role="link")
        self.more = Combo()
        self.add = Button(theme, tr("Add destination"), icon="plus")
        self._seat = Seat(theme)
        self._build()
        self.list.chosen.connect(self._follow)
        self.list.moved.connect(self._move)
        self.list.removed.connect(self._remove)
        self.remove.clicked.connect(self._remove)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.add.clicked.connect(self._add)
        theme.changed.connect(self._fit)

    # ------------------------------------------------------------ what is shown

    def ids(self) -> tuple[str, ...]:
        """Returns the ids of the destinations in their order."""
        return self._ids

    def show_stops(self, ids: Sequence[str], stops: Mapping[str, str]) -> None:
        """Shows destinations in their order; `stops` are all there are, in words by id."""
        self._stops = stops
        self._put(ids, 0)

    def show_problem(self, text: str) -> None:
        """Says what is wrong with the destinations; an empty text takes it back."""
        self._problem = text
        self._seat.say(text, "problem")
        self.list.setAccessibleDescription(" ".join(part for part in (text, _KEYS) if part))

    def problem(self) -> str:
        """Returns the sentence shown, or an empty text."""
        return self._problem

    def stops(self) -> tuple[QWidget, ...]:
        """Returns what takes the focus, in the order of Tab."""
        return (self.list, self.up, self.down, self.remove, self.more, self.add)

    def focus(self) -> None:
        """Goes to where the problem is mended: the list, or what may be added to it."""
        (self.list if self._ids else self.more).setFocus()

    # ------------------------------------------------------------ acts

    def _add(self) -> None:
        if chosen := self.more.currentData():
            self._take((*self._ids, chosen), len(self._ids))

    def _remove(self) -> None:
        at = self.list.currentRow()
        if at >= 0:
            self._take((*self._ids[:at], *self._ids[at + 1 :]), min(at, len(self._ids) - 2))

    def _move(self, by: int) -> None:
        at = self.list.currentRow()
        if at < 0 or not 0 <= at + by < len(self._ids):
            return
        ids = list(self._ids)
        ids.insert(at + by, ids.pop(at))
        self._take(tuple(ids), at + by)

    def _take(self, ids: tuple[str, ...], current: int) -> None:
        self._put(ids, current)
        self.changed.emit()

    # ------------------------------------------------------------ inside

    def _put(self, ids: Sequence[str], current: int) -> None:
        self._ids = tuple(ids)
        rows = [self._row(at, key) for at, key in enumerate(self._ids, 1)]
        self.list.show_rows(rows, current if rows else -1)
        self._offer()
        self._follow()
        self._fit()

    def _row(self, at: int, key: str) -> Row:
        line = stop_line(at, key, self._stops)
        return Row(line) if key in self._stops else Row(line, icon="triangle-alert", ink="warn.text")

    def _offer(self) -> None:
        """Offers what is not chosen yet; what was about to be added stays, or the next one of the list comes."""
        free = [key for key in self._stops if key not in self._ids]
        wanted = self.more.currentData()
        at = max(self.more.currentIndex(), 0)
        self.more.clear()
        for key in free:
            self.more.addItem(marked(self._stops[key]), key)
        found = self.more.findData(wanted)
        self.more.setCurrentIndex(found if found >= 0 else min(at, len(free) - 1))
        if not free and (self.add.hasFocus() or self.more.hasFocus()):
            self.list.setFocus()
        why = "" if free else _NO_MORE
        for part in (self.more, self.add):
            part.setToolTip(plain_tip(why or (self.more.currentText() if part is self.more else "")))
            part.setAccessibleDescription(why)
            part.setEnabled(bool(free))

    def _follow(self) -> None:
        """Lets the buttons do what can be done; the focus does not fall off one that is disabled under it."""
        at, last = self.list.currentRow(), len(self._ids) - 1
        for button, can in ((self.up, at > 0), (self.down, 0 <= at < last), (self.remove, at >= 0)):
            if button.hasFocus() and not can:
                self.list.setFocus()
            button.setEnabled(can)

    def _fit(self) -> None:
        rows = min(max(len(self._ids), _LEAST_ROWS), _MOST_ROWS)
        self.list.setFixedHeight(self._theme.px(ONE_LINE) * rows + 2 * self.list.frameWidth() + 2)

    def _build(self) -> None:
        px = self._theme.px
        title = plain_label(NAME, use="label", ink="text2")
        title.setBuddy(self.list)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(title)
        head.addStretch(1)
        for button, key in ((self.up, "Alt+Up"), (self.down, "Alt+Down"), (self.remove, tr("Delete"))):
            button.setToolTip(plain_tip(key))
            head.addWidget(button)
        label = plain_label(MORE, use="label", ink="text2")
        label.setBuddy(self.more)
        self.more.currentTextChanged.connect(lambda words: self.more.setToolTip(plain_tip(words)))
        self.more.setAccessibleName(MORE)
        self.more.view().setAccessibleName(MORE)
        self.more.setPlaceholderText(tr("No other destination"))
        line = QHBoxLayout()
        line.setSpacing(px(8))
        line.addWidget(self.more, 1)
        line.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addLayout(head)
        for part in (self.list, self._seat, label):
            column.addWidget(part)
        column.addLayout(line)


class _StopRows(Rows):
    moved = Signal(int)
    """By how many places, asked for with the keyboard."""
    removed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, NAME, ONE_LINE)
        self.setAccessibleDescription(_KEYS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.AltModifier
        if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)
