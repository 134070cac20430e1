"""The practice campaigns as they stand: what an act changes, what changes by itself, and who is told.

The rules are the contract's section 6; where it is silent, this is one plausible reading: what is not approved is not
started, what runs is not edited, every edit asks for approval, and an act that changes nothing is answered like any.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from leaddesk.practice import campaign_table as table
from leaddesk.practice.campaign_account import CampaignAccount
from leaddesk.practice.campaign_objects import RUNNING, Json, campaign_object, event, iso, list_object, next_run
from leaddesk.practice.campaign_shapes import SHAPES
from leaddesk.practice.campaign_table import ACTIVE, PENDING_APPROVAL, READY, Call, PracticeCampaign, Twist
from leaddesk.practice.lead_request import RefusedError

CAMPAIGN_STATUS, LIST_STATUS = "MessagingCampaignStatus", "MessagingListStatus"
_SOMEBODY = "Robin Example"
_FIRST_TICKET = 40001
_MOST_EVENTS = 60


class Campaign:
    """One campaign with its lists."""

    def __init__(self, entry: PracticeCampaign, place: int, now: datetime) -> None:
        self.entry = entry
        self.body = campaign_object(entry, place, table.campaign_id(place), now)
        """The whole object; what is sent has the table's shape."""
        self.lists = {
            name: list_object(self.id, name, number, READY if number else ACTIVE, now)
            for number, name in enumerate((table.PRACTICE_LIST, *entry.lists))
        }
        self.approval_at: datetime | None = None
        self.late_status = ""
        self.edited = self.gone = False
        self.looks = 0
        """How many reads there were, in all."""
        self._reads = 0
        self._changed = now
        self._tries: dict[Twist, int] = {}
        self._encoded: bytes | None = None

    @property
    def id(self) -> str:
        identity: str = self.body["id"]
        return identity

    @property
    def status(self) -> str:
        status: str = self.body["campaignStatus"]
        return status

    @property
    def hidden(self) -> bool:
        """Whether nobody can see it, or not yet."""
        return self.gone or self.looks < self.entry.life.appears_after

    def encoded(self) -> bytes:
        """Returns the object as it is sent; made anew only after a change."""
        if self._encoded is None:
            self._encoded = encoded(self.shaped())
        return self._encoded

    def shaped(self) -> Json:
        """Returns the object in the table's shape."""
        return SHAPES[self.entry.shape](self.body) if self.entry.shape else self.body

    def change(self, now: datetime, message: str, **values: Any) -> None:
        """Writes values into the object, with the time and a line of its events."""
        self._changed = max(now, self._changed + timedelta(milliseconds=1))
        events = [*self.body["events"], event(self._changed, message)][-_MOST_EVENTS:]
        self.body |= values | {"updated": iso(self._changed), "events": events}
        self._reads = 0
        self._encoded = None

    def look(self) -> int:
        """Counts a read and returns how many there were since the last change."""
        self.looks += 1
        self._reads += 1
        return self._reads

    def twist(self, call: Call) -> Twist | None:
        """Returns what is odd about this call; one that is for some calls lets the next one pass and begins again."""
        for twist in self.entry.twists:
            if call in twist.calls:
                tries = self._tries.get(twist, 0)
                passes = 0 < twist.times <= tries
                self._tries[twist] = 0 if passes else tries + 1
                return None if passes else twist
        return None


class CampaignBook:
    """All campaigns of one server."""

    def __init__(self, account: CampaignAccount) -> None:
        self._account = account
        now = account.clock()
        entries = (
            table.PRACTICE_CAMPAIGNS
            if account.plain is None
            else tuple(table.plain_campaign(place) for place in range(1, account.plain + 1))
        )
        self._campaigns = [Campaign(entry, place, now) for place, entry in enumerate(entries, 1)]
        self._by_id = {campaign.id: campaign for campaign in self._campaigns}
        self._tickets = _FIRST_TICKET

    def board(self) -> bytes:
        """Returns all campaigns as they are sent, and counts a read of each."""
        for campaign in self._campaigns:
            self._live(campaign)
        return b"[" + b",".join(campaign.encoded() for campaign in self._campaigns if not campaign.hidden) + b"]"

    def read(self, identity: str) -> Campaign:
        """Returns one campaign and counts a read of it; raises RefusedError when there is none."""
        campaign = self._by_id.get(identity)
        if campaign is not None:
            self._live(campaign)
        return self._found(campaign)

    def find(self, identity: str) -> Campaign:
        """Returns one campaign; raises RefusedError when there is none."""
        campaign = self._by_id.get(identity)
        if campaign is not None:
            self._approve(campaign)
        return self._found(campaign)

    def other(self, campaign: Campaign) -> Campaign:
        """Returns another campaign than this one, or this one where it is alone."""
        return next((other for other in self._campaigns if other is not campaign), campaign)

    def settle(self) -> None:
        """Approves what is due, without a look; for whoever waits for events."""
        for campaign in self._campaigns:
            self._approve(campaign)

    # ------------------------------------------------------------ acts

    def activate(self, campaign: Campaign) -> None:
        """Activates a campaign; raises RefusedError where it is not approved."""
        if campaign.status in RUNNING and not campaign.late_status:
            return
        if campaign.status not in {*RUNNING, READY}:
            raise RefusedError(409, f"A campaign that is {campaign.status} cannot be activated")
        self._move(campaign, ACTIVE)
        self._account.board_fault.begin("503", campaign.entry.life.breaks_board)
        campaign.gone = Call.ACTIVATE in campaign.entry.life.gone_by

    def pause(self, campaign: Campaign) -> None:
        """Pauses a campaign; raises RefusedError where it never ran."""
        if campaign.status == READY and not campaign.late_status:
            return
        if campaign.status not in {*RUNNING, READY}:
            raise RefusedError(409, f"A campaign that is {campaign.status} cannot be paused")
        self._move(campaign, READY)

    def change_messages(self, campaign: Campaign, texts: Mapping[str, str]) -> None:
        """Changes texts and asks for approval; raises RefusedError where the campaign runs or is not to be edited."""
        if campaign.status in RUNNING:
            raise RefusedError(409, f"A campaign that is {campaign.status} cannot be edited, pause it first")
        if campaign.status not in {table.DRAFT, PENDING_APPROVAL, READY}:
            raise RefusedError(409, f"A campaign that is {campaign.status} cannot be edited")
        messages = campaign.body["messages"] | texts
        if not campaign.entry.life.after_edit:
            campaign.change(self._now(), "Messages changed", messages=messages)
            return
        ticket, self._tickets = str(self._tickets), self._tickets + 1
        campaign.approval_at = self._now() + timedelta(seconds=self._account.approval_seconds)
        self._set(
            campaign,
            PENDING_APPROVAL,
            "Messages changed, approval requested",
            messages=messages,
            zendeskApprovalTicketId=ticket,
        )

    def set_list(self, campaign: Campaign, name: str, status: str) -> Json:
        """Activates or pauses a list by its exact name and returns it; raises RefusedError when there is none."""
        found = campaign.lists.get(name)
        if found is None:
            raise RefusedError(404, "The campaign has no list of this name")
        if found["status"] != status:
            found |= {"status": status, "updated": iso(self._now())}
            self._account.events.send(LIST_STATUS, encoded(found))
        return found

    def claim(self, campaign: Campaign, values: Json) -> Json:
        """Returns a campaign as if values had been written into it, and says so to whoever takes events."""
        claimed = campaign.shaped() | values
        if claimed.get("campaignStatus") != campaign.status:
            self._account.events.send(CAMPAIGN_STATUS, encoded(claimed))
        return claimed

    # ------------------------------------------------------------ what changes by itself

    def _live(self, campaign: Campaign) -> None:
        self._approve(campaign)
        reads, life = campaign.look(), campaign.entry.life
        if campaign.late_status and reads >= life.late_by:
            status, campaign.late_status = campaign.late_status, ""
            self._set(campaign, status, f"Status changed to {status}", **self._sending(campaign, status))
        if campaign.status == PENDING_APPROVAL and 0 < life.approved_after <= reads:
            self._set(campaign, READY, "Campaign approved")
        if campaign.status == READY and 0 < life.started_after <= reads:
            self._set(campaign, ACTIVE, f"Activated by {_SOMEBODY}", **self._sending(campaign, ACTIVE))
        if 0 < life.edited_after <= reads and not campaign.edited:
            campaign.edited = True
            campaign.change(self._now(), f"Renamed by {_SOMEBODY}", name=f"{campaign.body['name']} (renamed)")
        if campaign.status == READY and campaign.body["sendingStatus"] == "SENDING" and 0 < life.drains_for <= reads:
            campaign.change(self._now(), "The last text has left", sendingStatus="IDLE", sendingStatusDescription=None)
        if 0 < life.gone_after <= campaign.looks:
            campaign.gone = True

    def _approve(self, campaign: Campaign) -> None:
        if campaign.approval_at is None or self._now() < campaign.approval_at:
            return
        campaign.approval_at = None
        status = campaign.entry.life.after_edit
        self._set(campaign, status, "Campaign approved" if status == READY else "Approval refused: say who you are")

    def _move(self, campaign: Campaign, status: str) -> None:
        """Takes a campaign to where an act wants it, at once or later."""
        if campaign.entry.life.late_by:
            campaign.late_status = "" if campaign.status == status else status
            campaign.change(self._now(), f"{status} is wanted")
            return
        message = "Campaign activated" if status == ACTIVE else "Campaign paused"
        self._set(campaign, status, message, **self._sending(campaign, status))

    def _sending(self, campaign: Campaign, status: str) -> Json:
        now = self._now()
        if status == ACTIVE:
            return {
                "sendingStatus": "SENDING",
                "sendingStatusDescription": "Sending to 1 list",
                "nextRunTime": next_run(now, sends=True),
            }
        if campaign.entry.life.drains_for:
            return {"sendingStatusDescription": "Finishing 214 queued texts", "nextRunTime": None}
        return {"sendingStatus": "IDLE", "sendingStatusDescription": None, "nextRunTime": None}

    def _set(self, campaign: Campaign, status: str, message: str, **values: Any) -> None:
        changed = campaign.status != status
        campaign.change(self._now(), message, campaignStatus=status, **values)
        if changed:
            self._account.events.send(CAMPAIGN_STATUS, campaign.encoded())

    def _now(self) -> datetime:
        return self._account.clock()

    @staticmethod
    def _found(campaign: Campaign | None) -> Campaign:
        if campaign is None or campaign.hidden:
            raise RefusedError(404, "There is no such campaign")
        return campaign


def encoded(value: Any) -> bytes:
    """Returns a value as JSON in UTF-8; half a character, which has no UTF-8 form, as its JSON escape."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace")
