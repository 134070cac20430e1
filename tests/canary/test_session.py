"""A full session with canaries everywhere leaves no secret anywhere, and a person only where the person was put."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

from leaddesk.app.desk import Desk
from leaddesk.app.options import Options
from leaddesk.infra.settings_file import Settings, SettingsFile
from leaddesk.practice import PracticeServer
from tests.app.conftest import go_to, opened, until
from tests.canary import further, session
from tests.canary.birds import ALL, ALL_PERSONAL, ALL_SECRETS, PERSON, SECRETS
from tests.canary.scan import traces, traces_below
from tests.helpers.fake_keyring import FakeKeyring

pytestmark = [
    pytest.mark.timeout(240),
    pytest.mark.qasync,
    pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the"),
]


@pytest.fixture
def account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """All folders of an account, the temporary one too, below one of their own."""
    root = tmp_path / "account"
    variables = (
        "HOME",
        "TMPDIR",
        "LEADDESK_HOME",
        *(f"XDG_{one}_HOME" for one in ("CONFIG", "DATA", "STATE", "CACHE")),
    )
    for variable in variables:
        folder = root / variable.lower()
        folder.mkdir(parents=True)
        monkeypatch.setenv(variable, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    SettingsFile(root / "leaddesk_home" / "config" / "settings.toml").save(Settings(history_mode="encrypted"))
    return root


@pytest.fixture
def vendor() -> Iterator[PracticeServer]:
    server = session.server()
    server.start()
    yield server
    server.stop()


class Watch:
    """Looks at what is seen from outside, and keeps what was wrong."""

    def __init__(self) -> None:
        self.wrong: list[str] = []

    def look(self, after: str) -> None:
        """Looks at titles, widgets, clipboard, arguments and environment after a step."""
        titles, said = session.on_screen()
        clipboard = QGuiApplication.clipboard().text()
        process = b""
        with contextlib.suppress(PermissionError):  # who has no leave to look finds nothing either
            process = b"".join(Path(f"/proc/self/{name}").read_bytes() for name in ("cmdline", "environ"))
        everywhere = {"the screen": said.encode(), "the clipboard": clipboard.encode()}
        for where, data in everywhere.items():
            self.wrong += [f"{trace} in {where} after {after}" for trace in traces(data, ALL_SECRETS)]
        outside = {"a title": titles.encode(), "the process": process, "the environment": repr(os.environ).encode()}
        for where, data in outside.items():
            self.wrong += [f"{trace} in {where} after {after}" for trace in traces(data, ALL)]


@contextmanager
def prowling(account: Path) -> Iterator[dict[str, Any]]:
    """Lets a process of its own look at what comes and goes; what it found is there at the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.canary.prowl"],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin
    process.stdin.write(json.dumps({"folder": str(account), "pid": os.getpid(), "canaries": ALL}) + "\n")
    process.stdin.flush()
    prowled: dict[str, Any] = {}
    try:
        yield prowled
    finally:
        said, _ = process.communicate(timeout=60)
        prowled.update(json.loads(said))


async def a_day(desk: Desk, vendor: PracticeServer, account: Path, chosen: Path, watch: Watch) -> None:
    await session.make_profiles(desk, vendor)
    await until(lambda: desk.enter.destination.target, "a destination")
    session.to(desk, "APN")
    outcomes = set()
    for line in session.PURE_LINES:
        outcomes.add(await session.send_lead(desk, line))
        watch.look(f"lead {line}")
    assert outcomes >= {"Loaded", "Rejected", "Outcome unknown"}
    await session.cancel_stalled(desk, vendor)
    for dialer, line in (("Croco-Dial", "0170"), ("Lupitor", "0171")):
        session.to(desk, dialer)
        await session.send_lead(desk, line)
        assert vendor.count(f"720555{line}"), dialer
        watch.look(dialer)
    session.to(desk, "APN")
    assert PERSON["last_name"] in await session.copied_preview(desk), "the person copied the person"
    watch.look("the preview")
    assert "curl" in await session.search(desk)
    watch.look("the search")
    await session.check(desk)
    watch.look("the check")
    await session.pause_all(desk)
    watch.look("the pauses")
    await session.export_history(desk, chosen / "history.csv")
    watch.look("the export")
    await further.export_leads(desk, chosen / "leads.csv")
    await further.save_proof(desk, chosen / "proof.pdf")
    await further.export_profiles(desk, chosen / "profiles.toml")
    watch.look("the files")
    await further.take_events(desk)
    watch.look("the events")
    await further.along_a_route(desk)
    watch.look("the route")
    assert "forgotten" in await further.type_a_proxy(desk)
    watch.look("the typed proxy")
    assert not traces((await session.bug(desk)).encode(), ALL), "the report quotes"
    watch.look("the bug")
    await session.through_a_proxy(desk, account / "leaddesk_home", chosen)
    watch.look("the proxy")


async def test_a_full_session_leaves_no_secret_and_a_person_only_where_the_person_was_put(
    account: Path, tmp_path: Path, vendor: PracticeServer, fake_keyring: FakeKeyring, expect_log, capfd
) -> None:
    expect_log("mistake", logger="leaddesk.app.bugs")
    chosen = tmp_path / "chosen"
    chosen.mkdir()
    watch = Watch()
    with prowling(account) as prowled:
        async with opened(Options()) as desk:
            session.log_everything()
            await a_day(desk, vendor, account, chosen, watch)
            watch.wrong += traces_below(account, ALL)
    watch.wrong += prowled["found"]
    assert prowled["looks"] > 10
    assert prowled["files"] > 10
    said = capfd.readouterr()
    watch.wrong += [f"{trace} on standard error or output" for trace in traces((said.out + said.err).encode(), ALL)]
    watch.wrong += traces_below(account, ALL) + traces_below(chosen, ALL_SECRETS)
    assert watch.wrong == []

    assert set(SECRETS.values()) <= set(fake_keyring.entries.values()) | {SECRETS["refused proxy password"]}
    assert traces((chosen / "history.csv").read_bytes(), ALL_PERSONAL), "the export has what was asked for"
    assert traces((chosen / "proof.json").read_bytes(), ALL_PERSONAL), "the proof has what it proves"
    assert not traces((chosen / "profiles.toml").read_bytes(), ALL), "nobody's name belongs to a profile"
    log = (account / "leaddesk_home" / "logs" / "leaddesk.log").read_text("utf-8")
    assert "httpcore" in log
    assert "DEBUG" in log
    async with opened(Options()) as desk:
        rows = (await desk.use.browse.find()).rows
        assert len(rows) > len(session.PURE_LINES)
        opening = await desk.use.browse.opening(rows[-1].id)
        assert opening.lead["last_name"].startswith(PERSON["last_name"]), "the history holds it"
        await go_to(desk, "History")
