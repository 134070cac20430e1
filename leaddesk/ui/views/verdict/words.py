"""What the two plates say: pure text from an answered lead, for the eye and for a screen reader."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from leaddesk.domain.assessment import Check, CheckState, Grade, assess
from leaddesk.domain.calling_words import and_words
from leaddesk.domain.exchange import SettledBy
from leaddesk.domain.freshness import Age, freshness
from leaddesk.domain.phone import show_number
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.language import tr, tr_later, tr_now, trn
from leaddesk.services.answered import AnsweredLead, rules_of
from leaddesk.ui.times import LocalTimes

REMOVE_IT = tr("The record is in the dialer: remove it there.")
_REASONS_SHOWN = 2
_SHORT = 40
_DRIFT_SHOWN = 3


@dataclass(frozen=True, slots=True)
class PlateWords:
    """One plate: the word, why, a warning line, and everything as a screen reader says it."""

    word: str
    why: str
    notice: str
    description: str


def outcome_words(lead: AnsweredLead, now: datetime, times: LocalTimes) -> PlateWords:
    """Returns what *Load outcome* says."""
    verdict = lead.verdict
    at = f"{times.moment(lead.settlement.at, now, seconds=True)}."
    place = tr("To {destination}.", destination=lead.opening.destination_name)
    caller = tr("Caller id given {number}.", number=show_number(verdict.caller_id)) if verdict.caller_id else ""
    explanation = verdict.explanation.sentence()
    vendor = vendor_words(lead)
    spoken = _joined(vendor, explanation, at, caller, place)
    notices = verdict.notices
    if lead.settlement.by is SettledBy.PERSON:
        vendor = tr("The vendor said: {words}", words=vendor) if vendor else ""
        why = spoken = _joined(lead.settlement.explanation.sentence(), at, vendor, caller, place)
    elif verdict.word != verdict.outcome:
        # What did not happen needs the room of the time, which the record has, and of a warning line of its own.
        others = _joined(*(text for text in notices if not any(words in text for words in verdict.undone)))
        why = _joined(*verdict.undone, verdict.explanation.hint, others)
        spoken, notices = _joined(spoken, others), ()
    elif _is_whole_line(lead):
        why = _joined(at, explanation) if verdict.outcome is LoadOutcome.LOADED else explanation
    elif verdict.outcome is LoadOutcome.LOADED:
        # What is cut on the plate is the end of it: that must never be a time or a number.
        long = len(vendor) > _SHORT
        why = _joined(at, caller, vendor, place) if long else _joined(vendor, at, caller, place)
    elif vendor and verdict.outcome in (LoadOutcome.REJECTED, LoadOutcome.DUPLICATE):
        why = _joined(vendor, at)
    else:
        told = all(part in explanation for part in _said(lead))
        vendor = "" if told else vendor
        why = _joined(vendor, explanation)
        if verdict.outcome is LoadOutcome.UNKNOWN:
            # The end may be cut: what to do comes first, so that nobody misses it and sends the lead twice.
            why = _joined(verdict.explanation.hint, vendor, verdict.explanation.title, verdict.explanation.detail)
    notice = _joined(retry_line(lead, now), *notices)
    return PlateWords(verdict.word, why, notice, _joined(f"{tr_now(verdict.word)}.", spoken, notice))


def assessment_words(lead: AnsweredLead, now: datetime, times: LocalTimes) -> PlateWords:
    """Returns what *Assessment* says; what changed since the answer stands in its notice."""
    assessment = lead.assessment
    reasons = list(assessment_reasons(lead))
    last = [reasons.pop()] if _must_be_removed(lead) else []
    fresh = _fresh_until(lead, now, times)
    left_out = len(reasons) - _REASONS_SHOWN
    shown = reasons[:_REASONS_SHOWN] + ([tr("And {more} more.", more=left_out)] if left_out > 0 else [])
    notice = now_line(lead, now, times)
    spoken = _joined(f"{tr_now(assessment.grade)}.", *reasons, *last, fresh, notice)
    return PlateWords(assessment.grade, _joined(*shown, *last, fresh), notice, spoken)


def assessment_reasons(lead: AnsweredLead) -> tuple[str, ...]:
    """Returns why the assessment is what it is, the worst first, and what to do about a loaded block last."""
    assessment, outcome = lead.assessment, lead.verdict.outcome
    if _is_silent(lead):
        silence = (
            tr("Nothing was sent, so nothing was checked.")
            if outcome is LoadOutcome.NOT_SENT
            else tr("No check came back for this lead. Silence is not an answer.")
        )
        return (*lead.verdict.other_numbers, silence)
    if _must_be_removed(lead):
        return (*assessment.reasons, REMOVE_IT)
    return assessment.reasons


def _is_silent(lead: AnsweredLead) -> bool:
    """Tells whether not one check came back."""
    return {judgement.state for judgement in lead.assessment.judgements} == {CheckState.NOT_RETURNED}


def _must_be_removed(lead: AnsweredLead) -> bool:
    """Tells whether a lead was loaded that an answer blocks."""
    blocked = lead.assessment.grade is Grade.DO_NOT_CONTACT and lead.verdict.outcome is LoadOutcome.LOADED
    return blocked and not _is_silent(lead)


def rules_line(lead: AnsweredLead) -> str:
    """Returns the rules that fired as one line, the worst first; nothing where the grade is only on record."""
    return "; ".join(rule.sentence() for rule in lead.assessment.fired)


def vendor_words(lead: AnsweredLead) -> str:
    """Returns the vendor's status, reason and message, literally."""
    said = _said(lead)
    return f"{', '.join(said).rstrip('.')}." if said else ""


def now_line(lead: AnsweredLead, now: datetime, times: LocalTimes) -> str:
    """Returns what is no longer as it was at the time of the answer, or nothing."""
    present = assess(lead.verdict, now, rules_of(lead.opening, lead.rules))
    changed = []
    for then, judged in zip(lead.assessment.judgements, present.judgements, strict=True):
        if then.state is judged.state:
            continue
        state, check = tr_now(judged.state), tr_now(judged.check)
        if judged.fresh_until:
            since = times.moment(judged.fresh_until, now)
            changed.append(tr("Now {state}: {check} since {moment}.", state=state, check=check, moment=since))
        else:
            changed.append(tr("Now {state}: {check}.", state=state, check=check))
    changed += _too_old(lead, now, times)
    if changed and present.grade is not lead.assessment.grade:
        changed.append(tr("Judged now it is {grade}.", grade=tr_now(present.grade)))
    return " ".join(changed)


def _too_old(lead: AnsweredLead, now: datetime, times: LocalTimes) -> list[str]:
    """Returns a sentence about registry answers past their days, which leave their state as it is."""
    ages = freshness(lead.assessment.judgements, lead.judged_at, now, lead.rules)
    old = [item for item in ages if item.age is Age.STALE and item.check is not Check.LITIGATOR and item.until]
    if not old:
        return []
    checks, since = and_words(tr_now(item.check) for item in old), min(item.until for item in old if item.until)
    moment = times.moment(since, now)
    return [tr("Older than {clock}: {checks}, since {moment}.", clock=old[0].clock, checks=checks, moment=moment)]


def retry_line(lead: AnsweredLead, now: datetime) -> str:
    """Returns how long the vendor asks to wait before sending again, in whole seconds."""
    wait = lead.verdict.retry_after_s
    if wait is None:
        return ""
    left = (lead.settlement.at + timedelta(seconds=wait) - now).total_seconds()
    if left <= 0:
        return tr("The time the vendor asked to wait has passed: you can send again.")
    return tr("The vendor asks to wait: send again after {seconds} s.", seconds=-int(-left // 1))


def warnings(lead: AnsweredLead) -> tuple[tuple[str, str], ...]:
    """Returns family and sentence of everything about the answer that must not be overlooked."""
    return tuple((family, f"{tr_now(kind)}: {text}") for family, kind, text in warned(lead))


def warned(lead: AnsweredLead) -> tuple[tuple[str, str, str], ...]:
    """Returns family, kind and text of each warning; the kind stays English, its explanation is found by it."""
    verdict = lead.verdict
    litigator = verdict.evidence.litigator if verdict.evidence else None
    found = [("danger" if verdict.held else "warn", tr_later("Not done"), text) for text in verdict.undone]
    found += [("danger", tr_later("Another number"), text) for text in verdict.other_numbers]
    found += [("warn", tr_later("Does not agree"), text) for text in getattr(litigator, "mismatches", ())]
    if verdict.drift:
        fields, more = "; ".join(verdict.drift[:_DRIFT_SHOWN]), len(verdict.drift) - _DRIFT_SHOWN
        if more > 0:
            fields = trn("{fields}; and 1 more field", "{fields}; and {count} more fields", more, fields=fields)
        found.append(("warn", tr_later("Not as documented"), f"{fields}."))
    return tuple(found)


def _said(lead: AnsweredLead) -> list[str]:
    """Returns the vendor's words, without those that its message repeats."""
    verdict = lead.verdict
    parts = _all((verdict.status, verdict.reason))
    return [*(part for part in parts if not _holds(verdict.message, part)), *_all((verdict.message,))]


def _is_whole_line(lead: AnsweredLead) -> bool:
    """Tells whether the message is a line with status and ids: a plate would cut it before it says what happened."""
    verdict = lead.verdict
    return len(verdict.message) > _SHORT and bool(verdict.status) and _holds(verdict.message, verdict.status)


def _holds(message: str, part: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(part.strip())}(?!\w)", message) is not None


def _fresh_until(lead: AnsweredLead, now: datetime, times: LocalTimes) -> str:
    if lead.assessment.grade is not Grade.NO_BLOCK:
        return ""
    ages = freshness(lead.assessment.judgements, lead.judged_at, now, lead.rules)
    ends = [item.until for item in ages if item.until]
    return tr("Fresh until {moment}.", moment=times.brief(min(ends), now)) if ends and min(ends) > now else ""


def _joined(*parts: str) -> str:
    return " ".join(_all(parts))


def _all(parts: Sequence[str]) -> list[str]:
    return [part.strip() for part in parts if part.strip()]
