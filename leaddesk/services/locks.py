"""Holds back what a vendor has locked: nothing more is sent with that user until the lock has passed.

A locked user that goes on knocking may stay locked; what is held back here never leaves and never reaches the history.
"""

from __future__ import annotations

import math

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.language import tr

_Key = tuple[str, str, tuple[tuple[str, str], ...]]


class Locks:
    """The locks that answers told of; another user or address of the same profile is not held back."""

    def __init__(self) -> None:
        self._until: dict[_Key, tuple[float, str]] = {}

    def take(self, profile: ConnectionProfile, until: float, why: str) -> None:
        """Takes note of a lock; `until` is on the clock that `look` is asked with, `why` a sentence."""
        self._until[_key(profile)] = (until, why)

    def look(self, profile: ConnectionProfile, now: float) -> None:
        """Raises LeadDeskError while the profile's user is locked."""
        until, why = self._until.get(_key(profile), (now, ""))
        if until > now:
            minutes = math.ceil((until - now) / 60)
            raise LeadDeskError(
                tr("{profile} is locked for another {minutes} min.", profile=profile.name, minutes=minutes),
                tr("{why} Nothing was sent.", why=why),
                tr("Correct what it signs in with in Profiles, then wait until the lock has passed."),
            )


def _key(profile: ConnectionProfile) -> _Key:
    return (profile.id, profile.origin, tuple(sorted(profile.options.items())))
