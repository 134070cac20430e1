"""Every kind of field has an editor with a name; a phone is formatted without losing cursor or text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from leaddesk.domain.fields import FieldKind, FieldNote, FieldSpec
from leaddesk.domain.secret import Secret
from leaddesk.ui.forms import editors
from leaddesk.ui.forms.editors import ChoiceEditor, UnknownKindError, make_editor
from leaddesk.ui.forms.phone_editor import PhoneEditor
from leaddesk.ui.forms.secret_editor import SecretEditor

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def spec(kind, **more):
    choices = ("a", "b") if kind is FieldKind.CHOICE else ()
    return FieldSpec(key="k", label="R&D code", kind=kind, choices=choices, help="What it means.", **more)


@pytest.mark.parametrize("kind", list(FieldKind))
def test_every_kind_has_an_editor_named_by_its_label(qtbot, theme, kind):
    editor = make_editor(spec(kind), theme)
    qtbot.addWidget(editor)
    assert editor.control.accessibleName() == "R&D code"
    assert editor.control.accessibleDescription() == "What it means."
    editor.show_problem("It does not fit.")
    assert editor.control.accessibleDescription() == "It does not fit. What it means."


@pytest.mark.parametrize("kind", [kind for kind in FieldKind if kind is not FieldKind.SECRET])
def test_an_editor_gives_back_what_it_was_given_and_says_so_once(qtbot, theme, kind):
    editor = make_editor(spec(kind), theme)
    qtbot.addWidget(editor)
    text = {FieldKind.FLAG: "yes", FieldKind.CHOICE: "b"}.get(kind, "20 x")
    with qtbot.waitSignal(editor.changed):
        editor.set_value(text)
    assert editor.value() == text


def test_a_kind_without_an_editor_fails_when_the_form_is_built(qtbot, theme, monkeypatch):
    monkeypatch.setattr(editors, "EDITORS", {})
    with pytest.raises(UnknownKindError, match="k: there is no editor"):
        make_editor(spec(FieldKind.TEXT), theme)


def test_the_vendor_s_default_stands_first_and_is_nothing(qtbot, theme):
    note = FieldNote(when=("a",), says="Dials at once.")
    editor = make_editor(spec(FieldKind.CHOICE, vendor_default="a", notes=(note,)), theme)
    qtbot.addWidget(editor)
    assert isinstance(editor, ChoiceEditor)
    combo = editor.combo
    assert [combo.itemText(n) for n in range(combo.count())] == ["a (vendor default)", "b"]
    assert [combo.itemData(n, Qt.ItemDataRole.ToolTipRole) for n in range(2)] == ["Dials at once.", ""]
    assert (editor.value(), combo.currentText()) == ("", "a (vendor default)")
    editor.set_value("b")
    assert editor.value() == "b"
    editor.set_value("a")
    assert (editor.value(), combo.currentText(), combo.count()) == ("", "a (vendor default)", 2)


def test_a_choice_keeps_a_foreign_value_until_another_is_chosen(qtbot, theme):
    editor = make_editor(spec(FieldKind.CHOICE, default="a"), theme)
    qtbot.addWidget(editor)
    assert isinstance(editor, ChoiceEditor)
    editor.set_value("Practice")
    assert editor.value() == "Practice"
    editor.set_value("b")
    assert [editor.combo.itemText(n) for n in range(editor.combo.count())] == ["a", "b"]


# ---------------------------------------------------------------- phone


@pytest.fixture
def phone(qtbot, theme):
    editor = make_editor(FieldSpec(key="phone", label="Phone", kind=FieldKind.PHONE), theme)
    qtbot.addWidget(editor)
    editor.show()
    assert isinstance(editor, PhoneEditor)
    return editor


def test_a_number_is_formatted_while_it_is_typed(qtbot, phone):
    qtbot.keyClicks(phone.line, "2025550123")
    assert phone.value() == "(202) 555-0123"
    assert phone.line.cursorPosition() == len("(202) 555-0123")
    assert phone.own_seat.text() == "United States"


def test_a_digit_typed_in_the_middle_keeps_the_cursor_behind_it(qtbot, phone):
    qtbot.keyClicks(phone.line, "202555012")
    phone.line.setCursorPosition(phone.value().index("2") + 1)
    qtbot.keyClicks(phone.line, "7")
    assert "".join(c for c in phone.value() if c.isdigit()) == "2702555012"
    before = phone.value()[: phone.line.cursorPosition()]
    assert "".join(c for c in before if c.isdigit()) == "27"


def test_deleting_goes_on_through_the_marks_between_digits(qtbot, phone):
    qtbot.keyClicks(phone.line, "2025550123")
    for _ in range(20):
        qtbot.keyClick(phone.line, Qt.Key.Key_Backspace)
    assert phone.value() == ""


@pytest.mark.parametrize("text", ["202.555.0123 ext 5", "+1 202 555 0123", "2025550123", "call me", "\u202e2025550123"])
def test_what_is_pasted_stays_exactly_as_it_was(qtbot, phone, text):
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(phone.line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert phone.value() == text


def test_letters_typed_are_never_dropped(qtbot, phone):
    qtbot.keyClicks(phone.line, "202555012x")
    assert phone.value().endswith("x")
    assert "".join(c for c in phone.value() if c.isdigit()) == "202555012"


def test_typing_can_be_undone_to_the_empty_field_and_done_again(qtbot, phone):
    qtbot.keyClicks(phone.line, "2025550123")
    for _ in range(60):
        qtbot.keyClick(phone.line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert phone.value() == ""
    while phone.line.isRedoAvailable():
        phone.line.redo()
    assert phone.value() == "(202) 555-0123"


def test_send_as_typed_is_offered_only_for_a_number_refused(qtbot, phone):
    assert phone.as_typed.isHidden()
    qtbot.keyClicks(phone.line, "55")
    assert phone.as_typed.isHidden()
    phone.show_problem(phone.refusal())
    assert "too short" in phone.own_seat.text()
    assert not phone.as_typed.isHidden()
    phone.as_typed.setChecked(True)
    assert phone.raw() == {"phone": "55", "phone.as_typed": "yes"}
    assert phone.refusal() == ""
    assert phone.problem() == ""
    phone.line.clear()
    assert phone.raw() == {"phone": "", "phone.as_typed": ""}
    assert phone.as_typed.isHidden()


# ---------------------------------------------------------------- secret


@pytest.fixture
def secret(qtbot, theme):
    editor = make_editor(FieldSpec(key="api_key", label="API key", kind=FieldKind.SECRET), theme)
    qtbot.addWidget(editor)
    editor.show()
    assert isinstance(editor, SecretEditor)
    return editor


def test_a_missing_secret_is_typed_unseen_and_leaves_only_as_a_secret(qtbot, secret):
    assert secret.line.isVisible()
    assert secret.line.echoMode() == QLineEdit.EchoMode.Password
    qtbot.keyClicks(secret.line, "hunter2")
    assert secret.value() == ""
    assert secret.raw() == {}
    assert secret.secret() == Secret("hunter2")


def test_a_kept_secret_is_never_filled_in_and_is_replaced_only_on_purpose(qtbot, secret):
    secret.show_state("in the keyring", "kept")
    assert not secret.line.isVisible()
    assert secret.line.text() == ""
    qtbot.keyClick(secret.stops()[2], Qt.Key.Key_Space)
    assert secret.line.isVisible()
    secret.show_state("in the keyring", "kept")
    assert secret.line.isVisible(), "an answer from the keyring must not close the field just opened"
    qtbot.keyClicks(secret.line, "new")
    secret.show_state("in the keyring", "kept")
    assert secret.line.isVisible(), "an answer from the keyring must not hide what is being typed"
    qtbot.keyClick(secret.stops()[1], Qt.Key.Key_Space)
    assert secret.secret() is None
    assert not secret.line.isVisible()


def test_forgetting_is_asked_by_key(qtbot, secret):
    secret.show_state("in the keyring", "kept")
    with qtbot.waitSignal(secret.forget_asked) as asked:
        qtbot.keyClick(secret.stops()[3], Qt.Key.Key_Space)
    assert asked.args == ["api_key"]
