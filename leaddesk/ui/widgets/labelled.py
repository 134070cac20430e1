"""A field and its label; where a row of them breaks, they are never parted."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QWidget

from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.labels import plain_label

_GAP, _GAP_BESIDE = 4, 8


class Labelled(QWidget):
    """The label is the field's buddy and its accessible name."""

    def __init__(self, theme: Theme, name: str, field: QWidget, *, beside: bool = False) -> None:
        """Puts the label above the field, or `beside` it."""
        super().__init__()
        self._theme = theme
        self._gap = _GAP_BESIDE if beside else _GAP
        label = plain_label(name, use="label", ink="text2")
        label.setBuddy(field)
        field.setAccessibleName(name)
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._line = QBoxLayout(direction, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.addWidget(label)
        self._line.addWidget(field)
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._line.setSpacing(self._theme.px(self._gap))
