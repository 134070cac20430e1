"""What the practice words for faults do to a page of leads: refuse it, hold it back, break it off, replace it.

Only the shape of an error, `status` and `errors`, has a source (the contract's section 7); its words have none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from starlette.responses import Response

from leaddesk.practice.replies import (
    BrokenConnection,
    BrokenOff,
    Ending,
    HugeAnswer,
    NoAnswer,
    SlowAnswer,
    as_json,
)

SLOW_SECONDS = 3.0
RETRY_SECONDS = 3
HUGE_BYTES = 30 * 1024 * 1024
SIGN_IN = (
    "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><h1>Please sign in</h1>"
    '<form method="post"><input name="user"><input name="password" type="password"></form></body></html>\n'
)


def errors(status: int, problems: Mapping[str, str], headers: Mapping[str, str] | None = None) -> Response:
    """Renders an error as other pages of the manual show it: the status and the problems by parameter."""
    answer = as_json({"status": status, "errors": {name: [text] for name, text in problems.items()}}, status)
    answer.headers.update(headers or {})
    return answer


def sign_in() -> Response:
    """Renders the page a browser would get."""
    return Response(SIGN_IN, media_type="text/html")


Fault = Callable[[Response], Response]
"""Makes of a good answer what is sent in its place."""


def _refused(status: int, text: str, name: str = "base") -> Fault:
    return lambda _good: errors(status, {name: text})


def _throttled(_good: Response) -> Response:
    return errors(429, {"base": "too many requests"}, {"Retry-After": str(RETRY_SECONDS)})


def _throttled_until(_good: Response) -> Response:
    until = datetime.now(UTC) + timedelta(seconds=RETRY_SECONDS)
    return errors(429, {"base": "too many requests"}, {"Retry-After": format_datetime(until, usegmt=True)})


def _errors_inside(_good: Response) -> Response:
    return as_json({"status": 422, "errors": {"created_at_from": ["is not a valid date"]}})


def _not_json(good: Response) -> Response:
    return Response(bytes(good.body)[:-1], media_type="application/json")


def _huge(good: Response) -> Response:
    body = bytes(good.body)
    return HugeAnswer(body if body.startswith(b"{") else b'{"leads": []}', HUGE_BYTES)


FAULTS: dict[str, Fault] = {
    "slow": lambda good: SlowAnswer(good, SLOW_SECONDS),
    "stall": lambda _good: NoAnswer(),
    "hang": lambda good: BrokenOff(good, Ending.SILENCE),
    "drop": lambda _good: BrokenConnection(),
    "reset": lambda good: BrokenOff(good, Ending.RESET),
    "truncated": lambda good: BrokenOff(good, Ending.END),
    "fail": _refused(500, "something went wrong"),
    "503": _refused(503, "down for maintenance"),
    "429": _throttled,
    "429-date": _throttled_until,
    "400": _refused(400, "cannot be understood"),
    "401": _refused(401, "the keys are not valid"),
    "403": _refused(403, "these keys may not list leads"),
    "404": _refused(404, "there is no such account"),
    "422": _refused(422, "is not a valid date", "created_at_from"),
    "errors": _errors_inside,
    "html": lambda _good: sign_in(),
    "redirect": lambda _good: Response(
        status_code=302, headers={"Location": "https://elsewhere.example.com/users/sign_in"}
    ),
    "not-json": _not_json,
    "empty-body": lambda _good: Response(media_type="application/json"),
    "huge": _huge,
}
"""The name of a practice word → the reply."""


class Tries:
    """Remembers which pages have failed once, so that the next try gets through and the one after fails again."""

    _MOST = 1000

    def __init__(self) -> None:
        self._failed: dict[object, None] = {}

    def is_first(self, page: object) -> bool:
        """Returns whether a page is asked for the first time since it last came."""
        if page in self._failed:
            del self._failed[page]
            return False
        self._failed[page] = None
        if len(self._failed) > self._MOST:
            del self._failed[next(iter(self._failed))]
        return True
