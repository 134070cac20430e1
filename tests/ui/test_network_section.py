"""*Network* in *Settings*: a test of what stands in the fields, its progress and a way out; a password forgotten."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from leaddesk.domain.errors import KeyringTrouble, LeadDeskError, StoreProblem
from leaddesk.domain.secret import Secret
from leaddesk.infra.keyring_words import keyring_problem
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.settings.network import NetworkSection
from leaddesk.ui.views.settings.network_choice import NetworkChoice, NetworkDesk, NetworkTested

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

PROXY = NetworkChoice(way="proxy", host="proxy.example.com", port=3128, user="reyes")
TYPED = "canary-proxy-password"


class Desk:
    def __init__(self) -> None:
        self.asked: list[tuple[NetworkChoice, Secret | None, str]] = []
        self.forgotten: list[NetworkChoice] = []
        self.answer = asyncio.Event()
        self.tested = NetworkTested(True, ("Northside: reached core.example.com.", "South: one\u2028line"))
        self.problem: LeadDeskError | None = None
        self.ended = False

    async def keep(self, _choice: NetworkChoice, _password: Secret | None) -> str:
        raise AssertionError("a test keeps nothing")

    async def forget(self, choice: NetworkChoice) -> str:
        self.forgotten.append(choice)
        if self.problem:
            raise self.problem
        return "The proxy's password is forgotten."

    async def test(
        self, choice: NetworkChoice, password: Secret | None, profile_id: str, on_step: Callable[[str], None]
    ) -> NetworkTested:
        self.asked.append((choice, password, profile_id))
        on_step("Testing Northside. Waiting for an answer")
        try:
            await self.answer.wait()
        finally:
            self.ended = True
        if self.problem:
            raise self.problem
        return self.tested


@pytest.fixture
def desk() -> Desk:
    return Desk()


def section_of(
    theme: Theme, qtbot: QtBot, desk: Desk, scope: TaskScope, profiles: tuple[tuple[str, str], ...]
) -> NetworkSection:
    parts = NetworkDesk(now=PROXY, keep=desk.keep, forget=desk.forget, profiles=profiles, test=desk.test)
    section = NetworkSection(theme, parts, scope)
    qtbot.addWidget(section)
    section.resize(600, 500)
    section.show()
    return section


@pytest.fixture
async def section(theme: Theme, qtbot: QtBot, desk: Desk) -> AsyncIterator[NetworkSection]:
    scope = TaskScope()
    yield section_of(theme, qtbot, desk, scope, (("p1", "Northside"), ("p2", "<b>South</b>")))
    scope.cancel()
    await steps()


async def steps() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


def click(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


async def test_a_test_asks_by_what_is_typed_and_says_what_it_showed(section: NetworkSection, desk: Desk) -> None:
    trial = section.trial
    assert [trial.profile.itemText(at) for at in range(3)] == ["Every profile", "Northside", "<b>South</b>"]
    section.except_for.setText("intern.example.com")
    section.password.setText(TYPED)
    trial.profile.setCurrentText("Northside")
    click(trial.test_button)
    await steps()
    assert trial.said.text() == "Testing Northside. Waiting for an answer, 0 s"
    assert trial.cancel_button.isVisible()
    assert not trial.test_button.isEnabled()
    desk.answer.set()
    await steps()
    assert desk.asked == [
        (
            NetworkChoice(
                way="proxy", host="proxy.example.com", port=3128, user="reyes", except_for="intern.example.com"
            ),
            Secret(TYPED),
            "p1",
        )
    ]
    first, second = trial.said.text().split("\n")
    assert first == "Northside: reached core.example.com."
    assert second.startswith("South: one")
    assert "\u2028" not in second
    assert trial.said.accessibleDescription() == trial.said.text()
    assert trial.said.property("ink") == "ok"
    assert trial.test_button.isEnabled()
    assert not trial.cancel_button.isVisible()
    assert section.password.text() == TYPED, "it was not taken over"


async def test_the_seconds_go_on_while_a_test_waits(section: NetworkSection, monkeypatch: pytest.MonkeyPatch) -> None:
    click(section.trial.test_button)
    await steps()
    monkeypatch.setattr(section.trial, "_since", SimpleNamespace(elapsed=lambda: 3200))
    await asyncio.sleep(0.3)
    assert section.trial.said.text() == "Testing Northside. Waiting for an answer, 3 s"


@pytest.mark.parametrize("failing", [True, False])
async def test_what_failed_is_said_in_red_words(section: NetworkSection, desk: Desk, failing: bool) -> None:
    desk.tested = NetworkTested(False, ("Northside: The proxy refused to connect to core.example.com.",))
    if failing:
        desk.problem = StoreProblem("The proxy needs a host name or an address.")
    desk.answer.set()
    click(section.trial.test_button)
    await steps()
    assert section.trial.said.text() == (desk.problem.sentence() if desk.problem else desk.tested.lines[0])
    assert section.trial.said.property("ink") == "danger"
    assert section.trial.test_button.isEnabled()


async def test_cancel_walks_away_and_says_that_nothing_is_known(section: NetworkSection, desk: Desk) -> None:
    trial = section.trial
    click(trial.test_button)
    await steps()
    click(trial.cancel_button)
    await steps()
    assert desk.ended
    assert trial.said.text() == "Test cancelled. Nothing is known about the network."
    assert trial.test_button.isEnabled()
    assert not trial.cancel_button.isVisible()
    assert not trial._ticker.isActive()


async def test_without_a_profile_there_is_nobody_to_ask(theme: Theme, qtbot: QtBot, desk: Desk) -> None:
    trial = section_of(theme, qtbot, desk, TaskScope(), ()).trial
    assert not trial.test_button.isEnabled()
    assert "make one in Profiles" in trial.said.text()


async def test_one_profile_is_chosen_already(theme: Theme, qtbot: QtBot, desk: Desk) -> None:
    trial = section_of(theme, qtbot, desk, TaskScope(), (("p1", "Northside"),)).trial
    assert (trial.profile.count(), trial.profile.currentData()) == (1, "p1")


async def test_forget_takes_the_password_out_of_the_keyring_and_the_field(section: NetworkSection, desk: Desk) -> None:
    assert section.forget.isVisible()
    section.password.setText(TYPED)
    click(section.forget)
    await steps()
    assert desk.forgotten == [PROXY]
    assert section.password.text() == ""
    assert section.said.text() == "The proxy's password is forgotten."
    assert section.forget.isEnabled()
    section.way.setCurrentText("No proxy")
    assert not section.forget.isVisible()


async def test_a_keyring_that_does_not_forget_is_said(section: NetworkSection, desk: Desk) -> None:
    desk.problem = keyring_problem(KeyringTrouble.LOCKED)
    click(section.forget)
    await steps()
    assert "locked" in section.said.text()
    assert section.said.property("ink") == "danger"
    assert section.forget.isEnabled()
