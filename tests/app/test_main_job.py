"""The main job through the real window: type, send once, read, look it up again."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QTabBar, QTableView, QWidget

from leaddesk.domain.assessment import Check, Grade
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.practice import PRACTICE_NUMBERS
from leaddesk.ui.widgets.act_dialog import ActDialog
from tests.app.conftest import CTRL, after_a_double_click, described, field, press, send, type_into, until

OUTCOMES = tuple(LoadOutcome)
GRADES = tuple(Grade)

EXPECTED = {
    "0100": ("Loaded", "No block returned", {}),
    "0101": ("Loaded", "Do not contact", {Check.FEDERAL_DNC: "Blocked"}),
    "0102": ("Loaded", "Do not contact", {Check.FEDERAL_DNC: "Not covered by SAN"}),
    "0103": ("Loaded", "Do not contact", {Check.STATE_DNC: "Blocked"}),
    "0104": ("Loaded", "Do not contact", {Check.LITIGATOR: "Blocked"}),
    "0105": ("Rejected", "Do not contact", {Check.LITIGATOR: "Blocked"}),
    "0106": ("Loaded", "Review", {Check.LITIGATOR: "Stale"}),
    "0107": ("Loaded", "Review", dict.fromkeys(Check, "Not returned")),
    "0108": ("Loaded", "No block returned", {}),
    "0109": ("Rejected", "No block returned", {}),
    "0110": ("Rejected", "Do not contact", {Check.DATA_QUALITY: "Blocked"}),
    "0111": ("Rejected", "No block returned", {}),
    "0120": ("Loaded", "Do not contact", {Check.LITIGATOR: "Blocked"}),
    "0121": ("Loaded", "Review", dict.fromkeys(Check, "Unreadable")),
    "0122": ("Loaded", "Review", {}),
    "0123": ("Loaded", "No block returned", {}),
    "0124": ("Loaded", "No block returned", {}),
    "0130": ("Loaded", "No block returned", {}),
    "0132": ("Outcome unknown", "Review", dict.fromkeys(Check, "Not returned")),
}
NOTHING = dict.fromkeys(Check, "Not returned")
FAULTS = {
    "0140": ("Rejected", "Review", NOTHING),
    "0141": ("Rejected", "Review", NOTHING),
    "0146": ("Rejected", "Review", NOTHING),
    "0149": ("Outcome unknown", "Review", NOTHING),
    "0152": ("Outcome unknown", "Review", NOTHING),
    "0153": ("Outcome unknown", "No block returned", {}),
    "0155": ("Outcome unknown", "Review", NOTHING),
    "0158": ("Outcome unknown", "Review", NOTHING),
    "0159": ("Loaded", "No block returned", {}),
    "0161": ("Outcome unknown", "Review", NOTHING),
    "0163": ("Outcome unknown", "Review", NOTHING),
    "0165": ("Outcome unknown", "Review", NOTHING),
    "0167": ("Loaded", "No block returned", {}),
}
"""The telling ones: one for each way of ending. All of them end as they should in `tests/faults`."""
STALLING = ("0131", "0154", "0164")
"""They wait for the time-out of 30 s, so they are cancelled here."""
BELOW_THE_WINDOW = {
    "0142",
    "0143",
    "0144",
    "0145",
    "0147",
    "0148",
    "0150",
    "0151",
    "0156",
    "0157",
    "0160",
    "0162",
    "0166",
}
"""To the window they look like one of the telling ones."""


@pytest.mark.parametrize("line", sorted(EXPECTED))
async def test_every_practice_number_reads_as_it_should(practice_desk, line):
    assert described(practice_desk.enter.place, "Load outcome").startswith("No answer yet")
    await send(practice_desk, f"720555{line}")
    assert_reads(practice_desk, *EXPECTED[line])
    assert practice_desk._server.count(f"720555{line}") == 1


def assert_reads(desk, outcome, grade, states):
    assert described(desk.enter.place, "Load outcome").startswith(outcome)
    assert described(desk.enter.place, "Assessment").startswith(grade)
    for check in Check:
        assert described(desk.enter.place, check).startswith(states.get(check, "No block returned")), check


def test_the_tables_above_know_every_practice_number():
    known = [*EXPECTED, *FAULTS, *STALLING, *BELOW_THE_WINDOW]
    assert sorted(known) == sorted(entry.line for entry in PRACTICE_NUMBERS)


@pytest.mark.parametrize("line", sorted(FAULTS))
async def test_a_fault_leaves_the_form_as_it_was_and_the_window_alive(practice_desk, line):
    desk, number = practice_desk, f"720555{line}"
    type_into(field(desk, "First name"), "Testa")
    await send(desk, number)
    assert_reads(desk, *FAULTS[line])
    assert field(desk, "Phone").text() == f"(720) 555-{line}"
    assert field(desk, "First name").text() == "Testa"
    press(desk, Qt.Key.Key_N, CTRL)
    await send(desk, "7205550100")
    assert described(desk.enter.place, "Load outcome").startswith("Loaded")
    assert [desk._server.count(number), desk._server.count("7205550100")] == [1, 1]
    assert [row.outcome for row in (await desk.use.browse.find()).rows] == ["Loaded", FAULTS[line][0]]


async def test_from_number_to_history_by_keyboard_alone(practice_desk):
    desk = practice_desk
    press(desk, Qt.Key.Key_2, CTRL)
    assert QApplication.focusWidget() is field(desk, "Phone")
    QTest.keyClicks(field(desk, "Phone"), "7205550104")
    assert field(desk, "Phone").text() == "(720) 555-0104"
    press(desk, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is field(desk, "First name")
    QTest.keyClicks(field(desk, "First name"), "Testa")
    press(desk, Qt.Key.Key_Return, CTRL)
    await until(lambda: not desk.enter.in_flight, "an answer")
    assert QApplication.focusWidget() is field(desk, "First name"), "an answer never takes the focus"
    assert field(desk, "Phone").text() == "(720) 555-0104", "the form stays until New lead"

    press(desk, Qt.Key.Key_N, CTRL)
    assert field(desk, "Phone").text() == ""
    assert QApplication.focusWidget() is field(desk, "Phone")
    assert described(desk.enter.place, "Load outcome").startswith("No answer yet")

    press(desk, Qt.Key.Key_5, CTRL)
    table = next(t for t in desk.places.history.findChildren(QTableView) if t.accessibleName() == "Exchanges")
    await until(lambda: table.model().rowCount() == 1, "the exchange")
    table.setFocus()
    table.selectRow(0)
    press(desk, Qt.Key.Key_Return)
    await until(desk.places.history.is_open, "the verdict of the exchange")
    assert described(desk.places.history, "Load outcome").startswith("Loaded")
    assert described(desk.places.history, "Assessment").startswith("Do not contact")


async def test_one_press_is_one_request_however_often_it_is_pressed(practice_desk):
    desk = practice_desk
    type_into(field(desk, "Phone"), "7205550130")
    for _ in range(5):
        press(desk, Qt.Key.Key_Return, CTRL)
    desk.enter.footer.send.click()
    desk.enter.footer.send.click()
    await until(lambda: not desk.enter.in_flight, "an answer")
    assert desk._server.count("7205550130") == 1


@pytest.mark.parametrize("line", ["0109", "0100"])
async def test_a_second_press_after_a_quick_answer_sends_nothing_and_asks_nothing(practice_desk, line):
    desk = practice_desk
    await send(desk, f"720555{line}")
    for _ in range(3):
        press(desk, Qt.Key.Key_Return, CTRL)
        assert not desk.enter.in_flight
    assert desk.window.findChild(ActDialog) is None
    assert desk._server.count(f"720555{line}") == 1
    await after_a_double_click()
    press(desk, Qt.Key.Key_Return, CTRL)
    assert desk.enter.in_flight or desk.window.findChild(ActDialog), "a press that is meant still counts"
    if dialog := desk.window.findChild(ActDialog):
        dialog.reject()
    await until(lambda: not desk.enter.in_flight, "the last answer")


async def test_tab_goes_from_the_last_field_to_send_lead(practice_desk):
    zip_field = field(practice_desk, "Zip")
    zip_field.setFocus()
    press(practice_desk, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is practice_desk.enter.footer.send
    zip_field.setFocus()
    press(practice_desk, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is practice_desk.enter.footer.send


async def test_a_verdict_says_whose_it_is_when_the_form_holds_another_number(practice_desk):
    desk = practice_desk
    await send(desk, "7205550100")
    about = desk.enter.verdict._about
    assert about.text() == "for (720) 555-0100"
    field(desk, "Phone").clear()
    type_into(field(desk, "Phone"), "7205550104")
    assert about.text() == "Not this number: this is for (720) 555-0100"


async def test_sending_the_same_lead_again_asks_first_and_cancel_sends_nothing(practice_desk):
    desk = practice_desk
    await send(desk, "7205550100")
    await after_a_double_click()
    press(desk, Qt.Key.Key_Return, CTRL)
    await until(lambda: desk.window.findChild(ActDialog), "the question")
    dialog = desk.window.findChild(ActDialog)
    assert dialog.windowTitle() == "Send anyway"
    assert not desk.enter.in_flight
    dialog.reject()
    await asyncio.sleep(0)
    assert desk._server.count("7205550100") == 1


@pytest.mark.parametrize("line", STALLING)
async def test_cancel_answers_while_the_vendor_stalls_and_the_next_lead_is_free(practice_desk, line):
    desk = practice_desk
    type_into(field(desk, "Phone"), f"720555{line}")
    press(desk, Qt.Key.Key_Return, CTRL)
    await until(lambda: desk._server.count(f"720555{line}"), "the request to arrive")
    await until(lambda: "may take up to" in described(desk.enter.place, "Load outcome"), "what is being done")
    press(desk, Qt.Key.Key_Escape)
    await until(lambda: not desk.enter.in_flight, "Cancel sending to answer")
    assert described(desk.enter.place, "Load outcome").startswith("Outcome unknown")
    assert described(desk.enter.place, "Assessment").startswith("Review")
    press(desk, Qt.Key.Key_N, CTRL)
    await send(desk, "7205550100")
    assert described(desk.enter.place, "Load outcome").startswith("Loaded")


async def test_a_late_answer_settles_what_was_cancelled(practice_desk):
    desk = practice_desk
    type_into(field(desk, "Phone"), "7205550130")
    press(desk, Qt.Key.Key_Return, CTRL)
    await until(lambda: desk._server.count("7205550130"), "the request to arrive")
    press(desk, Qt.Key.Key_Escape)
    await until(lambda: not desk.enter.in_flight, "Cancel sending to answer")
    assert described(desk.enter.place, "Load outcome").startswith("Outcome unknown")
    await until(lambda: described(desk.enter.place, "Load outcome").startswith("Loaded"), "the late answer")
    assert "Late answer" in described(desk.window, "Message")
    rows = (await desk.use.browse.find()).rows
    assert [(row.outcome, row.assessment) for row in rows] == [("Loaded", "No block returned")]
    assert desk._server.count("7205550130") == 1


async def test_problems_stand_beside_their_fields_and_nothing_leaves(practice_desk):
    desk = practice_desk
    type_into(field(desk, "Phone"), "720555")
    type_into(field(desk, "Email"), "not an address")
    press(desk, Qt.Key.Key_Return, CTRL)
    assert not desk.enter.in_flight
    assert QApplication.focusWidget() is field(desk, "Phone")
    assert "too short" in field(desk, "Phone").accessibleDescription()
    assert "name@example.com" in field(desk, "Email").accessibleDescription()
    assert desk._server.requests == ()


async def test_throttling_counts_down(practice_desk):
    await send(practice_desk, "7205550146")
    told = described(practice_desk.enter.place, "Load outcome")
    assert "The vendor asks to wait: send again after " in told
    await until(lambda: described(practice_desk.enter.place, "Load outcome") != told, "a second to pass")


@pytest.mark.parametrize("line", ["0104", "0141"])
async def test_the_key_is_nowhere_on_screen_even_where_a_vendor_echoes_it(practice_desk, line):
    desk = practice_desk
    await send(desk, f"720555{line}")
    tabs = next(bar for bar in desk.enter.place.findChildren(QTabBar) if bar.tabText(bar.count() - 1) == "Raw")
    tabs.setCurrentIndex(tabs.count() - 1)
    texts = [text.toPlainText() for text in desk.enter.place.findChildren(QPlainTextEdit)]
    assert any(f"720555{line}" in text for text in texts), "what is searched is what is shown"
    key = desk._server.api_key
    said = [
        text
        for widget in desk.window.findChildren(QWidget)
        for text in (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
    ]
    said += [*texts, *(label.text() for label in desk.window.findChildren(QLabel))]
    assert not [text for text in said if key in text]
    assert key not in desk.window.windowTitle()


async def test_practice_mode_keeps_nothing(practice_desk, leaddesk_home):
    await send(practice_desk, "7205550100")
    assert "PRACTICE" in practice_desk.window.windowTitle()
    assert [path for path in leaddesk_home.rglob("*") if path.is_file()] == []
