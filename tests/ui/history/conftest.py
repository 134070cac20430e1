"""The place over a source made by hand."""

from __future__ import annotations

import pytest

from tests.ui.history.desk import Place, Source


@pytest.fixture
async def place(theme, qtbot, request):
    place = Place(theme, getattr(request, "param", None) and Source(*request.param))
    qtbot.addWidget(place.jobs)
    qtbot.addWidget(place.view)
    place.view.resize(1000, 600)
    place.view.show()
    place.view.activateWindow()
    yield place
    await place.scope.finish(1)
