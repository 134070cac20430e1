"""A campaign's schedule as the seven days of a week: each minute of each day with its state.

Minutes are those of the lead's own time zone. A window counts up to its end and not with it: the contract leaves open
whether the end is inside. What cannot be read, or begins at or after its own end, is marked and never guessed: where
such a window might send, the state is not known (contract section 4).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from leaddesk.domain.calling import DAY_MINUTES, WEEKDAYS
from leaddesk.domain.campaign import DAYS, Schedule, SendingWindow
from leaddesk.language import tr, tr_later, tr_now

ZONE = tr("the lead's local time")
"""The zone of every time here, in words."""


class CellState(StrEnum):
    """What a campaign does at a minute of the week, in the words of the screen."""

    SENDS = tr_later("sends")
    OVERLAP = tr_later("sends, windows overlap")
    QUIET = tr_later("does not send")
    DOUBTFUL = tr_later("not known, check in the product")
    NO_DATA = tr_later("no data")


SENDING = frozenset((CellState.SENDS, CellState.OVERLAP))


class WindowFault(StrEnum):
    """What keeps a window from being shown as one."""

    ZERO_LENGTH = tr_later("starts when it ends")
    BACKWARDS = tr_later("starts after it ends")
    OUT_OF_RANGE = tr_later("is outside 0 to 1440 minutes")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Minutes of a day that share one state."""

    start: int
    end: int
    """The first minute after it."""
    state: CellState


@dataclass(frozen=True, slots=True)
class MarkedWindow:
    """A window that does not say when texts go out."""

    weekday: int
    number: int
    """Its place in the day's list, from 1."""
    window: SendingWindow
    fault: WindowFault

    def words(self) -> str:
        """Returns day, window and fault as a sentence."""
        times = tr("{start} to {end}", start=clock(self.window.start), end=clock(self.window.end))
        return tr(
            "{day}, window {number}, {times}: it {fault}. Check in the product.",
            day=tr_now(WEEKDAYS[self.weekday]),
            number=self.number,
            times=times,
            fault=tr_now(self.fault),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of the week."""

    weekday: int
    """0 is Monday."""
    stretches: tuple[Stretch, ...]
    """In order and without gaps, from minute 0 to 1440."""
    windows: tuple[SendingWindow, ...]
    """As they came."""
    marked: tuple[MarkedWindow, ...] = ()
    unreadable: tuple[str, ...] = ()
    """What of this day could not be read."""

    @property
    def name(self) -> str:
        """The day in full, such as "Monday"."""
        return tr_now(WEEKDAYS[self.weekday])

    @property
    def has_data(self) -> bool:
        """Whether the vendor said anything of this day."""
        return self.stretches[0].state is not CellState.NO_DATA

    def sending(self) -> tuple[tuple[int, int], ...]:
        """Returns the minutes in which texts go out, from and to; overlapping windows are one."""
        found: list[tuple[int, int]] = []
        for stretch in self.stretches:
            if stretch.state in SENDING:
                joins = bool(found) and found[-1][1] == stretch.start
                found.append((found.pop()[0] if joins else stretch.start, stretch.end))
        return tuple(found)

    def words(self) -> str:
        """Returns when texts go out on this day, such as "08:00 to 12:00, 13:00 to 21:00"."""
        if not self.has_data:
            return tr_now(CellState.NO_DATA)
        times = ", ".join(tr("{start} to {end}", start=clock(start), end=clock(end)) for start, end in self.sending())
        if self.marked or self.unreadable:
            return (
                tr("{times}; the rest is {doubtful}", times=times, doubtful=tr_now(CellState.DOUBTFUL))
                if times
                else tr_now(CellState.DOUBTFUL)
            )
        doubtful = any(stretch.state is CellState.DOUBTFUL for stretch in self.stretches)
        said = times or tr_now(CellState.QUIET)
        return tr("{said}; in part {doubtful}", said=said, doubtful=tr_now(CellState.DOUBTFUL)) if doubtful else said


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Seven days, Monday first, and what belongs to none of them."""

    days: tuple[Day, ...]
    exceptions: tuple[str, ...] = ()
    """As raw JSON: on which days they hold is not known, so the week may be otherwise."""
    unreadable: tuple[str, ...] = ()
    """What could not be read and belongs to no day."""

    def without_data(self) -> tuple[str, ...]:
        """Returns the names of the days of which nothing came."""
        return tuple(day.name for day in self.days if not day.has_data)

    def cell_words(self, weekday: int, start: int, end: int) -> str:
        """Returns a cell in words, such as "Wednesday 14:00, sends"; every change inside it is named."""
        parts = list(self._within(weekday, start, end))
        changes = [tr("from {start} {state}", start=clock(part.start), state=tr_now(part.state)) for part in parts[1:]]
        return ", ".join((f"{tr_now(WEEKDAYS[weekday])} {clock(start)}", tr_now(parts[0].state), *changes))

    def notes(self) -> tuple[str, ...]:
        """Returns what to look at, a sentence each: overlaps, marked windows, what is missing or unreadable."""
        said = [note for day in self.days for note in _day_notes(day)]
        if missing := self.without_data():
            said.append(
                tr("No data for {missing}: whether texts go out then is not known.", missing=", ".join(missing))
            )
        said += [tr("Could not be read: {item}", item=item) for item in self.unreadable]
        if self.exceptions:
            said.append(
                tr("There are exceptions to this week. Their form is documented nowhere: they are shown as they came.")
            )
        return tuple(said)

    def _within(self, weekday: int, start: int, end: int) -> Iterator[Stretch]:
        if not 0 <= start < end <= DAY_MINUTES:
            raise ValueError(f"no part of a day: {start} to {end}")
        for stretch in self.days[weekday].stretches:
            if stretch.start < end and start < stretch.end:
                yield Stretch(max(start, stretch.start), min(end, stretch.end), stretch.state)


def week_of(schedule: Schedule | None) -> Week:
    """Returns the week of a schedule; seven days without data where none came."""
    found = schedule or Schedule()
    strays = tuple(key for key in found.days if key not in DAYS)
    of_no_day = tuple(item for item in found.unreadable if not item.startswith(DAYS))
    return Week(
        days=tuple(_day(weekday, found) for weekday in range(7)),
        exceptions=found.exceptions,
        unreadable=(*of_no_day, *(tr("“{key}” is no day of the week", key=key) for key in strays)),
    )


def fault_of(window: SendingWindow) -> WindowFault | None:
    """Returns what is wrong with a window; None where it is part of one day."""
    if not (0 <= window.start <= DAY_MINUTES and 0 <= window.end <= DAY_MINUTES):
        return WindowFault.OUT_OF_RANGE
    if window.start < window.end:
        return None
    return WindowFault.ZERO_LENGTH if window.start == window.end else WindowFault.BACKWARDS


def clock(minute: int) -> str:
    """Returns minutes after midnight as "14:00"; the bare number where it is on no clock."""
    if not 0 <= minute <= DAY_MINUTES:
        return tr("minute {minute}", minute=minute)
    return f"{minute // 60:02}:{minute % 60:02}"


def _day(weekday: int, schedule: Schedule) -> Day:
    key = DAYS[weekday]
    unreadable = tuple(item for item in schedule.unreadable if item.startswith(key))
    windows = schedule.days.get(key)
    if windows is None and not unreadable:
        nothing = Stretch(0, DAY_MINUTES, CellState.NO_DATA)
        return Day(weekday=weekday, stretches=(nothing,), windows=())
    came = windows or ()
    faults = [(number, window, fault_of(window)) for number, window in enumerate(came, start=1)]
    marked = tuple(MarkedWindow(weekday, number, window, fault) for number, window, fault in faults if fault)
    doubtful = DAY_MINUTES if marked or unreadable else _spill(weekday, schedule.days)
    good = [window for _, window, fault in faults if fault is None]
    return Day(
        weekday=weekday,
        stretches=_stretches(good, doubtful),
        windows=came,
        marked=marked,
        unreadable=unreadable,
    )


def _spill(weekday: int, days: Mapping[str, tuple[SendingWindow, ...]]) -> int:
    """Returns up to which minute a window of the day before may send, if it is meant to go past midnight."""
    before = days.get(DAYS[weekday - 1], ())
    ends = [window.end for window in before if fault_of(window) is WindowFault.BACKWARDS]
    ends += [window.end - DAY_MINUTES for window in before if window.end > DAY_MINUTES]
    return max(0, min(DAY_MINUTES, max(ends, default=0)))


def _stretches(good: list[SendingWindow], doubtful: int) -> tuple[Stretch, ...]:
    """Returns the whole day; up to minute `doubtful`, silence is not known to be silence."""
    edges = Counter({0: 0, doubtful: 0, DAY_MINUTES: 0})
    for window in good:
        edges[window.start] += 1
        edges[window.end] -= 1
    covering, parts = 0, list[Stretch]()
    for start, end in pairwise(sorted(edges)):
        covering += edges[start]
        state = _state(covering, doubtful=start < doubtful)
        begun = parts.pop().start if parts and parts[-1].state is state else start
        parts.append(Stretch(begun, end, state))
    return tuple(parts)


def _state(covering: int, *, doubtful: bool) -> CellState:
    if covering:
        return CellState.OVERLAP if covering > 1 else CellState.SENDS
    return CellState.DOUBTFUL if doubtful else CellState.QUIET


def _day_notes(day: Day) -> Iterator[str]:
    for part in day.stretches:
        if part.state is CellState.OVERLAP:
            yield tr(
                "{day}, {start} to {end}: windows overlap.", day=day.name, start=clock(part.start), end=clock(part.end)
            )
    yield from (marked.words() for marked in day.marked)
    yield from (tr("Could not be read: {item}", item=item) for item in day.unreadable)
