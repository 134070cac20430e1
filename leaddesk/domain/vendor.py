"""What a vendor is, as data: its name, credentials, settings and dialers; the screens are built from it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from urllib.parse import urlsplit

from leaddesk.domain.fields import FormSchema
from leaddesk.domain.profile import Destination, MappedField
from leaddesk.language import tr_later

ONE_QUESTION = tr_later("Asks the vendor one harmless question")
"""What *Test connection* does where nothing more can be said."""


@dataclass(frozen=True, slots=True)
class SecretSlot:
    """One credential a profile needs."""

    key: str
    label: str
    pattern: str = ""
    """What a secret that can work matches as a whole, as a regular expression; empty where nobody knows."""
    pattern_says: str = ""
    """Why another one cannot work, as the warning beside it; it refuses nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialer:
    """A dialer behind a vendor: what its destinations need and how our fields map by default."""

    name: str
    hint: str = ""
    """What a send does there, for the form; fields of the destination may have more to say."""
    retired: str = ""
    """Why the dialer is no longer for new destinations, in one sentence; empty for the others."""
    required: tuple[str, ...] = ("phone",)
    """Lead fields that must be mapped and filled."""
    reserved: tuple[str, ...] = ()
    """Dialer columns that are refused."""
    preset: tuple[MappedField, ...] = ()
    check_settings: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Settings of a destination that are forced while a number is checked there, by key."""
    may_call_on_check: bool = True
    """Whether the dialer may call a number that is only checked, for all that is forced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorInfo:
    """A vendor as the screens need it."""

    key: str
    name: str
    default_base_url: str
    secret_slots: tuple[SecretSlot, ...]
    options: FormSchema
    """The vendor's own profile settings, beside `profile.PROFILE_FIELDS`."""
    dialers: tuple[Dialer, ...] = ()
    """Empty for a vendor that leads are not sent to."""
    kinds: tuple[str, ...] = ()
    """The vendor's words for special data in a mapping, such as `Phone`."""
    test_asks: str = ONE_QUESTION
    """What *Test connection* does, as the beginning of a sentence."""
    returns_checks: bool = False
    """Whether its answers carry compliance checks, so that their absence is silence."""
    serial_by_number: bool = False
    """Whether one number must be loaded once at a time: two at the same moment both pass its check for duplicates."""
    rank: int = 100
    """Where it stands among the vendors that are offered, the lowest first; those of one rank by their keys."""
    name_alone: str = ""
    """The base URL of an account whose name alone is typed, which stands where `{name}` does; empty for none."""

    def base_url(self, typed: str) -> str:
        """Returns the base URL that a person means.

        A name alone, or the host that it makes, becomes its account's; all else stays as typed.
        """
        host = urlsplit(self.name_alone).netloc.partition("{name}")[2]
        name = r"([A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)"
        found = re.fullmatch(rf"{name}(?:{re.escape(host)})?", typed.strip(), re.IGNORECASE)
        return self.name_alone.replace("{name}", found[1].lower()) if self.name_alone and found else typed

    def dialer(self, name: str) -> Dialer | None:
        """Returns the dialer of that name, or None."""
        return next((dialer for dialer in self.dialers if dialer.name == name), None)


def for_check(destination: Destination, dialer: Dialer) -> Destination:
    """Returns the destination as a number is checked there: with the settings that its dialer forces for a check."""
    return replace(destination, settings={**destination.settings, **dialer.check_settings})
