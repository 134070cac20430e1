"""The rows that the sections of *Settings* are made of: a labelled field, facts, buttons, a wrapped text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import marked

_LABELS = 128


class _Pairs(QWidget):
    """Labels at the left, all as wide as the next section's, and what they name at the right."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setColumnStretch(1, 1)
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        px = self._theme.px
        self.grid.setHorizontalSpacing(px(8))
        self.grid.setVerticalSpacing(px(4))
        self.grid.setColumnMinimumWidth(0, px(_LABELS))


def field_row(theme: Theme, name: str, field: QWidget, hint: str = "") -> QWidget:
    """Returns a field with its label, which is its accessible name, and a hint under it."""
    row = _Pairs(theme)
    label = plain_label(name, use="label", ink="text2")
    label.setBuddy(field)
    field.setAccessibleName(name)
    row.grid.addWidget(label, 0, 0)
    row.grid.addWidget(field, 0, 1)
    if hint:
        row.grid.addWidget(wrapped(hint, "text2", "hint"), 1, 1)
    return row


def facts(theme: Theme, pairs: Sequence[tuple[str, str]]) -> QWidget:
    """Returns facts as label and words, one under the other."""
    table = _Pairs(theme)
    for at, (name, text) in enumerate(pairs):
        label, value = plain_label(name, use="hint", ink="text2"), wrapped(marked(text), "text")
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        value.setAccessibleName(f"{name} {value.text()}")
        table.grid.addWidget(label, at, 0)
        table.grid.addWidget(value, at, 1)
    return table


def button_row(*buttons: Button) -> QWidget:
    """Returns buttons side by side, at the left."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    for button in buttons:
        line.addWidget(button)
    line.addStretch()
    return row


def wrapped(text: str, ink: str, use: str = "body") -> QLabel:
    """Returns a text that wraps and can be copied."""
    label = plain_label(text, use=use, ink=ink)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
