"""Says how long to wait, from the rate-limit headers (contract sections 1 and 8)."""

from __future__ import annotations

import re
from datetime import datetime

from leaddesk.domain.wire import HttpResponse
from leaddesk.vendors.waits import named_wait

BACK_OFF_S = 5.0
"""Where the vendor refuses for now and no header says for how long."""
LONGEST_S = 60.0
"""The limits are counted by the minute: a reset further off means that one of the two clocks is wrong."""
_MILLISECONDS = 1e11


def wait_after_refusal(response: HttpResponse, at: datetime) -> float:
    """Returns the seconds to wait after a 429 that came at `at`."""
    wait = _until_reset(response, at)
    if wait is None:
        wait = named_wait(response, at)
    return wait or BACK_OFF_S


def wait_after_last(response: HttpResponse, at: datetime) -> float | None:
    """Returns the seconds to wait where an answer says that its request was the last one of the minute."""
    if response.header("X-RateLimit-Remaining").strip() != "0":
        return None
    return _until_reset(response, at)


def _until_reset(response: HttpResponse, at: datetime) -> float | None:
    """Returns the seconds until the reset by the local clock, capped; None where it has passed or says nothing."""
    text = response.header("X-RateLimit-Reset").strip()
    if not re.fullmatch(r"[0-9]{1,15}(\.[0-9]{1,9})?", text):
        return None
    reset = float(text) / (1000 if float(text) > _MILLISECONDS else 1)
    wait = reset - at.timestamp()
    return min(wait, LONGEST_S) if wait > 0 else None
