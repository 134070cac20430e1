"""Exports on a real disk: what is read back is what was written, and what fails or is cancelled leaves nothing."""

from __future__ import annotations

import asyncio
import gc
import os
import stat
import weakref

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.spreadsheet import readable
from leaddesk.infra.table_files import TableFilesOnDisk
from leaddesk.infra.tables import writers
from leaddesk.infra.tables.cells import csv_cell
from leaddesk.services.export_table import ExportTable, TableFormat
from leaddesk.services.ports import AlreadyThere
from tests.infra.table_samples import (
    AT,
    COLUMNS,
    EVERY_FORMAT,
    ROW,
    export,
    exporter,
    read_csv,
    read_json_lines,
    read_xlsx,
)
from tests.services.fakes import FakeClock

texts = st.text(st.characters(), max_size=20)


cells = texts | st.integers() | st.floats() | st.booleans() | st.none()


tables = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.tuples(*[cells] * width), max_size=6).map(lambda rows: (width, rows))
)


async def test_csv_is_as_excel_and_rfc_4180_want_it(tmp_path):
    path = tmp_path / "a.csv"
    await export(path, TableFormat.CSV, COLUMNS, [ROW], [('say "hi", ok\nthen', -5, 1e20, False, AT, "=1+1")])
    assert path.read_bytes() == (
        b"\xef\xbb\xbfName,Count,Share,Open,When,Nothing\r\n"
        b"Ann Example,7,0.25,true,2026-11-21T19:04:11+00:00,\r\n"
        b'"say ""hi"", ok\nthen",-5,1e+20,false,2026-11-21T19:04:11+00:00,\'=1+1\r\n'
    )


async def test_a_workbook_reads_back_with_its_types_and_without_formulas_or_links(tmp_path):
    path = tmp_path / "a.xlsx"
    sly = ("=1+1", "https://example.com", "+17205550104", "<r><t>x</t></r>", "12", "_x0041_")
    await export(path, TableFormat.XLSX, COLUMNS, [ROW, sly])
    rows, kinds, links = read_xlsx(path)
    assert rows[0] == list(COLUMNS)
    assert rows[1] == ["Ann Example", 7, 0.25, True, "2026-11-21T19:04:11+00:00", None]
    assert rows[2][:5] == list(sly[:5])
    assert kinds <= {"s", "inlineStr", "n", "b"}
    assert links == []


async def test_json_lines_keep_types_and_every_character(tmp_path):
    path = tmp_path / "a.jsonl"
    odd = ("\x00\ud800\u2028\u2029\x85\r\n\u202e😀=1", 2**70, float("nan"), False, AT, None)
    await export(path, TableFormat.JSON_LINES, COLUMNS, [ROW, odd])
    data = path.read_bytes()
    assert len(data.decode("utf-8").splitlines()) == 2
    first, second = read_json_lines(path)
    assert first == dict(zip(COLUMNS, [*ROW[:4], AT.isoformat(), None], strict=True))
    assert second == dict(zip(COLUMNS, [odd[0], 2**70, "nan", False, AT.isoformat(), None], strict=True))


@settings(max_examples=40)
@given(table=tables)
def test_csv_reads_back_cell_by_cell(tmp_path_factory, table):
    width, rows = table
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    writer = writers.CsvWriter(path, [f"c{at}" for at in range(width)])
    writer.write(rows)
    writer.close()
    assert read_csv(path)[1:] == [[csv_cell(cell) for cell in row] for row in rows]


@settings(max_examples=25)
@given(table=tables)
def test_a_workbook_of_anything_can_be_opened(tmp_path_factory, table):
    width, rows = table
    path = tmp_path_factory.mktemp("xlsx") / "a.xlsx"
    writer = writers.XlsxWriter(path, [f"c{at}" for at in range(width)])
    writer.write(rows)
    writer.close()
    read, kinds, _links = read_xlsx(path)
    assert kinds <= {"s", "inlineStr", "n", "b"}
    for row, back in zip(rows, read[1:], strict=False):
        for cell, value in zip(row, back, strict=False):
            if isinstance(cell, str) and cell.isprintable() and "_x" not in cell:
                assert (value or "") == readable(cell)


@settings(max_examples=40)
@given(table=tables)
def test_json_lines_read_back_exactly(tmp_path_factory, table):
    width, rows = table
    path = tmp_path_factory.mktemp("jsonl") / "a.jsonl"
    writer = writers.JsonLinesWriter(path, [f"c{at}" for at in range(width)])
    writer.write(rows)
    writer.close()
    back = [list(row.values()) for row in read_json_lines(path)]
    assert [[repr(_paired(cell)) for cell in row] for row in back] == [
        [repr(_paired(_finite(cell))) for cell in row] for row in rows
    ]


def _finite(cell):
    return str(cell) if isinstance(cell, float) and cell - cell != 0 else cell


def _paired(cell):
    """Two halves of one character are that character: JSON knows no difference."""
    if not isinstance(cell, str):
        return cell
    return cell.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


async def test_a_cell_too_long_for_a_sheet_is_cut_and_said(tmp_path):
    path = tmp_path / "a.xlsx"
    done = await export(path, TableFormat.XLSX, ("a",), [("x" * 40_000,), ("😀" * 20_000,), ("y" * 32_767,)])
    assert done.notices == ("2 cells were longer than 32,767 characters and cut.",)
    rows, _, _ = read_xlsx(path)
    assert rows[1][0] == "x" * (32_767 - 7) + "… (cut)"
    assert rows[2][0] == "😀" * ((32_767 - 7) // 2) + "… (cut)"
    assert rows[3][0] == "y" * 32_767


async def test_more_rows_than_a_sheet_holds_are_refused_before_a_byte_is_written(tmp_path):
    with pytest.raises(StoreProblem, match="do not fit"):
        await export(tmp_path / "a.xlsx", TableFormat.XLSX, ("a",), total=1_048_576)
    assert list(tmp_path.iterdir()) == []


async def test_a_sheet_that_fills_up_on_the_way_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(writers, "XLSX_ROWS", 3)
    assert (await export(tmp_path / "a.xlsx", TableFormat.XLSX, ("a",), [(1,), (2,), (3,)])).rows == 3
    with pytest.raises(StoreProblem, match="do not fit") as problem:
        await export(tmp_path / "b.xlsx", TableFormat.XLSX, ("a",), [(1,), (2,)], [(3,), (4,)])
    assert "Nothing was exported" in problem.value.detail
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


@EVERY_FORMAT
async def test_the_file_is_private_and_nothing_stands_beside_it(tmp_path, format):
    path = tmp_path / f"a{format.suffix}"
    done = await export(path, format, ("a",), [(1,)], [], [(2,)])
    assert (done.rows, done.place, done.notices) == (2, str(path), ())
    assert list(tmp_path.iterdir()) == [path]
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


@EVERY_FORMAT
async def test_no_rows_make_a_file_too(tmp_path, format):
    path = tmp_path / "a"
    assert (await export(path, format, ("a", "b"))).rows == 0
    assert path.exists()


@EVERY_FORMAT
async def test_the_file_is_not_in_view_before_all_of_it_is_written_and_on_record(tmp_path, format):
    path = tmp_path / "a"
    seen = []

    async def rows():
        for number in range(3):
            seen.append(path.exists())
            yield [(number,)]

    async def record(count):
        seen.append((count, path.exists()))

    await exporter().export(str(path), format, ("a",), rows(), record=record)
    assert seen == [False, False, False, (3, False)]
    assert path.exists()


async def test_a_file_that_is_there_is_replaced_only_on_purpose(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("mine")
    with pytest.raises(AlreadyThere):
        await export(path, TableFormat.CSV, ("a",), [(1,)])
    assert path.read_text() == "mine"
    await export(path, TableFormat.CSV, ("a",), [(1,)], replace=True)
    assert read_csv(path) == [["a"], ["1"]]
    assert list(tmp_path.iterdir()) == [path]


async def test_a_file_that_came_meanwhile_is_not_replaced(tmp_path):
    path = tmp_path / "a.csv"

    async def record(_count):
        path.write_text("mine")

    with pytest.raises(AlreadyThere):
        await export(path, TableFormat.CSV, ("a",), [(1,)], record=record)
    assert path.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [path]


async def test_a_folder_is_no_place_for_a_file(tmp_path):
    with pytest.raises(StoreProblem, match="not written") as problem:
        await export(tmp_path, TableFormat.CSV, ("a",), replace=True)
    assert "no file" in problem.value.detail


async def test_an_export_that_cannot_go_on_record_is_not_made(tmp_path):
    async def record(_count):
        raise StoreProblem("The history cannot be written.")

    with pytest.raises(StoreProblem, match="history"):
        await export(tmp_path / "a.csv", TableFormat.CSV, ("a",), [(1,)], record=record)
    assert list(tmp_path.iterdir()) == []


@EVERY_FORMAT
async def test_cancelling_leaves_nothing(tmp_path, format):
    path = tmp_path / "a"
    path.write_text("mine")
    waits, closed = asyncio.Event(), []

    async def rows():
        try:
            yield [("x" * 100_000,)] * 20
            waits.set()
            await asyncio.Event().wait()
        finally:
            closed.append(True)

    task = asyncio.ensure_future(exporter().export(str(path), format, ("a",), rows(), replace=True))
    await waits.wait()
    assert len(list(tmp_path.iterdir())) == 2
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert closed == [True]
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_text() == "mine"


async def test_cancelling_comes_too_late_once_the_export_is_on_record(tmp_path):
    path = tmp_path / "a.csv"
    waits, go_on = asyncio.Event(), asyncio.Event()

    async def record(_count):
        waits.set()
        await go_on.wait()

    task = asyncio.ensure_future(export(path, TableFormat.CSV, ("a",), [(1,)], record=record))
    await waits.wait()
    task.cancel()
    await asyncio.sleep(0)
    go_on.set()
    assert (await task).rows == 1
    assert path.exists()


class Batch(list):
    """A list that can be watched."""


async def test_one_batch_at_a_time_is_held(tmp_path):
    held: list[weakref.ref[Batch]] = []
    most = 0

    async def rows():
        nonlocal most
        for number in range(30):
            gc.collect(0)
            most = max(most, sum(reference() is not None for reference in held))
            batch = Batch((number, "x" * 100) for _ in range(500))
            held.append(weakref.ref(batch))
            yield batch
            del batch

    done = await exporter().export(str(tmp_path / "a.xlsx"), TableFormat.XLSX, ("a", "b"), rows())
    assert done.rows == 15_000
    assert most <= 1


async def test_progress_is_said_at_most_ten_times_a_second(tmp_path):
    clock, said = FakeClock(), []

    async def rows():
        for _ in range(100):
            clock.go_on(0.03)
            yield [(1,), (2,)]

    table = ExportTable(TableFilesOnDisk(), clock)
    await table.export(
        str(tmp_path / "a.csv"), TableFormat.CSV, ("a",), rows(), total=200, progress=lambda *at: said.append(at)
    )
    assert len(said) == 25
    assert said[0] == (8, 200)
    assert said[-1] == (200, 200)
