"""Decides what became of a create: `success` counts, then the error's text, then the code (sections 3 to 8)."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import datetime

from leaddesk.domain.verdict import Explanation, LoadOutcome, RefusedColumn
from leaddesk.domain.wire import HttpResponse
from leaddesk.vendors.lupitor.destinations import EXTERNAL_ID, PHONE, PRIORITY, SCHEDULE
from leaddesk.vendors.lupitor.limits import wait_after_refusal

CAMPAIGN = "campaignId"
NOTHING_LOADED = "Nothing was loaded."
PERHAPS_LOADED = "The lead may be loaded, or not."
LOOK_FIRST = "Look for it in Search leads; trying again is refused as a duplicate where it is there."
_CHECK_CAMPAIGN = "Check the destination's Campaign ID in Profiles; the key may be tied to another campaign."
_CHECK_KEY = "Type the API key of this deployment again in Profiles, or make a new one in the dashboard."


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a create."""

    outcome: LoadOutcome
    explanation: Explanation
    refused: tuple[RefusedColumn, ...] = ()
    retry_after_s: float | None = None


@dataclass(frozen=True, slots=True)
class KnownError:
    """A documented error, by the words that its text holds in small letters."""

    words: tuple[str, ...]
    title: str
    hint: str
    columns: tuple[str, ...] = ()

    def fits(self, text: str) -> bool:
        """Tells whether an error's text is this one."""
        small = text.casefold()
        return all(word in small for word in self.words)


NO_CAMPAIGN = KnownError(
    ("campaignid", "is required"),
    "Lupitor was told no campaign.",
    "Type the destination's Campaign ID in Profiles.",
    (CAMPAIGN,),
)
ERRORS = (
    KnownError(
        ("at least one of", "phonenumber", "externalid"),
        "Lupitor needs a phone number or an External ID.",
        "Type one of the two, then send again.",
        (PHONE, EXTERNAL_ID),
    ),
    NO_CAMPAIGN,
    KnownError(("campaign not found",), "Lupitor knows no such campaign for this key.", _CHECK_CAMPAIGN, (CAMPAIGN,)),
    KnownError(("missing api key",), "Lupitor got no API key.", _CHECK_KEY),
    KnownError(("invalid or inactive api key",), "Lupitor does not accept the API key.", _CHECK_KEY),
    KnownError(
        ("insufficient permission",),
        "This API key may not do that.",
        "A key has the scope read or write: make one with write in the dashboard, and type it in Profiles.",
    ),
)
"""Section 7, without the bulk call."""

_NAMED = (
    (PHONE, r"phone ?number|\bphone\b"),
    (EXTERNAL_ID, r"external ?id"),
    (SCHEDULE, r"scheduled ?for"),
    (PRIORITY, r"\bpriority\b"),
)
"""How an undocumented error may name a column."""


def known_error(text: str) -> KnownError | None:
    """Returns the documented error that a text is, or None."""
    return next((error for error in ERRORS if error.fits(text)), None)


def is_duplicate(text: str) -> bool:
    """Tells whether an error says that the campaign has the lead; no code is documented for it (section 6)."""
    return "already exists" in text.casefold()


def settle(
    response: HttpResponse, *, success: bool | None, lead_id: str, error: str, why_silent: str, at: datetime
) -> Settled:
    """Returns the outcome of an answer that came at `at`.

    `success` is None where the answer has none that can be read, `why_silent` says why; `error` is its own text, or
    the beginning of a body that is no envelope.
    """
    code = response.status
    if success and (200 <= code <= 299 or (lead_id and code >= 400)):
        detail = "Lupitor returns no checks: this answer does not say whether the number may be called."
        return Settled(LoadOutcome.LOADED, Explanation("Lupitor took the lead.", detail))
    if not success and is_duplicate(error):
        return _duplicate(error)
    if success is False and 200 <= code <= 299:
        return _refused(error, "Lupitor did not take the lead.", "Read the reason, then correct the lead or leave it.")
    if not success and code != 408 and 400 <= code <= 499:
        return _refused_by_code(response, error, at)
    said = says(error) or (why_silent if 200 <= code <= 299 else "")
    return Settled(LoadOutcome.UNKNOWN, Explanation(_unknown_title(code), _join(said, PERHAPS_LOADED), LOOK_FIRST))


def _duplicate(error: str) -> Settled:
    by_id = re.search(_NAMED[1][1], error, re.IGNORECASE) is not None
    what, column = ("External ID", EXTERNAL_ID) if by_id else ("phone number", PHONE)
    also = "" if by_id else " Two people who share a number collide here too."
    return Settled(
        LoadOutcome.DUPLICATE,
        Explanation(
            f"The campaign has a lead with this {what} already.",
            f"{says(error)} Nothing was loaded now.{also}",
            "Search leads shows since when it is there.",
        ),
        (RefusedColumn(column, f"The campaign has a lead with this {what}."),),
    )


def _refused(error: str, title: str, hint: str) -> Settled:
    known = known_error(error)
    if known:
        title, hint = known.title, known.hint
    named = known.columns if known else tuple(key for key, words in _NAMED if re.search(words, error, re.IGNORECASE))
    refused = tuple(RefusedColumn(column, known.title if known else says(error)) for column in named)
    return Settled(LoadOutcome.REJECTED, Explanation(title, _join(says(error), NOTHING_LOADED), hint), refused)


def _refused_by_code(response: HttpResponse, error: str, at: datetime) -> Settled:
    code = response.status
    match code:
        case 401:
            title, hint = f"Lupitor does not accept the API key ({code}).", _CHECK_KEY
        case 403:
            title = f"This API key may not create leads here ({code})."
            hint = "Ask for a key with the scope write, not tied to another campaign, and type it in Profiles."
        case 404:
            title, hint = f"Lupitor knows no such address or campaign ({code}).", "Check Base URL and Campaign ID."
        case 429:
            wait = wait_after_refusal(response, at)
            title = f"Lupitor takes no more leads from this key for now ({code})."
            why = Explanation(title, _join(says(error), NOTHING_LOADED), f"Send again after {math.ceil(wait)} s.")
            return Settled(LoadOutcome.REJECTED, why, retry_after_s=wait)
        case _:
            title = f"Lupitor refused the lead ({code})."
            hint = "Compare the lead and the destination with what Lupitor says, then send again."
    return _refused(error, title, hint)


def _unknown_title(code: int) -> str:
    if 200 <= code <= 299:
        return f"Lupitor's answer does not say what became of the lead ({code})."
    if code == 408:
        return f"Lupitor gave up waiting for the lead ({code})."
    if 100 <= code <= 199:
        return f"Lupitor's answer was never finished ({code})."
    if 300 <= code <= 399:
        return f"Lupitor pointed to another address, and a lead is never sent on ({code})."
    if 500 <= code <= 599:
        return f"Lupitor had a failure of its own ({code})."
    return f"Lupitor answered with a code that no rule knows ({code})."


def says(text: str) -> str:
    """Returns the vendor's own words as a sentence, the beginning of long ones; nothing for none."""
    words = " ".join(text.split())
    if not words:
        return ""
    words = words if len(words) <= 200 else f"{words[:200]}…"
    return f"It says: {words}{'' if words.endswith(('.', '!', '?', '…')) else '.'}"


def _join(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
