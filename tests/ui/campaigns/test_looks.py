"""What has to be seen in every look, and in a small window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from leaddesk.ui.views.campaigns.events_page import EventsPage
from tests.ui.campaigns.desk import Place

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")


@pytest.fixture
async def place(theme, qtbot):
    place = Place(theme)
    qtbot.addWidget(place.jobs)
    qtbot.addWidget(place.view)
    await place.sign_in()
    place.show()
    await place.rest()
    yield place
    await place.close()


def rows_of(widget: QWidget, colour: str) -> int:
    """Returns how many rows of pixels hold a colour, of those that are in view."""
    image = widget.grab(widget.visibleRegion().boundingRect()).toImage()
    there = [
        any(image.pixelColor(x, y).name() == colour for x in range(0, image.width(), 2)) for y in range(image.height())
    ]
    return sum(there)


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
async def test_the_page_in_view_is_underlined_with_a_count_beside_another(place, theme, look):
    theme.set_choice(look)
    tabs = place.view.pages.tabs
    tabs.set_count(2, 500)
    await place.rest()
    assert rows_of(tabs, theme.color("accent").name()) >= 2


@pytest.mark.parametrize("zoom", [1.0, 2.0])
async def test_events_begin_where_the_words_of_the_tabs_do(place, theme, zoom):
    page = place.view.pages.go_to("Events")
    theme.set_zoom(zoom)
    await place.rest()
    assert isinstance(page, EventsPage)
    assert page.list.geometry().left() == theme.px(12)
