"""The page of faults is what the table says, and the table is one that a page can be made of."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.faults.calls import CALLS, Kind
from tests.faults.page import PAGE, TABLES, page
from tests.faults.reading import READING
from tests.faults.table import FAULTS
from tests.faults.wire import WIRE


def test_the_page_is_made_of_the_table() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run packaging/faults_doc.py and commit resources/FAULTS.md"


def test_every_fault_stands_on_the_page_once() -> None:
    rows = re.findall(r"^\| (.+?) \|", page(), flags=re.MULTILINE)
    names = [*(fault.name for fault in FAULTS), *(fault.search.title for fault in READING)]
    names += [fault.name for fault in WIRE] * len(TABLES)
    assert sorted(name for name in rows if name not in {"Fault", "---"}) == sorted(names)
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)


def test_no_cell_breaks_its_row() -> None:
    assert not [fault.name for fault in FAULTS if "|" in f"{fault.name}{fault.network}{fault.title}{fault.hint}"]
    assert not [fault.practice for fault in READING if "|" in f"{fault.search.title}{fault.search.says}{fault.says}"]


def test_the_script_writes_the_page_from_anywhere(tmp_path: Path) -> None:
    script = PAGE.parents[1] / "packaging" / "faults_doc.py"
    subprocess.run([sys.executable, str(script), "page.md"], cwd=tmp_path, check=True, timeout=50)
    assert (tmp_path / "page.md").read_bytes() == page().encode()


def test_every_call_stands_in_one_table_of_the_matrix() -> None:
    kinds = [kind for held in TABLES.values() for kind in held]
    assert sorted(kinds) == sorted(Kind)
    assert all(page().count(f"| {call.name} |") == 1 for call in CALLS)
