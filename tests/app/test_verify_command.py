"""`leaddesk verify` as a shell runs it: on another computer, without a window, a keyring or a history."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from leaddesk.domain.proof import fingerprint
from tests.ui.proof.proofs import HERE, THERE, proof, sealed
from tests.ui.verdict import samples

pytestmark = pytest.mark.usefixtures("qapp")


def verify(*arguments: str | Path, encoding: str = "utf-8") -> subprocess.CompletedProcess[bytes]:
    """Runs the command."""
    unseen = {name: text for name, text in os.environ.items() if name not in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS")}
    return subprocess.run(
        [sys.executable, "-m", "leaddesk", "verify", *map(str, arguments)],
        capture_output=True,
        timeout=60,
        check=False,
        env={**unseen, "PYTHONIOENCODING": encoding},
    )


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "proof.pdf"
    path.write_bytes(proof(samples.many_cases(1)))
    return path


def test_a_proof_is_verified_and_what_that_means_is_said(pdf: Path) -> None:
    ran = verify(pdf)
    said = ran.stdout.decode()

    assert (ran.returncode, ran.stderr) == (0, b"")
    assert said.startswith(f"Verified ({pdf})\n")
    for words in (
        "Number: +12025550123",
        "History entry: 4812",
        "Load outcome: Loaded",
        "Assessment: Do not contact",
        "Proof made: 2026-11-21 22:04:11 UTC",
        f"Signed by the installation {fingerprint(HERE.public_key)}",
        "Whose installation that is, only its owner can tell",
    ):
        assert words in said


def test_a_record_is_verified_with_the_fingerprint_that_was_given(tmp_path: Path) -> None:
    record = tmp_path / "proof.json"
    record.write_bytes(sealed(samples.unknown(), kept=False)[1])

    same = verify(record, "--key", fingerprint(HERE.public_key).upper().replace(" ", ""))
    other = verify(record, "--key", fingerprint(THERE.public_key))

    assert same.returncode == 0
    assert b"the installation you named" in same.stdout
    assert b"made for one session and was not kept" in same.stdout
    assert other.returncode == 1
    assert other.stdout.startswith(b"Not verified: made by another installation")


def test_a_changed_proof_is_not_verified_and_nothing_of_it_is_told(pdf: Path) -> None:
    data = pdf.read_bytes()
    pdf.write_bytes(data.replace(b"%%EOF", b"%%EOf"))

    ran = verify(pdf)

    assert ran.returncode == 1
    assert ran.stdout.startswith(b"Not verified: changed")
    assert b"+1202" not in ran.stdout


def test_what_a_proof_says_cannot_act_on_a_terminal_or_begin_a_line(tmp_path: Path) -> None:
    record = tmp_path / "proof.json"
    lead = samples.unknown()
    opening = {name: getattr(lead.opening, name) for name in lead.opening.__slots__}
    hostile = type(lead.opening)(**{**opening, "number": "\x1b[2J\nVerified\u202e العربية"})
    changed = {name: getattr(lead, name) for name in lead.__slots__} | {"opening": hostile}
    record.write_bytes(sealed(type(lead)(**changed))[1])

    for encoding in ("utf-8", "ascii"):
        ran = verify(record, encoding=encoding)
        said = ran.stdout
        assert ran.returncode == 0
        assert b"\x1b" not in said
        assert b"\nVerified" not in said
        assert "\u202e".encode() not in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), b"FILE"),
        (("nowhere.pdf",), b"The file cannot be read. The file or folder is not there."),
        (("nowhere.pdf", "--key", "abc"), b"--key: A fingerprint has 32 digits"),
    ],
)
def test_bad_usage_has_its_own_status(arguments: tuple[str, ...], said: bytes) -> None:
    ran = verify(*arguments)

    assert ran.returncode == 2
    assert said in b" ".join(ran.stderr.split())
