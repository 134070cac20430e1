"""What has to be seen in every look, and in a small window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from leaddesk.domain.act import Act, ActOutcome
from leaddesk.domain.campaign import ActOrder
from leaddesk.services.campaign_deed import ActRequest, ActResult
from leaddesk.ui.views.campaigns.events_page import EventsPage
from tests.ui.campaigns.desk import Place, result
from tests.ui.campaigns.samples import nine

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")


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


def ended(place: Place, outcome: ActOutcome, **said: str) -> ActResult:
    """Returns the result of a pause of the campaign in view."""
    campaign, profile = nine()[0], place.view.profile
    assert profile is not None
    order = ActOrder(act=Act.PAUSE, campaign_id=campaign.id, campaign_name=campaign.name)
    request = ActRequest(profile=profile, order=order, before=campaign, operator="Robin")
    return result(request, outcome, "It did not answer.", after=campaign, **said)


@pytest.mark.parametrize("long_first", [True, False])
async def test_results_are_as_wide_as_their_list_whichever_came_first(place, long_first):
    panel = place.view.report
    panel.begin("Pausing")
    for long in (long_first, not long_first):
        outcome = ActOutcome.REJECTED if long else ActOutcome.DONE
        panel.add(ended(place, outcome, detail="The vendor says a lot about it. " * 20 if long else ""))
    await place.rest()
    widths = [panel.list.visualItemRect(panel.list.item(row)).width() for row in range(2)]
    assert widths == [panel.list.viewport().width()] * 2
    assert panel.list.horizontalScrollBar().maximum() == 0


async def test_what_to_do_about_an_unknown_outcome_stands_before_the_vendors_words(place):
    place.show(928, 580)
    words = {"hint": "Refresh before you press again.", "detail": "The vendor says a lot about it. " * 20}
    place.view.acts.ended.emit(ended(place, ActOutcome.UNKNOWN, **words))
    strip = place.view.chosen.outcome
    assert strip.word.text() == "Outcome unknown: Pause campaign"
    assert strip.why.text().startswith("It did not answer. Refresh before you press again. The vendor says")
