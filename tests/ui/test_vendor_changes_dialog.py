"""*Changes in vendors' answers*: what is listed, narrowed to a vendor, exported and cleared."""

from __future__ import annotations

import asyncio
import csv
import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QFileDialog, QPushButton, QRadioButton, QWidget

from leaddesk.domain.drift import Drift, DriftKind, FieldChange, new_field, with_seen
from leaddesk.domain.errors import StoreProblem
from leaddesk.infra.table_files import TableFilesOnDisk
from leaddesk.services.export_table import ExportTable
from leaddesk.services.vendor_drift import EXPORT_COLUMNS, export_row
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.export_dialog import ExportTableDialog
from leaddesk.ui.views.vendor_changes_dialog import ChangesDesk, VendorChangesDialog
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.jobs_area import JobsArea
from tests.services.desk import until
from tests.services.fakes import FakeClock
from tests.ui.profiles_place import Told

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support (raise\(\)|grabbing)")
AT = datetime(2026, 11, 20, 15, tzinfo=UTC)
NAMES = {"purecallerid": "Pure CallerID", "trackdrive": "TrackDrive"}


def sample() -> tuple[Drift, ...]:
    kept = with_seen({}, "trackdrive", "Search leads", [new_field("tier", "gold")], AT, "1.2.3")
    load = [
        new_field("lead.rndStatus", "NOT_REASSIGNED"),
        FieldChange(DriftKind.RETYPED, "lead.zip", "text", "a number"),
        FieldChange(DriftKind.MISSING, "status", "text"),
        FieldChange(DriftKind.MISSING, "owner"),
    ]
    kept = with_seen(kept, "purecallerid", "Load lead", load, AT + timedelta(hours=3), "1.2.3")
    return tuple(kept.values())


class Source:
    def __init__(self) -> None:
        self.found = sample()
        self.problem: StoreProblem | None = None

    async def listing(self):
        if self.problem:
            raise self.problem
        return self.found

    async def clear(self):
        if self.problem:
            raise self.problem
        self.found = ()


class Office:
    def __init__(self, qtbot, theme) -> None:
        self.theme, self.source, self.told, self.clock = theme, Source(), Told(), FakeClock()
        self.window = QWidget()
        self.window.resize(1024, 700)
        qtbot.addWidget(self.window)
        theme.dress(self.window)
        self.jobs = JobsArea(theme)
        self.jobs.setParent(self.window)
        self.window.show()

    async def opened(self) -> VendorChangesDialog:
        desk = ChangesDesk(
            source=self.source,
            vendor_name=lambda key: NAMES.get(key, key),
            export_columns=EXPORT_COLUMNS,
            export_row=export_row,
            exporting=ExportTable(TableFilesOnDisk(), self.clock),
            scope=TaskScope(),
            jobs=self.jobs,
            tell=self.told,
            times=LocalTimes(ZoneInfo("America/New_York")),
            clock=self.clock,
        )
        dialog = VendorChangesDialog(self.theme, self.window, desk)
        dialog.open()
        await settle()
        return dialog

    async def export(self, dialog: VendorChangesDialog, format: str, place: str) -> None:
        """Presses *Export…*, chooses the format and answers the file dialog."""
        dialog.export_button.click()
        await settle()
        (asked,) = self.window.findChildren(ExportTableDialog)
        next(one for one in asked.findChildren(QRadioButton) if one.accessibleName() == format).setChecked(True)
        asked.accept()
        await until(lambda: bool(self.window.findChildren(QFileDialog)))
        self.window.findChildren(QFileDialog)[0].fileSelected.emit(place)
        await until(lambda: bool(self.told.messages))


async def settle() -> None:
    for _ in range(6):
        await asyncio.sleep(0)
        QGuiApplication.processEvents()


@pytest.fixture
async def office(qtbot, theme):
    return Office(qtbot, theme)


def table(dialog: VendorChangesDialog) -> list[list[str]]:
    model = dialog.model
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]


async def test_each_change_is_a_row(office):
    dialog = await office.opened()
    rows = table(dialog)
    assert [row[:5] for row in rows] == [
        ["TrackDrive", "Search leads", "tier", "New", "text, such as gold"],
        ["Pure CallerID", "Load lead", "lead.rndStatus", "New", "text, such as NOT_REASSIGNED"],
        ["Pure CallerID", "Load lead", "lead.zip", "Another type", "a number instead of text"],
        ["Pure CallerID", "Load lead", "status", "Missing", "nothing instead of text"],
        ["Pure CallerID", "Load lead", "owner", "Missing", "nothing"],
    ]
    assert all(row[5].endswith("EST") and row[7].endswith("EST") for row in rows)
    assert rows[0][6] == "1"
    assert dialog.said.accessibleDescription() == "5 fields"
    tip = dialog.model.index(0, 5).data(Qt.ItemDataRole.ToolTipRole)
    assert "UTC" in tip
    assert tip.endswith("seen by LeadDesk 1.2.3")
    assert dialog.model.index(1, 7).data(Qt.ItemDataRole.ToolTipRole).endswith("UTC")
    assert dialog.table.columnWidth(2) > dialog.fontMetrics().horizontalAdvance("lead.rndStatus")


async def test_a_vendor_narrows_the_list(office):
    dialog = await office.opened()
    assert [dialog.vendor.itemText(at) for at in range(3)] == ["All vendors", "Pure CallerID", "TrackDrive"]
    dialog.vendor.setCurrentIndex(2)
    assert [row[2] for row in table(dialog)] == ["tier"]
    assert dialog.said.accessibleDescription() == "1 of 5 fields"
    dialog.vendor.setCurrentIndex(0)
    assert len(table(dialog)) == 5


async def test_without_changes_it_says_so_and_nothing_can_be_exported(office):
    office.source.found = ()
    dialog = await office.opened()
    assert dialog._empty.text().startswith("Since the list was begun or cleared, no answer")
    assert dialog._empty.isVisible()
    assert not dialog.table.isVisible()
    assert not dialog.export_button.isEnabled()
    assert not dialog.clear_button.isEnabled()


async def test_a_store_that_cannot_be_read_is_said(office):
    office.source.problem = StoreProblem("The list cannot be read.", "The disk is gone.", "Look at it.")
    dialog = await office.opened()
    assert dialog.said.accessibleDescription() == "The list cannot be read. The disk is gone. Look at it."


async def test_clear_asks_and_then_forgets(office):
    dialog = await office.opened()
    dialog.clear_button.click()
    question = dialog.findChild(ActDialog)
    assert question.windowTitle() == "Clear the list"
    question.reject()
    await settle()
    assert len(table(dialog)) == 5
    dialog.clear_button.click()
    dialog.findChildren(ActDialog)[-1].accept()
    await settle()
    assert table(dialog) == []
    assert dialog.said.accessibleDescription() == "0 fields"


async def test_what_is_in_view_is_exported_as_csv(office, tmp_path):
    dialog = await office.opened()
    dialog.vendor.setCurrentIndex(1)
    place = tmp_path / "changes.csv"
    await office.export(dialog, "CSV", str(place))
    with place.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    assert tuple(head) == EXPORT_COLUMNS
    assert [row[2] for row in rows] == ["lead.rndStatus", "lead.zip", "status", "owner"]


async def test_and_as_json(office, tmp_path):
    dialog = await office.opened()
    place = tmp_path / "changes.jsonl"
    await office.export(dialog, "JSON Lines", str(place))
    rows = [json.loads(line) for line in place.read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 5
    assert rows[1]["field"] == "lead.rndStatus"
    assert rows[1]["example"] == "NOT_REASSIGNED"
    assert rows[1]["answers"] == 1


async def test_every_control_has_its_label_as_its_name(office):
    dialog = await office.opened()
    assert [one.accessibleName() for one in dialog.findChildren(QPushButton)] == ["Export", "Clear", "Close"]
    assert all(one.accessibleName() for one in (*dialog.findChildren(QComboBox), dialog.table))
    assert dialog.width() <= office.window.width()
