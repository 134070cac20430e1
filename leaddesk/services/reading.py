"""What every read of leads does before it leaves: it gets the profile's secrets, and waits for its turn."""

from __future__ import annotations

import asyncio

from leaddesk.domain.errors import MissingSecret
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret
from leaddesk.domain.vendor import VendorInfo
from leaddesk.language import tr
from leaddesk.services.pace import Pace
from leaddesk.services.ports import Clock, SecretStore


async def secrets_to_read(info: VendorInfo, profile: ConnectionProfile, secrets: SecretStore) -> dict[str, Secret]:
    """Returns the profile's secrets by slot. Raises KeyringProblem, or MissingSecret for one that is not there."""
    held: dict[str, Secret] = {}
    for slot in info.secret_slots:
        secret = await secrets.get(profile.secret_ref(slot.key))
        if not secret:
            raise MissingSecret(
                tr(
                    "{profile} has no {label} for {origin}.",
                    profile=profile.name,
                    label=slot.label,
                    origin=profile.origin,
                ),
                tr("Nothing was asked."),
                tr("Open Profiles and type the {label}.", label=slot.label),
            )
        held[slot.key] = secret
    return held


async def turn_to_read(profile: ConnectionProfile, pace: Pace, clock: Clock) -> None:
    """Waits for a turn in the profile's own pace of reads; one that is not waited for is given back."""
    family, now = f"{profile.id} read", clock.monotonic()
    turn = pace.reserve(family, profile.pace_per_s, now)
    if turn > now:
        try:
            await clock.sleep(turn - now)
        except asyncio.CancelledError:
            pace.give_back(family, turn)
            raise
