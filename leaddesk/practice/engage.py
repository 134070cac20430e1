"""Pure CallerID Engage as its contract has it: campaigns are read, started, stopped and edited, lists by their name.

Errors, the list object and all that the contract leaves unknown are one plausible reading; the practice campaigns
show others. Below `/practice` lie switches that no vendor has: who takes events, and what the board comes to.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from leaddesk.practice import engage_request as asked
from leaddesk.practice.campaign_account import CampaignAccount
from leaddesk.practice.campaign_book import Campaign, CampaignBook, encoded
from leaddesk.practice.campaign_events import AddressError, listener_at
from leaddesk.practice.campaign_faults import FAULTS
from leaddesk.practice.campaign_objects import with_other_keys
from leaddesk.practice.campaign_table import ACTIVE, PENDING_APPROVAL, READY, Call, Twist
from leaddesk.practice.lead_request import RefusedError
from leaddesk.practice.replies import NoAnswer, as_json, refusal

Handler = Callable[[Request], Awaitable[Response]]
_CAMPAIGNS = "/api/public/engage/campaigns"
_PATHS = {
    "activate": Call.ACTIVATE,
    "pause": Call.PAUSE,
    "messages": Call.MESSAGES,
    "lists/activate": Call.ACTIVATE_LIST,
    "lists/pause": Call.PAUSE_LIST,
}
_LATER = 0.05
_LIST_STATUS = {Call.ACTIVATE_LIST: ACTIVE, Call.PAUSE_LIST: READY}


def routes(account: CampaignAccount, keyed: Callable[[Handler], Handler]) -> list[Route]:
    """Returns the routes of campaigns; `keyed` lets only those requests in that have the workspace's key."""
    api = _EngageApi(account)
    handlers: list[tuple[str, Handler, list[str]]] = [
        (_CAMPAIGNS, api.board, ["GET"]),
        (f"{_CAMPAIGNS}/{{id}}", api.campaign, ["GET"]),
        *((f"{_CAMPAIGNS}/{{id}}/{path}", partial(api.act, call), ["POST"]) for path, call in _PATHS.items()),
        ("/practice/listener", api.listener, ["PUT"]),
        ("/practice/events", api.events, ["GET", "POST"]),
        ("/practice/board", api.break_board, ["PUT"]),
    ]
    return [Route(path, keyed(_refusing(handler)), methods=methods) for path, handler, methods in handlers]


def _refusing(handler: Handler) -> Handler:
    async def refusing(request: Request) -> Response:
        try:
            await request.body()  # only after it can a reply see that the client has left
            return await handler(request)
        except ClientDisconnect:
            return NoAnswer()
        except RefusedError as refused:
            return refusal(refused.status, str(refused))

    return refusing


class _EngageApi:
    def __init__(self, account: CampaignAccount) -> None:
        self._account = account

    @property
    def _book(self) -> CampaignBook:
        return self._account.book

    async def board(self, request: Request) -> Response:
        """Answers with all campaigns, or with what a switch has put in their place."""
        asked.no_query(_query(request))
        fault = self._account.board_fault.take()
        answer = _json(self._book.board())
        return FAULTS[fault](answer) if fault else answer

    async def campaign(self, request: Request) -> Response:
        """Answers with one campaign."""
        asked.no_query(_query(request))
        campaign = self._book.read(request.path_params["id"])
        return self._twisted(campaign, campaign.twist(Call.READ), campaign.encoded(), "")

    async def act(self, call: Call, request: Request) -> Response:
        """Does what is asked of a campaign or of one of its lists, and answers with what that made of it."""
        campaign = self._book.find(request.path_params["id"])
        name, texts = await _understood(call, request)
        twist = campaign.twist(call)
        if twist is not None and not twist.acts:
            answer = b"{}" if twist.fault else encoded(self._claim(call, campaign, name, texts))
        else:
            answer = self._done(call, campaign, name, texts)
        return self._twisted(campaign, twist, answer, name)

    def _done(self, call: Call, campaign: Campaign, name: str, texts: dict[str, str]) -> bytes:
        match call:
            case Call.ACTIVATE:
                self._book.activate(campaign)
            case Call.PAUSE:
                self._book.pause(campaign)
            case Call.MESSAGES:
                self._book.change_messages(campaign, texts)
                # So that whoever takes events is told without a look; a little late, because two clocks tell the time.
                asyncio.get_running_loop().call_later(self._account.approval_seconds + _LATER, self._book.settle)
            case _:
                return encoded(self._book.set_list(campaign, name, _LIST_STATUS[call]))
        return campaign.encoded()

    def _claim(self, call: Call, campaign: Campaign, name: str, texts: dict[str, str]) -> dict[str, Any]:
        """Returns what the answer would be if the act were done."""
        match call:
            case Call.ACTIVATE:
                return self._book.claim(campaign, {"campaignStatus": ACTIVE, "sendingStatus": "SENDING"})
            case Call.PAUSE:
                return self._book.claim(campaign, {"campaignStatus": READY, "sendingStatus": "IDLE"})
            case _:
                messages = campaign.body["messages"] | texts
                return self._book.claim(campaign, {"campaignStatus": PENDING_APPROVAL, "messages": messages})

    def _twisted(self, campaign: Campaign, twist: Twist | None, answer: bytes, name: str) -> Response:
        if twist is None:
            return _json(answer)
        match twist.answer:
            case "other":
                answer = self._book.other(campaign).encoded()
            case "campaign":
                answer = campaign.encoded()
            case "word":
                answer = encoded(f"OK: {name or campaign.body['name']}")
            case "other_keys":
                answer = encoded(with_other_keys(campaign.lists[name]))
        return FAULTS[twist.fault](_json(answer)) if twist.fault else _json(answer)

    # ------------------------------------------------------------ switches

    async def listener(self, request: Request) -> Response:
        """Takes `{"url": …}`, an address of this computer that events go to from now on, or null for nobody."""
        url = (await _switch(request, "url"))["url"]
        try:
            self._account.events.listener = None if url is None else listener_at(str(url))
        except AddressError as exc:
            raise RefusedError(422, str(exc)) from exc
        return as_json({"listens": url is not None})

    async def events(self, request: Request) -> Response:
        """Sends an event of any type with any body, `{"type": …, "body": …}`; a GET tells what became of the last."""
        if request.method == "POST":
            event = await _switch(request, "type", "body")
            if not (isinstance(event["type"], str) and event["type"].isascii() and event["type"].isprintable()):
                raise RefusedError(422, "type must be plain printable text")
            self._account.events.send(event["type"], encoded(event["body"]))
        return as_json([delivery._asdict() for delivery in self._account.events.deliveries])

    async def break_board(self, request: Request) -> Response:
        """Takes `{"fault": …, "times": …}`: what the next reads of all campaigns come to."""
        switch = await _switch(request, "fault", "times")
        if switch["fault"] not in FAULTS or not isinstance(switch["times"], int):
            raise RefusedError(422, f"fault must be one of {', '.join(FAULTS)}, and times a number")
        self._account.board_fault.name, self._account.board_fault.times = switch["fault"], switch["times"]
        return as_json(switch)


async def _understood(call: Call, request: Request) -> tuple[str, dict[str, str]]:
    """Returns the list's name and the texts of an act, empty where it has none; raises RefusedError."""
    name, texts = "", {}
    content_type, body = request.headers.get("content-type", ""), await request.body()
    if call in _LIST_STATUS:
        name = asked.list_name(_query(request))
    else:
        asked.no_query(_query(request))
    if call is Call.MESSAGES:
        texts = asked.changed_texts(content_type, body)
    else:
        asked.no_body(content_type, body)
    return name, texts


async def _switch(request: Request, *keys: str) -> dict[str, Any]:
    try:
        sent = await request.json()
    except ValueError as exc:
        raise RefusedError(400, "The body is not JSON") from exc
    if not isinstance(sent, dict) or set(sent) != set(keys):
        raise RefusedError(422, f"The body must be an object with {' and '.join(keys)}")
    return sent


def _query(request: Request) -> bytes:
    query: bytes = request.scope["query_string"]
    return query


def _json(body: bytes) -> Response:
    return Response(body, media_type="application/json")
