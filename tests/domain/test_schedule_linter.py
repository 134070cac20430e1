"""The schedule linter: the windows of the calling clock, held against a week, advising and never judging."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.calling import FEDERAL, CallingRules, strictest_window
from leaddesk.domain.campaign import DAYS, Schedule, SendingWindow
from leaddesk.domain.schedule_linter import Outside, lint_schedule, outside_windows, outside_words
from leaddesk.domain.week import week_of
from tests.domain.calling_samples import SHIPPED, rule, with_rules
from tests.domain.test_week import SAMPLE, SCHEDULES, open_at

TODAY = date(2026, 11, 21)
LATE = ("FL", "MD", "OK", "WA")
RULES = st.lists(
    st.builds(
        lambda scope, days, first, second, shut: rule(
            scope=scope,
            states=("CO", "TX") if scope == FEDERAL else (scope,),
            days=frozenset(days),
            opens=0 if shut else min(first, second),
            closes=0 if shut else max(first, second) + 1,
        ),
        st.sampled_from([FEDERAL, "CO", "TX"]),
        st.sets(st.integers(0, 6), min_size=1),
        st.integers(0, 1439),
        st.integers(0, 1439),
        st.booleans(),
    ),
    max_size=5,
).map(lambda rules: CallingRules("test", tuple(rules)))


def weekly(*windows: SendingWindow) -> Schedule:
    return Schedule(days=dict.fromkeys(DAYS, windows))


def test_the_vendors_own_sample_leaves_the_windows_of_five_states_and_not_the_federal_one():
    review = lint_schedule(week_of(SAMPLE), SHIPPED, TODAY)
    assert [finding.where for finding in review.findings] == [
        "FL, Monday to Sunday",
        "MD, Monday to Sunday",
        "OK, Monday to Sunday",
        "TX, Monday to Saturday",
        "TX, Sunday",
        "WA, Monday to Sunday",
    ]
    florida, texas, sunday = review.findings[0], review.findings[3], review.findings[4]
    assert florida.sentence() == (
        "FL, Monday to Sunday: Texts may go out 20:00 to 21:00; the rule leaves 08:00 to 20:00, the lead's local time."
        " Source: Reported: Florida Statutes 501.616. Checked on Nov 21, 2026, review by Mar 31, 2027."
    )
    assert (florida.rule, florida.expired, florida.disputed) == ("calling-window FL", False, False)
    assert texas.words.startswith("Texts may go out 08:00 to 09:00; the rule leaves 09:00 to 21:00")
    assert sunday.words.startswith("Texts may go out 08:00 to 12:00; the rule leaves 12:00 to 21:00")
    assert review.unchecked == ()
    assert review.words() == "6 findings"


def test_the_vendors_own_sample_is_hatched_early_for_texas_and_late_for_four_states():
    days = outside_windows(week_of(SAMPLE), SHIPPED)
    assert days[:6] == ((Outside(480, 540, ("TX",)), Outside(1200, 1260, LATE)),) * 6
    assert days[6] == (Outside(480, 720, ("TX",)), Outside(1200, 1260, LATE))
    assert outside_words(days[0], 1200, 1230) == "outside the window of FL, MD, OK and WA"
    assert outside_words(days[0], 510, 540) == "outside the window of TX"
    assert outside_words(days[0], 540, 570) == ""


def test_a_week_within_every_window_has_no_finding_and_says_what_was_compared():
    review = lint_schedule(week_of(weekly(SendingWindow(720, 1200))), SHIPPED, TODAY)
    assert review.findings == ()
    assert review.words() == "No finding by the rules on file."
    assert review.compared.startswith(
        "Compared with the federal calling window and the rules reported for FL, MD, OK, TX and WA."
    )
    assert "texts are taken as calls" in review.compared
    assert lint_schedule(week_of(SAMPLE), CallingRules("none", ()), TODAY).words() == "No rule was asked."


def test_the_federal_window_comes_first_and_days_are_told_apart():
    days = {**SAMPLE.days, "monday": (SendingWindow(420, 1320),), "tuesday": (SendingWindow(450, 600),)}
    finding = lint_schedule(week_of(Schedule(days=days)), SHIPPED, TODAY).findings[0]
    assert finding.where == "Federal, Monday and Tuesday"
    assert finding.words == (
        "Texts may go out Monday 07:00 to 08:00 and 21:00 to 22:00; Tuesday 07:30 to 08:00;"
        " the rule leaves 08:00 to 21:00, the lead's local time."
    )
    assert finding.rule == "calling-window federal"


def test_expired_and_disputed_rules_say_so():
    old = rule(review_by=date(2026, 11, 20), disputed=True, note="Two readings exist.", closes=1080)
    (finding,) = lint_schedule(week_of(SAMPLE), CallingRules("test", (old,)), TODAY).findings
    assert finding.expired
    assert finding.words.endswith("Two readings exist.")
    assert finding.source_words() == (
        "Source: A source. Checked on Nov 21, 2026, review by Nov 20, 2026."
        " The day to look at it again has passed: it may be out of date. It is disputed."
    )


def test_expired_rules_say_so_even_where_nothing_was_found():
    week = week_of(weekly(SendingWindow(720, 1200)))
    assert "looked at again" not in lint_schedule(week, SHIPPED, date(2027, 3, 31)).compared
    assert (
        "Some of them should have been looked at again by now."
        in lint_schedule(week, SHIPPED, date(2027, 4, 1)).compared
    )


def test_a_day_without_any_window_is_a_finding_for_all_that_is_sent():
    shut = with_rules(rule(opens=0, closes=0, days=frozenset({6})))
    found = {finding.where: finding.words for finding in lint_schedule(week_of(SAMPLE), shut, TODAY).findings}
    assert found["CO, Sunday"] == "Texts may go out 08:00 to 21:00; the rule leaves no window, the lead's local time."


def test_what_cannot_be_compared_is_said():
    days = {"monday": (SendingWindow(540, 600), SendingWindow(1320, 60)), "tuesday": ()}
    review = lint_schedule(week_of(Schedule(days=days, exceptions=("{}",))), SHIPPED, TODAY)
    assert review.findings == ()
    assert review.unchecked == (
        "No data for Wednesday, Thursday, Friday, Saturday and Sunday: nothing was compared there.",
        "Not all of Monday and Tuesday is known: only what is known was compared.",
        "There is more to this schedule that cannot be read: it was not compared.",
    )


@given(SCHEDULES, RULES)
def test_a_minute_is_hatched_for_a_state_if_it_sends_there_outside_of_the_strictest_window(schedule, rules):
    week = week_of(schedule)
    hatched = outside_windows(week, rules)
    review = lint_schedule(week, rules, TODAY)
    assert bool(review.findings) == any(hatched)
    for weekday in range(7):
        for minute in range(0, 1440, 7):
            at = [item for item in hatched[weekday] if item.start <= minute < item.end]
            assert len(at) <= 1
            scopes = set(at[0].scopes) if at else set()
            for state in ("CO", "TX"):
                window = strictest_window(rules.in_state(state), weekday)
                outside = window is not None and not window[0] <= minute < window[1]
                assert bool(scopes & {FEDERAL, state}) == (bool(open_at(week, weekday, minute)) and outside)


@given(SCHEDULES)
def test_the_words_claim_nothing(schedule):
    review = lint_schedule(week_of(schedule), SHIPPED, TODAY)
    said = " ".join(
        (review.words(), review.compared, *review.unchecked, *(item.sentence() for item in review.findings))
    )
    for word in ("safe", "clean", "compliant", "clear"):
        assert word not in said.lower()
