"""The shift added up: whatever comes, the counts agree with it and with each other, and lists stay short."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.assessment import Check
from leaddesk.domain.exchange import ABOUT_TO_SEND, ExchangeRow, SettledBy, Settlement
from leaddesk.domain.freshness import Age, Freshness
from leaddesk.domain.note import Note, NoteKind
from leaddesk.domain.shift import LISTED, NOT_CHECKED, Period, ShiftTally
from leaddesk.domain.verdict import Explanation, LoadOutcome

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
PERIOD = Period(AT - timedelta(hours=1), AT + timedelta(hours=8))
names = st.sampled_from(["M. Reyes", "m. reyes", "A. Okafor", ""])
outcomes = st.sampled_from([*[outcome.value for outcome in LoadOutcome], ABOUT_TO_SEND])


def row(number=1, **changes):
    values = {
        "id": number,
        "at": AT,
        "operator": "M. Reyes",
        "profile_name": "Northside",
        "environment": "Production",
        "destination_name": "Spring outreach",
        "number": "+12025550142",
        "outcome": "Loaded",
        "assessment": "Review",
        "act": "Load lead",
    }
    return ExchangeRow(**(values | changes))


rows = st.lists(
    st.builds(
        row,
        st.integers(1, 999),
        operator=names,
        outcome=outcomes,
        assessment=st.sampled_from(["", "Review", "Do not contact", "No block returned"]),
        act=st.sampled_from(["Load lead", "Check number", "Pause campaign"]),
    )
)
notes = st.lists(st.builds(Note, at=st.just(AT), operator=names, kind=st.sampled_from(NoteKind)))


def made(tally, **more):
    return tally.report(PERIOD, "", AT, **more)


@given(rows, notes)
def test_counts_add_up(given_rows, given_notes):
    tally = ShiftTally()
    for item in given_rows:
        tally.count(item)
    for item in given_notes:
        tally.note(item)
    report = made(tally)
    together, people = report.together, report.people.values()
    assert together.exchanges == len(given_rows)
    leads = [item for item in given_rows if not item.is_act]
    wanted = {"acts": len(given_rows), "outcomes": len(leads), "assessments": len(leads)}
    for kind, many in (wanted | {"act_outcomes": len(given_rows) - len(leads)}).items():
        whole = getattr(together, kind)
        assert sum(whole.values()) == many
        for word, count in whole.items():
            assert count == sum(getattr(person, kind).get(word, 0) for person in people) > 0
    for person in people:
        assert sum(person.outcomes.values()) == sum(person.assessments.values())
    assert sum(together.notes.values()) == len(given_notes) == report.notes.total
    for name, person in report.people.items():
        mine = [item for item in given_rows if item.operator == name]
        assert person.exchanges == len(mine)
        assert person.outcomes.get("Loaded", 0) == sum(item.outcome == "Loaded" for item in mine if item in leads)
    assert report.unknowns.total == sum(item.outcome == LoadOutcome.UNKNOWN for item in leads)
    assert report.campaign_acts.total == len(given_rows) - len(leads)
    assert set(report.people) == {item.operator for item in (*given_rows, *given_notes)}


def test_people_stand_by_name_whatever_their_case():
    tally = ShiftTally()
    for name in ("b. Zed", "B. Adams", "a. Moe"):
        tally.count(row(operator=name))
    assert list(made(tally).people) == ["a. Moe", "B. Adams", "b. Zed"]


def test_what_was_not_checked_is_counted_as_such():
    tally = ShiftTally()
    tally.count(row(assessment=""))
    assert made(tally).together.assessments == {NOT_CHECKED: 1}


def test_a_list_names_the_first_and_counts_the_rest():
    tally = ShiftTally()
    for number in range(LISTED + 5):
        tally.count(row(number, outcome="Outcome unknown"))
    unknowns = made(tally).unknowns
    assert [item.id for item in unknowns.items] == list(range(LISTED))
    assert (unknowns.total, unknowns.more) == (LISTED + 5, 5)


def test_only_stale_checks_and_settlements_by_a_person_are_listed():
    tally = ShiftTally()
    old = Freshness(Check.LITIGATOR, Age.STALE, AT - timedelta(days=1), "ttl")
    fresh = Freshness(Check.FEDERAL_DNC, Age.FRESH, AT + timedelta(days=1), "31 days")
    by_answer, first, second = (
        Settlement(at=AT, by=by, outcome=LoadOutcome.LOADED, explanation=Explanation(why), assessment="")
        for by, why in ((SettledBy.ANSWER, ""), (SettledBy.PERSON, "first"), (SettledBy.PERSON, "second"))
    )
    tally.look_at(row(1), (by_answer,), (fresh,))
    tally.look_at(row(2), (by_answer, first, second, by_answer), (fresh, old))
    report = made(tally)
    assert [(item.row.id, item.stale) for item in report.stale.items] == [(2, (old,))]
    assert [(item.row.id, item.settlement) for item in report.settled.items] == [(2, second)]


def test_a_period_begins_with_its_first_moment_and_ends_before_its_last():
    assert PERIOD.holds(PERIOD.since)
    assert not PERIOD.holds(PERIOD.until)


def test_the_report_passes_on_what_it_is_told():
    report = ShiftTally().report(PERIOD, "M. Reyes", AT, older_unknowns=3, notes_complete=False)
    assert (report.period, report.operator, report.made_at) == (PERIOD, "M. Reyes", AT)
    assert (report.older_unknowns, report.notes_complete) == (3, False)
    assert (report.people, report.together.exchanges, report.stale.more) == ({}, 0, 0)
