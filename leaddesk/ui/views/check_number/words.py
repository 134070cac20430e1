"""What *Check number* says: pure text from what the history knows, for the eye and for a screen reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from leaddesk.domain.assessment import Check
from leaddesk.domain.freshness import Age
from leaddesk.domain.note import Note
from leaddesk.domain.timeline import CLOCK_DRIFT, Answer, Known, Standing, is_ahead
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.services.answered import AnsweredLead
from leaddesk.services.check_number import NumberHistory
from leaddesk.ui.theme.verdict_look import Family, PlateGrade
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.verdict.words import vendor_words

NOT_ASKED = "From the history; nothing was asked."
NO_RECORD = "Nobody here has asked about this number. That says nothing about it: it may be blocked."
NO_ANSWER_YET = "No check has answered for this number. Silence is not an answer."
_REASONS_SHOWN, _REASONS_SPOKEN = 2, 4
_NOW, _AHEAD = "just now", "in the future"

_LOOKS: dict[Standing, tuple[Family, PlateGrade, str]] = {
    Standing.DO_NOT_CONTACT: ("danger", "loud", "octagon-x"),
    Standing.ASKED: ("danger", "loud", "circle-x"),
    Standing.REVIEW: ("warn", "loud", "triangle-alert"),
    Standing.NO_BLOCK: ("ok", "even", "check"),
    Standing.NOTHING: ("neutral", "dashed", "circle-dashed"),
}


@dataclass(frozen=True, slots=True)
class Statement:
    """The one sentence at the top, with how it looks."""

    family: Family
    grade: PlateGrade
    icon: str
    word: str
    why: str
    notice: str
    description: str


def statement(history: NumberHistory, now: datetime, times: LocalTimes) -> Statement:
    """Returns what the history knows, in the words a hurried person reads first."""
    known = history.known
    family, grade, icon = _LOOKS[known.standing]
    notices = _notices(known, now, times)
    why, notice = _why(known, now, times, 1 if notices else _REASONS_SHOWN), " ".join(notices)
    spoken = _joined(f"{known.standing}:", _why(known, now, times, _REASONS_SPOKEN), *notices, NOT_ASKED)
    return Statement(family, grade, icon, known.standing.value, why, notice, spoken)


def _why(known: Known, now: datetime, times: LocalTimes, shown: int) -> str:
    source = known.source
    match known.standing:
        case Standing.NOTHING:
            return NO_RECORD
        case Standing.ASKED if known.asked:
            return _joined(asked_words(known.asked, now, times), _latest(known, now))
        case Standing.DO_NOT_CONTACT if source:
            others = _other_blocks(known, source, now)
            return _joined(_reasons(source.now.reasons, shown), answered_ago(source, now), others)
        case _ if source and not source.has_answer:
            return NO_ANSWER_YET
        case _ if source:
            # What is cut on the plate is the end of it: that must never be a time.
            age = _joined(answered_ago(source, now), fresh_sentence(source, now, times))
            return _joined(age, _reasons(source.now.reasons, shown))
    return ""


def _notices(known: Known, now: datetime, times: LocalTimes) -> list[str]:
    """What must not be overlooked beside the statement, the weightiest first."""
    found = []
    if known.asked and known.standing is Standing.DO_NOT_CONTACT:
        found.append(f"Asked not to be called: {asked_words(known.asked, now, times)}")
    if known.open_since:
        sent = times.moment(known.open_since, now)
        found.append(f"Unknown outcome at {sent}: settle it in History.")
    if known.lifted and known.standing is not Standing.DO_NOT_CONTACT:
        named = " and ".join(check.value for check in sorted((one for one, _answer in known.lifted), key=_weight))
        found.append(f"{named} blocked earlier, {times.brief(known.lifted[0][1].at, now)}.")
    return found


def asked_words(note: Note, now: datetime, times: LocalTimes) -> str:
    """Returns who wrote down the wish not to be called, when, and in which words."""
    words = f" “{note.text or note.reason}”" if note.text or note.reason else ""
    return f"{times.moment(note.at, now)}, written down by {note.operator or 'somebody'}.{words}"


def answered_ago(answer: Answer, now: datetime) -> str:
    """Returns how long ago an answer came, as a sentence."""
    return f"Answered {ago(answer.at, now)}."


def ago(at: datetime, now: datetime) -> str:
    """Returns an age for a sentence, such as "2 h ago"."""
    age = age_words(now - at)
    return age if age in (_NOW, _AHEAD) else f"{age} ago"


def age_words(age: timedelta) -> str:
    """Returns an age in one unit: minutes, hours to two days, then days."""
    if age < -CLOCK_DRIFT:
        return _AHEAD
    minutes = int(age.total_seconds() // 60)
    if minutes < 1:
        return _NOW
    if minutes < 60:
        return f"{minutes} min"
    hours = minutes // 60
    return f"{hours} h" if hours < 48 else f"{hours // 24} d"


def fresh_words(answer: Answer, now: datetime, times: LocalTimes) -> str:
    """Returns the cell *Fresh* of an answer."""
    if answer.has_answer and is_ahead(answer.at, now):
        return "not known"
    if answer.stale_since:
        return f"stale since {times.brief(answer.stale_since, now)}"
    if answer.fresh_until:
        return f"until {times.brief(answer.fresh_until, now)}"
    return "no expiry" if answer.has_answer else "nothing answered"


def fresh_sentence(answer: Answer, now: datetime, times: LocalTimes) -> str:
    """Returns whether an answer still holds, as a sentence; nothing where no check carries a time."""
    if (answer.stale_since or answer.fresh_until) and not is_ahead(answer.at, now):
        words = fresh_words(answer, now, times)
        return f"{words[0].upper()}{words[1:]}." if answer.stale_since else f"Fresh {words}."
    return ""


def stale_facts(answer: Answer, now: datetime, times: LocalTimes) -> list[tuple[str, str, str]]:
    """Returns check, when it goes or went stale, and the family of the value, the soonest first."""
    clocked = sorted(((item.until, item) for item in answer.ages if item.until), key=lambda pair: pair[0])
    facts = []
    for until, item in clocked:
        past = item.age is Age.STALE
        clock = "its ttl" if item.clock == "ttl" else item.clock
        words = f"{'stale since ' if past else ''}{times.moment(until, now)} ({clock})"
        facts.append((item.check.value, words, "warn" if past else ""))
    return facts


def without_expiry(answer: Answer) -> str:
    """Names the checks that carry no time of their own, as a sentence."""
    blocked = [check.value for check in Check if answer.blocks(check)]
    silent = [item.check.value for item in answer.ages if item.until is None and item.check.value not in blocked]
    return _joined(
        f"What blocks does not expire: {', '.join(blocked)}." if blocked else "",
        f"Without an expiry of its own: {', '.join(silent)}." if silent else "",
        "" if answer.ages else "This vendor returned no checks.",
    )


def outcome_why(lead: AnsweredLead, now: datetime, times: LocalTimes) -> str:
    """Returns where and by whom a number was sent, and what was answered, for the plate of the load outcome.

    The vendor's words stand alone only where they settle it: beside an unknown outcome they may say that it loaded.
    """
    place = ", ".join(part for part in (lead.opening.destination_name, lead.opening.operator) if part)
    verdict = lead.verdict
    refused = verdict.outcome is LoadOutcome.REJECTED and verdict.reason
    says_it = verdict.outcome in (LoadOutcome.LOADED, LoadOutcome.DUPLICATE) or refused
    said = (vendor_words(lead) if says_it else "") or verdict.explanation.sentence()
    return _joined(f"{place}.", f"{times.moment(lead.settlement.at, now)}.", said)


def count_words(count: int) -> str:
    """Returns how many earlier checks there are."""
    if count == 0:
        return ""
    return "1 in our history" if count == 1 else f"{count} in our history"


def _weight(check: Check) -> int:
    """The gravest check first: that of the people who sue, then the registries."""
    return (Check.LITIGATOR, Check.FEDERAL_DNC, Check.STATE_DNC, Check.DATA_QUALITY).index(check)


def _latest(known: Known, now: datetime) -> str:
    newest = next((answer for answer in known.answers if answer.has_answer), None)
    if newest is None:
        return "No check has answered."
    return f"Latest answer: {newest.now.grade}, {ago(newest.at, now)}."


def _other_blocks(known: Known, source: Answer, now: datetime) -> str:
    """Names blocks of other answers than the one the statement rests on."""
    others = [(check, answer) for check, answer in known.blocks if answer is not source]
    if not others:
        return ""
    check, answer = others[0]
    more = f" And {len(others) - 1} more." if len(others) > 1 else ""
    return f"{check}: blocked {ago(answer.at, now)}.{more}"


def _reasons(reasons: tuple[str, ...], shown: int) -> str:
    left = len(reasons) - shown
    return _joined(*reasons[:shown], f"And {left} more." if left > 0 else "")


def _joined(*parts: str) -> str:
    return " ".join(part.strip() for part in parts if part.strip())
