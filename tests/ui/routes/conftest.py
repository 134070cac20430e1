"""*Routes* over a window of 1024 by 700."""

from __future__ import annotations

import pytest

from tests.ui.routes.desk import Desk


@pytest.fixture
async def desk(qtbot, theme):
    desk = Desk(qtbot, theme)
    yield desk
    await desk.scope.finish(1)
    theme.set_zoom(1.0)
