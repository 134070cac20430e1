"""*Settings*: the search over sections and rows, and *Reset section*, which asks once and can be taken back."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget

from leaddesk.ui.theme import Theme
from leaddesk.ui.views.settings.network_choice import NetworkChoice
from leaddesk.ui.views.settings_dialog import SettingsDialog
from tests.ui.test_settings_dialog import Desk, desk, dialog, settled

__all__ = ["desk", "dialog"]

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support (raise\(\)|grabbing)")


def in_view(dialog: SettingsDialog) -> list[str]:
    return [title for title, section in dialog.sections.items() if section.isVisibleTo(dialog)]


def press(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


async def test_the_search_has_the_focus_and_leaves_what_holds_every_word(dialog: SettingsDialog) -> None:
    every = in_view(dialog)
    assert dialog.search.field.hasFocus()
    QTest.keyClicks(dialog.search.field, "PROXY certif")
    assert in_view(dialog) == ["Network"]
    assert dialog.search.found.text() == "1 section"
    dialog.search.field.clear()
    assert in_view(dialog) == every
    assert dialog.search.found.text() == ""


async def test_the_field_stays_as_wide_as_it_is_while_somebody_types(dialog: SettingsDialog) -> None:
    widths = set()
    for typed in ("", "e", "proxy", "nothing at all"):
        dialog.search.field.setText(typed)
        await settled(dialog)
        widths.add(dialog.search.field.width())
        found = dialog.search.found
        assert found.fontMetrics().horizontalAdvance(found.text()) <= found.width()
    assert len(widths) == 1


async def test_a_row_that_does_not_hold_the_word_is_hidden_and_a_title_shows_its_whole_section(
    dialog: SettingsDialog,
) -> None:
    dialog.search.field.setText("zoom")
    assert in_view(dialog) == ["Look"]
    assert dialog.zoom.isVisibleTo(dialog)
    assert not dialog.look.isVisibleTo(dialog)
    dialog.search.field.setText("look")
    assert dialog.zoom.isVisibleTo(dialog)
    assert dialog.look.isVisibleTo(dialog)


async def test_words_that_a_person_may_think_of_and_choices_find_their_setting(dialog: SettingsDialog) -> None:
    dialog.search.field.setText("high contrast")
    assert in_view(dialog) == ["Look"]
    dialog.search.field.setText("retention")
    assert in_view(dialog) == ["History"]
    dialog.search.field.setText("password")
    assert in_view(dialog) == ["Network", "Key store", "Export and import"]


async def test_what_a_person_typed_is_not_searched(dialog: SettingsDialog) -> None:
    dialog.network.password.setText("canary-word")
    dialog.search.field.setText("canary")
    assert in_view(dialog) == []


async def test_nothing_found_is_a_sentence_and_esc_empties_the_search_before_it_closes(dialog: SettingsDialog) -> None:
    QTest.keyClicks(dialog.search.field, "zebra")
    assert in_view(dialog) == []
    assert dialog.search.nothing.isVisibleTo(dialog)
    assert dialog.search.nothing.text() == "No setting holds “zebra”. Try another word, or empty the search."
    QTest.keyClick(dialog.search.field, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert not dialog.search.nothing.isVisibleTo(dialog)
    assert "Operator" in in_view(dialog)
    QTest.keyClick(dialog.search.field, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


async def test_tab_goes_down_the_dialog_as_the_eye_does(dialog: SettingsDialog) -> None:
    stops: list[QWidget] = [dialog.search.field]
    kinds = (QLineEdit, QComboBox, QAbstractButton)
    while len(stops) < 40:
        QTest.keyClick(stops[-1], Qt.Key.Key_Tab)
        here = dialog.focusWidget()
        if here is dialog.search.field or not isinstance(here, kinds):
            break
        stops.append(here)
    assert stops[-1] is dialog.close_button
    tops = [one.mapTo(dialog.sections["Operator"].window(), one.rect().center()).y() for one in stops[1:-1]]
    assert len(tops) > 10
    assert all(below > above - 20 for above, below in pairwise(tops))


async def test_reset_asks_once_says_what_goes_back_and_cancel_changes_nothing(
    dialog: SettingsDialog, desk: Desk, theme: Theme
) -> None:
    dialog.zoom.setCurrentText("125 %")
    dialog.look.setCurrentText("Dark")
    look, before = dialog.sections["Look"], list(desk.kept)
    press(look.reset_button)
    assert look.said.text() == "Theme goes back to System; Zoom goes back to 100 %."
    assert look.cancel_button.hasFocus()
    press(look.cancel_button)
    assert desk.kept == before
    assert not look.yes_button.isVisibleTo(dialog)
    assert not look.said.isVisibleTo(dialog)


async def test_reset_works_and_is_kept_at_once_and_can_be_taken_back(
    dialog: SettingsDialog, desk: Desk, theme: Theme
) -> None:
    dialog.zoom.setCurrentText("125 %")
    dialog.look.setCurrentText("Dark")
    look = dialog.sections["Look"]
    desk.kept.clear()
    press(look.reset_button)
    press(look.yes_button)
    assert theme.choice == "system"
    assert theme.zoom == 1.0
    assert desk.kept == [{"theme": "system"}, {"zoom": 100}]
    assert look.undo_button.hasFocus()
    press(look.undo_button)
    assert theme.choice == "dark"
    assert theme.zoom == 1.25
    assert not look.undo_button.isVisibleTo(dialog)


async def test_a_section_that_is_as_it_came_asks_nothing(dialog: SettingsDialog, desk: Desk) -> None:
    privacy = dialog.sections["Privacy"]
    press(privacy.reset_button)
    assert privacy.said.text() == "Everything here is as LeadDesk comes."
    assert not privacy.yes_button.isVisibleTo(dialog)
    dialog.masked.click()
    press(privacy.reset_button)
    press(privacy.yes_button)
    assert not desk.masking.on
    assert desk.kept == [{"mask": True}, {"mask": False}]


async def test_the_operator_goes_back_to_the_accounts_name(dialog: SettingsDialog, desk: Desk) -> None:
    operator = dialog.sections["Operator"]
    press(operator.reset_button)
    press(operator.yes_button)
    assert dialog.operator.text() == "reyes"
    press(operator.undo_button)
    assert dialog.operator.text() == "M. Reyes"
    assert desk.kept == [{"operator": "reyes"}, {"operator": "M. Reyes"}]


async def test_only_sections_with_settings_offer_a_reset(dialog: SettingsDialog) -> None:
    offered = [title for title, one in dialog.sections.items() if one.reset_button.isVisibleTo(dialog)]
    assert offered == ["Operator", "Look", "Privacy", "Network", "Notices"]


async def test_the_network_goes_back_as_a_whole_and_its_password_stays(dialog: SettingsDialog, desk: Desk) -> None:
    section, network = dialog.sections["Network"], dialog.network
    network.way.setCurrentText("This proxy")
    network.host.setText("proxy.example.com")
    network.use_button.click()
    await settled(dialog)
    press(section.reset_button)
    assert section.said.text() == (
        "Reach vendors goes back to As this computer is set up; Proxy host goes back to nothing; "
        "The proxy's password stays in the keyring until you press Forget."
    )
    press(section.yes_button)
    await settled(dialog)
    assert desk.networks[-1] == (NetworkChoice(), None)
    assert network.choice() == NetworkChoice()
    press(section.undo_button)
    await settled(dialog)
    assert desk.networks[-1] == (NetworkChoice(way="proxy", host="proxy.example.com"), None)
    assert network.host.text() == "proxy.example.com"
