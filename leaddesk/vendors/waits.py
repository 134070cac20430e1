"""How long an answer asks to wait before the next request, as HTTP says it: `Retry-After` (RFC 9110, 10.2.3)."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from leaddesk.domain.wire import HttpResponse
from leaddesk.language import tr


def named_wait(response: HttpResponse, at: datetime) -> float | None:
    """Returns the seconds to wait that an answer names, None where it names none.

    A date in it is of the vendor's clock, so it is compared with the date of the answer, and with `at` where that has
    none: a computer whose clock is wrong would wait for hours, or not at all.
    """
    try:
        sent = parsedate_to_datetime(response.header("Date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        sent = at
    return retry_after(response.header("Retry-After"), sent if sent.tzinfo else sent.replace(tzinfo=UTC))


def retry_after(header: str, at: datetime) -> float | None:
    """Returns the seconds to wait from a Retry-After header, a number or an HTTP date; None when it says nothing."""
    text = header.strip()
    if re.fullmatch(r"[0-9]{1,9}", text):
        return float(text)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - at).total_seconds())


def send_again(wait: float | None) -> str:
    """Returns what to do after a lead was refused for now, with the seconds to wait where the vendor names them."""
    if wait is None:
        return tr("Wait a little, then send again.")
    return tr("Send again after {seconds} s.", seconds=math.ceil(wait))


def try_again(wait: float | None) -> str:
    """Returns what to do after a question was refused for now, with the seconds to wait where the vendor names them."""
    if wait is None:
        return tr("Wait a little, then try again.")
    return tr("Try again after {seconds} s.", seconds=math.ceil(wait))
