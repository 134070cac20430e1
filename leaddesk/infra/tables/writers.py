"""One writer for each format; all of them block, hold no rows, and raise OSError when the disk does not serve."""

from __future__ import annotations

import contextlib
import csv
import json
import math
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import IO, Any, Protocol

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.lead_cells import JsonText
from leaddesk.domain.spreadsheet import readable
from leaddesk.infra.tables.cells import csv_cell, csv_column, plain
from leaddesk.language import grouped, tr, trn
from leaddesk.services.export_table import Cell, Row, TableFormat

XLSX_ROWS = 1_048_575
"""Rows of a sheet below its header."""
XLSX_CELL = 32_767
"""UTF-16 units of one cell."""
_CUT = "… (cut)"
_EXACT_INT = 2**53
"""A spreadsheet keeps numbers as floats; longer ones go in as text."""
_LINE_ENDS = str.maketrans({"\u0085": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"})
"""Characters that JSON allows and that readers of lines take for the end of one."""


class Writer(Protocol):
    """A file that is being written; `abandon` instead of `close` lets go of it unfinished."""

    notices: list[str]

    def write(self, rows: Sequence[Row]) -> None:
        """Writes a batch."""
        ...

    def close(self) -> None:
        """Completes the file; `notices` is final then."""
        ...

    def abandon(self) -> None:
        """Lets go of the file; never fails."""
        ...


class CsvWriter:
    """CSV as RFC 4180 has it, in UTF-8 with the mark by which Excel knows it."""

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        self.notices: list[str] = []
        self._file = path.open("x", encoding="utf-8", newline="")
        self._file.write("\ufeff")  # not by the codec utf-8-sig, which costs a call for every row
        self._csv = csv.writer(self._file, lineterminator="\r\n")
        self._csv.writerow([csv_cell(column) for column in columns])

    def write(self, rows: Sequence[Row]) -> None:
        """See `Writer`."""
        columns = [csv_column(column) for column in zip(*rows, strict=True)]
        self._csv.writerows(zip(*columns, strict=True))

    def close(self) -> None:
        """See `Writer`."""
        self._file.close()

    def abandon(self) -> None:
        """See `Writer`."""
        _let_go(self._file)


class JsonLinesWriter:
    """One JSON object a line, in UTF-8: numbers, truths and nothing as such, texts to the last character."""

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        self.notices: list[str] = []
        self._columns = tuple(columns)
        self._file = path.open("xb")

    def write(self, rows: Sequence[Row]) -> None:
        """See `Writer`."""
        self._file.write(b"".join(self._line(row) for row in rows))

    def close(self) -> None:
        """See `Writer`."""
        self._file.close()

    def abandon(self) -> None:
        """See `Writer`."""
        _let_go(self._file)

    def _line(self, row: Row) -> bytes:
        values = {column: _json_value(cell) for column, cell in zip(self._columns, row, strict=True)}
        text = json.dumps(values, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        # Only lone surrogates have no UTF-8; Python spells them just as JSON does.
        return f"{text.translate(_LINE_ENDS)}\n".encode("utf-8", "backslashreplace")


class XlsxWriter:
    """A workbook of one sheet; texts stay texts, so that no formula and no link can come of them."""

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        from xlsxwriter import Workbook

        self.notices: list[str] = []
        self._cut = 0
        self._rows = 0
        self._book = Workbook(
            str(path),
            {
                "constant_memory": True,
                "tmpdir": str(path.parent),  # personal data stays in the private folder, and goes with it
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        self._book.use_zip64()  # only where a sheet outgrows 4 GB
        self._sheet = self._book.add_worksheet("Export", _literal_sheet())
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_column(0, max(0, len(columns) - 1), 22)
        bold = self._book.add_format({"bold": True})
        for at, column in enumerate(columns):
            self._sheet.write_string(0, at, self._text(column), bold)

    def write(self, rows: Sequence[Row]) -> None:
        """See `Writer`. Raises StoreProblem when the sheet is full."""
        for row in rows:
            if self._rows == XLSX_ROWS:
                raise too_many_for_xlsx()
            self._rows += 1
            for at, cell in enumerate(row):
                self._put(at, cell)

    def close(self) -> None:
        """See `Writer`."""
        from xlsxwriter.exceptions import FileCreateError

        try:
            self._book.close()
        except FileCreateError as error:
            raise (error.args[0] if isinstance(error.args[0], OSError) else OSError(str(error))) from error
        if self._cut:
            self.notices.append(
                trn(
                    "{count} cell was longer than {longest} characters and cut.",
                    "{count} cells were longer than {longest} characters and cut.",
                    self._cut,
                    longest=grouped(XLSX_CELL),
                )
            )

    def abandon(self) -> None:
        """See `Writer`."""
        _let_go(self._sheet.row_data_fh)

    def _put(self, at: int, cell: Cell) -> None:
        if isinstance(cell, bool):
            self._sheet.write_boolean(self._rows, at, cell)
        elif isinstance(cell, int | float) and math.isfinite(cell) and abs(cell) <= _EXACT_INT:
            self._sheet.write_number(self._rows, at, cell)
        elif cell is not None and cell != "":
            self._sheet.write_string(self._rows, at, self._text(cell if isinstance(cell, str) else plain(cell)))

    def _text(self, text: str) -> str:
        shown = readable(text)
        if len(shown) * 2 <= XLSX_CELL or len(shown.encode("utf-16-le")) <= 2 * XLSX_CELL:
            return shown
        self._cut += 1
        room = 2 * (XLSX_CELL - len(_CUT))
        return shown.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + _CUT


WRITERS: dict[TableFormat, type[CsvWriter | JsonLinesWriter | XlsxWriter]] = {
    TableFormat.CSV: CsvWriter,
    TableFormat.XLSX: XlsxWriter,
    TableFormat.JSON_LINES: JsonLinesWriter,
}


def too_many_for_xlsx() -> StoreProblem:
    """Returns the problem of a sheet that is full."""
    return StoreProblem(
        tr("These rows do not fit an Excel sheet."),
        tr("It holds {xlsx_rows} rows below its header. Nothing was exported.", xlsx_rows=grouped(XLSX_ROWS)),
        tr("Export as CSV or JSON Lines, or narrow what is in view."),
    )


@cache
def _literal_sheet() -> type[Any]:
    """Returns a sheet that writes every text literally.

    XlsxWriter's own passes a text from `<r>` to `</r>` on as markup, with whatever stands between.
    """
    from xlsxwriter.worksheet import Worksheet

    class LiteralSheet(Worksheet):  # type: ignore[misc]
        def _xml_rich_inline_string(self, string: str, attributes: Any = None) -> None:
            self._xml_inline_string(string, True, attributes)

    return LiteralSheet


def _json_value(cell: Cell) -> object:
    if isinstance(cell, datetime):
        return plain(cell)
    if isinstance(cell, float) and not math.isfinite(cell):
        return str(cell)
    if isinstance(cell, JsonText):
        return json.loads(cell, parse_constant=str)
    return cell


def _let_go(file: IO[Any]) -> None:
    """Closes a file; where the disk is full even that fails, and yet the file is closed."""
    with contextlib.suppress(OSError):
        file.close()
