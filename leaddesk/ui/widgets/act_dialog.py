"""The dialog before an act, and the notice that only closes; opened, never executed.

``open()`` returns at once and ``finished`` brings the answer, so that no nested event loop ever runs.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.buttons import Button, Environment, Role
from leaddesk.ui.widgets.fact_flow import Fact
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.layouts import height_needed
from leaddesk.ui.widgets.plaintext import marked

_WIDTH = 480
_FACT_LABELS = 136


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
        way_out: str = "Cancel",
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
        self.setFixedWidth(theme.px(_WIDTH))
        px = theme.px
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(20), px(20), px(16))
        column.setSpacing(px(12))
        heading = plain_label(marked(title), use="title")
        heading.setWordWrap(True)
        column.addWidget(heading)
        self.text_label = plain_label(text, ink="text2")
        self.text_label.setWordWrap(True)
        self.text_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.text_label)
        for fact in facts:
            column.addLayout(_fact_row(theme, fact))
        column.addSpacing(px(8))
        column.addLayout(self._buttons(theme, verb, way_out, role, environment))
        default = self.way_out if focus_way_out or self.verb is None else self.verb
        default.setDefault(True)
        default.setFocus()

    def add(self, *parts: QWidget) -> None:
        """Put more between the facts and the buttons, such as a field to fill in."""
        for part in parts:
            self._column.insertWidget(self._column.count() - 2, part)

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
        self.resize(self.width(), height_needed(self))
        super().showEvent(event)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            # It grows with what is said later and never shrinks: buttons that jump are missed.
            self.resize(self.width(), max(self.height(), height_needed(self)))
        return done

    def _buttons(self, theme: Theme, verb: str, way_out: str, role: Role, environment: Environment) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addStretch()
        self.way_out = Button(theme, way_out)
        self.way_out.clicked.connect(self.reject)
        row.addWidget(self.way_out)
        self.verb: Button | None = None
        if verb:
            self.verb = Button(theme, verb)
            self.verb.set_role(role, environment)
            self.verb.clicked.connect(self.accept)
            row.addWidget(self.verb)
        return row


def _fact_row(theme: Theme, fact: Fact) -> QHBoxLayout:
    row = QHBoxLayout()
    label = plain_label(fact.label, use="hint", ink="text2")
    label.setFixedWidth(theme.px(_FACT_LABELS))
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    value = plain_label(marked(fact.value), use="name", ink=fact.family or "text")
    value.setWordWrap(True)
    value.setAlignment(Qt.AlignmentFlag.AlignTop)
    value.setAccessibleName(f"{fact.label} {value.text()}")
    row.addWidget(label)
    row.addWidget(value, 1)
    return row
