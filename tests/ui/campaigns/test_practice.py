"""The place over real HTTP against the practice server: what it says is what the server holds."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest

from leaddesk.domain.secret import Secret
from leaddesk.infra.http import HttpxTransport
from leaddesk.services.campaign_board import WatchCampaigns
from leaddesk.services.campaign_events import CampaignEvents
from leaddesk.services.change_campaign import ChangeCampaign
from leaddesk.services.list_names import ListNames
from leaddesk.services.pause_all import PauseAll
from leaddesk.ui.models.campaign_words import Column
from leaddesk.ui.views.campaigns.pause_all_dialogs import RestoreDialog
from leaddesk.vendors.registry import campaign_sources
from tests.practice.campaigns import Campaigns, campaign_server
from tests.services.desk import InThread
from tests.services.engage_desk import QuickClock
from tests.services.fakes import FakeSecrets, FakeStore
from tests.ui.campaigns.desk import Place, button, dialog, until

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")


@pytest.fixture
def campaigns():
    with campaign_server() as campaigns:
        yield campaigns


@pytest.fixture
async def place(theme, qtbot, campaigns: Campaigns):
    transport, store, secrets = HttpxTransport(loopback_only=True), FakeStore(), FakeSecrets()
    clock, sources, work = QuickClock(), campaign_sources(), InThread()
    ports: dict[str, Any] = {
        "sources": sources,
        "secrets": secrets,
        "transport": transport,
        "clock": clock,
        "background": work,
    }
    watch, change = WatchCampaigns(**ports), ChangeCampaign(journal=store, **ports)
    place = Place(
        theme,
        watch=watch,
        change=change,
        pause_all=PauseAll(change, store, clock),
        lists=ListNames(store),
        events=CampaignEvents(sources, store, clock),
    )
    profile = replace(place.profile(), base_url=campaigns.server.base_url, pace_per_s=0, timeout_s=1.0)
    secrets.held[profile.secret_ref("api_key")] = Secret(campaigns.server.api_key)
    await place.sign_in(profile)
    place.show()
    await until(place.view.board.model.rowCount, "the board")
    yield place
    await place.close()
    await change.finish(1)
    await transport.aclose()


def status(place: Place, name: str) -> str:
    model = place.view.board.model
    row = next(at for at in range(model.rowCount()) if model.row(at).campaign.name == name)
    return model.shown(row, Column.STATUS).text


async def press(place: Place, name: str, act: str) -> str:
    """Presses an act's button and the verb of its dialog, and returns what was said of the result."""
    place.choose(name)
    before = len(place.told)
    button(place.view, act).click()
    dialog(place.view).verb.click()
    await until(lambda: len(place.told) > before, f"the result of {act} for {name}")
    return str(place.told[-1][1])


async def test_the_board_shows_every_practice_campaign_that_is_there(place, campaigns):
    shown = [row.campaign.name for row in place.view.board.model.rows]
    assert shown == [item.get("name") or "" for item in campaigns.board()]
    assert status(place, "Spring outreach") == "ACTIVE"
    assert status(place, "Held by the carrier") == "SUSPENDED"


async def test_every_campaign_can_be_looked_at_on_every_page(place):
    model, picture = place.view.board.model, QPixmap(place.view.size())
    for name in ("Overview", "Details", "Events", "Raw"):
        place.view.pages.go_to(name)
        for row in range(model.rowCount()):
            place.view.board.table.selectRow(row)
            place.view.chosen.render(picture)
    assert place.view.chosen.campaign == model.row(model.rowCount() - 1).campaign


async def test_pause_and_activate_again(place, campaigns):
    assert "ACTIVE → READY" in await press(place, "Spring outreach", "Pause campaign")
    assert campaigns.status("Spring outreach") == "READY"
    assert status(place, "Spring outreach") == "READY"
    assert "READY → ACTIVE" in await press(place, "Spring outreach", "Activate campaign")
    assert campaigns.status("Spring outreach") == "ACTIVE"


async def test_a_vendor_that_lies_is_not_believed(place):
    said = await press(place, "Says stopped, stays ACTIVE", "Pause campaign")
    assert "did not change" in said
    assert "ACTIVE → ACTIVE" in said
    assert status(place, "Says stopped, stays ACTIVE") == "ACTIVE"
    assert place.view.chosen.outcome.isVisible()


async def test_a_refusal_comes_in_the_vendors_words(place):
    said = await press(place, "Refuses to start", "Activate campaign")
    assert place.told[-1][0] == "error"
    assert "409" in said


async def test_an_answer_that_never_comes_is_settled_by_a_read(place):
    said = await press(place, "Breaks after acting", "Activate campaign")
    assert "READY → ACTIVE" in said
    assert status(place, "Breaks after acting") == "ACTIVE"


async def test_a_list_with_an_awkward_name(place, campaigns):
    place.choose("Awkward list names")
    place.view.lists.field.setText("Spring & Summer #1")
    before = len(place.told)
    button(place.view, "Pause list").click()
    QTest.keyClick(dialog(place.view), Qt.Key.Key_Return)
    await until(lambda: len(place.told) > before, "the answer")
    said = place.told[-1][1]
    assert "List “Spring & Summer #1”: the vendor answered" in said
    assert "a list cannot be re-read" in said
    await until(lambda: "Spring & Summer #1" in place.view.lists._known, "the name, offered")


async def test_messages_are_changed_and_the_status_read_again(place):
    place.choose("Renewal reminder")
    place.view.edit_messages()
    editor = dialog(place.view)
    editor.editors["helpMessage"].text.setPlainText("Sample Co: call (202) 555-0188. Reply STOP to end.")
    editor.review()
    editor.send_button.click()
    await until(lambda: place.told, "the result")
    assert "READY → PENDING_APPROVAL" in place.told[-1][1]
    assert "Approval ticket" in place.told[-1][1]
    assert status(place, "Renewal reminder") == "PENDING_APPROVAL"
    assert place.view.board.current().messages["helpMessage"].startswith("Sample Co: call")


async def test_texts_that_are_refused_stay_in_the_editor(place):
    place.choose("Texts refused")
    place.view.edit_messages()
    editor = dialog(place.view)
    editor.editors["helpMessage"].text.setPlainText("Help")
    editor.review()
    editor.send_button.click()
    await until(lambda: place.told, "the refusal")
    assert editor.isVisible()
    assert editor.editors["helpMessage"].text.toPlainText() == "Help"
    assert "422" in editor.notice._text.text()
    editor.reject()


async def test_pause_all_in_two_strokes_and_restore(place, campaigns):
    active = {row.campaign.name for row in place.view.board.model.rows if row.campaign.status == "ACTIVE"}
    place.view.pause_all()
    QTest.keyClick(dialog(place.view), Qt.Key.Key_Return)
    await until(lambda: place.told and not place.view.pausing.busy, "the end")
    title = place.told[-1][1]
    assert title.startswith("May still be active: ")
    assert title.endswith(f". Paused {len(active) - 2} of {len(active)} active campaigns.")
    names = title.removeprefix("May still be active: ").partition(". Paused")[0]
    assert set(names.split("; ")) == {"Refuses to stop", "Says stopped, stays ACTIVE"}
    still = {item["name"] for item in campaigns.board() if item.get("campaignStatus") == "ACTIVE"}
    assert still - {"Somebody else starts it"} == {
        "Refuses to stop",
        "Says stopped, stays ACTIVE",
    }
    assert status(place, "Spring outreach") == "READY"
    assert any("Sends on after a pause" in line for line in place.view.report.lines())
    await until(place.view.bar.restore_button.isVisible, "Restore")
    place.view.restore()
    await until(lambda: place.view.window().findChildren(RestoreDialog), "the question")
    asked = place.view.window().findChildren(RestoreDialog)[0]
    offered = [asked.names.item(row).text().partition(",")[0] for row in range(asked.names.count())]
    assert "Spring outreach" in offered
    before = len(place.told)
    asked.verb.click()
    await until(lambda: len(place.told) > before and not place.view.pausing.busy, "the end")
    assert campaigns.status("Spring outreach") == "ACTIVE"


async def test_what_vanishes_is_said_to_be_gone(place):
    for _ in range(5):
        place.view.reading.due.emit()
        await until(lambda: not place.view.reading.busy, "the look")
        await asyncio.sleep(0)
    assert status(place, "Vanishes") == "gone"
    assert "gone" in place.view.board.news.text()


async def test_a_wrong_key_has_its_sentence(theme, qtbot, campaigns, place):
    bad = replace(place.profile("Other"), base_url=campaigns.server.base_url, pace_per_s=0, timeout_s=1.0)
    await place.sign_in(*place.profiles.profiles, bad)
    place.view.bar.choose_profile("other")
    await until(lambda: place.view.board.is_empty and not place.view.reading.busy, "the problem")
    assert button(place.view, "Try again").isVisible()
