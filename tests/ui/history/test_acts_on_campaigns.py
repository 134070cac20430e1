"""Acts on campaigns among the exchanges: named, opened, and never taken for a lead."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QTableView

from leaddesk.domain.act import ActOutcome
from leaddesk.domain.exchange import CAMPAIGN_ID, LIST_NAME, STATUS_AFTER, STATUS_BEFORE, Exchange, SettledBy
from leaddesk.domain.verdict import Explanation
from leaddesk.domain.wire import HttpResponse
from leaddesk.services.act_record import on_record
from tests.infra.history_samples import opening, settlement
from tests.ui.history.desk import Place, button, exchange, named, settle, shown

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")
BODY = json.dumps({"campaignStatus": "READY", "name": "<b>Spring</b>\u202e"}).encode()


def record(act="Pause campaign", outcome=ActOutcome.DONE, *more, **asked):
    done = settlement(
        outcome=outcome,
        assessment="",
        checks={STATUS_AFTER: "READY"},
        rules="",
        explanation=Explanation("Spring outreach is paused: ACTIVE → READY.", "It was read again after the act."),
        response=HttpResponse(200, (), BODY),
    )
    lead = {CAMPAIGN_ID: "c1", STATUS_BEFORE: "ACTIVE"} | asked
    return on_record(Exchange(40, opening(act=act, number="", lead=lead), (done, *more)))


@pytest.fixture
async def place(theme, qtbot):
    place = Place(theme)
    place.source.act = record()
    act = exchange(40, act="Pause campaign", outcome="Done", assessment="")
    place.source.kept[0] = replace(act, number="")
    qtbot.addWidget(place.jobs)
    qtbot.addWidget(place.view)
    place.view.resize(1000, 600)
    place.view.show()
    await place.read()
    yield place
    await place.scope.finish(1)


async def opened(place, act=None):
    place.source.act = act or place.source.act
    place.view.open_exchange(40)
    await settle()


async def test_its_row_names_the_act_and_no_assessment(place):
    cells = place.view.model.texts(0)
    assert cells[4:8] == ("Pause campaign: Spring outreach", "", "Done", "no lead")


async def test_nothing_that_leads_allow_is_allowed(place):
    place.view.table.setCurrentIndex(place.view.model.index(0, 0))
    assert button(place.view, "Open").isEnabled()
    for name in ("Save proof", "Settle"):
        assert not button(place.view, name).isEnabled()
    place.view.table.setCurrentIndex(place.view.model.index(1, 0))
    assert button(place.view, "Save proof").isEnabled()


async def test_it_opens_with_before_and_after_and_the_answer_spelled_out(place):
    await opened(place)
    view = place.view
    assert view.is_open()
    assert named(view, QLabel, "Outcome").text() == "Done: ACTIVE → READY"
    why = named(view, QLabel, "What became of it").text()
    assert why == "Spring outreach is paused: ACTIVE → READY. It was read again after the act."
    answer = named(view, QPlainTextEdit, "The vendor's answer").toPlainText()
    assert "<b>Spring</b>" in answer
    heading = f"Pause campaign: {opening().destination_name}"
    assert any(text.startswith(heading) and "entry 40" in text for text in shown(view))
    assert not any("Do not contact" in text or "not checked" in text for text in shown(view.opened_act))
    assert view.opened_act.back.hasFocus()


async def test_a_list_has_no_before_and_after(place):
    await opened(place, record("Pause list", **{LIST_NAME: "May"}))
    assert named(place.view, QLabel, "Outcome").text() == "Done: a list cannot be re-read"


async def test_an_act_on_a_list_is_settled_where_it_is_opened_too(place, qtbot):
    wanted: list[int] = []
    place.view.settle_wanted.connect(wanted.append)
    unknown = settlement(outcome=ActOutcome.UNKNOWN, assessment="", checks={}, rules="", response=None)
    await opened(place, record("Pause list", ActOutcome.UNKNOWN, unknown, **{LIST_NAME: "May"}))
    pane = place.view.opened_act
    assert pane.settle.isEnabled()
    pane.settle.click()
    qtbot.keyClick(pane.answer, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert wanted == [40, 40]
    place.view.go_back()
    await opened(place, record("Pause list", **{LIST_NAME: "May"}))
    assert not pane.settle.isEnabled(), "it is not open"


async def test_an_open_act_on_a_campaign_says_what_settles_it(place):
    unknown = settlement(outcome=ActOutcome.UNKNOWN, assessment="", checks={}, rules="", response=None)
    await opened(place, record("Pause campaign", ActOutcome.UNKNOWN, unknown))
    pane = place.view.opened_act
    assert pane.settle.isHidden()
    assert "Look again in Campaigns" in pane.why.text()
    place.view.go_back()
    await opened(place, record())
    assert "Look again" not in pane.why.text()


async def test_how_it_was_settled_stands_there_where_there_was_more_than_one_word(place):
    later = settlement(
        outcome=ActOutcome.DONE, by=SettledBy.REREAD, assessment="", checks={STATUS_AFTER: "READY"}, response=None
    )
    await opened(place, record("Pause campaign", ActOutcome.UNKNOWN, later))
    table = named(place.view.opened_act, QTableView, "How it was settled")
    assert table.isVisible()
    assert [table.model().index(row, 2).data() for row in range(2)] == [
        "the vendor's answer",
        "a later look at the campaign",
    ]


async def test_escape_leads_back_to_its_row(place, qtbot):
    await opened(place)
    qtbot.keyClick(place.view.opened_act.answer, Qt.Key.Key_Escape)
    assert not place.view.is_open()
    assert place.view.table.currentIndex().row() == 0


async def test_a_lead_opened_after_it_is_a_lead_again(place):
    await opened(place)
    place.view.go_back()
    place.view.open_exchange(12)
    await settle()
    assert place.view.opened.isVisible()
    assert not place.view.opened_act.isVisible()
