"""Holds a campaign's week against the dated calling windows of the states: advice, never a block.

The rules are those of the calling clock and are read from nowhere else. They speak of calls, and texts are taken as
calls. Windows are local wall-clock time on both sides, as a campaign sends by the lead's own clock (contract section
4), so no zone has to be known. Stretches that are not known, and days without data, are named and not judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from leaddesk.domain.advice import Advice, Review
from leaddesk.domain.calling import FEDERAL, CallingRule, CallingRules, window_minutes
from leaddesk.domain.calling_words import and_words, weekday_words
from leaddesk.domain.week import ZONE, CellState, Week, clock
from leaddesk.language import tr

RULE = "calling-window"
_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Outside:
    """Minutes of a day in which a campaign sends and some rule leaves no window."""

    start: int
    end: int
    """The first minute after it."""
    scopes: tuple[str, ...]
    """Whose rules: `federal` first, then the states by their letters."""


def lint_schedule(week: Week, rules: CallingRules, today: date) -> Review:
    """Returns a finding for each rule whose window the week leaves, and what could not be compared."""
    found = tuple(advice for rule in _ordered(rules) if (advice := _advice(week, rule, today)))
    return Review(found, tuple(_unchecked(week)), _compared(rules, today))


def outside_windows(week: Week, rules: CallingRules) -> tuple[tuple[Outside, ...], ...]:
    """Returns for each day, Monday first, the stretches to hatch: where texts go out and a rule leaves no window."""
    return tuple(_outside_on(weekday, week, rules) for weekday in range(7))


def outside_words(outside: Iterable[Outside], start: int, end: int) -> str:
    """Returns what to add to the words of a cell, from minute and to minute; empty where no rule objects."""
    scopes = {scope for item in outside if item.start < end and start < item.end for scope in item.scopes}
    return tr("outside the window of {rules}", rules=and_words(_sorted(scopes))) if scopes else ""


def _advice(week: Week, rule: CallingRule, today: date) -> Advice | None:
    days: dict[tuple[_Span, ...], list[int]] = {}
    for weekday in range(7):
        if spans := tuple(_beyond(week, rule, weekday)):
            days.setdefault(spans, []).append(weekday)
    if not days:
        return None
    weekdays = weekday_words(weekday for found in days.values() for weekday in found)
    if len(days) == 1:
        said = _times(next(iter(days)))
    else:
        said = "; ".join(f"{weekday_words(found)} {_times(spans)}" for spans, found in days.items())
    window = (
        tr("{opens} to {closes}", opens=clock(rule.opens), closes=clock(rule.closes))
        if rule.opens < rule.closes
        else tr("no window")
    )
    note = f" {rule.note}" if rule.note else ""
    return Advice(
        rule=f"{RULE} {rule.scope}",
        where=f"{tr('Federal') if rule.scope == FEDERAL else rule.scope}, {weekdays}",
        words=tr(
            "Texts may go out {said}; the rule leaves {window}, {zone}.{note}",
            said=said,
            window=window,
            zone=ZONE,
            note=note,
        ),
        source=rule.source,
        checked_on=rule.checked_on,
        review_by=rule.review_by,
        expired=rule.expired(today),
        disputed=rule.disputed,
    )


def _beyond(week: Week, rule: CallingRule, weekday: int) -> Iterator[_Span]:
    """Yields when texts go out on a day and the rule leaves no window."""
    window = window_minutes(rule, weekday)
    if window is None:
        return
    opens, closes = window
    for start, end in week.days[weekday].sending():
        if opens == closes:
            yield start, end
            continue
        if start < opens:
            yield start, min(end, opens)
        if end > closes:
            yield max(start, closes), end


def _outside_on(weekday: int, week: Week, rules: CallingRules) -> tuple[Outside, ...]:
    beyond = [(span, rule.scope) for rule in rules.rules for span in _beyond(week, rule, weekday)]
    edges = sorted({edge for span, _ in beyond for edge in span})
    found: list[Outside] = []
    for start, end in pairwise(edges):
        scopes = _sorted({scope for span, scope in beyond if span[0] <= start and end <= span[1]})
        if not scopes:
            continue
        joins = bool(found) and found[-1].end == start and found[-1].scopes == scopes
        found.append(Outside(found.pop().start if joins else start, end, scopes))
    return tuple(found)


def _unchecked(week: Week) -> Iterator[str]:
    if missing := week.without_data():
        yield tr("No data for {missing}: nothing was compared there.", missing=and_words(missing))
    doubtful = [day.name for day in week.days if any(part.state is CellState.DOUBTFUL for part in day.stretches)]
    if doubtful:
        yield tr("Not all of {doubtful} is known: only what is known was compared.", doubtful=and_words(doubtful))
    if week.exceptions or week.unreadable:
        yield tr("There is more to this schedule that cannot be read: it was not compared.")


def _compared(rules: CallingRules, today: date) -> str:
    scopes = _sorted({rule.scope for rule in rules.rules})
    if not scopes:
        return ""
    federal = [tr("the federal calling window")] if FEDERAL in scopes else []
    states = [scope for scope in scopes if scope != FEDERAL]
    reported = [tr("the rules reported for {states}", states=and_words(states))] if states else []
    late = (
        tr(" Some of them should have been looked at again by now.")
        if any(r.expired(today) for r in rules.rules)
        else ""
    )
    return tr(
        "Compared with {federal}. They speak of calls; texts are taken as calls.{late} Other states may "
        "have rules of their own.",
        federal=and_words(federal + reported),
        late=late,
    )


def _ordered(rules: CallingRules) -> list[CallingRule]:
    return sorted(rules.rules, key=lambda rule: (rule.scope != FEDERAL, rule.scope, -len(rule.days), min(rule.days)))


def _sorted(scopes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(scopes, key=lambda scope: (scope != FEDERAL, scope)))


def _times(spans: Iterable[_Span]) -> str:
    return and_words(tr("{start} to {end}", start=clock(start), end=clock(end)) for start, end in spans)
