"""Prints what was built and how large it is; ends with 0 where all of it was, 1 where something went wrong.

It ends with 3 where the program and its archive are there and a tool for this system's packages was not to be had.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from leaddesk.infra.build_stamp import FILE_NAME, BuildStamp

from . import archive, icons, licences, tools, version_resource
from .contents import refused
from .stamp import stamp_of

ROOT = Path(__file__).parents[2]
BUILD, DIST = ROOT / "build" / "package", ROOT / "dist"
SPEC = Path(__file__).with_name("leaddesk.spec")
WRONG, PARTLY = 1, 3
_NOT_SHIPPED = ("screenshots", "GALLERY.md", "HANDBOOK.md", "BENCH.md")
"""Of the resources, what only the repository needs."""


def main() -> int:
    """Builds all and returns the exit status."""
    stamp = stamp_of(ROOT, os.environ, datetime.now(UTC))
    print(f"building LeadDesk {stamp.version}, build {stamp.build}, commit {stamp.commit}")
    shutil.rmtree(BUILD, ignore_errors=True)
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir()
    folder = freeze(stamp)
    if wrong := [why for file in folder.rglob("*") if (why := refused(file.relative_to(folder).as_posix()))]:
        print("\n".join(f"WRONG: {why}" for why in wrong))
        return WRONG
    print(f"program: {folder.relative_to(ROOT)}, {_megabytes(folder)} MB, no part of it under the GPL alone")
    archive.write(folder, DIST, stamp.version)
    silence = ""
    try:
        importlib.import_module(f"package.{archive.SYSTEMS[sys.platform]}").write(folder, DIST, stamp)
    except tools.NotHereError as why:
        silence = str(why)
    _write_sums()
    for file in sorted(DIST.iterdir()):
        print(f"{_megabytes(file):>6} MB  {file.relative_to(ROOT)}")
    if silence:
        print(silence)
    return PARTLY if silence else 0


def freeze(stamp: BuildStamp) -> Path:
    """Returns the program's folder with licences and the list of parts in it; raises SystemExit where it failed."""
    staged = BUILD / "resources"
    shutil.copytree(ROOT / "resources", staged, ignore=shutil.ignore_patterns(*_NOT_SHIPPED))
    (staged / FILE_NAME).write_text(stamp.to_toml(), "utf-8")
    icons.write(staged / "leaddesk.svg", BUILD)
    version_resource.write(BUILD, stamp.version)
    log = BUILD / "pyinstaller.log"
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(BUILD / "frozen"), "--workpath", str(BUILD / "work"), str(SPEC)]
    with log.open("w") as said:
        env = {**os.environ, "LEADDESK_STAGED": str(staged), "SOURCE_DATE_EPOCH": str(archive.moment_of(ROOT))}
        ended = subprocess.run(command, env=env, cwd=ROOT, stdout=said, stderr=said, check=False)
    if ended.returncode:
        raise SystemExit(f"{log.read_text()[-3000:]}\nPyInstaller failed; all it said is in {log.relative_to(ROOT)}")
    folder = BUILD / "frozen" / "leaddesk"
    libraries = (BUILD / "system-libraries.txt").read_text("utf-8").splitlines()
    licences.lay_in(folder, [Path(line) for line in libraries])
    return folder


def _write_sums() -> None:
    """Writes SHA256SUMS for all that lies in `dist`."""
    files = sorted(DIST.iterdir())
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files]
    (DIST / "SHA256SUMS").write_text("".join(lines), "utf-8")


def _megabytes(place: Path) -> str:
    files = [place] if place.is_file() else [one for one in place.rglob("*") if one.is_file() and not one.is_symlink()]
    return f"{sum(one.stat().st_size for one in files) / 1e6:.1f}"


if __name__ == "__main__":
    sys.exit(main())
