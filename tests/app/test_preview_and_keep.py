"""Preview, cURL and Keep through the real window, by keyboard, against the practice server over real HTTP."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QLabel, QTableView

from leaddesk.app.desk import Desk
from leaddesk.app.options import Options
from leaddesk.domain.curl import read_curl_body
from leaddesk.domain.profile import MappedField, SafetyLevel
from leaddesk.domain.secret import MASK, Secret
from leaddesk.infra.settings_file import Settings, SettingsFile
from leaddesk.ui.forms.keep_pin import KeepPin
from leaddesk.ui.views.enter_lead.preview_dialog import PreviewDialog
from leaddesk.ui.views.shortcuts_dialog import ShortcutsDialog
from tests.app.conftest import CTRL, at_the_window, described, field, opened, press, send, type_into, until
from tests.app.test_work_mode import profile_for

CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
LEAD = {
    "Phone": "7205550104",
    "First name": "Zoë 😀",
    "Last name": 'O\'Person "x"',
    "Street": "-1 Sample Street",
    "Zip": "80202",
}


def fill(desk, lead: dict[str, str]) -> None:
    for name, text in lead.items():
        if text.isascii():
            type_into(field(desk, name), text)
        else:
            field(desk, name).setText(text)  # QTest has keys for ASCII only


def texts(desk) -> dict[str, str]:
    return {name: field(desk, name).text() for name in LEAD}


async def preview(desk: Desk) -> PreviewDialog:
    """Presses the preview's keys and returns its dialog."""
    press(desk, Qt.Key.Key_Return, CTRL_SHIFT)
    dialog = desk.window.findChild(PreviewDialog)
    assert isinstance(dialog, PreviewDialog), "no preview"
    await until(lambda: QApplication.activeWindow() is dialog, "the preview to be active")
    return dialog


def labels(dialog: QDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


async def copy_as_curl(desk) -> str:
    """Copies the command by keyboard and closes the preview."""
    dialog = await preview(desk)
    press(desk, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is dialog.copy
    press(desk, Qt.Key.Key_Space)
    press(desk, Qt.Key.Key_Escape)
    await at_the_window(desk)
    return QApplication.clipboard().text()


def paste_into_phone(desk, text: str) -> None:
    QApplication.clipboard().setText(text)
    field(desk, "Phone").setFocus()
    press(desk, Qt.Key.Key_V, CTRL)


def pin(desk: Desk, name: str) -> KeepPin:
    return next(one for one in desk.enter.place.findChildren(KeepPin) if one.accessibleName() == f"Keep {name}")


# ---------------------------------------------------------------- preview


async def test_the_preview_shows_the_exact_request_and_sends_nothing(practice_desk):
    desk = practice_desk
    fill(desk, LEAD)
    await until(lambda: field(desk, "City").text(), "the zip's place")
    dialog = await preview(desk)
    assert QApplication.focusWidget() is dialog.request
    shown = dialog.request.toPlainText()
    assert shown.startswith(f"POST {desk._server.base_url}/lead/load\nX-API-KEY: {MASK}\n")
    assert desk._server.api_key not in shown
    press(desk, Qt.Key.Key_Escape)
    await at_the_window(desk)
    assert desk._server.requests == ()
    assert (await desk.use.browse.find()).rows == ()
    assert not desk.enter.in_flight
    press(desk, Qt.Key.Key_Return, CTRL)
    await until(lambda: not desk.enter.in_flight, "an answer")
    sent = (await desk.use.browse.open((await desk.use.browse.find()).rows[0].id)).opening.request
    assert json.loads(shown.partition("\n\n")[2]) == json.loads(sent.body), "what was shown is what was sent"


async def test_problems_stand_beside_their_fields_instead_of_a_preview(practice_desk):
    desk = practice_desk
    fill(desk, {"Phone": "720555", "First name": "Testa"})
    press(desk, Qt.Key.Key_Return, CTRL_SHIFT)
    assert desk.window.findChild(PreviewDialog) is None
    assert QApplication.focusWidget() is field(desk, "Phone")
    assert "too short" in field(desk, "Phone").accessibleDescription()


async def test_the_button_does_what_the_keys_do_and_f1_names_them(practice_desk):
    desk = practice_desk
    fill(desk, LEAD)
    button = desk.enter.footer.preview
    assert button.accessibleName() == "Preview"
    assert "Ctrl+Shift+Enter" in button.toolTip()
    button.setFocus()
    press(desk, Qt.Key.Key_Space)
    dialog = desk.window.findChild(PreviewDialog)
    assert dialog.copy.accessibleName() == "Copy as cURL"
    assert dialog.close_button.accessibleName() == "Close"
    dialog.reject()
    await at_the_window(desk)
    press(desk, Qt.Key.Key_F1)
    shortcuts = QApplication.activeModalWidget()
    assert isinstance(shortcuts, ShortcutsDialog)
    keys = shortcuts.table.model()
    assert "Ctrl+Shift+Enter" in {keys.index(row, 0).data() for row in range(keys.rowCount())}
    shortcuts.reject()


async def test_a_preview_needs_no_key_and_no_permission_to_send(leaddesk_home, vendor):
    async with opened(Options()) as desk:
        profile = replace(profile_for(desk, vendor.base_url), safety=SafetyLevel.READ_ONLY)
        await desk.use.profiles.save_profile(profile, {})
        fill(desk, {"Phone": "7205550100"})
        dialog = await preview(desk)
        said = labels(dialog)
        assert "Northside is read only. Send lead sends nothing." in said
        dialog.reject()
        assert (await desk.use.browse.find()).rows == ()
    assert vendor.requests == ()


async def test_filled_fields_without_a_column_are_named_in_the_preview_and_in_the_record(leaddesk_home, vendor):
    async with opened(Options()) as desk:
        profile = profile_for(desk, vendor.base_url)
        spring = replace(profile.destinations[0], dialer="Generic", mapping=(MappedField("phone", "n", "Phone"),))
        profile = replace(profile, destinations=(spring,))
        await desk.use.profiles.save_profile(profile, {"api_key": Secret(vendor.api_key)})
        fill(desk, {"Phone": "7205550100", "Street": "100 Sample Street"})
        dialog = await preview(desk)
        said = labels(dialog)
        assert "Not sent: Street has no column in this destination." in said
        dialog.reject()
        await at_the_window(desk)
        press(desk, Qt.Key.Key_Return, CTRL)
        await until(lambda: not desk.enter.in_flight, "an answer")
        assert "Not sent: Street has no column here." in described(desk.enter.place, "Record")


# ---------------------------------------------------------------- cURL and back


async def test_a_lead_goes_out_as_a_command_and_comes_back_into_the_form(practice_desk):
    desk = practice_desk
    fill(desk, LEAD)
    before = texts(desk)
    command = await copy_as_curl(desk)
    assert '-H "X-API-KEY: $LEADDESK_API_KEY"' in command
    assert desk._server.api_key not in command
    press(desk, Qt.Key.Key_N, CTRL)
    assert not any(texts(desk).values())
    paste_into_phone(desk, command)
    assert texts(desk) == before
    assert "Nothing was sent." in described(desk.window, "Message")
    assert desk._server.requests == ()


async def test_a_pasted_command_replaces_the_whole_form_and_names_what_fits_nowhere(practice_desk):
    desk = practice_desk
    fill(desk, {"Last name": "Former", "Email": "former@example.com"})
    rows = [{"value": "7205550100", "dialerField": "phone_number"}, {"value": "x", "dialerField": "shoe_size"}]
    key = "Canary-key-0123456789"
    paste_into_phone(desk, f"curl https://example.com -H 'X-API-KEY: {key}' \\\n -d '{json.dumps({'fields': rows})}'")
    assert field(desk, "Phone").text() == "(720) 555-0100"
    assert (field(desk, "Last name").text(), field(desk, "Email").text()) == ("", "")
    assert "shoe_size" in described(desk.window, "Message")
    assert key not in str(desk.enter.form.to_raw())
    desk.window.messages._act()
    assert field(desk, "Last name").text() == "Former", "what stood there can be brought back"


async def test_a_pasted_command_takes_the_former_answer_off_the_screen(practice_desk):
    desk = practice_desk
    await send(desk, "7205550104")
    command = await copy_as_curl(desk)
    paste_into_phone(desk, command)
    assert described(desk.enter.place, "Load outcome").startswith("No answer yet")
    press(desk, Qt.Key.Key_Return, CTRL)
    await until(QApplication.activeModalWidget, "the question before the same lead goes out again")
    question = QApplication.activeModalWidget()
    assert isinstance(question, QDialog)
    assert question.windowTitle() == "Send anyway"
    assert not desk.enter.in_flight
    question.reject()


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("curl https://example.com -H 'X-API-KEY: Canary'", "It has no body"),
        ("curl -d 'open -H Canary", "never closed"),
        ("curl -d @Canary.json", "does not open"),
        ("curl -d '{\"Canary\": 1}'", "no list of fields"),
    ],
)
async def test_a_command_that_cannot_be_read_changes_nothing_and_says_why(practice_desk, command, says):
    desk = practice_desk
    type_into(field(desk, "Phone"), "720")
    paste_into_phone(desk, command)
    assert field(desk, "Phone").text() == "720"
    message = described(desk.window, "Message")
    assert "This cURL command was not taken." in message
    assert says in message
    assert "Canary" not in message


async def test_nothing_is_pasted_or_previewed_over_a_lead_that_is_on_its_way(practice_desk):
    desk = practice_desk
    type_into(field(desk, "Phone"), "7205550131")
    press(desk, Qt.Key.Key_Return, CTRL)
    await until(lambda: desk._server.count("7205550131"), "the request to arrive")
    paste_into_phone(desk, 'curl --json \'{"fields": [{"value": "7205550100", "dialerField": "phone_number"}]}\'')
    assert field(desk, "Phone").text() == "(720) 555-0131"
    assert "Wait for the answer, then paste it again." in described(desk.window, "Message")
    press(desk, Qt.Key.Key_Return, CTRL_SHIFT)
    assert desk.window.findChild(PreviewDialog) is None
    press(desk, Qt.Key.Key_Escape)
    await until(lambda: not desk.enter.in_flight, "Cancel sending to answer")


async def test_a_destination_with_gaps_is_said_instead_of_a_preview(leaddesk_home, vendor):
    async with opened(Options()) as desk:
        profile = profile_for(desk, vendor.base_url)
        spring = replace(profile.destinations[0], settings={})
        await desk.use.profiles.save_profile(replace(profile, destinations=(spring,)), {})
        fill(desk, {"Phone": "7205550100"})
        press(desk, Qt.Key.Key_Return, CTRL_SHIFT)
        assert desk.window.findChild(PreviewDialog) is None
        assert "Spring list cannot take a lead yet." in described(desk.window, "Message")


async def test_a_number_is_still_pasted_as_a_number(practice_desk):
    paste_into_phone(practice_desk, "+1 720 555 0100")
    assert field(practice_desk, "Phone").text() == "+1 720 555 0100"


# ---------------------------------------------------------------- Keep


async def test_new_lead_keeps_what_is_pinned_and_nothing_else(practice_desk):
    desk = practice_desk
    fill(desk, {"Phone": "7205550100", "City": "Sampleton", "State": "DC", "Last name": "Person"})
    pin(desk, "City").setFocus(Qt.FocusReason.TabFocusReason)
    press(desk, Qt.Key.Key_Space)
    assert pin(desk, "City").isChecked()
    assert pin(desk, "City").toolTip() == "Keep for the next lead"
    press(desk, Qt.Key.Key_N, CTRL)
    assert field(desk, "City").text() == "Sampleton"
    assert [field(desk, name).text() for name in ("Phone", "State", "Last name")] == ["", "", ""]
    assert QApplication.focusWidget() is field(desk, "Phone")
    pin(desk, "City").click()
    press(desk, Qt.Key.Key_N, CTRL)
    assert field(desk, "City").text() == ""


async def test_tab_goes_from_preview_to_the_destination_and_then_over_the_pins(practice_desk):
    desk = practice_desk
    await at_the_window(desk)
    desk.enter.footer.send.setFocus()
    met = []
    for _ in range(14):
        focused = QApplication.focusWidget()
        met.append(focused.accessibleName() if focused else "nothing")
        press(desk, Qt.Key.Key_Tab)
    assert met == [
        "Send lead",
        "New lead",
        "Preview",
        "Destination",
        "Routes",
        *(f"Keep {name}" for name in ("First name", "Last name", "Email", "Street", "City", "State", "Zip")),
        "Verdict pages",
        met[-1],
    ]
    assert not [one for one in desk.enter.place.findChildren(KeepPin) if one.accessibleName() == "Keep Phone"]


async def test_pins_and_what_they_keep_come_back_after_a_restart_without_a_word(leaddesk_home, vendor):
    SettingsFile(leaddesk_home / "config" / "settings.toml").save(Settings(history_mode="plain"))
    async with opened(Options()) as desk:
        await desk.use.profiles.save_profile(profile_for(desk, vendor.base_url), {"api_key": Secret(vendor.api_key)})
        fill(desk, {"Phone": "7205550100", "City": "Sampleton"})
        pin(desk, "City").click()
        press(desk, Qt.Key.Key_N, CTRL)
    async with opened(Options()) as desk:
        await until(lambda: field(desk, "City").text(), "the kept city")
        assert field(desk, "City").text() == "Sampleton"
        assert pin(desk, "City").isChecked()
        assert not pin(desk, "State").isChecked()
        assert "draft" not in desk.window.messages.label.text()


async def test_a_draft_with_only_a_destinations_own_field_comes_back(leaddesk_home, vendor):
    SettingsFile(leaddesk_home / "config" / "settings.toml").save(Settings(history_mode="plain"))
    async with opened(Options()) as desk:
        profile = profile_for(desk, vendor.base_url)
        spring = profile.destinations[0]
        loans = replace(
            spring, id="loans", name="Loans", mapping=(*spring.mapping, MappedField("Loan amount", "loan_amount"))
        )
        await desk.use.profiles.save_profile(replace(profile, destinations=(spring, loans)), {})
        desk.enter.destination.choose("loans")
        fill(desk, {"Loan amount": "12000"})
    async with opened(Options()) as desk:
        await until(lambda: "draft" in desk.window.messages.label.text(), "the draft")
        target = desk.enter.destination.target
        assert target is not None
        assert target.destination.id == "loans"
        assert field(desk, "Loan amount").text() == "12000"


# ---------------------------------------------------------------- waiting, and numbers sent as typed


async def test_a_vendor_that_asks_to_wait_is_counted_down_and_blocks_nobody(practice_desk):
    desk = practice_desk
    await send(desk, "7205550146")
    assert described(desk.enter.place, "Load outcome").startswith("Rejected")
    await until(lambda: desk.enter.footer.hint.startswith("The vendor asks to wait: send again in "), "the wait")
    first = desk.enter.footer.hint
    await until(lambda: desk.enter.footer.hint != first, "the seconds to go by")
    assert desk.enter.footer.send.isEnabled()
    press(desk, Qt.Key.Key_N, CTRL)
    assert desk.enter.footer.hint.startswith("The vendor asks to wait"), "the next lead meets the same limit"
    await send(desk, "7205550100")
    assert described(desk.enter.place, "Load outcome").startswith("Loaded")
    await until(lambda: desk.enter.footer.hint == "Sent once. Sending again asks first.", "what may be done next")


async def test_a_refused_number_can_be_sent_as_typed_and_that_is_on_record(practice_desk):
    desk = practice_desk
    type_into(field(desk, "Phone"), "5550100")
    press(desk, Qt.Key.Key_Return, CTRL)
    assert not desk.enter.in_flight
    box = next(one for one in desk.enter.place.findChildren(QCheckBox) if one.accessibleName() == "Send as typed")
    assert box.isVisible()
    box.setFocus()
    press(desk, Qt.Key.Key_Space)
    body = json.loads(read_curl_body(await copy_as_curl(desk)))
    assert body["fields"][0]["value"] == field(desk, "Phone").text()
    press(desk, Qt.Key.Key_Return, CTRL)
    await until(lambda: not desk.enter.in_flight, "an answer")
    note = "Sent as typed: the number was not accepted by the phone library."
    assert note in described(desk.enter.place, "Record")
    exchange = await desk.use.browse.open((await desk.use.browse.find()).rows[0].id)
    assert exchange.opening.notes == (note,)
    press(desk, Qt.Key.Key_5, CTRL)
    table = next(one for one in desk.places.history.findChildren(QTableView) if one.accessibleName() == "Exchanges")
    await until(lambda: table.model().rowCount() == 1, "the exchange")
    table.setFocus()
    table.selectRow(0)
    press(desk, Qt.Key.Key_Return)
    await until(desk.places.history.is_open, "the verdict of the exchange")
    assert note in described(desk.places.history, "Record")
