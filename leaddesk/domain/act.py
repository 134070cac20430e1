"""What can be done to a text campaign and what became of it, in the words of the screen and of the history.

Apart from `campaign`, because every exchange on record names one of these or a load.
"""

from __future__ import annotations

from enum import StrEnum


class Act(StrEnum):
    """What can be done to a campaign, in the words of the screen and of the history."""

    ACTIVATE = "Activate campaign"
    PAUSE = "Pause campaign"
    ACTIVATE_LIST = "Activate list"
    PAUSE_LIST = "Pause list"
    EDIT_MESSAGES = "Edit messages"


class ActOutcome(StrEnum):
    """What became of an act; the last three words are those of a load."""

    DONE = "Done"
    """The campaign was read again and is as it was wanted; for a list: the vendor answered with success."""
    DID_NOT_CHANGE = "Did not change"
    """The vendor took the request, and the campaign, read again, is not as it was wanted."""
    REJECTED = "Rejected"
    NOT_SENT = "Not sent"
    UNKNOWN = "Outcome unknown"


PAUSES = (Act.PAUSE, Act.PAUSE_LIST)
"""These fail on the harmless side: they may be repeated, and they wait for nothing."""
OF_LISTS = (Act.ACTIVATE_LIST, Act.PAUSE_LIST)
"""A list cannot be read again: only the vendor's answer is known of it."""
_ACTS = frozenset(act.value for act in Act)


def is_act(act: str) -> bool:
    """Tells whether what an exchange says was done is an act on a campaign, and not a load."""
    return act in _ACTS
