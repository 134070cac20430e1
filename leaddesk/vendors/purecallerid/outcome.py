"""Decides what became of the load, by the table of contract section 6, and says so in plain sentences."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from leaddesk.domain.verdict import Explanation, LoadOutcome
from leaddesk.domain.wire import HttpResponse
from leaddesk.language import tr

NOTHING_LOADED = tr("Nothing was loaded.")
PERHAPS_LOADED = tr("The lead may be loaded, or not.")
LOOK_FIRST = tr("Do not send again; look in the dialer first.")

_LIKELY = {
    "DNC": tr("on a do-not-call list"),
    "INACTIVE": tr("an inactive number"),
    "INVALID": tr("not a valid number"),
    "SUPPRESSED": tr("on a suppression list"),
    "TCPA_FLAG": tr("a known litigator"),
}
"""What third parties say of reason codes; the vendor publishes none, so the code itself is always shown (section 5)."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of the load."""

    outcome: LoadOutcome
    explanation: Explanation
    retry_after_s: float | None = None


def is_accepted(status: str) -> bool:
    """Tells whether the answer's own status says that the lead was loaded."""
    return status.strip().casefold() == "accepted"


def settle(response: HttpResponse, status: str, words: str, why_no_status: str, at: datetime) -> Settled:
    """Returns the outcome of an answer.

    `status` is the body's own status, empty when it has none that can be read; `words` are its reason and message;
    `why_no_status` says why there is none; `at` is when the answer came.
    """
    code = response.status
    if 200 <= code <= 299:
        return _answered(code, status, words, why_no_status)
    if 400 <= code <= 499 and code != 408:
        return _refused(response, words, at)
    return Settled(LoadOutcome.UNKNOWN, Explanation(_unknown_title(code), _join(words, PERHAPS_LOADED), LOOK_FIRST))


def _answered(code: int, status: str, words: str, why_no_status: str) -> Settled:
    if not status.strip():
        title = tr("The vendor's answer does not say what became of the lead ({code}).", code=code)
        return Settled(LoadOutcome.UNKNOWN, Explanation(title, f"{why_no_status} {PERHAPS_LOADED}", LOOK_FIRST))
    if is_accepted(status):
        return Settled(
            LoadOutcome.LOADED,
            Explanation(
                tr("The vendor accepted the lead."),
                tr("Acceptance follows the campaign's settings: read the checks too."),
            ),
        )
    return Settled(
        LoadOutcome.REJECTED,
        Explanation(
            tr("The vendor did not load the lead: {status}.", status=status.strip()),
            _join(words, NOTHING_LOADED),
            tr("Read the reason, then correct the lead or leave it."),
        ),
    )


def _refused(response: HttpResponse, words: str, at: datetime) -> Settled:
    code, wait = response.status, None
    match code:
        case 401 | 403:
            title = tr("The vendor does not accept the API key ({code}).", code=code)
            hint = tr("Type the API key of this workspace again in Profiles, or ask who manages the workspace.")
        case 404:
            title = tr("The vendor knows no such address or campaign ({code}).", code=code)
            hint = tr("Check the profile's Base URL and the destination's Campaign ID.")
        case 429:
            title = tr("The vendor takes no more requests for now ({code}).", code=code)
            wait = named_wait(response, at)
            hint = (
                tr("Wait a little, then send again.")
                if wait is None
                else tr("Send again after {seconds} s.", seconds=math.ceil(wait))
            )
        case _:
            title = tr("The vendor refused the request ({code}).", code=code)
            hint = tr("Compare the lead and the destination with what the dialer expects, then send again.")
    return Settled(LoadOutcome.REJECTED, Explanation(title, _join(words, NOTHING_LOADED), hint), wait)


def _unknown_title(code: int) -> str:
    if code == 408:
        return tr("The vendor gave up waiting for the request ({code}).", code=code)
    if 100 <= code <= 199:
        return tr("The vendor's answer was never finished ({code}).", code=code)
    if 300 <= code <= 399:
        return tr("The vendor pointed to another address, and a lead is never sent on ({code}).", code=code)
    if 500 <= code <= 599:
        return tr("The vendor had a failure of its own ({code}).", code=code)
    return tr("The vendor answered with a code that no rule knows ({code}).", code=code)


def say_reason(reason: str, message: str) -> str:
    """Returns the vendor's reason and message as a sentence, with what a known reason code probably means."""
    likely = _LIKELY.get(reason.strip().upper(), "")
    code = tr("{reason} (probably {likely})", reason=reason.strip(), likely=likely) if likely else reason.strip()
    said = ": ".join(part for part in (code, message.strip()) if part)
    return _says(said) if said else ""


def excerpt(body: bytes) -> str:
    """Returns the beginning of an error's body, whose shape nobody documents, as a sentence; web pages say nothing."""
    text = " ".join(body[:2000].decode("utf-8", "replace").split())
    if not text or text.startswith("<"):
        return ""
    return _says(f"{text[:200]}{'…' if len(text) > 200 else ''}")


def _says(words: str) -> str:
    return tr("It says: {words}", words=words if words.endswith((".", "!", "?", "…")) else f"{words}.")


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


def _join(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
