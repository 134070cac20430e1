"""What *Campaigns* needs of the rest of LeadDesk, handed in once."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from leaddesk.domain.calling import CallingRules
from leaddesk.domain.message_rules import MessageRules
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.services.campaign_board import WatchCampaigns
from leaddesk.services.campaign_events import CampaignEvents
from leaddesk.services.change_campaign import ChangeCampaign
from leaddesk.services.list_names import ListNames
from leaddesk.services.manage_profiles import ManageProfiles
from leaddesk.services.pause_all import PauseAll
from leaddesk.services.ports import Clock
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.tell import Tell
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.campaigns.bar import USUAL_S
from leaddesk.ui.views.campaigns.listening import Listener
from leaddesk.ui.widgets.jobs_area import JobsArea


@dataclass(frozen=True, slots=True)
class AdviceRules:
    """What schedules and texts are held against; findings advise and never block."""

    calling: CallingRules = CallingRules("", ())  # noqa: RUF009 - a frozen value
    messages: MessageRules = MessageRules("")  # noqa: RUF009 - a frozen value


async def _no_rules() -> AdviceRules:
    return AdviceRules()


def _at_once(_profile: ConnectionProfile, then: Callable[[], None]) -> None:
    then()


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignDesk:
    """What the place needs of the rest."""

    watch: WatchCampaigns
    change: ChangeCampaign
    pause_all: PauseAll
    lists: ListNames
    events: CampaignEvents
    profiles: ManageProfiles
    clock: Clock
    times: LocalTimes
    scope: TaskScope
    """The application's: an act goes on when the place is left."""
    jobs: JobsArea
    tell: Tell
    operator: Callable[[], str]
    confirm_operator: Callable[[ConnectionProfile, Callable[[], None]], None] = _at_once
    """Asks who is at the desk where that is to be asked, then calls back; never asked before a pause."""
    polling_s: int = USUAL_S
    """Seconds between two quiet looks to begin with; 0 for none."""
    keep_polling: Callable[[int], None] = lambda _seconds: None
    """Remembers another choice of these seconds for the next start."""
    listener: Listener | None = None
    """Takes events on this computer, once a person turns it on."""
    rules: Callable[[], Coroutine[Any, Any, AdviceRules]] = _no_rules
    """Returns the rules in force; asked once, when the place is first seen."""
