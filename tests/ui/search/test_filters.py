"""The editors and chips of filters: keys, what cannot be meant, and what a driver or a screen reader finds."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from leaddesk.domain.lead_search import LeadFilter

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")


def reachable() -> list[str]:
    """The names of all windows that a screen reader is told of."""
    root = QAccessible.queryAccessibleInterface(cast("QApplication", QApplication.instance()))
    return [root.child(at).text(QAccessible.Text.Name) for at in range(root.childCount())]


class TestEditor:
    async def test_escape_closes_it_and_leaves_the_filter_as_it_was(self, place):
        chips = place.view.panel.chips
        chips.take(LeadFilter("number", "2025550142"))
        panel = chips.edit("number")
        QApplication.processEvents()  # the window takes the keys
        assert QApplication.focusWidget() is panel.editor.widget
        field = panel.editor.widget
        assert field is not None
        QTest.keyClicks(field, "9")
        QTest.keyClick(field, Qt.Key.Key_Escape)
        assert not panel.isVisible()
        assert chips.filters() == (LeadFilter("number", "2025550142"),)

    async def test_return_presses_the_button_that_has_the_focus(self, place):
        chips = place.view.panel.chips
        chips.take(LeadFilter("status", "dnc"))
        panel = chips.edit("status")
        panel.switch.setFocus()
        QTest.keyClick(panel.switch, Qt.Key.Key_Return)
        assert chips.filters() == (LeadFilter("status", "dnc", on=False),)
        panel = chips.edit("status")
        panel.way_out.setFocus()
        QTest.keyClick(panel.way_out, Qt.Key.Key_Return)
        assert not panel.isVisible()
        assert chips.filters() == (LeadFilter("status", "dnc", on=False),)

    async def test_it_is_a_window_that_is_found_by_its_name_and_keeps_a_second_one_away(self, place):
        panel = place.view.panel.chips.edit("number")
        assert isinstance(panel, QDialog)
        assert panel.isModal()
        assert panel.accessibleName() in reachable()

    async def test_an_hour_that_summer_time_leaves_out_is_said(self, place):
        chips = place.view.panel.chips
        place.view.panel.zone.setCurrentText("America/New_York")
        panel = chips.edit("next_action_at_from")
        panel.editor.widget.setText("2026-03-08 02:30")
        panel.apply()
        assert panel.problem.text().startswith("No clock shows 2026-03-08 02:30 in this zone")
        assert chips.filters() == ()
        panel.editor.widget.setText("2026-03-08 03:30")
        panel.apply()
        assert [item.value for item in chips.filters()] == ["2026-03-08T03:30:00-04:00"]

    async def test_no_phone_number_is_said(self, place):
        panel = place.view.panel.chips.edit("number")
        panel.editor.widget.setText("not a phone")
        panel.apply()
        assert panel.problem.text() == "A number is made of digits, such as 202-555-0142."


class TestChips:
    async def test_an_ampersand_is_shown_and_underlines_nothing(self, place):
        chips = place.view.panel.chips
        chips.take(LeadFilter("sub_id", "a&b=c+d #"))
        words = chips.chips["sub_id"].words
        assert words.accessibleName() == "sub_id is a&b=c+d #"
        assert words.text() == "sub_id is a&&b=c+d #"
        assert words.shortcut().isEmpty()

    async def test_a_time_is_never_cut(self, place):
        chips = place.view.panel.chips
        place.view.panel.zone.setCurrentText("America/New_York")
        chips.take(LeadFilter("first_queued_at_before", "2026-05-14T09:30:00-04:00"))
        for key in [spec.key for spec in chips._form.filters if spec.kind == "time"]:
            chips.take(LeadFilter(key, "2026-05-14T09:30:00-04:00"))
            assert chips.chips[key].words.text() == f"{key} is 2026-05-14 09:30 EDT"
