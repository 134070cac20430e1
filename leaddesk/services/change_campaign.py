"""Does one act on a campaign: written down → sent → read again → settled.

An activation and an edit are sent once, whatever becomes of them; a pause three times at most, and again only after
an answer that did not come or was not clear. What the campaign says when it is read again is the outcome. Cancelling
stops the waiting, not the deed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from leaddesk.domain.profile import ConnectionProfile
from leaddesk.services.campaign_deed import ActPhase, ActRequest, ActResult, Deed
from leaddesk.services.ports import Background, Clock, Journal, SecretStore, Transport
from leaddesk.vendors.campaign_source import CampaignSource

__all__ = ["ActPhase", "ActRequest", "ActResult", "ChangeCampaign", "Deed"]


class ChangeCampaign:
    """The use-case; it owns the running deeds, so that no view's end can stop one."""

    def __init__(
        self,
        *,
        sources: Mapping[str, CampaignSource],
        secrets: SecretStore,
        journal: Journal,
        transport: Transport,
        clock: Clock,
        background: Background,
    ) -> None:
        """`sources` are the vendors with campaigns, by key."""
        raise NotImplementedError

    def start(
        self,
        request: ActRequest,
        on_phase: Callable[[ActPhase], None] = lambda _phase: None,
        on_late: Callable[[ActResult], None] = lambda _result: None,
    ) -> Deed:
        """Starts an act and returns at once; the same act on the same campaign that still runs is returned instead.

        What speaks against it (a read-only profile, an unfit status, another act on the same campaign that runs)
        comes as a result with *Not sent*. `on_late` is called when a result comes after `Deed.cancel`.
        """
        raise NotImplementedError

    def running(self, profile: ConnectionProfile, campaign_id: str) -> tuple[Deed, ...]:
        """Returns the deeds on a campaign whose end has not come."""
        raise NotImplementedError

    def on_its_way(self, exchange_id: int) -> bool:
        """Tells whether an act on record is still running in this process."""
        raise NotImplementedError

    async def settle_open(self, profiles: Sequence[ConnectionProfile]) -> tuple[ActResult, ...]:
        """Settles acts whose outcome is unknown by reading their campaigns again, and returns what was settled.

        Nothing is sent again. What cannot be read stays open, and so does an act on a list, which cannot be read.
        Raises StoreProblem.
        """
        raise NotImplementedError

    async def finish(self, timeout_s: float) -> None:
        """Lets nothing new leave, waits a moment for what is in flight, then lets go: the next start finds it."""
        raise NotImplementedError
