"""*Keep the history*: each section reads, asks for what an act needs, shows how far it is and says how it ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTableView,
)

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.note import NoteKind
from leaddesk.domain.recovery_key import recovery_lines
from leaddesk.domain.secret import Secret
from leaddesk.services.keep_history import RememberedEnd
from leaddesk.ui.masking import Masking
from leaddesk.ui.widgets.act_dialog import ActDialog
from tests.services.desk import until
from tests.services.fakes import START
from tests.services.test_keep_history import BROKEN, DUE, FOUND
from tests.ui.keeping_desk import Desk

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
async def desk(qtbot, theme):
    desk = Desk(qtbot, theme)
    yield desk
    desk.keeping.gate.set()
    await desk.scope.finish(1)


async def test_it_opens_at_a_section_and_goes_on_by_keyboard(desk):
    await desk.open("Backup")
    sections = desk.find(QListWidget, "Sections")
    assert [sections.item(row).text() for row in range(sections.count())] == [
        "Retention",
        "Legal hold",
        "Backup",
        "Restore",
        "Recovery key",
        "Remembered end",
    ]
    assert sections.currentItem().text() == "Backup"
    desk.qtbot.keyClick(sections, Qt.Key.Key_Down)
    await desk.settle()
    assert desk.button("Choose a backup")


async def test_a_purge_takes_a_report_a_reason_and_a_typed_word(desk):
    await desk.open()
    assert desk.hidden("Purge")
    await desk.press("Make the report")
    assert "2 exchanges" in desk.shown()
    assert desk.said() == "Read the report before you purge."
    assert not desk.button("Purge").isEnabled()
    desk.give_reason("Had their time")
    assert not desk.button("Purge").isEnabled()
    word = desk.find(QLineEdit, "Type “purge” to confirm")
    word.setText("purg")
    assert not desk.button("Purge").isEnabled()
    word.setText("Purge")
    await desk.press("Purge")
    (note,) = desk.keeping.notes
    assert (note.kind, note.operator, note.reason) == (NoteKind.PURGED, "M. Reyes", "Had their time")
    assert desk.said().startswith("2 exchanges were purged.")
    assert desk.hidden("Purge")


async def test_a_report_without_anything_offers_no_purge(desk):
    desk.keeping.due = replace(DUE, ids=(), oldest=None, newest=None, held=2)
    await desk.open()
    await desk.press("Make the report")
    assert desk.said() == "Nothing has had its time."
    assert "2 stay under a legal hold" in desk.shown()
    assert desk.hidden("Purge")


async def test_a_tampered_history_is_not_purged(desk):
    desk.keeping.report = BROKEN
    await desk.open()
    await desk.press("Make the report")
    assert desk.said().startswith("Nothing can be purged from this history. 3 entries are not as written")
    assert desk.hidden("Purge")


async def test_fewer_years_than_the_rule_are_warned_of_and_kept(desk):
    await desk.open()
    assert not [text for text in desk.shown() if "may break it" in text]
    years = desk.find(QComboBox, "Keep records for")
    years.setCurrentIndex(years.findText("3 years"))
    years.activated.emit(years.currentIndex())
    await desk.settle()
    assert desk.years == 3
    assert "The rule asks for 5 years: a shorter time may break it." in desk.shown()
    assert "what is older than Nov 21, 2023, 2:04 pm EST" in desk.shown()


async def test_a_long_look_shows_how_far_it_is_and_can_be_cancelled(desk):
    await desk.open()
    desk.keeping.gate.clear()
    await desk.press("Make the report")
    assert desk.said() == "Looking at every entry"
    assert desk.dialog._bar.value() == 500
    assert not desk.button("Make the report").isEnabled()
    await desk.press("Cancel")
    assert desk.said() == "Cancelled. Nothing was changed."
    assert desk.keeping.stopped == 1
    assert desk.hidden("Cancel")
    assert desk.button("Make the report").isEnabled()


async def test_closing_stops_a_look_and_lets_a_purge_end_and_tell(desk):
    await desk.open()
    await desk.press("Make the report")
    desk.give_reason()
    desk.find(QLineEdit, "Type “purge” to confirm").setText("purge")
    desk.keeping.gate.clear()
    await desk.press("Purge")
    assert desk.hidden("Cancel")
    desk.dialog.reject()
    await desk.settle()
    assert desk.keeping.stopped == 0
    desk.keeping.gate.set()
    await desk.settle()
    assert len(desk.keeping.notes) == 1
    assert [(kind, title) for kind, title, *_ in desk.told.messages] == [
        ("result", "Purging; sending waits until it is done: done.")
    ]


async def test_numbers_and_everything_are_held_and_let_go(desk):
    await desk.open("Legal hold")
    assert "Nothing is held." in desk.shown()
    assert not desk.button("Hold everything").isEnabled()
    desk.give_reason("Case 12")
    assert not desk.button("Hold number").isEnabled()
    desk.find(QLineEdit, "Number").setText("202-555-0142")
    await desk.press("Hold number")
    assert desk.said() == "(202) 555-0142 is held."
    await desk.press("Hold everything")
    table = desk.find(QTableView, "Legal holds")
    cells = [[table.model().index(row, column).data() for column in range(4)] for row in range(2)]
    assert cells[0] == ["Everything", "2:04 pm EST", "M. Reyes", "Case 12"]
    assert cells[1][0] == "(202) 555-0142"
    await desk.press("Lift hold")
    assert [note.kind for note in desk.journal.written][-1] is NoteKind.RELEASED
    assert table.model().rowCount() == 1
    assert not (await desk.keep.holds()).everything


async def test_held_numbers_are_masked_where_numbers_are(qtbot, theme):
    desk = Desk(qtbot, theme, masking=Masking(on=True))
    await desk.keep.hold("+12025550142", "Case 12", "M. Reyes")
    await desk.open("Legal hold")
    table = desk.find(QTableView, "Legal holds")
    assert "555-0142" not in table.model().index(0, 0).data()
    assert "42" in table.model().index(0, 0).data()
    desk.give_reason("Case 13")
    desk.find(QLineEdit, "Number").setText("202-555-0143")
    await desk.press("Hold number")
    assert desk.said() == "(202) •••-••43 is held."
    await desk.scope.finish(1)


async def test_a_backup_is_written_where_the_person_says_and_replaces_only_then(desk, tmp_path):
    await desk.open("Backup")
    desk.keeping.there = True
    await desk.press("Back up")
    place = str(tmp_path / "mine.leaddesk-backup")
    await desk.choose_file(place)
    assert desk.said() == "Nothing was written yet."
    (asking,) = [dialog for dialog in desk.dialog.findChildren(ActDialog) if dialog.isVisible()]
    asking.accept()
    await desk.settle()
    assert desk.keeping.acts == [f"back up {place} True"]
    assert place in desk.shown()
    assert desk.said() == "The backup is whole and ends where the history does."


async def test_a_backup_is_looked_into_before_it_is_restored(desk, tmp_path):
    await desk.open("Restore")
    assert desk.hidden("Restore")
    await desk.press("Choose a backup")
    await desk.choose_file(tmp_path / "backup.db")
    assert "3, 2:04 pm EST to 2:04 pm EST" in desk.shown()
    assert not desk.button("Restore").isEnabled()
    desk.give_reason("The disk was replaced")
    await desk.press("Restore")
    assert "at the next start" in desk.said()
    assert desk.keeping.notes[0].reason == "The disk was replaced"
    assert desk.hidden("Restore")
    await desk.press("Do not restore")
    assert desk.keeping.acts == ["let go"]
    assert desk.said() == "Nothing is restored. The history stays as it is."


async def test_a_backup_of_another_history_is_opened_with_its_recovery_key(desk, tmp_path):
    desk.keeping.other = Secret("0f3a" * 16)
    await desk.open("Restore")
    await desk.press("Choose a backup")
    await desk.choose_file(tmp_path / "backup.db")
    assert "Made with another key." in desk.said()
    assert not desk.button("Open with this key").isEnabled()
    field = desk.find(QPlainTextEdit, "Recovery key")
    field.setPlainText("\n".join(recovery_lines(Secret("ab" * 32)))[:-1])
    await desk.press("Open with this key")
    assert "60 characters; 59 were typed" in desk.said()
    field.setPlainText("\n".join(recovery_lines(desk.keeping.other)))
    await desk.press("Open with this key")
    assert desk.said() == "Every entry of the backup is as it was written."
    assert desk.hidden("Open with this key")
    assert field.toPlainText() == ""
    assert desk.button("Do not restore").isEnabled()


async def test_a_backup_that_waits_is_said_when_one_comes_back(desk):
    desk.keeping.notes.append(None)
    await desk.open("Restore")
    assert [text for text in desk.shown() if "takes the history's place at the next start" in text]
    assert desk.button("Do not restore").isEnabled()


async def test_a_tampered_backup_cannot_be_restored(desk, tmp_path):
    desk.keeping.found = replace(FOUND, report=BROKEN)
    await desk.open("Restore")
    await desk.press("Choose a backup")
    await desk.choose_file(tmp_path / "backup.db")
    assert desk.hidden("Restore")
    assert [text for text in desk.shown() if text.startswith("This backup cannot be restored: Exchange 2")]


async def test_the_recovery_key_is_shown_on_purpose_and_hidden_when_one_leaves(desk):
    await desk.open("Recovery key")
    assert "It has not been shown yet." in desk.shown()
    assert desk.hidden("Save as PDF")
    await desk.press("Show the recovery key")
    assert desk.find(QLabel, "Key").text() == "1   AAAAA\n2   BBBBB"
    assert "It was last shown 2:04 pm EST to M. Reyes." in desk.shown()
    assert [note.kind for note in desk.journal.written] == [NoteKind.REVEALED]

    desk.dialog.list.setCurrentRow(0)
    await desk.settle()
    assert "AAAAA" not in "".join(label.text() for label in desk.dialog.findChildren(QLabel))
    desk.dialog.list.setCurrentRow(4)
    await desk.settle()
    assert not desk.button("Show the recovery key").isEnabled()
    desk.find(QCheckBox, "Show it again although it was shown before").setChecked(True)
    await desk.press("Show the recovery key")
    assert len(desk.journal.written) == 2
    await desk.press("Hide")
    assert desk.hidden("Hide")


async def test_a_key_that_cannot_go_on_record_stays_hidden(desk):
    desk.journal.note_fails = StoreProblem("The history cannot be written.", "The disk is full.")
    await desk.open("Recovery key")
    await desk.press("Show the recovery key")
    assert desk.said() == "The history cannot be written. The disk is full."
    assert "AAAAA" not in "".join(desk.shown())


async def test_the_recovery_key_is_saved_as_a_private_pdf_once(desk, tmp_path):
    await desk.open("Recovery key")
    await desk.press("Show the recovery key")
    place = tmp_path / "key.pdf"
    for words in (f"Saved: {place}", "is there already"):
        await desk.press("Save as PDF")
        await desk.choose_file(place)
        await until(partial(desk.says, words))
    assert place.read_bytes().startswith(b"%PDF-")
    assert place.stat().st_mode & 0o777 == 0o600


async def test_the_recovery_key_is_printed_through_the_dialog_of_the_system(desk):
    from PySide6.QtPrintSupport import QPrintDialog

    await desk.open("Recovery key")
    await desk.press("Show the recovery key")
    await desk.press("Print")
    (dialog,) = desk.dialog.findChildren(QPrintDialog)
    assert dialog.isVisible()
    dialog.reject()


async def test_another_end_is_accepted_only_with_a_reason(desk):
    await desk.open("Remembered end")
    assert "entry 9" in desk.shown()
    assert [text for text in desk.shown() if "does not go on from what is remembered" in text]
    assert not desk.button("Accept this history").isEnabled()
    desk.give_reason("Moved by hand")
    await desk.press("Accept this history")
    assert desk.said().startswith("This history is the right one")
    assert desk.hidden("Accept this history")
    assert not [text for text in desk.shown() if "does not go on" in text]


async def test_a_keyring_that_does_not_answer_is_said_there(desk):
    desk.keeping.remembered = RememberedEnd(trouble="The keyring is locked.", at=START - timedelta(days=1))
    await desk.open("Remembered end")
    assert "The keyring is locked. Nothing watches the end of the history now." in desk.shown()
    assert desk.hidden("Accept this history")


async def test_every_control_says_its_name(desk):
    await desk.open()
    for row in range(6):
        desk.dialog.list.setCurrentRow(row)
        await desk.settle()
        for kind in (QPushButton, QLineEdit, QComboBox, QTableView, QCheckBox):
            for control in desk.dialog.findChildren(kind):
                if control.isVisible() and not control.objectName().startswith("qt_"):
                    assert control.accessibleName(), control
