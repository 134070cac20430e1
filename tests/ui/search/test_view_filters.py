"""The place Search leads over real HTTP: what is asked, chip by chip, and the created date."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from leaddesk.domain.lead_search import LeadFilter
from leaddesk.vendors.trackdrive.form import search_form
from tests.ui.search.desk import asked, button, words_of

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")


class TestFilters:
    async def test_every_documented_parameter_is_offered(self, place):
        menu = place.view.panel.chips.open_menu()
        keys = [text.rsplit("(", 1)[1].rstrip(")") for text in words_of(menu)]
        menu.close()
        assert keys == [spec.key for spec in search_form().filters]

    async def test_a_filter_is_set_edited_switched_off_and_removed(self, place):
        chips, before = place.view.panel.chips, len(place.asked)
        panel = chips.edit("status")
        panel.editor.toggle("scheduled")
        panel.editor.toggle("dnc")
        panel.apply()
        assert chips.chips["status"].words.accessibleName() == "status is scheduled, dnc"
        await place.search_for()
        assert asked(place, before)["status"] == "scheduled,dnc"
        panel = chips.edit("status")
        panel.editor.toggle("dnc")
        QTest.keyClick(panel.editor.widget, Qt.Key.Key_Return)
        assert chips.filters() == (LeadFilter("status", "scheduled"),)
        chips.edit("status").switch.click()
        assert chips.filters() == (LeadFilter("status", "scheduled", on=False),)
        assert chips.chips["status"].words.accessibleName() == "status is scheduled (off)"
        before = len(place.asked)
        await place.search_for()
        assert "status" not in asked(place, before)
        button(place.view, "Remove status is scheduled (off)").click()
        assert chips.filters() == ()

    async def test_delete_on_a_chip_removes_it(self, place):
        chips = place.view.panel.chips
        chips.take(LeadFilter("offer_id", "412"))
        QTest.keyClick(chips.chips["offer_id"].words, Qt.Key.Key_Delete)
        assert chips.filters() == ()

    async def test_a_truth_has_three_states(self, place):
        panel = place.view.panel.chips.edit("opt_out")
        combo = panel.editor.widget
        assert isinstance(combo, QComboBox)
        assert [combo.itemText(at) for at in range(combo.count())] == ["Not asked", "Yes", "No"]
        combo.setCurrentText("No")
        panel.apply()
        assert place.view.panel.chips.filters() == (LeadFilter("opt_out", "false"),)
        panel = place.view.panel.chips.edit("opt_out")
        panel.editor.widget.setCurrentText("Not asked")
        panel.apply()
        assert place.view.panel.chips.filters() == ()

    async def test_a_wrong_id_is_said_beside_it(self, place):
        panel = place.view.panel.chips.edit("offer_id")
        panel.editor.widget.setText("four")
        panel.apply()
        assert panel.isVisible()
        assert panel.problem.text() == "An id is a whole number or a UUID; part several by commas."
        panel.close()
        assert place.view.panel.chips.filters() == ()

    async def test_a_time_goes_out_with_the_offset_of_the_zone(self, place):
        place.view.panel.zone.setCurrentText("America/Los_Angeles")
        panel = place.view.panel.chips.edit("next_action_at_from")
        panel.editor.widget.setText("2026-05-14 09:30")
        panel.apply()
        chip = place.view.panel.chips.chips["next_action_at_from"]
        assert chip.words.accessibleName() == "next_action_at_from is 2026-05-14 09:30 PDT"
        before = len(place.asked)
        await place.search_for()
        assert asked(place, before)["next_action_at_from"] == "2026-05-14 09:30:00 -0700"


class TestCreated:
    async def test_a_label_goes_out_alone_with_its_zone(self, place):
        place.view.panel.created.setCurrentText("This Week")
        before = len(place.asked)
        await place.search_for()
        sent = asked(place, before)
        assert (sent["created_at_label"], sent["time_zone"]) == ("This Week", "EST")
        assert "created_at_from" not in sent

    async def test_a_range_has_its_zone_and_one_side_is_enough(self, place):
        panel = place.view.panel
        panel.created.setCurrentText("Custom Range")
        assert panel.since.isVisible()
        panel.since.setText("2026-05-10 08:00")
        before = len(place.asked)
        await place.search_for()
        sent = asked(place, before)
        assert sent["created_at_from"] == "2026-05-10 08:00:00 -0400"
        assert not {"created_at_to", "created_at_label"} & set(sent)

    @pytest.mark.parametrize(
        ("since", "until", "says"),
        [
            ("tomorrow", "", "Write day and time as 2026-11-21 14:30, or leave it empty."),
            ("", "", "Custom Range needs a time: from, to, or both."),
            ("2026-05-10", "2026-05-09", "The range ends before it begins."),
        ],
    )
    async def test_a_range_that_cannot_be_asked_is_said(self, place, since, until, says):
        panel, before = place.view.panel, len(place.asked)
        panel.created.setCurrentText("Custom Range")
        panel.since.setText(since)
        panel.until.setText(until)
        await place.search_for()
        assert panel._range_problem.text() == says
        assert panel._range_problem.y() == panel._moments.layout().contentsMargins().top()
        assert panel._problem.isHidden()
        assert len(place.asked) == before


class TestQuestion:
    async def test_it_is_readable_as_one_line(self, place):
        panel = place.view.panel
        panel.chips.take(LeadFilter("opt_out", "false"))
        panel.created.setCurrentText("This Week")
        QTest.keyClicks(panel.text, "solar")
        assert panel._line.text() == "“solar” · created This Week (America/New_York) · opt_out is false"

    async def test_curl_has_placeholders_for_the_keys(self, place):
        place.view.panel.text.setText("solar")
        button(place.view, "Copy as cURL").click()
        text = QGuiApplication.clipboard().text()
        assert "fulltext=solar" in text
        assert "LEADDESK_AUTHORIZATION" in text
        assert place.leads.server.private_key not in text
        assert place.told[-1][0] == "result"
