"""What leaves LeadDesk as a file is data in the program that opens it: nothing in it runs, links, or turns round."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import AsyncGenerator, Iterator
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, TextStringObject

from leaddesk.domain.lead_columns import LeadColumn
from leaddesk.domain.lead_page import LeadRow
from leaddesk.domain.spreadsheet import pasted
from leaddesk.infra.table_files import TableFilesOnDisk
from leaddesk.services.export_table import ExportTable, Row, TableFormat
from leaddesk.ui.masking import Masking
from leaddesk.ui.models.lead_copy import as_table
from leaddesk.ui.models.lead_words import LeadWords
from leaddesk.ui.print.shift_paper import shift_pdf
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.shift_tables import shift_tables, shift_text
from tests.hostile.corpus import FORMULAS, LONG, MARK, SHORT, TURNED
from tests.services.fakes import FakeClock
from tests.ui.proof.proofs import proof, text_of, verified
from tests.ui.shift_sample import shift_report
from tests.ui.verdict import samples

ALL = (*SHORT, *FORMULAS, TURNED, *LONG)
_CSV_ACTS = re.compile(r"[=+\-@|\t\r]")
_ACTING = ("Cc", "Cs")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_WORKBOOK_ACTS = (
    "<f>",
    "<f ",
    "hyperlink",
    "externalLink",
    "ddeLink",
    "oleLink",
    "definedName",
    'TargetMode="External"',
)
_PDF_ACTS = {
    *("/JS", "/JavaScript", "/Launch", "/URI", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/OpenAction", "/AA"),
    *("/RichMedia", "/Movie", "/Sound", "/AcroForm", "/XFA", "/Annots", "/Rendition", "/ResetForm", "/Widget", "/Link"),
}


async def export(path: Path, format: TableFormat) -> None:
    """Writes a file whose heads and cells are the whole corpus."""

    async def rows() -> AsyncGenerator[list[Row], None]:
        yield [tuple(ALL), tuple(reversed(ALL))]

    heads = tuple(f"{text}{at}" for at, text in enumerate(ALL))
    await ExportTable(TableFilesOnDisk(), FakeClock()).export(str(path), format, heads, rows())


def _bytes(path: Path) -> bytes:
    return path.read_bytes()


def _seen_first(cell: str) -> str:
    """Returns what a spreadsheet takes for the beginning of a cell."""
    plain = unicodedata.normalize("NFKC", cell)
    return "".join(char for char in plain if unicodedata.category(char) != "Cf").lstrip(" \n\v\f\u00a0")[:1]


async def test_no_cell_of_a_csv_is_taken_for_a_formula(tmp_path: Path) -> None:
    await export(tmp_path / "a.csv", TableFormat.CSV)
    data = _bytes(tmp_path / "a.csv")
    rows = list(csv.reader(io.StringIO(data.removeprefix(b"\xef\xbb\xbf").decode("utf-8"), newline="")))
    assert [len(row) for row in rows] == [len(ALL)] * 3
    cells = [cell for row in rows for cell in row]
    assert all(MARK in cell for cell in cells), "nothing is lost"
    assert [cell[:40] for cell in cells if _CSV_ACTS.match(_seen_first(cell))] == []
    assert [cell[:40] for cell in cells if _DIRECTION.search(cell)] == []
    acting = {char for cell in cells for char in cell if unicodedata.category(char) in _ACTING}
    assert acting <= {"\t", "\n", "\r"}


async def test_a_workbook_holds_texts_and_nothing_that_acts(tmp_path: Path) -> None:
    await export(tmp_path / "a.xlsx", TableFormat.XLSX)
    data = _bytes(tmp_path / "a.xlsx")
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = {name: book.read(name).decode("utf-8") for name in book.namelist()}
    assert not [name for name in parts if re.search("external|vba|embed|custom|media|activeX|\\.bin", name)]
    for name, part in parts.items():
        ElementTree.fromstring(part)
        assert [act for act in _WORKBOOK_ACTS if act in _without_texts(part)] == [], name
        assert _DIRECTION.search(part) is None, name
    sheet = next(part for name, part in parts.items() if "worksheets/" in name)
    assert sheet.count("<row") == 3
    kinds = set(re.findall(r'<c [^>]*?\bt="(\w+)"', sheet))
    assert kinds <= {"s", "inlineStr"}


def _without_texts(part: str) -> str:
    return re.sub(r"<t\b[^>]*>[^<]*</t>", "", part)


async def test_lines_of_json_say_every_character(tmp_path: Path) -> None:
    await export(tmp_path / "a.jsonl", TableFormat.JSON_LINES)
    data = _bytes(tmp_path / "a.jsonl")
    assert data.count(b"\n") == 2
    assert all(byte >= 0x20 or byte == 0x0A for byte in data)


@pytest.mark.parametrize("text", [*ALL, f'"={MARK}"', f' "\t={MARK}"\t'], ids=lambda text: ascii(text)[:20])
def test_what_is_pasted_into_a_spreadsheet_stays_one_cell_and_no_formula(text: str) -> None:
    cell = pasted(text)
    assert MARK in cell
    assert not _CSV_ACTS.match(_seen_first(cell))
    assert not cell.lstrip().startswith('"')
    assert len(cell.splitlines()) == 1
    assert "\t" not in cell
    assert not _DIRECTION.search(cell)


def test_every_copy_of_rows_is_made_of_such_cells() -> None:
    report = poisoned(shift_report(), _texts())
    times = LocalTimes(ZoneInfo("America/New_York"))
    lines = shift_text(report, shift_tables(report, times), times).splitlines()
    cells = [cell for line in lines if "\t" in line for cell in line.split("\t")]
    assert any(MARK in cell for cell in cells)
    assert [cell for cell in cells if _CSV_ACTS.match(_seen_first(cell))] == []
    columns = [LeadColumn(name=text, label=text, group="Other") for text in SHORT]
    row = LeadRow(SHORT, tuple(reversed(SHORT)))
    copied = as_table([row], columns, LeadWords(times, Masking(), lambda: samples.NOW)).split("\n")
    assert [line.count("\t") for line in copied] == [len(SHORT) - 1] * 2
    assert not [cell for line in copied for cell in line.split("\t") if _CSV_ACTS.match(_seen_first(cell))]


def poisoned(value: Any, texts: Iterator[str], key: str = "") -> Any:
    """Returns a value with a hostile text behind each of its own; what decides is left alone."""
    if isinstance(value, Enum):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        held = {field.name: getattr(value, field.name) for field in fields(value) if field.init}
        return replace(value, **{name: poisoned(part, texts, name) for name, part in held.items()})
    if isinstance(value, tuple):
        names = getattr(value, "_fields", (key,) * len(value))
        parts = [poisoned(part, texts, name) for name, part in zip(names, value, strict=True)]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    is_text = isinstance(value, str) and key not in ("id", "key", "vendor", "environment", "number", "rule")
    return value + next(texts) if is_text else value


def _texts() -> Iterator[str]:
    while True:
        yield from (text[:800] for text in ALL)


def _objects(data: bytes) -> Iterator[DictionaryObject]:
    """Yields every dictionary of a PDF, wherever it hangs."""
    reader = PdfReader(io.BytesIO(data))
    waiting: list[Any] = [reader.trailer]
    known: set[tuple[int, int]] = set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, IndirectObject):
            if (one.idnum, one.generation) in known:
                continue
            known.add((one.idnum, one.generation))
            one = one.get_object()
        if isinstance(one, DictionaryObject):
            yield one
            waiting += [one.raw_get(name) for name in one]
        elif isinstance(one, ArrayObject):
            waiting += list(one)


def acts_in(data: bytes) -> set[str]:
    """Returns what a PDF holds that is more than pages: names of keys, and kinds of things."""
    found: set[str] = set()
    for one in _objects(data):
        found |= {
            name for name in _PDF_ACTS.intersection(one) if one[name] != ArrayObject()
        }  # Qt gives each page an empty list
        found |= _PDF_ACTS & {str(one.get(name)) for name in ("/S", "/Subtype", "/Type")}
    return found


@pytest.mark.usefixtures("qapp")
def test_a_proof_of_it_is_pages_and_its_own_record_and_nothing_that_acts() -> None:
    lead = samples.many_cases(3)
    hostile = poisoned(lead.verdict, _texts())
    pdf = proof(replace(lead, verdict=hostile, opening=poisoned(lead.opening, _texts())))
    assert acts_in(pdf) == set()
    attached = PdfReader(io.BytesIO(pdf)).attachments
    assert {name: len(files) for name, files in attached.items()} == {"leaddesk-proof.json": 1}
    said = text_of(pdf)
    assert MARK in said
    assert "<script>x</script>" in said
    assert _DIRECTION.search(said) is None
    assert verified(pdf).verified


@pytest.mark.usefixtures("qapp")
def test_a_shift_report_of_it_is_pages_and_nothing_that_acts() -> None:
    report = poisoned(shift_report(), _texts())
    times = LocalTimes(ZoneInfo("America/New_York"))
    pdf = shift_pdf(report, shift_tables(report, times), times, made_by=SHORT[0])
    assert acts_in(pdf) == set()
    assert PdfReader(io.BytesIO(pdf)).attachments == {}
    said = text_of(pdf)
    assert MARK in said
    assert _DIRECTION.search(said) is None


@pytest.mark.usefixtures("qapp")
def test_the_look_into_a_pdf_finds_what_acts() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(proof(samples.many_cases(1))))
    act = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")})
    writer.root_object[NameObject("/OpenAction")] = act
    made = io.BytesIO()
    writer.write(made)
    assert acts_in(made.getvalue()) == {"/OpenAction", "/JavaScript", "/JS"}
