"""Judges candidates for a place against the calling windows: open only where every candidate is open.

Pure and quick, so that a countdown may ask again each minute. Windows are local wall-clock time; every instant is
turned into it by the zone's own rules, which is what makes a change to or from summer time harmless.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from leaddesk.domain.calling import (
    DAY_MINUTES,
    CallingRule,
    CallingRules,
    Candidate,
    Place,
    PlaceSource,
    strictest_window,
)
from leaddesk.language import tr_later

_HORIZON_DAYS = 8
"""A window that does not change within a week, and the day begun, never changes."""
_MINUTE = timedelta(minutes=1)
_INSTANT = timedelta(microseconds=1)


class CallingState(StrEnum):
    """What the windows say of a moment, in the words of the screen."""

    OPEN = tr_later("In the calling window")
    CLOSED = tr_later("Outside the calling window")
    UNKNOWN = tr_later("Calling window not known")


_STRICTNESS = (CallingState.OPEN, CallingState.UNKNOWN, CallingState.CLOSED)


@dataclass(frozen=True, slots=True)
class PlaceTime:
    """A place and the time there."""

    source: PlaceSource
    place: Place
    local: datetime | None
    """Aware, in the place's zone; None where the zone is not known."""
    state: CallingState


@dataclass(frozen=True, slots=True, kw_only=True)
class CallingClock:
    """What the calling windows say of a number at one moment."""

    at: datetime
    state: CallingState
    until: datetime | None
    """When the state is another one, in the zone of the place that decides it; None when that is not known."""
    then: CallingState | None
    """The state from then on."""
    decided_by: Place | None
    """The place whose window ends or begins at `until`."""
    times: tuple[PlaceTime, ...]
    """Each candidate place once by source, the most exact source first."""
    windows: tuple[tuple[int, int], ...]
    """When all of it is open on this day at the first place, in minutes after midnight there."""
    rules: tuple[CallingRule, ...]
    """The rules that were asked, each once."""
    candidates: tuple[Candidate, ...]
    own_rules: bool
    """Whether the rules come from the editable copy."""

    @property
    def places(self) -> tuple[Place, ...]:
        """The places, the most exact source first."""
        return tuple(item.place for item in self.times)

    @property
    def left(self) -> timedelta | None:
        """How long it stays as it is."""
        return self.until - self.at if self.until is not None else None

    def disputed(self) -> tuple[CallingRule, ...]:
        """Returns the rules asked that are disputed."""
        return tuple(rule for rule in self.rules if rule.disputed)

    def expired(self) -> tuple[CallingRule, ...]:
        """Returns the rules asked that should have been looked at again by now."""
        return tuple(rule for rule in self.rules if rule.expired(self.at.date()))


def judge(candidates: Sequence[Candidate], rules: CallingRules, at: datetime) -> CallingClock:
    """Returns what the windows say at a time: open only if every candidate place is open, unknown without any.

    `at` carries its zone; ValueError when it does not.
    """
    if at.tzinfo is None:
        raise ValueError("a time without a zone cannot be judged")
    at = at.astimezone(UTC)
    found = [(candidate.source, place) for candidate in candidates for place in candidate.places]
    places = tuple(dict.fromkeys(place for _, place in found))
    state = _state(places, rules, at)
    change = None if state is CallingState.UNKNOWN else _next_change(places, rules, at, state)
    decider = _decider(places, rules, change) if change else None
    return CallingClock(
        at=at,
        state=state,
        until=change.astimezone(_zone(decider.zone)) if change and decider else None,
        then=_state(places, rules, change) if change else None,
        decided_by=decider,
        times=tuple(_place_time(source, place, rules, at) for source, place in found),
        windows=_open_today(places, rules, at),
        rules=tuple(dict.fromkeys(rule for place in places for rule in rules.in_state(place.state))),
        candidates=tuple(candidates),
        own_rules=rules.own,
    )


def same_time(first: Place, second: Place, at: datetime) -> bool:
    """Tells whether two places have the same time now and in both halves of the year."""
    if first.zone == second.zone:
        return True
    one, other = _zone(first.zone), _zone(second.zone)
    if one is None or other is None:
        return False
    moments = (at, at.replace(month=1, day=1), at.replace(month=7, day=1))
    return all(moment.astimezone(one).utcoffset() == moment.astimezone(other).utcoffset() for moment in moments)


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo | None:
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError):  # no such zone, or data newer than the zones of this computer
        return None


def _place_state(place: Place, rules: CallingRules, at: datetime) -> CallingState:
    zone = _zone(place.zone)
    if zone is None:
        return CallingState.UNKNOWN
    local = at.astimezone(zone)
    window = strictest_window(rules.in_state(place.state), local.weekday())
    if window is None:
        return CallingState.UNKNOWN
    minute = local.hour * 60 + local.minute
    return CallingState.OPEN if window[0] <= minute < window[1] else CallingState.CLOSED


def _state(places: Sequence[Place], rules: CallingRules, at: datetime) -> CallingState:
    """Returns the strictest state of all places; without any place nothing is known."""
    states = [_place_state(place, rules, at) for place in places]
    return max(states, key=_STRICTNESS.index, default=CallingState.UNKNOWN)


def _place_time(source: PlaceSource, place: Place, rules: CallingRules, at: datetime) -> PlaceTime:
    zone = _zone(place.zone)
    return PlaceTime(source, place, at.astimezone(zone) if zone else None, _place_state(place, rules, at))


def _next_change(places: Sequence[Place], rules: CallingRules, at: datetime, state: CallingState) -> datetime | None:
    moments = sorted({moment for place in places for moment in _moments(place, rules, at) if moment > at})
    return next((moment for moment in moments if _state(places, rules, moment) is not state), None)


def _decider(places: Sequence[Place], rules: CallingRules, change: datetime) -> Place | None:
    """Returns the place whose own state is another one from that moment on."""
    before = change - _INSTANT
    return next((p for p in places if _place_state(p, rules, before) is not _place_state(p, rules, change)), None)


def _moments(place: Place, rules: CallingRules, at: datetime) -> Iterator[datetime]:
    """Yields the instants around `at` at which a place's state may change: edges of windows, changes of its clock."""
    zone = _zone(place.zone)
    if zone is None:
        return
    today = at.astimezone(zone).date()
    asked = rules.in_state(place.state)
    edges = sorted({0} | {edge % DAY_MINUTES for rule in asked for edge in (rule.opens, rule.closes)})
    for number in range(-1, _HORIZON_DAYS + 1):
        day = today + timedelta(days=number)
        yield from (moment for edge in edges for moment in _instants(day, edge, zone))
        yield from _clock_changes(day, zone)


def _instants(day: date, minute: int, zone: ZoneInfo) -> tuple[datetime, ...]:
    """Returns when the wall clock shows a minute: twice in the autumn fold, once otherwise."""
    wall = datetime.combine(day, time(minute // 60, minute % 60), zone)
    return tuple(dict.fromkeys(wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1)))


def _clock_changes(day: date, zone: ZoneInfo) -> tuple[datetime, ...]:
    """Returns the instant at which the zone's clock is put forward or back on that day, if it is."""
    low = datetime.combine(day, time(), UTC)
    high = low + timedelta(days=1)
    if low.astimezone(zone).utcoffset() == high.astimezone(zone).utcoffset():
        return ()
    while high - low > _MINUTE:
        middle = low + (high - low) // 2 // _MINUTE * _MINUTE
        if middle.astimezone(zone).utcoffset() == low.astimezone(zone).utcoffset():
            low = middle
        else:
            high = middle
    return (high,)


def _open_today(places: Sequence[Place], rules: CallingRules, at: datetime) -> tuple[tuple[int, int], ...]:
    """Returns the stretches of the first place's day in which every place is open, by its wall clock."""
    zone = _zone(places[0].zone) if places else None
    if zone is None:
        return ()
    today = at.astimezone(zone).date()
    start = datetime.combine(today, time(), zone).astimezone(UTC)
    end = datetime.combine(today + timedelta(days=1), time(), zone).astimezone(UTC)
    inside = {moment for place in places for moment in _moments(place, rules, at) if start < moment < end}
    edges = sorted({start, end} | inside)
    windows: list[tuple[int, int]] = []
    for left, right in pairwise(edges):
        if _state(places, rules, left) is CallingState.OPEN:
            first = _wall_minute(left, zone)
            last = DAY_MINUTES if right == end else _wall_minute(right, zone)
            if windows and windows[-1][1] == first:
                first = windows.pop()[0]
            windows.append((first, last))
    return tuple(windows)


def _wall_minute(at: datetime, zone: ZoneInfo) -> int:
    local = at.astimezone(zone)
    return local.hour * 60 + local.minute
