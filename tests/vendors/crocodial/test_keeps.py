"""What the server will keep: the preview agrees with what a stock server really stored, in both of its modes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaddesk.domain.profile import MappedField
from leaddesk.vendors.crocodial.keeps import keep
from leaddesk.vendors.manifest import read_manifest
from tests.vendors.crocodial.samples import ADAPTER, DESTINATION, PROFILE, destination, draft, observed

_LENGTHS = {
    "title": 4,
    "first_name": 30,
    "middle_initial": 1,
    "last_name": 30,
    "address1": 100,
    "city": 50,
    "state": 2,
    "province": 50,
    "postal_code": 10,
    "country_code": 3,
    "alt_phone": 12,
    "email": 70,
    "comments": 255,
    "vendor_lead_code": 20,
    "source_id": 50,
    "rank": 5,
    "owner": 20,
    "security_phrase": 100,
}
_REFUSED_BEFORE = ("gender", "date_of_birth", "rank")
"""Columns whose odd values never leave: the form refuses them."""


def stored() -> list[tuple[str, str, str, str, str]]:
    """Returns exchange, mode, column, what was sent and what the server stored."""
    rows = []
    for key, case in observed().items():
        form: list[list[str]] = case["request"].get("form") or []
        row: dict[str, Any] = (case.get("stored_row") or [{}])[0]
        rows += [
            (key, case["variant"], column, sent, row[column])
            for column, sent in form
            if column in _LENGTHS and column not in _REFUSED_BEFORE and column in row
        ]
    return rows


def test_there_is_enough_to_compare_with() -> None:
    assert len(stored()) > 40


@pytest.mark.parametrize(("key", "mode", "column", "sent", "there"), stored())
def test_the_preview_is_what_was_stored(key: str, mode: str, column: str, sent: str, there: str) -> None:
    kept, why = keep(column, sent, _LENGTHS[column], accents_kept=mode == "utf8")
    assert kept == there
    assert bool(why) is (kept != sent)


@pytest.mark.parametrize(
    ("column", "sent", "kept", "why"),
    [
        ("email", "ada+web@example.com", "ada web@example.com", "plus sign"),
        ("address2", "Apt #4, Rear", "Apt 4 Rear", "# , are dropped"),
        ("city", "St. Mary's/East: 4@5", "St. Mary's/East: 4@5", ""),
        ("comments", 'she said "hi"; #1', "she said hi 1", '" ; # are dropped'),
        ("vendor_lead_code", "A;B", "AB", "; is dropped"),
        ("first_name", "José", "Jos", "accents"),
        ("first_name", "Ann-Marie O'Neil_2.", "Ann-Marie O'Neil_2.", ""),
        ("last_name", "Wil|son, Jr", "Wilson Jr", "| , are dropped"),
        ("rank", "99999", "32767", "highest rank"),
        ("state", "Florida", "Fl", "cut after 2"),
        ("favorite_color", "a+b", "a b", "plus sign"),
    ],
)
def test_each_change_has_its_reason(column: str, sent: str, kept: str, why: str) -> None:
    text, said = keep(column, sent, _LENGTHS.get(column, 0), accents_kept=False)
    assert text == kept
    assert why in said
    assert bool(said) is bool(why)


def test_in_non_latin_mode_accents_stay_and_emoji_do_not() -> None:
    assert keep("first_name", "José", 30, accents_kept=True) == ("José", "")
    kept, why = keep("comments", "ok 😀", 255, accents_kept=True)
    assert kept == "ok ????"
    assert "Emoji" in why


def test_a_leads_changes_are_told_by_column_and_by_the_servers_mode() -> None:
    lead = draft(first_name="José", email="ada+web@example.com", city="Sampleton")
    changes = ADAPTER.silent_changes(lead, PROFILE, DESTINATION)
    assert [(change.column, change.sent, change.kept) for change in changes] == [
        ("first_name", "José", "Jos"),
        ("email", "ada+web@example.com", "ada web@example.com"),
    ]
    kept = replace(PROFILE, options={"user": "apiuser", "accents": "Kept"})
    assert [change.column for change in ADAPTER.silent_changes(lead, kept, DESTINATION)] == ["email"]


def test_nothing_is_said_of_settings_and_of_a_plain_lead() -> None:
    place = destination(
        MappedField("Colour", "color"), custom_fields="yes", callback_comments="a+b", campaign="Spring, offers"
    )
    assert ADAPTER.silent_changes(draft(place), PROFILE, place) == ()


@given(column=st.sampled_from([*_LENGTHS, "color"]), text=st.text(max_size=60), accents=st.booleans())
def test_what_changes_has_a_reason_and_what_does_not_has_none(column: str, text: str, accents: bool) -> None:
    kept, why = keep(column, text, _LENGTHS.get(column, 0), accents_kept=accents)
    assert bool(why) is (kept != text)
    assert len(kept) <= _LENGTHS.get(column, len(kept))


def test_every_length_here_is_one_of_the_vendors_data() -> None:
    from pathlib import Path

    import leaddesk.vendors.crocodial as package

    manifest = read_manifest(Path(package.__path__[0]) / "vendor.toml")
    assert {column: spec.max_length for column in _LENGTHS if (spec := manifest.columns.field(column))} == _LENGTHS
