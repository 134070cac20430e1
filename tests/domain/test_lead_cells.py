"""Cells are read by the kind of their column, in every form that was seen, and never invented."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.lead_cells import (
    JsonText,
    export_cell,
    export_column,
    plain_text,
    read_number,
    read_time,
    read_truth,
    sort_key,
)
from leaddesk.domain.lead_columns import ColumnKind
from leaddesk.domain.lead_page import ABSENT

NO_TRUTHS: tuple[object, ...] = (None, 2, "maybe", "", 1.0, [], ABSENT)
NO_NUMBERS: tuple[object, ...] = (
    True, None, "", "1e5", "NaN", float("inf"), float("nan"), 10**40, "9" * 99, [],
)  # fmt: skip
TEN = datetime(2026, 2, 3, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "truth"),
    [
        *[(value, True) for value in (True, 1, "1", "true", "Yes", " on ")],
        *[(value, False) for value in (False, 0, "0", "FALSE", "no", "off")],
        *[(value, None) for value in NO_TRUTHS],
    ],
)
def test_a_truth_has_many_spellings(value: object, truth: bool | None) -> None:
    assert read_truth(value) is truth


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (12, "12"),
        (12.1, "12.1"),
        ("0.10", "0.10"),
        (" -7 ", "-7"),
        *[(value, None) for value in NO_NUMBERS],
    ],
)
def test_money_is_exact_or_not_there(value: object, number: str | None) -> None:
    read = read_number(value)
    assert read == (None if number is None else Decimal(number))
    assert number is None or str(read) == number


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-03T10:00:00.000-05:00",
        "2026-02-03T15:00:00Z",
        "2026-02-03 10:00:00 -0500",
        "2026-02-03 15:00:00 UTC",
        " 2026-02-03T15:00+00:00 ",
        "2026-02-03T15:00:00.00000000Z",
    ],
)
def test_times_are_read_in_both_documented_forms(text: str) -> None:
    assert read_time(text) == TEN


@pytest.mark.parametrize(
    "value",
    ["2026-02-03T10:00:00", "2026-02-03", "soon", "2026-13-03T10:00:00Z", "0001-01-01T00:00:00+10:00", 5, None],
)  # fmt: skip
def test_what_names_no_zone_or_no_day_is_no_time(value: object) -> None:
    assert read_time(value) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (ABSENT, ""),
        ("a", "a"),
        (True, "true"),
        (False, "false"),
        (12, "12"),
        (1.5, "1.5"),
        (10**30, "1" + "0" * 30),
        ({"a": ["Zoë"]}, '{"a": ["Zoë"]}'),
    ],
)
def test_any_cell_has_a_text(value: object, text: str) -> None:
    assert plain_text(value) == text


def test_a_column_is_sorted_whatever_stands_in_it() -> None:
    values = ["b", None, 3, "10", ABSENT, "A", 2.5, "", True, {"a": 1}]
    order = sorted(values, key=lambda value: sort_key(ColumnKind.TEXT, value))
    assert order[:3] == [2.5, 3, "10"]
    assert order[3:7] == ["A", "b", True, {"a": 1}]
    assert set(map(str, order[7:])) == {"None", "Absent.ABSENT", ""}


def test_times_and_truths_sort_by_what_they_mean() -> None:
    early, late = "2026-02-03T10:00:00-05:00", "2026-02-03T14:59:00+00:00"
    assert sort_key(ColumnKind.TIME, late) < sort_key(ColumnKind.TIME, early) < sort_key(ColumnKind.TIME, "Soon")
    keys = [sort_key(ColumnKind.BOOLEAN, value) for value in (False, "yes", "perhaps", None)]
    assert keys == sorted(keys)


@given(st.lists(st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(allow_nan=False)))
def test_keys_of_any_mixture_compare(values: list[object]) -> None:
    for kind in ColumnKind:
        sorted(sort_key(kind, value) for value in values)


@pytest.mark.parametrize(
    ("kind", "value", "cell"),
    [
        (ColumnKind.TEXT, None, None),
        (ColumnKind.TEXT, ABSENT, None),
        (ColumnKind.TEXT, 7001, 7001),
        (ColumnKind.TEXT, 10**20, "100000000000000000000"),
        (ColumnKind.TEXT, True, True),
        (ColumnKind.TEXT, "=1+1", "=1+1"),
        (ColumnKind.NUMBER, 1.5, 1.5),
        (ColumnKind.NUMBER, float("inf"), "inf"),
        (ColumnKind.MONEY, "0.10", "0.10"),
        (ColumnKind.TIME, "2026-02-03 10:00:00 -0500", TEN),
        (ColumnKind.TIME, "soon", "soon"),
        (ColumnKind.BOOLEAN, "yes", True),
        (ColumnKind.BOOLEAN, "perhaps", "perhaps"),
        (ColumnKind.JSON, {"a": 1}, JsonText('{"a": 1}')),
    ],
)
def test_an_export_takes_a_cell_by_its_type(kind: ColumnKind, value: object, cell: object) -> None:
    assert export_cell(kind, value) == cell
    assert type(export_cell(kind, value)) is type(cell)


@given(st.data(), st.sampled_from(ColumnKind))
def test_a_column_is_exported_cell_by_cell(data: st.DataObject, kind: ColumnKind) -> None:
    texts = st.text(max_size=5) | st.sampled_from(["yes", "2026-02-03T10:00:00.250-05:00", "2026-02-03 10:00:00 -0500"])
    some = st.sampled_from([texts, st.integers(), st.booleans(), st.floats(allow_nan=False), st.just({"a": 1})])
    values = data.draw(st.lists(st.none() | st.just(ABSENT) | data.draw(some) | data.draw(some), max_size=6))
    cells = [export_cell(kind, value) for value in values]
    assert list(export_column(kind, values)) == cells
    assert list(map(type, export_column(kind, values))) == list(map(type, cells))


@pytest.mark.parametrize("value", [2**53 - 1, 1 - 2**53, 2**53, -(2**53)])
def test_a_number_that_a_float_does_not_hold_is_exported_as_text(value: int) -> None:
    assert export_cell(ColumnKind.NUMBER, value) == (value if abs(value) < 2**53 else str(value))


@given(
    st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2199, 1, 1)),  # noqa: DTZ001 - given its zone below
    st.sampled_from([0, 3, 6]),
    st.sampled_from(["+00:00", "-05:00", "+05:30"]),
)
def test_ordinary_times_are_read_as_those_with_an_odd_zone(moment: datetime, digits: int, zone: str) -> None:
    fraction = f".{moment.microsecond:06}"[: digits + 1] if digits else ""
    text = f"{moment:%Y-%m-%dT%H:%M:%S}{fraction}"
    assert read_time(text + zone) == read_time(f"{text} {zone.replace(':', '')}") is not None
