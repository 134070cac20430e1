"""What every read does before it leaves: it gets the profile's secrets, and waits for its turn."""

from __future__ import annotations

from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret
from leaddesk.domain.vendor import VendorInfo
from leaddesk.language import tr
from leaddesk.services.credentials import credentials
from leaddesk.services.pace import Pace
from leaddesk.services.ports import Clock, SecretStore

LEADS, CAMPAIGNS = "read", "campaigns"
"""What has a pace of its own: reads of leads, and looks at the board."""


async def secrets_to_read(info: VendorInfo, profile: ConnectionProfile, secrets: SecretStore) -> dict[str, Secret]:
    """Returns the profile's secrets by slot. Raises KeyringProblem, or MissingSecret for one that is not there."""
    return await credentials(info, profile, secrets.get, tr("Nothing was asked."))


async def turn_to_read(profile: ConnectionProfile, what: str, pace: Pace, clock: Clock) -> None:
    """Waits for a turn in the profile's own pace of such reads; one that is not waited for is given back."""
    family, now = f"{profile.id} {what}", clock.monotonic()
    turn = pace.reserve(family, profile.pace_per_s, now)
    if turn > now:
        try:
            await clock.sleep(turn - now)
        except BaseException:
            pace.give_back(family, turn)
            raise
