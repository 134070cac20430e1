"""One press of *Send lead* as the screen sees it: where it stands, its first answer, and *Cancel sending*."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import partial

from leaddesk.domain.errors import LeadDeskError
from leaddesk.language import tr_later
from leaddesk.services.answered import AnsweredLead
from leaddesk.services.press import Press


class Phase(StrEnum):
    """Where a submission stands, in the words of the screen."""

    KEYRING = tr_later("Waiting for the keyring")
    PACE = tr_later("Waiting for the pace of this profile")
    WRITING = tr_later("Writing it down")
    SENDING = tr_later("Sending")


class Submission(Press[Phase, AnsweredLead]):
    """What one press became: at most one request, one first answer, perhaps a late one."""

    def __init__(self, on_phase: Callable[[Phase], None], on_cancel: Callable[[Submission], None]) -> None:
        super().__init__(on_phase, partial(on_cancel, self))
        self.problem: LeadDeskError | None = None
        """Why nothing was sent, when that was an operational problem."""
