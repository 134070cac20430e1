"""A crash leaves the stacks of its threads and no core dump, however much the system would like one."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from leaddesk.infra.logs import CRASH_NAME

CANARY = b"canaryInMemoryQzx"
BARE = "pass"
FORBIDDEN = "from leaddesk.infra.core_dumps import forbid_core_dumps; forbid_core_dumps()"
LIMIT_GONE = "resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))"
SCRIPT = """
import ctypes, os, resource, sys
_, hard = resource.getrlimit(resource.RLIMIT_CORE)
resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
held = bytes(reversed(b"xzQyromeMnIyranac"))
PREPARE
print(resource.getrlimit(resource.RLIMIT_CORE)[0], ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), flush=True)
END
"""
ABORT, SEGFAULT = "os.abort()", "ctypes.string_at(0)"


def ended(folder: Path, prepare: str, end: str = ABORT) -> tuple[bool, str]:
    """Crashes a process in a folder; returns whether the kernel made a core dump of it, and what it printed."""
    script = SCRIPT.replace("PREPARE", prepare).replace("END", end)
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=folder,
        env={"PATH": "/usr/bin", "PYTHONPATH": str(Path(__file__).parents[2])},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    with process.stdout as said:
        printed = said.read()
    _, status = os.waitpid(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode < 0, "it crashed"
    return os.WCOREDUMP(status), printed


@pytest.fixture
def dumping(tmp_path: Path) -> None:
    """A machine that leaves core dumps where a process ran: without one there is nothing to be kept from."""
    pattern = Path("/proc/sys/kernel/core_pattern")
    if not pattern.exists() or pattern.read_text()[:1] in "|/\n" or resource.getrlimit(resource.RLIMIT_CORE)[1] == 0:
        pytest.skip("this machine leaves no core dumps here, and collectors are spared a crash that was meant")
    assert ended(tmp_path, BARE)[0]
    [core] = tmp_path.iterdir()
    assert CANARY in core.read_bytes(), "a core dump holds what was in memory"
    core.unlink()


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux")
@pytest.mark.parametrize("end", [ABORT, SEGFAULT])
def test_both_locks_are_shut_and_nothing_is_dumped(tmp_path: Path, end: str) -> None:
    dumped, said = ended(tmp_path, FORBIDDEN, end)
    assert (dumped, said) == (False, "0 0\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("dumping")
def test_nothing_is_dumped_where_the_limit_does_not_count(tmp_path: Path) -> None:
    dumped, said = ended(tmp_path, f"{FORBIDDEN}; {LIMIT_GONE}")
    assert not dumped
    assert said.endswith(" 0\n")
    assert not said.startswith("0 ")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("dumping")
def test_nothing_is_dumped_where_the_limit_is_all_there_is(tmp_path: Path) -> None:
    without = f"import sys; there = sys.platform; sys.platform = 'other'; {FORBIDDEN}; sys.platform = there"
    dumped, said = ended(tmp_path, without)
    assert (dumped, said) == (False, "0 1\n")
    assert list(tmp_path.iterdir()) == []


def test_a_crash_leaves_stacks_without_values(tmp_path: Path) -> None:
    logging = (
        "from leaddesk.infra.logs import start_logging; from leaddesk.infra.paths import Paths; "
        f"start_logging(Paths.find({{'LEADDESK_HOME': {str(tmp_path)!r}}}))"
    )
    dumped, _said = ended(tmp_path, f"{FORBIDDEN}; {logging}", SEGFAULT)
    assert not dumped
    stacks = (tmp_path / "logs" / CRASH_NAME).read_bytes()
    assert b"Segmentation fault" in stacks
    assert CANARY not in stacks
