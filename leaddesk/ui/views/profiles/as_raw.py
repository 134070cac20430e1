"""Profiles and destinations as the texts of their forms; the way back is the use-case's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from leaddesk.domain.fields import FieldKind, FieldNote, FieldSpec, FormSchema, Refused, check_base_url
from leaddesk.domain.profile import (
    DESTINATION_NAME,
    FOR_CHECKS,
    PROFILE_FIELDS,
    ConnectionProfile,
    Destination,
    MappedField,
    origin_of,
)
from leaddesk.domain.secret import Secret
from leaddesk.domain.vendor import VendorInfo
from leaddesk.language import tr

VENDOR = "vendor"
DIALER = "dialer"


@dataclass(frozen=True, slots=True)
class ProfileDraft:
    """A profile's form as typed and not saved."""

    raw: Mapping[str, str]
    secrets: Mapping[str, Secret] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DestinationDraft:
    """A destination's form and mapping as typed and not saved."""

    raw: Mapping[str, str]
    mapping: tuple[MappedField, ...]


def secret_key(vendor: VendorInfo, slot: str) -> str:
    """Returns the form's key of a secret; it names the vendor, so that a secret never moves to another one's field."""
    return f"secret.{vendor.key}.{slot}"


def profile_schema(vendors: tuple[VendorInfo, ...], vendor: VendorInfo) -> FormSchema:
    """Returns the form of a profile of that vendor."""
    names = tuple(info.name for info in vendors)
    choice = FieldSpec(
        key=VENDOR,
        label=tr("Vendor"),
        kind=FieldKind.CHOICE,
        choices=names,
        default=names[0],
        required=True,
        help=tr("Whose service this profile speaks to. A saved profile keeps its vendor."),
    )
    name, *others = PROFILE_FIELDS.fields
    slots = tuple(
        FieldSpec(
            key=secret_key(vendor, slot.key),
            label=slot.label,
            kind=FieldKind.SECRET,
            pattern=slot.pattern,
            pattern_says=slot.pattern_says,
        )
        for slot in vendor.secret_slots
    )
    return FormSchema((name, choice, *others, *vendor.options.fields, *slots))


def profile_raw(profile: ConnectionProfile, vendor: VendorInfo) -> dict[str, str]:
    """Returns a saved profile as its form shows it."""
    return {
        "name": profile.name,
        VENDOR: vendor.name,
        "environment": str(profile.environment),
        "base_url": profile.base_url,
        "safety": str(profile.safety),
        "timeout_s": f"{profile.timeout_s:g}",
        "pace_per_s": f"{profile.pace_per_s:g}",
        **profile.options,
    }


def destination_schema(vendor: VendorInfo, settings: FormSchema) -> FormSchema:
    """Returns the form of a destination: its name, its dialer, the vendor's own fields, and the mark for checks."""
    names = tuple(dialer.name for dialer in vendor.dialers)
    dialer = FieldSpec(
        key=DIALER,
        label=tr("Dialer"),
        kind=FieldKind.CHOICE,
        choices=names,
        default=names[0],
        required=True,
        help=tr("The dialer behind the campaign. It decides which fields and columns are needed."),
        notes=tuple(FieldNote(when=(d.name,), says=d.retired) for d in vendor.dialers if d.retired),
    )
    return FormSchema((DESTINATION_NAME, dialer, *settings.fields, FOR_CHECKS))


def destination_raw(destination: Destination) -> dict[str, str]:
    """Returns a saved destination as its form shows it."""
    mark = {FOR_CHECKS.key: "yes"} if destination.for_checks else {}
    return {"name": destination.name, DIALER: destination.dialer, **destination.settings, **mark}


def telling_settings(settings: FormSchema) -> tuple[FieldSpec, ...]:
    """Returns the settings that tell where a destination loads: the texts, of a long form those of its first part."""
    first = settings.fields[0].section if settings.fields else ""
    return tuple(spec for spec in settings.fields if spec.kind is FieldKind.TEXT and spec.section == first)


def dialled_place(dialer: str, texts: Mapping[str, str], settings: FormSchema) -> tuple[tuple[str, str], ...]:
    """Returns what tells which list a destination loads, as labels and texts: campaign and list, then the dialer."""
    named = ((spec.label, texts.get(spec.key, "").strip()) for spec in telling_settings(settings))
    return (*named, (tr("Dialer"), dialer))


def typed_origin(base_url: str) -> str:
    """Returns the origin of an address as typed, or an empty text when it is none."""
    try:
        return origin_of(check_base_url(base_url))
    except Refused:
        return ""
