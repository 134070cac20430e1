"""A pause never waits behind stalled leads: over real sockets, one transport, one journal, one worker."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace

from leaddesk.domain.act import ActOutcome
from leaddesk.domain.campaign import Act, ActOrder
from leaddesk.domain.secret import Secret
from leaddesk.infra.http import MAX_CONNECTIONS, POOL_S, HttpxTransport
from leaddesk.services.change_campaign import ActRequest, ChangeCampaign
from leaddesk.services.submit_lead import SubmitLead
from leaddesk.vendors.registry import adapters, campaign_sources
from tests.helpers.fault_server import Answer, FaultServer, Stall, http_answer
from tests.services.desk import KEY, PROFILE, Desk, InThread
from tests.services.engage_desk import ONE

PAUSED = json.dumps({"id": ONE, "name": "Spring outreach", "campaignStatus": "READY"}).encode()


async def test_a_pause_is_done_while_every_connection_waits_for_a_lead():
    desk, transport = Desk(), HttpxTransport()
    submit = SubmitLead(
        adapters=adapters(),
        secrets=desk.secrets,
        journal=desk.journal,
        transport=transport,
        clock=desk.clock,
        background=InThread(),
    )
    change = ChangeCampaign(
        sources=campaign_sources(),
        secrets=desk.secrets,
        journal=desk.journal,
        transport=transport,
        clock=desk.clock,
        background=InThread(),
    )
    with FaultServer(Stall()) as leads, FaultServer(Answer(http_answer(PAUSED))) as engage:
        stalled, live = (replace(PROFILE, base_url=server.url) for server in (leads, engage))
        for profile in (stalled, live):
            desk.secrets.held[profile.secret_ref("api_key")] = Secret(KEY)
        await transport.warm_up()
        for number in range(MAX_CONNECTIONS + 2):
            submit.start(desk.order(stalled, f"(720) 555-01{number:02}"), lambda _phase: None, lambda _lead: None)
        async with asyncio.timeout(5):
            while len(leads.requests) < MAX_CONNECTIONS:  # noqa: ASYNC110 - another thread counts them
                await asyncio.sleep(0.01)
        order = ActOrder(act=Act.PAUSE, campaign_id=ONE, campaign_name="Spring outreach")
        async with asyncio.timeout(POOL_S / 2):
            deed = change.start(ActRequest(profile=live, order=order, before=None, operator="M. Reyes"))
            result = await deed.answer()
        assert result.outcome is ActOutcome.DONE
        assert [request.split(b" ", 1)[0] for request in engage.requests] == [b"POST", b"GET"]
        await transport.aclose()
        await submit.finish(2)
