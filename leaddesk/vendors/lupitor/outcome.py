"""Decides what became of a create: `success` counts, then the error's text, then the code (sections 3 to 8)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from leaddesk.domain.verdict import Explanation, LoadOutcome, RefusedColumn
from leaddesk.domain.wire import HttpResponse
from leaddesk.language import tr
from leaddesk.vendors.lupitor.destinations import EXTERNAL_ID, PHONE, PRIORITY, SCHEDULE
from leaddesk.vendors.lupitor.limits import wait_after_refusal
from leaddesk.vendors.said import says
from leaddesk.vendors.waits import send_again

CAMPAIGN = "campaignId"
NOTHING_LOADED = tr("Nothing was loaded.")
PERHAPS_LOADED = tr("The lead may be loaded, or not.")
LOOK_FIRST = tr("Look for it in Search leads; trying again is refused as a duplicate where it is there.")
_CHECK_CAMPAIGN = tr("Check the destination's Campaign ID in Profiles; the key may be tied to another campaign.")
_CHECK_KEY = tr("Type the API key of this deployment again in Profiles, or make a new one in the dashboard.")


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
    tr("Lupitor was told no campaign."),
    tr("Type the destination's Campaign ID in Profiles."),
    (CAMPAIGN,),
)
ERRORS = (
    KnownError(
        ("at least one of", "phonenumber", "externalid"),
        tr("Lupitor needs a phone number or an External ID."),
        tr("Type one of the two, then send again."),
        (PHONE, EXTERNAL_ID),
    ),
    NO_CAMPAIGN,
    KnownError(
        ("campaign not found",), tr("Lupitor knows no such campaign for this key."), _CHECK_CAMPAIGN, (CAMPAIGN,)
    ),
    KnownError(("missing api key",), tr("Lupitor got no API key."), _CHECK_KEY),
    KnownError(("invalid or inactive api key",), tr("Lupitor does not accept the API key."), _CHECK_KEY),
    KnownError(
        ("insufficient permission",),
        tr("This API key may not do that."),
        tr("A key has the scope read or write: make one with write in the dashboard, and type it in Profiles."),
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
        detail = tr("Lupitor returns no checks: this answer does not say whether the number may be called.")
        return Settled(LoadOutcome.LOADED, Explanation(tr("Lupitor took the lead."), detail))
    if not success and is_duplicate(error):
        return _duplicate(error)
    if success is False and 200 <= code <= 299:
        return _refused(
            error, tr("Lupitor did not take the lead."), tr("Read the reason, then correct the lead or leave it.")
        )
    if not success and code != 408 and 400 <= code <= 499:
        return _refused_by_code(response, error, at)
    said = says(error) or (why_silent if 200 <= code <= 299 else "")
    return Settled(LoadOutcome.UNKNOWN, Explanation(_unknown_title(code), _join(said, PERHAPS_LOADED), LOOK_FIRST))


def _duplicate(error: str) -> Settled:
    by_id = re.search(_NAMED[1][1], error, re.IGNORECASE) is not None
    what, column = (tr("External ID"), EXTERNAL_ID) if by_id else (tr("phone number"), PHONE)
    also = "" if by_id else tr(" Two people who share a number collide here too.")
    return Settled(
        LoadOutcome.DUPLICATE,
        Explanation(
            tr("The campaign has a lead with this {what} already.", what=what),
            tr("{says} Nothing was loaded now.{also}", says=says(error), also=also),
            tr("Search leads shows since when it is there."),
        ),
        (RefusedColumn(column, tr("The campaign has a lead with this {what}.", what=what)),),
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
            title, hint = tr("Lupitor does not accept the API key ({code}).", code=code), _CHECK_KEY
        case 403:
            title = tr("This API key may not create leads here ({code}).", code=code)
            hint = tr("Ask for a key with the scope write, not tied to another campaign, and type it in Profiles.")
        case 404:
            title, hint = (
                tr("Lupitor knows no such address or campaign ({code}).", code=code),
                tr("Check Base URL and Campaign ID."),
            )
        case 429:
            wait = wait_after_refusal(response, at)
            title = tr("Lupitor takes no more leads from this key for now ({code}).", code=code)
            why = Explanation(title, _join(says(error), NOTHING_LOADED), send_again(wait))
            return Settled(LoadOutcome.REJECTED, why, retry_after_s=wait)
        case _:
            title = tr("Lupitor refused the lead ({code}).", code=code)
            hint = tr("Compare the lead and the destination with what Lupitor says, then send again.")
    return _refused(error, title, hint)


def _unknown_title(code: int) -> str:
    if 200 <= code <= 299:
        return tr("Lupitor's answer does not say what became of the lead ({code}).", code=code)
    if code == 408:
        return tr("Lupitor gave up waiting for the lead ({code}).", code=code)
    if 100 <= code <= 199:
        return tr("Lupitor's answer was never finished ({code}).", code=code)
    if 300 <= code <= 399:
        return tr("Lupitor pointed to another address, and a lead is never sent on ({code}).", code=code)
    if 500 <= code <= 599:
        return tr("Lupitor had a failure of its own ({code}).", code=code)
    return tr("Lupitor answered with a code that no rule knows ({code}).", code=code)


def _join(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)
