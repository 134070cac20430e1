"""Several phones in one field: rows make the exact text, and a forbidden character is said and not taken over."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from leaddesk.domain.fields import FieldKind, FieldSpec
from leaddesk.ui.forms.editors import make_editor
from leaddesk.ui.forms.phones_editor import PhonesDialog, PhonesEditor

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture(name="editor")
def editor_fixture(qtbot, theme):
    editor = make_editor(FieldSpec(key="k", label="More phones", kind=FieldKind.PHONES), theme)
    assert isinstance(editor, PhonesEditor)
    qtbot.addWidget(editor)
    editor.show()
    qtbot.waitExposed(editor)
    return editor


def opened(editor, qtbot) -> PhonesDialog:
    editor.build.click()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), PhonesDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PhonesDialog)
    return dialog


def press(dialog: PhonesDialog) -> None:
    assert dialog.verb is not None
    dialog.verb.click()


def test_rows_make_the_exact_text(editor, qtbot):
    dialog = opened(editor, qtbot)
    (first,) = dialog._rows
    first.number.setText("(202) 555-0124")
    first.note.setText("sister house")
    dialog.more.click()
    dialog._rows[1].number.setText("2025550125")
    dialog.more.click()
    assert dialog.shown.text() == "Sent as: 2025550124__sister house!2025550125"
    press(dialog)
    assert editor.value() == "2025550124__sister house!2025550125"


def test_what_is_there_is_read_and_a_row_can_go(editor, qtbot):
    editor.set_value("2025550124_44_work!2025550125")
    dialog = opened(editor, qtbot)
    assert [row.phone().number for row in dialog._rows] == ["2025550124", "2025550125"]
    assert dialog._rows[0].code.accessibleName() == "Code 1"
    dialog._rows[0].remove.click()
    assert dialog._rows[0].remove.text() == "Remove 1"
    press(dialog)
    assert editor.value() == "2025550125"


@pytest.mark.parametrize(
    ("number", "code", "note", "words"),
    [
        ("2025550124", "", "a_b", "A note cannot hold _."),
        ("2025550124", "", "wow!", "A note cannot hold !."),
        ("2025550124", "", "a|b", "A note cannot hold |."),
        ("2025550124", "", "a\\", "A note cannot hold \\."),
        ("12345", "", "", "6 to 16 digits"),
        ("", "", "work", "6 to 16 digits"),
        ("2025550124", "12345", "", "1 to 4 digits"),
        ("2025550124", "", "x" * 1020, "at most 1024 characters"),
    ],
)
def test_what_cannot_go_out_is_said_and_not_taken_over(editor, qtbot, number, code, note, words):
    editor.set_value("2025550199")
    dialog = opened(editor, qtbot)
    (row,) = dialog._rows
    for line, text in ((row.number, number), (row.code, code), (row.note, note)):
        line.setText(text)
    assert words in dialog.problem.text()
    assert dialog.problem.text().startswith(("Phone 1: ", "Together"))
    assert dialog.problem.isVisible()
    assert dialog.verb is not None
    assert not dialog.verb.isEnabled()
    dialog.reject()
    assert editor.value() == "2025550199"
