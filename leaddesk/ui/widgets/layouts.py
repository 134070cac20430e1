"""Layouts that wait, for a part shown or hidden lays out everything around it; and how large a dialog may be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QDialog, QWidget

from leaddesk.ui.theme import Theme

_EDGE = 16
"""Pixels at 100 % of the window that stay in view at each side of a dialog."""


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


def room_for(dialog: QDialog, theme: Theme) -> QSize:
    """Returns the pixels a dialog may take: what is over it of its window, or of the screen where it has none."""
    owner = dialog.parentWidget()
    whole = owner.window().size() if owner else dialog.screen().availableSize()
    edge = 2 * theme.px(_EDGE)
    return QSize(whole.width() - edge, whole.height() - edge)


def height_needed(page: QWidget, width: int) -> int:
    """Returns the pixels that a dialog's page needs at a width; Qt's own hint is that of another width."""
    layout = page.layout()
    if layout is None:
        raise ValueError("a page without a layout needs no height")
    layout.activate()
    return layout.totalHeightForWidth(max(width, layout.totalMinimumSize().width()))
