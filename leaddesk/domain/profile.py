"""Profile → Destination: a connection to one vendor, and the named places in it that leads go to.

A profile never holds a secret: those live in the keyring under `SecretRef`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from urllib.parse import urlsplit

from leaddesk.domain.fields import FieldKind, FieldNote, FieldProblem, FieldSpec, FormSchema
from leaddesk.domain.secret import SecretRef
from leaddesk.language import tr, tr_later


class Environment(StrEnum):
    """What a profile's writes reach; its colour is worn by title, rail and write buttons."""

    PRODUCTION = tr_later("Production")
    TEST = tr_later("Test")
    PRACTICE = tr_later("Practice")
    """Given by practice mode only; never offered in the editor."""


class SafetyLevel(StrEnum):
    """How much a profile lets through (PRODUCT P02)."""

    ASK = tr_later("Ask before writes")
    READ_ONLY = tr_later("Read only")


@dataclass(frozen=True, slots=True)
class MappedField:
    """One lead field and the dialer column it fills."""

    field: str
    """Key of a canonical field, or the label of a custom one."""
    column: str
    """The dialer's own name for the column, exactly."""
    kind: str = ""
    """The vendor's word for special data (`Phone`, `Zip` …); empty for ordinary data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """A named place in a profile that leads go to."""

    id: str
    name: str
    dialer: str
    """The dialer's name as its vendor's data has it, such as `APN`."""
    settings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The vendor's own fields by key, such as `campaign_id`."""
    mapping: tuple[MappedField, ...] = ()
    for_checks: bool = False
    """Whether a person confirmed here that no running campaign dials its list, so that numbers may be checked there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionProfile:
    """A connection to one vendor."""

    id: str
    name: str
    vendor: str
    """Key of the vendor's adapter."""
    base_url: str
    environment: Environment = Environment.PRODUCTION
    safety: SafetyLevel = SafetyLevel.ASK
    timeout_s: float = 60.0
    pace_per_s: float = 1.0
    """Requests a second at most; 0 means no limit."""
    options: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The vendor's own settings by key, such as `phone_format`."""
    destinations: tuple[Destination, ...] = ()

    @property
    def origin(self) -> str:
        """Scheme, host and port of the base URL: what a secret is bound to."""
        return origin_of(self.base_url)

    @property
    def host(self) -> str:
        """The host of the base URL, without scheme, port and path."""
        return urlsplit(self.base_url).hostname or ""

    def secret_ref(self, slot: str) -> SecretRef:
        """Returns where the secret of that slot is kept."""
        return SecretRef(self.id, self.origin, slot)

    def destination(self, destination_id: str) -> Destination | None:
        """Returns the destination with that id, or None."""
        return next((item for item in self.destinations if item.id == destination_id), None)

    def with_destination(self, destination: Destination) -> ConnectionProfile:
        """Returns the profile with the destination added, or put in the place of the one with its id."""
        kept = tuple(destination if item.id == destination.id else item for item in self.destinations)
        return replace(self, destinations=kept if destination in kept else (*kept, destination))

    def without_destination(self, destination_id: str) -> ConnectionProfile:
        """Returns the profile without that destination."""
        return replace(self, destinations=tuple(d for d in self.destinations if d.id != destination_id))


PROFILE_FIELDS = FormSchema(
    (
        FieldSpec(key="name", label=tr("Profile name"), required=True, max_length=80),
        FieldSpec(
            key="environment",
            label=tr("Environment"),
            kind=FieldKind.CHOICE,
            choices=(Environment.PRODUCTION, Environment.TEST),
            default=Environment.PRODUCTION,
            required=True,
            help=tr("Colours the window, so that nobody mistakes a test for the real thing."),
        ),
        FieldSpec(key="base_url", label=tr("Base URL"), kind=FieldKind.URL, required=True, max_length=300),
        FieldSpec(
            key="safety",
            label=tr("Safety level"),
            kind=FieldKind.CHOICE,
            choices=(SafetyLevel.ASK, SafetyLevel.READ_ONLY),
            default=SafetyLevel.ASK,
            help=tr("Read only: nothing is ever written to this vendor."),
        ),
        FieldSpec(
            key="timeout_s",
            label=tr("Time-out, seconds"),
            kind=FieldKind.NUMBER,
            default="60",
            least=1,
            most=600,
            help=tr("How long to wait for an answer. A vendor that runs several checks may take 30 to 60."),
        ),
        FieldSpec(
            key="pace_per_s",
            label=tr("Requests a second"),
            kind=FieldKind.NUMBER,
            default="1",
            most=100,
            help=tr("At most so many; 0 means no limit."),
        ),
    )
)
"""What every profile has, whatever its vendor."""

DESTINATION_NAME = FieldSpec(key="name", label=tr("Destination name"), required=True, max_length=80)

FOR_CHECKS = FieldSpec(
    key="for_checks",
    label=tr("Use for number checks"),
    kind=FieldKind.FLAG,
    help=tr("Check number then sends its numbers here, each as a lead."),
    notes=(FieldNote(when=("", "yes"), says=tr("A check is a load. Only for a list that no running campaign dials.")),),
)


def new_id() -> str:
    """Returns an id that no other profile or destination has."""
    import uuid  # takes 2 ms of the start, where nothing is new

    return uuid.uuid4().hex


def unmarked(profile: ConnectionProfile) -> ConnectionProfile:
    """Returns the profile with no destination marked for number checks."""
    return replace(profile, destinations=tuple(replace(item, for_checks=False) for item in profile.destinations))


def origin_of(url: str) -> str:
    """Returns scheme, host and port of an address, in lower case."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return f"{parts.scheme}://{parts.hostname or ''}:{port}".lower()


def mapping_problems(
    mapping: tuple[MappedField, ...], *, reserved: tuple[str, ...], required: tuple[str, ...]
) -> tuple[FieldProblem, ...]:
    """Returns what is wrong with a mapping, keyed by lead field: a column missing, repeated or reserved."""
    problems: list[FieldProblem] = []
    refused = {name.casefold() for name in reserved}
    seen_columns: set[str] = set()
    seen_fields: set[str] = set()
    for row in mapping:
        column = row.column.strip()
        if not row.field.strip():
            problems.append(FieldProblem(row.field, tr("The row for {column} names no field.", column=row.column)))
        elif not column:
            problems.append(FieldProblem(row.field, tr("{field} has no dialer column.", field=row.field)))
        elif column.casefold() in refused:
            problems.append(
                FieldProblem(
                    row.field, tr("{column} is reserved by this workspace. Choose another column.", column=row.column)
                )
            )
        elif column in seen_columns:
            problems.append(
                FieldProblem(row.field, tr("{column} is filled twice. Each column takes one field.", column=row.column))
            )
        elif row.field in seen_fields:
            problems.append(FieldProblem(row.field, tr("{field} is mapped twice.", field=row.field)))
        seen_columns.add(column)
        seen_fields.add(row.field)
    problems += [
        FieldProblem(key, tr("This dialer needs a column for {key}.", key=key))
        for key in required
        if key not in seen_fields
    ]
    return tuple(problems)
