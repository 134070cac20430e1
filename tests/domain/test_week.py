"""A schedule as a week: every minute is the state its windows give it, and what cannot be told is marked."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.campaign import DAYS, Schedule, SendingWindow
from leaddesk.domain.week import SENDING, CellState, Stretch, Week, WindowFault, clock, fault_of, week_of

W = SendingWindow
SAMPLE = Schedule(days=dict.fromkeys(DAYS, (W(480, 1260),)))
"""The schedule of the vendor's own sample."""

MINUTE = st.one_of(st.integers(0, 1440), st.integers(-3000, 3000))
WINDOWS = st.lists(st.builds(W, MINUTE, MINUTE), max_size=5).map(tuple)
SCHEDULES = st.builds(
    Schedule,
    days=st.dictionaries(st.sampled_from([*DAYS, "holiday"]), WINDOWS),
    exceptions=st.sampled_from([(), ("{}",)]),
    unreadable=st.sampled_from([(), ('tuesday[0].end: "late"',), ("exceptions: 7",)]),
)


def only(**days: tuple[SendingWindow, ...]) -> Week:
    """A week whose other days send nothing."""
    return week_of(Schedule(days={**dict.fromkeys(DAYS, ()), **days}))


def state_at(week: Week, weekday: int, minute: int) -> CellState:
    (state,) = (part.state for part in week.days[weekday].stretches if part.start <= minute < part.end)
    return state


def open_at(week: Week, weekday: int, minute: int) -> bool | None:
    """Whether texts go out at a minute by the lead's clock; None where it is not known."""
    state = state_at(week, weekday, minute)
    return state in SENDING or (False if state is CellState.QUIET else None)


def test_the_vendors_sample_sends_from_eight_to_nine_every_day():
    week = week_of(SAMPLE)
    for day in week.days:
        assert day.sending() == ((480, 1260),)
        assert day.words() == "08:00 to 21:00"
        assert [part.state for part in day.stretches] == [CellState.QUIET, CellState.SENDS, CellState.QUIET]
    assert week.notes() == ()
    assert [open_at(week, 2, minute) for minute in (479, 480, 1259, 1260)] == [False, True, True, False]
    assert week.cell_words(2, 840, 870) == "Wednesday 14:00, sends"
    assert week.cell_words(6, 0, 30) == "Sunday 00:00, does not send"


@given(SCHEDULES)
def test_a_minute_sends_if_a_good_window_covers_it_and_is_quiet_only_where_nothing_is_in_doubt(schedule):
    week = week_of(schedule)
    for weekday, day in enumerate(week.days):
        windows = schedule.days.get(DAYS[weekday], ())
        good = [window for window in windows if fault_of(window) is None]
        assert len(day.marked) == len(windows) - len(good)
        for minute in (0, 1, 539, 540, 720, 1439, *(w.start for w in good), *(w.end for w in good)):
            if minute == 1440:
                continue
            covering = sum(window.start <= minute < window.end for window in good)
            state = state_at(week, weekday, minute)
            assert (covering > 1) == (state is CellState.OVERLAP)
            assert (covering == 1) == (state is CellState.SENDS)
            if state is CellState.QUIET:
                assert DAYS[weekday] in schedule.days
                assert not day.marked
            assert open_at(week, weekday, minute) is (True if covering else False if state is CellState.QUIET else None)


@given(SCHEDULES)
def test_the_stretches_of_a_day_are_the_whole_day_without_gaps(schedule):
    week = week_of(schedule)
    assert len(week.days) == 7
    for day in week.days:
        assert (day.stretches[0].start, day.stretches[-1].end) == (0, 1440)
        for first, second in pairwise(day.stretches):
            assert first.end == second.start
            assert first.state is not second.state
        assert all(part.start < part.end for part in day.stretches)
        for start, end in day.sending():
            assert open_at(week, day.weekday, start)
            assert open_at(week, day.weekday, end - 1)
            assert end == 1440 or not open_at(week, day.weekday, end)
        assert day.has_data == (day.name not in week.without_data())


def test_overlaps_are_shown_and_windows_that_touch_are_none():
    week = only(monday=(W(540, 780), W(720, 900)), tuesday=(W(540, 720), W(720, 900)))
    assert week.days[0].stretches == (
        Stretch(0, 540, CellState.QUIET),
        Stretch(540, 720, CellState.SENDS),
        Stretch(720, 780, CellState.OVERLAP),
        Stretch(780, 900, CellState.SENDS),
        Stretch(900, 1440, CellState.QUIET),
    )
    assert week.days[0].sending() == week.days[1].sending() == ((540, 900),)
    assert week.notes() == ("Monday, 12:00 to 13:00: windows overlap.",)
    assert week.cell_words(0, 720, 750) == "Monday 12:00, sends, windows overlap"


def test_a_window_that_ends_before_it_starts_is_marked_and_both_nights_are_not_known():
    week = only(friday=(W(1320, 120), W(600, 660)))
    friday, saturday = week.days[4], week.days[5]
    assert [mark.fault for mark in friday.marked] == [WindowFault.BACKWARDS]
    assert friday.sending() == ((600, 660),)
    assert open_at(week, 4, 1350) is open_at(week, 4, 0) is None
    assert saturday.stretches == (Stretch(0, 120, CellState.DOUBTFUL), Stretch(120, 1440, CellState.QUIET))
    assert friday.words() == "10:00 to 11:00; the rest is not known, check in the product"
    assert saturday.words() == "does not send; in part not known, check in the product"
    assert week.notes() == ("Friday, window 1, 22:00 to 02:00: it starts after it ends. Check in the product.",)


def test_a_sunday_that_may_run_into_the_night_puts_monday_in_doubt():
    assert open_at(only(sunday=(W(1400, 60),)), 0, 30) is None
    assert open_at(only(sunday=(W(1200, 1500),)), 0, 30) is None
    assert open_at(only(sunday=(W(1200, 1500),)), 0, 60) is False
    assert open_at(only(sunday=(W(1200, 9000),)), 0, 1439) is None


@pytest.mark.parametrize(
    ("window", "fault", "words"),
    [
        (W(600, 600), WindowFault.ZERO_LENGTH, "Monday, window 1, 10:00 to 10:00: it starts when it ends."),
        (
            W(-5, 600),
            WindowFault.OUT_OF_RANGE,
            "Monday, window 1, minute -5 to 10:00: it is outside 0 to 1440 minutes.",
        ),
        (W(600, 1441), WindowFault.OUT_OF_RANGE, "10:00 to minute 1441"),
        (W(900, 600), WindowFault.BACKWARDS, "15:00 to 10:00: it starts after it ends."),
    ],
)
def test_what_is_no_part_of_a_day_is_marked_and_the_day_is_not_known(window, fault, words):
    week = only(monday=(window,))
    assert fault_of(window) is fault
    assert week.days[0].stretches == (Stretch(0, 1440, CellState.DOUBTFUL),)
    assert week.days[0].words() == "not known, check in the product"
    assert words in week.notes()[0]


def test_a_whole_day_and_midnight_itself_are_windows():
    week = only(monday=(W(0, 1440),))
    assert fault_of(W(0, 1440)) is None
    assert week.days[0].stretches == (Stretch(0, 1440, CellState.SENDS),)
    assert week.days[0].words() == "00:00 to 24:00"


def test_an_empty_day_sends_nothing_and_a_missing_day_says_nothing():
    week = week_of(Schedule(days={"monday": ()}))
    assert open_at(week, 0, 600) is False
    assert open_at(week, 1, 600) is None
    assert [day.words() for day in week.days[:2]] == ["does not send", "no data"]
    assert week.without_data() == ("Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    assert "whether texts go out then is not known" in week.notes()[0]
    assert week_of(None).without_data()[0] == "Monday"
    assert week_of(None).cell_words(3, 840, 870) == "Thursday 14:00, no data"


def test_what_cannot_be_read_makes_its_day_doubtful_and_is_named():
    days = {**SAMPLE.days, "monday": (W(600, 660),), "Feiertag": ()}
    unreadable = ('monday[1].end: "late"', "exceptions: 7")
    week = week_of(Schedule(days=days, exceptions=('{"day": "x"}',), unreadable=unreadable))
    assert open_at(week, 0, 600) is True
    assert open_at(week, 0, 700) is None
    assert open_at(week, 1, 0) is False
    assert week.notes()[:3] == (
        'Could not be read: monday[1].end: "late"',
        "Could not be read: exceptions: 7",
        "Could not be read: “Feiertag” is no day of the week",
    )
    assert week.notes()[3].startswith("There are exceptions to this week.")
    assert week.exceptions == ('{"day": "x"}',)
    lost = week_of(Schedule(unreadable=('monday: "always"',)))
    assert lost.days[0].has_data
    assert open_at(lost, 0, 600) is None


def test_a_cell_names_each_change_inside_it():
    week = only(monday=(W(855, 900), W(870, 880)))
    assert week.cell_words(0, 840, 870) == "Monday 14:00, does not send, from 14:15 sends"
    for bad in ((0, 0), (30, 0), (1410, 1470), (-30, 0)):
        with pytest.raises(ValueError, match="no part of a day"):
            week.cell_words(0, *bad)


def test_a_thousand_windows_are_one_day():
    many = tuple(W(minute, minute + 1) for minute in range(0, 1440, 2)) * 20
    week = only(monday=many)
    assert len(week.days[0].sending()) == 720
    assert clock(1440) == "24:00"
