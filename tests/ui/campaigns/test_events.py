"""Webhook events: shown as reported, noted, and followed by a read; never believed."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit

from leaddesk.ui.models.campaign_words import Column
from leaddesk.ui.views.campaigns.listening import ListenBox
from leaddesk.ui.views.campaigns.paste_dialog import MOST, dropped_text
from tests.ui.campaigns.desk import Place, button, dialog, until
from tests.ui.campaigns.samples import nine

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")


NEW = json.dumps({"id": "65f0000000000000000000ff", "name": "New one", "campaignStatus": "ACTIVE"})


def event(at: int = 2, status: str = "ACTIVE") -> str:
    campaign = nine()[at]
    return json.dumps({"id": campaign.id, "name": campaign.name, "campaignStatus": status, "schedule": {}})


def typed(asked, text: str, kind: str = "MessagingCampaignStatus"):
    asked.kind.setText(kind)
    asked.findChild(QPlainTextEdit).setPlainText(text)


async def test_what_it_claims_is_shown_before_anything_is_done(place):
    button(place.view, "Paste event").click()
    asked = dialog(place.view)
    assert not asked.verb.isEnabled()
    typed(asked, event())
    assert "reports campaign “Renewal reminder” as ACTIVE" in asked.claim.text()
    assert "Only a read shows its state" in asked.claim.text()
    assert place.events.noted == []
    asked.reject()


async def test_it_marks_the_row_and_asks_for_a_read_and_the_board_shows_only_that(place):
    place.watch.ones[nine()[2].id] = replace(nine()[2], sending_description="As it really is")
    button(place.view, "Paste event").click()
    asked = dialog(place.view)
    typed(asked, event())
    asked.verb.click()
    await until(lambda: place.watch.read_ones, "the read")
    assert place.events.noted == [(event(), "MessagingCampaignStatus")]
    assert place.watch.read_ones == [nine()[2].id]
    await until(lambda: place.view.board.model.row(2).campaign.sending_description, "what was read")
    model = place.view.board.model
    assert model.shown(2, Column.STATUS).text == "READY"
    assert model.shown(2, Column.NAME).icon == "info"
    assert "an event reports ACTIVE" in model.words.spoken(model.row(2), Column.NAME)
    assert place.told[-1][0] == "info"
    assert place.told[-1][1].startswith("As reported: ")
    assert place.wishes == ["history_grew"]


async def test_a_list_is_only_reported(place):
    button(place.view, "Paste event").click()
    asked = dialog(place.view)
    typed(asked, json.dumps({"listName": "Spring", "status": "ACTIVE"}), "MessagingListStatus")
    asked.verb.click()
    await until(lambda: place.told, "the word")
    assert "A list cannot be read" in place.told[-1][1]
    assert place.watch.read_ones == []


@pytest.mark.parametrize("text", ["nothing of that", "[]", '{"eventType": "OptOut"}', "{" * 5000])
async def test_anything_else_is_shown_and_never_acted_on(place, text):
    place.view.paste_event(text)
    asked = dialog(place.view)
    assert asked.claim.text()
    asked.verb.click()
    await until(lambda: place.told, "the word")
    assert place.watch.read_ones == []
    assert [place.view.board.model.shown(row, Column.NAME).icon for row in range(9)] == [""] * 9


async def test_an_event_about_a_campaign_nobody_knows_reads_the_board(place):
    reads = len(place.watch.reads)
    taken = place.events.read_pasted(place.view.profile, NEW, "MessagingCampaignStatus")
    place.view.take_event(place.view.profile, taken.event)
    await until(lambda: len(place.watch.reads) == reads + 1, "the look")
    await place.rest()


class Listener:
    """Is on or off and nothing else."""

    address = ""

    async def start(self) -> str:
        self.address = "http://127.0.0.1:9/events/x"
        return self.address

    async def stop(self) -> None:
        self.address = ""


async def test_what_is_posted_is_taken_for_the_profile_it_was_turned_on_for(theme, qtbot):
    place = Place(theme, listener=Listener())
    await place.sign_in(place.profile("North"), place.profile("South"))
    place.show()
    await place.rest()
    place.view.paste_event()
    asked = dialog(place.view)
    switch = asked.findChild(QCheckBox)
    assert "It is taken for North." in switch.accessibleDescription()
    switch.click()
    await until(asked.findChild(ListenBox).address.text, "the address")
    asked.reject()
    place.view.bar.choose_profile("south")
    await until(lambda: place.watch.reads[-1] == "South", "the other profile")
    await place.rest()
    place.view.paste_event()
    assert "It is taken for North." in dialog(place.view).findChild(QCheckBox).accessibleDescription()
    dialog(place.view).reject()
    place.watch.ones[nine()[2].id] = nine()[2]
    place.view.events.take_posted(event(), "MessagingCampaignStatus")
    await until(lambda: place.watch.read_ones, "the read")
    assert place.events.profiles == ["North"]
    assert place.view.board.model.row(2).marks == (), "the campaign of the other workspace is not marked"
    place.view.paste_event()
    switch = dialog(place.view).findChild(QCheckBox)
    for _off_and_on in range(2):
        switch.click()
        await until(switch.isEnabled, "the switch")
        assert "It is taken for South." in switch.accessibleDescription()
    dialog(place.view).reject()
    await place.profiles.delete_profile("south")
    place.view.events.take_posted(event(), "MessagingCampaignStatus")
    assert place.told[-1][1] == "An event came for a profile that is no longer there."
    await place.close()


async def test_an_event_about_a_campaign_nobody_knows_is_read_for_while_nobody_looks(place):
    place.view.hide()
    reads = len(place.watch.reads)
    place.view.events.taken.emit(place.view.profile, place.events.read_pasted(place.view.profile, NEW).event)
    await until(lambda: len(place.watch.reads) == reads + 1, "the look")
    await place.rest()


async def test_a_dropped_file_is_read_and_no_more_than_its_beginning(place, tmp_path):
    file = tmp_path / "event.json"
    file.write_text(event())
    source = QMimeData()
    source.setUrls([QUrl.fromLocalFile(str(file))])
    assert dropped_text(source) == event()
    file.write_bytes(b"x" * (MOST + 10))
    assert len(dropped_text(source)) == MOST
    file.unlink()
    assert dropped_text(source) == ""
    text = QMimeData()
    text.setText("{}")
    assert dropped_text(text) == "{}"


async def test_a_file_dropped_into_the_field_fills_it(place, tmp_path):
    file = tmp_path / "event.json"
    file.write_text(event())
    source = QMimeData()
    source.setUrls([QUrl.fromLocalFile(str(file))])
    place.view.paste_event()
    asked = dialog(place.view)
    asked.text.insertFromMimeData(source)
    assert asked.text.toPlainText() == event()
    asked.reject()
    await asyncio.sleep(0)


async def test_an_event_that_is_too_long_says_that_its_end_was_not_looked_at(place):
    place.view.paste_event(json.dumps({"id": nine()[2].id, "campaignStatus": "ACTIVE", "name": "ü" * MOST}))
    asked = dialog(place.view)
    assert asked.claim.accessibleDescription().startswith("What came is no JSON object")
    assert asked.claim.accessibleDescription().endswith("Only its first 256 KB are looked at.")
    typed(asked, event())
    assert "256 KB" not in asked.claim.accessibleDescription()
    asked.reject()


async def test_a_folder_that_is_dropped_is_said_to_hold_no_text(place, tmp_path):
    source = QMimeData()
    source.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    nothing = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    place.view.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, source, *nothing))
    assert place.told[-1][:2] == ("warn", "What was dropped holds no text that can be read.")
