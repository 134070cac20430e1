"""What *Search leads* needs of the rest of LeadDesk, handed in once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from leaddesk.services.export_table import ExportTable
from leaddesk.services.manage_profiles import ManageProfiles
from leaddesk.services.ports import Background, Clock
from leaddesk.services.saved_searches import SavedSearches
from leaddesk.services.search_leads import SearchLeads
from leaddesk.ui.masking import Masking
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.tell import Tell
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.widgets.jobs_area import JobsArea


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDesk:
    """What the place needs of the rest."""

    search: SearchLeads
    saved: SavedSearches
    profiles: ManageProfiles
    exporting: ExportTable
    background: Background
    """Sorts and filters what is loaded; not the thread that a lead's answer waits for."""
    clock: Clock
    times: LocalTimes
    scope: TaskScope
    """The application's: an export goes on when the place is left."""
    jobs: JobsArea
    tell: Tell
    over: Callable[[str], None]
    """Takes back what was said about a cause that has gone."""
    record_export: Callable[[str], Awaitable[object]]
    """Writes into the history what leaves, in these words, before the file appears; raises StoreProblem."""
    open_address: Callable[[str], None]
    """Opens a web address in the browser."""
    masking: Masking = field(default_factory=Masking)
