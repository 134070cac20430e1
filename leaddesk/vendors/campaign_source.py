"""What a vendor whose text campaigns can be seen, stopped and started must know, all of it pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from leaddesk.domain.campaign import ActAnswer, ActOrder, Campaign, CampaignBoard, CampaignProblem, WebhookEvent
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret
from leaddesk.domain.vendor import VendorInfo
from leaddesk.domain.wire import HttpRequest, HttpResponse

Wanted = Callable[[str, str], bool]
"""Tells by its id and its status word whether a campaign is wanted."""


class CampaignSource(Protocol):
    """A vendor with text campaigns. No method does I/O, reads a clock, or raises on what a vendor sent."""

    @property
    def info(self) -> VendorInfo:
        """The vendor as data."""
        ...

    def encode_board(self, profile: ConnectionProfile, secrets: Mapping[str, Secret]) -> HttpRequest:
        """Returns the read of all campaigns."""
        ...

    def decode_board(
        self, response: HttpResponse, at: datetime, wanted: Wanted | None = None
    ) -> CampaignBoard | CampaignProblem:
        """Returns the campaigns in an answer already scrubbed, or those that are wanted: reading all takes time.

        Any bytes whatever give a board or a problem.
        """
        ...

    def encode_campaign(
        self, campaign_id: str, profile: ConnectionProfile, secrets: Mapping[str, Secret]
    ) -> HttpRequest:
        """Returns the read of one campaign."""
        ...

    def decode_campaign(self, response: HttpResponse) -> Campaign | CampaignProblem:
        """Returns the campaign in an answer already scrubbed; any bytes whatever give a campaign or a problem."""
        ...

    def encode_act(self, order: ActOrder, profile: ConnectionProfile, secrets: Mapping[str, Secret]) -> HttpRequest:
        """Returns the write that carries out an act."""
        ...

    def decode_act(self, response: HttpResponse, order: ActOrder) -> ActAnswer | CampaignProblem:
        """Returns what an answer to an act, already scrubbed, says; any bytes whatever give an answer or a problem."""
        ...

    def read_event(self, text: str, event_type: str = "") -> WebhookEvent:
        """Returns what a pasted or posted event claims; `event_type` is the `x-event-type` header where there was one.

        Any text whatever gives an event.
        """
        ...
