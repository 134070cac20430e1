"""Pins: off by default, one beside each field but the phone, and whatever the schema does, none is forgotten."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from leaddesk.domain.lead import lead_schema
from leaddesk.domain.profile import Destination, MappedField
from leaddesk.ui.forms.lead_form import LeadForm

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def schema(*fields):
    return lead_schema(Destination(id="d", name="D", dialer="APN", mapping=tuple(MappedField(f, f) for f in fields)))


@pytest.fixture
def form(qtbot, theme):
    view = LeadForm(theme)
    qtbot.addWidget(view)
    view.show()
    qtbot.waitExposed(view)
    return view


def pin(form, label):
    return next(one for one in form.pins() if one.accessibleName() == f"Keep {label}")


def test_every_field_but_the_phone_has_a_pin_and_all_are_off(form):
    form.set_schema(schema("phone", "Loan"))
    assert [one.accessibleName() for one in form.pins()] == [
        *(f"Keep {name}" for name in ("First name", "Last name", "Email", "Street", "City", "State", "Zip")),
        "Keep Loan",
    ]
    assert not any(one.isChecked() for one in form.pins())
    assert form.kept() == ()


def test_a_pin_is_pressed_by_key_and_by_mouse_and_a_click_leaves_the_focus_alone(qtbot, form):
    form.editor("city").focus()
    with qtbot.waitSignal(form.kept_changed):
        qtbot.mouseClick(pin(form, "City"), Qt.MouseButton.LeftButton)
    assert form.editor("city").control.hasFocus()
    qtbot.keyClick(pin(form, "Zip"), Qt.Key.Key_Space)
    assert form.kept() == ("city", "zip")
    qtbot.keyClick(pin(form, "Zip"), Qt.Key.Key_Space)
    assert form.kept() == ("city",)


def test_the_next_lead_starts_with_what_is_kept(form):
    form.load({"phone": "(720) 555-0100", "phone.as_typed": "yes", "city": "Sampleton", "state": "DC"})
    form.set_kept(["city"])
    form.start_next()
    assert {key: text for key, text in form.to_raw().items() if text} == {"city": "Sampleton"}


def test_a_field_that_is_away_stays_kept(form):
    form.set_schema(schema("phone", "Loan"))
    form.editor("Loan").set_value("12000")
    pin(form, "Loan").click()
    form.set_schema(schema("phone"))
    form.set_kept(form.kept())
    assert form.kept() == ("Loan",)
    form.start_next()
    form.set_schema(schema("phone", "Loan"))
    assert pin(form, "Loan").isChecked()
    assert form.editor("Loan").value() == "12000"


def test_setting_the_pins_from_outside_is_no_change_by_a_person(qtbot, form):
    with qtbot.assertNotEmitted(form.kept_changed):
        form.set_kept(["city"])
    assert pin(form, "City").isChecked()


def test_labels_beside_a_pin_stand_as_close_to_their_field_as_others(form):
    form.resize(420, 700)
    labels = {label.buddy(): label for label in form.findChildren(QLabel) if label.buddy()}
    for key in ("phone", "city"):
        editor = form.editor(key)
        label = labels[editor.control]
        below = label.mapTo(form, label.rect().bottomLeft()).y()
        assert 0 < editor.mapTo(form, editor.rect().topLeft()).y() - below <= form.theme.px(6), key
