"""The place with one marked destination."""

from __future__ import annotations

import pytest

from tests.ui.check_number.desk import opened


@pytest.fixture
async def place(theme, qtbot):
    async for one in opened(theme, qtbot):
        yield one
