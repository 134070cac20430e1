"""What *Check number* needs of the rest of LeadDesk, handed in once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from leaddesk.domain.profile import ConnectionProfile
from leaddesk.services.calling_clock import CallingClockService
from leaddesk.services.check_number import CheckNumber
from leaddesk.services.manage_profiles import ManageProfiles
from leaddesk.services.ports import Clock
from leaddesk.services.search_leads import SearchLeads
from leaddesk.services.submit_lead import SubmitLead
from leaddesk.ui.masking import Masking
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.tell import Tell
from leaddesk.ui.times import LocalTimes


@dataclass(frozen=True, slots=True)
class CheckDesk:
    """What the place needs of the rest."""

    check: CheckNumber
    submit: SubmitLead
    profiles: ManageProfiles
    calling: CallingClockService
    clock: Clock
    times: LocalTimes
    scope: TaskScope
    tell: Tell
    quiet: Callable[[], None]
    """Takes old news out of the message bar."""
    operator: Callable[[], str]
    confirm_operator: Callable[[ConnectionProfile, Callable[[], None]], None]
    """Asks once a shift on production who is at the desk, then goes on."""
    keep_key: Callable[[ConnectionProfile], None]
    """Offers to type the profile's key for this session."""
    masking: Masking = field(default_factory=Masking)
    """Masks what is opened; the field that is typed into is never masked."""
    search: SearchLeads | None = None
    """Finds leads with the number; None where no leads can be searched."""
