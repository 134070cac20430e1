"""An answered lead with the numbers and names in it masked, for every page of the verdict at once.

The pages show what they are given: none of them can forget to mask. What decides (states, flags, counts) stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from leaddesk.domain.secret import MASK
from leaddesk.domain.verdict import Fact, LitigationCase, Litigator, StoredField
from leaddesk.language import tr
from leaddesk.services.answered import AnsweredLead
from leaddesk.ui.masking import masked_name, masked_number, masked_text

_HIDDEN = tr("⟨masked: what was sent and answered names people and numbers; reveal them to read it⟩")
_NARRATIVE = tr("{mask} A narrative names people. Reveal numbers and names to read it.", mask=MASK)
_NAMED = re.compile(r"(?:first|last|full|middle|maiden|person)[ _]?name", re.IGNORECASE)
"""Fields that hold a person's name, by label or path; a list and a campaign have names too."""
_PARTIES = ("judges", "defendants", "plaintiffs", "attorneys", "law_firms")
_Text = Callable[[str], str]


def masked_lead(lead: AnsweredLead) -> AnsweredLead:
    """Returns a copy to look at, with initials and parts of numbers; never to be kept, sent or judged."""
    people, cases = _people(lead), _cases(lead)
    numbers = {lead.opening.number, lead.verdict.caller_id, *(case.phone for case in cases)}

    def of_vendor(text: str) -> str:
        return masked_text(text, people, numbers)

    def of_leaddesk(text: str) -> str:
        return masked_text(text, numbers=numbers)

    return replace(
        lead,
        opening=replace(
            lead.opening,
            number=masked_number(lead.opening.number),
            lead=dict.fromkeys(lead.opening.lead, MASK),
            request=replace(lead.opening.request, url=of_vendor(lead.opening.request.url), body=_HIDDEN),
            notes=tuple(of_vendor(note) for note in lead.opening.notes),
        ),
        settlement=_masked_settlement(lead, of_vendor),
        verdict=_masked(lead.verdict, of_vendor),
        assessment=_masked(lead.assessment, of_leaddesk),
    )


def _people(lead: AnsweredLead) -> set[str]:
    """Returns the names that the answer is about: whole, and each of their words that is longer than a particle."""
    typed = lead.opening.lead
    full = [f"{typed.get('first_name', '')} {typed.get('last_name', '')}"]
    for case in _cases(lead):
        full += (case.name, *case.plaintiffs)
    words = {word.strip(",.") for name in full for word in name.split()}
    return {name.strip() for name in full} | {word for word in words if len(word) > 2}


def _cases(lead: AnsweredLead) -> tuple[LitigationCase, ...]:
    check = lead.verdict.evidence.litigator if lead.verdict.evidence else None
    return check.cases if isinstance(check, Litigator) else ()


def _masked_settlement(lead: AnsweredLead, text: _Text) -> Any:
    settlement = lead.settlement
    response = settlement.response
    if response is not None:
        response = replace(response, body=_HIDDEN.encode(), capped=False)
    return replace(settlement, explanation=_masked(settlement.explanation, text), response=response)


def _masked(value: Any, text: _Text) -> Any:
    """Returns a value of the domain with every text in it masked; kinds of silence, flags and times stay."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return text(value)
    if isinstance(value, Fact):
        mask = masked_name if _NAMED.search(f"{value.label} {value.key}") else text
        return value._replace(text=mask(value.text))
    if isinstance(value, tuple):
        return tuple(_masked(item, text) for item in value)
    if isinstance(value, LitigationCase):
        return _masked_case(value)
    if isinstance(value, StoredField):
        return _masked_field(value, text)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    parts: dict[str, Any] = {part.name: _masked(getattr(value, part.name), text) for part in fields(value)}
    if isinstance(value, Litigator) and value.narrative:
        parts["narrative"] = _NARRATIVE
    return replace(value, **parts)


def _masked_case(case: LitigationCase) -> LitigationCase:
    parties: dict[str, Any] = {name: tuple(masked_name(party) for party in getattr(case, name)) for name in _PARTIES}
    return replace(
        case,
        phone=masked_number(case.phone),
        name=masked_name(case.name),
        case_title=masked_name(case.case_title),
        **parties,
    )


def _masked_field(field: StoredField, text: _Text) -> StoredField:
    mask = masked_name if _NAMED.search(f"{field.column} {field.sent_column}") else text
    value = mask(field.value)
    sent = None if field.sent_value is None else mask(field.sent_value)
    if field.differs and value == sent:
        value = tr("{text} (another)", text=value)  # the masks are alike, the values are not
    return replace(field, value=value, sent_value=sent)
