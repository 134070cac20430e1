"""Every folder where the platform wants it, or all under one roof."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from leaddesk.domain.errors import StoreProblem
from leaddesk.infra.paths import Paths, find_resources


def test_one_home_for_everything_and_nothing_is_made(tmp_path):
    home = tmp_path / "desk"
    paths = Paths.find({"LEADDESK_HOME": f" {home} "})
    assert (paths.config, paths.data) == (home / "config", home / "data")
    assert (paths.logs, paths.resources.name) == (home / "logs", "resources")
    assert not home.exists()


def test_a_home_is_taken_as_the_shell_would(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    assert Paths.find({"LEADDESK_HOME": "desk"}).data == tmp_path / "desk" / "data"
    assert Paths.find({"LEADDESK_HOME": "~/desk"}).data == tmp_path / "me" / "desk" / "data"


@pytest.mark.skipif(sys.platform != "linux", reason="the folders of other systems have other names")
@pytest.mark.parametrize("env", [{}, {"LEADDESK_HOME": ""}])
def test_without_a_home_the_platform_decides(monkeypatch, tmp_path, env):
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    paths = Paths.find(env)
    assert paths.config == tmp_path / "config" / "LeadDesk"
    assert paths.data == tmp_path / "data" / "LeadDesk"
    assert paths.logs == tmp_path / "state" / "LeadDesk" / "log"
    assert list(tmp_path.iterdir()) == []


def test_the_resources_of_this_checkout_are_found():
    assert (Paths.find({"LEADDESK_HOME": "x"}).resources / "icons").is_dir()


def test_resources_are_found_in_a_wheel_a_bundle_and_a_checkout_but_not_at_the_neighbours(tmp_path):
    package, beside = tmp_path / "leaddesk", tmp_path / "resources"
    package.mkdir()
    with pytest.raises(StoreProblem, match="missing"):
        find_resources(package, frozen=True)
    beside.mkdir()
    assert find_resources(package, frozen=True) == beside
    with pytest.raises(StoreProblem, match="missing"):
        find_resources(package, frozen=False)
    (tmp_path / "pyproject.toml").touch()
    assert find_resources(package, frozen=False) == beside
    (package / "resources").mkdir()
    assert find_resources(package, frozen=False) == package / "resources"


def test_finding_does_not_depend_on_the_working_folder(tmp_path):
    script = "import os; from leaddesk.infra.paths import Paths; print(Paths.find(os.environ).resources)"
    root = Path(__file__).parents[2]
    ended = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ended.stdout.strip() == str(root / "resources")
