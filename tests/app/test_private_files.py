"""Nothing that LeadDesk writes can be read by another account, from its first byte on, whatever its own mask is."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from leaddesk.app.options import Options
from leaddesk.infra.settings_file import Settings, SettingsFile
from leaddesk.practice import PracticeServer
from tests.app.conftest import opened, until
from tests.canary import session

pytestmark = [
    pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)"),
    pytest.mark.skipif(sys.platform == "win32", reason="there a file has no such rights"),
]


@pytest.fixture
def vendor() -> Iterator[PracticeServer]:
    server = session.server()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def no_mask() -> Iterator[None]:
    """An account whose new files everybody may read and write, unless who makes them says otherwise."""
    before = os.umask(0)
    yield
    os.umask(before)


class Narrowings:
    """Notes whose rights were narrowed only after the file was there, and who may enter its folder."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.late: list[str] = []
        for name in ("chmod", "fchmod", "lchmod"):
            if hasattr(os, name):
                monkeypatch.setattr(os, name, self._noting(getattr(os, name)))

    def _noting(self, change: Callable[..., None]) -> Callable[..., None]:
        def noted(path: Any, mode: int, *args: Any, **options: Any) -> None:
            folder = Path(path).parent if isinstance(path, str | os.PathLike) else None
            if folder is None or stat.S_IMODE(folder.stat().st_mode) & 0o077:
                self.late.append(f"{path} to {mode:o}")
            return change(path, mode, *args, **options)

        return noted


def open_to_others(root: Path) -> list[str]:
    """Returns each file and folder with rights for others, as a listing has them."""
    found = [root, *root.rglob("*")]
    return [
        f"{path.relative_to(root)} {stat.filemode(path.stat().st_mode)}"
        for path in found
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077
    ]


async def test_a_day_leaves_files_of_this_account_alone(
    tmp_path: Path, vendor: PracticeServer, no_mask: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("LEADDESK_HOME", str(home))
    chosen = tmp_path / "chosen"
    chosen.mkdir(mode=0o755)
    late = Narrowings(monkeypatch)
    SettingsFile(home / "config" / "settings.toml").save(Settings(history_mode="encrypted"))
    async with opened(Options()) as desk:
        session.log_everything()
        await session.make_profiles(desk, vendor)
        await until(lambda: desk.enter.destination.target, "a destination")
        session.to(desk, "APN")
        await session.send_lead(desk, "0105")
        await session.copied_preview(desk)
        desk.tell("info", "The bar has a message before the export's own.")
        await session.export_history(desk, chosen / "history.csv")
        during = open_to_others(home)
        names = {path.name for path in home.rglob("*") if path.is_file()}
    assert {"history.db", "history.db-wal", "history.db-shm", "profiles.toml", "settings.toml", "leaddesk.log"} <= names
    assert during == []
    assert open_to_others(home) == []
    assert [path.name for path in chosen.iterdir()] == ["history.csv"]
    assert stat.S_IMODE((chosen / "history.csv").stat().st_mode) == 0o600
    assert late.late == []
