"""Layouts that wait: a widget shown or hidden inside a window lays out everything around it, at once, each time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtWidgets import QWidget


@contextmanager
def laid_out_once(outer: QWidget, *inner: QWidget) -> Iterator[None]:
    """Lets many parts of a widget change, and its layout and those of the inner widgets look at them once."""
    layouts = [layout for widget in (outer, *inner) if (layout := widget.layout())]
    for layout in layouts:
        layout.setEnabled(False)
    try:
        yield
    finally:
        for layout in reversed(layouts):
            layout.setEnabled(True)
        if layouts:
            layouts[0].activate()
