"""Reads the answer to an act by what is in it: the document contradicts itself on what comes back (section 2).

Whatever it holds, it proves nothing: the campaign is read again, and a list cannot be.
"""

from __future__ import annotations

from leaddesk.domain.act import OF_LISTS
from leaddesk.domain.campaign import ActAnswer, ActOrder, AnswerShape, CampaignProblem
from leaddesk.domain.wire import HttpResponse
from leaddesk.language import tr
from leaddesk.vendors.purecallerid.engage.campaign import STATUS
from leaddesk.vendors.purecallerid.engage.lenient import lost_letters, parse, text_of
from leaddesk.vendors.purecallerid.engage.refusals import refused_act, unclear_act
from leaddesk.vendors.purecallerid.engage.values import first_text, flat, raw_of, say
from leaddesk.vendors.said import starts_as_web_page
from leaddesk.vendors.tolerant import Unparsed

LIST_NAMES = ("listName", "name")
LIST_STATUSES = ("listStatus", "status")
"""Where a list's name and status may stand; its object is documented nowhere (section 9)."""
_LONGEST = 200


def read_answer(response: HttpResponse, order: ActOrder) -> ActAnswer | CampaignProblem:
    """Returns what an answer to an act says; a success without words is an answer, a web page is none."""
    if not 200 <= response.status <= 299:
        return refused_act(response, order)
    if starts_as_web_page(response.body):
        title = tr("A web page came back: this may not have been Pure CallerID.")
        return unclear_act(response, order, title, tr("It may be the sign-in page of your network."))
    body = text_of(response.body)
    parsed = parse(body)
    shape, text = _told(parsed, body, of_list=order.act in OF_LISTS)
    return ActAnswer(
        accepted=True,
        shape=shape,
        legible=_is_legible(response, body, parsed),
        text=text,
        values=flat(parsed) if isinstance(parsed, dict) else (),
        raw=raw_of(response.body),
    )


def _told(parsed: object, body: str, *, of_list: bool) -> tuple[AnswerShape, str]:
    """Returns what came back, and what it said in one line; a campaign's status is never taken for that of a list."""
    if isinstance(parsed, dict) and STATUS in parsed:
        status = say(parsed[STATUS])
        return AnswerShape.CAMPAIGN, _line(
            tr("campaign {name}: {status}", name=say(parsed.get("name")), status=status) if of_list else status
        )
    if isinstance(parsed, dict) and parsed:
        parts = (first_text(parsed, *LIST_NAMES), first_text(parsed, *LIST_STATUSES))
        return AnswerShape.LIST, _line(": ".join(part for part in parts if part) or first_text(parsed, *parsed))
    if not body.strip() or parsed in (None, "", {}, []):
        return AnswerShape.EMPTY, ""
    return AnswerShape.OTHER, _line(parsed if isinstance(parsed, str) else body)


def _is_legible(response: HttpResponse, body: str, parsed: object) -> bool:
    """Tells whether an answer came whole and makes sense, as JSON or as a plain text; an empty one does."""
    if response.capped:
        return False
    starts_as_json = body.lstrip()[:1] in ("{", "[")
    return not isinstance(parsed, Unparsed) or not (starts_as_json or lost_letters(response.body))


def _line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
