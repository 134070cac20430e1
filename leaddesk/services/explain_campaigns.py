"""Says, as plain data, what LeadDesk makes of a captured answer or event about text campaigns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from datetime import datetime

from leaddesk.domain.act import OF_LISTS, Act
from leaddesk.domain.campaign import (
    ActAnswer,
    ActOrder,
    AnswerShape,
    Campaign,
    CampaignBoard,
    CampaignProblem,
    WebhookEvent,
)
from leaddesk.domain.wire import HttpResponse
from leaddesk.language import tr
from leaddesk.vendors.campaign_source import CampaignSource

EVENT_TYPE = "x-event-type"
"""What `sent` names for an event whose type stood in a header."""
ACT = "act"
"""What `sent` names for the answer to an act: its word, such as `Pause list`."""
_OF_A_LIST = tr(
    "It holds no campaign. It may be the answer to an act on a list: what that holds is not documented, and it does "
    "not prove what state the list is in."
)
_MOST_CAMPAIGNS = 100
"""Campaigns that are told whole."""

_Found = CampaignBoard | Campaign | ActAnswer | WebhookEvent | CampaignProblem


def explain_campaigns(
    source: CampaignSource, response: HttpResponse, sent: Mapping[str, str], at: datetime
) -> dict[str, object]:
    """Returns what an answer means: campaigns, one campaign, a list, an act's answer, an event, or a problem.

    What it is shows in its content where `sent` does not say. Raises ValueError for an act that nobody knows.
    """
    found = _read(source, response, sent, at)
    match found:
        case CampaignBoard():
            told = [_campaign(campaign) for campaign in found.campaigns[:_MOST_CAMPAIGNS]]
            listed = {"count": len(found.campaigns), "list": told}
            return {"kind": "campaigns", "campaigns": listed, "notices": list(found.notices), "problem": None}
        case Campaign():
            return {"kind": "campaign", "campaign": _campaign(found), "problem": None}
        case ActAnswer():
            kind = "list" if found.shape is AnswerShape.LIST else "answer"
            said: dict[str, object] = {"came": found.shape.value, "said": found.text or None}
            if found.shape in (AnswerShape.EMPTY, AnswerShape.OTHER) and _may_be_of_a_list(sent):
                said["means"] = _OF_A_LIST
            return {"kind": kind, **said, "values": dict(found.values), "problem": None}
        case WebhookEvent():
            return {"kind": "event", **_event(found), "problem": None}
        case CampaignProblem():
            return {
                "kind": None,
                "problem": asdict(found.explanation),
                "can_retry": found.repeatable,
                "may_have_been_done": found.unclear,
                "retry_after_s": found.retry_after_s,
            }


def _read(source: CampaignSource, response: HttpResponse, sent: Mapping[str, str], at: datetime) -> _Found:
    text = response.body.decode("utf-8-sig", "replace")
    if EVENT_TYPE in sent:
        return source.read_event(text, sent[EVENT_TYPE])
    if ACT in sent:
        return source.decode_act(response, _order(sent[ACT]))
    event, board = source.read_event(text), source.decode_board(response, at)
    if event.event_type:
        return event
    answer = source.decode_act(response, _order(Act.PAUSE_LIST))
    shape = answer.shape if isinstance(answer, ActAnswer) else AnswerShape.OTHER
    if shape is AnswerShape.CAMPAIGN:
        return source.decode_campaign(response)
    if isinstance(board, CampaignProblem) and (shape is AnswerShape.LIST or _is_bare(response, answer)):
        return answer
    return board


def _is_bare(response: HttpResponse, answer: ActAnswer | CampaignProblem) -> bool:
    """Tells whether a success is an empty body or no more than a text: acts on lists may be answered so."""
    if not isinstance(answer, ActAnswer) or response.capped:
        return False
    return answer.shape is AnswerShape.EMPTY or response.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"[")


def _may_be_of_a_list(sent: Mapping[str, str]) -> bool:
    return ACT not in sent or _order(sent[ACT]).act in OF_LISTS


def _order(word: str) -> ActOrder:
    known = {act.value.casefold(): act for act in Act}
    if word.casefold() not in known:
        raise ValueError(f"No act is called {word}. Known: {', '.join(Act)}.")
    return ActOrder(act=known[word.casefold()], campaign_id="", campaign_name="")


def _campaign(campaign: Campaign) -> dict[str, object]:
    """Returns everything that was read of a campaign but the raw text it was read from."""
    return {field.name: _plain(getattr(campaign, field.name)) for field in fields(campaign) if field.name != "raw"}


def _event(event: WebhookEvent) -> dict[str, object]:
    return {
        "event": event.kind.value or None,
        "event_type": event.event_type or None,
        "campaign_id": event.campaign_id or None,
        "campaign_name": event.campaign_name or None,
        "list_name": event.list_name or None,
        "reported_status": event.status or None,
        "values": dict(event.values),
    }


def _plain(value: object) -> object:
    """Returns a value as JSON knows it: times as text, what has parts as an object."""
    if isinstance(value, datetime):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value
