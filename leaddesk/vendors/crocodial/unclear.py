"""What an answer without a SUCCESS or an ERROR line says: mostly that nobody knows what became of the lead."""

from __future__ import annotations

from datetime import datetime

from leaddesk.domain.verdict import Explanation, LoadOutcome, Verdict
from leaddesk.domain.wire import HttpResponse
from leaddesk.language import tr
from leaddesk.vendors.crocodial.line import Kind
from leaddesk.vendors.crocodial.reading import Answer
from leaddesk.vendors.said import starts_as_web_page
from leaddesk.vendors.waits import named_wait, send_again

PERHAPS_LOADED = tr("The lead may be loaded, or not.")
LOOK_FIRST = tr("Do not send again; look in the dialer first.")
NOTHING_LOADED = tr("Nothing was loaded.")


def unclear(response: HttpResponse, answer: Answer, at: datetime) -> Verdict:
    """Returns the verdict where the HTTP status and the shape of the body are all there is."""
    code = response.status
    if 400 <= code <= 499 and code != 408:
        return _refused(response, at)
    title = _title(response, answer)
    return Verdict(
        outcome=LoadOutcome.UNKNOWN,
        explanation=Explanation(title, PERHAPS_LOADED, LOOK_FIRST),
        message=answer.other[0] if answer.other and not starts_as_web_page(response.body) else "",
    )


def _refused(response: HttpResponse, at: datetime) -> Verdict:
    code, wait = response.status, None
    match code:
        case 401 | 403:
            title = tr("The server lets nobody in there ({code}).", code=code)
            hint = tr("Check the Base URL in Profiles, or ask who runs the dialer.")
        case 404:
            title = tr("The server has nothing at this address ({code}).", code=code)
            hint = tr("Check the Base URL in Profiles: it ends in /API/lmapi.php.")
        case 429:
            title = tr("The server takes no more requests for now ({code}).", code=code)
            wait = named_wait(response, at)
            hint = send_again(wait)
        case _:
            title = tr("The server refused the request ({code}).", code=code)
            hint = tr("Check the Base URL in Profiles, then send again.")
    why = Explanation(title, NOTHING_LOADED, hint)
    return Verdict(outcome=LoadOutcome.REJECTED, explanation=why, retry_after_s=wait)


def _title(response: HttpResponse, answer: Answer) -> str:
    code = response.status
    if foreign := next((said for said in answer.of(Kind.SUCCESS) if said.is_foreign), None):
        return tr("The answer is about another function, {function}.", function=foreign.function)
    if any(text.startswith("MySQL connect ERROR") for text in answer.other):
        return tr("The dialer's database cannot be reached.")
    if 300 <= code <= 399:
        return tr("The server pointed to another address, and a lead is never sent on ({code}).", code=code)
    if 500 <= code <= 599:
        return tr("The server failed ({code}).", code=code)
    if code == 408:
        return tr("The server gave up waiting for the request ({code}).", code=code)
    if not response.body.strip():
        return tr("The answer is empty ({code}).", code=code)
    if starts_as_web_page(response.body):
        return tr("A web page came back, without a line that says what became of the lead ({code}).", code=code)
    if response.body.lstrip()[:1] in (b"{", b"["):
        return tr("JSON came back where lines of text are due ({code}).", code=code)
    return tr("No line of the answer says what became of the lead ({code}).", code=code)
