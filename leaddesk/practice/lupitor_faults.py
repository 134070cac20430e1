"""What the practice numbers and campaigns for faults do at Lupitor: refuse, point elsewhere, break off, answer oddly.

A number does here what it does at the other vendors, in this vendor's words. Documented are the envelope, the error
texts and the rate-limit headers; the codes of most errors are plausible ones (contract sections 6, 7 and 9).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

from starlette.responses import Response

from leaddesk.practice.replies import (
    BrokenConnection,
    BrokenOff,
    ClosedAfterwards,
    Dripped,
    Ending,
    HugeAnswer,
    NoAnswer,
    SlowAnswer,
    as_json,
)

RETRY_SECONDS = 20
SLOW_SECONDS = 3.0
DRIP_SECONDS = 1.0
HUGE_BYTES = 30 * 1024 * 1024
_PAGE = "<!DOCTYPE html>\n<html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>\n"

Fault = Callable[[Response, str], Response]
"""Makes of the good answer, and of the key it was asked with, what is sent in its place."""


def good(data: Mapping[str, Any], status: int = 200) -> Response:
    """Renders the envelope of a success."""
    return as_json({"success": True, "data": data, "error": None}, status)


def failure(status: int, error: str) -> Response:
    """Renders the envelope of a failure."""
    return as_json({"success": False, "data": None, "error": error}, status)


def _refused(status: int, error: str) -> Fault:
    return lambda _good, _key: failure(status, error)


def _page(status: int, title: str) -> Fault:
    return lambda _good, _key: Response(_PAGE.format(title), status, media_type="text/html")


def _pointing_to(location: str) -> Fault:
    return lambda _good, _key: Response(status_code=307, headers={"Location": location})


def _throttled(_good: Response, _key: str) -> Response:
    answer = failure(429, "Rate limit exceeded")
    reset = datetime.now(UTC) + timedelta(seconds=RETRY_SECONDS)
    answer.headers.update({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(reset.timestamp()))})
    return answer


def _throttled_until(_good: Response, _key: str) -> Response:
    answer = failure(429, "Rate limit exceeded")
    until = datetime.now(UTC) + timedelta(seconds=RETRY_SECONDS)
    answer.headers["Retry-After"] = format_datetime(until, usegmt=True)
    return answer


def _echoed(_good: Response, key: str) -> Response:
    answer = failure(401, f"Invalid or inactive API key {key}")
    answer.headers["X-Refused-Key"] = key
    return answer


def _with_status(status: int) -> Fault:
    def changed(answer: Response, _key: str) -> Response:
        return Response(bytes(answer.body), status, media_type="application/json")

    return changed


def _in_bytes(change: Callable[[bytes], bytes], media_type: str = "application/json") -> Fault:
    return lambda answer, _key: Response(change(bytes(answer.body)), media_type=media_type)


FAULTS: dict[str, Fault] = {
    "bad_request": _refused(400, "phoneNumber must be in E.164 format"),
    "key_echoed": _echoed,
    "forbidden": _refused(403, "Insufficient permissions"),
    "not_found": _refused(404, "Campaign not found or access denied"),
    "conflict": _refused(409, "Lead with phone number already exists"),
    "not_processable": _refused(422, "scheduledFor must be a valid ISO 8601 date"),
    "throttled": _throttled,
    "throttled_until": _throttled_until,
    "request_timeout": _refused(408, "The request took too long"),
    "other_host": _pointing_to("https://elsewhere.example.com/api/v1/leads"),
    "same_host": _pointing_to("/lupitor/elsewhere/leads"),
    "server_error": _refused(500, "Internal server error"),
    "bad_gateway": _page(502, "Bad gateway"),
    "failure_says_accepted": _with_status(503),
    "stalled_after_headers": lambda answer, _key: BrokenOff(answer, Ending.SILENCE),
    "reset_during_answer": lambda answer, _key: BrokenOff(answer, Ending.RESET),
    "truncated": lambda answer, _key: BrokenOff(answer, Ending.END),
    "truncated_chunks": lambda answer, _key: BrokenOff(answer, Ending.END, chunked=True),
    "sign_in": _page(200, "Please sign in"),
    "labelled_html": _in_bytes(bytes, "text/html"),
    "array": _in_bytes(lambda body: b"[" + body + b"]"),
    "not_utf_8": _in_bytes(lambda body: body[:-1] + b', "note": "\xe4"}'),
    "byte_order_mark": _in_bytes(lambda body: b"\xef\xbb\xbf" + body),
    "empty": _in_bytes(lambda _body: b""),
    "drip": lambda answer, _key: Dripped(answer, DRIP_SECONDS),
    "huge": lambda answer, _key: HugeAnswer(bytes(answer.body), HUGE_BYTES),
    "no_content": lambda _answer, _key: Response(status_code=204),
    "closed_afterwards": lambda answer, _key: ClosedAfterwards(answer),
    "slow": lambda answer, _key: SlowAnswer(answer, SLOW_SECONDS),
    "stalled": lambda _answer, _key: NoAnswer(),
    "reset": lambda _answer, _key: BrokenConnection(),
}
"""By the names that practice numbers give them, and three that are ways of delivery there."""

KEPT = frozenset(
    (
        "failure_says_accepted",
        "stalled_after_headers",
        "reset_during_answer",
        "truncated",
        "truncated_chunks",
        "labelled_html",
        "array",
        "not_utf_8",
        "byte_order_mark",
        "empty",
        "drip",
        "huge",
        "no_content",
        "closed_afterwards",
        "slow",
        "reset",
    )
)
"""The faults that come after the lead was created: trying again finds it there."""


def _data_changed(change: Callable[[dict[str, Any]], None]) -> Fault:
    def changed(answer: Response, _key: str) -> Response:
        body = json.loads(bytes(answer.body))
        change(body["data"])
        return as_json(body)

    return changed


def _odd_rows(data: dict[str, Any]) -> None:
    data["leads"] = [None, "x", *data["leads"]]
    for row in data["leads"][2:5]:
        row.update(phoneNumber=12025550123, attempts="two", metadata=["x"], _creationTime="soon", owner="nobody")


def _hostile(data: dict[str, Any]) -> None:
    deep = {"note": "<img src=x>", "deep": [{"a": [1, None, True]}]}
    data["leads"][0].update(externalId="<b>bold</b> \u202e\u0007", metadata=deep)


def _other_status(data: dict[str, Any]) -> None:
    for row in data["leads"]:
        row["status"] = "paused_by_vendor"


SAME_CURSOR = "ZnJvbS8xMDAwPw=="
"""Leads to the second page of the usual length, and stands there again."""


def _without_more(data: dict[str, Any]) -> None:
    del data["hasMore"], data["cursor"]


PAGE_FAULTS: dict[str, Fault] = {
    **FAULTS,
    "odd_rows": _data_changed(_odd_rows),
    "no_more": _data_changed(_without_more),
    "no_cursor": _data_changed(lambda data: data.update(cursor=None, hasMore=True)),
    "same_cursor": _data_changed(lambda data: data.update(cursor=SAME_CURSOR, hasMore=True)),
    "hostile": _data_changed(_hostile),
    "other_status": _data_changed(_other_status),
}
"""What a page of leads may come to, by the word behind the campaign's id."""
