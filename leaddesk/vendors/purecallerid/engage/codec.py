"""Engage's knowledge: its campaigns are read, paused, activated and their texts changed.

Leads and Engage share the key and the profile; Engage answers below the profile's base URL (contract section 1).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret
from leaddesk.domain.vendor import VendorInfo
from leaddesk.domain.wire import HttpRequest, HttpResponse

if TYPE_CHECKING:  # the start of LeadDesk needs none of it; it is loaded when somebody looks at campaigns
    from leaddesk.domain.campaign import ActAnswer, ActOrder, Campaign, CampaignBoard, CampaignProblem, WebhookEvent
    from leaddesk.vendors.campaign_source import Wanted
    from leaddesk.vendors.purecallerid.engage.recall import Told


class PureCallerIDEngage:
    """Implements `CampaignSource`."""

    def __init__(self, info: VendorInfo) -> None:
        """Takes the vendor whose leads and campaigns share a profile."""
        self._info = info
        self._told: Sequence[Told] = ()
        """The last board that was read."""

    @property
    def info(self) -> VendorInfo:
        """The vendor as data."""
        return self._info

    def encode_board(self, profile: ConnectionProfile, secrets: Mapping[str, Secret]) -> HttpRequest:
        """Returns the read of all campaigns (contract section 2, row 1); there is no paging."""
        from leaddesk.vendors.purecallerid.engage import request

        return request.read_all(profile, secrets)

    def decode_board(
        self, response: HttpResponse, at: datetime, wanted: Wanted | None = None
    ) -> CampaignBoard | CampaignProblem:
        """Returns the campaigns in an answer already scrubbed, or those wanted; any bytes give a board or a problem."""
        from leaddesk.vendors.purecallerid.engage.board import read_board
        from leaddesk.vendors.purecallerid.engage.recall import Recall

        recall = Recall(self._told)
        board = read_board(response, at, wanted, recall)
        self._told = recall.told or self._told
        return board

    def encode_campaign(
        self, campaign_id: str, profile: ConnectionProfile, secrets: Mapping[str, Secret]
    ) -> HttpRequest:
        """Returns the read of one campaign (row 2). Raises LeadDeskError for an id that cannot be in an address."""
        from leaddesk.vendors.purecallerid.engage import request

        return request.read_one(campaign_id, profile, secrets)

    def decode_campaign(self, response: HttpResponse) -> Campaign | CampaignProblem:
        """Returns the campaign in an answer already scrubbed; any bytes whatever give a campaign or a problem."""
        from leaddesk.vendors.purecallerid.engage.board import read_one

        return read_one(response)

    def encode_act(self, order: ActOrder, profile: ConnectionProfile, secrets: Mapping[str, Secret]) -> HttpRequest:
        """Returns the write that carries out an act (rows 3 to 7).

        Raises LeadDeskError for an order that lacks what its address needs, or that changes no text.
        """
        from leaddesk.vendors.purecallerid.engage import request

        return request.act(order, profile, secrets)

    def decode_act(self, response: HttpResponse, order: ActOrder) -> ActAnswer | CampaignProblem:
        """Returns what an answer to an act, already scrubbed, says; any bytes whatever give an answer or a problem."""
        from leaddesk.vendors.purecallerid.engage.answer import read_answer

        return read_answer(response, order)

    def read_event(self, text: str, event_type: str = "") -> WebhookEvent:
        """Returns what a pasted or posted event claims; any text whatever gives an event."""
        from leaddesk.vendors.purecallerid.engage.event import read_event

        return read_event(text, event_type)
