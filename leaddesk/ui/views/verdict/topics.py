"""What F1, the context menu and the hover explain about one answer: pure lists of words and where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leaddesk.domain.assessment import Check, CheckState, Grade, Judgement
from leaddesk.domain.exchange import SettledBy
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.language import tr, tr_later, tr_now
from leaddesk.services.answered import AnsweredLead
from leaddesk.ui.models.cases_model import CASE_COLUMNS
from leaddesk.ui.views.verdict.words import warned
from leaddesk.ui.widgets.fact_flow import Fact

_WORDS: Mapping[Check, tuple[str, ...]] = {Check.FEDERAL_DNC: ("SAN",), Check.LITIGATOR: (tr_later("Litigator"), "ttl")}
"""The words that a newcomer meets on a card."""
_SETTLED: Mapping[SettledBy, str] = {
    SettledBy.ANSWER: tr("Settled by answer"),
    SettledBy.NO_ANSWER: tr("Settled by no answer"),
    SettledBy.CANCEL: tr("Settled by cancel"),
    SettledBy.RESTART: tr("Settled by restart"),
    SettledBy.PERSON: tr("Settled by person"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One word to explain."""

    word: str
    """As it stands on the screen, with its value."""
    key: str
    """What its explanation is found by."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What one part of the verdict says; the hover tells the first entry."""

    title: str
    entries: tuple[Entry, ...]
    more: str = ""
    """What the hover says besides, such as times in UTC."""


def outcome_topic(lead: AnsweredLead | None) -> Topic:
    """Returns what *Load outcome* says; all five words while there is no answer."""
    if lead is None:
        return Topic(tr("Load outcome"), tuple(Entry(tr_now(word), f"outcome.{word}") for word in LoadOutcome))
    verdict, response = lead.verdict, lead.settlement.response
    why = "" if verdict.outcome is LoadOutcome.LOADED else verdict.message
    entries = [Entry(tr_now(verdict.outcome), f"outcome.{verdict.outcome}")]
    if verdict.word != verdict.outcome:
        entries.insert(0, Entry(tr_now(verdict.word), f"outcome.{verdict.word}"))
    entries += [
        Entry(f"{label}: {text}", key)
        for label, text, key in (
            (tr("Status"), verdict.status, "status"),
            (tr("Reason"), verdict.reason, "reason"),
            (tr("Reason as a code"), verdict.reason, f"reason={_code(verdict.reason)}"),
            (tr("Message"), verdict.message, "message"),
            (tr("Message as a code"), why, f"message={_code(why)}"),
        )
        if text
    ]
    entries += [Entry(text, f"notice={_code(text.partition('. ')[0])}") for text in verdict.notices]
    if response is not None:
        entries.append(Entry(f"HTTP {response.status}", f"http={response.status}"))
    entries.append(Entry(_SETTLED[lead.settlement.by], f"settled.{lead.settlement.by}"))
    return Topic(tr("Load outcome: {word}", word=tr_now(verdict.word)), tuple(entries))


def assessment_topic(lead: AnsweredLead | None) -> Topic:
    """Returns what *Assessment* says and the rules that fired; all three grades while there is no answer."""
    if lead is None:
        return Topic(tr("Assessment"), tuple(Entry(tr_now(grade), f"grade.{grade}") for grade in Grade))
    grade = lead.assessment.grade
    return Topic(
        tr("Assessment: {grade}", grade=tr_now(grade)),
        (
            Entry(tr_now(grade), f"grade.{grade}"),
            *(Entry(f"{rule.words} → {rule.effect}", f"rule.{rule.id}") for rule in lead.assessment.fired),
            *(Entry(tr_now(kind), f"warning.{kind}") for kind in _warned(lead)),
        ),
    )


def answers_topic(lead: AnsweredLead | None) -> Topic:
    """Returns what both answers say."""
    outcome, assessment = outcome_topic(lead), assessment_topic(lead)
    return Topic(f"{outcome.title}. {assessment.title}", outcome.entries + assessment.entries)


def check_topic(check: Check, judgement: Judgement | None, facts: Sequence[Fact], utc: str) -> Topic:
    """Returns what a check card says: its state first, then the check itself and each fact."""
    words = tuple(Entry(tr_now(word), f"word.{word}") for word in _WORDS.get(check, ()))
    if judgement is None:
        states = (Entry(state.shown, f"state.{state}") for state in CheckState)
        return Topic(tr_now(check), (Entry(tr_now(check), f"check.{check}"), *states, *words))
    state = judgement.state
    return Topic(
        f"{tr_now(check)}: {state.shown}",
        (Entry(state.shown, f"state.{state}"), Entry(tr_now(check), f"check.{check}"), *fact_entries(facts), *words),
        utc,
    )


def case_columns_topic() -> Topic:
    """Returns what the columns of the tables of cases hold."""
    return Topic(tr("Cases"), tuple(Entry(label, f"case.{attribute}") for label, _, attribute in CASE_COLUMNS))


def fact_entries(facts: Sequence[Fact]) -> tuple[Entry, ...]:
    """Returns an entry for each fact that has a key."""
    return tuple(Entry(f"{fact.label}: {fact.value}", fact.key) for fact in facts if fact.key)


def warning_topic(lead: AnsweredLead) -> Topic:
    """Returns what the warnings of an answer are about."""
    return Topic(tr("Warnings"), tuple(Entry(tr_now(kind), f"warning.{kind}") for kind in _warned(lead)))


def _code(text: str) -> str:
    """Returns a vendor's own words as its explanations are found by them."""
    return text.strip().rstrip(".").upper()


def _warned(lead: AnsweredLead) -> list[str]:
    return list(dict.fromkeys(kind for _, kind, _ in warned(lead)))
