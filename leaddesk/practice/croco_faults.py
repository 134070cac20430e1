"""What the practice numbers for faults do at the dialer: refuse, point elsewhere, break off, answer oddly.

A number does here what it does at the other vendors, in this vendor's words: lines of text with 200. Pages and codes
of what stands before a dialer are plausible ones; nobody documents any.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from starlette.responses import Response

from leaddesk.practice.cases import BIDI, FORMULA, MARKUP
from leaddesk.practice.replies import (
    BrokenConnection,
    BrokenOff,
    ClosedAfterwards,
    Dripped,
    Ending,
    HugeAnswer,
    NoAnswer,
    SlowAnswer,
)

RETRY_SECONDS = 20
SLOW_SECONDS = 3.0
DRIP_SECONDS = 1.0
HUGE_BYTES = 30 * 1024 * 1024
PAGE_BYTES = 86 * 1024
_KIND = "text/html; charset=utf-8"
_PAGE = "<!DOCTYPE html>\n<html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>\n"

Fault = Callable[[Response, str, str], Response]
"""Makes of the good answer, of the user and of the password as the server reads it, what is sent in its place."""


def text(body: str | bytes, status: int = 200) -> Response:
    """Renders lines as a stock server sends them."""
    raw = body.encode("utf-8", "surrogateescape") if isinstance(body, str) else body
    return Response(raw, status, headers={"Content-Type": _KIND})


def _page(status: int, title: str) -> Fault:
    return lambda _good, _user, _password: text(_PAGE.format(title), status)


def _says(body: str, status: int = 200) -> Fault:
    return lambda _good, user, password: text(body.format(user=user, password=password), status)


def _pointing_to(location: str) -> Fault:
    return lambda _good, _user, _password: Response(status_code=307, headers={"Location": location})


def _throttled(*, dated: bool) -> Fault:
    def throttled(_good: Response, _user: str, _password: str) -> Response:
        answer = text(_PAGE.format("Too many requests"), 429)
        until = datetime.now(UTC) + timedelta(seconds=RETRY_SECONDS)
        answer.headers["Retry-After"] = format_datetime(until, usegmt=True) if dated else str(RETRY_SECONDS)
        return answer

    return throttled


def _changed(change: Callable[[bytes], bytes], status: int = 200) -> Fault:
    return lambda good, _user, _password: text(change(bytes(good.body)), status)


def _labelled_json(good: Response, _user: str, _password: str) -> Response:
    return Response(bytes(good.body), media_type="application/json")


def _as_json(body: bytes) -> bytes:
    return json.dumps({"result": "success", "data": body.decode("utf-8", "replace").splitlines()}).encode()


def _around(body: bytes) -> bytes:
    # A warning of the script language with the whole page of a monitor: 86 kB stood around one line.
    filler = b"<tr><td>Sample</td><td>0</td></tr>\n" * (PAGE_BYTES // 70)
    return b"<!DOCTYPE html>\n<html><body><table>\n" + filler + b"</table>\n" + body + filler + b"</body></html>\n"


def _huge(good: Response, _user: str, _password: str) -> Response:
    answer = HugeAnswer(bytes(good.body) + b"{ ", HUGE_BYTES)
    answer.headers["Content-Type"] = _KIND
    return answer


_NEW_LINES = b"NOTICE: add_lead LEAD SCORED - 87|gold\nINFO: queue depth 4\nNOTICE: add_lead LEAD SCORED\n"
_HOSTILE = f"NOTICE: add_lead {MARKUP} - {BIDI}|{FORMULA}\nNOTICE: add_lead \x1b[31mred\x07 - a||||b\n".encode()
_GLUED = b"2025550124|1|ERROR: add2025550125|1|SUCCESS: NOTICE: add_lead MULTI-ALT-PHONE NUMBERS LOADED - 2|1|x\n"
_CONTRADICTION = b"ERROR: add_lead LEAD HAS NOT BEEN ADDED - x\n"

FAULTS: dict[str, Fault] = {
    "bad_request": _page(400, "Bad request"),
    "key_echoed": _says("ERROR: Login incorrect, please try again: |{user}|{password}|BAD|\n"),
    "forbidden": _page(403, "Forbidden"),
    "not_found": _page(404, "Not found"),
    "throttled": _throttled(dated=False),
    "throttled_until": _throttled(dated=True),
    "request_timeout": _page(408, "Request time-out"),
    "other_host": _pointing_to("https://elsewhere.example.com/API/lmapi.php"),
    "same_host": _pointing_to("/API/elsewhere.php"),
    "server_error": _page(500, "Internal server error"),
    "bad_gateway": _page(502, "Bad gateway"),
    "failure_says_accepted": _changed(bytes, 503),
    "stalled_after_headers": lambda good, _user, _password: BrokenOff(good, Ending.SILENCE),
    "reset_during_answer": lambda good, _user, _password: BrokenOff(good, Ending.RESET),
    "truncated": lambda good, _user, _password: BrokenOff(good, Ending.END),
    "truncated_chunks": lambda good, _user, _password: BrokenOff(good, Ending.END, chunked=True),
    "sign_in": _page(200, "Please sign in"),
    "labelled_html": _labelled_json,
    "array": _changed(lambda body: json.dumps(body.decode("utf-8", "replace").splitlines()).encode()),
    "not_utf_8": _changed(lambda body: body + b"NOTICE: add_lead N\xe4chster\n"),
    "byte_order_mark": _changed(lambda body: b"\xef\xbb\xbf" + body),
    "empty": _changed(lambda _body: b""),
    "drip": lambda good, _user, _password: Dripped(good, DRIP_SECONDS),
    "huge": _huge,
    "no_content": lambda _good, _user, _password: Response(status_code=204),
    "closed_afterwards": lambda good, _user, _password: ClosedAfterwards(good),
    "slow": lambda good, _user, _password: SlowAnswer(good, SLOW_SECONDS),
    "stalled": lambda _good, _user, _password: NoAnswer(),
    "reset": lambda _good, _user, _password: BrokenConnection(),
    "page_around": _changed(_around),
    "database_down": _says("MySQL connect ERROR:  Connection refused"),
    "json": _changed(_as_json),
    "glued": _changed(lambda body: body + _GLUED),
    "silent": _changed(lambda body: body.splitlines(keepends=True)[0]),
    "locked": _says("ERROR: Too many login attempts, try again in 15 minutes: |{user}|LOCK|\n"),
    "died_before": _says("", 500),
    "died_after": _changed(lambda body: body.splitlines(keepends=True)[0], 500),
    "contradicts": _changed(lambda body: body + _CONTRADICTION),
    "mid_line": _changed(lambda body: b"<b>Notice</b>: line 42 " + body),
    "other_function": _changed(lambda body: body.replace(b"SUCCESS: add_lead", b"SUCCESS: update_lead")),
    "new_lines": _changed(lambda body: body + _NEW_LINES),
    "hostile": _changed(lambda body: body + _HOSTILE),
}
"""By the names that practice numbers give them, and three that are ways of delivery there."""

NOT_KEPT = frozenset(
    (
        "bad_request",
        "key_echoed",
        "forbidden",
        "not_found",
        "throttled",
        "throttled_until",
        "request_timeout",
        "other_host",
        "same_host",
        "server_error",
        "bad_gateway",
        "sign_in",
        "stalled",
        "database_down",
        "locked",
        "died_before",
    )
)
"""The faults that come before a lead is looked at; after the others it is there, and trying again finds it."""
