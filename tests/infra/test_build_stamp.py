"""What `leaddesk --version` says of a package, a checkout, and a package whose stamp is missing or spoilt."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from leaddesk import __version__
from leaddesk.infra.build_stamp import FILE_NAME, BuildStamp, read_stamp, version_line

STAMP = BuildStamp("1.2.3", "2026-11-21T17:30Z", "0123456789ab+changes")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "leaddesk" / "resources").mkdir(parents=True)
    return tmp_path / "leaddesk"


def test_a_stamp_is_read_as_it_was_written(package: Path) -> None:
    (package / "resources" / FILE_NAME).write_text(STAMP.to_toml(), "utf-8")

    assert read_stamp(package / "resources") == STAMP
    assert version_line(package) == "leaddesk 1.2.3 (build 2026-11-21T17:30Z, commit 0123456789ab+changes)"


@pytest.mark.parametrize("spoilt", [b'version = "1.2.3"\n', b"\xff\xfe", b"version = "])
def test_a_spoilt_stamp_is_none(package: Path, spoilt: bytes) -> None:
    (package / "resources" / FILE_NAME).write_bytes(spoilt)

    assert read_stamp(package / "resources") is None
    assert version_line(package) == f"leaddesk {__version__} (no build stamp)"


def test_a_checkout_says_so() -> None:
    said = subprocess.run(
        [sys.executable, "-m", "leaddesk", "--version"], capture_output=True, text=True, timeout=60, check=True
    )

    assert said.stdout == f"leaddesk {__version__} (source checkout)\n"
