"""Says what an answer means that is no page of leads: each code and each foreign page has its sentence.

The manual documents no error of this call (contract section 7): codes are read as HTTP means them, a body's `status`
and `errors` as another page of the manual shows them.
"""

from __future__ import annotations

import math
from datetime import datetime
from urllib.parse import urlsplit

from leaddesk.domain.lead_page import PageProblem
from leaddesk.domain.verdict import Explanation
from leaddesk.domain.wire import HttpResponse
from leaddesk.vendors.purecallerid.outcome import excerpt, named_wait
from leaddesk.vendors.tolerant import parse_json

_RAW = 20_000
"""Characters of an answer that are kept for a look at it."""
_MOST_ERRORS = 5
_CHECK_URL = "Check the Base URL in Profiles."


def refusal(response: HttpResponse, at: datetime) -> PageProblem:
    """Returns the problem of an answer whose code is no success; `at` is when it came."""
    code, page = response.status, is_web_page(response)
    said = "A web page came with it: perhaps a proxy or a firewall refused." if page else _said(response)
    if 300 <= code <= 399:
        return _problem(response, _redirected(response))
    match code:
        case 400 | 422:
            title = f"TrackDrive refuses a value of this search ({code})."
            return _problem(response, Explanation(title, said, "Change or switch off the filter, then search again."))
        case 401:
            hint = "Type the public and the private key of this account again in Profiles."
            return _problem(response, Explanation(f"TrackDrive does not accept the keys ({code}).", said, hint))
        case 403:
            hint = "Ask who manages the account for keys that may read leads, and type them in Profiles."
            return _problem(response, Explanation(f"These keys may not read leads ({code}).", said, hint))
        case 404:
            title = f"There is no list of leads at this address ({code})."
            hint = "Check the account's name in the Base URL in Profiles; older accounts end in .trackdrive.net."
            return _problem(response, Explanation(title, said, hint))
        case 407:
            hint = "Ask your administrator to let this computer through."
            return _problem(response, Explanation(f"A proxy on the way asks for a sign-in ({code}).", "", hint))
        case 408:
            title = f"TrackDrive gave up waiting for the question ({code})."
            return _problem(response, Explanation(title, said, "Try again."), repeatable=True)
        case 429:
            wait = named_wait(response, at)
            hint = "Wait a little, then try again." if wait is None else f"Try again after {math.ceil(wait)} s."
            title = f"TrackDrive takes no more questions for now ({code})."
            return _problem(response, Explanation(title, said, hint), repeatable=True, retry_after_s=wait)
    if 500 <= code <= 599:
        wait = named_wait(response, at)
        title = f"TrackDrive has a failure of its own ({code})."
        return _problem(response, Explanation(title, said, "Try again later."), repeatable=True, retry_after_s=wait)
    if 400 <= code <= 499:
        hint = f"{_CHECK_URL} Then change the search."
        return _problem(response, Explanation(f"TrackDrive refused the question ({code}).", said, hint))
    return _problem(
        response, Explanation(f"TrackDrive answered with a code that no rule knows ({code}).", said, _CHECK_URL)
    )


def unreadable(response: HttpResponse, why: str, body: object = None) -> PageProblem:
    """Returns the problem of a success that holds no page of leads; `body` is its JSON where it is some."""
    if is_web_page(response):
        return _problem(
            response,
            Explanation(
                "A web page came back: this is a sign-in page and not TrackDrive's API.",
                "The Base URL leads to another place of the vendor, or a page of your own network stands in between.",
                "Check the account's name in the Base URL in Profiles; open the address in a browser to see the page.",
            ),
        )
    if response.capped:
        return _problem(
            response,
            Explanation(
                "This page is longer than LeadDesk reads.",
                "Its end is missing, so none of its rows is shown.",
                "Choose fewer columns, data above all, or set Rows a page to a smaller number.",
            ),
        )
    if said := errors_in(body):
        hint = "Change or switch off the filter, then search again."
        return _problem(response, Explanation("TrackDrive answered with an error instead of leads.", said, hint))
    hint = "Look at it under Raw." if response.body.strip() else "Check the Base URL in Profiles, and try again."
    return _problem(response, Explanation("The answer holds no list of leads.", why, hint))


def is_web_page(response: HttpResponse) -> bool:
    """Tells whether an answer is a web page, by its type or its first mark."""
    kind = response.header("Content-Type").lower()
    return "html" in kind or response.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"


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
    return f"It says: {'; '.join(found[:_MOST_ERRORS])}." if found else ""


def _flat(messages: object) -> str:
    return ", ".join(map(str, messages)) if isinstance(messages, list) else str(messages)


def _said(response: HttpResponse) -> str:
    return errors_in(parse_json(response.body)) or excerpt(response.body)


def _redirected(response: HttpResponse) -> Explanation:
    try:
        host = urlsplit(response.header("Location").strip()).hostname or ""
    except ValueError:
        host = ""
    return Explanation(
        f"The address points {f'to {host}' if host else 'elsewhere'} ({response.status}); LeadDesk does not follow.",
        "The keys went to the address of this profile only.",
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
