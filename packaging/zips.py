"""Writes resources/zips.txt anew from the library `zipcodes`: run it after that library has a new release.

LeadDesk reads the file and not the library: loading the library's table holds up every thread for most of a second.
"""

from __future__ import annotations

from pathlib import Path

import zipcodes

TARGET = Path(__file__).parents[1] / "resources" / "zips.txt"
HEAD = """\
# Zips of the United States: zip, state, number of the time zone in the list below (- for none), city; sorted.
# Written by packaging/zips.py from the library zipcodes {version} (MIT: LICENSES/zipcodes-MIT.txt).
#zones {zones}
"""


def table() -> str:
    """Returns the whole file."""
    rows = sorted(zipcodes.list_all(), key=lambda row: str(row["zip_code"]))  # type: ignore[no-untyped-call]
    zones = sorted({str(row["timezone"]) for row in rows if "/" in row["timezone"]})
    numbers = {zone: str(number) for number, zone in enumerate(zones)}
    lines: dict[str, str] = {}
    for row in rows:
        code = str(row["zip_code"])
        lines.setdefault(code, f"{code} {row['state']} {numbers.get(row['timezone'], '-')} {row['city']}\n")
    return HEAD.format(version=zipcodes.__version__, zones=" ".join(zones)) + "".join(lines.values())


if __name__ == "__main__":
    TARGET.write_text(table(), encoding="utf-8", newline="\n")
