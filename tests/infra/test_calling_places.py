"""Zip, state and area code each say where a number is, or say that they do not know."""

from __future__ import annotations

import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from leaddesk.domain.calling import Place, PlaceSource
from leaddesk.domain.errors import StoreProblem
from leaddesk.infra.calling_places import FILE_NAME, CallingPlaces

FILE = Path(__file__).parents[2] / "resources" / "rules" / FILE_NAME
ZIP, STATE, AREA = PlaceSource.ZIP, PlaceSource.STATE, PlaceSource.AREA_CODE
EASTERN, CENTRAL = "America/New_York", "America/Chicago"


@pytest.fixture(scope="module")
def places():
    return CallingPlaces(FILE)


def found(places, phone="", zip_code="", state=""):
    """What each source says, as zones and states."""
    answer = places.find(phone, zip_code, state)
    return {each.source: [(place.zone, place.state) for place in each.places] for each in answer}


def test_all_three_sources_in_order(places):
    answer = places.find("(303) 555-0123", "80202-1234", "co")
    assert [(each.source, each.said) for each in answer] == [(ZIP, "80202"), (STATE, "CO"), (AREA, "303")]
    assert answer[0].places == (Place("America/Denver", "CO", "Denver, CO", "Colorado"),)
    assert answer[2].places == (Place("America/Denver", "CO", "Colorado", "Colorado"),)


def test_nothing_typed_says_nothing(places):
    assert places.find("", " ", "") == ()
    assert places.find("55", "", "") == ()
    assert places.find("not a number", "", "") == ()


@pytest.mark.parametrize(
    ("phone", "expected"),
    [
        ("2125550123", [(EASTERN, "NY")]),
        ("8505550123", [(CENTRAL, "FL"), (EASTERN, "FL")]),
        ("6895550123", [(EASTERN, "FL")]),
        ("9285550123", [("America/Phoenix", "AZ"), ("America/Denver", "AZ")]),
        ("2145550123", [(CENTRAL, "TX")]),
        ("9155550123", [("America/Denver", "TX")]),
        ("7875550123", [("America/Puerto_Rico", "PR")]),
        ("4165550123", [("America/Toronto", "")]),
        ("+442079460958", [("Europe/London", "")]),
    ],
)
def test_an_area_code_names_its_zones_and_its_state(places, phone, expected):
    assert found(places, phone) == {AREA: expected}


def test_a_country_is_named(places):
    assert places.find("4165550123", "", "")[0].places[0].state_name == "Canada"


@pytest.mark.parametrize("phone", ["8005550123", "9005550123", "5005550123", "+80012345678"])
def test_a_number_without_a_place_says_so(places, phone):
    (answer,) = places.find(phone, "", "")
    assert answer.places == ()
    assert answer.note == "A number of this kind is tied to no place."


def test_a_state_across_zones_names_them_all_and_takes_its_name_too(places):
    assert found(places, state="FL") == {STATE: [(EASTERN, "FL"), (CENTRAL, "FL")]}
    assert found(places, state="north dakota") == {STATE: [(CENTRAL, "ND"), ("America/Denver", "ND")]}


def test_a_zip_makes_its_state_exact(places):
    assert found(places, zip_code="32501", state="FL") == {ZIP: [(CENTRAL, "FL")], STATE: [(CENTRAL, "FL")]}
    assert found(places, zip_code="32501", state="TX")[STATE] == [(CENTRAL, "TX"), ("America/Denver", "TX")]


@pytest.mark.parametrize("code", ["00000", "8020", "٨٠٢٠٢", "abcde", "99999-1"])
def test_a_zip_that_is_none_says_so(places, code):
    (answer,) = places.find("", code, "")
    assert answer.places == ()
    assert answer.note == f"Zip {code} is not in the table of zips."


def test_a_state_that_is_none_says_so(places):
    (answer,) = places.find("", "", "Atlantis")
    assert (answer.places, answer.note) == ((), "No state is called Atlantis.")


def test_a_zip_of_the_armed_forces_has_no_zone(places):
    (answer,) = places.find("", "09012", "")
    assert answer.places == (Place("", "AE", "the armed forces in Europe", "the armed forces in Europe"),)
    assert found(places, state="AP") == {STATE: [("", "AP")]}


def test_a_zip_without_a_zone_in_the_table_takes_those_of_its_state(places):
    import zipcodes

    odd = next(row["zip_code"] for row in zipcodes.list_all() if row["timezone"] == "Napakiak")
    assert found(places, zip_code=odd) == {ZIP: [("America/Anchorage", "AK"), ("America/Adak", "AK")]}


def test_an_area_code_newer_than_the_table_names_a_zone_and_no_state(tmp_path, monkeypatch):
    older = tmp_path / FILE_NAME
    older.write_text(FILE.read_text(encoding="utf-8").replace('"303", ', ""), encoding="utf-8")
    (answer,) = CallingPlaces(older).find("3035550123", "", "")
    assert answer.places == (Place("America/Denver"),)
    monkeypatch.setattr("leaddesk.infra.calling_places._MOST_ZONES", 0)
    (answer,) = CallingPlaces(older).find("3035550123", "", "")
    assert (answer.places, answer.note) == ((), "Nobody here knows where area code 303 is.")


def test_a_missing_table_is_a_store_problem(tmp_path):
    with pytest.raises(StoreProblem, match="table of area codes"):
        CallingPlaces(tmp_path / FILE_NAME).find("", "80202", "")


def test_the_geocoder_is_never_imported(places):
    places.find("3035550123", "", "")
    assert "phonenumbers.geocoder" not in sys.modules
    assert "phonenumbers.geodata" not in sys.modules


# ---------------------------------------------------------------- the shipped table against its neighbours


def _year(zone):
    """How a zone's clock goes in winter and summer."""
    return tuple(datetime(2026, month, 1, tzinfo=UTC).astimezone(ZoneInfo(zone)).utcoffset() for month in (1, 7))


def _table():
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def test_every_area_code_is_in_one_state_and_every_zone_exists():
    table = _table()
    codes = [code for state in table["state"].values() for code in state["area_codes"]]
    assert len(codes) == len(set(codes)) > 350
    assert all(code.isdigit() and len(code) == 3 for code in codes)
    assert set(table["crossing"]) <= set(codes)
    for zones in (*(state["zones"] for state in table["state"].values()), *table["crossing"].values()):
        assert all(_year(zone) for zone in zones)


def test_every_zip_keeps_the_time_of_its_state():
    import zipcodes

    states = {code: {_year(zone) for zone in state["zones"]} for code, state in _table()["state"].items()}
    rows = {(row["state"], row["timezone"]) for row in zipcodes.list_all() if "/" in row["timezone"]}
    assert {(state, zone) for state, zone in rows if _year(zone) not in states[state]} == set()


def test_most_zips_of_an_area_code_lie_in_its_state():
    import zipcodes

    states = {code: state for state, table in _table()["state"].items() for code in table["area_codes"]}
    counts: dict[str, dict[str, int]] = {}
    for row in zipcodes.list_all():
        for code in set(row["area_codes"]) & states.keys():
            counts.setdefault(code, {})[row["state"]] = counts.get(code, {}).get(row["state"], 0) + 1
    assert len(counts) > 330
    most = {code: max(by_state, key=by_state.__getitem__) for code, by_state in counts.items()}
    assert {code for code, state in most.items() if state != states[code]} == set()
