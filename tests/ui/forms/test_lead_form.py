"""The lead form names what it cannot send, and a zip offers its place without touching what was typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from leaddesk.domain.lead import LEAD_FIELDS, lead_schema
from leaddesk.domain.profile import Destination, MappedField
from leaddesk.domain.route import union_form
from leaddesk.ui.forms.lead_form import LeadForm

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def asked(form):
    """The zips that the form wants to know the place of."""
    zips: list[str] = []
    form.zip_filled.connect(zips.append)
    return zips


@pytest.fixture
def form(qtbot, theme):
    view = LeadForm(theme)
    qtbot.addWidget(view)
    view.show()
    qtbot.waitExposed(view)
    return view


def destination(*fields):
    return Destination(id="d", name="D", dialer="APN", mapping=tuple(MappedField(f, f"{f}_column") for f in fields))


def shown(form):
    return [label.text() for label in form.findChildren(QLabel) if label.isVisible()]


def test_an_empty_form_gathers_nothing(form):
    assert not any(form.to_raw().values())
    assert form.first_field().accessibleName() == "Phone"


def test_the_fixed_names_are_there(form):
    assert [form.editor(spec.key).control.accessibleName() for spec in LEAD_FIELDS] == [
        "Phone",
        "First name",
        "Last name",
        "Email",
        "Street",
        "City",
        "State",
        "Zip",
    ]


def test_the_dialer_column_stands_beside_the_label(form):
    form.resize(440, 700)
    form.set_schema(lead_schema(destination("phone", "R&D code")))
    assert "→ phone_column" in shown(form)
    assert form.editor("R&D code").control.accessibleName() == "R&D code"


def test_another_destination_of_the_same_fields_keeps_the_form_and_changes_the_columns(form):
    form.resize(440, 700)
    columns = []
    for names in (("phone", "city"), ("phone",), ()):
        form.set_schema(lead_schema(destination(*names)))
        columns.append([text for text in shown(form) if text.startswith("→")])
    pins = form.pins()
    form.set_schema(lead_schema(destination("zip")))
    assert columns == [["→ phone_column", "→ city_column"], ["→ phone_column"], []]
    assert [text for text in shown(form) if text.startswith("→")] == ["→ zip_column"]
    assert form.pins() == pins, "no row is built anew"


def test_a_filled_field_without_a_column_is_named(qtbot, form):
    form.set_schema(lead_schema(destination("phone", "city")))
    qtbot.keyClicks(form.editor("street").control, "100 Sample Street")
    qtbot.keyClicks(form.editor("city").control, "Sampleton")
    notes = [text for text in shown(form) if text.startswith("Not sent")]
    assert notes == ["Not sent: this destination has no column for Street."]
    form.set_schema(lead_schema(destination("phone", "city", "street")))
    assert not [text for text in shown(form) if text.startswith("Not sent")]


def test_a_custom_field_comes_back_with_its_destination(qtbot, form):
    form.set_schema(lead_schema(destination("phone", "Loan")))
    qtbot.keyClicks(form.editor("Loan").control, "12000")
    form.set_schema(lead_schema(destination("phone")))
    form.set_schema(lead_schema(destination("phone", "Loan")))
    assert form.editor("Loan").value() == "12000"


def test_a_zip_fills_an_empty_city_and_state(qtbot, form, asked):
    qtbot.keyClicks(form.editor("zip").control, "20001")
    form.offer_place("20001", ("Washington", "DC"))
    assert asked == ["20001"]
    assert (form.editor("city").value(), form.editor("state").value()) == ("Washington", "DC")


def test_a_zip_never_overwrites_what_was_typed_but_follows_its_own_offer(qtbot, form, asked):
    qtbot.keyClicks(form.editor("city").control, "Sampleton")
    qtbot.keyClicks(form.editor("zip").control, "20001")
    form.offer_place("20001", ("Washington", "DC"))
    assert (form.editor("city").value(), form.editor("state").value()) == ("Sampleton", "DC")
    form.editor("zip").control.selectAll()
    qtbot.keyClicks(form.editor("zip").control, "33101")
    form.offer_place("33101", ("Miami", "FL"))
    assert (form.editor("city").value(), form.editor("state").value()) == ("Sampleton", "FL")


def test_a_late_answer_about_another_zip_is_dropped(qtbot, form, asked):
    zip_line = form.editor("zip").control
    qtbot.keyClicks(zip_line, "20001")
    zip_line.selectAll()
    qtbot.keyClicks(zip_line, "33101")
    form.offer_place("33101", ("Miami", "FL"))
    form.offer_place("20001", ("Washington", "DC"))
    assert form.editor("state").value() == "FL"


def test_a_loaded_form_asks_for_no_place(form, asked):
    form.load({"zip": "20001"})
    assert asked == []


def test_the_whole_lead_goes_by_enter(qtbot, form):
    form.first_field().setFocus()
    for text in ("2025550123", "Testa", "Person", "testa@example.com", "100 Sample Street", "Sampleton", "DC"):
        qtbot.keyClicks(form.focusWidget(), text)
        qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert form.editor("zip").control.hasFocus()
    assert form.to_raw() == {
        "phone": "(202) 555-0123",
        "phone.as_typed": "",
        "first_name": "Testa",
        "last_name": "Person",
        "email": "testa@example.com",
        "street": "100 Sample Street",
        "city": "Sampleton",
        "state": "DC",
        "zip": "",
    }


def headings(form):
    """The headings of the form with the labels of the fields below each, from top to bottom."""
    places = {(label.mapTo(form, label.rect().topLeft()).y(), label.text()) for label in form.findChildren(QLabel)}
    words = ("Spring", "Summer", "More fields", "Owner", "Plan", "Token")
    return [text for _y, text in sorted(places) if text in words]


def test_what_each_destination_of_a_route_asks_for_stands_under_its_name(form, qtbot):
    one, other = destination("phone", "Owner", "Plan"), destination("phone", "Owner", "Token")
    form.set_schema(union_form((lead_schema(one), lead_schema(other)), ("Spring", "Summer")))
    form.resize(560, 900)
    qtbot.wait(1)
    assert headings(form) == ["More fields", "Owner", "Spring", "Plan", "Summer", "Token"]
    form.load({"Plan": "Gold"})
    form.set_schema(lead_schema(one))
    qtbot.wait(1)
    assert form.to_raw()["Plan"] == "Gold"
    assert headings(form) == ["More fields", "Owner", "Plan"]
