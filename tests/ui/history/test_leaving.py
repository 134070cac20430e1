"""What leaves *History*: the list in view as a file, the shift report, the list of those who asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from leaddesk.domain.note import NoteKind
from leaddesk.infra.table_files import TableFilesOnDisk
from leaddesk.services.asked_not_to_be_called import AskedNotToBeCalled
from leaddesk.services.export_asked import ExportAsked
from leaddesk.services.export_table import Exported, ExportTable, TableFormat
from leaddesk.ui.views.asked_list import AskedList
from leaddesk.ui.views.export_dialog import ExportTableDialog
from leaddesk.ui.views.shift_report_dialog import ShiftReportDialog
from tests.services.fakes import FakeClock, FakeJournal
from tests.ui.history.desk import Place, button, exchange, settle, shown

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
async def place(theme, qtbot):
    place = Place(theme)
    qtbot.addWidget(place.jobs)
    qtbot.addWidget(place.view)
    place.view.resize(928, 600)
    place.view.show()
    await place.read()
    yield place
    await place.scope.finish(1)


async def test_the_export_holds_the_columns_in_view_and_what_is_asked_for(place, tmp_path, monkeypatch):
    orders = []

    async def export(order, progress=None):
        orders.append(order)
        return Exported(1, order.place)

    monkeypatch.setattr(place.view._desk.exporting, "export", export)
    place.source.kept[2] = exchange(38, "Duplicate")
    place.view.list.filters.outcome.choose(("Duplicate", "Rejected"))
    place.view.search.setText("55")
    await place.read()
    button(place.view, "Export").click()
    dialog = next(item for item in place.view.findChildren(ExportTableDialog) if item.isVisible())
    assert "“55”; Outcome: Duplicate or Rejected" in shown(dialog)
    dialog.formats[TableFormat.CSV].setChecked(True)
    dialog.accept()
    files = next(item for item in place.view.findChildren(QFileDialog) if item.isVisible())
    files.fileSelected.emit(str(tmp_path / "history.csv"))
    files.close()
    await settle()
    (order,) = orders
    assert order.columns == ("When", "Who", "Destination", "Number", "Outcome", "Assessment")
    assert (order.query.text, order.query.outcomes) == ("55", ("Duplicate", "Rejected"))
    assert order.operator == "A. Brandt"
    assert not order.replace
    assert place.told[-1][:2] == ("result", "1 row exported.")


async def test_the_shift_report_opens(place):
    button(place.view, "Shift report").click()
    await settle()
    report = next(item for item in place.view.findChildren(ShiftReportDialog) if item.isVisible())
    assert report.windowTitle() == "Shift report"
    report.reject()


async def test_the_list_of_those_who_asked_opens_and_tells_of_changes(place):
    button(place.view, "All asked not to be called").click()
    await settle()
    marks = next(item for item in place.view.findChildren(AskedList) if item.isVisible())
    assert "Nobody has asked not to be called." in shown(marks)
    told = []
    place.view.marks_changed.connect(lambda: told.append(True))
    marks.changed.emit()
    assert told == [True]
    marks.reject()


async def test_all_marks_are_exported_and_that_is_on_record(tmp_path: Path):
    journal, clock = FakeJournal(), FakeClock()
    asked = AskedNotToBeCalled(journal, clock)
    await asked.mark("+12025550123", "by letter", "M. Reyes")
    exporting = ExportAsked(asked, journal, ExportTable(TableFilesOnDisk(), clock), clock, lambda: "A. Brandt")
    place = tmp_path / "asked.csv"
    assert await exporting.export(str(place)) == 1
    lines = place.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "Number,Asked (UTC),Written down by,Note"
    assert "2025550123" in lines[1]
    assert lines[1].endswith("M. Reyes,by letter")
    note = journal.written[-1]
    assert (note.kind, note.operator) == (NoteKind.EXPORTED, "A. Brandt")
    assert note.text == "1 number that asked not to be called to asked.csv"
