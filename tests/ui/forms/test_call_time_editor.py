"""When to call back: the special words stay, a calendar writes day and time, and what is past is pointed out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDate, QTime
from PySide6.QtWidgets import QApplication

from leaddesk.domain.fields import FieldKind, FieldSpec
from leaddesk.ui.forms.call_time_editor import CallTimeDialog, CallTimeEditor
from leaddesk.ui.forms.editors import make_editor
from leaddesk.vendors.registry import adapters
from tests.vendors.crocodial.samples import DESTINATION

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

ZONE = "in the server's own time zone, which nobody documents."


@pytest.fixture(name="editor")
def editor_fixture(qtbot, theme):
    spec = FieldSpec(key="k", label="Callback time", kind=FieldKind.CALL_TIME, help=f"A day and time {ZONE}")
    editor = make_editor(spec, theme)
    assert isinstance(editor, CallTimeEditor)
    qtbot.addWidget(editor)
    editor.show()
    qtbot.waitExposed(editor)
    return editor


def opened(editor, qtbot) -> CallTimeDialog:
    editor.choose.click()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), CallTimeDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, CallTimeDialog)
    assert ZONE in dialog.text_label.text()
    return dialog


def press(dialog: CallTimeDialog) -> None:
    assert dialog.verb is not None
    dialog.verb.click()


def test_a_day_and_time_is_chosen_from_the_calendar(editor, qtbot):
    dialog = opened(editor, qtbot)
    assert dialog.none.isChecked()
    assert not dialog.moment.isEnabled()
    dialog.at_time.click()
    assert dialog.moment.calendarPopup()
    dialog.moment.setDate(QDate(2099, 3, 29))
    dialog.moment.setTime(QTime(2, 30, 0))
    assert dialog.shown.text() == "Sent as: 2099-03-29 02:30:00"
    assert not dialog.past.isVisible()
    press(dialog)
    assert editor.value() == "2099-03-29 02:30:00"
    assert editor.note() == ""


@pytest.mark.parametrize("text", ["", "NOW", "2DAYS", "0DAYS", "999DAYS", "2099-02-28 23:59:59"])
def test_what_the_contract_allows_comes_back_as_it_was(editor, qtbot, text):
    editor.set_value(text)
    press(opened(editor, qtbot))
    assert editor.value() == text
    assert editor.note() == ""


def test_a_past_time_is_pointed_out_with_whose_clock_said_so(editor, qtbot):
    editor.set_value("2001-01-01 00:00:00")
    assert editor.note().startswith("This time is past by this computer's clock (")
    assert editor.refusal() == ""
    dialog = opened(editor, qtbot)
    assert dialog.past.isVisible()
    dialog.none.click()
    assert not dialog.past.isVisible()
    assert dialog.shown.text() == "Nothing is sent for it."
    press(dialog)
    assert editor.value() == ""


def test_leaving_the_dialog_changes_nothing(editor, qtbot):
    editor.set_value("2DAYS")
    dialog = opened(editor, qtbot)
    dialog.in_days.click()
    dialog.days.setText("14")
    assert dialog.shown.text() == "Sent as: 14DAYS"
    dialog.at_once.click()
    assert dialog.shown.text() == "Sent as: NOW"
    dialog.reject()
    assert editor.value() == "2DAYS"


def test_the_vendor_s_data_ask_for_this_editor(theme, qtbot):
    spec = adapters()["crocodial"].destination_schema(DESTINATION.dialer).field("callback_datetime")
    assert spec is not None
    editor = make_editor(spec, theme)
    qtbot.addWidget(editor)
    assert isinstance(editor, CallTimeEditor)
    editor.set_value("2099-02-30 10:00:00")
    assert "NOW, 2DAYS" in editor.refusal()
