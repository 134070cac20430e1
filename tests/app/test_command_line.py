"""`leaddesk explain` as a shell runs it: where the body comes from, and where the answer cannot go."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from leaddesk.domain.wire import BODY_CAP

GOOD = b'{"status": "Accepted"}'


def shell(line: str, body: bytes = GOOD) -> subprocess.CompletedProcess[bytes]:
    """Runs a line of bash in which $explain stands for the command."""
    explain = f"'{sys.executable}' -m leaddesk explain purecallerid-leads"
    line = line.replace("$explain", explain)
    return subprocess.run(["bash", "-c", line], input=body, capture_output=True, timeout=60, check=False)


@pytest.mark.parametrize("line", ["$explain", "$explain -"])
def test_standard_input_is_read(line: str) -> None:
    ran = shell(line)

    assert (ran.returncode, ran.stderr) == (0, b"")
    assert json.loads(ran.stdout)["status"] == "Accepted"


def test_a_file_is_cut_as_the_window_cuts_an_answer(tmp_path: Path) -> None:
    captured = tmp_path / "answer.json"
    captured.write_bytes(b" " * BODY_CAP + GOOD)

    ran = shell(f"$explain '{captured}'")

    assert ran.returncode == 0
    assert json.loads(ran.stdout)["outcome"] == "Outcome unknown"


def test_a_reader_who_goes_away_is_no_error_to_speak_of() -> None:
    ran = shell("{ sleep 0.2; $explain; echo $? >&2; } | true")

    assert ran.stderr == b"1\n"


@pytest.mark.parametrize(
    ("line", "status", "said"),
    [
        pytest.param(
            "$explain > /dev/full",
            1,
            b"leaddesk: cannot write: No space left on device\n",
            marks=pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here"),
        ),
        ("$explain >&-", 1, b"leaddesk: cannot write: standard output is closed\n"),
        ("$explain <&-", 2, b"leaddesk explain: error: cannot read standard input: it is closed\n"),
        ("$explain /nowhere/answer.json", 2, b"cannot read /nowhere/answer.json: No such file or directory\n"),
    ],
)
def test_a_place_that_cannot_be_used_is_said_in_one_line(line: str, status: int, said: bytes) -> None:
    ran = shell(line)

    assert ran.returncode == status
    assert ran.stderr.endswith(said)
    assert b"Traceback" not in ran.stderr


SPOILT = """
import logging, sys
from leaddesk import __main__
from leaddesk.app.commands import explain

def fail(*_given):
    logging.getLogger("keyring.backend").warning("X-API-KEY: canaryKeyQzx")
    raise ValueError("canaryKeyQzx") from KeyError("canaryKeyQzx")

explain._run = fail
sys.exit(__main__.main(["explain", "purecallerid-leads"]))
"""


def test_a_mistake_in_a_command_is_said_without_what_it_says() -> None:
    ran = subprocess.run([sys.executable, "-c", SPOILT], capture_output=True, timeout=60, check=False)

    assert ran.returncode == 1
    assert b"leaddesk: a mistake inside LeadDesk\nTraceback" in ran.stderr
    assert b"KeyError" in ran.stderr
    assert b"WARNING keyring.backend: X-API-KEY: " in ran.stderr
    assert b"canary" not in ran.stdout + ran.stderr
