"""Lays licences and the list of all parts into the program's folder: the packages', Python's, the system libraries'.

A library that goes along without the text of its licence ends the build.
"""

from __future__ import annotations

import importlib
import json
import platform
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

audit: Any = importlib.import_module("audit.sbom")
ROOT = Path(__file__).parents[2]
FOLDER = "licences"
PARTS = "sbom.cdx.json"


def lay_in(folder: Path, libraries: Sequence[Path]) -> None:
    """Writes LICENSE.txt, `licences` and the list of parts into the folder; `libraries` are the system's that go along.

    Raises SystemExit where a text is not to be had.
    """
    texts = folder / FOLDER
    texts.mkdir()
    _copy(ROOT / "LICENSE", folder / "LICENSE.txt")
    _copy(ROOT / "resources" / "third-party.txt", texts / "third-party.txt")
    _copy(_pythons(), texts / "Python.txt")
    owners = {owner_of(library) for library in libraries}
    for name, _version in sorted(owners):
        _copy(Path("/usr/share/doc") / name / "copyright", texts / f"{name}.txt")
    (folder / PARTS).write_text(parts(sorted(owners)), "utf-8")


def parts(owners: Sequence[tuple[str, str]]) -> str:
    """Returns the list of all parts as `make audit` makes it, with what only a package holds: Python and `owners`.

    Each owner is the name and version of a package of the system.
    """
    listed: dict[str, Any] = json.loads(audit.sbom())
    more = [("python", platform.python_version(), "PSF-2.0"), ("pyinstaller", version("pyinstaller"), "")]
    for name, its_version, licence in [*more, *((*owner, "") for owner in owners)]:
        part: dict[str, Any] = {
            "type": "library",
            "bom-ref": f"pkg:generic/{name}@{its_version}",
            "name": name,
            "version": its_version,
        }
        if licence:
            part["licenses"] = [{"expression": licence}]
        listed["components"].append(part)
    del listed["serialNumber"]  # that number is of the shorter list
    return json.dumps(listed, indent=2, sort_keys=True) + "\n"


def owner_of(library: Path) -> tuple[str, str]:
    """Returns name and version of the system's package that a library belongs to; raises SystemExit without one."""
    for path in (library, library.resolve(), *_before_usr_was_merged(library)):
        found = _dpkg("-S", str(path)).partition(":")[0]
        if found:
            return found, _dpkg("-W", "-f", "${Version}\n", found).splitlines()[0]
    raise SystemExit(f"{library} goes along, and no package of this system says under which licence.")


def _before_usr_was_merged(library: Path) -> list[Path]:
    """Returns the names that a package may know a library by whose folder has moved."""
    resolved = library.resolve()
    return [Path("/") / one.relative_to("/usr") for one in (library, resolved) if one.is_relative_to("/usr")]


def _dpkg(*asked: str) -> str:
    try:
        return subprocess.run(["dpkg-query", *asked], capture_output=True, text=True, check=False).stdout
    except OSError:
        return ""


def _pythons() -> Path:
    """Returns where this Python keeps its licence: with its library, on Windows beside the program."""
    places = (Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix), Path(f"/usr/share/doc/{_minor()}"))
    for place in places:
        for name in ("LICENSE.txt", "LICENSE", "copyright"):
            if (place / name).is_file():
                return place / name
    return places[0] / "LICENSE.txt"


def _minor() -> str:
    return f"python{sys.version_info.major}.{sys.version_info.minor}"


def _copy(text: Path, target: Path) -> None:
    if not text.is_file():
        raise SystemExit(f"The text of a licence is missing: {text}")
    target.write_bytes(text.read_bytes())
