"""Says what an answer to the list means that is no page of leads (contract sections 1 and 7)."""

from __future__ import annotations

import math
from datetime import datetime
from urllib.parse import urlsplit

from leaddesk.domain.lead_page import PageProblem
from leaddesk.domain.verdict import Explanation
from leaddesk.domain.wire import HttpResponse
from leaddesk.vendors.lupitor.decode import excerpt, is_web_page
from leaddesk.vendors.lupitor.limits import wait_after_refusal
from leaddesk.vendors.lupitor.outcome import NO_CAMPAIGN, known_error, says
from leaddesk.vendors.purecallerid.outcome import named_wait
from leaddesk.vendors.tolerant import parse_json

_RAW = 20_000
"""Characters of an answer that are kept for a look at it."""
_CHECK_URL = "Check the Base URL in Profiles."
_BY_CODE = {
    400: ("Lupitor refuses a value of this search ({}).", "Change or switch off the filter, then search again."),
    401: ("Lupitor does not accept the API key ({}).", "Type the API key of this deployment again in Profiles."),
    403: ("This API key may not list these leads ({}).", "Ask for a key that may read, not tied to another campaign."),
    404: ("Lupitor knows no such address or campaign ({}).", "Check the Base URL in Profiles and the Campaign ID."),
    407: ("A proxy on the way asks for a sign-in ({}).", "Ask your administrator to let this computer through."),
}


def refusal(response: HttpResponse, error: str, at: datetime) -> PageProblem:
    """Returns the problem of an answer that says no; `error` is its own text, `at` is when it came."""
    code, page = response.status, is_web_page(response)
    said = says(error or excerpt(response, parse_json(response.body)))
    said = said or "A web page came with it: perhaps a proxy or a firewall refused." * page
    if 300 <= code <= 399:
        return _problem(response, _redirected(response))
    if code == 429:
        wait = wait_after_refusal(response, at)
        hint = f"Try again after {math.ceil(wait)} s."
        why = Explanation("Lupitor takes no more questions for now (429).", said, hint)
        return _problem(response, why, repeatable=True, retry_after_s=wait)
    if code == 408 or 500 <= code <= 599:
        title = f"Lupitor has a failure of its own ({code})." if code != 408 else "Lupitor gave up waiting (408)."
        why = Explanation(title, said, "Try again later.")
        later = named_wait(response, at)
        return _problem(response, why, repeatable=True, retry_after_s=later)
    if known := known_error(error):
        hint = "Add the filter Campaign ID, then search again." if known is NO_CAMPAIGN else known.hint
        return _problem(response, Explanation(known.title, said, hint))
    other = ("Lupitor refused the question ({}).", f"{_CHECK_URL} Then change the search.")
    title, hint = _BY_CODE.get(code, other)
    return _problem(response, Explanation(title.format(code), said, hint))


def unreadable(response: HttpResponse, why: str) -> PageProblem:
    """Returns the problem of a success that holds no list of leads."""
    if is_web_page(response):
        title = "A web page came back: this is not Lupitor's API."
        detail = "It may be a sign-in page of your network, or another address of the vendor."
        return _problem(response, Explanation(title, detail, _CHECK_URL))
    if response.capped:
        title, detail = "This page is longer than LeadDesk reads.", "Its end is missing, so none of its rows is shown."
        return _problem(response, Explanation(title, detail, "Set Rows a page to a smaller number."))
    hint = "Look at it under Raw." if response.body.strip() else "Check the Base URL in Profiles, and try again."
    return _problem(response, Explanation("The answer holds no list of leads.", why, hint))


def _redirected(response: HttpResponse) -> Explanation:
    try:
        host = urlsplit(response.header("Location").strip()).hostname or ""
    except ValueError:
        host = ""
    return Explanation(
        f"The address points {f'to {host}' if host else 'elsewhere'} ({response.status}); LeadDesk does not follow.",
        "The key went to the address of this profile only.",
        f"{_CHECK_URL} It may be a sign-in page of your network.",
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
