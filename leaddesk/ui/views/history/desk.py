"""What *History* needs of the rest of LeadDesk, handed in once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from leaddesk.domain.exchange import ExchangeRow, HistoryQuery, Opening
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.terms import Terms
from leaddesk.services.act_record import ActOnRecord
from leaddesk.services.browse_history import HistoryPage, Story
from leaddesk.services.export_history import ExportHistory
from leaddesk.services.ports import Background, Clock
from leaddesk.services.shift_report import ShiftReports
from leaddesk.services.verify_history import VerifyHistory
from leaddesk.ui.masking import Masking
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.tell import Tell
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.asked_list import AskedSource
from leaddesk.ui.widgets.jobs_area import JobsArea


class ExchangeSource(Protocol):
    """Where the exchanges come from; every method raises LeadDeskError."""

    async def find(self, query: HistoryQuery, before: int | None = None) -> HistoryPage:
        """Returns the newest exchanges that the query asks for; `before` goes on from that entry."""
        ...

    async def whole(self, exchange_id: int) -> Story | ActOnRecord:
        """Returns one exchange with its verdict and all that was written down about it, or an act on a campaign."""
        ...

    async def opening(self, exchange_id: int) -> Opening:
        """Returns what was sent, with the form as typed."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryDesk:
    """What the place needs of the rest."""

    browse: ExchangeSource
    queue: Callable[[], Awaitable[Sequence[ExchangeRow]]]
    """Returns the open unknowns, the oldest first."""
    verifying: VerifyHistory
    exporting: ExportHistory
    reports: ShiftReports
    asked: AskedSource
    export_asked: Callable[[str], Awaitable[int]]
    """Writes all marks to a file at that path and returns how many; raises LeadDeskError."""
    profiles: Callable[[], Sequence[ConnectionProfile]]
    """The profiles there are now, for the filter by destination."""
    background: Background
    clock: Clock
    times: LocalTimes
    scope: TaskScope
    """The application's: an export or a look at every entry goes on when the place is left."""
    jobs: JobsArea
    tell: Tell
    operator: Callable[[], str]
    terms: Terms = field(default_factory=Terms)
    masking: Masking = field(default_factory=Masking)
    practice: bool = False
