"""A theme on the test application."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from leaddesk.ui.icons import Icons
from leaddesk.ui.theme import Theme

ICONS = Path(__file__).parents[3] / "resources" / "icons"


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
