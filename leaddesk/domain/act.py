"""What can be done to a text campaign and what became of it, in the words of the screen and of the history.

Apart from `campaign`, because every exchange on record names one of these or a load.
"""

from __future__ import annotations

from enum import StrEnum

from leaddesk.language import tr_later


class Act(StrEnum):
    """What can be done to a campaign, in the words of the screen and of the history."""

    ACTIVATE = tr_later("Activate campaign")
    PAUSE = tr_later("Pause campaign")
    ACTIVATE_LIST = tr_later("Activate list")
    PAUSE_LIST = tr_later("Pause list")
    EDIT_MESSAGES = tr_later("Edit messages")


class ActOutcome(StrEnum):
    """What became of an act; the last three words are those of a load."""

    DONE = tr_later("Done")
    """The campaign was read again and is as it was wanted; for a list: the vendor answered with success."""
    DID_NOT_CHANGE = tr_later("Did not change")
    """The vendor took the request, and the campaign, read again, is not as it was wanted."""
    REJECTED = tr_later("Rejected")
    NOT_SENT = tr_later("Not sent")
    UNKNOWN = tr_later("Outcome unknown")


PAUSES = (Act.PAUSE, Act.PAUSE_LIST)
"""These fail on the harmless side: they may be repeated, and they wait for nothing."""
OF_LISTS = (Act.ACTIVATE_LIST, Act.PAUSE_LIST)
"""A list cannot be read again: only the vendor's answer is known of it."""
_ACTS = frozenset(act.value for act in Act)


def is_act(act: str) -> bool:
    """Tells whether what an exchange says was done is an act on a campaign, and not a load."""
    return act in _ACTS
