"""*Pause all active*, and *Restore*: activates again exactly what one pressed paused, where nobody changed it since.

What is to be paused is kept in the encrypted store before the first pause leaves, so that it survives the end of
LeadDesk. A campaign counts as changed when its status or its `updated` is not what it was right after our pause.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from leaddesk.domain.campaign import Campaign
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.services.campaign_board import WatchCampaigns
from leaddesk.services.campaign_deed import ActResult
from leaddesk.services.change_campaign import ChangeCampaign
from leaddesk.services.ports import Clock, DraftStore

SIDE_BY_SIDE = 8
"""Pauses that are on their way at once at most (contract section 1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseAllReport:
    """What one press of *Pause all active* did."""

    at: datetime
    results: tuple[ActResult, ...]
    """One for each campaign that was active, in the order in which they came."""
    may_still_send: tuple[str, ...] = ()
    """What may still go out, one sentence for each campaign that says so."""
    notices: tuple[str, ...] = ()
    """Such as that the board could not be read, so that the campaigns last seen active were paused."""

    @property
    def paused(self) -> tuple[ActResult, ...]:
        """Those that were read again and are paused."""
        raise NotImplementedError

    @property
    def others(self) -> tuple[ActResult, ...]:
        """Those of which that cannot be said."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Restorable:
    """A campaign that *Restore* would activate again."""

    campaign: Campaign
    """As it was read just now."""
    paused_at: datetime
    paused_by: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A campaign that was paused here and is not activated again."""

    campaign_id: str
    name: str
    why: str
    """One sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreSet:
    """What *Restore* would do, for its one confirmation."""

    profile_id: str
    at: datetime
    """When the campaigns were read."""
    campaigns: tuple[Restorable, ...]
    left_out: tuple[LeftOut, ...] = ()


class PauseAll:
    """The use-case behind both buttons."""

    def __init__(self, watch: WatchCampaigns, change: ChangeCampaign, drafts: DraftStore, clock: Clock) -> None:
        raise NotImplementedError

    async def run(
        self,
        profile: ConnectionProfile,
        operator: str,
        on_result: Callable[[ActResult], None] = lambda _result: None,
        known: Sequence[Campaign] = (),
    ) -> PauseAllReport:
        """Pauses every campaign that a fresh read shows as active, side by side; `on_result` gets each as it comes.

        Where they cannot be read, those of `known` (the last look) that were active are paused all the same, and that
        is said. Cancelling the caller stops no pause. Raises LeadDeskError when there is nothing to go by, when the
        profile is read only, or when it cannot be written down what is paused.
        """
        raise NotImplementedError

    async def restorable(self, profile: ConnectionProfile) -> RestoreSet | None:
        """Returns what can be restored now, after reading the campaigns again; None when nothing was paused here.

        Raises LeadDeskError when they cannot be read, or StoreProblem.
        """
        raise NotImplementedError

    async def has_paused(self, profile: ConnectionProfile) -> bool:
        """Tells whether anything is kept to be restored, without a look at the vendor. Raises StoreProblem."""
        raise NotImplementedError

    async def restore(
        self,
        profile: ConnectionProfile,
        agreed: RestoreSet,
        operator: str,
        on_result: Callable[[ActResult], None] = lambda _result: None,
    ) -> PauseAllReport:
        """Activates the campaigns of a set that a person agreed to, once each, after reading them once more.

        One that changed in the meantime gives a result with *Not sent*. What was not activated can be restored later;
        what was left out of the set is forgotten: it has been said. Raises LeadDeskError.
        """
        raise NotImplementedError

    async def forget(self, profile: ConnectionProfile) -> None:
        """Forgets what was paused here: nothing is offered any more. Raises StoreProblem."""
        raise NotImplementedError
