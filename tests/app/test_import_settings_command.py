"""`leaddesk import-settings`: says what would change, changes it only with `--apply`, and refuses a bad file whole."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from leaddesk.__main__ import main
from leaddesk.infra.settings_file import Settings, SettingsFile
from tests.helpers.fake_keyring import FakeKeyring

SETUP = """leaddesk_setup = 1
[settings]
zoom = 125
operator = "Somebody"
[[profile]]
id = "x"
name = "Northside"
vendor = "purecallerid"
base_url = "https://core.example.com"
environment = "Test"
"""
ROUTED = """
[[profile.destination]]
id = "a"
name = "Spring"
dialer = "APN"
[[profile.destination]]
id = "b"
name = "Fall"
dialer = "APN"
[[route]]
name = "Both"
stops = [{profile = "Northside", destination = "Spring"}, {profile = "Northside", destination = "Fall"}]
[[layout]]
name = "Wide"
columns = ["phone"]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "setup.toml"
    file.write_text(SETUP)
    return file


def config(home: Path) -> tuple[Settings, str]:
    profiles = home / "config" / "profiles.toml"
    return SettingsFile(home / "config" / "settings.toml").load()[0], profiles.read_text() if profiles.exists() else ""


def test_nothing_in_a_file_acts_on_the_terminal_or_passes_for_a_line_of_ours(
    leaddesk_home: Path, file: Path, fake_keyring: FakeKeyring, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text('leaddesk_setup = 1\n[settings]\nproxy_user = "x\\u001b[2J\\nTheme: as it is\\u202e"\n')
    assert main(["import-settings", str(file)]) == 0
    said = capsys.readouterr().out
    assert "Proxy user: nothing → x\ufffd[2J\ufffdTheme: as it is\ufffd\n" in said
    file.write_text('leaddesk_setup = 1\n[[profile]]\nname = "A\\u001b[2J"\n')
    assert main(["import-settings", str(file)]) == 1
    assert "profile “A\ufffd[2J”" in capsys.readouterr().err


def test_it_says_what_would_change_and_changes_nothing(
    leaddesk_home: Path, file: Path, fake_keyring: FakeKeyring, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import-settings", str(file)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Zoom: 100 % → 125 %",
        "New profile: Northside, at core.example.com, Test, destinations: 0",
        "Left out: settings, key “operator”",
        "Nothing was changed. To take it over: --apply",
    ]
    assert config(leaddesk_home) == (Settings(), "")


def test_apply_takes_it_over_once(
    leaddesk_home: Path, file: Path, fake_keyring: FakeKeyring, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import-settings", str(file), "--apply"]) == 0
    settings, profiles = config(leaddesk_home)
    assert settings == Settings(zoom=125)
    assert profiles.count("Northside") == 1
    capsys.readouterr()
    assert main(["import-settings", str(file), "--apply"]) == 0
    assert "Nothing would change" in capsys.readouterr().out
    assert config(leaddesk_home) == (settings, profiles)
    assert fake_keyring.entries == {}


def test_routes_are_taken_over_and_layouts_need_the_window(
    leaddesk_home: Path, file: Path, fake_keyring: FakeKeyring, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(SETUP + ROUTED)
    assert main(["import-settings", str(file), "--apply"]) == 0
    said = capsys.readouterr().out
    assert "New route: Both: Spring (Northside) → Fall (Northside)" in said
    assert "Left out: layouts, which are kept with the history" in said
    routes = tomllib.loads((leaddesk_home / "config" / "routes.toml").read_text("utf-8"))["route"]
    profile = tomllib.loads(config(leaddesk_home)[1])["profile"][0]
    assert routes[0]["destinations"] == [one["id"] for one in profile["destination"]]


def test_a_bad_file_is_refused_whole(
    leaddesk_home: Path, file: Path, fake_keyring: FakeKeyring, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(SETUP.replace("125", "7000"))
    assert main(["import-settings", str(file), "--apply"]) == 1
    assert "key “zoom”: 7000" in capsys.readouterr().err
    assert config(leaddesk_home) == (Settings(), "")


def test_it_needs_no_qt() -> None:
    code = "import sys, leaddesk.app.setup; print([m for m in sys.modules if m.startswith('PySide6')])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert ran.stdout.strip() == "[]"
