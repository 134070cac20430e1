"""What can be done from the command palette: every act of every place, the welcome, and campaigns by their names."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit

from leaddesk.app.commands_palette import _OF_TABS, _callings
from leaddesk.app.desk import Desk
from leaddesk.domain.exchange import EVERYTHING
from leaddesk.ui.views.campaigns.act_dialog import CampaignActDialog
from leaddesk.ui.views.palette.entries import MOST_SHOWN, Entry, Group, Verb, find
from leaddesk.ui.views.welcome.dialog import WelcomeDialog
from leaddesk.ui.widgets.places_rail import PLACES
from tests.app.conftest import at_the_window, go_to, press, send, until
from tests.app.test_palette import _keys_told, choose, current, entries, everywhere, open_palette

pytestmark = pytest.mark.qt_log_ignore(r"does not support raise\(\)", "propagateSizeHints")


async def test_every_act_of_every_place_has_an_entry_or_a_key_that_f1_names(practice_desk: Desk) -> None:
    desk = practice_desk
    await at_the_window(desk)
    await send(desk, "7205550132")
    await everywhere(desk)
    walked = 0
    for place in PLACES:
        page = await go_to(desk, place.name)
        listed = {entry.title for entry in desk.places.palette._actions()}
        keys = {re.sub("Return", "Enter", key) for key in _keys_told(place.name)}
        lines = [one for one in page.findChildren(QAction) if one.text() and not one.isCheckable()]
        for line in lines:
            key = line.shortcut().toString().replace("Return", "Enter")
            assert line.text().rstrip("…") in listed or key in keys, f"{place.name}: {line.text()}"
        buttons = [one for one in page.findChildren(QAbstractButton) if one.isVisible()]
        ours = [one for one in buttons if not type(one).__name__.startswith("Q") or one.accessibleName()]
        for button in ours:
            name = button.accessibleName()
            assert name, f"{place.name}: a {type(button).__name__} without a name"
            assert not listed.isdisjoint(_callings(name)) or name in _OF_TABS, f"{place.name}: {name}"
        walked += len(lines) + len(ours)
    assert walked > 80


async def test_the_welcome_is_an_action(practice_desk: Desk) -> None:
    await at_the_window(practice_desk)
    assert choose(practice_desk, "welcome") == "Show the welcome"
    assert isinstance(QApplication.activeModalWidget(), WelcomeDialog)


async def test_the_public_key_of_proofs_is_written_where_a_person_wants_it(practice_desk: Desk, tmp_path: Path) -> None:
    await at_the_window(practice_desk)
    assert choose(practice_desk, "public key") == "Export public key"
    await until(lambda: practice_desk.window.findChild(QFileDialog), "the choice of a file")
    files = practice_desk.window.findChild(QFileDialog)
    assert files
    line = files.findChild(QLineEdit)
    assert line
    line.setText(str(tmp_path / "key.txt"))
    QTest.keyClick(line, Qt.Key.Key_Return)
    await until(
        lambda: "Public key exported." in practice_desk.window.messages.label.accessibleDescription(), "the key"
    )
    assert re.search(r"^Fingerprint: [0-9a-f]", (tmp_path / "key.txt").read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize(("verb", "status"), [("Pause", "ACTIVE"), ("Activate", "READY")])
async def test_a_campaign_is_paused_or_activated_by_its_name_after_the_same_question(
    practice_desk: Desk, verb: str, status: str
) -> None:
    desk = practice_desk
    await go_to(desk, "Campaigns")
    view = desk.places.campaigns
    await until(view.board.current, "campaigns")
    _profile, campaign_id, name, _how = [one for one in view.known() if one[3] == status][-1]
    await go_to(desk, "History")
    await at_the_window(desk)
    palette = open_palette(desk)
    QTest.keyClicks(palette.field, f"{verb.lower()} {name}")
    assert current(palette) == f"{verb} {name}"
    press(desk, Qt.Key.Key_Return)
    await until(lambda: isinstance(QApplication.activeModalWidget(), CampaignActDialog), "the question")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, CampaignActDialog)
    assert dialog.windowTitle().startswith(f"{verb} ")
    chosen = view.board.current()
    assert chosen
    assert chosen.id == campaign_id
    assert await desk.use.deferred.find(EVERYTHING) == []
    dialog.reject()
    assert await desk.use.deferred.find(EVERYTHING) == []


async def test_a_campaign_that_is_gone_by_then_is_said_and_no_other_one_is_asked_about(practice_desk: Desk) -> None:
    desk = practice_desk
    await go_to(desk, "Campaigns")
    view = desk.places.campaigns
    await until(view.board.current, "campaigns")
    profile_id = next(view.known())[0].id
    desk.places.palette._ask_about(profile_id, "65f0000000000000000000ee", "Pause")
    assert QApplication.activeModalWidget() is None
    assert "not there any more" in desk.window.messages.label.accessibleDescription()


async def test_campaigns_in_the_palette_are_gone_to_unless_a_verb_is_typed(practice_desk: Desk) -> None:
    desk = practice_desk
    await go_to(desk, "Campaigns")
    await until(desk.places.campaigns.board.current, "campaigns")
    await at_the_window(desk)
    palette = open_palette(desk)
    titles = [one.title for one in entries(palette) if one.group is Group.CAMPAIGNS]
    assert titles
    assert not [title for title in titles if title.startswith(("Pause ", "Activate "))]
    QTest.keyClicks(palette.field, "pau")
    assert current(palette) == "Pause campaign"
    assert [one.title for one in entries(palette) if one.group is Group.CAMPAIGNS]
    press(desk, Qt.Key.Key_Escape)


def test_of_many_campaigns_a_verb_finds_as_many_as_are_shown() -> None:
    done: list[str] = []
    verbs = (Verb("Pause"), Verb("Activate"))
    many = [Entry(group=Group.CAMPAIGNS, title=f"Spring {n}", verbs=verbs, do=done.append) for n in range(500)]
    ((_group, shown),) = find("paus spring", {Group.CAMPAIGNS: many}).groups
    assert len(shown) == MOST_SHOWN
    assert shown[0].title == "Pause Spring 0"
    shown[0].run()
    assert done == ["Pause"]
    assert find("pa spring", {Group.CAMPAIGNS: many}).groups == ()
