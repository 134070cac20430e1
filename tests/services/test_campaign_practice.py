"""Acts against the practice server, over real HTTP: what is said to be done is done, and nothing else is."""

from __future__ import annotations

import asyncio

import pytest

from leaddesk.domain.act import ActOutcome
from leaddesk.domain.campaign import Act, ActOrder
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret
from leaddesk.infra.http import HttpxTransport
from leaddesk.practice import PRACTICE_CAMPAIGNS, CampaignGroup
from leaddesk.services.campaign_board import WatchCampaigns
from leaddesk.services.change_campaign import ActRequest, ChangeCampaign
from leaddesk.services.pause_all import PauseAll
from leaddesk.vendors.registry import campaign_sources
from tests.practice.campaigns import Campaigns, campaign_server
from tests.services.desk import InThread
from tests.services.engage_desk import QuickClock
from tests.services.fakes import FakeSecrets, FakeStore

FAULTS = tuple(
    entry.name
    for entry in PRACTICE_CAMPAIGNS
    if entry.group is CampaignGroup.FAULTS and not entry.name.startswith("List")
)


class Office:
    """The use-cases against a practice server."""

    def __init__(self, campaigns: Campaigns) -> None:
        self.campaigns = campaigns
        self.transport, self.store, self.clock = HttpxTransport(loopback_only=True), FakeStore(), QuickClock()
        self.profile = ConnectionProfile(
            id="p1",
            name="Practice",
            vendor="purecallerid",
            base_url=campaigns.server.base_url,
            pace_per_s=0,
            timeout_s=2.0,
        )
        secrets = FakeSecrets()
        secrets.held[self.profile.secret_ref("api_key")] = Secret(campaigns.server.api_key)
        sources, work = campaign_sources(), InThread()
        self.watch = WatchCampaigns(
            sources=sources, secrets=secrets, transport=self.transport, clock=self.clock, background=work
        )
        self.change = ChangeCampaign(
            sources=sources,
            secrets=secrets,
            journal=self.store,
            transport=self.transport,
            clock=self.clock,
            background=work,
        )

    async def do(self, act: Act, name: str):
        """Does an act on a campaign that is as the table has it."""
        campaign_id = self.campaigns.id(name)
        board = (await self.watch.read(self.profile)).board
        before = next(item for item in board.campaigns if item.id == campaign_id)
        order = ActOrder(act=act, campaign_id=campaign_id, campaign_name=name)
        deed = self.change.start(
            ActRequest(profile=self.profile, order=order, before=before, operator="M. Reyes"),
        )
        return await asyncio.wait_for(deed.answer(), 60)


@pytest.fixture
async def office():
    with campaign_server() as campaigns:
        made = Office(campaigns)
        yield made
        await made.transport.aclose()


async def test_done_is_said_exactly_where_it_is_done(office):
    """Whatever the answer was: the truth is the server's own."""
    acts = {
        entry.name: Act.PAUSE if entry.status == "ACTIVE" else Act.ACTIVATE
        for entry in PRACTICE_CAMPAIGNS
        if entry.name in FAULTS
    }
    side_by_side = asyncio.Semaphore(8)

    async def one(name: str, act: Act):
        async with side_by_side:
            return await office.do(act, name)

    results = await asyncio.gather(*(one(name, act) for name, act in acts.items()))
    statuses = {item.get("name"): item.get("campaignStatus") for item in office.campaigns.board()}
    for (name, act), result in zip(acts.items(), results, strict=True):
        is_done = statuses[name] == ("READY" if act is Act.PAUSE else "ACTIVE")
        assert (result.outcome is ActOutcome.DONE) == is_done, (name, result.outcome, result.explanation)
        assert result.outcome is not ActOutcome.UNKNOWN, (name, result.explanation)
    sent = [request for request in office.campaigns.server.requests if request.path.endswith("/activate")]
    assert len(sent) == sum(act is Act.ACTIVATE for act in acts.values())


async def test_pause_all_stops_every_one_that_can_be_stopped_and_restore_starts_them_again(office):
    both = PauseAll(office.change, office.store, office.clock)
    active = {
        item.name for item in (await office.watch.read(office.profile)).board.campaigns if item.status == "ACTIVE"
    }
    report = await asyncio.wait_for(both.run(office.profile, "M. Reyes"), 30)
    stubborn = {"Refuses to stop", "Says stopped, stays ACTIVE"}
    assert {result.request.order.campaign_name for result in report.results} == active
    assert {result.request.order.campaign_name for result in report.results if result not in report.done} == stubborn
    left = {item["name"] for item in office.campaigns.board() if item.get("campaignStatus") == "ACTIVE"}
    assert left - {"Somebody else starts it"} == stubborn
    assert any("Sends on after a pause" in said for said in report.may_still_send)
    agreed = await both.restorable(office.profile)
    assert agreed is not None
    offered = {item.campaign.name for item in agreed.campaigns}
    assert offered | {item.name for item in agreed.left_out} == active - stubborn
    restored = await asyncio.wait_for(both.restore(office.profile, agreed, "M. Reyes"), 30)
    assert {result.request.order.campaign_name for result in restored.done} == offered
