"""Settings come back as they were kept, and an odd file costs no more than a default."""

import os
import stat
import tomllib

import pytest

from leaddesk.domain.errors import StoreProblem
from leaddesk.infra.settings_file import Settings, SettingsFile

CHANGED = Settings(
    operator='Robin "R" Example',
    theme="dark",
    zoom=125,
    history_mode="memory",
    mask=True,
    retention_years=7,
    polling_s=0,
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "config" / "settings.toml"


def write(path, text: str | bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)


def test_without_a_file_the_defaults_hold_and_nothing_is_made(path):
    assert SettingsFile(path).load() == (Settings(), "")
    assert Settings() == Settings(operator="", theme="system", zoom=100, history_mode="ask")
    assert not path.parent.exists()


def test_what_is_saved_comes_back_and_is_private(path):
    SettingsFile(path).save(CHANGED)
    assert SettingsFile(path).load() == (CHANGED, "")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_what_a_later_version_wrote_is_kept(path):
    write(path, 'zoom = 90\nfont = "large"\n[window]\nwidth = 900\n')
    file = SettingsFile(path)
    file.save(CHANGED)
    raw = tomllib.loads(path.read_text("utf-8"))
    assert raw["font"] == "large"
    assert raw["window"] == {"width": 900}
    assert raw["zoom"] == 125
    assert file.load() == (CHANGED, "")


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("operator = 7", "operator"),
        ('theme = "neon"', "theme"),
        ("theme = ['dark']", "theme"),
        ("zoom = 5000", "zoom"),
        ("mask = 1", "mask"),
        ('mask = "yes"', "mask"),
        ("zoom = true", "zoom"),
        ('zoom = "100"', "zoom"),
        ('history_mode = "cloud"', "history_mode"),
        ("retention_years = 0", "retention_years"),
        ("retention_years = true", "retention_years"),
        ("polling_s = 5", "polling_s"),
        ("polling_s = false", "polling_s"),
        ("polling_s = 60.0", "polling_s"),
    ],
)
def test_one_odd_value_costs_that_value_only(path, line, key):
    kept = 'theme = "dark"' if key == "operator" else 'operator = "Robin"'
    write(path, f"{kept}\n{line}\n")
    settings, notice = SettingsFile(path).load()
    assert getattr(settings, key) == getattr(Settings(), key)
    assert settings != Settings(), "the good value beside it still holds"
    assert notice == f"settings.toml: the default is used for {key}."


@pytest.mark.parametrize("odd", ["zoom = = 1", b"\xff\xfe\x00", 'operator = "unended', f"a = {'[' * 5000}"])
def test_a_file_that_cannot_be_understood_is_set_aside(path, odd):
    write(path, odd)
    before = path.read_bytes()
    settings, notice = SettingsFile(path).load()
    assert settings == Settings()
    assert "settings.toml.bad" in notice
    assert not path.exists()
    assert path.with_name("settings.toml.bad").read_bytes() == before
    assert SettingsFile(path).load() == (Settings(), "")


def test_saving_over_a_file_that_cannot_be_understood_loses_nothing(path):
    write(path, "zoom = = 1")
    SettingsFile(path).save(CHANGED)
    assert SettingsFile(path).load() == (CHANGED, "")
    assert path.with_name("settings.toml.bad").read_text("utf-8") == "zoom = = 1"


def test_a_file_that_cannot_be_read_stays_where_it_is(path):
    path.mkdir(parents=True)
    settings, notice = SettingsFile(path).load()
    assert settings == Settings()
    assert "could not be read" in notice
    with pytest.raises(StoreProblem):
        SettingsFile(path).save(CHANGED)
    assert path.is_dir()


def test_a_failing_disk_leaves_the_earlier_settings(path, monkeypatch):
    file = SettingsFile(path)
    file.save(CHANGED)

    def fail(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(StoreProblem, match="could not be saved"):
        file.save(Settings())
    assert file.load() == (CHANGED, "")
