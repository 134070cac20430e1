"""Tests the connection to TrackDrive with the smallest read there is: one row, its id alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from leaddesk.domain.connection import ConnectionFinding, Reach
from leaddesk.domain.lead_page import LeadPage, PageProblem
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret
from leaddesk.domain.verdict import Explanation
from leaddesk.domain.wire import HttpRequest
from leaddesk.language import tr
from leaddesk.vendors.trackdrive.request import read

LONGEST_S = 30.0
"""Seconds that a person waits for a test at most."""
_UNPROVEN = frozenset((400, 408, 422, 429))
"""Codes of a vendor that is there and tells nothing about the keys."""


def encode(profile: ConnectionProfile, secrets: Mapping[str, Secret]) -> HttpRequest:
    """Returns the read of one id. Raises LeadDeskError for a base URL that names no account yet."""
    request = read(profile, secrets, [("per_page", "1"), ("columns", "id")])
    return replace(request, timeout_s=min(profile.timeout_s, LONGEST_S))


def finding(read: LeadPage | PageProblem) -> ConnectionFinding:
    """Returns what the answer shows."""
    if isinstance(read, LeadPage):
        title = tr("Leads can be read with these keys.")
        detail = tr("The list is empty for them.") if read.count == 0 else tr("One row came back.")
        return ConnectionFinding(Reach.PROVEN, Explanation(title, detail))
    why = read.explanation
    if read.status in _UNPROVEN:
        why = replace(why, detail=tr("{detail} Whether the keys are accepted did not show.", detail=why.detail).strip())
        return ConnectionFinding(Reach.UNPROVEN, replace(why, hint=tr("Wait a little, then test again.")))
    return ConnectionFinding(Reach.FAILED, why)
