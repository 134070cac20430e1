"""When an act is sent again by itself: only a pause, seldom, and never before the vendor says (contract section 7)."""

from __future__ import annotations

from leaddesk.domain.act import PAUSES, Act
from leaddesk.domain.campaign import CampaignProblem

_MOST_SENDS = 3
_REPEAT_AFTER_S = (1.0, 2.0)
_LONGEST_REPEAT_S = 30.0
_SOON_S = 10.0
"""A pause that the vendor has no room for now is sent again where it asks for no longer wait than this."""


def most_sends(act: Act) -> int:
    """Returns how often an act is sent at most."""
    return _MOST_SENDS if act in PAUSES else 1


def may_repeat(refusal: CampaignProblem) -> bool:
    """Tells whether a clear refusal did nothing, and asks for so short a wait that the act is sent again."""
    wait = refusal.retry_after_s
    return refusal.repeatable and wait is not None and wait <= _SOON_S


def pause_before(repeat: int, asked_s: float | None) -> float:
    """Returns the seconds to wait before a repeat, the first being 1; `asked_s` is what the vendor asks for."""
    return min(max(_REPEAT_AFTER_S[repeat - 1], asked_s or 0.0), _LONGEST_REPEAT_S)
