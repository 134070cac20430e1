"""Tells a press that is meant from the second one of a double click."""

from __future__ import annotations

import math

from PySide6.QtWidgets import QApplication


class Presses:
    """The presses of *Send lead*; a quick answer may stand between two that were one to the hand."""

    def __init__(self) -> None:
        self._last = -math.inf

    def is_repeat(self, now: float) -> bool:
        """Tells whether this press (seconds on a clock that only goes forward) repeats the one before; counts it."""
        repeat = now - self._last < QApplication.doubleClickInterval() / 1000
        self._last = now
        return repeat

    def forget(self) -> None:
        """Makes the next press a new one: the form was changed since."""
        self._last = -math.inf
