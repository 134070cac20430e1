"""The place with nine campaigns."""

from __future__ import annotations

import pytest

from tests.ui.campaigns.desk import Place


@pytest.fixture
async def place(theme, qtbot):
    place = Place(theme)
    await place.sign_in()
    place.show()
    await place.rest()
    yield place
    await place.close()
