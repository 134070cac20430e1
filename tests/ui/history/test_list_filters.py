"""The filters of *History*: what they ask for, how they are said, and how they are taken away."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from leaddesk.domain.exchange import HistoryQuery
from leaddesk.domain.verdict import LoadOutcome
from tests.ui.history.desk import button, exchange, settle, shown

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")


class TestFilters:
    async def test_search_waits_for_typing(self, place, qtbot):
        await place.read()
        qtbot.keyClicks(place.view.search, "0017")
        assert len(place.source.asked) == 1
        place.source.was_asked.clear()
        await asyncio.wait_for(place.source.was_asked.wait(), 5)
        await settle()
        assert [query.text for query, _before in place.source.asked] == ["", "0017"]
        assert place.ids() == [17]
        assert "1 exchange" in shown(place.view)

    async def test_a_search_without_a_hit_offers_to_clear(self, place):
        await place.read()
        place.view.search.setText("nobody")
        place.view.search.returnPressed.emit()
        await settle()
        assert "Nothing found: no exchange fits what you ask for." in shown(place.view)
        button(place.view, "Clear filters").click()
        await settle()
        assert len(place.ids()) == 40
        assert place.view.focusWidget() is place.view.search

    async def test_outcomes_and_assessments_may_be_several(self, place, qtbot):
        place.source.kept[3] = exchange(37, "Rejected")
        place.source.kept[5] = exchange(35, "Outcome unknown")
        await place.read()
        filters = place.view.list.filters
        qtbot.keyClick(filters.outcome, Qt.Key.Key_Down)
        choices = filters.outcome.choices
        assert choices.isVisible()
        qtbot.keyClick(choices, Qt.Key.Key_Down)
        qtbot.keyClick(choices, Qt.Key.Key_Down)
        assert choices.activeAction().text() == "Rejected"
        qtbot.keyClick(choices, Qt.Key.Key_Space)
        at = choices.actionGeometry(choices.actions()[4]).center()
        qtbot.mouseClick(choices, Qt.MouseButton.LeftButton, pos=at)
        assert choices.isVisible(), "it stays open while choosing"
        tree = QAccessible.queryAccessibleInterface(choices)
        entries = [tree.child(index) for index in range(tree.childCount())]
        assert [entry.text(QAccessible.Text.Name) for entry in entries] == [
            *LoadOutcome,
            "Done",
            "Did not change",
            "About to send",
        ]
        assert [at for at, entry in enumerate(entries) if entry.state().checked] == [2, 4]
        qtbot.keyClick(choices, Qt.Key.Key_Escape)
        await settle()
        assert not choices.isVisible()
        assert place.query.outcomes == ("Rejected", "Outcome unknown")
        assert place.ids() == [37, 35]
        assert filters.outcome.text() == "2 chosen"
        assert filters.outcome.accessibleDescription() == "Rejected, Outcome unknown"
        assert button(place.view, "Remove Outcome: Rejected or Outcome unknown").isVisible()

    async def test_profile_destination_and_operator_narrow(self, place):
        place.source.kept[0] = exchange(40, operator="A. Brandt")
        await place.read()
        filters = place.view.list.filters
        entries = [filters.destination.itemText(at) for at in range(filters.destination.count())]
        assert entries == ["Any", "Northside, all", "Spring outreach, Northside"]
        filters.destination.setCurrentIndex(1)
        await settle()
        assert (place.query.profile_id, place.query.destination_id) == ("p1", "")
        filters.destination.setCurrentIndex(2)
        await settle()
        assert (place.query.profile_id, place.query.destination_id) == ("p1", "d1")
        assert [filters.operator.itemText(at) for at in range(filters.operator.count())] == [
            "Anyone",
            "A. Brandt",
            "M. Reyes",
        ]
        filters.operator.setCurrentText("A. Brandt")
        await settle()
        assert place.query.operator == "A. Brandt"
        assert place.ids() == [40]
        await place.read()
        assert filters.operator.currentText() == "A. Brandt"
        assert filters.operator.count() == 3

    async def test_a_chosen_destination_stays_on_offer_when_it_is_gone(self, place):
        await place.read()
        filters = place.view.list.filters
        filters.destination.setCurrentIndex(2)
        filters.offer_destinations(())
        assert filters.destination.currentText() == "Spring outreach, Northside"
        assert filters.query().destination_id == "d1"

    @pytest.mark.parametrize(
        ("choice", "since", "until"),
        [
            ("Today", "2026-11-21T05:00:00+00:00", None),
            ("Yesterday", "2026-11-20T05:00:00+00:00", "2026-11-21T05:00:00+00:00"),
            ("Last 7 days", "2026-11-15T05:00:00+00:00", None),
            ("This month", "2026-11-01T04:00:00+00:00", None),
        ],
    )
    async def test_spans_are_days_of_the_zone_on_the_screen(self, place, choice, since, until):
        await place.read()
        place.view.list.filters.when.setCurrentText(choice)
        await settle()
        assert place.query.since.isoformat() == since
        assert (place.query.until.isoformat() if place.query.until else None) == until
        assert button(place.view, f"Remove When: {choice}").isVisible()

    async def test_from_to_is_typed_in_the_zone_beside_it(self, place):
        await place.read()
        view, filters = place.view, place.view.list.filters
        assert not filters.since.isVisible()
        filters.when.setCurrentText("From–to")
        await settle()
        assert (filters.since.text(), filters.until.text()) == ("2026-11-21 00:00", "2026-11-22 00:00")
        filters.since.setText("2026-10-31 12:00")
        filters.since.textEdited.emit("")
        filters.since.returnPressed.emit()
        await settle()
        assert "EDT / EST" in shown(view)
        assert place.query.since.isoformat() == "2026-10-31T16:00:00+00:00"
        chip = "Remove When: from Oct 31, 12:00 pm EDT, to Nov 22, 12:00 am EST"
        assert button(view, chip).isVisible()
        asked = len(place.source.asked)
        for typed, problem in (
            ("soon", "Write day and time as 2026-11-21 14:30, or leave it empty."),
            ("2026-12-01", "This ends before it begins: choose a later end."),
        ):
            filters.since.setText(typed)
            filters.since.returnPressed.emit()
            await settle()
            assert problem in shown(view)
            assert len(place.source.asked) == asked
        filters.since.clear()
        filters.since.returnPressed.emit()
        await settle()
        assert place.query.since is None
        assert place.query.until.isoformat() == "2026-11-22T05:00:00+00:00"

    async def test_each_filter_can_be_taken_away_and_all_at_once(self, place):
        await place.read()
        view, filters = place.view, place.view.list.filters
        assert not view.list.line.isVisible()
        filters.outcome.choose(("Loaded",))
        filters.assessment.choose(("Review",))
        filters.operator.setCurrentIndex(1)
        filters.destination.setCurrentIndex(1)
        filters.when.setCurrentText("Today")
        view.search.setText("00")
        await settle()
        assert [chip.accessibleName() for chip in view.list.line.chips] == [
            "Remove Outcome: Loaded",
            "Remove Judged: Review",
            "Remove Sent to: Northside, all",
            "Remove Who: M. Reyes",
            "Remove When: Today",
        ]
        button(view, "Remove Judged: Review").click()
        await settle()
        assert place.query.assessments == ()
        asked = len(place.source.asked)
        button(view, "Clear filters").click()
        await settle()
        assert place.query == HistoryQuery()
        assert len(place.source.asked) == asked + 1
        assert not view.list.line.isVisible()

    async def test_long_filters_are_shortened_with_their_words_in_the_tool_tip(self, place):
        await place.read()
        filters = place.view.list.filters
        filters.outcome.choose(("Loaded", "Duplicate", "Rejected", "Not sent", "Outcome unknown"))
        filters.assessment.choose(("Review",))
        filters.when.setCurrentText("From–to")
        await settle()
        outcome, assessment, _when = place.view.list.line.chips
        assert outcome.text().endswith("…")
        assert outcome.toolTip().endswith("or Outcome unknown")
        assert assessment.text() == "Judged: Review"
        assert place.view.width() == 1000
