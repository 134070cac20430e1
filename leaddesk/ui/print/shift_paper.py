"""The shift report as a PDF: the tables of the screen, with what they are about at the head of every page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QBuffer, QIODevice, QLocale, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter

from leaddesk import __version__
from leaddesk.domain.shift import ShiftReport
from leaddesk.language import grouped, tr
from leaddesk.ui.models.report_model import ReportTable
from leaddesk.ui.print.table_flow import TableFlow
from leaddesk.ui.proof.flow import Styles
from leaddesk.ui.times import LocalTimes, utc_text
from leaddesk.ui.widgets.plaintext import marked

_LETTER_PLACES = frozenset(("US", "CA", "MX", "PH", "CL", "CO", "VE", "GT", "CR", "PA", "PR", "DO"))


def shift_pdf(
    report: ShiftReport, tables: Sequence[ReportTable], times: LocalTimes, *, made_by: str, practice: bool = False
) -> bytes:
    """Returns the report as a PDF; needs no GUI thread, but one thread for all of it."""
    target = QBuffer()
    target.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(target)
    writer.setTitle(tr("Shift report"))
    writer.setCreator(f"LeadDesk {__version__}")
    writer.setPageSize(QPageSize(page_size()))
    writer.setPageMargins(QMarginsF(20, 15, 20, 15), QPageLayout.Unit.Millimeter)
    flow = TableFlow(writer)
    _front(flow, report, times, made_by)
    for table in tables:
        _table(flow, table)
    parts = [tr("LeadDesk shift report"), marked(report.operator) or tr("Everyone")]
    if practice:
        parts.insert(0, tr("PRACTICE, no real leads"))
    left = " · ".join(parts)
    period = tr("{since} to {until}", since=utc_text(report.period.since), until=utc_text(report.period.until))
    flow.draw(lambda number, count: (left, tr("Page {number} of {count}", number=number, count=count), period))
    target.close()
    return bytes(target.data().data())


def page_size(locale: QLocale | None = None) -> QPageSize.PageSizeId:
    """Returns the usual paper of a place, by default the computer's."""
    place = QLocale.territoryToCode((locale or QLocale.system()).territory())
    return QPageSize.PageSizeId.Letter if place in _LETTER_PLACES else QPageSize.PageSizeId.A4


def _front(flow: TableFlow, report: ShiftReport, times: LocalTimes, made_by: str) -> None:
    flow.text(tr("Shift report"), Styles.TITLE)
    flow.gap(3)
    flow.row(tr("About"), marked(report.operator) or tr("Everyone"), Styles.STRONG)
    for label, at in ((tr("From"), report.period.since), (tr("To"), report.period.until), (tr("Made"), report.made_at)):
        flow.row(label, _moment(at, report.made_at, times))
    flow.row(tr("Exchanges"), grouped(report.together.exchanges))
    flow.row(tr("Saved by"), marked(made_by))
    flow.row(tr("Made with"), f"LeadDesk {__version__}")
    flow.gap(1)
    flow.text(tr("Local times are those of the computer that made this report."), Styles.LABEL)


def _moment(at: datetime, now: datetime, times: LocalTimes) -> str:
    local = f"{times.day(at, now)}, {times.clock(at, seconds=True)} {times.zone(at)}"
    return tr("{utc} · local {local}", utc=utc_text(at), local=local)


def _table(flow: TableFlow, table: ReportTable) -> None:
    flow.section(table.title)
    if table.rows:
        flow.table(table.columns, table.rows, figures=table.figures, totals=table.totals)
    else:
        flow.text(table.empty)
    if table.note:
        flow.text(table.note, Styles.STRONG)
