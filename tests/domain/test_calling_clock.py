"""The strictest window wins: open only where every candidate is open, whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.calling import CallingRules, Place, PlaceSource, narrowed, strictest_window, window_minutes
from leaddesk.domain.calling_clock import CallingState, judge, same_time
from tests.domain.calling_samples import (
    ARMY,
    DENVER,
    EVERYWHERE,
    MIAMI,
    NAVAJO,
    NEW_YORK,
    NOWHERE,
    PENSACOLA,
    PHOENIX,
    SAN_JUAN,
    SHIPPED,
    TORONTO,
    rule,
    says,
    wall,
    with_rules,
)

OPEN, CLOSED, UNKNOWN = CallingState.OPEN, CallingState.CLOSED, CallingState.UNKNOWN
ZONES = {"CO": "America/Denver", "FL": "America/New_York", "MD": "America/New_York", "NY": "America/New_York"}
ZONES |= {"OK": "America/Chicago", "TX": "America/Chicago", "WA": "America/Los_Angeles"}
STRICTNESS = (OPEN, UNKNOWN, CLOSED)
SUNDAY, SATURDAY = "2026-11-22", "2026-11-21"

moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
candidates = st.lists(st.builds(says, st.sampled_from(EVERYWHERE), source=st.sampled_from(PlaceSource)), max_size=4)


# ---------------------------------------------------------------- each rule


@pytest.mark.parametrize(
    ("state", "day", "opens", "closes"),
    [
        ("CO", SATURDAY, "08:00", "21:00"),
        ("NY", SUNDAY, "08:00", "21:00"),
        ("FL", SATURDAY, "08:00", "20:00"),
        ("FL", SUNDAY, "08:00", "20:00"),
        ("OK", SATURDAY, "08:00", "20:00"),
        ("WA", SATURDAY, "08:00", "20:00"),
        ("MD", SUNDAY, "08:00", "20:00"),
        ("TX", SATURDAY, "09:00", "21:00"),
        ("TX", SUNDAY, "12:00", "21:00"),
    ],
)
def test_each_shipped_window_opens_and_closes_on_its_minute(state, day, opens, closes):
    place = says(Place(ZONES[state], state))
    start, end = (wall(ZONES[state], f"{day}T{time}") for time in (opens, closes))
    assert judge([place], SHIPPED, start - timedelta(seconds=1)).state is CLOSED
    opened = judge([place], SHIPPED, start)
    assert (opened.state, opened.until, opened.then) == (OPEN, end, CLOSED)
    assert judge([place], SHIPPED, end - timedelta(seconds=1)).state is OPEN
    assert judge([place], SHIPPED, end).state is CLOSED


def test_a_sample_schedule_from_8_to_21_breaks_the_five_states_and_not_the_federal_window():
    breaks = {
        each.scope
        for each in SHIPPED.rules
        for weekday in range(7)
        if (window := window_minutes(each, weekday)) and not (window[0] <= 480 and window[1] >= 1260)
    }
    assert breaks == {"FL", "OK", "WA", "MD", "TX"}


def test_a_rule_says_nothing_about_days_it_does_not_name():
    weekdays = rule(days=frozenset(range(5)))
    assert window_minutes(weekdays, 4) == (600, 1080)
    assert window_minutes(weekdays, 5) is None
    assert strictest_window([weekdays], 6) is None


def test_windows_that_do_not_meet_leave_nothing():
    early, late = rule(opens=480, closes=600), rule(opens=720, closes=900)
    assert strictest_window([early, late], 0) == (0, 0)
    assert strictest_window([early, rule(opens=540, closes=900)], 0) == (540, 600)


def test_a_day_without_calls_is_closed_all_day_and_opens_on_the_next():
    sundays = with_rules(rule(opens=0, closes=0, days=frozenset({6})))
    noon = judge([says(DENVER)], sundays, wall("America/Denver", f"{SUNDAY}T12:00"))
    assert (noon.state, noon.until) == (CLOSED, wall("America/Denver", "2026-11-23T08:00"))
    assert noon.windows == ()


def test_a_state_that_never_opens_has_no_end_in_sight():
    never = judge([says(DENVER)], with_rules(rule(opens=0, closes=0)), wall("America/Denver", f"{SUNDAY}T12:00"))
    assert (never.state, never.until, never.left, never.then) == (CLOSED, None, None, None)


def test_an_own_rule_is_known_only_on_the_days_it_names():
    weekdays = CallingRules("own", (rule(days=frozenset(range(5))),), own=True)
    friday, saturday = wall("America/Denver", "2026-11-20T12:00"), wall("America/Denver", f"{SATURDAY}T12:00")
    assert judge([says(DENVER)], weekdays, friday).state is OPEN
    assert judge([says(DENVER)], weekdays, saturday).state is UNKNOWN
    evening = judge([says(DENVER)], weekdays, wall("America/Denver", "2026-11-20T19:00"))
    assert (evening.state, evening.then) == (CLOSED, UNKNOWN)
    assert evening.until == wall("America/Denver", f"{SATURDAY}T00:00")
    assert evening.own_rules


# ---------------------------------------------------------------- several candidates


def test_two_places_are_open_only_while_both_are():
    both = [says(DENVER), says(NEW_YORK, source=PlaceSource.AREA_CODE)]
    morning = judge(both, SHIPPED, wall("America/New_York", f"{SATURDAY}T08:30"))
    assert (morning.state, morning.decided_by) == (CLOSED, DENVER)
    assert morning.until == wall("America/Denver", f"{SATURDAY}T08:00")
    day = judge(both, SHIPPED, wall("America/Denver", f"{SATURDAY}T12:00"))
    assert (day.state, day.decided_by) == (OPEN, NEW_YORK)
    assert day.until == wall("America/New_York", f"{SATURDAY}T21:00")
    assert str(day.until.tzinfo) == "America/New_York"
    assert day.left == timedelta(hours=7)
    assert day.windows == ((480, 1140),)


def test_a_stricter_state_closes_a_shared_zone():
    at = wall("America/New_York", f"{SATURDAY}T20:30")
    assert judge([says(NEW_YORK)], SHIPPED, at).state is OPEN
    assert judge([says(NEW_YORK), says(MIAMI, source=PlaceSource.AREA_CODE)], SHIPPED, at).state is CLOSED


def test_a_split_state_counts_both_of_its_zones():
    florida = [says(MIAMI, PENSACOLA, source=PlaceSource.STATE)]
    assert judge(florida, SHIPPED, wall("America/New_York", f"{SATURDAY}T08:30")).state is CLOSED
    assert judge(florida, SHIPPED, wall("America/New_York", f"{SATURDAY}T09:00")).state is OPEN
    assert judge(florida, SHIPPED, wall("America/New_York", f"{SATURDAY}T20:00")).state is CLOSED


def test_the_zip_makes_a_typed_state_as_exact_as_itself_and_leaves_another_state_alone():
    state = says(MIAMI, PENSACOLA, source=PlaceSource.STATE)
    zip_says, area = says(MIAMI), says(PENSACOLA, source=PlaceSource.AREA_CODE)
    assert narrowed([zip_says, state, area]) == (zip_says, says(MIAMI, source=PlaceSource.STATE), area)
    assert narrowed([says(DENVER), state]) == (says(DENVER), state)
    assert narrowed([says(ARMY), says(ARMY, source=PlaceSource.STATE)])[1].places == (ARMY,)
    assert narrowed([state]) == (state,)


@pytest.mark.parametrize("place", [SAN_JUAN, TORONTO, ARMY, NOWHERE, Place("America/Denver"), Place("", "CO")])
@pytest.mark.parametrize("hour", [3, 14])
def test_a_place_without_a_rule_or_a_zone_is_not_known_at_any_hour(place, hour):
    at = wall("America/Denver", f"{SATURDAY}T{hour:02}:00")
    clock = judge([says(place)], SHIPPED, at)
    assert (clock.state, clock.until, clock.windows) == (UNKNOWN, None, ())
    with_open_one = judge([says(DENVER), says(place, source=PlaceSource.AREA_CODE)], SHIPPED, at)
    assert with_open_one.state is (UNKNOWN if hour == 14 else CLOSED)


@pytest.mark.parametrize("zone", ["Napakiak", "America/Nowhere", "../etc/passwd", "America"])
def test_a_zone_that_does_not_exist_is_not_known(zone):
    assert judge([says(Place(zone, "CO"))], SHIPPED, wall("America/Denver", f"{SATURDAY}T12:00")).state is UNKNOWN


def test_nothing_said_is_not_known():
    clock = judge([says(note="Zip 00000 is not in the table of zips.")], SHIPPED, datetime(2026, 11, 21, tzinfo=UTC))
    assert (clock.state, clock.times, clock.rules, clock.places) == (UNKNOWN, (), (), ())


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="without a zone"):
        judge([says(DENVER)], SHIPPED, datetime(2026, 11, 21, 12))  # noqa: DTZ001


# ---------------------------------------------------------------- changes of the clock


def test_opening_is_on_the_wall_clock_after_both_changes():
    for day in ("2026-03-08", "2026-11-01"):
        night = judge([says(DENVER)], SHIPPED, wall("America/Denver", f"{day}T00:30"))
        assert night.until == wall("America/Denver", f"{day}T08:00")
    spring, autumn = wall("America/Denver", "2026-03-08T00:30"), wall("America/Denver", "2026-11-01T00:30")
    assert judge([says(DENVER)], SHIPPED, spring).left == timedelta(hours=6, minutes=30)
    assert judge([says(DENVER)], SHIPPED, autumn).left == timedelta(hours=8, minutes=30)


def test_a_window_that_begins_in_the_spring_gap_opens_when_the_clock_is_put_forward():
    early = CallingRules("own", (rule(opens=150, closes=1080),))
    before = judge([says(DENVER)], early, wall("America/Denver", "2026-03-08T01:59"))
    assert (before.state, before.left) == (CLOSED, timedelta(minutes=1))
    assert before.until
    assert judge([says(DENVER)], early, before.until).state is OPEN
    assert (before.until.hour, before.until.minute) == (3, 0)


def test_a_window_that_ends_in_the_autumn_fold_ends_twice():
    late = CallingRules("own", (rule(opens=0, closes=90),))
    first = judge([says(DENVER)], late, wall("America/Denver", "2026-11-01T01:15"))
    assert (first.state, first.left) == (OPEN, timedelta(minutes=15))
    between = judge([says(DENVER)], late, wall("America/Denver", "2026-11-01T01:45"))
    assert (between.state, between.left, between.then) == (CLOSED, timedelta(minutes=15), OPEN)
    again = judge([says(DENVER)], late, wall("America/Denver", "2026-11-01T01:15", fold=1))
    assert (again.state, again.left) == (OPEN, timedelta(minutes=15))


def test_arizona_keeps_its_time_and_the_navajo_nation_does_not():
    summer = wall("America/Phoenix", "2026-07-01T07:30")
    assert judge([says(PHOENIX)], SHIPPED, summer).state is CLOSED
    assert judge([says(NAVAJO)], SHIPPED, summer).state is OPEN
    winter = wall("America/Phoenix", "2026-12-01T07:30")
    assert judge([says(NAVAJO)], SHIPPED, winter).state is CLOSED
    assert not same_time(PHOENIX, NAVAJO, winter), "they differ in summer"
    assert same_time(DENVER, NAVAJO, winter)
    assert not same_time(DENVER, ARMY, winter)
    assert same_time(ARMY, Place(), winter), "no zone beside no zone"


def test_a_half_hour_zone_does_no_harm():
    own = CallingRules("own", (rule(scope="NF", states=("NF",)),))
    clock = judge([says(Place("America/St_Johns", "NF"))], own, wall("America/St_Johns", f"{SATURDAY}T09:15"))
    assert (clock.state, clock.left, clock.windows) == (CLOSED, timedelta(minutes=45), ((600, 1080),))


# ---------------------------------------------------------------- dates of the rules


def test_expired_and_disputed_rules_are_named_and_still_count():
    doubtful = with_rules(rule(disputed=True, review_by=date(2026, 11, 22)))
    clock = judge([says(DENVER)], doubtful, wall("America/Denver", f"{SATURDAY}T09:00"))
    assert clock.state is CLOSED
    assert [each.scope for each in clock.disputed()] == ["CO"]
    assert clock.expired() == ()
    later = judge([says(DENVER)], doubtful, datetime(2026, 11, 23, 0, 0, tzinfo=UTC))
    assert [each.scope for each in later.expired()] == ["CO"]
    assert [each.scope for each in later.rules] == ["federal", "CO"]


# ---------------------------------------------------------------- whatever the candidates


@given(candidates, moments)
def test_never_open_without_a_place_or_with_one_that_is_not_open(found, at):
    clock = judge(found, SHIPPED, at)
    alone = [judge([each], SHIPPED, at).state for each in found]
    assert clock.state is max(alone, key=STRICTNESS.index, default=UNKNOWN)
    if clock.state is OPEN:
        assert alone
        assert set(alone) == {OPEN}


@given(candidates, st.sampled_from(EVERYWHERE), moments)
def test_one_more_candidate_never_makes_it_less_strict(found, place, at):
    fewer, more = judge(found, SHIPPED, at), judge([*found, says(place)], SHIPPED, at)
    if found:
        assert STRICTNESS.index(more.state) >= STRICTNESS.index(fewer.state)
    if more.state is OPEN:
        assert more.until
        assert fewer.until or not found
        assert not fewer.until or more.until <= fewer.until


@given(candidates, moments)
def test_the_end_named_is_the_first_minute_of_the_other_state(found, at):
    clock = judge(found, SHIPPED, at)
    if clock.until is None or clock.decided_by is None:
        assert clock.state is UNKNOWN
        return
    assert clock.until > at
    assert clock.then is not clock.state
    assert judge(found, SHIPPED, clock.until).state is clock.then
    assert judge(found, SHIPPED, clock.until - timedelta(seconds=1)).state is clock.state
    middle = at + (clock.until - at) / 2
    assert judge(found, SHIPPED, middle).state is clock.state
    assert (judge([says(clock.decided_by)], SHIPPED, clock.until).state is CLOSED) is (clock.then is CLOSED)


@given(candidates, moments)
def test_the_day_shown_is_open_now_exactly_when_the_state_is(found, at):
    clock = judge(found, SHIPPED, at)
    local = clock.times[0].local if clock.times else None
    minute = local.hour * 60 + local.minute if local else -1
    assert any(start <= minute < end for start, end in clock.windows) is (clock.state is OPEN)
