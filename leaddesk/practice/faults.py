"""What the practice numbers for faults do: refuse, point elsewhere, break off, or answer in an odd shape.

Only what a server can act out is here: one that answers cannot keep a request from leaving. Error bodies are
plausible ones, no vendor documents any.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from starlette.responses import Response

from leaddesk.practice.answers import ANSWERS
from leaddesk.practice.lead_request import LeadLoad
from leaddesk.practice.replies import (
    BrokenOff,
    ClosedAfterwards,
    Dripped,
    Ending,
    HugeAnswer,
    as_json,
    refusal,
)

RETRY_SECONDS = 20
DRIP_SECONDS = 1.0
HUGE_BYTES = 30 * 1024 * 1024
_PAGE = "<!DOCTYPE html>\n<html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>\n"
_OTHER_HOST = "https://elsewhere.example.com/api/public/lead/load"
_SAME_HOST = "/api/public/elsewhere/lead/load"

Fault = Callable[[LeadLoad, str], Response]
"""Makes the reply to a lead that came with this API key."""


def _good(load: LeadLoad, status: int = 200) -> Response:
    return as_json(ANSWERS["no_block_returned"](load), status)


def _body(load: LeadLoad) -> bytes:
    return bytes(_good(load).body)


def _refused(status: int, message: str) -> Fault:
    return lambda _load, _key: refusal(status, message)


def _pointing_to(location: str) -> Fault:
    return lambda _load, _key: Response(status_code=307, headers={"Location": location})


def _page(status: int, title: str) -> Fault:
    return lambda _load, _key: Response(_PAGE.format(title), status, media_type="text/html")


def _broken_off(ending: Ending) -> Fault:
    return lambda load, _key: BrokenOff(_good(load), ending)


def _echo(_load: LeadLoad, key: str) -> Response:
    encoded = base64.b64encode(key.encode("ascii")).decode("ascii")
    response = refusal(401, f"No workspace has the key {key} ({encoded})")
    response.headers["X-Refused-Key"] = key
    return response


def _throttled(retry_after: str) -> Response:
    response = refusal(429, "Too many leads in a short time")
    response.headers["Retry-After"] = retry_after
    return response


def _throttled_until(_load: LeadLoad, _key: str) -> Response:
    until = datetime.now(UTC) + timedelta(seconds=RETRY_SECONDS)
    return _throttled(format_datetime(until, usegmt=True))


def _latin_1(load: LeadLoad, _key: str) -> Response:
    body = _body(load).replace(b"Example Wireless", "Ex\xe4mple Wireless".encode("latin-1"))
    return Response(body, media_type="application/json")


FAULTS: dict[str, Fault] = {
    "bad_request": _refused(400, "The request cannot be understood"),
    "key_echoed": _echo,
    "forbidden": _refused(403, "This key may not load leads"),
    "not_found": _refused(404, "There is no such campaign"),
    "conflict": _refused(409, "The list is being replaced"),
    "not_processable": _refused(422, "The dialer takes no such field"),
    "throttled": lambda _load, _key: _throttled(str(RETRY_SECONDS)),
    "throttled_until": _throttled_until,
    "request_timeout": _refused(408, "The request took too long"),
    "other_host": _pointing_to(_OTHER_HOST),
    "same_host": _pointing_to(_SAME_HOST),
    "server_error": _refused(500, "Something went wrong"),
    "bad_gateway": _page(502, "Bad gateway"),
    "failure_says_accepted": lambda load, _key: _good(load, 503),
    "stalled_after_headers": _broken_off(Ending.SILENCE),
    "reset_during_answer": _broken_off(Ending.RESET),
    "truncated": _broken_off(Ending.END),
    "truncated_chunks": lambda load, _key: BrokenOff(_good(load), Ending.END, chunked=True),
    "sign_in": _page(200, "Please sign in"),
    "labelled_html": lambda load, _key: Response(_body(load), media_type="text/html"),
    "array": lambda load, _key: as_json([ANSWERS["no_block_returned"](load)]),
    "not_utf_8": _latin_1,
    "byte_order_mark": lambda load, _key: Response(b"\xef\xbb\xbf" + _body(load), media_type="application/json"),
    "empty": lambda _load, _key: Response(media_type="application/json"),
    "drip": lambda load, _key: Dripped(_good(load), DRIP_SECONDS),
    "huge": lambda load, _key: HugeAnswer(_body(load), HUGE_BYTES),
    "no_content": lambda _load, _key: Response(status_code=204),
    "closed_afterwards": lambda load, _key: ClosedAfterwards(_good(load)),
}
"""The name a practice number gives → the reply."""
