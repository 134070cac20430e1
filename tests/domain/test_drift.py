"""Where answers are not as documented: each field once, and no word of what people typed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from leaddesk.domain.drift import (
    MOST,
    DriftKind,
    FieldChange,
    joined,
    kept_path,
    new_field,
    new_field_as_json,
    with_seen,
)

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
LATER = AT + timedelta(hours=1)


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("lead.validationResult.is_valid", "lead.validationResult.is_valid"),
        ("lead.fields[12]", "lead.fields[]"),
        ("[3].id", "[].id"),
        ("rows[0][1].name", "rows[][].name"),
        ("byNumber.7205550100.state", "byNumber.….state"),
        ("by.ada@example.com", "by.….com"),
        ("people.Ada Example", "people.…"),
        ("ids.a65f00000001", "ids.…"),
        ("k" * 61, "…"),
        (".".join("abcdefghij"), "a.b.c.d.e.f.g.h.…"),
        ("", ""),
    ],
)
def test_a_path_keeps_names_of_fields_and_nothing_that_may_be_about_a_person(path, kept):
    assert kept_path(path) == kept


@pytest.mark.parametrize(
    ("path", "value", "got", "example"),
    [
        ("lead.rndStatus", "NOT_REASSIGNED", "text", "NOT_REASSIGNED"),
        ("risk.level", "LOW", "text", "LOW"),
        ("lead.middleName", "ADA", "text", ""),
        ("lead.status", "called ada@example.com", "text", ""),
        ("lead.status", "A" * 25, "text", ""),
        ("lead.consent", True, "yes or no", "yes"),
        ("lead.consent", False, "yes or no", "no"),
        ("lead.other", 7205550100, "a number", ""),
        ("lead.score", 0.12, "a number", ""),
        ("lead.risk", {"level": "LOW"}, "an object", ""),
        ("lead.tags", ["a"], "a list", ""),
        ("lead.since", None, "nothing", ""),
    ],
)
def test_a_new_field_is_told_by_its_type_and_only_words_of_closed_lists_are_examples(path, value, got, example):
    assert new_field(path, value) == FieldChange(DriftKind.NEW, path, "", got, example)


def test_a_new_field_is_read_from_json():
    assert new_field_as_json("a.type", '"MOBILE"') == FieldChange(DriftKind.NEW, "a.type", "", "text", "MOBILE")
    assert new_field_as_json("a.type", "{") == FieldChange(DriftKind.NEW, "a.type")


def test_a_field_is_kept_once_and_counted_by_answers():
    changes = [new_field(f"rows[{at}].tier", "gold") for at in range(3)]
    once = with_seen({}, "trackdrive", "Search leads", changes, AT, "1.0")
    (drift,) = once.values()
    assert (drift.path, drift.got, drift.count, drift.first_seen, drift.last_seen) == ("rows[].tier", "text", 1, AT, AT)
    twice = with_seen(once, "trackdrive", "Search leads", [new_field("rows[7].tier", 4)], LATER, "1.1")
    (drift,) = twice.values()
    assert (drift.got, drift.count, drift.first_seen, drift.last_seen) == ("a number", 2, AT, LATER)
    assert drift.version == "1.1"
    assert once != twice


def test_vendors_calls_and_kinds_are_told_apart():
    kept = with_seen({}, "a", "Load lead", [new_field("x", 1)], AT, "1")
    kept = with_seen(kept, "b", "Load lead", [new_field("x", 1)], AT, "1")
    kept = with_seen(kept, "a", "Search leads", [new_field("x", 1)], AT, "1")
    kept = with_seen(kept, "a", "Load lead", [FieldChange(DriftKind.MISSING, "x", "text")], AT, "1")
    assert len(kept) == 4


def test_so_many_are_kept_at_most_and_those_that_are_there_still_count():
    kept = with_seen(
        {},
        "a",
        "Load lead",
        [new_field(f"{'k' * (at // 20 + 1)}.{'n' * (at % 20 + 1)}", 1) for at in range(400)],
        AT,
        "1",
    )
    assert len(kept) == MOST
    kept = with_seen(kept, "a", "Load lead", [new_field("k.n", 1), new_field("later", 1)], LATER, "1")
    assert len(kept) == MOST
    assert kept["a", "Load lead", "New", "k.n"].count == 2


def test_two_records_of_one_difference_are_one():
    (old,) = with_seen({}, "a", "Load lead", [new_field("x", 1)], AT, "1").values()
    (new,) = with_seen({}, "a", "Load lead", [new_field("x", "b")], LATER, "2").values()
    for both in (joined(old, new), joined(new, old)):
        assert (both.first_seen, both.last_seen, both.count, both.got, both.version) == (AT, LATER, 2, "text", "2")
