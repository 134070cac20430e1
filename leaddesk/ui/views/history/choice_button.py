"""A button that says what is chosen and opens a menu of choices to check; any number of them may be."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QStyle, QStyleOptionButton, QStylePainter, QWidget

from leaddesk.language import tr, tr_now, trn
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.explained import plain_tip
from leaddesk.ui.widgets.menus import drop_menu
from leaddesk.ui.widgets.sides import placed

_ARROW = 14


class ChoiceButton(QPushButton):
    """None checked is *Any*. Its accessible name is that of the filter; the description says what is chosen."""

    changed = Signal()

    def __init__(self, theme: Theme, name: str, choices: Sequence[str]) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(name)
        self.setAutoDefault(False)
        self.choices = _Choices(name, choices, self)
        for action in self.choices.actions():
            action.toggled.connect(self._choose)
        self.clicked.connect(self.drop_down)
        self._say()

    def chosen(self) -> tuple[str, ...]:
        """Returns what is checked, in the order of the menu."""
        return tuple(str(action.data()) for action in self.choices.actions() if action.isChecked())

    def choose(self, words: Collection[str]) -> None:
        """Checks these and no others, and tells once if that changes anything."""
        before = self.chosen()
        for action in self.choices.actions():
            action.blockSignals(True)
            action.setChecked(action.data() in words)
            action.blockSignals(False)
        if self.chosen() != before:
            self._choose()

    def drop_down(self) -> None:
        """Opens the menu below the button with its first entry current; Esc or a click elsewhere closes it."""
        self.choices.setMinimumWidth(self.width())
        drop_menu(self.choices, self)
        self.choices.setActiveAction(self.choices.actions()[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.drop_down()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws a button that reads like the combos beside it: words first, an arrow at the end."""
        theme, px, side = self._theme, self._theme.px, self._theme.px(_ARROW)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        room = placed(self.rect(), self.rect().adjusted(px(10), 0, -side - px(12), 0))
        painter.setPen(theme.color("text"))
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        arrow = theme.icons.pixmap("chevron-down", theme.tokens.text2, side, self.devicePixelRatioF())
        at = QRect(self.width() - side - px(8), (self.height() - side) // 2, side, side)
        painter.drawPixmap(placed(self.rect(), at).topLeft(), arrow)

    def _choose(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        chosen = [tr_now(word) for word in self.chosen()]
        count = len(chosen)
        self.setText(chosen[0] if count == 1 else trn("1 chosen", "{count} chosen", count) if count else tr("Any"))
        said = ", ".join(chosen) or tr("Any")
        self.setAccessibleDescription(said)
        self.setToolTip(plain_tip(said) if len(chosen) > 1 else "")


class _Choices(QMenu):
    """Stays open while entries are checked with Space or a click; Enter and Esc close it."""

    def __init__(self, name: str, choices: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("{name} choices", name=name))
        for choice in choices:
            action = self.addAction(tr_now(choice))
            action.setData(str(choice))
            action.setCheckable(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Space:
                self._check(self.activeAction())
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.close()
            case _:
                super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self.rect().contains(at):
            self._check(self.actionAt(at))
        else:
            super().mouseReleaseEvent(event)

    def _check(self, action: QAction | None) -> None:
        if action:
            action.trigger()
