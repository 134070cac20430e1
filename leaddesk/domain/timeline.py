"""What the history knows of one number: each answer then and now, what changed between two, and all of it in one word.

Pure: the present is handed in. What is judged now is never better than what was recorded, and silence never hides an
earlier block: for each check the newest answer that said something counts. An area code outside the SAN says nothing of
the number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from leaddesk.domain.assessment import Assessment, AssessmentRules, Check, CheckState, Grade, Judgement
from leaddesk.domain.assessment_rules import RuleId
from leaddesk.domain.freshness import Age, Freshness, freshness
from leaddesk.domain.note import Note, NoteKind
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.language import tr, tr_later, tr_now

_SILENT = (CheckState.NOT_RETURNED, CheckState.UNREADABLE)
_WORST_FIRST = (Grade.DO_NOT_CONTACT, Grade.REVIEW, Grade.NO_BLOCK)
ARROW = "→"
CLOCK_DRIFT = timedelta(minutes=5)
"""Two clocks of one office may differ by as much; an answer that is further ahead shows that this one was set back."""
_AHEAD = tr("It was answered later than this computer's clock says it is now: nobody can tell how old it is.")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a later answer says differently, in the words of the screen."""

    what: str
    """"Load outcome", "Assessment" or the check's name."""
    before: str
    after: str

    def sentence(self) -> str:
        """Returns the change as one line."""
        return f"{self.what}: {self.before} {ARROW} {self.after}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One exchange about the number: what was recorded, and what of it still holds."""

    exchange_id: int
    at: datetime
    """When it was settled; its opening's time while it is open."""
    outcome: LoadOutcome
    word: str
    """The outcome in the words of the screen: a load that left something undone says so."""
    then: Assessment
    now: Assessment
    """As it has to be read now; never better than then."""
    ages: tuple[Freshness, ...] = ()
    uncounted: frozenset[Check] = frozenset()
    """Checks that the workspace did not buy."""

    def blocks(self, check: Check) -> bool:
        """Tells whether that check blocked the number, also where its area code is outside the SAN."""
        state = self.then.state(check)
        if check in self.uncounted or state is None:
            return False
        blocked = any(item.state is CheckState.BLOCKED for item in self.then.judgements)
        alone = self.then.grade is Grade.DO_NOT_CONTACT and not blocked
        uncovered = alone or any(item.id is RuleId.UNCOVERED_BLOCK for item in self.then.fired)
        return state is CheckState.BLOCKED or (state is CheckState.NOT_COVERED and uncovered)

    def says(self, check: Check) -> bool:
        """Tells whether that check said whether the number is blocked."""
        state = self.then.state(check)
        return state not in (None, CheckState.NOT_COVERED, *_SILENT) or self.blocks(check)

    @property
    def has_answer(self) -> bool:
        """Whether any check said anything, or the vendor refused to contact the number."""
        said = any(judgement.state not in _SILENT for judgement in self.then.judgements)
        return said or self.then.grade is Grade.DO_NOT_CONTACT

    @property
    def stale_since(self) -> datetime | None:
        """When its first check went stale, or None while none has."""
        return min((item.until for item in self.ages if item.until and item.age is Age.STALE), default=None)

    @property
    def fresh_until(self) -> datetime | None:
        """When its next check goes stale, or None when none does any more."""
        return min((item.until for item in self.ages if item.until and item.age is Age.FRESH), default=None)


class Standing(StrEnum):
    """What the history says of a number, in the words of the screen; the worst first."""

    DO_NOT_CONTACT = tr_later("Do not contact")
    ASKED = tr_later("Asked not to be called")
    REVIEW = tr_later("Review")
    NO_BLOCK = tr_later("No block returned")
    NOTHING = tr_later("Nothing on record")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that the history knows of one number."""

    standing: Standing
    source: Answer | None
    """The answer the standing rests on; None where it rests on a note or on nothing."""
    blocks: tuple[tuple[Check, Answer], ...] = ()
    """Checks whose newest answer is a block, with that answer, the newest first."""
    lifted: tuple[tuple[Check, Answer], ...] = ()
    """Checks that blocked once and do no longer, with their last block."""
    asked: Note | None = None
    """The wish not to be called, unless it was undone."""
    open_since: datetime | None = None
    """When the newest exchange was sent whose outcome is unknown and that no later one has settled."""
    answers: tuple[Answer, ...] = ()
    """The newest first."""


def judged_now(then: Assessment, read_now: Assessment, ages: Sequence[Freshness], rules: AssessmentRules) -> Assessment:
    """Returns a recorded assessment as it has to be read now: stale where its time has passed, never better.

    `read_now` is the same answer judged by the present rules at the present time.
    """
    old = {item.check for item in ages if item.age is Age.STALE}
    judgements = tuple(_aged(judgement, judgement.check in old) for judgement in then.judgements)
    stale = [item for item in judgements if item.state is CheckState.STALE and _counts(item, rules)]
    grades = [then.grade, read_now.grade, *([Grade.REVIEW] if stale else [])]
    grade = min(grades, key=_WORST_FIRST.index)
    if grade is then.grade and judgements == then.judgements:
        return then
    reasons = tuple(tr("{check}: {why}.", check=tr_now(item.check), why=item.why) for item in stale) or read_now.reasons
    kept = then.reasons if then.grade is not Grade.NO_BLOCK else ()
    reasons = (*kept, *(reason for reason in reasons if reason not in kept))
    return replace(then, grade=grade, judgements=judgements, reasons=reasons)


def is_ahead(at: datetime, now: datetime) -> bool:
    """Tells whether an answer lies in the future, as after the computer's clock was set back."""
    return at > now + CLOCK_DRIFT


def of_no_known_age(judged: Assessment) -> Assessment:
    """Returns how an answer that lies in the future has to be read: what does not block may be stale."""
    if judged.grade is not Grade.NO_BLOCK:
        return judged
    return replace(judged, grade=Grade.REVIEW, reasons=(_AHEAD,))


def aged(then: Assessment, at: datetime, now: datetime, rules: AssessmentRules) -> tuple[Freshness, ...]:
    """Returns the age of each check of an answer."""
    return freshness(then.judgements, at, now, rules)


def changes_between(older: Answer, newer: Answer) -> tuple[Change, ...]:
    """Returns what the newer answer says differently: outcome, assessment, then each check, as recorded then."""
    pairs = [
        (tr("Load outcome"), tr_now(older.outcome), tr_now(newer.outcome)),
        (tr("Assessment"), tr_now(older.then.grade), tr_now(newer.then.grade)),
    ]
    for check in Check:
        before, after = older.then.state(check), newer.then.state(check)
        pairs.append((tr_now(check), _word(before), _word(after)))
    return tuple(Change(what, before, after) for what, before, after in pairs if before != after)


def changes_at(answers: Sequence[Answer], place: int) -> tuple[Answer | None, tuple[Change, ...]]:
    """Returns the answer before the one at that place (the newest stand first), and what changed since.

    What was never sent has asked nothing: it changes nothing and nothing is compared with it.
    """
    newer = answers[place]
    before = (answer for answer in answers[place + 1 :] if answer.outcome is not LoadOutcome.NOT_SENT)
    older = None if newer.outcome is LoadOutcome.NOT_SENT else next(before, None)
    return older, changes_between(older, newer) if older else ()


def asked_not_to_be_called(notes: Sequence[Note]) -> Note | None:
    """Returns the wish that holds: the latest one, unless a later note undid it."""
    wishes = [note for note in notes if note.kind in (NoteKind.DO_NOT_CALL, NoteKind.MAY_BE_CALLED)]
    latest = max(wishes, key=lambda note: (note.at, note.id or 0), default=None)
    return latest if latest and latest.kind is NoteKind.DO_NOT_CALL else None


def know(answers: Sequence[Answer], notes: Sequence[Note]) -> Known:
    """Returns all that is known from these exchanges (the newest first) and notes about one number."""
    answers = tuple(answers)
    newest = next((answer for answer in answers if answer.has_answer), None)
    blocks, lifted = _blocks(answers)
    asked = asked_not_to_be_called(notes)
    standing, source = _standing(answers, newest, blocks, asked)
    open_one = next((answer for answer in answers if answer.outcome is not LoadOutcome.NOT_SENT), None)
    is_open = open_one is not None and open_one.outcome is LoadOutcome.UNKNOWN
    return Known(
        standing=standing,
        source=source,
        blocks=blocks,
        lifted=lifted,
        asked=asked,
        open_since=open_one.at if open_one and is_open else None,
        answers=answers,
    )


def _standing(
    answers: tuple[Answer, ...],
    newest: Answer | None,
    blocks: tuple[tuple[Check, Answer], ...],
    asked: Note | None,
) -> tuple[Standing, Answer | None]:
    if newest and newest.now.grade is Grade.DO_NOT_CONTACT:
        return Standing.DO_NOT_CONTACT, newest
    if blocks:
        return Standing.DO_NOT_CONTACT, blocks[0][1]
    if asked:
        return Standing.ASKED, None
    if newest is None:
        return (Standing.REVIEW, answers[0]) if answers else (Standing.NOTHING, None)
    return (Standing.NO_BLOCK if newest.now.grade is Grade.NO_BLOCK else Standing.REVIEW), newest


def _blocks(answers: tuple[Answer, ...]) -> tuple[tuple[tuple[Check, Answer], ...], tuple[tuple[Check, Answer], ...]]:
    """Returns the checks whose newest answer blocks, and those that blocked before it, each with that block."""
    standing: list[tuple[Check, Answer]] = []
    lifted: list[tuple[Check, Answer]] = []
    for check in Check:
        said = [answer for answer in answers if answer.says(check)]
        last = next((answer for answer in said if answer.blocks(check)), None)
        if last is not None:
            (standing if last is said[0] else lifted).append((check, last))
    return _newest_first(standing), _newest_first(lifted)


def _newest_first(found: list[tuple[Check, Answer]]) -> tuple[tuple[Check, Answer], ...]:
    return tuple(sorted(found, key=lambda pair: pair[1].at, reverse=True))


def _aged(judgement: Judgement, is_old: bool) -> Judgement:
    if judgement.state is not CheckState.NO_BLOCK or not is_old:
        return judgement
    return replace(judgement, state=CheckState.STALE, why=tr("stale, no block returned then"))


def _counts(judgement: Judgement, rules: AssessmentRules) -> bool:
    return rules.data_quality_counts or judgement.check is not Check.DATA_QUALITY


def _word(state: CheckState | None) -> str:
    return tr_now(state) if state else tr("no checks")
