"""The table of zips says what the library it was made from says, and asks that library nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest
import zipcodes

from leaddesk.domain.errors import StoreProblem
from leaddesk.infra import zip_codes
from leaddesk.infra.zip_codes import ZipTable, find_zip, look_up_zip

SMALL = b"# A comment\n#zones America/Denver\n00501 NY - Holtsville\n80202 CO 0 Denver\n80203 CO 0 New Town\n"


def test_every_zip_of_the_library_is_there_and_says_the_same():
    for row in zipcodes.list_all():
        zone = row["timezone"] if "/" in row["timezone"] else ""
        assert find_zip(row["zip_code"]) == (row["city"], row["state"], zone)


def test_no_other_zip_is_there():
    known = {row["zip_code"] for row in zipcodes.list_all()}
    for number in range(0, 100_000, 7):
        assert (find_zip(f"{number:05}") is not None) is (f"{number:05}" in known)


@pytest.mark.parametrize("code", ["", "8020", "802022", "٨٠٢٠٢", "# A c", "#zone", "8020 ", "abcde"])
def test_what_is_no_zip_is_not_found(code):
    assert find_zip(code) is None


def test_a_small_table_is_found_from_end_to_end():
    table = ZipTable(SMALL)
    assert table.find("00501") == ("Holtsville", "NY", "")
    assert table.find("80202") == ("Denver", "CO", "America/Denver")
    assert table.find("80203") == ("New Town", "CO", "America/Denver")
    assert table.find("00000") is table.find("50000") is table.find("99999") is None


async def test_a_zip_offers_city_and_state():
    assert await look_up_zip("80202-1234") == ("Denver", "CO")
    assert await look_up_zip("00000") is None


def test_the_library_is_not_loaded_for_it():
    code = (
        "import sys; from leaddesk.infra.zip_codes import find_zip; "
        "assert find_zip('80202'); sys.exit('zipcodes' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_missing_table_is_a_store_problem(monkeypatch, tmp_path):
    monkeypatch.setattr(zip_codes, "find_resources", lambda _package, *, frozen: tmp_path)
    zip_codes._shipped.cache_clear()
    with pytest.raises(StoreProblem, match="table of zips"):
        find_zip("80202")
    monkeypatch.undo()
    assert find_zip("80202")
