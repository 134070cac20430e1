"""Calling windows: where a called person may be, which rules hold there, and what those rules allow on a day.

The rules are advice and data, never law: each carries its source and the day it has to be looked at again. A place
without a rule is *not known*, never open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from leaddesk.language import tr_later

FEDERAL = "federal"
"""The scope of a rule that covers many states."""

WEEKDAYS = (
    tr_later("Monday"),
    tr_later("Tuesday"),
    tr_later("Wednesday"),
    tr_later("Thursday"),
    tr_later("Friday"),
    tr_later("Saturday"),
    tr_later("Sunday"),
)
"""By `date.weekday()`."""

DAY_MINUTES = 1440


class PlaceSource(StrEnum):
    """What told us a place, the most exact first."""

    ZIP = tr_later("Zip")
    STATE = tr_later("State")
    AREA_CODE = tr_later("Area code")


@dataclass(frozen=True, slots=True)
class Place:
    """One place the called person may be at: the zone gives the time, the state gives the rules."""

    zone: str = ""
    """IANA name; empty when it is not known."""
    state: str = ""
    """Two letters of a state or territory of the United States; empty elsewhere or when it is not known."""
    name: str = ""
    """In words, such as "Denver, CO" or "Canada"."""
    state_name: str = ""
    """The state in words, or the country elsewhere."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What one source says about the place."""

    source: PlaceSource
    said: str
    """What was read: the zip, the state or the area code."""
    places: tuple[Place, ...] = ()
    """Several for a state or an area code across zones; none when the source says nothing."""
    note: str = ""
    """Why it says nothing, as a sentence; empty otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallingRule:
    """One window in local wall-clock time, on some days of the week, in one state or under federal rules."""

    scope: str
    """`federal` or the two letters of a state."""
    states: tuple[str, ...]
    """Where it holds: one state, or all that the federal rule covers."""
    days: frozenset[int]
    """Days of the week by `date.weekday()`; about other days the rule says nothing."""
    opens: int
    """Minutes after midnight, the first that is inside."""
    closes: int
    """Minutes after midnight, the first that is outside again; the same as `opens` where no call is allowed."""
    source: str
    checked_on: date
    review_by: date
    disputed: bool = False
    note: str = ""

    def expired(self, on: date) -> bool:
        """Tells whether the rule should have been looked at again before that day."""
        return self.review_by < on


@dataclass(frozen=True, slots=True)
class CallingRules:
    """One version of all rules."""

    version: str
    rules: tuple[CallingRule, ...]
    own: bool = False
    """Whether they come from the editable copy and not with LeadDesk."""

    def in_state(self, state: str) -> tuple[CallingRule, ...]:
        """Returns the rules that hold in a state, the federal ones first; none where no rule is known."""
        found = [rule for rule in self.rules if state and state in rule.states]
        return tuple(sorted(found, key=lambda rule: rule.scope != FEDERAL))


def window_minutes(rule: CallingRule, weekday: int) -> tuple[int, int] | None:
    """Returns the minutes after midnight a rule leaves on a day of the week, from and to; None where it says nothing.

    Both are 0 on a day without any window. 0 is Monday.
    """
    if weekday not in rule.days:
        return None
    return (rule.opens, rule.closes) if rule.opens < rule.closes else (0, 0)


def strictest_window(rules: Iterable[CallingRule], weekday: int) -> tuple[int, int] | None:
    """Returns what all of the rules leave together on a day of the week; None where none says anything."""
    windows = [window for rule in rules if (window := window_minutes(rule, weekday)) is not None]
    if not windows:
        return None
    opens, closes = max(start for start, _ in windows), min(end for _, end in windows)
    return (opens, closes) if opens < closes else (0, 0)


def narrowed(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Returns the candidates with a typed state's place as exact as the zip gives it, where both name the same state.

    The form fills the state from the zip: counting the whole of a split state as well would close it for an hour.
    """
    kept = tuple(candidates)
    exact = tuple(
        place
        for candidate in kept
        for place in candidate.places
        if candidate.source is PlaceSource.ZIP and place.state and place.zone
    )
    return tuple(
        replace(candidate, places=exact)
        if exact and candidate.source is PlaceSource.STATE and _states(candidate.places) == _states(exact)
        else candidate
        for candidate in kept
    )


def _states(places: Iterable[Place]) -> frozenset[str]:
    return frozenset(place.state for place in places)
