"""Reads a vendor.toml: what a vendor is, as data; a mistake in it ends the start with its file and its place."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from leaddesk.domain.fields import FieldKind, FieldSpec, FormSchema, Refused, check_field
from leaddesk.domain.profile import MappedField
from leaddesk.domain.vendor import Dialer, SecretSlot, VendorInfo

_T = TypeVar("_T")


class ManifestError(ValueError):
    """A vendor.toml that cannot be used: a mistake of ours, or a damaged installation."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """A vendor.toml as read."""

    info: VendorInfo
    destination_schemas: Mapping[str, FormSchema]
    """The vendor's own destination fields, by dialer."""
    sends: Mapping[str, str]
    """The key of the request body that a destination field fills, by field."""

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
    sends: dict[str, str] = {}
    fields = _fields(data.pop("destination", []), sends)
    dialers: dict[str, Dialer] = {}
    schemas: dict[str, FormSchema] = {}
    kinds = tuple(data.pop("kinds", ()))
    for row in data.pop("dialer", []):
        own, without = _fields(row.pop("destination", []), sends), row.pop("without", [])
        dialer = _dialer(row, kinds)
        if unknown := set(without) - {field.key for field in fields}:
            raise ValueError(f"{dialer.name} does without an unknown field: {', '.join(sorted(unknown))}")
        dialers[dialer.name] = dialer
        schemas[dialer.name] = FormSchema((*(field for field in fields if field.key not in without), *own))
    info = VendorInfo(
        key=data.pop("key"),
        name=data.pop("name"),
        default_base_url=data.pop("default_base_url"),
        secret_slots=tuple(_built(SecretSlot, row, "secret") for row in data.pop("secret", [])),
        options=FormSchema(_fields(data.pop("option", []), {})),
        dialers=tuple(dialers.values()),
        kinds=kinds,
        returns_checks=data.pop("returns_checks", False),
    )
    if data:
        raise ValueError(f"unknown keys: {', '.join(sorted(data))}")
    return Manifest(info, schemas, sends)


def _fields(rows: list[dict[str, Any]], sends: dict[str, str]) -> tuple[FieldSpec, ...]:
    """Returns the fields; the body keys they fill are added to `sends`."""
    fields = []
    for row in rows:
        body_key = row.pop("sends", None)
        kind = row.pop("kind", FieldKind.TEXT.value)
        if kind not in set(FieldKind):
            raise ValueError(f"the field {row.get('key')} is of an unknown kind: {kind}")
        row["choices"] = tuple(row.get("choices", ()))
        field = _built(FieldSpec, {**row, "kind": FieldKind(kind)}, f"the field {row.get('key')}")
        if field.default:
            try:
                check_field(field, field.default)
            except Refused as refusal:
                raise ValueError(f"the default of {field.key} is refused: {refusal}") from refusal
        if body_key:
            sends[field.key] = body_key
        fields.append(field)
    return tuple(fields)


def _dialer(row: dict[str, Any], kinds: tuple[str, ...]) -> Dialer:
    preset = tuple(_built(MappedField, item, "a preset row") for item in row.pop("preset", []))
    if unknown := {item.kind for item in preset if item.kind} - set(kinds):
        raise ValueError(f"a preset row is of an unknown kind: {', '.join(sorted(unknown))}")
    for names in ("required", "reserved"):
        if names in row:
            row[names] = tuple(row[names])
    return _built(Dialer, {**row, "preset": preset}, "a dialer")


def _built(make: Callable[..., _T], row: Mapping[str, Any], what: str) -> _T:
    try:
        return make(**row)
    except TypeError as error:
        raise ValueError(f"{what}: {str(error).partition('() ')[2]}") from error
