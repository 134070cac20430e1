"""The place *Check number*: reading is free, asking is one press, one question, one request."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QTableView

from leaddesk.domain.errors import StoreProblem
from tests.services import desk as desks
from tests.services import numbers
from tests.services.numbers import DAY, HOUR, NUMBER
from tests.ui.check_number.desk import button, cells, outcome, shown, spoken, word

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def named(place, kind, name):
    return next(one for one in place.view.findChildren(kind) if one.accessibleName() == name)


# ---------------------------------------------------------------- reading


async def test_fixed_names_are_there(place):
    assert named(place, QLineEdit, "Phone") is place.view.bar.field.line
    assert button(place, "Check now").isVisible()
    assert named(place, QTableView, "Earlier checks") is place.view.table
    for name in ("Enter as new lead", "Save proof", "Asked not to be called", "Copy number", "Open"):
        assert button(place, name).isVisible()


async def test_typing_reads_the_history_and_sends_nothing(place, qtbot):
    await place.fill()
    qtbot.keyClicks(place.view.bar.field.line, "2025550123")
    assert word(place) == "Reading the history"
    await desks.until(lambda: place.view.model.rowCount() == 4)
    assert place.view.bar.field.value() == "(202) 555-0123"
    await place.settle()
    assert word(place) == "Do not contact"
    assert spoken(place).startswith(
        "Do not contact: Known litigator: 2 cases. Federal do-not-call: blocked. Answered 2 h ago."
    )
    assert outcome(place) == "Loaded"
    assert place.transport.requests == []


async def test_rows_read_as_they_hold_now(place):
    await place.fill()
    await place.look_up()
    assert cells(place, 0) == [
        "12:04 pm EST",
        "2 h",
        "Do not contact",
        "No block returned",
        "Blocked",
        "No block returned",
        "Blocked",
        "until Dec 22",
    ]
    assert cells(place, 1)[4] == "Not covered by SAN"
    assert cells(place, 3)[2:] == ["Review", "No block returned", "Stale", "Stale", "Stale", "stale since Sep 9"]
    model = place.view.model
    assert "Recorded as No block returned." in model.index(3, 2).data(Qt.ItemDataRole.ToolTipRole)


async def test_says_what_changed_at_the_chosen_row(place):
    await place.fill()
    await place.look_up()
    assert place.view.page.changes.sentences() == (
        "Assessment: Review → Do not contact",
        "Federal do-not-call: not covered by SAN → blocked",
        "Known litigator: no block returned → blocked",
    )
    place.view.table.choose(3)
    assert place.view.page.changes.sentences() == ()
    assert "There is no earlier answer to compare with." in shown(place)


async def test_says_when_the_chosen_answer_goes_stale(place):
    await numbers.seed(place.journal, DAY)
    await place.look_up()
    description = place.view.page.stale._facts.accessibleDescription()
    assert "Nov 27, 2:04 pm EST (its ttl)" in description
    assert "Dec 21, 2:04 pm EST (31 days)" in description
    assert word(place) == "No block returned"
    assert "Fresh until Nov 27." in spoken(place)


async def test_a_stale_answer_is_review(place):
    await numbers.seed(place.journal, 40 * DAY)
    await place.look_up()
    assert word(place) == "Review"
    assert "Stale since Oct 19." in spoken(place)
    assert "Answered 40 d ago." in spoken(place)


async def test_a_minute_later_it_is_judged_anew(place):
    await numbers.seed(place.journal, DAY)
    await place.look_up()
    place.clock.go_on(timedelta(days=7).total_seconds())
    place.view.refresh()
    await desks.until(lambda: word(place) == "Review")
    assert cells(place, 0)[2] == "Review"


async def test_nothing_on_record_is_never_good_news(place):
    await place.look_up()
    assert word(place) == "Nothing on record"
    assert "it may be blocked" in spoken(place)
    assert outcome(place) == "None"
    for text in shown(place):
        assert not {"safe", "clean", "clear", "compliant"} & set(text.lower().split())


async def test_at_1024_every_column_is_whole_and_the_words_that_gave_way_are_still_told(place):
    await place.fill()
    await place.look_up()
    table, model, header = place.view.table, place.view.model, place.view.table.horizontalHeader()
    wide = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(8)]
    assert wide[3:7] == ["Data quality", "Federal do-not-call", "State do-not-call", "Known litigator"]
    assert model.index(1, 4).data(Qt.ItemDataRole.AccessibleTextRole) is None, "the words stand there"
    place.view.resize(928, 640)
    await place.settle()
    assert table.horizontalScrollBar().maximum() == 0
    for at in range(8):
        assert table.columnWidth(at) >= max(table.sizeHintForColumn(at), header.sectionSizeHint(at))
    narrow = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(8)]
    assert narrow[3:] == ["Data", "Federal", "State", "Litigator", "Fresh"]
    assert model.headerData(4, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) == "Federal do-not-call"
    assert cells(place, 1)[3:7] == ["No block", "No SAN", "No block", "No block"]
    assert cells(place, 0)[6] == "Blocked"
    assert model.index(1, 4).data(Qt.ItemDataRole.ToolTipRole) == "Federal do-not-call: Not covered by SAN."
    assert model.index(1, 3).data(Qt.ItemDataRole.AccessibleTextRole) == "No block returned"
    assert model.index(3, 4).data(Qt.ItemDataRole.ToolTipRole).startswith("Recorded as "), "Stale stands there"
    place.view.resize(880, 640)
    await place.settle()
    assert cells(place, 1)[3:7] == ["", "No SAN", "No block", "No block"], "one column gives way to its icon"
    assert table.horizontalScrollBar().maximum() == 0
    assert model.index(1, 3).data(Qt.ItemDataRole.AccessibleTextRole) == "No block returned"
    place.view.resize(1256, 820)
    await place.settle()
    assert [model.headerData(at, Qt.Orientation.Horizontal) for at in range(8)] == wide


async def test_a_wish_is_said_loudly_and_kept_under_a_block(place):
    await numbers.asked(place.journal, DAY, text="On the phone")
    await place.look_up()
    assert word(place) == "Asked not to be called"
    assert "“On the phone”" in spoken(place)
    assert place.view.page.notes.isVisible()
    undo = button(place, "Undo asked not to be called")
    assert undo.text() == "Undo asked not to be called…"
    marked = undo.icon().pixmap(16).toImage()
    place.view.bar.field.set_value("720-555-0177")
    assert button(place, "Asked not to be called") is undo, "another number is not marked"
    assert undo.icon().pixmap(16).toImage() != marked
    await place.look_up()
    await numbers.seed(place.journal, HOUR, **numbers.LITIGATOR)
    place.view.refresh()
    await desks.until(lambda: word(place) == "Do not contact")
    assert "Asked not to be called: Nov 20" in spoken(place)


async def test_an_earlier_block_is_not_hidden_by_silence(place):
    await numbers.seed(place.journal, 9 * DAY, **numbers.FEDERAL_BLOCKED)
    await numbers.seed(place.journal, HOUR, **numbers.SILENT)
    await place.look_up()
    assert word(place) == "Do not contact"
    assert "Answered 9 d ago." in spoken(place)


async def test_another_number_never_keeps_the_former_answer(place, qtbot):
    await place.fill()
    await place.look_up()
    line = place.view.bar.field.line
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    assert word(place) == "No number yet"
    assert place.view.model.rowCount() == 0
    qtbot.keyClicks(line, "4")
    await desks.until(lambda: word(place) == "Nothing on record")
    assert outcome(place) == "None"


async def test_a_bad_number_is_explained_beside_the_field(place, qtbot):
    qtbot.keyClicks(place.view.bar.field.line, "20255")
    assert place.view.bar.field.problem() == ""
    qtbot.keyClick(place.view.bar.field.line, Qt.Key.Key_Return)
    assert place.view.bar.field.problem() == "The number is too short: type it with its area code."
    place.view.check_now()
    assert place.transport.requests == []


async def test_a_pasted_text_becomes_its_number(place, qtbot):
    await place.fill()
    QGuiApplication.clipboard().setText("Customer 202-555-0123 called twice")
    qtbot.keyClick(place.view.bar.field.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert place.view.bar.field.value() == "(202) 555-0123"
    await desks.until(lambda: place.view.model.rowCount() == 4)
    await place.settle()


async def test_a_history_that_cannot_be_read_is_said_and_keeps_old_rows(place, monkeypatch):
    async def fails(_number, _limit=200):
        raise StoreProblem("The history is not open.", "", "Unlock the keyring.")

    reads = place.journal.with_number
    await place.fill()
    await place.look_up()
    monkeypatch.setattr(place.journal, "with_number", fails)
    place.view.refresh()
    await place.settle()
    assert place.view.page.problem.text() == "The history is not open. Unlock the keyring. What stands below is older."
    assert place.view.model.rowCount() == 4
    await place.look_up("+13035550100")
    assert word(place) == "The history was not read"
    assert place.view.page.problem.text() == "The history is not open. Unlock the keyring."
    monkeypatch.setattr(place.journal, "with_number", reads)
    place.view.refresh()
    await desks.until(lambda: word(place) == "Nothing on record")
    assert place.view.page.problem.text() == ""


@pytest.mark.parametrize("way", ["button", "enter", "double click"])
async def test_opens_the_verdict_as_it_was_and_comes_back(place, qtbot, way):
    await place.fill()
    await place.look_up()
    place.view.table.setFocus()
    place.view.table.choose(3)
    match way:
        case "button":
            button(place, "Open").click()
        case "enter":
            qtbot.keyClick(place.view.table, Qt.Key.Key_Return)
        case _:
            place.view.table.doubleClicked.emit(place.view.model.index(3, 0))
    await place.settle()
    assert place.view.currentWidget() is place.view.opened
    assessment = next(one for one in place.view.opened.findChildren(QLabel) if one.accessibleName() == "Assessment")
    assert assessment.text() == "No block returned"
    assert "Now stale: Known litigator" in assessment.accessibleDescription()
    qtbot.keyClick(place.view.opened.back, Qt.Key.Key_Escape)
    assert place.view.currentWidget() is place.view.page
    assert place.view.table.currentIndex().row() == 3


async def test_narrow_keeps_the_assessment_in_view(place):
    await place.fill()
    place.view.resize(820, 600)
    await place.look_up()
    kept = next(one for one in place.view.findChildren(QTableView) if one.accessibleName().endswith("that stay"))
    across = place.view.table.horizontalScrollBar()
    assert across.maximum() > 0
    assert kept.isVisible()
    across.setValue(across.maximum())
    assert kept.columnViewportPosition(2) == sum(place.view.table.columnWidth(column) for column in (0, 1))
    place.view.resize(1256, 820)
    await place.settle()
    assert not kept.isVisible()


async def test_acts_carry_the_number_and_the_row(place):
    await place.fill()
    await place.look_up()
    got: list[object] = []
    place.view.enter_lead_wanted.connect(got.append)
    place.view.asked_pressed.connect(got.append)
    place.view.proof_wanted.connect(got.append)
    for name in ("Enter as new lead", "Asked not to be called", "Save proof", "Copy number"):
        button(place, name).click()
    assert got == [NUMBER, NUMBER, 4]
    assert QGuiApplication.clipboard().text() == "(202) 555-0123"
