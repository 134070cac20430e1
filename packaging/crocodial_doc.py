"""Writes `resources/CROCO-DIAL.md`, or the file that is named, from the schema that the forms are made of."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.vendors.crocodial.page import PAGE, page

if __name__ == "__main__":
    target = Path(sys.argv[1]) if sys.argv[1:] else PAGE
    target.write_text(page(), encoding="utf-8", newline="\n")
