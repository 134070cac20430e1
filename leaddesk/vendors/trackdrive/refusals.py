"""Says what an answer means that is no page of leads: each code and each foreign page has its sentence.

The manual documents no error of this call (contract section 7): codes are read as HTTP means them, a body's `status`
and `errors` as another page of the manual shows them.
"""

from __future__ import annotations

from datetime import datetime

from leaddesk.domain.lead_page import PageProblem
from leaddesk.domain.verdict import Explanation
from leaddesk.domain.wire import HttpResponse
from leaddesk.language import tr
from leaddesk.vendors.no_page import CHECK_URL, cut_off, no_list, no_page, redirected
from leaddesk.vendors.said import excerpt, is_web_page
from leaddesk.vendors.tolerant import parse_json
from leaddesk.vendors.waits import named_wait, try_again

_MOST_ERRORS = 5


def refusal(response: HttpResponse, at: datetime) -> PageProblem:
    """Returns the problem of an answer whose code is no success; `at` is when it came."""
    code, page = response.status, is_web_page(response)
    said = tr("A web page came with it: perhaps a proxy or a firewall refused.") if page else _said(response)
    if 300 <= code <= 399:
        return redirected(response, tr("The keys went to the address of this profile only."))
    match code:
        case 400 | 422:
            title = tr("TrackDrive refuses a value of this search ({code}).", code=code)
            return no_page(
                response, Explanation(title, said, tr("Change or switch off the filter, then search again."))
            )
        case 401:
            hint = tr("Type the public and the private key of this account again in Profiles.")
            return no_page(
                response, Explanation(tr("TrackDrive does not accept the keys ({code}).", code=code), said, hint)
            )
        case 403:
            hint = tr("Ask who manages the account for keys that may read leads, and type them in Profiles.")
            return no_page(response, Explanation(tr("These keys may not read leads ({code}).", code=code), said, hint))
        case 404:
            title = tr("There is no list of leads at this address ({code}).", code=code)
            hint = tr("Check the account's name in the Base URL in Profiles; older accounts end in .trackdrive.net.")
            return no_page(response, Explanation(title, said, hint))
        case 407:
            hint = tr("Ask your administrator to let this computer through.")
            return no_page(
                response, Explanation(tr("A proxy on the way asks for a sign-in ({code}).", code=code), "", hint)
            )
        case 408:
            title = tr("TrackDrive gave up waiting for the question ({code}).", code=code)
            return no_page(response, Explanation(title, said, tr("Try again.")), repeatable=True)
        case 429:
            wait = named_wait(response, at)
            title = tr("TrackDrive takes no more questions for now ({code}).", code=code)
            why = Explanation(title, said, try_again(wait))
            return no_page(response, why, repeatable=True, retry_after_s=wait)
    if 500 <= code <= 599:
        wait = named_wait(response, at)
        title = tr("TrackDrive has a failure of its own ({code}).", code=code)
        return no_page(response, Explanation(title, said, tr("Try again later.")), repeatable=True, retry_after_s=wait)
    if 400 <= code <= 499:
        hint = tr("{check_url} Then change the search.", check_url=CHECK_URL)
        return no_page(response, Explanation(tr("TrackDrive refused the question ({code}).", code=code), said, hint))
    return no_page(
        response,
        Explanation(tr("TrackDrive answered with a code that no rule knows ({code}).", code=code), said, CHECK_URL),
    )


def unreadable(response: HttpResponse, why: str, body: object = None) -> PageProblem:
    """Returns the problem of a success that holds no page of leads; `body` is its JSON where it is some."""
    if is_web_page(response):
        title = tr("A web page came back: this is a sign-in page and not TrackDrive's API.")
        detail = tr(
            "The Base URL leads to another place of the vendor, or a page of your own network stands in between."
        )
        hint = tr(
            "Check the account's name in the Base URL in Profiles; open the address in a browser to see the page."
        )
        return no_page(response, Explanation(title, detail, hint))
    if response.capped:
        return cut_off(response, tr("Choose fewer columns, data above all, or set Rows a page to a smaller number."))
    if said := errors_in(body):
        hint = tr("Change or switch off the filter, then search again.")
        return no_page(response, Explanation(tr("TrackDrive answered with an error instead of leads."), said, hint))
    return no_list(response, why)


def errors_in(body: object) -> str:
    """Returns the messages under `errors` as a sentence; nothing where there are none."""
    errors = body.get("errors") if isinstance(body, dict) else None
    match errors:
        case dict():
            found = [f"{field}: {_flat(messages)}" for field, messages in errors.items()]
        case list():
            found = [_flat(message) for message in errors]
        case str():
            found = [errors]
        case _:
            found = []
    found = [" ".join(text.split())[:200] for text in found if text.strip()]
    return tr("It says: {found}.", found="; ".join(found[:_MOST_ERRORS])) if found else ""


def _flat(messages: object) -> str:
    return ", ".join(map(str, messages)) if isinstance(messages, list) else str(messages)


def _said(response: HttpResponse) -> str:
    return errors_in(parse_json(response.body)) or excerpt(response.body)
