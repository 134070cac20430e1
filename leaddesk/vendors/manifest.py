"""Reads a vendor.toml: what a vendor is, as data; a mistake in it ends the start with its file and its place."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from leaddesk.domain.fields import FieldKind, FieldNote, FieldSpec, FormSchema, Refused, check_base_url, check_field
from leaddesk.domain.profile import MappedField
from leaddesk.domain.vendor import ONE_QUESTION, Dialer, SecretSlot, VendorInfo
from leaddesk.language import tr_now

_T = TypeVar("_T")
_READ = frozenset(("label", "help", "hint", "retired", "section", "pattern_says", "says"))
"""Keys of texts that people read; choices are kept, and translated where they are shown."""


class ManifestError(ValueError):
    """A vendor.toml that cannot be used: a mistake of ours, or a damaged installation."""


@dataclass(frozen=True, slots=True)
class Fill:
    """A dialer column that a setting fills with one of the lead's fields."""

    column: str
    sources: Mapping[str, str]
    """The lead field by the setting's choice."""


@dataclass(frozen=True, slots=True)
class Roles:
    """What destination fields do beside being kept, by their keys."""

    sends: dict[str, str] = field(default_factory=dict)
    """The key of the request body that the field fills."""
    reserves: set[str] = field(default_factory=set)
    """Fields that hold names of columns which no lead may fill."""
    must_fill: set[str] = field(default_factory=set)
    """Fields that hold names of columns which every lead must fill."""
    fills: dict[str, Fill] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manifest:
    """A vendor.toml as read."""

    info: VendorInfo
    destination_schemas: Mapping[str, FormSchema]
    """The vendor's own destination fields, by dialer."""
    roles: Roles
    field_kinds: Mapping[str, FieldKind]
    """What a custom field holds, by the vendor's word for it in a mapping."""
    columns: FormSchema
    """What the vendor's own columns hold, by their names: the limits of the lead fields that fill them."""

    def destination_schema(self, dialer: str) -> FormSchema:
        """Returns the destination fields of a dialer; none for one that the vendor does not have."""
        return self.destination_schemas.get(dialer, FormSchema(()))


def read_manifest(path: Path) -> Manifest:
    """Returns what a vendor.toml says, or raises ManifestError."""
    try:
        return _manifest(tomllib.loads(path.read_text("utf-8")))
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        said = f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error)
        raise ManifestError(f"{path.parent.name}/{path.name} cannot be used: {said}") from error


def _manifest(data: dict[str, Any]) -> Manifest:
    roles = Roles()
    fields = _fields(data.pop("destination", []), roles)
    dialers: dict[str, Dialer] = {}
    schemas: dict[str, FormSchema] = {}
    kinds = tuple(data.pop("kinds", ()))
    for row in data.pop("dialer", []):
        own, without = _fields(row.pop("destination", []), roles), row.pop("without", [])
        dialer = _dialer(row, kinds)
        if unknown := set(without) - {spec.key for spec in fields}:
            raise ValueError(f"{dialer.name} does without an unknown field: {', '.join(sorted(unknown))}")
        if dialer.retired and not dialers:
            raise ValueError(f"{dialer.name} is retired and stands first: it would be the default")
        schema = FormSchema((*(spec for spec in fields if spec.key not in without), *own))
        _look_at_check(dialer, schema)
        dialers[dialer.name] = dialer
        schemas[dialer.name] = schema
    field_kinds = {word: _kind(kind, word) for word, kind in data.pop("field_kinds", {}).items()}
    if unknown := set(field_kinds) - set(kinds):
        raise ValueError(f"field_kinds names an unknown kind: {', '.join(sorted(unknown))}")
    info = VendorInfo(
        key=data.pop("key"),
        name=data.pop("name"),
        default_base_url=data.pop("default_base_url"),
        secret_slots=tuple(_built(SecretSlot, row, "secret") for row in data.pop("secret", [])),
        options=FormSchema(_fields(data.pop("option", []), Roles())),
        dialers=tuple(dialers.values()),
        kinds=kinds,
        test_asks=tr_now(data.pop("test_asks", ONE_QUESTION)),
        returns_checks=data.pop("returns_checks", False),
        serial_by_number=data.pop("serial_by_number", False),
        rank=_rank(data.pop("rank", 100)),
        name_alone=_name_alone(data.pop("name_alone", "")),
    )
    columns = FormSchema(_fields(data.pop("column", []), Roles()))
    if data:
        raise ValueError(f"unknown keys: {', '.join(sorted(data))}")
    return Manifest(info, schemas, roles, field_kinds, columns)


def _rank(rank: object) -> int:
    if not isinstance(rank, int):
        raise ValueError(f"rank is no whole number: {rank}")
    return rank


def _name_alone(address: str) -> str:
    """Returns the address for a name alone, or raises ValueError for one that could not be an account's."""
    if address and check_base_url(address.replace("{name}", "sample")) != address.replace("{name}", "sample"):
        raise ValueError(f"name_alone is no base URL: {address}")
    if address and address.count("{name}") != 1:
        raise ValueError("name_alone has no one place for {name}")
    return address


def _fields(rows: list[dict[str, Any]], roles: Roles) -> tuple[FieldSpec, ...]:
    """Returns the fields; what they do is added to `roles`."""
    return tuple(_field(row, f"the field {row.get('key')}", roles) for row in rows)


def _field(row: dict[str, Any], what: str, roles: Roles) -> FieldSpec:
    body_key, fills = row.pop("sends", None), row.pop("fills", None)
    reserves, must_fill = row.pop("reserves", False), row.pop("must_fill", False)
    row["kind"] = _kind(row.pop("kind", FieldKind.TEXT.value), what)
    row["choices"] = tuple(row.get("choices", ()))
    row["notes"] = tuple(_note(note, f"a note of {what}") for note in row.get("notes", ()))
    spec = _built(FieldSpec, row, what)
    if spec.kind is FieldKind.CHOICE and (unknown := _own_words(spec) - set(spec.choices)):
        raise ValueError(f"{what} speaks of a word that is no choice: {', '.join(sorted(unknown))}")
    if spec.required and spec.vendor_default:
        raise ValueError(f"{what} is required and has a word for nothing")
    if spec.default:
        try:
            check_field(spec, spec.default)
        except Refused as refusal:
            raise ValueError(f"the default of {spec.key} is refused: {refusal}") from refusal
    if body_key:
        roles.sends[spec.key] = body_key
    if reserves:
        roles.reserves.add(spec.key)
    if must_fill:
        roles.must_fill.add(spec.key)
    if fills:
        roles.fills[spec.key] = _fill(spec, fills, what)
    return spec


def _own_words(spec: FieldSpec) -> set[str]:
    """Returns the words that a field's rules speak of, the empty one left out."""
    return {word for word in (spec.vendor_default, *(text for note in spec.notes for text in note.when)) if word}


def _fill(spec: FieldSpec, row: dict[str, Any], what: str) -> Fill:
    fill = _built(Fill, row, f"what {spec.key} fills")
    if not spec.required or set(fill.sources) != set(spec.choices):
        raise ValueError(f"{what} fills a column: it must be required and have a source for each choice")
    return fill


def _note(row: dict[str, Any], what: str) -> FieldNote:
    return _built(FieldNote, {**row, "when": tuple(row.get("when", ()))}, what)


def _kind(text: str, what: str) -> FieldKind:
    if text not in set(FieldKind):
        raise ValueError(f"{what} is of an unknown kind: {text}")
    return FieldKind(text)


def _dialer(row: dict[str, Any], kinds: tuple[str, ...]) -> Dialer:
    preset = tuple(_built(MappedField, item, "a preset row") for item in row.pop("preset", []))
    if unknown := {item.kind for item in preset if item.kind} - set(kinds):
        raise ValueError(f"a preset row is of an unknown kind: {', '.join(sorted(unknown))}")
    for names in ("required", "reserved"):
        if names in row:
            row[names] = tuple(row[names])
    return _built(Dialer, {**row, "preset": preset}, "a dialer")


def _look_at_check(dialer: Dialer, schema: FormSchema) -> None:
    """Raises ValueError where what a check does at the dialer cannot be meant."""
    if not isinstance(dialer.may_call_on_check, bool):
        raise ValueError(f"{dialer.name} says neither true nor false to may_call_on_check")
    forced: object = dialer.check_settings
    if not isinstance(forced, Mapping):
        raise ValueError(f"the check_settings of {dialer.name} are no table")
    for key, text in forced.items():
        spec = schema.field(key)
        if spec is None:
            raise ValueError(f"{dialer.name} forces an unknown field for a check: {key}")
        if not isinstance(text, str) or not text:
            raise ValueError(f"{dialer.name} forces nothing for a check: {key} has to be a text")
        try:
            check_field(spec, text)
        except Refused as refusal:
            raise ValueError(f"what {dialer.name} forces for a check is refused: {refusal}") from refusal


def _built(make: Callable[..., _T], row: Mapping[str, Any], what: str) -> _T:
    read = {key: tr_now(value) if key in _READ and isinstance(value, str) else value for key, value in row.items()}
    try:
        return make(**read)
    except TypeError as error:
        raise ValueError(f"{what}: {str(error).partition('() ')[2]}") from error
