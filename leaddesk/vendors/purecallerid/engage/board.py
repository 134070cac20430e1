"""Reads all campaigns, or one, out of any bytes; nothing raises.

A workspace may have thousands of campaigns and no way to ask for a page of them: the list is taken apart campaign by
campaign, so that no single step holds the interpreter, and with it the window, for long.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from leaddesk.domain.campaign import Campaign, CampaignBoard, CampaignProblem
from leaddesk.domain.wire import HttpResponse
from leaddesk.language import tr, tr_later, tr_now
from leaddesk.vendors.campaign_source import Wanted
from leaddesk.vendors.purecallerid.engage.campaign import STATUS, identity, is_campaign, read_campaign
from leaddesk.vendors.purecallerid.engage.lenient import elements, lost_letters, parse, text_of
from leaddesk.vendors.purecallerid.engage.recall import Recall
from leaddesk.vendors.purecallerid.engage.refusals import refused_read, unreadable
from leaddesk.vendors.tolerant import Unparsed

_WRAPPERS = ("campaigns", "data", "content", "items", "results")
"""Keys under which a list may stand that is documented to stand alone."""
_LOST = tr("The answer is not UTF-8: letters that are lost show as \ufffd.")
_MOST_TOLD = 5


def read_board(
    response: HttpResponse, at: datetime, wanted: Wanted | None = None, recall: Recall | None = None
) -> CampaignBoard | CampaignProblem:
    """Returns the campaigns in an answer, or the problem where it holds no list of them; `at` is when it came.

    Of those that are not `wanted` only the number is told. What `recall` knows again is not read anew.
    """
    if not 200 <= response.status <= 299:
        return refused_read(response, of_one=False, at=at)
    text = text_of(response.body)
    wrapped, recall = "", recall or Recall(())
    try:
        campaigns, others, odd = _read_all(elements(text, recall.at), wanted, recall)
    except (ValueError, RecursionError):
        parsed = parse(text)
        if isinstance(parsed, Unparsed):
            return unreadable(response, parsed.reason, of_one=False)
        listed = _list_in(parsed)
        if listed is None:
            return unreadable(response, tr("There is no list of campaigns in its JSON."), of_one=False)
        found, wrapped = listed
        campaigns, others, odd = _read_all((("", element) for element in found), wanted, Recall(()))
    return CampaignBoard(
        at=at,
        campaigns=campaigns,
        others=others,
        notices=(
            *([_LOST] if "\ufffd" in text and lost_letters(response.body) else []),
            *([wrapped] if wrapped else []),
            *_odd_elements(odd),
            *_unnamed(campaigns),
        ),
    )


def read_one(response: HttpResponse) -> Campaign | CampaignProblem:
    """Returns the campaign in an answer, or the problem where it holds none."""
    if not 200 <= response.status <= 299:
        return refused_read(response, of_one=True)
    parsed = parse(text_of(response.body))
    if isinstance(parsed, Unparsed):
        return unreadable(response, parsed.reason, of_one=True)
    if isinstance(parsed, dict) and is_campaign(parsed):
        return read_campaign(parsed)
    return unreadable(response, tr("There is no campaign in its JSON."), of_one=True)


def _list_in(parsed: object) -> tuple[list[object], str] | None:
    """Returns the elements of an undocumented answer and what there is to say of it; None where there are none."""
    if isinstance(parsed, list):
        return parsed, ""
    if not isinstance(parsed, dict):
        return None
    if STATUS in parsed:
        return [parsed], tr("One campaign came, and not a list of them.")
    for key in _WRAPPERS:
        if isinstance(found := parsed.get(key), list):
            return found, tr("The campaigns stood under {key} and not in a bare list.", key=key)
    return None


def _read_all(
    elements: Iterable[tuple[str, object]], wanted: Wanted | None, recall: Recall
) -> tuple[tuple[Campaign, ...], int, list[str]]:
    """Returns the campaigns, how many are not wanted, and for each element that is none its place and what it is."""
    campaigns: list[Campaign] = []
    others = 0
    odd: list[str] = []
    for place, (text, element) in enumerate(elements, 1):
        match element:
            case Campaign() if wanted and not wanted(element.id, element.status):
                others += 1
            case Campaign():
                campaigns.append(element)
            case dict() if wanted and not wanted(*(told := identity(element))):
                others += 1
                recall.pass_by(told[0])
            case dict():
                campaigns.append(campaign := read_campaign(element))
                recall.learn(text, campaign)
            case _:
                odd.append(tr("number {place} is {kind}", place=place, kind=tr_now(_kind(element))))
    return tuple(campaigns), others, odd


def _kind(element: object) -> str:
    match element:
        case None:
            return tr_later("nothing")
        case bool():
            return tr_later("yes or no")
        case str():
            return tr_later("a text")
        case list():
            return tr_later("a list")
        case _:
            return tr_later("a number")


def _odd_elements(odd: list[str]) -> Iterator[str]:
    if odd:
        more = tr(", and {odd} more", odd=len(odd) - _MOST_TOLD) if len(odd) > _MOST_TOLD else ""
        yield tr("Not everything in the list is a campaign: {odd}{more}.", odd=", ".join(odd[:_MOST_TOLD]), more=more)


def _unnamed(campaigns: tuple[Campaign, ...]) -> Iterator[str]:
    """Yields what there is to say of campaigns that cannot be told apart."""
    counted: Mapping[str, int] = Counter(campaign.id for campaign in campaigns)
    if without := counted.get("", 0):
        yield tr(
            "Campaigns without an id: {without}. They can be looked at, and nothing can be done to them.",
            without=without,
        )
    twice = [name for name, count in counted.items() if name and count > 1]
    if twice:
        yield tr("More than one campaign came with the id {twice}.", twice=", ".join(twice[:_MOST_TOLD]))
