"""Where a called person may be, from zip, state and area code: offline tables, no network, no geocoder.

Each look-up blocks, the first while tables are read: always off the UI thread. What cannot be read says so in a note;
nothing is guessed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from leaddesk.domain.calling import Candidate, Place, PlaceSource, narrowed
from leaddesk.domain.phone import Phone, PhoneProblem, parse_phone, region_name
from leaddesk.infra.files import store_border
from leaddesk.infra.zip_codes import find_zip
from leaddesk.language import tr

FILE_NAME = "area-codes.toml"
_MOST_ZONES = 4
"""A number whose prefix spans more zones than that names no place."""


@dataclass(frozen=True, slots=True)
class _State:
    name: str
    zones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Tables:
    states: Mapping[str, _State]
    by_name: Mapping[str, str]
    """Two letters by the state's name in small letters."""
    by_area_code: Mapping[str, str]
    crossing: Mapping[str, tuple[str, ...]]


class CallingPlaces:
    """Finds the candidates for one lead; implements `services.calling_clock.PlaceFinder`."""

    def __init__(self, file: Path) -> None:
        """Takes the shipped table of states and area codes; it is read at the first look-up."""
        self._file = file

    def find(self, phone: str, zip_code: str, state: str) -> tuple[Candidate, ...]:
        """Returns a candidate for each of the three that says something or cannot be read, the most exact first.

        Raises StoreProblem when LeadDesk's own table cannot be read.
        """
        found = (self._of_zip(zip_code.strip()), self._of_state(state.strip()), self._of_phone(phone))
        return narrowed(candidate for candidate in found if candidate is not None)

    @cached_property
    def _tables(self) -> _Tables:
        with store_border(tr("The table of area codes cannot be read."), self._file):
            raw = tomllib.loads(self._file.read_text(encoding="utf-8"))
        return _tables(raw)

    def _of_zip(self, text: str) -> Candidate | None:
        if not text:
            return None
        code = text[:5]
        row = find_zip(code)
        if row is None:
            return Candidate(PlaceSource.ZIP, text, note=tr("Zip {text} is not in the table of zips.", text=text[:10]))
        state = self._tables.states.get(row.state)
        zone = row.zone if "/" in row.zone else ""
        zones: Sequence[str] = (zone,) if zone or state is None else state.zones or ("",)
        name = state.name if state and not state.zones else f"{row.city}, {row.state}"
        return Candidate(PlaceSource.ZIP, code, _places(zones, row.state, name, state.name if state else ""))

    def _of_state(self, text: str) -> Candidate | None:
        if not text:
            return None
        code = text.upper() if text.upper() in self._tables.states else self._tables.by_name.get(text.lower(), "")
        if not code:
            return Candidate(PlaceSource.STATE, text, note=tr("No state is called {text}.", text=text[:40]))
        state = self._tables.states[code]
        return Candidate(PlaceSource.STATE, code, _places(state.zones or ("",), code, state.name, state.name))

    def _of_phone(self, text: str) -> Candidate | None:
        try:
            phone = parse_phone(text)
        except PhoneProblem:
            return None  # the field itself says what is wrong with it
        area_code = phone.e164[2:5] if phone.e164.startswith("+1") else ""
        state = self._tables.by_area_code.get(area_code, "")
        if state:
            known = self._tables.states[state]
            zones = self._tables.crossing.get(area_code) or _zones(phone) or known.zones
            return Candidate(PlaceSource.AREA_CODE, area_code, _places(zones, state, known.name, known.name))
        return _elsewhere(phone, area_code)


def _elsewhere(phone: Phone, area_code: str) -> Candidate:
    """Returns what a number says that is in no state we know: a country, or nothing at all."""
    said = area_code or phone.e164
    if not _tied_to_a_place(phone):
        return Candidate(PlaceSource.AREA_CODE, said, note=tr("A number of this kind is tied to no place."))
    country = region_name(phone.region) if phone.region not in ("", "US") else ""
    zones = _zones(phone)
    if not zones and not country:
        return Candidate(
            PlaceSource.AREA_CODE,
            said,
            note=tr("Nobody here knows where area code {area_code} is.", area_code=area_code),
        )
    return Candidate(PlaceSource.AREA_CODE, said, _places(zones or ("",), "", country, country))


def _tied_to_a_place(phone: Phone) -> bool:
    import phonenumbers

    kinds = phonenumbers.PhoneNumberType
    tied = (kinds.FIXED_LINE, kinds.MOBILE, kinds.FIXED_LINE_OR_MOBILE)
    return phonenumbers.number_type(phonenumbers.parse(phone.e164)) in tied


def _zones(phone: Phone) -> tuple[str, ...]:
    """Returns the zones of the number's prefix; none where the prefix spans too many to name a place."""
    import phonenumbers
    import phonenumbers.timezone

    found = phonenumbers.timezone.time_zones_for_number(phonenumbers.parse(phone.e164))
    zones = tuple(zone for zone in found if zone != phonenumbers.timezone.UNKNOWN_TIMEZONE)
    return zones if len(zones) <= _MOST_ZONES else ()


def _places(zones: Sequence[str], state: str, name: str, state_name: str) -> tuple[Place, ...]:
    return tuple(Place(zone, state, name, state_name) for zone in zones)


def _tables(raw: Mapping[str, Any]) -> _Tables:
    states = {code: _State(table["name"], tuple(table["zones"])) for code, table in raw["state"].items()}
    return _Tables(
        states=states,
        by_name={state.name.lower(): code for code, state in states.items()},
        by_area_code={area: code for code, table in raw["state"].items() for area in table["area_codes"]},
        crossing={area: tuple(zones) for area, zones in raw["crossing"].items()},
    )
