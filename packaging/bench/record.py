"""Writes the table of ratios as a page: the newest run on top, what was kept below it as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from .figures import Place, markdown

_HEAD = """# How quick LeadDesk is

`make bench` measures LeadDesk against plain tools that do the same, in one run, in turns. What is held against a limit
is the ratio of both medians, or one worst value; the limits are LeadDesk's own promises.
`make bench WRITE=resources/BENCH.md` writes *Now* anew and leaves the rest of this page.
"""
_KEPT = "\n## Before"
"""Where what is kept begins."""


def write(file: Path, day: date, how: str, rows: int, places: Sequence[Place]) -> None:
    """Writes the newest run into a page and keeps its earlier ones, if any."""
    before = file.read_text("utf-8").partition(_KEPT) if file.is_file() else ("", "", "")
    now = f"\n## Now\n\n{day}, {how}, {rows:,} exchanges on record.\n\n{markdown(places)}\n"
    file.write_text(_HEAD + now + before[1] + before[2], "utf-8")
