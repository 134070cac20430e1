"""The same theme as the tests of the theme itself, and the place with one marked destination."""

from __future__ import annotations

import pytest

from tests.ui.check_number.desk import opened
from tests.ui.theme.conftest import icons, theme

__all__ = ["icons", "theme"]


@pytest.fixture
async def place(theme, qtbot):
    async for one in opened(theme, qtbot):
        yield one
