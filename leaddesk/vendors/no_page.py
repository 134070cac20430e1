"""What came in the place of a page of leads, as far as it is the same for every vendor whose leads can be searched."""

from __future__ import annotations

from leaddesk.domain.lead_page import PageProblem
from leaddesk.domain.verdict import Explanation
from leaddesk.domain.wire import HttpResponse
from leaddesk.language import tr
from leaddesk.vendors.redirects import points_elsewhere

CHECK_URL = tr("Check the Base URL in Profiles.")
_RAW = 20_000
"""Characters of an answer that are kept for a look at it."""


def no_page(
    response: HttpResponse, explanation: Explanation, *, repeatable: bool = False, retry_after_s: float | None = None
) -> PageProblem:
    """Returns the problem of an answer, with the beginning of what came."""
    return PageProblem(
        explanation=explanation,
        status=response.status,
        repeatable=repeatable,
        retry_after_s=retry_after_s,
        raw=response.body[:_RAW].decode("utf-8", "replace"),
    )


def redirected(response: HttpResponse, kept: str) -> PageProblem:
    """Returns the problem of an answer that points elsewhere; `kept` says where the keys went."""
    hint = tr("{check_url} It may be a sign-in page of your network.", check_url=CHECK_URL)
    return no_page(response, Explanation(points_elsewhere(response), kept, hint))


def cut_off(response: HttpResponse, hint: str) -> PageProblem:
    """Returns the problem of a page that is longer than LeadDesk reads; `hint` says how to ask for a shorter one."""
    title, detail = (
        tr("This page is longer than LeadDesk reads."),
        tr("Its end is missing, so none of its rows is shown."),
    )
    return no_page(response, Explanation(title, detail, hint))


def no_list(response: HttpResponse, why: str) -> PageProblem:
    """Returns the problem of a success that holds no list of leads."""
    empty = not response.body.strip()
    hint = tr("Check the Base URL in Profiles, and try again.") if empty else tr("Look at it under Raw.")
    return no_page(response, Explanation(tr("The answer holds no list of leads."), why, hint))
