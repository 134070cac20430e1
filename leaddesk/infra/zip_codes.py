"""Zip → city, state and time zone, offline, by a binary search in a sorted text file; nothing is loaded but its bytes.

The file is made from the library `zipcodes`, which is not asked itself: loading its table holds up every thread, the
UI's too, for most of a second.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

from leaddesk.infra.files import store_border
from leaddesk.infra.paths import find_resources
from leaddesk.infra.threads import in_daemon_thread
from leaddesk.language import tr

FILE_NAME = "zips.txt"
_ZONES = "#zones "


class ZipPlace(NamedTuple):
    """Where a zip is, as the table says it."""

    city: str
    state: str
    """Two letters; those of the armed forces are among them."""
    zone: str
    """IANA name; empty for the armed forces and where the table has none."""


class ZipTable:
    """The table of one file, in memory; a look-up takes microseconds."""

    def __init__(self, text: bytes) -> None:
        self._text = text
        head = text[: text.index(b"\n0")].decode()
        self._zones = next(line for line in head.splitlines() if line.startswith(_ZONES)).split()[1:]

    def find(self, code: str) -> ZipPlace | None:
        """Returns the place of a zip of five digits, or None when the table has none."""
        if len(code) != 5 or not (code.isascii() and code.isdigit()):
            return None
        line = self._line(code.encode())
        if not line:
            return None
        _, state, zone, city = line.split(" ", 3)
        return ZipPlace(city, state, "" if zone == "-" else self._zones[int(zone)])

    def _line(self, code: bytes) -> str:
        """Returns the line that begins with the code, or an empty text; comments sort before every digit."""
        low, high = 0, len(self._text)
        while low < high:
            start = self._text.rfind(b"\n", 0, (low + high) // 2) + 1
            end = self._text.index(b"\n", start)
            found = self._text[start : start + 5]
            if found == code:
                return self._text[start:end].decode()
            low, high = (end + 1, high) if found < code else (low, start)
        return ""


async def look_up_zip(code: str) -> tuple[str, str] | None:
    """Returns city and two-letter state of a five- or nine-digit zip, or None when the table has none."""
    place = await in_daemon_thread(find_zip, code[:5])
    return (place.city, place.state) if place else None


def find_zip(code: str) -> ZipPlace | None:
    """Returns the place of a zip of five digits, or None when the table has none.

    The first call reads the file. Raises StoreProblem when LeadDesk's own files are missing.
    """
    return _shipped().find(code)


@cache
def _shipped() -> ZipTable:
    path = find_resources(Path(__file__).resolve().parents[1], frozen=hasattr(sys, "frozen")) / FILE_NAME
    with store_border(tr("The table of zips cannot be read."), path):
        return ZipTable(path.read_bytes())
