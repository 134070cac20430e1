"""A form gathers and restores any text, loses nothing when its schema changes, and is worked by keyboard alone."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from leaddesk.domain.fields import FieldKind, FieldProblem, FieldSpec, FormSchema
from leaddesk.domain.secret import Secret
from leaddesk.ui.forms.form_layout import FormLayout, arrange
from leaddesk.ui.forms.form_view import FormView

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

NAME = FieldSpec(key="name", label="Name", required=True)
ZIP = FieldSpec(key="zip", label="Zip", kind=FieldKind.ZIP)
NOTE = FieldSpec(key="note", label="Note")
MODE = FieldSpec(key="mode", label="Mode", kind=FieldKind.CHOICE, choices=("a", "b"), default="a")
FLAG = FieldSpec(key="flag", label="Flag", kind=FieldKind.FLAG)
PHONE = FieldSpec(key="phone", label="Phone", kind=FieldKind.PHONE)
KEY = FieldSpec(key="key", label="Key", kind=FieldKind.SECRET)
ALL = FormSchema((PHONE, NAME, ZIP, MODE, FLAG, NOTE, KEY))


@pytest.fixture
def form(qtbot, theme):
    view = FormView(theme, ALL, FormLayout(rows=(("name", "zip"),)))
    qtbot.addWidget(view)
    view.show()
    qtbot.waitExposed(view)
    return view


LINE = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=40)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(phone=LINE.filter(str.strip), name=LINE, code=LINE, mode=st.sampled_from("ab"), flag=st.booleans(), note=LINE)
def test_what_is_loaded_is_what_is_gathered(form, phone, name, code, mode, flag, note):
    raw = {
        "phone": phone,
        "phone.as_typed": "yes" if flag else "",
        "name": name,
        "zip": code,
        "mode": mode,
        "flag": "yes" if flag else "",
        "note": note,
        "of another destination": "kept",
    }
    form.load(raw)
    assert form.to_raw() == raw
    form.clear()
    assert {key: text for key, text in form.to_raw().items() if text} == {"mode": "a"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(st.sets(st.sampled_from(ALL.fields), min_size=1), min_size=1, max_size=5))
def test_no_change_of_schema_loses_what_was_typed(form, subsets):
    form.set_schema(ALL)
    raw = {"phone": "555", "phone.as_typed": "yes", "name": "N", "zip": "1", "mode": "b", "flag": "yes", "note": "x"}
    form.load(raw)
    form.put_secrets({"key": Secret("s")})
    for subset in subsets:
        form.set_schema(FormSchema(tuple(spec for spec in ALL.fields if spec in subset)))
        assert form.to_raw() == raw
    form.set_schema(ALL)
    assert form.to_raw() == raw
    assert form.secrets() == {"key": Secret("s")}


def test_a_change_of_schema_keeps_focus_cursor_and_undo(qtbot, form):
    line = form.editor("name").control
    line.setFocus()
    qtbot.keyClicks(line, "Testa")
    line.setCursorPosition(2)
    form.set_schema(FormSchema((NAME, NOTE), {"name": "first_name"}))
    assert form.editor("name").control is line
    assert line.hasFocus()
    assert line.cursorPosition() == 2
    assert form.problem("name") == ""
    line.undo()
    assert line.text() == ""


def test_problems_stand_beside_their_fields_and_the_first_gets_the_focus(form):
    heights = [form.editor(spec.key).y() for spec in ALL.fields]
    height = form.sizeHint().height()
    form.show_problems((FieldProblem("note", "Note is needed."), FieldProblem("zip", "A zip has five digits.")))
    assert form.editor("zip").control.hasFocus()
    texts = [label.text() for label in form.findChildren(QLabel) if label.isVisible()]
    assert "Note is needed." in texts
    assert "A zip has five digits." in texts
    assert form.sizeHint().height() == height
    assert [form.editor(spec.key).y() for spec in ALL.fields] == heights
    form.show_problems(())
    assert form.problem("note") == ""


def test_typing_takes_the_problem_of_that_field_back(qtbot, form):
    form.show_problems((FieldProblem("zip", "A zip has five digits."), FieldProblem("note", "Note is needed.")))
    qtbot.keyClicks(form.editor("zip").control, "2")
    assert form.problem("zip") == ""
    assert form.problem("note") == "Note is needed."


def test_leaving_a_field_says_what_is_wrong_with_what_was_typed_but_not_that_it_is_empty(qtbot, form):
    form.editor("name").control.setFocus()
    qtbot.keyClick(form.editor("name").control, Qt.Key.Key_Tab)
    assert form.problem("name") == ""
    qtbot.keyClicks(form.editor("zip").control, "123")
    qtbot.keyClick(form.editor("zip").control, Qt.Key.Key_Tab)
    assert form.problem("zip") == "A zip has five digits, or nine."


def test_enter_goes_through_all_fields_in_the_order_of_the_schema(qtbot, form):
    form.first_field().setFocus()
    seen = []
    for spec in ALL.fields:
        control = form.editor(spec.key).control
        assert control.hasFocus(), f"Enter came to {form.focusWidget()} in place of {spec.key}"
        seen.append(spec.key)
        qtbot.keyClick(control, Qt.Key.Key_Return)
    assert seen == [spec.key for spec in ALL.fields]


def test_control_and_enter_are_left_to_the_place(qtbot, form):
    line = form.editor("name").control
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert line.hasFocus()


def test_fields_brought_later_stand_in_order_for_tab(qtbot, form):
    form.set_schema(FormSchema((NAME, NOTE)))
    form.set_schema(FormSchema((NAME, ZIP, NOTE)))
    form.editor("name").control.setFocus()
    for key in ("zip", "note"):
        qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Tab)
        assert form.editor(key).control.hasFocus()


def test_every_control_has_a_name_and_every_label_its_field(form):
    nameless = [
        widget
        for widget in form.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not widget.accessibleName()
    ]
    assert nameless == []
    buddies = {label.buddy() for label in form.findChildren(QLabel) if label.buddy()}
    assert buddies == {form.editor(spec.key).control for spec in ALL.fields if spec is not FLAG}


def test_rows_hold_every_field_once_in_order():
    layout = FormLayout(rows=(("name", "zip"),), pairs=True)
    rows = [[spec.key for spec in row] for row in arrange(ALL, layout)]
    assert rows == [["phone"], ["name", "zip"], ["mode", "flag"], ["note"], ["key"]]


def test_short_texts_share_a_row_and_long_ones_and_tokens_have_their_own():
    short = [FieldSpec(key=f"s{at}", label=f"S{at}", max_length=20 * at) for at in range(1, 4)]
    own = [
        FieldSpec(key="long", label="Long", max_length=101),
        FieldSpec(key="id", label="Id", kind=FieldKind.LEADID, max_length=50),
        FieldSpec(key="cert", label="Cert", kind=FieldKind.TRUSTEDFORM, max_length=50),
    ]
    rows = arrange(FormSchema((*short, *own)), FormLayout(pairs=True, longest_half=100))
    assert [[spec.key for spec in row] for row in rows] == [["s1", "s2"], ["s3"], ["long"], ["id"], ["cert"]]
