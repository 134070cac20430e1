"""The same theme as the tests of the theme itself."""

from __future__ import annotations

from tests.ui.theme.conftest import icons, theme

__all__ = ["icons", "theme"]
