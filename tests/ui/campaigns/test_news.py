"""What somebody is told of who does not look: what others changed, and nothing that was done or asked for here."""

from __future__ import annotations

from dataclasses import replace

import pytest

from leaddesk.domain.campaign import EventKind, WebhookEvent
from leaddesk.services.campaign_board import BoardLook, changes
from leaddesk.ui.views.campaigns.seen import CampaignNews
from tests.ui.campaigns.desk import Place
from tests.ui.campaigns.samples import NOW, board, nine

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")


@pytest.fixture
def news(place: Place) -> list[CampaignNews]:
    came: list[CampaignNews] = []
    place.view.news.connect(lambda _profile, news: came.extend(news))
    return came


def look() -> BoardLook:
    """The third became active, the fourth moved its next run, and the last is gone."""
    then = list(nine())
    now = [replace(then[2], status="ACTIVE"), replace(then[3], sending="Sending")]
    changed = {one.id: changes(before, one, NOW) for before, one in zip(then[2:4], now, strict=True)}
    return BoardLook(board=board(*then[:2], *now, *then[4:8]), changed=changed, gone=(then[8],))


async def test_a_quiet_look_tells_what_others_changed_and_not_what_running_changes(place, news) -> None:
    place.watch.looks = [look()]
    place.view.reading.due.emit()
    await place.rest()
    third, last = nine()[2], nine()[8]
    assert [one.campaign_id for one in news] == [third.id, last.id]
    assert news[0].what == "status READY → ACTIVE"
    assert news[1].what == "is gone"


async def test_a_look_that_a_person_asked_for_tells_nothing(place, news) -> None:
    place.watch.looks = [look()]
    place.view.refresh()
    await place.rest()
    assert news == []


@pytest.mark.parametrize(("found", "told"), [("ACTIVE", ["status READY → ACTIVE"]), ("READY", [])])
async def test_an_event_tells_only_what_the_read_after_it_found(place, news, found: str, told: list[str]) -> None:
    third = nine()[2]
    place.watch.ones[third.id] = replace(third, status=found)
    event = WebhookEvent(
        event_type="MessagingCampaignStatus", kind=EventKind.CAMPAIGN_STATUS, campaign_id=third.id, status="ACTIVE"
    )
    place.view.take_event(place.view.profile, event)
    await place.rest()
    assert [one.what for one in news] == told


async def test_reading_one_again_after_an_act_of_this_desk_tells_nothing(place, news) -> None:
    third = nine()[2]
    place.watch.ones[third.id] = replace(third, status="ACTIVE")
    place.view.look_again(third.id)
    await place.rest()
    assert place.watch.read_ones == [third.id]
    assert news == []
