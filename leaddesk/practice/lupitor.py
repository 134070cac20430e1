"""Lupitor as its contract has it: leads are created in a campaign and listed page by page by a cursor.

Below `/lupitor` lies the deployment as documented; below `/lupitor-old` the older host, which answers a create with
200, lists everything at once with neither cursor nor word about more, and sends no rate-limit headers.

A number, or an external id without one, brings the fault of the practice number with its last four digits. A page comes
to a fault by a word behind the campaign's id: `camp_practice_01.throttled`, or `camp_practice_01.throttled@2` from the
second page on; a word with a `~`, as in `camp_practice_01.~throttled`, does so every other time only.
"""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from leaddesk.practice import numbers
from leaddesk.practice.lupitor_account import CAMPAIGN, LupitorAccount
from leaddesk.practice.lupitor_book import DuplicateError, RateLimit
from leaddesk.practice.lupitor_faults import FAULTS, KEPT, PAGE_FAULTS, failure, good
from leaddesk.practice.numbers import Delivery
from leaddesk.practice.replies import NoAnswer
from leaddesk.practice.seen import RequestLog

PATH, OLD_PATH = "/lupitor/api/v1", "/lupitor-old/api/v1"
_DELIVERIES = {Delivery.SLOW: "slow", Delivery.STALLED: "stalled", Delivery.RESET: "reset"}
_LIMIT, _MOST = 1000, 8000
_PARAMETERS = ("campaignId", "status", "limit", "cursor")
_WORD = re.compile(r"(?P<now_and_then>~?)(?P<name>[a-z_0-9]+?)(@(?P<page>[0-9]{1,3}))?")


class _RefusedError(Exception):
    def __init__(self, status: int, error: str) -> None:
        super().__init__(error)
        self.status = status


def routes(account: LupitorAccount, log: RequestLog) -> list[Route]:
    """Returns the routes of the deployment and of the older host, both with both names of their one path."""
    limit = RateLimit(account.clock)
    new, old = _LeadApi(account, log, limit), _LeadApi(account, log, None)
    return [
        Route(f"{base}/{name}", api.answer, methods=["GET", "POST"])
        for base, api in ((PATH, new), (OLD_PATH, old))
        for name in ("leads", "records")
    ]


class _LeadApi:
    def __init__(self, account: LupitorAccount, log: RequestLog, limit: RateLimit | None) -> None:
        """`limit` is None for the older host."""
        self._account, self._log, self._limit = account, log, limit
        self._failed: set[str] = set()

    async def answer(self, request: Request) -> Response:
        """Answers a create or a list, with the rate-limit headers where the host has them."""
        try:
            body = await request.body()
        except ClientDisconnect:
            return NoAnswer()
        key = request.headers.get("x-api-key", "")
        within, headers = self._limit.take() if self._limit else (True, {})
        try:
            self._enter(key, writes=request.method == "POST")
            if not within:
                raise _RefusedError(429, "Rate limit exceeded")
            answer = self._create(request, body, key) if request.method == "POST" else self._list(request, key)
        except _RefusedError as refused:
            answer = failure(refused.status, str(refused))
        if "Retry-After" not in answer.headers:  # a fault that says by it how long to wait says so alone
            for name, value in headers.items():
                answer.headers.setdefault(name, value)
        return answer

    def _enter(self, key: str, *, writes: bool) -> None:
        if not key:
            raise _RefusedError(401, "Missing API key")
        may = {
            name: hmac.compare_digest(key.encode("latin-1"), known.encode("ascii"))
            for name, known in (("write", self._account.key), ("read", self._account.read_key))
        }
        if not any(may.values()):
            raise _RefusedError(401, "Invalid or inactive API key")
        if writes and not may["write"]:
            raise _RefusedError(403, "Insufficient permissions")

    # ---------------------------------------------------------------- create

    def _create(self, request: Request, body: bytes, key: str) -> Response:
        lead = _lead(request, body)
        number = str(lead.get("phoneNumber", ""))
        self._log.numbered(request.state.seen, re.sub(r"\D", "", number)[-10:])
        entry = numbers.find((re.sub(r"\D", "", number or str(lead["externalId"])))[-4:])
        fault = entry.fault or _DELIVERIES.get(entry.delivery, "")
        lead_id = "k57practice-not-kept"
        if not fault or fault in KEPT:
            try:
                lead_id = self._account.book.create(lead)["_id"]
            except DuplicateError as exc:
                return failure(400, str(exc))
        answer = good({"leadId": lead_id}, 201 if self._limit else 200)
        return FAULTS[fault](answer, key) if fault else answer

    # ---------------------------------------------------------------- list

    def _list(self, request: Request, key: str) -> Response:
        asked = request.query_params
        self._log.asked(request.state.seen, tuple((n, text) for n, text in asked.multi_items() if n in _PARAMETERS))
        campaign, limit = asked.get("campaignId", ""), asked.get("limit", str(_LIMIT))
        if not campaign:
            raise _RefusedError(400, "campaignId query parameter is required")
        name, _, word = campaign.partition(".")
        found = _WORD.fullmatch(word)
        if name != CAMPAIGN or (word and (not found or found["name"] not in PAGE_FAULTS)):
            raise _RefusedError(404, "Campaign not found or access denied")
        if not re.fullmatch(r"[1-9][0-9]{0,5}", limit) or int(limit) > _MOST:
            raise _RefusedError(400, f"limit must be a number from 1 to {_MOST}")
        answer, number = self._page(campaign, asked, int(limit))
        if not found or number < int(found["page"] or 1):
            return answer
        if found["now_and_then"] and str(request.url) in self._failed:
            self._failed.discard(str(request.url))
            return answer
        self._failed.add(str(request.url))
        return PAGE_FAULTS[found["name"]](answer, key)

    def _page(self, campaign: str, asked: Mapping[str, str], limit: int) -> tuple[Response, int]:
        """Returns a page of leads, and which one it is."""
        cursor, rows = asked.get("cursor", ""), self._account.book.rows
        try:
            size = limit if self._limit else len(rows) + 1
            found, start, following = self._account.book.page(campaign, asked.get("status", ""), size, cursor)
        except ValueError as exc:
            raise _RefusedError(400, "cursor is not valid") from exc
        data: dict[str, Any] = {"leads": found, "count": len(found)}
        if self._limit:
            data |= {"cursor": following or None, "hasMore": bool(following)}
        return good(data), start // size + 1


def _lead(request: Request, body: bytes) -> dict[str, Any]:
    """Returns what is to be kept of a create; raises _RefusedError."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise _RefusedError(400, "The content type must be application/json")
    try:
        asked = json.loads(body)
    except ValueError as exc:
        raise _RefusedError(400, "The body is not JSON") from exc
    if not isinstance(asked, dict) or not asked.get("campaignId"):
        raise _RefusedError(400, "campaignId is required")
    if asked["campaignId"] != CAMPAIGN:
        raise _RefusedError(404, "Campaign not found or access denied")
    if not asked.get("phoneNumber") and not asked.get("externalId"):
        raise _RefusedError(400, "At least one of phoneNumber or externalId is required")
    for key, fits, problem in _KEYS:
        if key in asked and not fits(asked[key]):
            raise _RefusedError(400, problem)
    return {key: asked[key] for key, _fits, _problem in _KEYS if key in asked}


def _is_number(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"\+1[0-9]{3}55501[0-9]{2}", value) is not None


def _is_priority(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 100


def _is_moment(value: object) -> bool:
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


_KEYS: tuple[tuple[str, Callable[[object], bool], str], ...] = (
    ("phoneNumber", _is_number, "phoneNumber must be in E.164 format, and the practice server knows 555-01xx only"),
    ("externalId", lambda value: isinstance(value, str) and value != "", "externalId must be a text"),
    ("metadata", lambda value: isinstance(value, dict), "metadata must be an object"),
    ("scheduledFor", _is_moment, "scheduledFor must be a valid ISO 8601 date with an offset"),
    ("priority", _is_priority, "priority must be a number from 0 to 100"),
)
"""The keys of a lead, what fits them, and what is said of the rest."""
