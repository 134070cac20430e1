"""What *Enter lead* needs of the rest of LeadDesk, handed in once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from leaddesk.domain.profile import ConnectionProfile
from leaddesk.services.answered import AnsweredLead
from leaddesk.services.before_sending import BeforeSending
from leaddesk.services.calling_clock import CallingClockService
from leaddesk.services.manage_profiles import ManageProfiles
from leaddesk.services.manage_routes import ManageRoutes
from leaddesk.services.ports import Clock, DraftStore
from leaddesk.services.preview_lead import PreviewLead
from leaddesk.services.routes_begun import RoutesBegun
from leaddesk.services.submit_lead import SubmitLead
from leaddesk.ui.masking import Masking
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.tell import Tell
from leaddesk.ui.times import LocalTimes


@dataclass(frozen=True, slots=True)
class LeadDesk:
    """What the place needs of the rest."""

    submit: SubmitLead
    before: BeforeSending
    calling: CallingClockService
    preview: PreviewLead
    profiles: ManageProfiles
    routes: ManageRoutes
    routes_begun: RoutesBegun
    drafts: DraftStore
    clock: Clock
    times: LocalTimes
    scope: TaskScope
    tell: Tell
    quiet: Callable[[], None]
    """Takes old news out of the message bar."""
    over: Callable[[str], None]
    """Takes back what was said about a cause that has gone."""
    operator: Callable[[], str]
    confirm_operator: Callable[[ConnectionProfile, Callable[[], None]], None]
    """Asks once a shift on production who is at the desk, then goes on."""
    keep_key: Callable[[ConnectionProfile], None]
    """Offers to type the profile's key for this session."""
    look_up_zip: Callable[[str], Awaitable[tuple[str, str] | None]]
    settle: Callable[[int, bool | None], None]
    """Asks what became of an open unknown; None where the person has not said it yet."""
    masking: Masking
    open_again: Callable[[int], Coroutine[Any, Any, AnsweredLead]]
    """Reads an exchange of the history as it stands."""

    def returns_checks(self, profile: ConnectionProfile) -> bool:
        """Tells whether the vendor of a profile answers a lead with checks."""
        return self.profiles.vendor(profile.vendor).returns_checks
