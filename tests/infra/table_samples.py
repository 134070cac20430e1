"""What exports write in tests, and their files read back."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime

import openpyxl
import pytest

from leaddesk.infra.table_files import TableFilesOnDisk
from leaddesk.services.export_table import ExportTable, TableFormat
from tests.services.fakes import FakeClock

AT = datetime(2026, 11, 21, 19, 4, 11, tzinfo=UTC)


COLUMNS = ("Name", "Count", "Share", "Open", "When", "Nothing")


ROW = ("Ann Example", 7, 0.25, True, AT, None)


EVERY_FORMAT = pytest.mark.parametrize("format", TableFormat)


def exporter():
    return ExportTable(TableFilesOnDisk(), FakeClock())


async def batches(*held):
    for batch in held:
        yield batch


def export(path, format, columns, *held, **options):
    return exporter().export(str(path), format, columns, batches(*held), **options)


def read_csv(path):
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data[3:].decode("utf-8"), newline="")))


def read_xlsx(path):
    book = openpyxl.load_workbook(path)
    rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
    kinds = {cell.data_type for row in book.active.iter_rows() for cell in row}
    links = [cell.hyperlink for row in book.active.iter_rows() for cell in row if cell.hyperlink]
    book.close()
    return rows, kinds, links


def read_json_lines(path):
    return [json.loads(line) for line in path.read_bytes().split(b"\n")[:-1]]
