"""A life with canaries everywhere that ends in a crash leaves no secret, and a person only in the encrypted history."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from leaddesk.infra.logs import CRASH_NAME, LOG_NAME
from leaddesk.infra.settings_file import Settings, SettingsFile
from leaddesk.practice import PracticeServer
from tests.canary import session
from tests.canary.birds import ALL, PERSON, SECRETS
from tests.canary.prowl import Prowler
from tests.canary.scan import traces, traces_below

ENDS: Mapping[str, int] = {
    "kill": signal.SIGKILL,
    "segfault": signal.SIGSEGV,
    "abort": signal.SIGABRT,
    "mistakes": signal.SIGKILL,
}
"""How a life ends, and the signal of its end."""

pytestmark = [pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc"), pytest.mark.timeout(120)]


class Life:
    """A process with an account of its own, and where it says what it says."""

    def __init__(self, folder: Path, end: str) -> None:
        self.end, self.account, self._beside = end, folder / "account", folder
        self.prowler = Prowler(self.account, ALL)
        self.process: subprocess.Popen[str] | None = None
        self.signal = 0
        """What ended its first life."""
        self.variables = {"PATH": os.environ["PATH"], "QT_QPA_PLATFORM": "offscreen"}
        names = (
            "HOME",
            "TMPDIR",
            "LEADDESK_HOME",
            *(f"XDG_{one}_HOME" for one in ("CONFIG", "DATA", "STATE", "CACHE")),
        )
        for name in (*names, "XDG_RUNTIME_DIR", "PWD"):
            place = self.account / name.lower()
            place.mkdir(parents=True, mode=0o700)
            self.variables[name] = str(place)
        SettingsFile(self.home / "config" / "settings.toml").save(Settings(history_mode="encrypted"))

    @property
    def home(self) -> Path:
        return self.account / "leaddesk_home"

    def start(self, vendor: PracticeServer, end: str) -> None:
        """Starts a life in the account; `end` says what for."""
        told = {
            "end": end,
            "keyring": str(self._beside / "keyring.json"),
            "base_url": vendor.base_url,
            "secrets": SECRETS,
            "person": PERSON,
        }
        with (self._beside / "said.txt").open("a") as said, (self._beside / "errors.txt").open("a") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.canary.life"],
                cwd=self.account / "pwd",
                env=self.variables | {"PYTHONPATH": str(Path(__file__).parents[2])},
                stdin=subprocess.PIPE,
                stdout=said,
                stderr=errors,
                text=True,
            )
        assert self.process.stdin is not None
        with self.process.stdin as line:
            line.write(json.dumps(told) + "\n")

    def said(self, word: str) -> dict[str, object] | None:
        """Returns what the life said by that word, once it did."""
        for line in (self._beside / "said.txt").read_text().splitlines():
            said: dict[str, object] = json.loads(line)
            if said["say"] == word:
                return said
        return None

    def follow(self, word: str) -> bool:
        """Looks around it once, and tells whether it has said that word or has ended."""
        assert self.process is not None
        self.prowler.look(self.process.pid)
        return self.said(word) is not None or self.process.poll() is not None

    def stop(self) -> int:
        """Ends it as nothing can prevent, and returns how it ended."""
        assert self.process is not None
        self.process.kill()
        return self.process.wait(20)

    def outside(self) -> list[str]:
        """Returns what is found in what it said, and in its account."""
        said = [
            f"{name}: {trace}"
            for name in ("said.txt", "errors.txt")
            for trace in traces((self._beside / name).read_bytes(), ALL)
        ]
        return [*said, *traces_below(self.account, ALL)]


def follow(lives: Iterable[Life], word: str) -> None:
    """Follows lives until all have come so far."""
    end = time.monotonic() + 90
    waiting = [*lives]
    while waiting := [life for life in waiting if not life.follow(word)]:
        assert time.monotonic() < end, f"waited in vain for: {word}"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def vendor() -> Iterator[PracticeServer]:
    server = session.server()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def lives(tmp_path_factory: pytest.TempPathFactory, vendor: PracticeServer) -> Iterator[Mapping[str, Life]]:
    """All lives side by side, each until its lead is on its way or it has crashed; then all are killed."""
    lives = {end: Life(tmp_path_factory.mktemp(end), end) for end in ENDS}
    try:
        for life in lives.values():
            life.start(vendor, life.end)
        follow(lives.values(), "in flight")
        for life in lives.values():
            if life.end in ("segfault", "abort"):
                assert life.process is not None
                life.process.wait(30)
        assert vendor.count("720-555-0131") == len(ENDS), "each has a lead on its way"
        for life in lives.values():
            life.signal = -life.stop()
        yield lives
    finally:
        for life in lives.values():
            life.stop()


@pytest.mark.parametrize("end", ENDS)
def test_nothing_is_left_but_in_the_encrypted_history(lives: Mapping[str, Life], end: str) -> None:
    life = lives[end]
    assert life.signal == ENDS[end]
    assert life.said("in flight"), "it lived until its lead was on its way"
    assert sorted(life.prowler.found) == [], "while it lived"
    assert life.outside() == [], "after its end"
    assert life.prowler.looks > 5
    assert life.prowler.files > 5
    assert list((life.account / "pwd").iterdir()) == [], "no core dump"


@pytest.mark.parametrize(("end", "says"), [("segfault", "Segmentation fault"), ("abort", "Aborted")])
def test_a_crash_leaves_its_stacks(lives: Mapping[str, Life], end: str, says: str) -> None:
    stacks = (lives[end].home / "logs" / CRASH_NAME).read_text()
    assert says in stacks
    assert f"in _{end}" in stacks


def test_every_mistake_is_in_the_log_without_its_words(lives: Mapping[str, Life]) -> None:
    log = (lives["mistakes"].home / "logs" / LOG_NAME).read_text()
    assert log.count("A mistake inside LeadDesk") >= 3
    assert "An error that nobody could be told of" in log
    assert "ExceptionGroup" in log
    assert "UserWarning: •" in log
    assert "A log line could not be formatted" in log
    assert "DEBUG httpcore" in log


def test_the_next_start_finds_the_person_where_the_person_was_put_and_leaves_nothing_either(
    lives: Mapping[str, Life], vendor: PracticeServer
) -> None:
    life = lives["kill"]
    life.start(vendor, "look")
    follow([life], "found")
    assert life.process is not None
    assert life.process.wait(30) == 0
    assert life.said("found") == {
        "say": "found",
        "outcomes": ["Loaded", "Rejected", "Outcome unknown"],
        "history_knows_the_person": True,
        "draft_is_there": True,
    }
    assert life.outside() == []
    assert sorted(life.prowler.found) == []
