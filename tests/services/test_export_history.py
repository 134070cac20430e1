"""Exporting the history: the columns in view, every exchange the query asks for, and a note before anything leaves."""

from __future__ import annotations

import csv
import json
import zipfile
from datetime import timedelta, timezone

import pytest

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.exchange import EVERYTHING, HistoryQuery
from leaddesk.domain.note import NoteKind
from leaddesk.domain.verdict import PARTLY_TITLE, Explanation
from leaddesk.domain.wire import HttpResponse
from leaddesk.infra.history_db import HistoryStore
from leaddesk.infra.table_files import TableFilesOnDisk
from leaddesk.services.export_history import EXPORTABLE, ExportHistory, HistoryExport, described
from leaddesk.services.export_table import ExportTable, TableFormat
from tests.infra.history_samples import AT, opening, settlement
from tests.services.fakes import START, FakeClock, FakeJournal

WEST = timezone(timedelta(hours=-7))
IN_VIEW = ("When", "UTC", "Who", "Profile", "Destination", "Number", "Outcome", "Assessment", "Entry")


class Reader(FakeJournal):
    """Counts what it was asked for."""

    def __init__(self):
        super().__init__()
        self.pages = []

    async def find(self, query=EVERYTHING, *, limit=500, before=None):
        rows = await super().find(query, limit=limit, before=before)
        self.pages.append((limit, before, len(rows)))
        return rows


async def filled(journal, count):
    for number in range(count):
        sent = opening(number=f"+1202555{number:04}", at=AT + timedelta(minutes=number))
        entry = await journal.open(sent)
        await journal.settle(entry, settlement(assessment="Review" if number % 2 else ""))
    return journal


def service(journal):
    clock = FakeClock()
    return ExportHistory(journal, ExportTable(TableFilesOnDisk(), clock), clock, lambda at: at.astimezone(WEST))


def order(path, **changes):
    values = {"place": str(path), "format": TableFormat.CSV, "columns": IN_VIEW, "operator": "M. Reyes"}
    return HistoryExport(**(values | changes))


def read_csv(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def all_of_it(path):
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as book:
        return b"".join(book.read(name) for name in book.namelist())


async def test_every_page_leaves_and_not_only_the_first(tmp_path):
    journal = await filled(Reader(), 1203)
    path = tmp_path / "a.csv"
    done = await service(journal).export(order(path))
    assert done.rows == 1203
    rows = read_csv(path)
    assert rows[0] == list(IN_VIEW)
    assert [row[-1] for row in rows[1:]] == [str(number) for number in range(1203, 0, -1)]
    assert [asked for *asked, _ in journal.pages] == [[500, None], [500, 704], [500, 204], [500, 1]]
    assert max(count for *_, count in journal.pages) == 500


async def test_a_row_holds_what_the_view_shows_with_its_zone(tmp_path):
    journal = await filled(Reader(), 1)
    path = tmp_path / "a.csv"
    await service(journal).export(order(path))
    assert read_csv(path)[1] == [
        *("2026-03-04T08:16:17-07:00", "2026-03-04T15:16:17+00:00", "Sam Supervisor", "Main account"),
        *("Spring list", "+12025550000", "Loaded", "not checked", "1"),
    ]


async def test_columns_leave_in_the_order_of_the_view_and_no_others(tmp_path):
    journal = await filled(Reader(), 2)
    path = tmp_path / "a.jsonl"
    await service(journal).export(order(path, format=TableFormat.JSON_LINES, columns=("Entry", "Name", "What")))
    assert [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] == [
        {"Entry": 2, "Name": "Annabel Exampleton", "What": "Load lead"},
        {"Entry": 1, "Name": "Annabel Exampleton", "What": "Load lead"},
    ]


async def test_the_query_in_force_narrows_the_export(tmp_path):
    journal = await filled(Reader(), 30)
    path = tmp_path / "a.csv"
    done = await service(journal).export(order(path, query=HistoryQuery(text="5550007")))
    assert done.rows == 1
    assert read_csv(path)[1][5] == "+12025550007"


async def test_what_is_masked_on_the_screen_is_masked_in_the_file(tmp_path):
    journal = await filled(Reader(), 1)
    path = tmp_path / "a.csv"
    await service(journal).export(order(path, masks={"Number": lambda text: "••••" + text[-2:]}))
    assert read_csv(path)[1][5] == "••••00"


async def test_nothing_of_an_answer_leaves_not_even_with_every_column(tmp_path):
    journal = Reader()
    entry = await journal.open(opening())
    sued = HttpResponse(200, (), b'{"results": [{"LastFour": 4711, "Name": "Canary Suer"}]}', 0.1)
    await journal.settle(entry, settlement(response=sued))
    for format in TableFormat:
        path = tmp_path / f"a{format.suffix}"
        await service(journal).export(order(path, format=format, columns=EXPORTABLE))
        text = all_of_it(path)
        assert b"Annabel" in text
        assert b"4711" not in text
        assert b"Canary" not in text


async def test_a_note_says_who_exported_what_and_stands_before_the_file_does(tmp_path):
    journal = await filled(Reader(), 3)
    path = tmp_path / "a.csv"
    seen = []
    write_note = journal.write_note

    async def write(note):
        seen.append(path.exists())
        return await write_note(note)

    journal.write_note = write
    await service(journal).export(order(path, columns=("Who", "Number"), query=HistoryQuery(text="555")))
    assert seen == [False]
    assert path.exists()
    (note,) = journal.written
    assert (note.at, note.operator, note.kind) == (START, "M. Reyes", NoteKind.EXPORTED)
    assert note.text == "3 exchanges as CSV to a.csv: text “555”. Columns: Who, Number."


async def test_without_a_note_there_is_no_export(tmp_path):
    journal = await filled(Reader(), 3)
    journal.note_fails = StoreProblem("The history cannot be written.")
    with pytest.raises(StoreProblem, match="history"):
        await service(journal).export(order(tmp_path / "a.csv"))
    assert list(tmp_path.iterdir()) == []


async def test_a_history_that_fails_on_the_way_leaves_neither_file_nor_note(tmp_path):
    journal = await filled(Reader(), 600)
    find = journal.find

    async def failing(query, *, limit, before):
        if before:
            raise StoreProblem("The history cannot be read.")
        return await find(query, limit=limit, before=before)

    journal.find = failing
    with pytest.raises(StoreProblem, match="read"):
        await service(journal).export(order(tmp_path / "a.xlsx", format=TableFormat.XLSX))
    assert list(tmp_path.iterdir()) == []
    assert journal.written == []


def test_a_query_in_words():
    assert described(EVERYTHING) == "the whole history"
    query = HistoryQuery(
        text="0142",
        outcomes=("Loaded", "Rejected"),
        assessments=("Review",),
        operator="M. Reyes",
        since=AT,
        until=START,
    )
    assert described(query) == (
        "text “0142”, outcome Loaded or Rejected, assessment Review, by M. Reyes, "
        "since 2026-03-04T15:16:17+00:00, before 2026-11-21T19:04:11+00:00"
    )


async def test_two_thousand_rows_of_a_real_history_leave_as_the_view_has_them(tmp_path):
    store = HistoryStore.in_memory()
    await store.open_file()
    try:
        await filled(store, 1999)
        partly = settlement(explanation=Explanation(PARTLY_TITLE, "The custom fields were lost."))
        await store.settle(await store.open(opening()), partly)
        shown = await store.find(limit=3000)
        path = tmp_path / "a.csv"
        done = await service(store).export(order(path, columns=("Entry", "Number", "Outcome", "Assessment", "Who")))
        (note,) = await store.notes()
        assert note.kind is NoteKind.EXPORTED
    finally:
        await store.close()
    assert done.rows == len(shown) == 2000
    assert read_csv(path)[1:] == [
        [str(row.id), row.number, row.word, row.assessment or "not checked", row.operator] for row in shown
    ]
    assert read_csv(path)[1][2] == "Loaded, partly done"
