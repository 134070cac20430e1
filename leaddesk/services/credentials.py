"""The credentials of a profile, all or none: what is missing is said by its label and where to type it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from leaddesk.domain.errors import MissingSecret
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret, SecretRef
from leaddesk.domain.vendor import VendorInfo
from leaddesk.language import tr


async def credentials(
    info: VendorInfo, profile: ConnectionProfile, held: Callable[[SecretRef], Awaitable[Secret | None]], meanwhile: str
) -> dict[str, Secret]:
    """Returns the profile's credentials by slot; `held` gives one by its reference, and may wait for a person.

    Raises what `held` raises, and MissingSecret for one that is not there; `meanwhile` says what did not happen.
    """
    found: dict[str, Secret] = {}
    for slot in info.secret_slots:
        secret = await held(profile.secret_ref(slot.key))
        if not secret:
            raise MissingSecret(
                tr(
                    "{profile} has no {label} for {origin}.",
                    profile=profile.name,
                    label=slot.label,
                    origin=profile.origin,
                ),
                meanwhile,
                tr("Open Profiles and type the {label}.", label=slot.label),
            )
        found[slot.key] = secret
    return found
