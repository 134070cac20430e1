"""Pure CallerID as its lead contract has it: the single-lead load; and the key that its campaigns ask for too.

The contract leaves error bodies and status codes unknown; what is chosen here (400 for no JSON, 401 for the
key, 422 for the rest) is one plausible reading. Nothing is stored: every answer follows from the request.

Two headers that no vendor knows make a past: one dates an answer, one has it given as by another practice number.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from leaddesk.practice import engage, numbers
from leaddesk.practice.answers import ANSWERS
from leaddesk.practice.campaign_account import CampaignAccount
from leaddesk.practice.faults import FAULTS
from leaddesk.practice.lead_request import LeadLoad, RefusedError, ten_digits, understand
from leaddesk.practice.numbers import Delivery
from leaddesk.practice.replies import BrokenConnection, NoAnswer, SlowAnswer, as_json, refusal
from leaddesk.practice.samples import LINE_HEADER, TIME_HEADER
from leaddesk.practice.seen import RequestLog

Handler = Callable[[Request], Awaitable[Response]]


def routes(api_key: str, campaigns: CampaignAccount, log: RequestLog) -> list[Route]:
    """Return the routes of this vendor for one workspace key."""

    async def load(request: Request) -> Response:
        return await _load(request, api_key, log)

    return [
        Route("/api/public/lead/load", _keyed(load, api_key), methods=["POST"]),
        *engage.routes(campaigns, lambda handler: _keyed(handler, api_key)),
    ]


def _keyed(handler: Handler, api_key: str) -> Handler:
    """Wrap a handler so that only requests with the workspace key in their header reach it."""

    async def keyed(request: Request) -> Response:
        given = request.headers.get("x-api-key")
        if given is None:
            return refusal(401, "The X-API-KEY header is missing")
        if not hmac.compare_digest(given.encode("latin-1"), api_key.encode("ascii")):
            return refusal(401, "The API key is not valid for any workspace")
        return await handler(request)

    return keyed


async def _load(request: Request, api_key: str, log: RequestLog) -> Response:
    try:
        body = await _json_body(request)
        log.numbered(request.state.seen, ten_digits(body))
        load = understand(body, _moment(request))
    except ClientDisconnect:
        return NoAnswer()
    except RefusedError as refused:
        return refusal(refused.status, str(refused))
    if not load.number[3:].startswith(f"{numbers.EXCHANGE}01"):
        return refusal(422, "The practice server knows 555-01xx only")
    return _deliver(load, request.headers.get(LINE_HEADER, load.number[-4:]), api_key)


def _moment(request: Request) -> datetime:
    """Return the time of the answer; raises RefusedError for a header that is no time with a zone."""
    wanted = request.headers.get(TIME_HEADER)
    if wanted is None:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(wanted)
    except ValueError as exc:
        raise RefusedError(400, f"{TIME_HEADER} is not a time") from exc
    if moment.tzinfo is None:
        raise RefusedError(400, f"{TIME_HEADER} has no zone")
    return moment.astimezone(UTC)


async def _json_body(request: Request) -> Any:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise RefusedError(400, "The content type must be application/json")
    try:
        return json.loads(await request.body())
    except ValueError as exc:
        raise RefusedError(400, "The body is not JSON") from exc


def _deliver(load: LeadLoad, line: str, api_key: str) -> Response:
    entry = numbers.find(line)
    if entry.fault:
        return FAULTS[entry.fault](load, api_key)
    answer = as_json(ANSWERS[entry.answer](load))
    match entry.delivery:
        case Delivery.AT_ONCE:
            return answer
        case Delivery.SLOW:
            return SlowAnswer(answer, numbers.SLOW_SECONDS)
        case Delivery.STALLED:
            return NoAnswer()
        case Delivery.RESET:
            return BrokenConnection()
