"""Profiles as TOML and back; what is wrong in a file is said with the profile's name and the key.

Keys this version does not know are kept beside the profiles and written again, and so are profiles that it cannot read;
comments are not. A secret has no key here: those live in the keyring.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.fields import FieldSpec, Refused, check_field
from leaddesk.domain.profile import (
    DESTINATION_NAME,
    FOR_CHECKS,
    PROFILE_FIELDS,
    ConnectionProfile,
    Destination,
    Environment,
    MappedField,
    SafetyLevel,
)
from leaddesk.language import tr

HEADER = "# LeadDesk's profiles. Keys and passwords are in the keyring of this computer, never here.\n\n"

EXPORT_HEADER = "# LeadDesk's profiles, exported without keys and passwords: those are typed anew after an import.\n\n"

_Table = Mapping[str, Any]
_PROFILE_KEYS = frozenset(
    (
        *("id", "name", "vendor", "base_url", "environment", "safety"),
        *("timeout_s", "pace_per_s", "options", "destination"),
    )
)
_DESTINATION_KEYS = frozenset(("id", "name", "dialer", "for_checks", "settings", "mapping"))
_HINT = tr("Correct the file in a text editor, then load it again.")


@dataclass(frozen=True, slots=True)
class Unread:
    """A profile that cannot be read."""

    table: _Table
    """As it stands in the file."""
    said: str
    """What is wrong with it: `profile “North”, key “timeout_s”: It has to be a number.`"""


@dataclass(frozen=True, slots=True)
class Unknown:
    """What this version does not know of a file: keys, by the table they stand in, and profiles it cannot read."""

    top: _Table = field(default_factory=dict)
    profiles: Mapping[str, _Table] = field(default_factory=dict)
    """By profile id."""
    destinations: Mapping[tuple[str, str], _Table] = field(default_factory=dict)
    """By profile id and destination id."""
    unread: tuple[Unread, ...] = ()


def to_toml(profiles: Sequence[ConnectionProfile], unknown: Unknown, header: str = HEADER) -> bytes:
    """Returns the file for these profiles, a comment first, profiles that could not be read last.

    Those of practice mode are left out. Raises StoreProblem for a text that no file can hold.
    """
    import tomli_w

    tables = [_profile_table(p, unknown) for p in profiles if p.environment is not Environment.PRACTICE]
    tables += [dict(one.table) for one in unknown.unread]
    text = header + tomli_w.dumps({**unknown.top, "profile": tables})
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise StoreProblem(
            tr("The profiles could not be saved."),
            tr("One of them holds half of a character, which no file can hold."),
            tr("Type the name or setting anew."),
        ) from error


def from_toml(data: bytes, place: str) -> tuple[tuple[ConnectionProfile, ...], Unknown]:
    """Returns the profiles of a file and what else stands in it.

    Raises StoreProblem, naming `place` and the line and column, or the profile and the key.
    """
    profiles, unknown = salvaged(data, place)
    if unknown.unread:
        raise _unreadable(f"{place}, {unknown.unread[0].said}")
    return profiles, unknown


def salvaged(data: bytes, place: str) -> tuple[tuple[ConnectionProfile, ...], Unknown]:
    """Returns the profiles of a file that can be read, and what else stands in it: those that cannot be, too.

    Raises StoreProblem, naming `place`, for a file that is no list of profiles at all.
    """
    try:
        document = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _unreadable(tr("{place}, line {line}: this is not UTF-8 text.", place=place, line=line)) from error
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(f"{place}: {error}.") from error
    except RecursionError as error:
        raise _unreadable(tr("{place}: its tables or lists are nested too deeply.", place=place)) from error
    profiles: list[ConnectionProfile] = []
    unknown_profiles: dict[str, _Table] = {}
    unknown_destinations: dict[tuple[str, str], _Table] = {}
    unread: list[Unread] = []
    try:
        tables = _tables(document, "profile", place)
    except _Wrong as wrong:
        raise _unreadable(str(wrong)) from wrong
    for number, table in enumerate(tables, start=1):
        where = tr("profile {title}", title=_title(table, number))
        try:
            profile = _profile(table, where)
            if profile.id in unknown_profiles:
                raise _wrong(where, "id", tr("Another profile has the same one."))
        except _Wrong as wrong:
            unread.append(Unread(table, str(wrong)))
            continue
        profiles.append(profile)
        unknown_profiles[profile.id] = _without(table, _PROFILE_KEYS)
        for destination, raw in zip(profile.destinations, table.get("destination", ()), strict=True):
            unknown_destinations[profile.id, destination.id] = _without(raw, _DESTINATION_KEYS)
    top = _without(document, frozenset(("profile",)))
    return tuple(profiles), Unknown(top, unknown_profiles, unknown_destinations, tuple(unread))


def unknown_places(profiles: Sequence[ConnectionProfile], unknown: Unknown) -> tuple[str, ...]:
    """Returns where the keys stand that this version does not know, such as `profile “North”, key “colour”`."""
    places = [tr("key “{key}”", key=key) for key in unknown.top]
    for profile in profiles:
        where = tr("profile “{profile}”", profile=profile.name)
        places += [tr("{where}, key “{key}”", where=where, key=key) for key in unknown.profiles.get(profile.id, {})]
        for item in profile.destinations:
            keys = unknown.destinations.get((profile.id, item.id), {})
            places += [
                tr("{where}, destination “{item}”, key “{key}”", where=where, item=item.name, key=key) for key in keys
            ]
    return tuple(places)


def _profile_table(profile: ConnectionProfile, unknown: Unknown) -> dict[str, Any]:
    return {
        "id": profile.id,
        "name": profile.name,
        "vendor": profile.vendor,
        "base_url": profile.base_url,
        "environment": profile.environment.value,
        "safety": profile.safety.value,
        "timeout_s": profile.timeout_s,
        "pace_per_s": profile.pace_per_s,
        "options": dict(profile.options),
        **unknown.profiles.get(profile.id, {}),
        "destination": [
            {
                "id": destination.id,
                "name": destination.name,
                "dialer": destination.dialer,
                **({FOR_CHECKS.key: True} if destination.for_checks else {}),
                "mapping": [_mapping_row(row) for row in destination.mapping],
                "settings": dict(destination.settings),
                **unknown.destinations.get((profile.id, destination.id), {}),
            }
            for destination in profile.destinations
        ],
    }


def _mapping_row(row: MappedField) -> dict[str, str]:
    return {"field": row.field, "column": row.column} | ({"kind": row.kind} if row.kind else {})


def _profile(table: _Table, where: str) -> ConnectionProfile:
    destinations = tuple(
        _destination(raw, tr("{where}, destination {title}", where=where, title=_title(raw, number)))
        for number, raw in enumerate(_tables(table, "destination", where), start=1)
    )
    ids = [destination.id for destination in destinations]
    if len(set(ids)) < len(ids):
        raise _wrong(where, "destination", tr("Two of them have the same id."))
    return ConnectionProfile(
        id=_text(table, "id", where),
        name=_checked(_text(table, "name", where), _spec("name"), where),
        vendor=_text(table, "vendor", where),
        base_url=_checked(_text(table, "base_url", where), _spec("base_url"), where),
        environment=Environment(
            _checked(_text(table, "environment", where, Environment.PRODUCTION), _spec("environment"), where)
        ),
        safety=SafetyLevel(_checked(_text(table, "safety", where, SafetyLevel.ASK), _spec("safety"), where)),
        timeout_s=_number(table, "timeout_s", where, 60.0),
        pace_per_s=_number(table, "pace_per_s", where, 1.0),
        options=_texts(table, "options", where),
        destinations=destinations,
    )


def _destination(table: _Table, where: str) -> Destination:
    return Destination(
        id=_text(table, "id", where),
        name=_checked(_text(table, "name", where), DESTINATION_NAME, where),
        dialer=_text(table, "dialer", where),
        for_checks=_flag(table, FOR_CHECKS.key, where),
        settings=_texts(table, "settings", where),
        mapping=tuple(
            _mapped(row, tr("{where}, mapping row {number}", where=where, number=number))
            for number, row in enumerate(_tables(table, "mapping", where), start=1)
        ),
    )


def _mapped(table: _Table, where: str) -> MappedField:
    return MappedField(
        field=_text(table, "field", where),
        column=_text(table, "column", where, ""),  # a row that is not finished; `mapping_problems` names it
        kind=_text(table, "kind", where, ""),
    )


def _spec(key: str) -> FieldSpec:
    spec = PROFILE_FIELDS.field(key)
    if spec is None:
        raise LookupError(f"PROFILE_FIELDS has no {key}")
    return spec


def _checked(text: str, spec: FieldSpec, where: str) -> str:
    """Returns a text that the editor would take too."""
    try:
        return check_field(spec, text)
    except Refused as refusal:
        raise _wrong(where, spec.key, str(refusal)) from refusal


def _text(table: _Table, key: str, where: str, default: str | None = None) -> str:
    value = table.get(key, default)
    if value is None:
        raise _wrong(where, key, tr("It is missing."))
    if not isinstance(value, str):
        raise _wrong(where, key, tr('It has to be a text in "quotes".'))
    if default is None and not value:
        raise _wrong(where, key, tr("It is empty."))
    return value


def _number(table: _Table, key: str, where: str, default: float) -> float:
    value = table.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise _wrong(where, key, tr("It has to be a number."))
    spec = _spec(key)
    if not spec.least <= value <= spec.most:
        raise _wrong(
            where, key, tr("It has to be from {least} to {most}.", least=f"{spec.least:g}", most=f"{spec.most:g}")
        )
    return float(value)


def _flag(table: _Table, key: str, where: str) -> bool:
    value = table.get(key, False)
    if not isinstance(value, bool):
        raise _wrong(where, key, tr("It has to be true or false."))
    return value


def _texts(table: _Table, key: str, where: str) -> dict[str, str]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise _wrong(where, key, tr("It has to be a table."))
    for name, text in value.items():
        if not isinstance(text, str):
            raise _wrong(where, f"{key}.{name}", tr('It has to be a text in "quotes".'))
    return dict(value)


def _tables(table: _Table, key: str, where: str) -> list[dict[str, Any]]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise _wrong(where, key, tr("It has to be a list of tables, each headed [[{key}]].", key=key))
    return value


def _title(table: _Table, number: int) -> str:
    name = table.get("name")
    return f"“{name}”" if isinstance(name, str) and re.search(r"\S", name) else str(number)


def _without(table: _Table, known: frozenset[str]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if key not in known}


class _Wrong(Exception):
    """A value that LeadDesk cannot use; the text says where it stands and why."""


def _wrong(where: str, key: str, why: str) -> _Wrong:
    return _Wrong(tr("{where}, key “{key}”: {why}", where=where, key=key, why=why))


def _unreadable(detail: str) -> StoreProblem:
    return StoreProblem(
        tr("The profiles cannot be read."), tr("{detail} The file is left as it is.", detail=detail), _HINT
    )
