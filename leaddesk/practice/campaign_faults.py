"""What becomes of an answer about campaigns where the table has a fault: refused, held back, broken off, replaced.

Error bodies are plausible ones, no vendor documents any.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from starlette.responses import Response

from leaddesk.practice.lead_faults import sign_in
from leaddesk.practice.replies import (
    BrokenConnection,
    BrokenOff,
    Ending,
    HugeAnswer,
    NoAnswer,
    SlowAnswer,
    refusal,
)

SLOW_SECONDS = 3.0
RETRY_SECONDS = 3
HUGE_BYTES = 30 * 1024 * 1024
_OTHER_HOST = "https://elsewhere.example.com/api/public/engage/campaigns"

Fault = Callable[[Response], Response]
"""Makes of a good answer what is sent in its place."""


def _refused(status: int, message: str) -> Fault:
    return lambda _good: refusal(status, message)


def _throttled(retry_after: str) -> Response:
    answer = refusal(429, "Too many requests in a short time")
    answer.headers["Retry-After"] = retry_after
    return answer


def _throttled_until(_good: Response) -> Response:
    return _throttled(format_datetime(datetime.now(UTC) + timedelta(seconds=RETRY_SECONDS), usegmt=True))


def _page(status: int, title: str) -> Fault:
    text = f"<!DOCTYPE html>\n<html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>\n"
    return lambda _good: Response(text, status, media_type="text/html")


def _array(good: Response) -> Response:
    return Response(b"[" + bytes(good.body) + b"]", media_type="application/json")


def _not_json(good: Response) -> Response:
    return Response(bytes(good.body)[:-1], media_type="application/json")


def _huge(good: Response) -> Response:
    body = bytes(good.body)
    return HugeAnswer(body if body.startswith(b"{") else b'{"campaigns": []}', HUGE_BYTES)


FAULTS: dict[str, Fault] = {
    "slow": lambda good: SlowAnswer(good, SLOW_SECONDS),
    "stall": lambda _good: NoAnswer(),
    "hang": lambda good: BrokenOff(good, Ending.SILENCE),
    "drop": lambda _good: BrokenConnection(),
    "reset": lambda good: BrokenOff(good, Ending.RESET),
    "truncated": lambda good: BrokenOff(good, Ending.END),
    "empty": lambda _good: Response(media_type="application/json"),
    "no_content": lambda _good: Response(status_code=204),
    "array": _array,
    "not_json": _not_json,
    "html": lambda _good: sign_in(),
    "redirect": lambda _good: Response(status_code=307, headers={"Location": _OTHER_HOST}),
    "400": _refused(400, "The request cannot be understood"),
    "401": _refused(401, "The API key is not valid for any workspace"),
    "403": _refused(403, "This key may not do that to a campaign"),
    "404": _refused(404, "There is no such campaign"),
    "409": _refused(409, "The campaign is being changed by somebody else"),
    "422": _refused(422, "outgoingMessage is not allowed by the carrier"),
    "429": lambda _good: _throttled(str(RETRY_SECONDS)),
    "429_date": _throttled_until,
    "500": _refused(500, "Something went wrong"),
    "502": _page(502, "Bad gateway"),
    "503": _refused(503, "Down for maintenance"),
    "huge": _huge,
}
"""The name of a fault → the reply."""
