"""Says what an answer to the list means that is no page of leads (contract sections 1 and 7)."""

from __future__ import annotations

import math
from datetime import datetime
from urllib.parse import urlsplit

from leaddesk.domain.lead_page import PageProblem
from leaddesk.domain.verdict import Explanation
from leaddesk.domain.wire import HttpResponse
from leaddesk.language import tr
from leaddesk.vendors.lupitor.decode import excerpt, is_web_page
from leaddesk.vendors.lupitor.limits import wait_after_refusal
from leaddesk.vendors.lupitor.outcome import NO_CAMPAIGN, known_error, says
from leaddesk.vendors.purecallerid.outcome import named_wait
from leaddesk.vendors.tolerant import parse_json

_RAW = 20_000
"""Characters of an answer that are kept for a look at it."""
_CHECK_URL = tr("Check the Base URL in Profiles.")
_BY_CODE = {
    400: (
        tr("Lupitor refuses a value of this search ({code}).", code="{}"),
        tr("Change or switch off the filter, then search again."),
    ),
    401: (
        tr("Lupitor does not accept the API key ({code}).", code="{}"),
        tr("Type the API key of this deployment again in Profiles."),
    ),
    403: (
        tr("This API key may not list these leads ({code}).", code="{}"),
        tr("Ask for a key that may read, not tied to another campaign."),
    ),
    404: (
        tr("Lupitor knows no such address or campaign ({code}).", code="{}"),
        tr("Check the Base URL in Profiles and the Campaign ID."),
    ),
    407: (
        tr("A proxy on the way asks for a sign-in ({code}).", code="{}"),
        tr("Ask your administrator to let this computer through."),
    ),
}


def refusal(response: HttpResponse, error: str, at: datetime) -> PageProblem:
    """Returns the problem of an answer that says no; `error` is its own text, `at` is when it came."""
    code, page = response.status, is_web_page(response)
    said = says(error or excerpt(response, parse_json(response.body)))
    said = said or tr("A web page came with it: perhaps a proxy or a firewall refused.") * page
    if 300 <= code <= 399:
        return _problem(response, _redirected(response))
    if code == 429:
        wait = wait_after_refusal(response, at)
        hint = tr("Try again after {seconds} s.", seconds=math.ceil(wait))
        why = Explanation(tr("Lupitor takes no more questions for now (429)."), said, hint)
        return _problem(response, why, repeatable=True, retry_after_s=wait)
    if code == 408 or 500 <= code <= 599:
        title = (
            tr("Lupitor has a failure of its own ({code}).", code=code)
            if code != 408
            else tr("Lupitor gave up waiting (408).")
        )
        why = Explanation(title, said, tr("Try again later."))
        later = named_wait(response, at)
        return _problem(response, why, repeatable=True, retry_after_s=later)
    if known := known_error(error):
        hint = tr("Add the filter Campaign ID, then search again.") if known is NO_CAMPAIGN else known.hint
        return _problem(response, Explanation(known.title, said, hint))
    other = (
        tr("Lupitor refused the question ({code}).", code="{}"),
        tr("{check_url} Then change the search.", check_url=_CHECK_URL),
    )
    title, hint = _BY_CODE.get(code, other)
    return _problem(response, Explanation(title.format(code), said, hint))


def unreadable(response: HttpResponse, why: str) -> PageProblem:
    """Returns the problem of a success that holds no list of leads."""
    if is_web_page(response):
        title = tr("A web page came back: this is not Lupitor's API.")
        detail = tr("It may be a sign-in page of your network, or another address of the vendor.")
        return _problem(response, Explanation(title, detail, _CHECK_URL))
    if response.capped:
        title, detail = (
            tr("This page is longer than LeadDesk reads."),
            tr("Its end is missing, so none of its rows is shown."),
        )
        return _problem(response, Explanation(title, detail, tr("Set Rows a page to a smaller number.")))
    hint = (
        tr("Look at it under Raw.") if response.body.strip() else tr("Check the Base URL in Profiles, and try again.")
    )
    return _problem(response, Explanation(tr("The answer holds no list of leads."), why, hint))


def _redirected(response: HttpResponse) -> Explanation:
    try:
        host = urlsplit(response.header("Location").strip()).hostname or ""
    except ValueError:
        host = ""
    return Explanation(
        (
            tr("The address points to {host} ({status}); LeadDesk does not follow.", host=host, status=response.status)
            if host
            else tr("The address points elsewhere ({status}); LeadDesk does not follow.", status=response.status)
        ),
        tr("The key went to the address of this profile only."),
        tr("{check_url} It may be a sign-in page of your network.", check_url=_CHECK_URL),
    )


def _problem(
    response: HttpResponse, explanation: Explanation, *, repeatable: bool = False, retry_after_s: float | None = None
) -> PageProblem:
    return PageProblem(
        explanation=explanation,
        status=response.status,
        repeatable=repeatable,
        retry_after_s=retry_after_s,
        raw=response.body[:_RAW].decode("utf-8", "replace"),
    )
