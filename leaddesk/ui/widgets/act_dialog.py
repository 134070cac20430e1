"""The dialog before an act, and the notice that only closes; opened, never executed.

``open()`` returns at once and ``finished`` brings the answer, so that no nested event loop ever runs. A dialog is never
larger than its window: what does not fit scrolls above the buttons.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from leaddesk.language import tr, tr_now
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.buttons import Button, Environment, Role
from leaddesk.ui.widgets.fact_flow import Fact
from leaddesk.ui.widgets.flow import Flow
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.layouts import height_needed, room_for
from leaddesk.ui.widgets.plaintext import marked
from leaddesk.ui.widgets.room import page_in

_WIDTH = 480
_FACT_LABELS = 136
_FACT_SHARE = 5


class ActDialog(QDialog):
    """One paragraph of what will happen, facts as pairs, *Cancel* and the verb.

    ``finished`` carries ``QDialog.DialogCode.Accepted`` when the verb was pressed.
    """

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None,
        title: str,
        text: str,
        facts: Sequence[Fact] = (),
        *,
        verb: str = "",
        way_out: str = tr("Cancel"),
        role: Role = "primary",
        environment: Environment = "production",
        focus_way_out: bool = True,
    ) -> None:
        """Build the dialog; without a verb it is a notice, and ``way_out`` is then *Close* or *Later*.

        ``focus_way_out`` makes the way out the default, for acts that may call or text a person twice.
        """
        super().__init__(parent)
        self.setWindowTitle(marked(title))
        self.setAccessibleName(marked(title))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme = theme
        px = theme.px
        self.buttons = Flow()
        self._page = page_in(self, self.buttons)
        self._column = column = QVBoxLayout(self._page)
        column.setContentsMargins(px(20), px(20), px(20), px(4))
        column.setSpacing(px(12))
        heading = plain_label(marked(title), use="title")
        heading.setWordWrap(True)
        column.addWidget(heading)
        self.text_label = plain_label(text, ink="text2")
        self.text_label.setWordWrap(True)
        self.text_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.text_label)
        for fact in facts:
            column.addLayout(_fact_row(theme, fact, room_for(self, theme).width() // _FACT_SHARE))
        self.buttons.setContentsMargins(px(20), px(16), px(20), px(16))
        self.buttons.set_gap(px(8))
        self._add_buttons(theme, verb, way_out, role, environment)
        self.take_width(_WIDTH)
        default = self.way_out if focus_way_out or self.verb is None else self.verb
        default.setDefault(True)
        default.setFocus()

    def add(self, *parts: QWidget) -> None:
        """Put more between the facts and the buttons, such as a field to fill in."""
        for part in parts:
            self._column.addWidget(part)

    def take_width(self, width: float) -> None:
        """Take another width, in pixels at 100 %, as far as the window has it."""
        self.setFixedWidth(min(self._theme.px(width), room_for(self, self._theme).width()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, and the default elsewhere."""
        focused = self.focusWidget()
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not isinstance(focused, QPushButton):
            super().keyPressEvent(event)
            return
        if not event.isAutoRepeat():
            focused.click()
        event.accept()

    def showEvent(self, event: QShowEvent) -> None:
        self.resize(self.width(), self._height())
        super().showEvent(event)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            # It grows with what is said later and never shrinks: buttons that jump are missed.
            self.resize(self.width(), max(self.height(), self._height()))
        return done

    def _height(self) -> int:
        """Return the pixels that words and buttons need, as far as the window has them."""
        needed = height_needed(self._page, self.width()) + self.buttons.heightForWidth(self.width())
        return min(needed, room_for(self, self._theme).height())

    def _add_buttons(self, theme: Theme, verb: str, way_out: str, role: Role, environment: Environment) -> None:
        self.buttons.add_stretch()
        self.way_out = Button(theme, way_out)
        self.way_out.clicked.connect(self.reject)
        self.buttons.add(self.way_out)
        self.verb: Button | None = None
        if verb:
            self.verb = Button(theme, verb)
            self.verb.set_role(role, environment)
            self.verb.clicked.connect(self.accept)
            self.buttons.add(self.verb)


def _fact_row(theme: Theme, fact: Fact, most: int) -> QHBoxLayout:
    """Return a pair; its label takes no more than so many pixels, for a value may be a long word."""
    row = QHBoxLayout()
    label = plain_label(tr_now(fact.label), use="hint", ink="text2")
    label.setFixedWidth(min(theme.px(_FACT_LABELS), most))
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    value = plain_label(marked(fact.value), use="name", ink=fact.family or "text")
    value.setWordWrap(True)
    value.setAlignment(Qt.AlignmentFlag.AlignTop)
    value.setAccessibleName(f"{label.text()} {value.text()}")
    row.addWidget(label)
    row.addWidget(value, 1)
    return row
