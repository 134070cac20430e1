"""Pause all active, its results as they come, and Restore with exactly what may be restored."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel

from leaddesk.domain.act import Act, ActOutcome
from leaddesk.domain.campaign import ActOrder
from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.profile import SafetyLevel
from leaddesk.domain.verdict import Explanation
from leaddesk.services.campaign_deed import ActRequest
from leaddesk.services.pause_all import LeftOut, PauseAllReport, Restorable, RestoreSet
from leaddesk.ui.views.campaigns.report_panel import result_line
from tests.ui.campaigns.desk import Place, button, dialog, result, until
from tests.ui.campaigns.samples import NOW, nine

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")


def said(widget) -> str:
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.text())


def lines(names) -> list[str]:
    return [names.item(row).text() for row in range(names.count())]


def ended(place: Place, at: int, outcome=ActOutcome.DONE, act: Act = Act.PAUSE, status: str = "READY"):
    """Returns the result of an act on one of the nine."""
    campaign = nine()[at]
    order = ActOrder(act=act, campaign_id=campaign.id, campaign_name=campaign.name)
    profile = place.view.profile
    assert profile is not None
    request = ActRequest(profile=profile, order=order, before=campaign, operator="Robin")
    after = replace(campaign, status=status) if outcome is ActOutcome.DONE else None
    return result(request, outcome, "No answer came." if after is None else "It is paused.", after=after)


async def pause(place: Place) -> None:
    place.view.pause_all()
    QTest.keyClick(dialog(place.view), Qt.Key.Key_Return)
    await until(lambda: place.pausing.runs, "the press")


class TestAsking:
    async def test_it_names_how_many_and_which_and_pause_all_is_the_default(self, place):
        button(place.view, "Pause all active").click()
        asked = dialog(place.view)
        assert asked.windowTitle() == "Pause all active campaigns of Practice floor"
        assert asked.verb.text() == "Pause all"
        assert asked.verb.isDefault()
        assert "2 campaigns were active when they were read, 7:04 pm UTC" in said(asked)
        assert lines(asked.names) == ["Spring outreach", "Solar follow-up"]

    async def test_two_strokes_are_enough(self, place):
        await pause(place)
        assert place.pausing.runs == [("Practice floor", "Robin", [one.name for one in nine()])]

    async def test_it_works_with_nothing_chosen_and_before_anything_was_read(self, theme, qtbot):
        place = Place(theme)
        await place.sign_in()
        place.view.pause_all()
        asked = dialog(place.view)
        assert "Nobody has looked at them here yet" in said(asked)
        asked.verb.click()
        await until(lambda: place.pausing.runs, "the press")
        assert place.pausing.runs[0][2] == []
        place.pausing.report.set_result(PauseAllReport(results=()))
        await until(lambda: place.told, "the end")
        assert place.told[-1][1].startswith("No campaign was active")
        place.view.reading.cancel()
        await place.close()

    async def test_cancel_pauses_nothing(self, place):
        place.view.pause_all()
        QTest.keyClick(dialog(place.view), Qt.Key.Key_Escape)
        await asyncio.sleep(0.01)
        assert place.pausing.runs == []

    async def test_without_a_profile_it_says_so(self, theme, qtbot):
        place = Place(theme)
        place.view.pause_all()
        assert place.told[-1][0] == "warn"
        assert "no profile" in place.told[-1][1]
        await place.close()

    async def test_a_read_only_profile_says_why_not(self, theme, qtbot):
        place = Place(theme)
        await place.sign_in(place.profile(safety=SafetyLevel.READ_ONLY))
        place.view.pause_all()
        assert "read only" in place.told[-1][1]
        await place.close()


class TestResults:
    async def test_they_come_one_by_one_and_the_rows_follow(self, place):
        await pause(place)
        panel = place.view.report
        assert panel.isVisible()
        height = panel.height()
        place.clock.go_on(2)
        place.pausing.on_result(ended(place, 0))
        assert panel.lines() == ["Spring outreach: paused, ACTIVE → READY"]
        assert panel.heading.text() == "Pausing: 1 campaign answered, 2 s"
        await until(lambda: place.view.board.model.shown(0, 1).text == "READY", "the row")
        assert place.view.board.model.shown(1, 1).text == "ACTIVE"
        assert panel.height() == height

    async def test_results_that_come_together_are_shown_at_once(self, place, monkeypatch):
        await pause(place)
        shown, show_rows = [], place.view.board.show_rows

        def noted(rows):
            shown.append(rows)
            show_rows(rows)

        monkeypatch.setattr(place.view.board, "show_rows", noted)
        for row in range(2):
            place.pausing.on_result(ended(place, row))
        await until(lambda: place.view.board.model.shown(1, 1).text == "READY", "the rows")
        assert place.view.board.model.shown(0, 1).text == "READY"
        assert len(shown) == 1

    async def test_the_end_is_told_with_what_may_still_go_out(self, place):
        await pause(place)
        results = (ended(place, 0), ended(place, 1))
        for one in results:
            place.pausing.on_result(one)
        place.pausing.kept = True
        still = "Spring outreach: it is still SENDING: texts that are on their way may still go out."
        place.pausing.report.set_result(PauseAllReport(results=results, may_still_send=(still,)))
        await until(lambda: place.told, "the end")
        kind, title, *_ = place.told[-1]
        assert kind == "result"
        assert title.startswith("Paused all 2 active campaigns. Spring outreach: paused, ACTIVE → READY")
        assert place.view.report.lines()[-1] == still
        assert place.view.report.restore_button.isVisible()
        await until(place.view.bar.restore_button.isVisible, "Restore")
        await until(lambda: len(place.watch.reads) == 2, "the look afterwards")
        await place.rest()

    async def test_one_that_is_not_known_makes_the_end_loud(self, place):
        await pause(place)
        results = (ended(place, 0), ended(place, 1, ActOutcome.UNKNOWN))
        for one in results:
            place.pausing.on_result(one)
        place.pausing.report.set_result(PauseAllReport(results=results))
        await until(lambda: place.told, "the end")
        kind, title, *_ = place.told[-1]
        assert kind == "error"
        assert title == "May still be active: Solar follow-up. Paused 1 of 2 active campaigns."
        assert "Solar follow-up: Outcome unknown. No answer came." in place.view.report.lines()
        place.choose("Solar follow-up")
        assert place.view.chosen.outcome.isVisible()
        await place.rest()

    async def test_what_did_not_stop_stands_first(self, place):
        await pause(place)
        rejected = replace(ended(place, 2, ActOutcome.REJECTED), campaign=nine()[2], after="READY")
        results = (ended(place, 0), ended(place, 1, ActOutcome.UNKNOWN), ended(place, 4), rejected)
        for one in results:
            place.pausing.on_result(one)
        place.pausing.report.set_result(PauseAllReport(results=results))
        await until(lambda: place.told, "the end")
        told = [line.split(":")[0] for line in place.view.report.lines()]
        assert told == ["Solar follow-up", nine()[2].name, "Spring outreach", nine()[4].name]
        _kind, title, detail, _hint = place.told[-1]
        assert title == "May still be active: Solar follow-up. Paused 2 of 4 active campaigns.", "the third is at rest"
        assert detail.startswith("Solar follow-up: Outcome unknown.")
        assert "Spring outreach: paused, ACTIVE → READY. " in detail, "one result ends before the next begins"
        await place.rest()

    async def test_no_result_is_said_twice(self, place):
        await pause(place)
        results = tuple(ended(place, row) for row in range(5))
        for one in results:
            place.pausing.on_result(one)
        place.pausing.report.set_result(PauseAllReport(results=results))
        await until(lambda: place.told, "the end")
        whole = " ".join(place.told[-1][1:4])
        assert [whole.count(line) for line in place.view.report.lines()] == [1] * 5
        assert place.told[-1][1].endswith("READY."), "the first ones end where the others begin"
        await place.rest()

    async def test_a_problem_is_told(self, place):
        await pause(place)
        place.pausing.report.set_exception(LeadDeskError("The vendor did not answer.", hint="Pause in the product."))
        await until(lambda: place.told, "the problem")
        assert place.told[-1][1] == "The vendor did not answer."
        assert "Nothing more is done" in place.view.report.heading.text()
        await place.rest()

    async def test_a_second_press_while_one_is_on_its_way_asks_nothing(self, place):
        await pause(place)
        place.view.pause_all()
        await asyncio.sleep(0.01)
        assert len(place.pausing.runs) == 1

    async def test_the_panel_can_be_closed_and_stops_nothing(self, place):
        await pause(place)
        button(place.view.report, "Close").click()
        assert place.view.report.isHidden()
        assert place.view.pausing.busy

    async def test_escape_puts_it_away(self, place):
        await pause(place)
        place.view.activateWindow()
        place.view.board.table.setFocus()
        await until(place.view.board.table.hasFocus, "the focus")
        QTest.keyClick(place.view.board.table, Qt.Key.Key_Escape)
        assert place.view.report.isHidden()
        assert place.view.pausing.busy

    async def test_it_gives_way_to_a_later_act(self, place):
        await pause(place)
        place.view.acts.ended.emit(ended(place, 2))
        assert place.view.report.isVisible(), "it is still at work"
        place.pausing.report.set_result(PauseAllReport(results=(ended(place, 0),)))
        await until(lambda: not place.view.pausing.busy, "the end")
        assert place.view.report.isVisible()
        place.view.acts.ended.emit(ended(place, 2))
        assert place.view.report.isHidden()
        await place.rest()

    async def test_a_low_window_keeps_ten_rows_of_the_board(self, place):
        place.show(960, 580)
        await pause(place)
        await asyncio.sleep(0.05)
        table = place.view.board.table
        assert place.view.report.isVisible()
        assert table.viewport().height() >= 10 * table.rowHeight(0)
        assert place.view.report.list.viewport().height() >= place.view.report.list.sizeHintForRow(0)


def found(*, left_out=(), campaigns=(1, 2)) -> RestoreSet:
    them = tuple(Restorable(nine()[at], NOW, "Robin") for at in campaigns)
    return RestoreSet(campaigns=them, left_out=left_out)


class TestRestore:
    async def test_it_is_offered_after_a_restart_too(self, theme, qtbot):
        place = Place(theme)
        place.pausing.kept = True
        await place.sign_in()
        place.show()
        await until(place.view.bar.restore_button.isVisible, "Restore")
        await place.rest()
        await place.close()

    async def test_nothing_kept_means_no_button(self, place):
        await asyncio.sleep(0.02)
        assert not place.view.bar.restore_button.isVisible()

    async def test_it_lists_exactly_those_and_says_what_is_left_out_and_why(self, place):
        then, since = "Nov 21, 2026, 4:01:07 pm UTC", "Nov 21, 2026, 4:01:18 pm UTC"
        why = f"It changed after the pause (updated {then}, now {since})."
        place.pausing.found = found(left_out=(LeftOut("x", "Old promo", why),))
        place.view.restore()
        await until(lambda: any(one.isVisible() for one in dialogs(place)), "the dialog")
        asked = dialog(place.view)
        assert asked.windowTitle() == "Restore 2 campaigns of Practice floor"
        assert asked.way_out.isDefault()
        line = asked.names.fontMetrics().horizontalAdvance(lines(asked.left_out)[0])
        assert asked.left_out.viewport().width() > line, "why one is left out is read without a pointer"
        assert "whose status and updated, read just now, are as the pause left them" in said(asked)
        assert [line.split(",")[0] for line in lines(asked.names)] == ["Solar follow-up", "Renewal reminder"]
        assert lines(asked.left_out) == [f"Old promo: {why}"]
        asked.verb.click()
        await until(lambda: place.pausing.restored, "the press")
        assert place.pausing.restored == [place.pausing.found]
        done = ended(place, 2, act=Act.ACTIVATE, status="ACTIVE")
        place.pausing.on_result(done)
        assert place.view.report.lines() == ["Renewal reminder: active, READY → ACTIVE"]
        place.pausing.report.set_result(PauseAllReport(results=(done,)))
        await until(lambda: place.told, "the end")
        assert place.told[-1][1].startswith("Activated 1 of 1 campaign again.")
        await place.rest()

    async def test_with_nothing_left_to_restore_it_can_be_forgotten(self, place):
        place.pausing.found = found(campaigns=(), left_out=(LeftOut("x", "Old promo", "It is no longer there."),))
        place.view.restore()
        await until(lambda: any(one.isVisible() for one in dialogs(place)), "the dialog")
        button(dialog(place.view), "Forget").click()
        await until(lambda: place.pausing.forgotten, "the forgetting")
        assert place.pausing.restored == []

    async def test_nothing_kept_is_said(self, place):
        place.view.restore()
        await until(lambda: place.told, "the word")
        assert place.told[-1][1] == "Nothing is kept to be restored."


def dialogs(place: Place):
    return place.view.window().findChildren(QDialog)


async def test_a_campaign_that_did_not_change_is_named_once(place):
    kept = ended(place, 0, ActOutcome.DID_NOT_CHANGE)
    name = kept.request.order.campaign_name
    why = Explanation(f"{name} did not change: ACTIVE → ACTIVE.", "Asked.", "Press it again.")
    said = result_line(replace(kept, explanation=why))
    assert said == f"{name}: did not change, ACTIVE → ACTIVE. Asked. Press it again."
