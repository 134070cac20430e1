"""Exports on a disk that does not serve, and documents that are seen only whole."""

from __future__ import annotations

import errno
import io
import json
import os
from pathlib import Path

import pytest

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.lead_cells import export_cell
from leaddesk.domain.lead_columns import ColumnKind
from leaddesk.infra.table_files import DocumentFilesOnDisk
from leaddesk.services.export_table import TableFormat, publish
from tests.infra.table_samples import (
    EVERY_FORMAT,
    export,
)

# ---------------------------------------------------------------- a disk that does not serve


@pytest.fixture
def full_disk(monkeypatch):
    """Every write to a file of an export says that the disk is full, at the call of the system."""
    real_open = io.open

    class Full(io.FileIO):
        def write(self, _data):
            raise OSError(errno.ENOSPC, "No space left on device")

    def opened(file, mode="r", *args, **options):
        if ".part" not in str(file) or "r" in mode:
            return real_open(file, mode, *args, **options)
        raw = Full(file, mode.replace("b", "").replace("t", ""))
        binary = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        if "b" in mode:
            return binary
        return io.TextIOWrapper(binary, encoding=options.get("encoding"), newline=options.get("newline"))

    monkeypatch.setattr("io.open", opened)
    monkeypatch.setattr("builtins.open", opened)
    monkeypatch.setattr(Path, "open", lambda self, mode="r", *args, **options: opened(self, mode, *args, **options))


@EVERY_FORMAT
async def test_a_full_disk_is_said_and_leaves_nothing(tmp_path, format, full_disk):
    path = tmp_path / "a"
    with pytest.raises(StoreProblem, match="not written") as problem:
        await export(path, format, ("a",), [("x" * 70_000,)] * 30)
    assert problem.value.detail == f"The disk is full. ({path})"
    assert problem.value.hint
    assert list(tmp_path.iterdir()) == []


async def test_a_folder_that_has_gone_is_said(tmp_path):
    with pytest.raises(StoreProblem) as problem:
        await export(tmp_path / "gone" / "a.csv", TableFormat.CSV, ("a",), [(1,)])
    assert problem.value.detail.startswith("The folder is not there.")


async def test_a_folder_that_goes_meanwhile_is_said(tmp_path):
    folder = tmp_path / "drive"
    folder.mkdir()

    async def record(_count):
        folder.rename(tmp_path / "unplugged")

    with pytest.raises(StoreProblem) as problem:
        await export(folder / "a.csv", TableFormat.CSV, ("a",), [(1,)], record=record)
    assert problem.value.detail.startswith("The folder is not there.")


@pytest.mark.parametrize(
    ("code", "words"), [(errno.EROFS, "can only be read"), (errno.EACCES, "may not write"), (errno.EDQUOT, "share")]
)
async def test_a_place_that_cannot_be_written_is_said(tmp_path, monkeypatch, code, words):
    def refuse(_path, **_options):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr("pathlib.Path.mkdir", refuse)
    with pytest.raises(StoreProblem) as problem:
        await export(tmp_path / "a.csv", TableFormat.CSV, ("a",), [(1,)])
    assert words in problem.value.detail
    assert "LEADDESK_HOME" not in problem.value.sentence()


async def test_the_longest_name_can_be_used_and_a_longer_one_is_said(tmp_path):
    path = tmp_path / ("é" * 125 + ".csv")
    await export(path, TableFormat.CSV, ("a",), [(1,)])
    assert path.exists()
    with pytest.raises(StoreProblem) as problem:
        await export(tmp_path / ("x" * 300 + ".csv"), TableFormat.CSV, ("a",), [(1,)])
    assert problem.value.detail.startswith("The name is too long.")


# ---------------------------------------------------------------- documents


async def test_a_document_is_seen_only_when_it_is_published(tmp_path):
    path = tmp_path / "a.pdf"
    file = await DocumentFilesOnDisk().stage(str(path), b"%PDF-1.7", replace=False)
    assert not path.exists()
    await publish(file)
    assert path.read_bytes() == b"%PDF-1.7"
    assert list(tmp_path.iterdir()) == [path]


async def test_a_discarded_document_leaves_nothing(tmp_path):
    file = await DocumentFilesOnDisk().stage(str(tmp_path / "a.pdf"), b"%PDF-1.7", replace=False)
    await file.discard()
    await file.discard()
    assert list(tmp_path.iterdir()) == []


async def test_json_lines_hold_a_nested_value_as_it_came(tmp_path: Path) -> None:
    path = tmp_path / "leads.jsonl"
    nested = {"note": "ä", "list": [1, None, float("nan")]}
    row = [export_cell(ColumnKind.JSON, nested), export_cell(ColumnKind.TEXT, '{"typed": 1}')]
    await export(path, TableFormat.JSON_LINES, ("data", "text"), [row])
    assert json.loads(path.read_text("utf-8")) == {
        "data": {"note": "ä", "list": [1, None, "NaN"]},
        "text": '{"typed": 1}',
    }
