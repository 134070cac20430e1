"""The calling clock in words: every time with its zone, every doubt named."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from leaddesk.domain.calling import CallingRules, Place, PlaceSource
from leaddesk.domain.calling_clock import judge
from leaddesk.domain.calling_words import (
    cautions,
    clock_time,
    disagreements,
    duration,
    headline,
    lines,
    local_time,
    local_times,
    rule_line,
    sentence,
    summary,
    wall,
)
from tests.domain.calling_samples import (
    ARMY,
    DALLAS,
    DENVER,
    MIAMI,
    NEW_YORK,
    NOWHERE,
    PENSACOLA,
    SHIPPED,
    TORONTO,
    rule,
    says,
    with_rules,
)
from tests.domain.calling_samples import wall as at_wall

AFTERNOON = at_wall("America/Denver", "2026-11-21T14:14")
AREA = PlaceSource.AREA_CODE


def test_open_is_said_with_its_end_and_countdown():
    clock = judge([says(DENVER)], SHIPPED, AFTERNOON)
    assert sentence(clock) == "2:14 pm MST in Denver, CO · in the calling window until 9:00 pm MST, 6 h 46 min"
    assert headline(clock) == "In the calling window until 9:00 pm MST, 6 h 46 min"
    assert local_time(clock) == "now 2:14 pm MST"
    assert summary(clock) == "Known from the zip alone. Today: federal rule 8 am to 9 pm. Review by Mar 31, 2027."


def test_closed_names_the_day_it_opens():
    night = at_wall("America/Denver", "2026-11-21T22:14")
    assert headline(judge([says(DENVER)], SHIPPED, night)).endswith("until tomorrow, 8:00 am MST, 9 h 46 min")
    weekend = with_rules(rule(opens=0, closes=0, days=frozenset({5, 6})))
    assert "until Monday, 8:00 am MST, 41 h 46 min" in headline(judge([says(DENVER)], weekend, AFTERNOON))


def test_disagreement_is_said_and_the_end_names_the_place_that_decides():
    clock = judge([says(DENVER), says(NEW_YORK, source=AREA)], SHIPPED, AFTERNOON)
    assert disagreements(clock) == (
        "Zip says Denver, area code says New York.",
        "Zip says Colorado, area code says New York.",
    )
    assert "until 9:00 pm EST in New York, 4 h 46 min" in sentence(clock)
    assert "agree" not in summary(clock)


def test_one_state_in_common_is_no_disagreement_and_two_states_in_one_zone_are():
    split = says(MIAMI, PENSACOLA, source=PlaceSource.STATE)
    assert disagreements(judge([split, says(PENSACOLA, source=AREA)], SHIPPED, AFTERNOON)) == ()
    states = judge([says(NEW_YORK), says(MIAMI, source=AREA)], SHIPPED, AFTERNOON)
    assert disagreements(states) == ("Zip says New York, area code says Florida.",)


def test_agreement_names_all_sources():
    three = [says(DENVER), says(DENVER, source=PlaceSource.STATE), says(DENVER, source=AREA)]
    assert summary(judge(three, SHIPPED, AFTERNOON)).startswith("Zip, state and area code agree. Today:")


def test_a_split_state_says_both_times():
    clock = judge([says(MIAMI, replace(PENSACOLA, name="Florida"), source=PlaceSource.STATE)], SHIPPED, AFTERNOON)
    assert local_times(clock) == "4:14 pm EST or 3:14 pm CST in Miami, FL"
    assert "State: Saturday 3:14 pm CST in Florida (Chicago time), in the calling window." in lines(clock)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (TORONTO, "4:14 pm EST in Canada · calling window not known: no rule known for Canada"),
        (ARMY, "Calling window not known: no time zone is known for the armed forces in Europe"),
        (NOWHERE, "Calling window not known: no time zone is known for this zip"),
        (
            Place("America/Denver"),
            "2:14 pm MST in the zone of Denver · calling window not known: "
            "the zip does not say which state: no rule known for this place",
        ),
    ],
)
def test_what_is_not_known_says_why(place, said):
    clock = judge([says(place)], SHIPPED, AFTERNOON)
    assert sentence(clock) == said
    assert lines(clock)[0] == f"{said}."


def test_a_place_without_a_zone_has_its_line_too():
    clock = judge([says(DENVER), says(NOWHERE, source=AREA)], SHIPPED, AFTERNOON)
    assert "Area code: this place, calling window not known." in lines(clock)
    assert cautions(clock) == ("No time zone is known for this area code.",)
    assert local_time(judge([says(NOWHERE)], SHIPPED, AFTERNOON)) == ""


def test_silent_sources_keep_their_note():
    clock = judge([says(note="Zip 00000 is not in the table of zips.")], SHIPPED, AFTERNOON)
    assert sentence(clock) == "Calling window not known: no zip, state or area code says where this number is"
    assert "Zip 00000 is not in the table of zips." in cautions(clock)
    assert summary(clock) == ""


def test_expired_and_disputed_rules_say_so():
    doubtful = with_rules(rule(disputed=True, note="Two readings.", review_by=date(2026, 11, 20)), own=True)
    clock = judge([says(DENVER)], doubtful, AFTERNOON)
    assert cautions(clock) == (
        "The CO rule was to be looked at again by Nov 20, 2026: it may be out of date.",
        "The CO rule is disputed. Two readings.",
    )
    assert "The rules are those of the editable copy on this computer." in lines(clock)
    assert "disputed" in cautions(judge([says(DENVER)], with_rules(rule(disputed=True)), AFTERNOON))[0]


def test_rules_are_listed_with_source_dates_days_and_note():
    texas = judge([says(DALLAS)], SHIPPED, AFTERNOON)
    said = lines(texas)
    assert "Texas Business and Commerce Code 301.051" in said[2]
    assert said[2].startswith("TX rule: 9 am to 9 pm, Monday to Saturday. Source: ")
    assert said[3].startswith("TX rule: 12 pm to 9 pm, Sunday.")
    assert said[1].endswith("Checked on Nov 21, 2026, review by Mar 31, 2027.")
    shut = rule(opens=0, closes=0, days=frozenset({0, 2}), disputed=True, note="Holidays too.")
    assert rule_line(shut).startswith("CO rule: no calls, Monday and Wednesday. Disputed. Source: A source.")
    assert rule_line(shut).endswith("Holidays too.")


def test_today_says_what_each_rule_leaves_and_no_more():
    shut = CallingRules("own", (rule(opens=0, closes=0, days=frozenset({5})), rule(days=frozenset({6}))))
    assert "Today: CO rule no calls. Review" in summary(judge([says(DENVER)], shut, AFTERNOON))


def test_a_closed_end_after_which_nothing_is_known_says_so():
    weekdays = CallingRules("own", (rule(days=frozenset(range(5))),))
    evening = judge([says(DENVER)], weekdays, at_wall("America/Denver", "2026-11-20T19:00"))
    assert headline(evening).endswith("until tomorrow, 12:00 am MST, then not known, 5 h 0 min")


def test_a_state_that_never_changes_has_no_end():
    never = judge([says(DENVER)], with_rules(rule(opens=0, closes=0)), AFTERNOON)
    assert headline(never) == "Outside the calling window"


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(seconds=1), "1 min"),
        (timedelta(minutes=59, seconds=1), "1 h 0 min"),
        (timedelta(hours=6, minutes=46), "6 h 46 min"),
        (timedelta(hours=50), "2 days 2 h"),
    ],
)
def test_a_countdown_counts_begun_minutes(left, said):
    assert duration(left) == said


@pytest.mark.parametrize(
    ("minute", "said"), [(0, "midnight"), (1440, "midnight"), (510, "8:30 am"), (720, "12 pm"), (1260, "9 pm")]
)
def test_the_edges_of_windows_in_words(minute, said):
    assert wall(minute) == said


def test_a_zone_without_a_short_name_is_named_by_its_distance():
    local = judge([says(Place("America/Sao_Paulo"))], SHIPPED, AFTERNOON).times[0].local
    assert local
    assert clock_time(local) == "6:14 pm UTC-03"
    assert clock_time(datetime(2026, 11, 21, 0, 5, tzinfo=UTC)) == "12:05 am UTC"
