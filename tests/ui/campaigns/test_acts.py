"""Acts: asked once, begun, followed, and what is said of their results; lists by exact name."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from leaddesk.domain.act import Act, ActOutcome
from leaddesk.domain.profile import Environment, SafetyLevel
from leaddesk.services.campaign_board import BoardLook
from leaddesk.services.change_campaign import ActPhase
from leaddesk.ui.models.campaign_words import Column
from leaddesk.ui.views.campaigns.act_dialog import CampaignActDialog
from tests.ui.campaigns.desk import Place, button, dialog, done, result, until
from tests.ui.campaigns.samples import board, nine

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")


async def opened(theme, qtbot, environment=Environment.PRACTICE, **more) -> Place:
    place = Place(theme, environment=environment, **more)
    await place.sign_in()
    place.show()
    await place.rest()
    return place


@pytest.fixture
async def place(theme, qtbot):
    place = await opened(theme, qtbot)
    yield place
    await place.close()


@pytest.fixture
async def production(theme, qtbot):
    place = await opened(theme, qtbot, Environment.PRODUCTION)
    yield place
    await place.close()


def said(widget) -> str:
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.text())


async def pause(place: Place, name: str = "Spring outreach"):
    """Presses *Pause campaign* and its default button."""
    place.choose(name)
    button(place.view, "Pause campaign").click()
    QTest.keyClick(dialog(place.view), Qt.Key.Key_Return)
    await until(lambda: place.change.deeds, "the deed")
    return place.change.deeds[-1]


class TestAsking:
    async def test_pausing_names_act_campaign_and_workspace_and_pause_is_the_default(self, place):
        button(place.view, "Pause campaign").click()
        asked = dialog(place.view)
        assert asked.windowTitle() == "Pause Spring outreach in workspace 90"
        assert asked.verb.text() == "Pause"
        assert asked.verb.isDefault()
        assert not asked.way_out.isDefault()
        assert place.change.deeds == []

    async def test_cancel_does_nothing(self, place):
        button(place.view, "Pause campaign").click()
        button(dialog(place.view), "Cancel").click()
        await asyncio.sleep(0.01)
        assert place.change.deeds == []

    async def test_activating_says_what_goes_out_when_and_cancel_is_the_default(self, place):
        place.choose("Renewal reminder")
        button(place.view, "Activate campaign").click()
        asked = dialog(place.view)
        assert asked.windowTitle() == "Activate Renewal reminder in workspace 90"
        assert asked.way_out.isDefault()
        text = said(asked)
        assert "starts texting people" in text
        assert "Hello {{FirstName}}" in text
        assert "LONG_CODE" in text
        assert "Saturday 08:00 to 21:00, where the lead is" in text
        assert "not set" in text

    async def test_practice_asks_for_no_name(self, place):
        place.choose("Renewal reminder")
        button(place.view, "Activate campaign").click()
        button(dialog(place.view), "Activate").click()
        await until(lambda: place.change.deeds, "the deed")
        assert place.change.deeds[0].request.order.act is Act.ACTIVATE

    async def test_production_asks_to_retype_the_name_for_activation_only(self, production):
        production.choose("Renewal reminder")
        button(production.view, "Activate campaign").click()
        asked = dialog(production.view)
        assert not asked.verb.isEnabled()
        field = asked.findChild(QLineEdit)
        assert field is not None
        field.setText("Renewal")
        assert not asked.verb.isEnabled()
        field.setText("Renewal reminder")
        assert asked.verb.isEnabled()
        asked.reject()
        button(production.view, "Pause campaign").click()
        assert dialog(production.view).findChildren(QLineEdit) == []

    async def test_nobody_is_asked_for_before_a_pause(self, theme, qtbot):
        asked = []
        place = await opened(theme, qtbot, confirm_operator=lambda _profile, then: asked.append(then))
        await pause(place)
        assert asked == []
        place.choose("Renewal reminder")
        place.view.act(Act.ACTIVATE)
        assert not any(one.isVisible() for one in place.view.window().findChildren(CampaignActDialog))
        asked[0]()
        assert len(place.change.deeds) == 1
        button(dialog(place.view), "Activate").click()
        assert len(place.change.deeds) == 2
        assert len(asked) == 1, "the act is the last thing that is asked"
        await place.close()


class TestButtons:
    async def test_pause_is_there_whatever_the_status_seems_to_be(self, place):
        for campaign in nine():
            place.choose(campaign.name or f"(no name) {campaign.id}")
            assert button(place.view, "Pause campaign").isEnabled()

    @pytest.mark.parametrize(
        ("name", "why"),
        [
            ("Spring outreach", "active already"),
            ("Winter check-in", "only an approved campaign"),
            ("Old promo", "does not know the status ARCHIVING"),
        ],
    )
    async def test_activate_says_why_it_is_not_to_be_pressed(self, place, name, why):
        place.choose(name)
        activate = button(place.view, "Activate campaign")
        assert not activate.isEnabled()
        assert why in activate.accessibleDescription()
        assert why in activate.toolTip()
        assert why in place.view.chosen.hint.text()

    async def test_a_read_only_profile_writes_nothing(self, theme, qtbot):
        place = Place(theme)
        await place.sign_in(place.profile(safety=SafetyLevel.READ_ONLY))
        place.show()
        await place.rest()
        assert not button(place.view, "Pause campaign").isEnabled()
        assert "read only" in button(place.view, "Pause campaign").accessibleDescription()
        await place.close()

    async def test_write_buttons_wear_the_environment(self, production):
        for name in ("Activate campaign", "Pause campaign", "Pause all active"):
            assert button(production.view, name).property("env") == "production"
            assert button(production.view, name).property("role") == "write"

    async def test_held_until_is_said(self, place):
        place.choose("Solar follow-up")
        assert "Held until 7:10 pm UTC, says the vendor" in place.view.chosen.hint.text()
        place.choose("Spring outreach")
        assert "“Waiting for the next window”" in place.view.chosen.hint.text()


class TestInFlight:
    async def test_seconds_and_cancel(self, place):
        deed = await pause(place)
        deed.enter(ActPhase.SENDING)
        place.clock.go_on(3)
        place.view.acts.changed.emit()
        strip = place.view.chosen.deeds
        assert strip.label.text() == "Pausing Spring outreach: Sending, 3 s"
        assert strip.cancel_button.isVisible()
        height = strip.height()
        strip.cancel_button.click()
        await until(lambda: place.told, "the end of waiting")
        assert place.told[-1][0] == "error"
        assert place.told[-1][1].startswith("Outcome unknown: ")
        assert strip.label.text() == ""
        assert strip.height() == height

    async def test_escape_cancels(self, place):
        deed = await pause(place)
        QTest.keyClick(place.view.board.table, Qt.Key.Key_Escape)
        assert deed.cancelled

    async def test_a_late_result_is_told_too(self, place):
        deed = await pause(place)
        deed.cancel()
        await until(lambda: place.told, "the first word")
        after = replace(nine()[0], status="READY")
        place.change.late[0](result(deed.request, ActOutcome.DONE, "It is paused: ACTIVE → READY.", after=after))
        assert "ACTIVE → READY" in place.told[-1][1]
        assert place.view.board.current().status == "READY"
        assert place.view.chosen.outcome.isHidden()


class TestResults:
    async def test_message_shows_before_and_after_and_the_row_what_was_read(self, place):
        deed = await pause(place)
        assert place.view.board.model.shown(0, Column.STATUS).text == "ACTIVE"
        done(deed, replace(nine()[0], status="READY"))
        await until(lambda: place.told, "the result")
        kind, title, *_ = place.told[-1]
        assert kind == "result"
        assert "ACTIVE → READY" in title
        assert "7:04 pm UTC" in title
        assert place.view.board.model.shown(0, Column.STATUS).text == "READY"
        assert place.view.chosen.status.word.text() == "READY"
        assert button(place.view, "Activate campaign").isEnabled()
        assert place.wishes == ["history_grew"]

    async def test_a_pause_that_is_done_can_be_taken_back_after_its_question(self, place):
        deed = await pause(place)
        done(deed, replace(nine()[0], status="READY"))
        await until(lambda: place.told, "the result")
        label, again = place.told[-1][4:6]
        assert label == "Activate again"
        again()
        assert dialog(place.view).windowTitle() == "Activate Spring outreach in workspace 90"
        assert dialog(place.view).way_out.isDefault()
        assert len(place.change.deeds) == 1

    async def test_a_pause_that_did_not_change_it_says_so(self, place):
        deed = await pause(place)
        title = "Spring outreach did not change: ACTIVE → ACTIVE."
        deed.resolve(result(deed.request, ActOutcome.DID_NOT_CHANGE, title, after=nine()[0], hint="Press it again."))
        await until(lambda: place.told, "the result")
        kind, told, *_ = place.told[-1]
        assert kind == "warn"
        assert told.startswith("Did not change: Spring outreach did not change: ACTIVE → ACTIVE")
        assert place.view.chosen.outcome.isVisible()
        assert "Press it again." in place.view.chosen.outcome.why.text()

    async def test_a_refusal_is_shown_in_the_vendors_words(self, place):
        deed = await pause(place)
        deed.resolve(result(deed.request, ActOutcome.REJECTED, "The vendor refused it (409).", detail="“not approved”"))
        await until(lambda: place.told, "the result")
        assert place.told[-1][:3] == ("error", "The vendor refused it (409). “not approved”", ""), "said once"
        assert place.view.board.model.shown(0, Column.STATUS).text == "ACTIVE"

    async def test_unknown_is_loud_until_the_campaign_is_read_again(self, place):
        deed = await pause(place)
        deed.resolve(result(deed.request, ActOutcome.UNKNOWN, "No answer came in 30 s.", hint="Look again."))
        await until(lambda: place.told, "the result")
        strip = place.view.chosen.outcome
        assert strip.isVisible()
        assert strip.word.text() == "Outcome unknown: Pause campaign"
        assert strip.property("plate") == "unknown-loud"
        place.choose("Solar follow-up")
        assert strip.isHidden()
        place.choose("Spring outreach")
        assert strip.isVisible()
        place.watch.ones[nine()[0].id] = replace(nine()[0], status="READY")
        after = replace(nine()[0], status="READY")
        place.change.open = [result(deed.request, ActOutcome.DONE, "It is paused.", after=after)]
        place.wishes.clear()
        button(strip, "Look again").click()
        await until(lambda: place.view.board.current().status == "READY", "the campaign read again")
        assert strip.isHidden()
        await until(lambda: place.wishes, "what is on record")
        assert place.wishes == ["history_grew"]
        assert place.told[-1][:2] == ("result", "Pause campaign, Spring outreach: Done.")
        assert place.told[-1][2] == "ACTIVE → READY. The campaign was read again."

    async def test_not_sent_is_said(self, place):
        deed = await pause(place)
        deed.resolve(result(deed.request, ActOutcome.NOT_SENT, "It could not be written down.", exchange_id=None))
        await until(lambda: place.told, "the result")
        assert place.told[-1][1] == "Not sent: It could not be written down."
        assert place.wishes == []

    async def test_a_result_for_another_campaign_leaves_the_chosen_one_alone(self, place):
        deed = await pause(place)
        place.choose("Solar follow-up")
        done(deed, replace(nine()[0], status="READY"))
        await until(lambda: place.told, "the result")
        assert place.view.board.current().name == "Solar follow-up"
        assert place.view.board.model.shown(0, Column.STATUS).text == "READY"


class TestLists:
    async def test_names_used_before_are_offered(self, place):
        await until(lambda: place.view.lists._known, "the names")
        assert "Used before: Spring & Summer #1, Return visits" in place.view.lists.said.text()
        completer = place.view.lists.field.completer()
        model = completer.model()
        assert [model.index(row, 0).data() for row in range(model.rowCount())] == list(place.known)

    async def test_without_a_name_there_is_nothing_to_do(self, place):
        assert not button(place.view, "Pause list").isEnabled()
        assert "exact name" in button(place.view, "Pause list").accessibleDescription()

    @pytest.mark.parametrize(
        ("name", "oddity"),
        [
            ("Spring ", "ends with a blank"),
            ("A+B", "plus sign"),
            ("Cafe\u0301", "NFD"),
            ("Return Visits", "capital and small letters differ"),
        ],
    )
    async def test_what_is_odd_is_pointed_out_and_never_corrected(self, place, name, oddity):
        await until(lambda: place.view.lists._known, "the names")
        place.view.lists.field.setText(name)
        assert oddity in place.view.lists.said.text()
        assert place.view.lists.said.property("ink") == "warn"
        button(place.view, "Pause list").click()
        QTest.keyClick(dialog(place.view), Qt.Key.Key_Return)
        await until(lambda: place.change.deeds, "the deed")
        assert place.change.deeds[-1].request.order.list_name == name

    async def test_a_list_is_paused_by_name_and_its_answer_is_shown_as_the_answer(self, place):
        place.view.lists.field.setText("Spring & Summer #1")
        button(place.view, "Pause list").click()
        asked = dialog(place.view)
        assert asked.windowTitle() == "Pause list “Spring & Summer #1” of Spring outreach in workspace 90"
        assert asked.verb.isDefault()
        assert "cannot be re-read" in said(asked)
        asked.verb.click()
        deed = place.change.deeds[-1]
        assert deed.request.order.act is Act.PAUSE_LIST
        title = "List “Spring & Summer #1”: the vendor answered “READY”; a list cannot be re-read."
        deed.resolve(result(deed.request, ActOutcome.DONE, title))
        await until(lambda: place.told, "the answer")
        assert place.told[-1][1].startswith(title.rstrip("."))
        assert place.view.board.model.shown(0, Column.STATUS).text == "ACTIVE"

    async def test_activating_a_list_has_cancel_as_its_default(self, place):
        place.view.lists.field.setText("Fresh names")
        button(place.view, "Activate list").click()
        asked = dialog(place.view)
        assert asked.way_out.isDefault()
        asked.verb.click()
        assert place.change.deeds[-1].request.order.act is Act.ACTIVATE_LIST
        place.change.deeds[-1].resolve(
            result(place.change.deeds[-1].request, ActOutcome.DONE, "List “Fresh names”: the vendor answered.")
        )
        await until(lambda: place.told, "the answer")
        place.view.lists.field.clear()
        await until(lambda: "Fresh names" in place.view.lists._known, "the names")
        assert "Used before: Fresh names" in place.view.lists.said.text()


class TestKeyboard:
    async def test_the_place_begins_at_the_campaigns(self, place):
        place.view.start().setFocus()
        assert place.view.board.table.hasFocus()

    async def test_one_shortcut_and_enter_stop_the_chosen_campaign(self, place):
        place.view.start().setFocus()
        shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(place.view.board.table, Qt.Key.Key_S, shift)
        QTest.keyClick(dialog(place.view), Qt.Key.Key_Return)
        assert [deed.request.order.act for deed in place.change.deeds] == [Act.PAUSE]

    async def test_tab_goes_from_the_board_to_the_acts_the_pages_and_the_lists(self, place):
        place.choose("Renewal reminder")
        place.view.lists.field.setText("Spring")
        place.view.board.table.setFocus()
        names = []
        for _ in range(10):
            QTest.keyClick(place.view.focusWidget(), Qt.Key.Key_Tab)
            names.append(place.view.focusWidget().accessibleName())
        assert names == [
            "Activate campaign",
            "Pause campaign",
            "Pages of the campaign",
            "Schedule",
            "Messages",
            "All findings",
            "Edit messages",
            "List name",
            "Activate list",
            "Pause list",
        ]

    async def test_f5_reads_again(self, place):
        reads = len(place.watch.reads)
        place.watch.looks = [BoardLook(board=board(*nine()))]
        QTest.keyClick(place.view.board.table, Qt.Key.Key_F5)
        await place.rest()
        assert len(place.watch.reads) == reads + 1
