"""The chosen campaign: its week as a map with words, its messages as a phone shows them, and everything else of it."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView

from leaddesk.domain.campaign import Schedule, SendingWindow
from leaddesk.domain.week import week_of
from leaddesk.infra.calling_rules import FILE_NAME, CallingRulesFile
from leaddesk.infra.message_rules import parse_message_rules
from leaddesk.services.campaign_board import BoardLook
from leaddesk.ui.models.campaign_details_model import CampaignDetailsModel
from leaddesk.ui.models.campaign_week_model import CampaignWeekModel
from leaddesk.ui.models.campaign_words import CampaignWords
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.campaigns.desk import AdviceRules
from leaddesk.ui.widgets.week_map import WeekMap
from tests.ui.campaigns.desk import Place, button, dialog, until
from tests.ui.campaigns.samples import NOW, board, campaign, nine, schedule

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")

RULES = Path(__file__).parents[3] / "resources" / "rules"
FRAME_S = 0.016
PROPERTIES = (
    *("id", "name", "campaignStatus", "sendingStatus", "sendingStatusDescription", "nextRunTime", "created", "updated"),
    *("orgId", "workspaceId", "senderSourceType", "senderSourceId", "aegisWorkflowId", "zendeskApprovalTicketId"),
    *("carrierDailyLimits", "schedule.monday", "schedule.sunday", "schedule.exceptions", "customFields", "events"),
    *("messages.outgoingMessage", "messages.startMessage", "webhooks.deliveryResult", "webhooks.optOut"),
    *("notifications.sendConversationEmail", "notifications.conversationEmail.to", "allCampaignFields"),
)


def rules() -> AdviceRules:
    calling = CallingRulesFile(RULES / FILE_NAME, Path("nowhere") / FILE_NAME).load().rules
    return AdviceRules(calling, parse_message_rules((RULES / "messages.toml").read_text(encoding="utf-8")))


async def given_rules() -> AdviceRules:
    return rules()


@pytest.fixture
async def place(theme, qtbot):
    place = Place(theme, rules=given_rules)
    await place.sign_in()
    place.show()
    await place.rest()
    await until(lambda: overview(place).schedule._rules.calling.rules, "the rules")
    yield place
    await place.close()


def overview(place):
    return place.view.pages.page("Overview")


async def show(place: Place, one) -> None:
    place.watch.looks = [BoardLook(board=board(one))]
    place.view.refresh()
    await place.rest()


def cell(place: Place, day: int, hour: int) -> str:
    return str(overview(place).schedule.model.index(day, hour).data(Qt.ItemDataRole.AccessibleTextRole))


class TestSchedule:
    async def test_the_table_has_its_name_and_a_sentence_for_each_hour(self, place):
        await show(place, campaign(schedule=schedule((540, 1020))))
        table = next(one for one in place.view.findChildren(QTableView) if one.accessibleName() == "Schedule")
        assert (table.model().rowCount(), table.model().columnCount()) == (7, 24)
        assert cell(place, 2, 14) == "Wednesday 14:00, sends"
        assert cell(place, 2, 3) == "Wednesday 03:00, does not send"
        assert table.model().headerData(14, Qt.Orientation.Horizontal) == "14:00"
        assert table.model().headerData(2, Qt.Orientation.Vertical) == "Wednesday"

    async def test_arrows_say_the_hour_beside_the_heading(self, place):
        await show(place, campaign(schedule=schedule((540, 1020))))
        table = overview(place).schedule.map.table
        table.setFocus()
        table.setCurrentIndex(table.model().index(2, 13))
        QTest.keyClick(table, Qt.Key.Key_Right)
        assert overview(place).schedule.current.text() == "Wednesday 14:00, sends"

    async def test_overlaps_zero_length_and_backward_windows_are_told(self, place):
        odd = schedule((540, 720), monday=((540, 720), (660, 780)), tuesday=((600, 600),), sunday=((1200, 120),))
        await show(place, campaign(schedule=odd))
        assert cell(place, 0, 11) == "Monday 11:00, sends, windows overlap"
        assert "not known, check in the product" in cell(place, 1, 10)
        assert "not known, check in the product" in cell(place, 6, 21)
        button(overview(place).schedule, "All findings").click()
        said = dialog(place.view).words.toPlainText()
        assert "Monday, 11:00 to 12:00: windows overlap." in said
        assert "Tuesday, window 1, 10:00 to 10:00: it starts when it ends" in said
        assert "Sunday, window 1, 20:00 to 02:00: it starts after it ends" in said

    async def test_half_hours_fill_half_of_their_cell(self, theme):
        model = CampaignWeekModel()
        week = week_of(schedule((570, 600)))
        model.show_week(week)
        assert [(part.start, part.end) for part in model.parts(0, 9)] == [(0, 30), (30, 60)]
        assert model.words(0, 9) == "Monday 09:00, does not send, from 09:30 sends"

    async def test_the_vendors_sample_has_findings_for_five_states_and_none_for_the_federal_window(self, place):
        await show(place, campaign(schedule=schedule((480, 1260))))
        said = overview(place).schedule.findings.text()
        assert "6 findings: FL, MD, OK, TX, WA." in said
        assert "Advice only, to be reviewed by" in said
        assert "outside the window of" in cell(place, 0, 20)
        assert overview(place).schedule.model.parts(0, 20)[0].outside
        assert not overview(place).schedule.model.parts(0, 12)[0].outside

    async def test_each_finding_has_its_source(self, place):
        await show(place, campaign(schedule=schedule((480, 1260))))
        button(overview(place).schedule, "All findings").click()
        said = dialog(place.view).words.toPlainText()
        assert said.count("Source: ") == 6
        assert "Federal" not in said.split("Compared with")[0]

    async def test_exceptions_are_shown_as_they_came_with_a_warning(self, place):
        await show(place, campaign(schedule=replace(schedule((540, 1020)), exceptions=('{"date": "2026-12-25"}',))))
        notice = overview(place).schedule.exceptions
        assert notice.isVisible()
        assert '{"date": "2026-12-25"}' in notice._text.text()
        assert "not documented" in notice._text.text()

    async def test_no_schedule_is_not_known_and_not_silence(self, place):
        await show(place, campaign(schedule=None))
        assert "when texts go out is not known" in overview(place).schedule.findings.text()
        assert cell(place, 0, 12) == "Monday 12:00, no data"

    async def test_a_missing_day_is_no_data(self, place):
        await show(place, campaign(schedule=Schedule({"monday": (SendingWindow(540, 1020),)})))
        assert cell(place, 1, 12) == "Tuesday 12:00, no data"

    def test_the_map_is_painted_within_a_frame(self, theme, qtbot):
        model = CampaignWeekModel()
        chart = WeekMap(theme, model)
        qtbot.addWidget(chart)
        chart.resize(480, 160)
        picture = QPixmap(chart.size())
        chart.render(picture)
        took = []
        for _ in range(5):
            began = time.perf_counter()
            chart.render(picture)
            took.append(time.perf_counter() - began)
        assert min(took) < FRAME_S


class TestMessages:
    async def test_the_phone_shows_the_text_as_it_is(self, place):
        await show(place, campaign(messages={"outgoingMessage": "Hi {{FirstName}}\n<b>Yes</b>\u202e"}))
        label = overview(place).messages.phone.bubble.label
        assert label.text() == "Hi {{FirstName}}\n<b>Yes</b>\ufffd"
        assert label.textFormat() == Qt.TextFormat.PlainText

    async def test_encoding_characters_and_segments(self, place):
        await show(place, campaign())
        assert overview(place).messages.count.text() == "GSM-7 · 97 characters · 1 segment · 59 left"

    async def test_offending_characters_and_unknown_fields_are_named(self, place):
        text = "Hello {{Firstname}}, it’s Sample Co. Reply STOP to end."
        await show(place, campaign(messages={"outgoingMessage": text}))
        card = overview(place).messages
        assert card.count.text().startswith("UCS-2")
        said = " ".join(card.rows.texts())
        assert "Unknown merge field" in said
        assert "“FirstName”" in said
        assert "right single quotation mark (U+2019)" in said

    async def test_a_field_that_is_there_twice_is_one(self, place):
        await show(place, campaign(messages={"outgoingMessage": "{{FirstName}}, {{FirstName}}! Sample Co: STOP."}))
        assert "{{FirstName}} is a campaign field." in overview(place).messages.rows.texts()

    async def test_what_carriers_expect_comes_with_its_source(self, place):
        await show(place, campaign(messages={"outgoingMessage": "Cheap quotes, see bit.ly/x"}))
        overview(place).messages.more_button.click()
        said = dialog(place.view).words.toPlainText()
        assert "bit.ly" in said
        assert said.count("Source: ") >= 2

    async def test_each_of_the_five_can_be_looked_at(self, place):
        await show(place, campaign())
        card = overview(place).messages
        tabs = [card.tabs.tabText(at) for at in range(card.tabs.count())]
        assert tabs == ["Outgoing", "Response", "Help", "Stop", "Start"]
        card.tabs.setCurrentIndex(3)
        assert card.key.text() == "stopMessage"
        assert "no more texts" in card.phone.bubble.label.text()

    async def test_a_text_that_did_not_come_is_said_to_be_missing(self, place):
        await show(place, campaign(messages={}))
        assert overview(place).messages.phone.bubble.label.text() == "No text came."
        assert overview(place).messages.count.text() == ""

    async def test_ten_thousand_characters_hold_nothing_up(self, place):
        began = time.perf_counter()
        await show(place, campaign(messages={"outgoingMessage": "{{a}} ’" * 1500}))
        assert time.perf_counter() - began < 2
        assert overview(place).messages.count.text().startswith("UCS-2 · 10,500 characters")

    async def test_editing_is_blocked_while_it_is_active(self, place):
        await show(place, campaign(status="ACTIVE"))
        edit = button(place.view, "Edit messages")
        assert not edit.isEnabled()
        assert "pause it first" in edit.accessibleDescription()
        await show(place, campaign(status="READY"))
        assert edit.isEnabled()


class TestDetails:
    def values(self, place) -> dict[str, str]:
        model = next(
            one.model() for one in place.view.findChildren(QTableView) if one.accessibleName() == "Campaign details"
        )
        assert isinstance(model, CampaignDetailsModel)
        return {model.index(row, 0).data(): model.index(row, 1).data() for row in range(model.rowCount())}

    async def test_every_documented_property_is_there(self, place):
        await show(place, campaign())
        values = self.values(place)
        assert set(PROPERTIES) <= set(values)
        assert values["senderSourceType"] == "SHORT_CODE"
        assert values["webhooks.optOut"] == "https://hooks.example.com/opt-out"
        assert values["webhooks.optIn"] == "none"
        assert values["webhooks.deliveryResult"] == "not returned"
        assert values["zendeskApprovalTicketId"] == "not returned"
        assert values["dispositions[1]"] == "Interested (success, id 1)"
        assert values["dispositions[2]"] == "Stop (do not contact, id 2)"

    async def test_what_nobody_documented_stands_under_other(self, place):
        await show(place, campaign(others={"colour": '"red"'}, drift=("orgId",)))
        values = self.values(place)
        assert values["Other: colour"] == '"red"'
        assert values["Other: came with a type nobody documented"] == "orgId"

    async def test_what_came_empty_or_unreadable_is_not_said_to_be_missing(self, place):
        came: dict[str, object] = {
            "aegisWorkflowId": None,
            "carrierDailyLimits": [],
            "sendingStatus": 1,
            "messages": {"helpMessage": None, "stopMessage": ""},
            "webhooks": "https://example.com/hooks",
            "notifications": False,
            "schedule": {"exceptions": []},
            "events": {"0": "created"},
        }
        quiet = replace(campaign(), workflow_id="", sending="", messages={}, webhooks={}, notifications={}, events=())
        await show(place, replace(quiet, raw=json.dumps(came)))
        values = self.values(place)
        for name in ("aegisWorkflowId", "carrierDailyLimits", "messages.helpMessage", "messages.stopMessage"):
            assert values[name] == "none"
        assert values["schedule.exceptions"] == "none"
        assert values["messages.startMessage"] == "not returned"
        for name in ("sendingStatus", "webhooks.optOut", "notifications", "events"):
            assert values[name] == "unreadable, as it came under Raw"

    async def test_an_empty_campaign_says_not_returned_everywhere(self, place):
        from leaddesk.domain.campaign import Campaign

        await show(place, Campaign(id="x"))
        values = self.values(place)
        assert values["name"] == "not returned"
        assert values["schedule"] == "not returned"
        assert values["notifications"] == "not returned"


class TestOtherPages:
    async def test_events_are_a_timeline_the_latest_first(self, place):
        from leaddesk.domain.campaign import CampaignEvent, Moment
        from tests.ui.campaigns.samples import moment

        events = (
            CampaignEvent(moment(NOW), "INFO", "Second"),
            CampaignEvent(Moment("??"), "WARN", "Undated"),
            CampaignEvent(moment(NOW.replace(year=2025)), "INFO", "First"),
        )
        await show(place, campaign(events=events))
        page = place.view.pages.go_to("Events")
        lines = [page.list.item(row).text() for row in range(page.list.count())]
        assert lines == [
            "7:04 pm UTC   INFO   Second",
            "Nov 21, 2025, 7:04 pm UTC   INFO   First",
            "??   WARN   Undated",
        ]
        assert place.view.pages.tabs.tabToolTip(2) == "Events: 3"

    async def test_raw_spells_out_what_hides(self, place):
        await show(place, replace(campaign(), raw='{"name": "a\u202eb"}'))
        page = place.view.pages.go_to("Raw")
        await asyncio.sleep(0.01)
        assert page.text.toPlainText() == '{"name": "a⟨U+202E RIGHT-TO-LEFT OVERRIDE⟩b"}'
        assert page.text.isReadOnly()

    async def test_pages_follow_the_chosen_campaign(self, place):
        place.watch.looks = [BoardLook(board=board(*nine()))]
        place.view.refresh()
        await place.rest()
        page = place.view.pages.go_to("Raw")
        place.choose("Old promo")
        assert "Old promo" in page.text.toPlainText()


def test_details_of_equal_campaigns_cause_no_signal(theme, qtbot):
    model = CampaignDetailsModel(theme, CampaignWords(LocalTimes(), lambda: NOW))
    model.show_campaign(campaign())
    with qtbot.assertNotEmitted(model.modelReset):
        model.show_campaign(campaign())
