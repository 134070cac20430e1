"""A theme on the test application, and a window dressed in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from leaddesk.ui.icons import Icons
from leaddesk.ui.theme import Theme

ICONS = Path(__file__).parents[2] / "resources" / "icons"


@pytest.fixture
def icons(qapp: QApplication) -> Icons:
    """The icon set that ships."""
    return Icons(ICONS)


@pytest.fixture
def theme(qapp: QApplication, icons: Icons) -> Iterator[Theme]:
    """The light look at 100 %; the application is plain again afterwards."""
    theme = Theme(qapp, icons, choice="light")
    yield theme
    theme.set_choice("system")
    theme.deleteLater()
    qapp.setStyleSheet("")


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> QWidget:
    """A window of 1024 by 700, on the screen."""
    window = QWidget()
    window.resize(1024, 700)
    qtbot.addWidget(window)
    theme.dress(window)
    window.show()
    return window
