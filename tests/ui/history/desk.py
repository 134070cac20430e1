"""*History* on a desk made by hand: rows in memory, and everything that was asked for and told is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from leaddesk.domain.chain import Anchor, ChainFault, ChainProblem, ChainReport
from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.exchange import ExchangeRow, HistoryQuery
from leaddesk.infra.table_files import DocumentFilesOnDisk, TableFilesOnDisk
from leaddesk.services.browse_history import HistoryPage, Story
from leaddesk.services.export_history import ExportHistory
from leaddesk.services.export_table import ExportTable
from leaddesk.services.shift_report import ShiftReports
from leaddesk.services.verify_history import VerifyHistory
from leaddesk.ui.masking import Masking, Reveal
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.history import HistoryDesk, HistoryView
from leaddesk.ui.widgets.jobs_area import JobsArea
from leaddesk.vendors.registry import adapters
from tests.services.desk import PROFILE, InThread
from tests.services.fakes import FakeJournal
from tests.ui.verdict import samples

Kind = TypeVar("Kind", bound=QWidget)
NEW_YORK = LocalTimes(ZoneInfo("America/New_York"))
END = Anchor(812, bytes.fromhex("ab" * 32))
INTACT = ChainReport(
    entries=812,
    exchanges=800,
    notes=12,
    since=datetime(2026, 11, 1, 14, tzinfo=UTC),
    taken_over=0,
    purged=0,
    sealed=True,
    head=END,
    anchor=END,
    problems=(),
)
BROKEN = replace(
    INTACT,
    problems=(
        ChainProblem(fault=ChainFault.EDITED, seq=7, exchange_id=5, sentence="The opening of entry 5 was changed."),
        ChainProblem(fault=ChainFault.INSERTED, seq=None, exchange_id=None, sentence="A note stands in no entry."),
    ),
)


def exchange(number: int, outcome: str = "Loaded", **more: object) -> ExchangeRow:
    row = ExchangeRow(
        id=number,
        at=samples.NOW - timedelta(minutes=500 - number),
        operator="M. Reyes",
        profile_name="Northside PCID",
        environment="Production",
        destination_name="Spring outreach",
        number=f"+1202555{number:04}",
        outcome=outcome,
        assessment="Review",
    )
    return replace(row, **more)  # type: ignore[arg-type]


class Source:
    """A page is short here; what was asked stands in `asked`."""

    def __init__(self, count: int, page: int = 500) -> None:
        self.kept = [exchange(number) for number in range(count, 0, -1)]
        self.page = page
        self.asked: list[tuple[HistoryQuery, int | None]] = []
        self.was_asked = asyncio.Event()
        self.problem: LeadDeskError | None = None
        self.gate = asyncio.Event()
        self.gate.set()
        self.lead = samples.federal_blocked()
        self.notes: tuple = ()
        self.act: Any = None
        """An act on a campaign among them."""

    async def find(self, query, before=None):
        self.asked.append((query, before))
        self.was_asked.set()
        gate = self.gate
        await gate.wait()
        if self.problem:
            raise self.problem
        found = [row for row in self.kept if _fits(row, query) and (before is None or row.id < before)]
        return HistoryPage(tuple(found[: self.page]), len(found) > self.page)

    async def story(self, exchange_id):
        if self.problem:
            raise self.problem
        lead = replace(self.lead, exchange_id=exchange_id)
        return Story(lead, (lead.settlement,), self.notes)

    async def whole(self, exchange_id):
        return self.act if self.act and self.act.exchange_id == exchange_id else await self.story(exchange_id)

    async def opening(self, exchange_id):
        return self.lead.opening

    async def queue(self):
        return [row for row in reversed(self.kept) if row.outcome == "Outcome unknown"]


def _fits(row: ExchangeRow, query: HistoryQuery) -> bool:
    return (
        query.text in row.number
        and (not query.outcomes or row.outcome in query.outcomes)
        and (not query.assessments or row.assessment in query.assessments)
        and query.operator in ("", row.operator)
        and (query.since is None or row.at >= query.since)
        and (query.until is None or row.at < query.until)
    )


class Chained:
    """A history in which a look finds what it is given, once its gate is open."""

    def __init__(self) -> None:
        self.report = INTACT
        self.problem: LeadDeskError | None = None
        self.gate = asyncio.Event()
        self.gate.set()

    async def verify(self, anchor=None, progress=None):
        progress(300, 812)
        await self.gate.wait()
        if self.problem:
            raise self.problem
        return self.report


class Clock:
    def __init__(self) -> None:
        self.at = samples.NOW

    def now(self):
        return self.at

    def monotonic(self):
        return 0.0

    async def sleep(self, seconds):
        raise AssertionError


class Asked:
    async def listing(self):
        return ()

    async def undo(self, number, reason, operator):
        raise AssertionError


async def remembered_end() -> Anchor:
    return END


async def export_asked(_place: str) -> int:
    raise AssertionError


class Place:
    """The place, its desk, and what it said to others."""

    def __init__(self, theme, source: Source | None = None) -> None:
        self.source = source or Source(40)
        self.clock, self.verifier, self.scope, self.journal = Clock(), Chained(), TaskScope(), FakeJournal()
        self.jobs, self.reveals = JobsArea(theme), list[tuple[Reveal, Callable[[], None]]]()
        self.masking = Masking(lambda reveal, done: self.reveals.append((reveal, done)))
        self.told: list[tuple[str, ...]] = []
        self.wishes: list[tuple[object, ...]] = []
        files = ExportTable(TableFilesOnDisk(), self.clock)
        self.view = HistoryView(
            theme,
            HistoryDesk(
                browse=self.source,
                queue=self.source.queue,
                verifying=VerifyHistory(lambda: self.verifier, remembered_end, self.clock),
                exporting=ExportHistory(self.journal, files, self.clock, NEW_YORK.local),
                reports=ShiftReports(adapters(), self.journal, DocumentFilesOnDisk(), self.clock, InThread()),
                asked=Asked(),
                export_asked=export_asked,
                profiles=lambda: (PROFILE,),
                background=InThread(),
                clock=self.clock,
                times=NEW_YORK,
                scope=self.scope,
                jobs=self.jobs,
                tell=lambda *said: self.told.append(said),
                operator=lambda: "A. Brandt",
                masking=self.masking,
            ),
        )
        for name in ("proof_wanted", "settle_wanted", "draft_wanted", "check_wanted", "asked_pressed"):
            getattr(self.view, name).connect(lambda *said, name=name: self.wishes.append((name, *said)))

    @property
    def query(self) -> HistoryQuery:
        """What was asked for last."""
        return self.source.asked[-1][0]

    async def read(self) -> None:
        self.view.refresh()
        await settle()

    def ids(self) -> list[int]:
        return [row.id for row in self.view.model.rows()]

    def choose(self, exchange_id: int) -> None:
        row = self.view.model.row_of(exchange_id)
        assert row is not None
        self.view.table.setFocus()
        self.view.table.setCurrentIndex(self.view.model.index(row, 0))


async def settle() -> None:
    for _ in range(8):
        await asyncio.sleep(0.005)  # never processEvents here: another task's step would be lost in it


def named(view: QWidget, kind: type[Kind], name: str) -> Kind:
    return next(
        widget for widget in view.findChildren(kind) if widget.accessibleName() == name and widget.isVisibleTo(view)
    )


def button(view: QWidget, name: str) -> QPushButton:
    return named(view, QPushButton, name)


def shown(view) -> list[str]:
    return [label.text() for label in view.findChildren(QLabel) if label.isVisible() and label.text()]
