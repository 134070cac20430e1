"""Refuses a destination that has gaps, for everything that would encode a lead for it."""

from __future__ import annotations

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.profile import Destination
from leaddesk.language import tr
from leaddesk.vendors.adapter import VendorAdapter


def require_ready(adapter: VendorAdapter, destination: Destination) -> None:
    """Raises LeadDeskError with the first problem of a destination that cannot take a lead."""
    if problems := adapter.destination_problems(destination):
        raise LeadDeskError(
            tr("{destination} cannot take a lead yet.", destination=destination.name),
            problems[0].text,
            tr("Correct it under Destinations in Profiles."),
        )
