"""Packs the program's folder as one archive: the same folder of the same commit gives the same bytes."""

from __future__ import annotations

import gzip
import platform
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

_MOST_PACKED = 9
SYSTEMS = {"linux": "linux", "win32": "windows", "darwin": "macos"}
"""What people call the systems, by Python's names."""


def name_of(version: str) -> str:
    """Returns `leaddesk-VERSION-SYSTEM-MACHINE`, the name of the archive and of the folder in it."""
    return f"leaddesk-{version}-{SYSTEMS[sys.platform]}-{platform.machine().lower()}"


def write(folder: Path, dist: Path, version: str) -> Path:
    """Returns the archive that it has written into `dist`: a zip on Windows, a .tar.gz elsewhere."""
    name = name_of(version)
    if sys.platform == "win32":
        target = dist / f"{name}.zip"
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_MOST_PACKED) as packed:
            for file in sorted(folder.rglob("*")):
                packed.write(file, Path(name) / file.relative_to(folder))
        return target
    target = dist / f"{name}.tar.gz"
    moment = moment_of(folder)

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        entry.mtime = moment
        return entry

    with (
        target.open("wb") as file,
        gzip.GzipFile("", "wb", 6, file, mtime=moment) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        archive.add(folder, name, filter=plain)
    return target


def moment_of(place: Path) -> int:
    """Returns when the commit was made that this place lies in, in seconds since 1970; 2020 begins without git."""
    try:
        asked = ["git", "log", "-1", "--format=%ct"]
        return int(subprocess.run(asked, cwd=place, capture_output=True, text=True, check=True).stdout)
    except (OSError, subprocess.CalledProcessError, ValueError):
        return 1_577_836_800
