"""Names are part of the product (PRODUCT section 7): every control has one, and the fixed ones are there."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from tests.app.conftest import go_to, send, until

CONTROLS = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTabBar)

FIXED: dict[str, dict[str, tuple[str, ...]]] = {
    "Enter lead": {
        "combo": ("Destination",),
        "field": ("Phone", "First name", "Last name", "Email", "Street", "City", "State", "Zip"),
        "button": ("Send lead", "Cancel sending", "Preview", "New lead"),
        "label": ("Load outcome", "Assessment"),
        "group": ("Data quality", "Federal do-not-call", "State do-not-call", "Known litigator"),
    },
    "Check number": {"field": ("Phone",), "button": ("Check now",), "table": ("Earlier checks",)},
    "Search leads": {
        "combo": ("Profile", "Created"),
        "field": ("Search text",),
        "button": ("Search", "Cancel search", "Columns", "Export"),
        "label": ("Result count",),
        "table": ("Leads",),
    },
    "History": {
        "field": ("Search history",),
        "table": ("Exchanges",),
        "button": ("Open", "Save proof", "Verify history"),
    },
    "Profiles": {
        "button": (
            *("Add profile", "Save profile", "Delete profile", "Test connection", "Import", "Export"),
            *("Add destination", "Save destination"),
        ),
        "label": ("Connection",),
        "combo": ("Vendor", "Environment", "Dialer"),
        "field": (
            "Profile name",
            "Base URL",
            "API key",
            "Destination name",
            "Campaign ID",
            "Dialer list ID",
            "List name",
        ),
        "table": ("Destinations",),
        "list": ("Profiles",),
    },
}
KINDS: dict[str, type[QWidget]] = {
    "combo": QComboBox,
    "field": QLineEdit,
    "button": QAbstractButton,
    "label": QLabel,
    "group": QWidget,
    "table": QAbstractItemView,
    "list": QAbstractItemView,
    "text": QPlainTextEdit,
}


def _inner(control: QWidget) -> bool:
    """Parts Qt puts inside a control of ours, and what is put away until it has something to say."""
    if control.objectName().startswith("qt_") or control.isHidden():
        return True
    parent = control.parentWidget()
    while parent is not None and not isinstance(parent, (QComboBox, QLineEdit, QTabBar, QAbstractItemView)):
        parent = parent.parentWidget()
    return parent is not None


async def test_every_control_has_a_name(practice_desk):
    await send(practice_desk, "7205550105")
    for place in FIXED:
        await go_to(practice_desk, place)
    nameless = [
        f"{type(control).__name__} {control.objectName()!r} in {type(control.parentWidget()).__name__}"
        for control in practice_desk.window.findChildren(QWidget)
        if isinstance(control, CONTROLS) and not _inner(control) and not _name(control)
    ]
    assert nameless == []


async def test_no_name_carries_a_colon_a_star_or_a_mnemonic(practice_desk):
    for place in FIXED:
        await go_to(practice_desk, place)
    names = {_name(control) for control in practice_desk.window.findChildren(QWidget) if isinstance(control, CONTROLS)}
    assert [name for name in names if name.endswith((":", "*", "…")) or "&" in name] == []


@pytest.mark.parametrize("place", FIXED)
async def test_the_fixed_names_are_there(practice_desk, place):
    page = await go_to(practice_desk, place)
    there = {kind: {_name(one) for one in page.findChildren(KINDS[kind])} for kind in FIXED[place]}
    missing = [(kind, name) for kind, names in FIXED[place].items() for name in names if name not in there[kind]]
    assert missing == []


async def test_what_an_answer_holds_is_reached_by_name_without_opening_its_tab(practice_desk):
    await send(practice_desk, "7205550105")
    place = practice_desk.enter.place
    wanted = {"Litigation cases", "Case details", "As stored", "Raw response"}

    def there() -> set[str]:
        parts = (*place.findChildren(QAbstractItemView), *place.findChildren(QPlainTextEdit))
        return {part.accessibleName() for part in parts}

    await until(lambda: wanted <= there(), f"{wanted}")


async def test_places_and_message_and_operator_are_reached_by_name(practice_desk):
    window = practice_desk.window
    rail = next(view for view in window.findChildren(QAbstractItemView) if view.accessibleName() == "Places")
    texts = [rail.model().index(row, 0).data() for row in range(rail.model().rowCount())]
    assert texts == ["Check number", "Enter lead", "Search leads", "Campaigns", "History", "Profiles"]
    assert any(label.accessibleName() == "Message" for label in window.findChildren(QLabel))
    assert any(field.accessibleName() == "Operator" for field in window.findChildren(QLineEdit))


async def test_the_tabs_of_the_verdict_have_plain_names(practice_desk):
    await send(practice_desk, "7205550105")
    tabs = practice_desk.enter.verdict.findChild(QTabBar)
    assert [tabs.tabText(i) for i in range(tabs.count())] == ["Verdict", "Cases", "As stored", "Raw"]


async def test_a_combo_has_a_buddy_with_its_name(practice_desk):
    window = practice_desk.window
    for place in FIXED:
        await go_to(practice_desk, place)
    buddies = {label.buddy(): label.text() for label in window.findChildren(QLabel) if label.buddy()}
    lonely = [
        combo.accessibleName()
        for combo in window.findChildren(QComboBox)
        if not _inner(combo) and buddies.get(combo) != combo.accessibleName()
    ]
    assert lonely == []


async def test_nothing_is_ever_shown_as_a_window_of_its_own_but_the_window(practice_desk):
    await send(practice_desk, "7205550105")
    shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert shown == [practice_desk.window]


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, (QAbstractButton, QLabel)) else "")
