"""Says what an answer to the list means that is no page of leads (contract sections 1 and 7)."""

from __future__ import annotations

from datetime import datetime

from leaddesk.domain.lead_page import PageProblem
from leaddesk.domain.verdict import Explanation
from leaddesk.domain.wire import HttpResponse
from leaddesk.language import tr
from leaddesk.vendors.lupitor.decode import excerpt
from leaddesk.vendors.lupitor.limits import wait_after_refusal
from leaddesk.vendors.lupitor.outcome import NO_CAMPAIGN, known_error
from leaddesk.vendors.no_page import CHECK_URL, cut_off, no_list, no_page, redirected
from leaddesk.vendors.said import is_web_page, says
from leaddesk.vendors.tolerant import parse_json
from leaddesk.vendors.waits import named_wait, try_again

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
        return redirected(response, tr("The key went to the address of this profile only."))
    if code == 429:
        wait = wait_after_refusal(response, at)
        hint = try_again(wait)
        why = Explanation(tr("Lupitor takes no more questions for now (429)."), said, hint)
        return no_page(response, why, repeatable=True, retry_after_s=wait)
    if code == 408 or 500 <= code <= 599:
        title = (
            tr("Lupitor has a failure of its own ({code}).", code=code)
            if code != 408
            else tr("Lupitor gave up waiting (408).")
        )
        why = Explanation(title, said, tr("Try again later."))
        later = named_wait(response, at)
        return no_page(response, why, repeatable=True, retry_after_s=later)
    if known := known_error(error):
        hint = tr("Add the filter Campaign ID, then search again.") if known is NO_CAMPAIGN else known.hint
        return no_page(response, Explanation(known.title, said, hint))
    other = (
        tr("Lupitor refused the question ({code}).", code="{}"),
        tr("{check_url} Then change the search.", check_url=CHECK_URL),
    )
    title, hint = _BY_CODE.get(code, other)
    return no_page(response, Explanation(title.format(code), said, hint))


def unreadable(response: HttpResponse, why: str) -> PageProblem:
    """Returns the problem of a success that holds no list of leads."""
    if is_web_page(response):
        title = tr("A web page came back: this is not Lupitor's API.")
        detail = tr("It may be a sign-in page of your network, or another address of the vendor.")
        return no_page(response, Explanation(title, detail, CHECK_URL))
    if response.capped:
        return cut_off(response, tr("Set Rows a page to a smaller number."))
    return no_list(response, why)
