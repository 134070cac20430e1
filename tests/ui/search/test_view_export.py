"""The place Search leads over real HTTP: export of what is there and of all pages."""

from __future__ import annotations

import asyncio
import csv
import json
from datetime import UTC, datetime
from functools import partial

import pytest

from leaddesk.services.export_table import TableFormat
from leaddesk.ui.views.export_dialog import ExportTableDialog
from tests.ui.search.desk import asked, button, dialog, trigger, until

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")


class TestExport:
    async def export(self, place, monkeypatch, tmp_path, which: str, format: TableFormat):
        target = tmp_path / f"leads{format.suffix}"
        monkeypatch.setattr(
            "leaddesk.ui.views.export_dialog.open_file_dialog",
            lambda _parent, _title, chosen, **_more: chosen(str(target)),
        )
        trigger(place.view.open_export_menu(), which)
        asking = dialog(ExportTableDialog)
        asking.formats[format].setChecked(True)
        asking.accept()
        return target

    async def test_the_chosen_leads_with_the_columns_in_view(self, place, monkeypatch, tmp_path):
        place.view._take_columns(("caller_id", "id"))
        await place.search_for()
        place.view.grid.table.selectRow(3)
        row = place.view.grid.current()
        target = await self.export(place, monkeypatch, tmp_path, "Chosen: 1 lead", TableFormat.CSV)
        await until(target.exists, "the file")
        with target.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        assert rows[0] == ["caller_id", "id"]
        assert [rows[1][0].lstrip("'"), rows[1][1]] == [row["caller_id"], str(row["id"])]
        assert len(rows) == 2
        assert place.notes == ["1 lead as CSV: All leads. Columns: caller_id, id."]

    async def test_loaded_leads_are_those_in_view(self, place, monkeypatch, tmp_path):
        await place.search_for()
        place.view.results.quick.setText("dnc")
        await until(lambda: 0 < place.rows() < 100, "the quick filter")
        rows = place.rows()
        target = await self.export(place, monkeypatch, tmp_path, "Loaded", TableFormat.JSON_LINES)
        await until(target.exists, "the file")
        lines = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
        assert len(lines) == rows
        assert [line["id"] for line in lines] == [row["id"] for row in place.view.grid.loaded_rows()]

    async def test_all_pages_with_an_end_that_is_fixed(self, place, monkeypatch, tmp_path):
        place.view._take_columns(("id", "caller_id"))
        panel = place.view.panel
        panel.created.setCurrentText("Custom Range")
        panel.since.setText("2026-04-01")
        await place.search_for()
        before, now = len(place.asked), datetime.now(UTC)
        target = await self.export(place, monkeypatch, tmp_path, "All pages", TableFormat.JSON_LINES)
        await until(target.exists, "the file")
        lines = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
        expected = place.leads.every(
            columns="id,caller_id,uuid", created_at_from=asked(place, before)["created_at_from"]
        )
        assert [line["id"] for line in lines] == [row["id"] for row in expected]
        ends = {asked(place, at).get("created_at_to") for at in range(before, before + 3)}
        assert len(ends) == 1
        end = datetime.strptime(str(ends.pop()), "%Y-%m-%d %H:%M:%S %z")
        assert abs((end - now).total_seconds()) < 60

    async def test_a_page_that_fails_holds_the_export_until_go_on(self, place, monkeypatch, tmp_path):
        await place.search_for("practice:fail-page-3")
        target = await self.export(place, monkeypatch, tmp_path, "All pages", TableFormat.CSV)
        await until(lambda: place.told, "the fault to be said")
        kind, title, *_rest, action, resume = place.told[-1]
        assert (kind, title, action) == ("warn", "The export waits: page 3 could not be read.", "Go on")
        assert not target.exists()
        await until(lambda: "it waits" in place.view.results._export_said.text(), "the export to say that it waits")
        await asyncio.sleep(0.1)
        assert list(place.standing.values()) == [title]
        for go_on in (resume, button(place.jobs, "Go on").click, place.view.results.go_on_button.click):
            before = len(place.told)
            go_on()
            await until(lambda: not place.standing, "the message to be taken back")
            await until(partial(lambda before: len(place.told) > before, before), "the next fault")
            await asyncio.sleep(0.05)
        assert button(place.jobs, "Go on").isVisibleTo(place.jobs)
        button(place.jobs, "Cancel").click()
        await until(lambda: place.told[-1][1] == "Export cancelled.", "the end")
        assert list(tmp_path.iterdir()) == []
        assert place.notes == []
        assert not place.standing
        assert not place.view.results.go_on_button.isVisible()
