"""Layouts that wait, for a part shown or hidden lays out everything around it; and dialogs as high as their words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QDialog, QWidget


@contextmanager
def laid_out_once(page: QWidget) -> Iterator[None]:
    """Lets many parts of a page change, and its layout look at them once.

    What is around the page, such as the area it scrolls in, is asked first: the page is laid out in its new height,
    and not in the old one before.
    """
    layout = page.layout()
    if layout is None:
        raise ValueError("a page without a layout is not laid out")
    layout.setEnabled(False)
    try:
        yield
    finally:
        layout.setEnabled(True)
        if around := page.parentWidget():
            QCoreApplication.sendEvent(around, QEvent(QEvent.Type.LayoutRequest))


def height_needed(dialog: QDialog) -> int:
    """Returns the pixels that a dialog's parts need at its width; Qt's own hint is that of another width."""
    layout = dialog.layout()
    if layout is None:
        raise ValueError("a dialog without a layout needs no height")
    layout.activate()
    return layout.totalHeightForWidth(dialog.width())
