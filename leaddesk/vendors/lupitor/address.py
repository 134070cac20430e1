"""Where Lupitor answers: the base URL with or without its `/api/v1`, and the two names of one path (section 1)."""

from __future__ import annotations

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.profile import ConnectionProfile, Destination
from leaddesk.language import tr

NO_DEPLOYMENT = "your-deployment"
"""Stands in the default base URL where the deployment's own name belongs."""
_API = "/api/v1"
_PATHS = ("/leads", "/records")


def leads_url(profile: ConnectionProfile, destination: Destination | None = None) -> str:
    """Returns where leads are listed, or created through a destination.

    One page of the manual repeats `/api/v1` in its path: however often a typed address ends in it, it is sent once.
    Raises LeadDeskError for a base URL that names no deployment yet.
    """
    if profile.host.split(".")[0].casefold() == NO_DEPLOYMENT:
        raise LeadDeskError(
            tr("The Base URL still says {no_deployment}.", no_deployment=NO_DEPLOYMENT),
            tr("Nothing was sent."),
            tr("Open Profiles and put your deployment's own name in its place."),
        )
    base = profile.base_url.rstrip("/")
    for path in _PATHS:
        base = base.removesuffix(path)
    while base.endswith(_API):
        base = base.removesuffix(_API).rstrip("/")
    own = destination.settings.get("path", "") if destination else ""
    path = next((path for path in (own, profile.options.get("path", "")) if path in _PATHS), _PATHS[0])
    return f"{base}{_API}{path}"
