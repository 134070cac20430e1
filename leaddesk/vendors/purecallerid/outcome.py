"""Decides what became of the load, by the table of contract section 6, and says so in plain sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from leaddesk.domain.verdict import Explanation, LoadOutcome
from leaddesk.domain.wire import HttpResponse
from leaddesk.language import tr
from leaddesk.vendors.said import quoted
from leaddesk.vendors.waits import named_wait, send_again

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
            hint = send_again(wait)
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
    return quoted(said) if said else ""


def _join(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
