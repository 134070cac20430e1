"""The first run: the welcome stands where the verdict will, until there is a profile, and never in practice mode."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from leaddesk import __version__
from leaddesk.app import first_run
from leaddesk.app.desk import Desk
from leaddesk.app.options import Options
from leaddesk.domain.profile import ConnectionProfile, Environment
from leaddesk.infra.build_stamp import version_words
from leaddesk.infra.settings_file import Settings, SettingsFile
from leaddesk.ui.views.profiles import ProfilesView
from leaddesk.ui.views.settings_dialog import SettingsDialog
from leaddesk.ui.views.welcome.dialog import WelcomeDialog
from leaddesk.ui.views.welcome.welcome import WORDS, Welcome
from tests.app.conftest import field, opened, type_into, until

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support (raise\(\)|grabbing)")

FIRST = ConnectionProfile(
    id="p1", name="Northside", vendor="purecallerid", base_url="https://core.example.com", environment=Environment.TEST
)


@pytest.fixture
def new_home(leaddesk_home: Path) -> Path:
    """A home without a profile, whose history is kept in memory and asks nothing."""
    SettingsFile(leaddesk_home / "config" / "settings.toml").save(Settings(history_mode="memory"))
    return leaddesk_home


def welcome_of(desk: Desk) -> Welcome | None:
    return desk.enter.place.findChild(Welcome)


async def welcomed(desk: Desk) -> Welcome:
    await until(lambda: welcome_of(desk), "the welcome")
    welcome = welcome_of(desk)
    assert welcome
    return welcome


async def test_without_a_profile_the_welcome_stands_in_the_verdicts_seat_and_phone_takes_keys(new_home: Path) -> None:
    async with opened(Options()) as desk:
        welcome = await welcomed(desk)
        assert welcome.isVisible()
        assert not desk.enter.verdict.isVisible()
        assert welcome.practice_button.accessibleName() == "Try in practice mode"
        assert welcome.profile_button.accessibleName() == "Add your first profile"
        type_into(field(desk, "Phone"), "555")
        assert "555" in field(desk, "Phone").text()


async def test_the_first_profile_brings_the_verdict_back_for_good(new_home: Path) -> None:
    async with opened(Options()) as desk:
        await welcomed(desk)
        await desk.use.profiles.save_profile(FIRST, {}, for_session=True)
        await until(desk.enter.verdict.isVisible, "the verdict")
        assert welcome_of(desk) is None
        await desk.use.profiles.delete_profile("p1")
        assert desk.enter.verdict.isVisible()


async def test_add_your_first_profile_opens_the_editor_at_its_first_field(new_home: Path) -> None:
    async with opened(Options()) as desk:
        welcome = await welcomed(desk)
        QTest.mouseClick(welcome.profile_button, Qt.MouseButton.LeftButton)
        await until(lambda: isinstance(desk.window.page("Profiles"), ProfilesView), "Profiles")
        view = desk.window.page("Profiles")
        assert isinstance(view, ProfilesView)
        await until(view.isVisible, "Profiles in view")
        await until(lambda: view.editor.form.first_field().hasFocus(), "the editor's first field")


@pytest.mark.parametrize(("starts", "said"), [(True, "Practice mode opens"), (False, "Practice mode did not start.")])
async def test_try_in_practice_mode_starts_a_process_of_its_own(
    new_home: Path, monkeypatch: pytest.MonkeyPatch, starts: bool, said: str
) -> None:
    started: list[bool] = []

    def start(*, first_steps: bool) -> bool:
        started.append(first_steps)
        return starts

    monkeypatch.setattr(first_run, "practice_beside", start)
    async with opened(Options()) as desk:
        welcome = await welcomed(desk)
        QTest.mouseClick(welcome.practice_button, Qt.MouseButton.LeftButton)
        assert said in desk.window.messages.label.accessibleDescription()
        QTest.mouseClick(welcome.practice_button, Qt.MouseButton.LeftButton)
        assert started == [True, False], "the first steps are shown the first time, and never again"
        assert not desk.options.practice
        assert desk.use.profiles.profiles == ()


async def test_practice_mode_has_a_profile_and_no_welcome(practice_desk: Desk) -> None:
    assert welcome_of(practice_desk) is None
    assert practice_desk.enter.verdict.isVisible()


async def test_the_welcome_can_be_opened_again_and_says_no_first_where_there_is_one(practice_desk: Desk) -> None:
    practice_desk._open_settings()
    settings = QApplication.activeModalWidget()
    assert isinstance(settings, SettingsDialog)
    about = settings.sections["About"].findChildren(QLabel)
    assert f"version {version_words()}, MIT license" in [label.text() for label in about]
    settings.welcome.click()
    await until(lambda: isinstance(QApplication.activeModalWidget(), WelcomeDialog), "the welcome")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, WelcomeDialog)
    welcome = dialog.findChild(Welcome)
    assert welcome
    assert welcome.profile_button.accessibleName() == "Add a profile"
    assert not welcome.practice_button.isVisibleTo(dialog)
    QTest.mouseClick(welcome.profile_button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    await until(lambda: isinstance(practice_desk.window.page("Profiles"), ProfilesView), "Profiles")


async def test_the_four_words_are_explained(practice_desk: Desk) -> None:
    assert WORDS == ("SAN", "ttl", "Litigator", "Destination")
    assert all(practice_desk.use.terms.find(f"word.{word}") for word in WORDS)


def test_practice_mode_is_found_from_the_folder_it_starts_in() -> None:
    program, args, folder = first_run.practice_command(frozen=False)
    assert args[-1] == "--practice"
    said = subprocess.run(
        [program, *args[:-1], "--version"], cwd=folder, capture_output=True, text=True, timeout=60, check=True
    )
    assert __version__ in said.stdout
    assert first_run.practice_command(frozen=True)[1] == ["--practice"]
