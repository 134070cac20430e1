"""Says what an answer means that is no campaign, and what a refused act means; each code has its sentence.

Engage documents no error (contract section 1): codes are read as those of the lead load are (its section 6), and a
write whose answer proves nothing stays unclear (its *Retry decision*).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from leaddesk.domain.act import OF_LISTS, PAUSES, Act
from leaddesk.domain.campaign import ActOrder, CampaignProblem
from leaddesk.domain.verdict import Explanation
from leaddesk.domain.wire import HttpResponse
from leaddesk.vendors.purecallerid.engage.values import first_text, raw_of
from leaddesk.vendors.purecallerid.outcome import excerpt, retry_after
from leaddesk.vendors.tolerant import parse_json

PERHAPS: Mapping[Act, str] = {
    Act.ACTIVATE: "The campaign may be active, or not.",
    Act.PAUSE: "The campaign may be paused, or not.",
    Act.ACTIVATE_LIST: "The list may be active, or not.",
    Act.PAUSE_LIST: "The list may be paused, or not.",
    Act.EDIT_MESSAGES: "The texts may be changed, or not.",
}
"""What is known of an act whose answer proves nothing."""
_NOTHING_CHANGED = "Nothing was changed."
_CHECK_URL = "Check the Base URL in Profiles."
_KEY = "Type the API key of this workspace again in Profiles, or ask who manages the workspace."
_PROXY = "Ask your administrator to let this computer through."
_NO_TIME = datetime(2, 1, 1, tzinfo=UTC)
"""Stands for the time of an answer that does not tell it, where seconds are waited for."""
_WORDS = ("message", "error", "detail", "reason", "title")
"""Where an error's text may stand: no document says."""


def refused_read(response: HttpResponse, *, of_one: bool, at: datetime | None = None) -> CampaignProblem:
    """Returns the problem of a read whose code is no success; `at` is when the answer came."""
    code, said = response.status, _said(response)
    if 300 <= code <= 399:
        hint = f"{_CHECK_URL} It may be a sign-in page of your network."
        detail = "The key went to the address of this profile only."
        return _problem(response, Explanation(_redirected(response), detail, hint))
    wait = _wait(response, at)
    match code:
        case 401:
            explanation = Explanation(f"Pure CallerID does not accept the API key ({code}).", said, _KEY)
        case 403:
            explanation = Explanation(f"This API key may not read campaigns ({code}).", said, _KEY)
        case 404 if of_one:
            hint = "Refresh the board: it may have been removed."
            explanation = Explanation(f"Pure CallerID knows no such campaign ({code}).", said, hint)
        case 404:
            title = f"There are no campaigns at this address ({code})."
            said = said or "A workspace without Engage answers so too."
            explanation = Explanation(title, said, f"{_CHECK_URL} Ask who manages the workspace whether it has Engage.")
        case 407:
            explanation = Explanation(f"A proxy on the way asks for a sign-in ({code}).", "", _PROXY)
        case 408:
            explanation = Explanation(f"Pure CallerID gave up waiting for the question ({code}).", said, "Try again.")
        case 409:
            hint = "It may be the answer to an act: look at the status of the campaign or list first."
            explanation = Explanation(f"Pure CallerID refused the question ({code}).", said, hint)
        case 429:
            title = f"Pure CallerID takes no more questions for now ({code})."
            explanation = Explanation(title, said, _again(wait))
        case _ if 500 <= code <= 599:
            title = f"Pure CallerID has a failure of its own ({code})."
            said = said or "What is shown may be out of date."
            explanation = Explanation(title, said, _again(wait))
        case _ if 400 <= code <= 499:
            explanation = Explanation(f"Pure CallerID refused the question ({code}).", said, _CHECK_URL)
        case _:
            title = f"Pure CallerID answered with a code that no rule knows ({code})."
            explanation = Explanation(title, said, _CHECK_URL)
    return _problem(
        response, explanation, repeatable=code in (408, 429) or 500 <= code <= 599, wait=wait if code >= 429 else None
    )


def unreadable(response: HttpResponse, why: str, *, of_one: bool) -> CampaignProblem:
    """Returns the problem of a read that was a success and holds no campaign."""
    if is_web_page(response):
        return _problem(
            response,
            Explanation(
                "A web page came back: this is not Pure CallerID's API.",
                "It may be the sign-in page of your network, or another address of the vendor.",
                f"{_CHECK_URL} Open the address in a browser to see which page it is.",
            ),
        )
    what = "campaign" if of_one else "list of campaigns"
    if response.capped:
        title, detail = f"The {what} is longer than LeadDesk reads.", "Its end is missing, so nothing of it is shown."
        return _problem(response, Explanation(title, detail, "Look at the campaigns in Pure CallerID."))
    if said := _said(response, only_named=True):
        title = f"Pure CallerID answered with a text instead of a {what}."
        return _problem(response, Explanation(title, said, "Try again; look at the answer under Raw."))
    title = f"The answer holds no {what}."
    return _problem(response, Explanation(title, why, "Try again; look at the answer under Raw."))


def refused_act(response: HttpResponse, order: ActOrder) -> CampaignProblem:
    """Returns the problem of an act whose code is no success."""
    code, said = response.status, _said(response)
    if not 400 <= code <= 499 or code == 408:
        return unclear_act(response, order, _unclear_title(response), said)
    listed = order.act in OF_LISTS
    wait = None
    match code:
        case 401:
            title, hint = f"Pure CallerID does not accept the API key ({code}).", _KEY
        case 403:
            title, hint = f"This API key may not do this ({code}).", _KEY
        case 404 if listed:
            title = f"Pure CallerID knows no such campaign or list ({code})."
            hint = "Compare the name of the list letter by letter with the one it was loaded under."
        case 404:
            title = f"Pure CallerID knows no such campaign ({code})."
            hint = "Refresh the board: it may have been removed."
        case 407:
            title, hint = f"A proxy on the way asks for a sign-in ({code}).", _PROXY
        case 409:
            title = f"Pure CallerID refuses this while the {'list' if listed else 'campaign'} is as it is ({code})."
            hint = "Look at its state in Pure CallerID." if listed else "Look at the campaign's status first."
        case 429:
            wait = _wait(response)
            title, hint = f"Pure CallerID takes no more requests for now ({code}).", _again(wait)
        case _:
            title = f"Pure CallerID refused the request ({code})."
            hint = "Read what it says; look at the campaign's status first."
    detail = " ".join(part for part in (said, _NOTHING_CHANGED) if part)
    repeatable = code == 429 and order.act in PAUSES
    return _problem(response, Explanation(title, detail, hint), repeatable=repeatable, wait=wait)


def unclear_act(response: HttpResponse, order: ActOrder, title: str, said: str) -> CampaignProblem:
    """Returns the problem of an act that may have been carried out all the same."""
    if order.act in OF_LISTS:
        hint = "A list cannot be read again: look at it in Pure CallerID before you try again."
    else:
        hint = "Look at the campaign's state, read again, before you try again."
    detail = " ".join(part for part in (said, PERHAPS[order.act]) if part)
    return _problem(response, Explanation(title, detail, hint), repeatable=order.act in PAUSES, unclear=True)


def is_web_page(response: HttpResponse) -> bool:
    """Tells whether an answer is a web page, by its type or its first mark."""
    return "html" in response.header("Content-Type").lower() or starts_as_web_page(response.body)


def starts_as_web_page(body: bytes) -> bool:
    """Tells whether a body begins as a web page does."""
    return body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"


def _unclear_title(response: HttpResponse) -> str:
    code = response.status
    if code == 408:
        return f"Pure CallerID gave up waiting for the request ({code})."
    if 100 <= code <= 199:
        return f"Pure CallerID's answer was never finished ({code})."
    if 300 <= code <= 399:
        return _redirected(response)
    if 500 <= code <= 599:
        return f"Pure CallerID had a failure of its own ({code})."
    return f"Pure CallerID answered with a code that no rule knows ({code})."


def _redirected(response: HttpResponse) -> str:
    """Returns the title for another address; only its host is named, the rest may hold more than should be shown."""
    try:
        host = urlsplit(response.header("Location").strip()).hostname or ""
    except ValueError:
        host = ""
    return f"The address points {f'to {host}' if host else 'elsewhere'} ({response.status}); LeadDesk does not follow."


def _said(response: HttpResponse, *, only_named: bool = False) -> str:
    """Returns the vendor's own words as a sentence: those under a key for words, else the beginning of the body."""
    if starts_as_web_page(response.body):
        return "A web page came with it: perhaps a proxy or a firewall answered."
    parsed = parse_json(response.body)
    if isinstance(parsed, dict) and (text := first_text(parsed, *_WORDS)):
        return excerpt(text.encode("utf-8", "replace"))
    return "" if only_named else excerpt(response.body)


def _wait(response: HttpResponse, at: datetime | None = None) -> float | None:
    """Returns the seconds to wait; a date in the header is compared with the time of the answer, its own if need be."""
    header = response.header("Retry-After").strip()
    if at is None:
        try:
            at = parsedate_to_datetime(response.header("Date"))
        except (ValueError, TypeError, IndexError, OverflowError):
            at = None
    if at is None:
        return retry_after(header, _NO_TIME) if header.isdecimal() else None
    return retry_after(header, at if at.tzinfo else at.replace(tzinfo=UTC))


def _again(wait: float | None) -> str:
    return "Wait a little, then try again." if wait is None else f"Try again after {math.ceil(wait)} s."


def _problem(
    response: HttpResponse,
    explanation: Explanation,
    *,
    repeatable: bool = False,
    unclear: bool = False,
    wait: float | None = None,
) -> CampaignProblem:
    return CampaignProblem(
        explanation=explanation,
        status=response.status,
        repeatable=repeatable,
        unclear=unclear,
        retry_after_s=wait,
        raw=raw_of(response.body),
    )
