"""What one harmless question to a vendor showed about a connection, and what it could not show."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from leaddesk.domain.verdict import Explanation


class Reach(StrEnum):
    """How far a connection was proven."""

    PROVEN = "proven"
    """The vendor answered and accepts the credentials, for reading at least."""
    UNPROVEN = "unproven"
    """The vendor's address answers; whether it accepts the credentials did not show."""
    FAILED = "failed"
    """As the profile stands, nothing would go through."""


@dataclass(frozen=True, slots=True)
class ConnectionFinding:
    """How far the connection was proven, and why in plain sentences."""

    reach: Reach
    explanation: Explanation
