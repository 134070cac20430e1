"""What an answer without a SUCCESS or an ERROR line says: mostly that nobody knows what became of the lead."""

from __future__ import annotations

import math
from datetime import datetime

from leaddesk.domain.verdict import Explanation, LoadOutcome, Verdict
from leaddesk.domain.wire import HttpResponse
from leaddesk.vendors.crocodial.line import Kind
from leaddesk.vendors.crocodial.reading import Answer
from leaddesk.vendors.purecallerid.outcome import named_wait

PERHAPS_LOADED = "The lead may be loaded, or not."
LOOK_FIRST = "Do not send again; look in the dialer first."
NOTHING_LOADED = "Nothing was loaded."


def unclear(response: HttpResponse, answer: Answer, at: datetime) -> Verdict:
    """Returns the verdict where the HTTP status and the shape of the body are all there is."""
    code = response.status
    if 400 <= code <= 499 and code != 408:
        return _refused(response, at)
    title = _title(response, answer)
    return Verdict(
        outcome=LoadOutcome.UNKNOWN,
        explanation=Explanation(title, PERHAPS_LOADED, LOOK_FIRST),
        message=answer.other[0] if answer.other and not _is_page(response) else "",
    )


def _refused(response: HttpResponse, at: datetime) -> Verdict:
    code, wait = response.status, None
    match code:
        case 401 | 403:
            title = f"The server lets nobody in there ({code})."
            hint = "Check the Base URL in Profiles, or ask who runs the dialer."
        case 404:
            title = f"The server has nothing at this address ({code})."
            hint = "Check the Base URL in Profiles: it ends in /API/lmapi.php."
        case 429:
            title = f"The server takes no more requests for now ({code})."
            wait = named_wait(response, at)
            hint = "Wait a little, then send again." if wait is None else f"Send again after {math.ceil(wait)} s."
        case _:
            title = f"The server refused the request ({code})."
            hint = "Check the Base URL in Profiles, then send again."
    why = Explanation(title, NOTHING_LOADED, hint)
    return Verdict(outcome=LoadOutcome.REJECTED, explanation=why, retry_after_s=wait)


def _title(response: HttpResponse, answer: Answer) -> str:
    code = response.status
    if foreign := next((said for said in answer.of(Kind.SUCCESS) if said.is_foreign), None):
        return f"The answer is about another function, {foreign.function}."
    if any(text.startswith("MySQL connect ERROR") for text in answer.other):
        return "The dialer's database cannot be reached."
    if 300 <= code <= 399:
        return f"The server pointed to another address, and a lead is never sent on ({code})."
    if 500 <= code <= 599:
        return f"The server failed ({code})."
    if code == 408:
        return f"The server gave up waiting for the request ({code})."
    if not response.body.strip():
        return f"The answer is empty ({code})."
    if _is_page(response):
        return f"A web page came back, without a line that says what became of the lead ({code})."
    if response.body.lstrip()[:1] in (b"{", b"["):
        return f"JSON came back where lines of text are due ({code})."
    return f"No line of the answer says what became of the lead ({code})."


def _is_page(response: HttpResponse) -> bool:
    return response.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"
