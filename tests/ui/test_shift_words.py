"""The shift report in words: every count in its place, every time with its zone; and which period is meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from leaddesk.domain.shift import Listing
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.shift_period import PeriodChoice, at_wall, chosen_period, read_wall, write_wall
from leaddesk.ui.views.shift_tables import shift_summary, shift_tables, shift_text
from tests.services.fakes import START
from tests.ui.shift_sample import empty_report, row, shift_report

TIMES = LocalTimes(ZoneInfo("America/New_York"))


def tables(report=None, **options):
    return {table.title: table for table in shift_tables(report or shift_report(), TIMES, **options)}


def test_what_each_person_did_and_all_together():
    table = tables()["By person"]
    assert table.columns == ("Who", "All", "Load lead", "Check number", "Pause campaign")
    assert table.rows == (
        ("A. Okafor", "3", "2", "0", "1"),
        ("M. Reyes", "2", "1", "1", "0"),
        ("Together", "5", "3", "1", "1"),
    )
    assert table.totals
    assert table.figures == {1, 2, 3, 4}


def test_outcomes_and_assessments_stand_in_the_words_of_the_screen():
    shown = tables()
    assert shown["Load outcomes"].columns == (
        *("Who", "All", "Loaded", "Duplicate", "Rejected", "Not sent", "Outcome unknown", "About to send"),
    )
    assert shown["Load outcomes"].rows[-1] == ("Together", "4", "2", "0", "0", "0", "1", "1")
    assert shown["Assessments"].columns == (
        "Who",
        "All",
        "Do not contact",
        "Review",
        "No block returned",
        "not checked",
    )
    assert shown["Assessments"].rows[-1] == ("Together", "4", "0", "2", "0", "2")


def test_what_was_done_to_campaigns_is_named_and_is_no_load():
    assert tables()["Campaigns"].rows == (
        ("Nov 21, 2:01 pm EST", "A. Okafor", "Pause campaign", "Spring outreach", "Rejected", "3"),
    )
    assert "Campaigns" not in tables(empty_report())


def test_open_unknowns_have_number_destination_and_time():
    table = tables()["Open unknowns"]
    assert table.rows == (("Nov 21, 2:00 pm EST", "A. Okafor", "(202) 555-0177", "Spring outreach", "4"),)
    assert table.note == "From before this period, 3 more are still open."


def test_what_is_stale_settled_and_on_record():
    shown = tables()
    when = "Nov 21, 2:03 pm EST"
    assert shown["Stale verdicts"].rows == (
        (when, "M. Reyes", "(202) 555-0142", "Review", "Known litigator Nov 21, 1:04 pm EST", "1"),
    )
    assert shown["Settled by a person"].rows == (
        ("Nov 21, 2:04 pm EST", "A. Okafor", "(202) 555-0142", "Loaded", "It was loaded, says A. Okafor.", "2"),
    )
    assert shown["On record by person"].rows == (
        ("nobody named", "Exported", "1"),
        ("M. Reyes", "Asked not to be called", "1"),
    )
    first, second = shown["On record"].rows
    assert first == ("Nov 21, 1:44 pm EST", "M. Reyes", "Asked not to be called", "(202) 555-0142", "<b>no</b>")
    assert second[3:] == ("", "x" * 300 + " …")


def test_numbers_can_be_masked_everywhere():
    text = shift_text(shift_report(), shift_tables(shift_report(), TIMES, lambda _number: "••••"), TIMES)
    assert "555-01" not in text
    assert text.count("••••") == 4


def test_one_person_has_no_row_that_adds_up():
    report = shift_report()
    alone = replace(report, people={"M. Reyes": report.people["M. Reyes"]}, together=report.people["M. Reyes"])
    assert tables(alone)["By person"].rows == (("M. Reyes", "2", "1", "1"),)
    assert not tables(alone)["By person"].totals


def test_what_is_not_named_is_counted():
    report = shift_report()
    shown = tables(replace(report, unknowns=Listing((row(4),), 203), older_unknowns=1, notes_complete=False))
    assert shown["Open unknowns"].note == "And 202 more. From before this period, 1 more is still open."
    assert shown["On record"].note == "There are more notes than one report reads."


def test_an_empty_shift_says_so_in_every_table():
    shown = tables(empty_report())
    assert all(not table.rows and table.empty and not table.note for table in shown.values())


def test_the_text_for_the_clipboard_has_all_of_it():
    text = shift_text(shift_report(), shift_tables(shift_report(), TIMES), TIMES)
    assert text.startswith(
        "Shift report\n"
        "Everyone, from Nov 21, 12:04 am EST to Nov 21, 2:04 pm EST: 5 exchanges. Made at Nov 21, 2:04 pm EST.\n"
        "2026-11-21 05:04:11 UTC to 2026-11-21 19:04:11 UTC\n\n"
        "By person\nWho\tAll\tLoad lead"
    )
    assert "From before this period, 3 more are still open." in text
    assert "Nothing was sent in this period." in shift_text(empty_report(), shift_tables(empty_report(), TIMES), TIMES)


def test_the_summary_names_the_one_person():
    assert shift_summary(empty_report("M. Reyes"), TIMES).startswith("M. Reyes, from")


# ---------------------------------------------------------------- periods


def test_periods_are_days_of_the_zone_of_the_screen():
    today = chosen_period(PeriodChoice.TODAY, START, TIMES)
    assert (today.since, today.until) == (datetime(2026, 11, 21, 5, tzinfo=UTC), START)
    yesterday = chosen_period(PeriodChoice.YESTERDAY, START, TIMES)
    assert (yesterday.since, yesterday.until) == (datetime(2026, 11, 20, 5, tzinfo=UTC), today.since)
    hours = chosen_period(PeriodChoice.LAST_HOURS, START, TIMES)
    assert hours.until - hours.since == timedelta(hours=8)


def test_the_day_on_which_the_clock_goes_back_has_25_hours():
    after = datetime(2026, 11, 2, 17, tzinfo=UTC)
    yesterday = chosen_period(PeriodChoice.YESTERDAY, after, TIMES)
    assert yesterday.until - yesterday.since == timedelta(hours=25)


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        ("2026-07-01T12:00", "2026-07-01T16:00:00+00:00"),
        ("2026-11-01T01:30", "2026-11-01T05:30:00+00:00"),  # comes twice: the first
        ("2026-03-08T02:30", "2026-03-08T07:30:00+00:00"),  # left out: an hour later
    ],
)
def test_a_clock_face_means_one_moment(shown, meant):
    assert at_wall(datetime.fromisoformat(shown), TIMES).isoformat() == meant


def test_a_field_is_read_back_as_it_was_written():
    at = datetime(2026, 11, 21, 19, 4, tzinfo=UTC)
    assert write_wall(at, TIMES) == "2026-11-21 14:04"
    assert read_wall(" 2026-11-21  14:04 ", TIMES) == at
    assert read_wall("2026-11-21", TIMES) == datetime(2026, 11, 21, 5, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "today", "2026-13-01 10:00", "0001-01-01 00:00", "9999-12-31 23:59"])
def test_what_is_no_time_is_none(text):
    assert read_wall(text, TIMES) is None
