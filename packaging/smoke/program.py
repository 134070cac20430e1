"""What the packaged program says and does without a desktop: its files, its commands, and the tour of every screen."""

from __future__ import annotations

import importlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

contents: Any = importlib.import_module("package.contents")
_PATIENCE_S = 60
_TOUR_S = 900
_TOUR_PICTURES = 200
"""So many at least; a tour that lost its way takes fewer."""
_KEPT = ("PATH", "SYSTEMROOT", "WINDIR", "COMSPEC", "TEMP", "TMP", "USERNAME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
_ANSWER = '{"status": "Accepted", "lead": {"phone": "7205550104"}}'


class SmokeError(Exception):
    """The package does not do what it should; the text says what."""


def unpack(dist: Path, name: str, base: Path) -> Path:
    """Returns the program's folder out of the archive of this name; raises SmokeError without one."""
    if (packed := dist / f"{name}.tar.gz").is_file():
        subprocess.run(["tar", "-xzf", str(packed), "-C", str(base)], check=True)
        return base / name
    if (packed := dist / f"{name}.zip").is_file():
        shutil.unpack_archive(packed, base)
        return base / name
    raise SmokeError(f"there is no {name} in {dist.name}: run `make package` first")


def looks_right(folder: Path) -> str:
    """Says how large the program is; raises SmokeError for what may not be in it and for what is missing."""
    files = [one for one in folder.rglob("*") if one.is_file() and not one.is_symlink()]
    if wrong := [why for one in files if (why := contents.refused(one.relative_to(folder).as_posix()))]:
        raise SmokeError("; ".join(wrong))
    for needed in ("LICENSE.txt", "licences/third-party.txt", "licences/Python.txt", "sbom.cdx.json"):
        if not (folder / needed).is_file():
            raise SmokeError(f"{needed} is missing")
    parts = {one["name"] for one in json.loads((folder / "sbom.cdx.json").read_text("utf-8"))["components"]}
    if absent := {"pyside6-essentials", "httpx", "keyring", "python"} - parts:
        raise SmokeError(f"the list of parts does not name {', '.join(sorted(absent))}")
    size = sum(one.stat().st_size for one in files)
    return f"files: {len(files)}, {size / 1e6:.0f} MB, {len(parts)} parts listed, none of them a GPL part of Qt"


class Program:
    """The packaged program with a home of its own and nothing of this checkout in its environment."""

    def __init__(self, folder: Path, base: Path, more: Mapping[str, str] | None = None) -> None:
        self.folder, self._base = folder, base
        self.home = base / "home"
        self.home.mkdir(exist_ok=True)
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        self.env = {**kept, "HOME": str(self.home), "LANG": "C.UTF-8", "LEADDESK_HOME": str(base / "kept")}
        self.env |= more or {}

    @property
    def window(self) -> Path:
        """The program that opens windows."""
        return self.folder / ("leaddesk.exe" if sys.platform == "win32" else "leaddesk")

    @property
    def shell(self) -> Path:
        """The program for the command line: on Windows another one."""
        return self.folder / "leaddesk-cli.exe" if sys.platform == "win32" else self.window

    def run(
        self, arguments: Sequence[str], *, stdin: str = "", patience_s: float = _PATIENCE_S
    ) -> subprocess.CompletedProcess[str]:
        """Returns what came of a command; raises SmokeError where it does not end."""
        command = [str(self.shell), *arguments]
        try:
            return subprocess.run(
                command,
                env=self.env,
                cwd=self.home,
                input=stdin,
                capture_output=True,
                encoding="utf-8",
                timeout=patience_s,
                check=False,
            )
        except subprocess.TimeoutExpired as late:
            raise SmokeError(f"leaddesk {' '.join(arguments)} had not ended after {patience_s:g} s") from late

    def says_its_version(self, version: str) -> str:
        """Returns the version, build and commit as the program says them."""
        since = time.monotonic()
        ended = self.run(["--version"])
        took = time.monotonic() - since
        said = ended.stdout.strip()
        must(ended.returncode == 0, f"--version ended with {ended.returncode}: {ended.stderr}")
        wanted = rf"leaddesk {re.escape(version)} \(build [\w.:-]+, commit [0-9a-f]{{7,40}}(\+changes)?\)"
        must(re.fullmatch(wanted, said), f"--version says: {said}")
        return f"version: {said} ({took * 1000:.0f} ms)"

    def explains(self) -> str:
        """Lets the program explain an answer from standard input."""
        ended = self.run(["explain", "purecallerid-leads"], stdin=_ANSWER)
        must(ended.returncode == 0, f"explain ended with {ended.returncode}: {ended.stderr}")
        found = json.loads(ended.stdout)
        must(found["status"] == "Accepted", f"explain says: {ended.stdout[:300]}")
        return f"explain: {found['outcome']} / {found['assessment']}"

    def writes_the_guide(self) -> str:
        """Lets the program write its guide, as web pages and as a PDF."""
        pages, paper = self._base / "guide", self._base / "guide.pdf"
        ended = self.run(["guide", "--html", str(pages), "--pdf", str(paper)])
        must(ended.returncode == 0, f"guide ended with {ended.returncode}: {ended.stderr}")
        chapters = list(pages.glob("*.html"))
        must((pages / "index.html") in chapters and len(chapters) > 9, f"guide wrote {len(chapters)} pages")
        must(paper.read_bytes().startswith(b"%PDF-"), "guide wrote no PDF")
        return f"guide: {len(chapters)} pages, {paper.stat().st_size / 1e3:.0f} kB as a PDF"

    def shows_every_screen(self) -> str:
        """Takes the tour: the main job and every screen in every look, over the practice server, unseen."""
        pictures = self._base / "tour"
        ended = self.run(["--practice", "--tour", str(pictures)], patience_s=_TOUR_S)
        must(ended.returncode == 0, f"the tour ended with {ended.returncode}: {ended.stderr[-2000:]}")
        count = len(list(pictures.glob("*.png")))
        must(count >= _TOUR_PICTURES, f"the tour took {count} pictures only")
        must("Traceback" not in ended.stderr, f"the tour said: {ended.stderr[-2000:]}")
        return f"tour: {count} pictures"


def must(good: object, otherwise: str) -> None:
    """Raises SmokeError with the text unless what is asked is so."""
    if not good:
        raise SmokeError(otherwise)
