"""The kinds of notices, and which of them are shown in the tray."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from leaddesk.language import tr_later

MINUTES = (5, 15, 30, 60)
"""How long an unknown outcome waits before somebody is told, as *Settings* offers it."""


class NoticeKind(StrEnum):
    """What happened, in the words of the screen; the most urgent first."""

    UNKNOWN = tr_later("Unknown outcome waiting")
    CAMPAIGN = tr_later("Campaign changed")
    STALE = tr_later("Verdict went stale")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeChoice:
    """What *Settings* says of notices."""

    on: bool = False
    campaigns: bool = True
    unknowns: bool = True
    stale: bool = True
    minutes: int = 15
    """After so many an open unknown has waited long enough."""
