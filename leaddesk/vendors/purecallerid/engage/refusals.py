"""Says what an answer means that is no campaign, and what a refused act means; each code has its sentence.

Engage documents no error (contract section 1): codes are read as those of the lead load are (its section 6), and a
write whose answer proves nothing stays unclear (its *Retry decision*).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from leaddesk.domain.act import OF_LISTS, PAUSES, Act
from leaddesk.domain.campaign import ActOrder, CampaignProblem
from leaddesk.domain.verdict import Explanation
from leaddesk.domain.wire import HttpResponse
from leaddesk.language import tr
from leaddesk.vendors.purecallerid.engage.values import first_text, raw_of
from leaddesk.vendors.redirects import points_elsewhere
from leaddesk.vendors.said import excerpt, is_web_page, starts_as_web_page
from leaddesk.vendors.tolerant import parse_json
from leaddesk.vendors.waits import retry_after, try_again

PERHAPS: Mapping[Act, str] = {
    Act.ACTIVATE: tr("The campaign may be active, or not."),
    Act.PAUSE: tr("The campaign may be paused, or not."),
    Act.ACTIVATE_LIST: tr("The list may be active, or not."),
    Act.PAUSE_LIST: tr("The list may be paused, or not."),
    Act.EDIT_MESSAGES: tr("The texts may be changed, or not."),
}
"""What is known of an act whose answer proves nothing."""
_NOTHING_CHANGED = tr("Nothing was changed.")
_CHECK_URL = tr("Check the Base URL in Profiles.")
_KEY = tr("Type the API key of this workspace again in Profiles, or ask who manages the workspace.")
_PROXY = tr("Ask your administrator to let this computer through.")
_NO_TIME = datetime(2, 1, 1, tzinfo=UTC)
"""Stands for the time of an answer that does not tell it, where seconds are waited for."""
_WORDS = ("message", "error", "detail", "reason", "title")
"""Where an error's text may stand: no document says."""


def refused_read(response: HttpResponse, *, of_one: bool, at: datetime | None = None) -> CampaignProblem:
    """Returns the problem of a read whose code is no success; `at` is when the answer came."""
    code, said = response.status, _said(response)
    if 300 <= code <= 399:
        hint = tr("{check_url} It may be a sign-in page of your network.", check_url=_CHECK_URL)
        detail = tr("The key went to the address of this profile only.")
        return _problem(response, Explanation(points_elsewhere(response), detail, hint))
    wait = _wait(response, at)
    match code:
        case 401:
            explanation = Explanation(tr("Pure CallerID does not accept the API key ({code}).", code=code), said, _KEY)
        case 403:
            explanation = Explanation(tr("This API key may not read campaigns ({code}).", code=code), said, _KEY)
        case 404 if of_one:
            hint = tr("Refresh the board: it may have been removed.")
            explanation = Explanation(tr("Pure CallerID knows no such campaign ({code}).", code=code), said, hint)
        case 404:
            title = tr("There are no campaigns at this address ({code}).", code=code)
            said = said or tr("A workspace without Engage answers so too.")
            explanation = Explanation(
                title,
                said,
                tr("{check_url} Ask who manages the workspace whether it has Engage.", check_url=_CHECK_URL),
            )
        case 407:
            explanation = Explanation(tr("A proxy on the way asks for a sign-in ({code}).", code=code), "", _PROXY)
        case 408:
            explanation = Explanation(
                tr("Pure CallerID gave up waiting for the question ({code}).", code=code), said, tr("Try again.")
            )
        case 409:
            hint = tr("It may be the answer to an act: look at the status of the campaign or list first.")
            explanation = Explanation(tr("Pure CallerID refused the question ({code}).", code=code), said, hint)
        case 429:
            title = tr("Pure CallerID takes no more questions for now ({code}).", code=code)
            explanation = Explanation(title, said, try_again(wait))
        case _ if 500 <= code <= 599:
            title = tr("Pure CallerID has a failure of its own ({code}).", code=code)
            said = said or tr("What is shown may be out of date.")
            explanation = Explanation(title, said, try_again(wait))
        case _ if 400 <= code <= 499:
            explanation = Explanation(tr("Pure CallerID refused the question ({code}).", code=code), said, _CHECK_URL)
        case _:
            title = tr("Pure CallerID answered with a code that no rule knows ({code}).", code=code)
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
                tr("A web page came back: this is not Pure CallerID's API."),
                tr("It may be the sign-in page of your network, or another address of the vendor."),
                tr("{check_url} Open the address in a browser to see which page it is.", check_url=_CHECK_URL),
            ),
        )
    what = tr("campaign") if of_one else tr("list of campaigns")
    if response.capped:
        title, detail = (
            tr("The {what} is longer than LeadDesk reads.", what=what),
            tr("Its end is missing, so nothing of it is shown."),
        )
        return _problem(response, Explanation(title, detail, tr("Look at the campaigns in Pure CallerID.")))
    if said := _said(response, only_named=True):
        title = tr("Pure CallerID answered with a text instead of a {what}.", what=what)
        return _problem(response, Explanation(title, said, tr("Try again; look at the answer under Raw.")))
    title = tr("The answer holds no {what}.", what=what)
    return _problem(response, Explanation(title, why, tr("Try again; look at the answer under Raw.")))


def refused_act(response: HttpResponse, order: ActOrder) -> CampaignProblem:
    """Returns the problem of an act whose code is no success."""
    code, said = response.status, _said(response)
    if not 400 <= code <= 499 or code == 408:
        return unclear_act(response, order, _unclear_title(response), said)
    listed = order.act in OF_LISTS
    wait = None
    match code:
        case 401:
            title, hint = tr("Pure CallerID does not accept the API key ({code}).", code=code), _KEY
        case 403:
            title, hint = tr("This API key may not do this ({code}).", code=code), _KEY
        case 404 if listed:
            title = tr("Pure CallerID knows no such campaign or list ({code}).", code=code)
            hint = tr("Compare the name of the list letter by letter with the one it was loaded under.")
        case 404:
            title = tr("Pure CallerID knows no such campaign ({code}).", code=code)
            hint = tr("Refresh the board: it may have been removed.")
        case 407:
            title, hint = tr("A proxy on the way asks for a sign-in ({code}).", code=code), _PROXY
        case 409:
            title = tr(
                "Pure CallerID refuses this while the {listed} is as it is ({code}).",
                listed=tr("list") if listed else tr("campaign"),
                code=code,
            )
            hint = tr("Look at its state in Pure CallerID.") if listed else tr("Look at the campaign's status first.")
        case 429:
            wait = _wait(response)
            title, hint = tr("Pure CallerID takes no more requests for now ({code}).", code=code), try_again(wait)
        case _:
            title = tr("Pure CallerID refused the request ({code}).", code=code)
            hint = tr("Read what it says; look at the campaign's status first.")
    detail = " ".join(part for part in (said, _NOTHING_CHANGED) if part)
    repeatable = code == 429 and order.act in PAUSES
    return _problem(response, Explanation(title, detail, hint), repeatable=repeatable, wait=wait)


def unclear_act(response: HttpResponse, order: ActOrder, title: str, said: str) -> CampaignProblem:
    """Returns the problem of an act that may have been carried out all the same."""
    if order.act in OF_LISTS:
        hint = tr("A list cannot be read again: look at it in Pure CallerID before you try again.")
    else:
        hint = tr("Look at the campaign's state, read again, before you try again.")
    detail = " ".join(part for part in (said, PERHAPS[order.act]) if part)
    return _problem(response, Explanation(title, detail, hint), repeatable=order.act in PAUSES, unclear=True)


def _unclear_title(response: HttpResponse) -> str:
    code = response.status
    if code == 408:
        return tr("Pure CallerID gave up waiting for the request ({code}).", code=code)
    if 100 <= code <= 199:
        return tr("Pure CallerID's answer was never finished ({code}).", code=code)
    if 300 <= code <= 399:
        return points_elsewhere(response)
    if 500 <= code <= 599:
        return tr("Pure CallerID had a failure of its own ({code}).", code=code)
    return tr("Pure CallerID answered with a code that no rule knows ({code}).", code=code)


def _said(response: HttpResponse, *, only_named: bool = False) -> str:
    """Returns the vendor's own words as a sentence: those under a key for words, else the beginning of the body."""
    if starts_as_web_page(response.body):
        return tr("A web page came with it: perhaps a proxy or a firewall answered.")
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
