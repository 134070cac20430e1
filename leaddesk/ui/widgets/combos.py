"""Combos of names that people have given: however long one is, it widens no window."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

from leaddesk.ui.widgets.explained import plain_tip

_LEAST = 16
"""Letters that are always in view."""


def holds_names(combo: QComboBox) -> None:
    """Lets a combo be narrower than the longest name in it; the whole of the chosen one stands in its tool tip."""
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(_LEAST)
    combo.currentTextChanged.connect(lambda name: combo.setToolTip(plain_tip(name)))
