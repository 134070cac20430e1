"""A field under its label; where a row of them breaks, they are never parted."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.labels import plain_label

_GAP = 4


class Labelled(QWidget):
    """The label is the field's buddy and its accessible name."""

    def __init__(self, theme: Theme, name: str, field: QWidget) -> None:
        super().__init__()
        self._theme = theme
        label = plain_label(name, use="label", ink="text2")
        label.setBuddy(field)
        field.setAccessibleName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(label)
        self._column.addWidget(field)
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._column.setSpacing(self._theme.px(_GAP))
