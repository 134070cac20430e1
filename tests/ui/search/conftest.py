"""The place over real HTTP."""

from __future__ import annotations

import pytest

from tests.practice.leads import lead_server
from tests.ui.search.desk import Place


@pytest.fixture(scope="module")
def leads():
    with lead_server() as leads:
        yield leads


@pytest.fixture
async def place(theme, qtbot, leads):
    place = Place(theme, leads)
    qtbot.addWidget(place.jobs)
    qtbot.addWidget(place.view)
    await place.sign_in()
    place.view.resize(1240, 800)
    place.view.show()
    place.view.activateWindow()
    yield place
    await place.close()
