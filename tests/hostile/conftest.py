"""What the tests of hostile text share: the whole desk of tests/app, and the theme of tests/ui."""

from tests.app.conftest import practice_desk
from tests.ui.conftest import icons, theme

__all__ = ["icons", "practice_desk", "theme"]
