"""What followed a load: hopper, custom fields, further phones, callback, and what did not happen (sections 4 to 6).

The lead is stored before any of these, and a refused one leaves it stored: *partly done*.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from leaddesk.domain.alt_phones import read_phones
from leaddesk.domain.verdict import HELD_TITLE, PARTLY_TITLE
from leaddesk.domain.wire import HttpResponse
from leaddesk.language import tr
from leaddesk.vendors.adapter import Sent
from leaddesk.vendors.crocodial.line import Effect, Kind, Step
from leaddesk.vendors.crocodial.reading import Answer, Said, name_fields

_WHAT = {
    Step.PHONES: tr("the further phones were taken"),
    Step.CUSTOM: tr("the custom fields were taken"),
    Step.HOPPER: tr("the lead is queued to dial"),
    Step.CALLBACK: tr("a callback was made: without one, nobody will dial the lead"),
}
_LOOK = tr("Look at the lead in the dialer.")


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What is to be said of the steps after a load."""

    notices: tuple[str, ...]
    undone: tuple[str, ...]
    hint: str
    """What to do about the first that was not done."""
    title: str
    """Empty where everything was done."""
    held: bool
    """Whether nobody will dial the lead."""
    fields: Mapping[str, str]
    """Fields of the lines that the load's own line does not have."""


def follow_up(response: HttpResponse, answer: Answer, sent: Sent, known: Mapping[str, str]) -> FollowUp:
    """Returns what became of everything after the load."""
    notices: list[str] = []
    undone: list[str] = []
    hints: list[str] = []
    fields: dict[str, str] = {}
    seen: set[Step] = set()
    held = False
    for said in answer.of(Kind.NOTICE):
        named = name_fields(said, known)
        fields |= {key: text for key, text in named.items() if key not in fields}
        if said.line is None:
            notices.append(notice(said))
            continue
        lacking = said.line.says if said.line.effect is Effect.UNDONE else _lacking(said.line.step, named, sent)
        # Never that all of it was done where some of it was not.
        notices.append(f"{said.message}. {lacking}" if lacking else notice(said))
        if said.line.step:
            seen.add(said.line.step)
        if lacking:
            holds = said.line.step is Step.CALLBACK and said.line.effect is Effect.UNDONE
            held = held or holds
            at = 0 if holds else len(undone)  # what keeps anybody from dialling it is said first
            undone.insert(at, lacking)
            hints.insert(at, said.line.hint or _LOOK)
    for step in (step for step in Step if step in _asked(sent) - seen):
        undone.append(tr("The answer does not say whether {what}.", what=_WHAT[step]))
        hints.append(_LOOK)
        held = held or step is Step.CALLBACK
    if response.status >= 500 and not sent.values:
        undone.append(tr("The server failed right after loading: what should have followed may not have happened."))
        hints.append(_LOOK)
    title = HELD_TITLE if held else PARTLY_TITLE if undone else ""
    notices += [words for words in undone if not any(words in said for said in notices)]
    return FollowUp(tuple(notices), tuple(undone), hints[0] if hints else "", title, held, fields)


def notice(said: Said) -> str:
    """Returns a line's own message with what it means."""
    return f"{said.message}. {said.line.says}" if said.line else said.raw


def _asked(sent: Sent) -> set[Step]:
    values = {value.column: value.value for value in sent.values}
    asked = {step for step in (Step.CUSTOM, Step.HOPPER, Step.CALLBACK) if values.get(step) == "Y"}
    return asked | ({Step.PHONES} if values.get(Step.PHONES) else set())


def _lacking(step: Step | None, named: Mapping[str, str], sent: Sent) -> str:
    """Returns what a step that is reported as done still lacks; nothing for most."""
    if step is Step.PHONES and named.get("count", "").isdigit():
        phones = next((value.value for value in sent.values if value.column == Step.PHONES), "")
        there, wanted = int(named["count"]), len(read_phones(phones))
        return (
            tr("Only {there} of {wanted} further phones were taken.", there=there, wanted=wanted)
            if there < wanted
            else ""
        )
    if step is Step.CALLBACK and named and not re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", named.get("datetime", "")):
        return tr("The callback has no time that can be read: the server stored it as 0000-00-00.")
    return ""
