"""A setup goes from one computer to another whole, without a secret, and is taken over whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from leaddesk.app import setup
from leaddesk.app.desk import Desk
from leaddesk.app.options import Options
from leaddesk.app.setup import Setup
from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.profile import ConnectionProfile, Destination, Environment
from leaddesk.domain.secret import Secret
from leaddesk.infra.settings_file import Settings, SettingsFile, as_carried
from leaddesk.services.ports import AlreadyThere
from tests.app.conftest import opened

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support (raise\(\)|grabbing)")

CANARY = "canary-api-key"
NORTH = ConnectionProfile(
    id="p1",
    name="Northside",
    vendor="purecallerid",
    base_url="https://core.example.com",
    environment=Environment.TEST,
    destinations=(Destination(id="d1", name="Spring", dialer="APN", settings={"campaign_id": "65f0"}),),
)
OWN = Settings(operator="M. Reyes", theme="dark", zoom=125, mask=True, history_mode="memory", retention_years=7)


def settings_file(home: Path) -> SettingsFile:
    return SettingsFile(home / "config" / "settings.toml")


def setup_of(desk: Desk) -> Setup:
    return Setup(desk.preferences, desk.use, desk.masking.set_on, practice=desk.options.practice)


@pytest.fixture
def home(leaddesk_home: Path) -> Path:
    settings_file(leaddesk_home).save(OWN)
    return leaddesk_home


async def test_what_is_exported_is_all_but_secrets_and_what_belongs_to_a_person(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "setup.toml"
    async with opened(Options()) as desk:
        await desk.use.profiles.save_profile(NORTH, {"api_key": Secret(CANARY)}, for_session=True)
        said = await setup_of(desk).export(str(file), False)
        assert said.startswith("Settings and 1 profile exported")
        text = file.read_text()
        assert CANARY not in text
        assert "Reyes" not in text
        assert "history_mode" not in text
        assert 'theme = "dark"' in text
        assert "Northside" in text
        with pytest.raises(AlreadyThere):
            await setup_of(desk).export(str(file), False)
        await setup_of(desk).export(str(file), True)
        plan = await setup_of(desk).plan(str(file))
        assert plan.changes == ()  # all of it is here already


async def test_an_import_says_what_it_changes_and_then_changes_it_here_and_on_disk(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "setup.toml"
    async with opened(Options()) as desk:
        await desk.use.profiles.save_profile(NORTH, {}, for_session=True)
        await setup_of(desk).export(str(file), False)
        await desk.use.profiles.delete_profile("p1")
        other = OWN._replace(theme="light", zoom=100, mask=False, operator="R. Doe")
        await desk.preferences.save(other)
        desk.preferences.wear(other)
        desk.masking.set_on(False)
        plan = await setup_of(desk).plan(str(file))
        assert plan.changes == (
            ("Theme", "Light → Dark"),
            ("Zoom", "100 % → 125 %"),
            ("Mask numbers and names", "off → on"),
            ("New profile", "Northside, at core.example.com, Test, destinations: 1"),
        )
        assert desk.theme.choice == "light"
        assert "1 profile" in await plan.apply()
        assert desk.theme.choice == "dark"
        assert desk.theme.zoom == 1.25
        assert desk.masking.on
        assert [one.name for one in desk.use.profiles.profiles] == ["Northside"]
        assert desk.use.profiles.profiles[0].id != "p1"
        assert settings_file(home).load()[0] == other._replace(theme="dark", zoom=125, mask=True)
        desk.theme.set_choice("system")
        desk.theme.set_zoom(1.0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no setup of LeadDesk"),
        ("theme = ", "cannot be read"),
        ("leaddesk_setup = 2", "has form 2"),
        ("leaddesk_setup = true", "has form True"),
        ("leaddesk_setup = 1\nsettings = 4", "is no table"),
        ("leaddesk_setup = 1\n[settings]\nzoom = 7000", "key “zoom”: 7000"),
        ("leaddesk_setup = 1\n[settings]\ntheme = ['dark']", "key “theme”"),
        ("leaddesk_setup = 1\n[settings]\nnetwork = 'proxy'", "needs a host name"),
        ("leaddesk_setup = 1\n[settings]\nown_certificates = '/nowhere.pem'", "/nowhere.pem"),
        ("leaddesk_setup = 1\n[settings]\nzoom = 110\n[[profile]]\nname = 4", "profile"),
    ],
)
async def test_a_bad_file_is_refused_whole(home: Path, tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "setup.toml"
    file.write_text(text)
    async with opened(Options()) as desk:
        with pytest.raises(StoreProblem) as refused:
            await setup_of(desk).plan(str(file))
        assert said in refused.value.sentence()
        assert desk.preferences.now == OWN
    assert settings_file(home).load()[0] == OWN


async def test_what_is_not_carried_is_named_and_left_out(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "setup.toml"
    file.write_text("leaddesk_setup = 1\n[settings]\nzoom = 110\nhistory_mode = 'plain'\noperator = 'X'\ncolour = 1\n")
    async with opened(Options()) as desk:
        plan = await setup_of(desk).plan(str(file))
        assert plan.changes == (("Zoom", "125 % → 110 %"),)
        assert plan.left_out == ("settings, key “history_mode”", "settings, key “operator”", "settings, key “colour”")


async def test_profiles_that_cannot_be_saved_take_the_settings_back(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "setup.toml"
    async with opened(Options()) as desk:
        await desk.use.profiles.save_profile(NORTH, {}, for_session=True)
        await setup_of(desk).export(str(file), False)
        await desk.use.profiles.delete_profile("p1")
        file.write_text(file.read_text().replace("zoom = 125", "zoom = 150"))
        plan = await setup_of(desk).plan(str(file))
        (home / "config" / "profiles.toml").write_text("# changed by another program\n")
        with pytest.raises(StoreProblem, match="not saved"):
            await plan.apply()
        assert desk.theme.zoom == 1.25
        desk.theme.set_zoom(1.0)
        desk.theme.set_choice("system")
    assert settings_file(home).load()[0] == OWN


async def test_practice_mode_carries_nothing(practice_desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(StoreProblem, match="Practice mode"):
        await setup_of(practice_desk).export(str(tmp_path / "setup.toml"), False)
    with pytest.raises(StoreProblem, match="Practice mode"):
        await setup_of(practice_desk).plan(str(tmp_path / "setup.toml"))


def test_every_setting_that_is_carried_is_shown_before_it_is_taken_over() -> None:
    assert {name for name in Settings._fields if as_carried(name)} == set(setup._SHOWN)
