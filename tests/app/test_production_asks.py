"""Every write path of the window under a production profile: each asks first, and nothing leaves before the answer.

But one, by PRODUCT P02: a single lead that nothing speaks against goes at once, once it is known who is at the desk.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton

from leaddesk.app.desk import Desk
from leaddesk.app.options import Options
from leaddesk.app.practice import practice_profile
from leaddesk.domain.before_sending import CallingDoubt
from leaddesk.domain.campaign import MESSAGE_KEYS
from leaddesk.domain.profile import Environment, SafetyLevel
from leaddesk.domain.route import Route
from leaddesk.domain.secret import Secret
from leaddesk.practice import PracticeServer
from leaddesk.ui.views.before_sending_dialog import BeforeSendingDialog
from leaddesk.ui.views.campaigns import CampaignsView
from leaddesk.ui.views.campaigns.act_dialog import CampaignActDialog
from leaddesk.ui.views.campaigns.edit_dialog import EditMessagesDialog
from leaddesk.ui.views.campaigns.pause_all_dialogs import PauseAllDialog, RestoreDialog
from leaddesk.ui.views.check_number.view import CheckNumberView
from leaddesk.ui.views.enter_lead import looking
from leaddesk.ui.views.operator_dialog import OperatorDialog
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.places_rail import PLACES
from tests.app.conftest import CTRL, at_the_window, described, go_to, opened, press, until
from tests.helpers.fake_keyring import FakeKeyring

SHIFT = Qt.KeyboardModifier.ShiftModifier
CLOSED = CallingDoubt("Closed in Denver, CO until 8:00 am MST.")
NOW_AND_THEN_S = 0.05
"""How long is waited for what must not happen."""

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")


@dataclass
class Floor:
    """The desk, and the vendor that it must not write to unasked."""

    desk: Desk
    vendor: PracticeServer
    doubt: CallingDoubt | None = None

    @property
    def writes(self) -> int:
        """How many requests the vendor got that change something."""
        return sum(seen.method != "GET" for seen in self.vendor.requests)


@pytest.fixture
async def floor(
    leaddesk_home: Path, vendor: PracticeServer, fake_keyring: FakeKeyring, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Floor]:
    """Ordinary mode with a production profile; nothing is known yet of who is at the desk."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = app.doubleClickInterval()
    app.setDoubleClickInterval(1)
    async with opened(Options()) as desk:
        profiles = desk.use.profiles
        schema = partial(profiles.destination_schema, "purecallerid")
        profile = practice_profile(vendor.base_url, profiles.vendor("purecallerid"), schema)
        profile = replace(profile, id="p", name="Northside", environment=Environment.PRODUCTION)
        await profiles.save_profile(profile, {"api_key": Secret(vendor.api_key)})
        await until(lambda: desk.enter.destination.target, "a destination")
        floor = Floor(desk, vendor)
        monkeypatch.setattr(looking, "calling_doubt", lambda _clock: floor.doubt)
        yield floor
    app.setDoubleClickInterval(before)


def question() -> QDialog | None:
    found = QApplication.activeModalWidget()
    return found if isinstance(found, QDialog) else None


async def asked(floor: Floor, kind: type[QDialog], what: str) -> QDialog:
    """Waits for a question and looks that nothing has left meanwhile."""
    await until(question, f"the question before: {what}")
    dialog = question()
    assert isinstance(dialog, kind), f"{what}: {dialog}"
    return dialog


async def asks(
    floor: Floor, what: str, do: Callable[[], Awaitable[None]], kind: type[QDialog], *, and_writes: bool = True
) -> None:
    """Asserts that an act asks, that *Cancel* leaves nothing, and that its verb then does."""
    before = floor.writes
    await do()
    dialog = await asked(floor, kind, what)
    await asyncio.sleep(NOW_AND_THEN_S)
    assert floor.writes == before, f"{what}: something left before the answer"
    dialog.reject()
    await until(lambda: not question(), "the question to close")
    await asyncio.sleep(NOW_AND_THEN_S)
    assert floor.writes == before, f"{what}: something left after Cancel"
    if and_writes:
        await do()
        agree(await asked(floor, kind, what))
        await until(lambda: floor.writes > before, f"{what}, agreed to, to leave")
        await until(lambda: at_rest(floor.desk), f"the end of: {what}")


def agree(dialog: QDialog) -> None:
    """Presses the verb, with what it wants to be typed before."""
    if isinstance(dialog, BeforeSendingDialog) and dialog.reason.isVisible():
        dialog.reason.combo.setCurrentIndex(1)
    for line in dialog.findChildren(QLineEdit):
        if line.accessibleName() == "Campaign name":
            line.setText(line.accessibleDescription().removeprefix("Type ").removesuffix(" to activate it."))
    verb = dialog.send_button if isinstance(dialog, EditMessagesDialog) else getattr(dialog, "verb", None)
    assert isinstance(verb, QPushButton)
    assert verb.isEnabled()
    verb.click()


def at_rest(desk: Desk) -> bool:
    campaigns = desk.window.page("Campaigns")
    busy = isinstance(campaigns, CampaignsView) and (bool(campaigns.acts.running) or campaigns.pausing.busy)
    return not (busy or desk.enter.in_flight or desk.places.checking or question())


# ------------------------------------------------------------ leads


async def send(floor: Floor, number: str, *, by_keys: bool = False) -> None:
    """Types a number and presses *Send lead*, or its keys."""
    desk = floor.desk
    desk.enter.form.load({"phone": number})
    await until(desk.enter.footer.send.isEnabled, "Send lead")
    if by_keys:
        await at_the_window(desk)
        press(desk, Qt.Key.Key_Return, CTRL)
    else:
        desk.enter.footer.send.click()


async def goes_at_once(floor: Floor, number: str) -> None:
    before = floor.writes
    await send(floor, number)
    await until(lambda: floor.writes > before, "the lead to leave")
    await until(lambda: at_rest(floor.desk), "its answer")


async def test_a_lead_asks_who_is_at_the_desk_and_then_whenever_there_is_a_reason(floor: Floor) -> None:
    desk = floor.desk
    await asks(floor, "the first lead", partial(send, floor, "720-555-0100"), OperatorDialog)
    await goes_at_once(floor, "720-555-0104")

    await asks(floor, "sent before", partial(send, floor, "720-555-0100"), BeforeSendingDialog)
    await asks(floor, "sent before", partial(send, floor, "720-555-0104", by_keys=True), BeforeSendingDialog)
    await goes_at_once(floor, "720-555-0132")
    await asks(floor, "outcome unknown", partial(send, floor, "720-555-0132"), BeforeSendingDialog)
    await desk.use.asked.mark("720-555-0106", "", "M. Reyes")
    await asks(floor, "asked not to be called", partial(send, floor, "720-555-0106"), BeforeSendingDialog)
    floor.doubt = CLOSED
    await asks(floor, "calling window", partial(send, floor, "720-555-0107"), BeforeSendingDialog)
    await asks(floor, "calling window", partial(send, floor, "720-555-0108", by_keys=True), BeforeSendingDialog)

    ids = tuple(one.id for one in desk.use.profiles.profiles[0].destinations[:2])
    assert await desk.use.routes.save(Route(id="r", name="Round", destination_ids=ids)) == ()
    desk.enter.destination.choose("route r")
    await asks(floor, "a route", partial(send, floor, "720-555-0109"), BeforeSendingDialog)


async def test_a_number_check_asks_each_time(floor: Floor) -> None:
    view = await go_to(floor.desk, "Check number")
    assert isinstance(view, CheckNumberView)
    known = floor.desk.questions

    async def check() -> None:
        view.open_with("720-555-0104")
        await until(view.bar.check.isEnabled, "Check now")
        view.bar.check.click()

    known._operator_known = True
    for _ in range(2):
        await asks(floor, "a check", check, ActDialog)


async def test_a_check_asks_who_is_at_the_desk_too(floor: Floor) -> None:
    view = await go_to(floor.desk, "Check number")
    assert isinstance(view, CheckNumberView)
    view.open_with("720-555-0104")
    await until(view.bar.check.isEnabled, "Check now")
    view.bar.check.click()
    agree(await asked(floor, ActDialog, "a check"))
    await until(lambda: isinstance(question(), OperatorDialog), "who is at the desk")
    assert floor.writes == 0
    agree(await asked(floor, OperatorDialog, "a check"))
    await until(lambda: floor.writes == 1, "the check")
    await until(lambda: at_rest(floor.desk), "its answer")


# ------------------------------------------------------------ campaigns


async def the_board(floor: Floor) -> CampaignsView:
    view = await go_to(floor.desk, "Campaigns")
    assert isinstance(view, CampaignsView)
    await until(lambda: view.board.model.rowCount() > 12, "the board")
    return view


def choose(view: CampaignsView, status: str) -> None:
    """Chooses a campaign of that status."""
    row = next(at for at in range(view.board.model.rowCount()) if view.board.model.row(at).campaign.status == status)
    view.board.table.selectRow(row)


def shown(desk: Desk, name: str) -> list[QPushButton]:
    every = desk.window.findChildren(QPushButton)
    return [one for one in every if one.accessibleName() == name and one.isVisible()]


def button(desk: Desk, name: str) -> QPushButton:
    return shown(desk, name)[0]


async def test_every_act_on_a_campaign_asks(floor: Floor) -> None:
    view = await the_board(floor)
    desk = floor.desk
    desk.questions._operator_known = True

    async def by_button(name: str, status: str) -> None:
        await until(lambda: not view.reading.busy, "the board to be read")
        choose(view, status)
        view.lists.field.setText("Practice list")
        await until(button(desk, name).isEnabled, name)
        button(desk, name).click()

    async def again() -> None:
        await until(lambda: shown(desk, "Activate again"), "the offer to take the pause back")
        button(desk, "Activate again").click()

    async def by_keys(key: Qt.Key) -> None:
        await until(lambda: not view.reading.busy, "the board to be read")
        choose(view, "ACTIVE")
        await at_the_window(desk)
        press(desk, key, CTRL | SHIFT)

    await asks(floor, "Pause campaign", partial(by_button, "Pause campaign", "ACTIVE"), CampaignActDialog)
    await asks(floor, "Activate again", again, CampaignActDialog, and_writes=False)
    await asks(floor, "Pause campaign by keys", partial(by_keys, Qt.Key.Key_S), CampaignActDialog)
    for name in ("Activate campaign", "Activate list", "Pause list"):
        await asks(floor, name, partial(by_button, name, "READY"), CampaignActDialog)
    await asks(floor, "Pause all by keys", partial(by_keys, Qt.Key.Key_P), PauseAllDialog, and_writes=False)
    await asks(floor, "Pause all", partial(by_button, "Pause all active", "ACTIVE"), PauseAllDialog)
    await asks(floor, "Restore", partial(by_button, "Restore", "READY"), RestoreDialog)


async def test_changed_texts_are_shown_before_they_are_sent_and_a_way_out_stays(floor: Floor) -> None:
    view = await the_board(floor)
    choose(view, "READY")
    button(floor.desk, "Edit messages").click()
    dialog = await asked(floor, EditMessagesDialog, "Edit messages")
    assert isinstance(dialog, EditMessagesDialog)
    dialog.editors[MESSAGE_KEYS[0]].put("Hello {{FirstName}}, this is Sample Co. Reply STOP to end.")
    dialog.review_button.click()
    assert "Sample Co" in dialog.difference.toPlainText()
    dialog.send_button.click()
    who = await asked(floor, OperatorDialog, "Edit messages")
    assert floor.writes == 0
    who.reject()
    await until(lambda: question() is dialog, "the texts")
    assert dialog.send_button.isEnabled(), "nothing was sent, and it may be sent again"
    dialog.send_button.click()
    agree(await asked(floor, OperatorDialog, "Edit messages"))
    await until(lambda: floor.writes == 1, "the texts to leave")
    await until(lambda: at_rest(floor.desk) or not dialog.send_button.isEnabled(), "the end")
    await until(lambda: not view.acts.running, "the answer")


# ------------------------------------------------------------ read only


async def test_a_read_only_profile_lets_no_button_and_no_key_write(floor: Floor) -> None:
    desk = floor.desk
    desk.questions._operator_known = True
    [profile] = desk.use.profiles.profiles
    await desk.use.profiles.save_profile(replace(profile, safety=SafetyLevel.READ_ONLY), {})
    desk.enter.form.load({"phone": "720-555-0100"})
    await at_the_window(desk)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        press(desk, key, CTRL)
    assert not desk.enter.footer.send.isEnabled()
    check = await go_to(desk, "Check number")
    assert isinstance(check, CheckNumberView)
    check.open_with("720-555-0104")
    check.check_now()
    assert not check.bar.check.isEnabled()
    view = await the_board(floor)
    view.lists.field.setText("Practice list")
    for status in ("ACTIVE", "READY"):
        choose(view, status)
        for key in (Qt.Key.Key_S, Qt.Key.Key_P):
            press(desk, key, CTRL | SHIFT)
        there = {name: shown(desk, name) for name in TRIED | OTHERS if shown(desk, name)}
        assert there.keys() == TRIED - {"Send lead", "Check now"} | OTHERS
        assert not [name for name, buttons in there.items() if any(one.isEnabled() for one in buttons)]
    await asyncio.sleep(NOW_AND_THEN_S)
    assert question() is None
    assert floor.writes == 0
    assert "read only" in described(desk.window, "Message")


# ------------------------------------------------------------ nothing is left out

TRIED = {"Send lead", "Check now", "Activate campaign", "Pause campaign", "Pause all active"}
"""The buttons that look like writes."""
OTHERS = {"Activate list", "Pause list", "Edit messages"}
"""More that write, once they have asked."""


async def test_no_button_that_looks_like_a_write_is_left_out(floor: Floor) -> None:
    for place in PLACES:
        await go_to(floor.desk, place.name)
    writing = [one for one in floor.desk.window.findChildren(Button) if one.property("role") == "write"]
    assert {one.accessibleName() for one in writing} == TRIED
    assert {one.property("env") for one in writing if one.isEnabled()} == {"production"}
