"""*Copy summary*: one answered lead as a few plain lines; no `LastFour`, no secret."""

from __future__ import annotations

from datetime import datetime

from leaddesk.domain.phone import show_number
from leaddesk.language import tr, tr_now
from leaddesk.services.answered import AnsweredLead
from leaddesk.ui.times import LocalTimes, utc_text
from leaddesk.ui.views.verdict.card_words import card_words
from leaddesk.ui.views.verdict.words import assessment_words, outcome_words, rules_line, warnings
from leaddesk.ui.widgets.plaintext import let_go, marked


def summary(lead: AnsweredLead, now: datetime, times: LocalTimes) -> str:
    """Returns number, both answers, the state of each check with its reason, and who sent it when and where."""
    opening, at = lead.opening, lead.settlement.at
    lines = [
        tr("Number: {number}", number=show_number(opening.number)),
        tr("Load outcome: {words}", words=outcome_words(lead, now, times).description),
        tr("Assessment: {words}", words=assessment_words(lead, now, times).description),
    ]
    lines += [
        " ".join(filter(None, (f"{tr_now(card.check)}: {card.state.shown}.", card.caution, card.line)))
        for card in card_words(lead, now, times)
    ]
    lines += [text for _, text in warnings(lead)]
    if lead.assessment.fired:
        lines.append(tr("Rules, version {version}: {rules}", version=lead.rules.record(), rules=rules_line(lead)))
    answered = f"{times.day(at, now)}, {times.clock(at, seconds=True)} {times.zone(at)}"
    lines.append(
        tr(
            "Destination: {destination}, {profile} ({environment})",
            destination=opening.destination_name,
            profile=opening.profile_name,
            environment=tr_now(opening.environment),
        )
    )
    lines.append(
        tr(
            "Settled: {answered} ({utc}), by {operator}",
            answered=answered,
            utc=utc_text(at),
            operator=opening.operator,
        )
    )
    if lead.exchange_id is not None:
        lines.append(tr("History entry: {entry}", entry=lead.exchange_id))
    return "\n".join(let_go(marked(line)) for line in lines)
