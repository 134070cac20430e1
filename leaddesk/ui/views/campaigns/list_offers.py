"""Offers the names of lists used before with the chosen campaign, and remembers those that were used now."""

from __future__ import annotations

from collections.abc import Sequence

from leaddesk.domain.campaign import Campaign
from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.services.change_campaign import ActResult
from leaddesk.ui.views.campaigns.desk import CampaignDesk
from leaddesk.ui.views.campaigns.lists import ListsCard

_SOON_S = 0.12
"""A campaign that is passed over sooner is not asked about."""


class ListOffers:
    """Keeps the card's offers in step with the chosen campaign."""

    def __init__(self, desk: CampaignDesk, card: ListsCard) -> None:
        self._desk, self._card = desk, card
        self._of = "", ""
        """The profile and the campaign whose lists are offered."""

    def follow(self, campaign: Campaign | None, profile: ConnectionProfile | None) -> None:
        """Offers the names of another campaign's lists, if it stays chosen for a moment."""
        if campaign and profile and (profile.id, campaign.id) != self._of:
            self._of = profile.id, campaign.id
            self._read(profile, campaign.id, _SOON_S)

    def used(self, result: ActResult) -> None:
        """Remembers a name that an act was done with."""
        profile, order = result.request.profile, result.request.order
        if order.list_name and result.exchange_id is not None:
            noting = self._desk.lists.used(profile, order.campaign_id, order.list_name)
            self._desk.scope.run(noting, lambda _none: self._read(profile, order.campaign_id), self._tell)

    def _read(self, profile: ConnectionProfile, campaign_id: str, delay_s: float = 0) -> None:
        self._desk.scope.run(self._names(profile, campaign_id, delay_s), self._offer, self._tell)

    async def _names(self, profile: ConnectionProfile, campaign_id: str, delay_s: float) -> Sequence[str] | None:
        if delay_s:
            await self._desk.clock.sleep(delay_s)
        if (profile.id, campaign_id) != self._of:
            return None
        return await self._desk.lists.names(profile, campaign_id)

    def _offer(self, names: Sequence[str] | None) -> None:
        if names is not None:
            self._card.offer(names)

    def _tell(self, problem: LeadDeskError) -> None:
        self._desk.tell("error", problem.title, problem.detail, problem.hint)
