"""What *Check number* says: pure text from what the history knows, for the eye and for a screen reader."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from leaddesk.domain.assessment import Check
from leaddesk.domain.freshness import Age
from leaddesk.domain.note import Note
from leaddesk.domain.timeline import CLOCK_DRIFT, Answer, Known, Standing, is_ahead
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.language import tr, tr_now, trn
from leaddesk.services.answered import AnsweredLead
from leaddesk.services.check_number import NumberHistory
from leaddesk.ui.theme.verdict_look import Family, PlateGrade
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.verdict.words import vendor_words

NOT_ASKED = tr("From the history; nothing was asked.")
NO_RECORD = tr("Nobody here has asked about this number. That says nothing about it: it may be blocked.")
NO_ANSWER_YET = tr("No check has answered for this number. Silence is not an answer.")
_REASONS_SHOWN, _REASONS_SPOKEN = 2, 4
_NOW, _AHEAD = tr("just now"), tr("in the future")

_LOOKS: dict[Standing, tuple[Family, PlateGrade, str]] = {
    Standing.DO_NOT_CONTACT: ("danger", "loud", "octagon-x"),
    Standing.ASKED: ("danger", "loud", "phone-off"),
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
    spoken = _joined(f"{tr_now(known.standing)}:", _why(known, now, times, _REASONS_SPOKEN), *notices, NOT_ASKED)
    return Statement(family, grade, icon, tr_now(known.standing), why, notice, spoken)


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
        found.append(tr("Asked not to be called: {words}", words=asked_words(known.asked, now, times)))
    if known.open_since:
        sent = times.moment(known.open_since, now)
        found.append(tr("Unknown outcome at {sent}: settle it in History.", sent=sent))
    if known.lifted and known.standing is not Standing.DO_NOT_CONTACT:
        lifted = sorted((one for one, _answer in known.lifted), key=_weight)
        checks, moment = tr(" and ").join(map(tr_now, lifted)), times.brief(known.lifted[0][1].at, now)
        found.append(tr("{checks} blocked earlier, {moment}.", checks=checks, moment=moment))
    return found


def asked_words(note: Note, now: datetime, times: LocalTimes) -> str:
    """Returns who wrote down the wish not to be called, when, and in which words."""
    words = f" “{note.text or note.reason}”" if note.text or note.reason else ""
    who = note.operator or tr("somebody")
    return f"{tr('{moment}, written down by {who}.', moment=times.moment(note.at, now), who=who)}{words}"


def answered_ago(answer: Answer, now: datetime) -> str:
    """Returns how long ago an answer came, as a sentence."""
    return tr("Answered {ago}.", ago=ago(answer.at, now))


def ago(at: datetime, now: datetime) -> str:
    """Returns an age for a sentence, such as "2 h ago"."""
    age = now - at
    words = age_words(age)
    return tr("{age} ago", age=words) if age >= timedelta(minutes=1) else words


def age_words(age: timedelta) -> str:
    """Returns an age in one unit: minutes, hours to two days, then days."""
    if age < -CLOCK_DRIFT:
        return _AHEAD
    minutes = int(age.total_seconds() // 60)
    if minutes < 1:
        return _NOW
    if minutes < 60:
        return tr("{minutes} min", minutes=minutes)
    hours = minutes // 60
    return tr("{hours} h", hours=hours) if hours < 48 else tr("{days} d", days=hours // 24)


def fresh_words(answer: Answer, now: datetime, times: LocalTimes) -> str:
    """Returns the cell *Fresh* of an answer."""
    if answer.has_answer and is_ahead(answer.at, now):
        return tr("not known")
    if answer.stale_since:
        return tr("stale since {moment}", moment=times.brief(answer.stale_since, now))
    if answer.fresh_until:
        return tr("until {moment}", moment=times.brief(answer.fresh_until, now))
    return tr("no expiry") if answer.has_answer else tr("nothing answered")


def fresh_sentence(answer: Answer, now: datetime, times: LocalTimes) -> str:
    """Returns whether an answer still holds, as a sentence; nothing where no check carries a time."""
    if (answer.stale_since or answer.fresh_until) and not is_ahead(answer.at, now):
        words = fresh_words(answer, now, times)
        return f"{words[0].upper()}{words[1:]}." if answer.stale_since else tr("Fresh {words}.", words=words)
    return ""


def stale_facts(answer: Answer, now: datetime, times: LocalTimes) -> list[tuple[str, str, str]]:
    """Returns check, when it goes or went stale, and the family of the value, the soonest first."""
    clocked = sorted(((item.until, item) for item in answer.ages if item.until), key=lambda pair: pair[0])
    facts = []
    for until, item in clocked:
        past = item.age is Age.STALE
        clock, moment = tr("its ttl") if item.clock == "ttl" else item.clock, times.moment(until, now)
        words = tr("stale since {moment}", moment=moment) if past else moment
        facts.append((tr_now(item.check), f"{words} ({clock})", "warn" if past else ""))
    return facts


def without_expiry(answer: Answer) -> str:
    """Names the checks that carry no time of their own, as a sentence."""
    blocked = [check for check in Check if answer.blocks(check)]
    silent = [item.check for item in answer.ages if item.until is None and item.check not in blocked]
    return _joined(
        tr("What blocks does not expire: {checks}.", checks=", ".join(map(tr_now, blocked))) if blocked else "",
        tr("Without an expiry of its own: {checks}.", checks=", ".join(map(tr_now, silent))) if silent else "",
        "" if answer.ages else tr("This vendor returned no checks."),
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
    return trn("1 in our history", "{count} in our history", count)


def _weight(check: Check) -> int:
    """The gravest check first: that of the people who sue, then the registries."""
    return (Check.LITIGATOR, Check.FEDERAL_DNC, Check.STATE_DNC, Check.DATA_QUALITY).index(check)


def _latest(known: Known, now: datetime) -> str:
    newest = next((answer for answer in known.answers if answer.has_answer), None)
    if newest is None:
        return tr("No check has answered.")
    return tr("Latest answer: {grade}, {ago}.", grade=tr_now(newest.now.grade), ago=ago(newest.at, now))


def _other_blocks(known: Known, source: Answer, now: datetime) -> str:
    """Names blocks of other answers than the one the statement rests on."""
    others = [(check, answer) for check, answer in known.blocks if answer is not source]
    if not others:
        return ""
    check, answer = others[0]
    return _joined(
        tr("{check}: blocked {ago}.", check=tr_now(check), ago=ago(answer.at, now)),
        tr("And {more} more.", more=len(others) - 1) if len(others) > 1 else "",
    )


def _reasons(reasons: tuple[str, ...], shown: int) -> str:
    left = len(reasons) - shown
    return _joined(*reasons[:shown], tr("And {more} more.", more=left) if left > 0 else "")


def _joined(*parts: str) -> str:
    return " ".join(part.strip() for part in parts if part.strip())
