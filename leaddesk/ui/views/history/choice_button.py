"""A button that says what is chosen and opens a list of boxes to check; any number of them may be."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
)

from leaddesk.ui.theme import Theme

_ARROW = 14


class ChoiceButton(QPushButton):
    """None checked is *Any*. Its accessible name is that of the filter; the description says what is chosen."""

    changed = Signal()

    def __init__(self, theme: Theme, name: str, choices: Sequence[str]) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(name)
        self.setAutoDefault(False)
        self.boxes = _Boxes(theme, name, choices, self)
        for box in self.boxes.boxes:
            box.toggled.connect(self._choose)
        self.clicked.connect(self.drop_down)
        self._say()

    def chosen(self) -> tuple[str, ...]:
        """Returns what is checked, in the order of the list."""
        return tuple(box.text() for box in self.boxes.boxes if box.isChecked())

    def choose(self, words: Collection[str]) -> None:
        """Checks these and no others, and tells once if that changes anything."""
        before = self.chosen()
        for box in self.boxes.boxes:
            box.blockSignals(True)
            box.setChecked(box.text() in words)
            box.blockSignals(False)
        if self.chosen() != before:
            self._choose()

    def drop_down(self) -> None:
        """Opens the list below the button; Esc or a click elsewhere closes it."""
        self.boxes.setMinimumWidth(self.width())
        self.boxes.adjustSize()
        self.boxes.move(self.mapToGlobal(QPoint(0, self.height())))
        self.boxes.show()
        self.boxes.boxes[0].setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.drop_down()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws a button that reads like the combos beside it: words at the left, an arrow at the right."""
        theme, px, side = self._theme, self._theme.px, self._theme.px(_ARROW)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        room = self.rect().adjusted(px(10), 0, -side - px(12), 0)
        painter.setPen(theme.color("text"))
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        arrow = theme.icons.pixmap("chevron-down", theme.tokens.text2, side, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - side - px(8), (self.height() - side) // 2, arrow)

    def _choose(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        chosen = self.chosen()
        self.setText(chosen[0] if len(chosen) == 1 else f"{len(chosen)} chosen" if chosen else "Any")
        said = ", ".join(chosen) or "Any"
        self.setAccessibleDescription(said)
        self.setToolTip(said if len(chosen) > 1 else "")


class _Boxes(QFrame):
    """The list; arrow keys move, Space checks, Enter and Esc close."""

    def __init__(self, theme: Theme, name: str, choices: Sequence[str], parent: ChoiceButton) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("surface", "card")
        self.setAccessibleName(f"{name} choices")
        self.boxes = tuple(QCheckBox(choice) for choice in choices)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(8), theme.px(6), theme.px(12), theme.px(6))
        column.setSpacing(theme.px(2))
        for box in self.boxes:
            box.setAccessibleName(box.text())
            column.addWidget(box)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down:
                self.focusNextChild()
            case Qt.Key.Key_Up:
                self.focusPreviousChild()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.close()
            case _:
                super().keyPressEvent(event)
