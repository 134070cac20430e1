"""One press of an act's button as the screen sees it: what was asked, where it stands, what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from leaddesk.domain.campaign import ActAnswer, ActOrder, ActOutcome, Campaign
from leaddesk.domain.campaign_acts import status_change
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.verdict import Explanation
from leaddesk.language import tr_later
from leaddesk.services.press import Press


class ActPhase(StrEnum):
    """Where an act stands, in the words of the screen."""

    KEYRING = tr_later("Waiting for the keyring")
    LOOKING = tr_later("Reading the campaign first")
    PACE = tr_later("Waiting for the pace of this profile")
    WRITING = tr_later("Writing it down")
    SENDING = tr_later("Sending")
    REREADING = tr_later("Reading the campaign again")
    REPEATING = tr_later("Sending it again")
    """Pauses only, after an answer that did not come or was not clear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRequest:
    """One press of an act's button, after its one confirmation."""

    profile: ConnectionProfile
    order: ActOrder
    before: Campaign | None
    """The campaign as it was last read; None where nobody has read it, which only a pause passes over."""
    operator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActResult:
    """What became of an act."""

    request: ActRequest
    outcome: ActOutcome
    explanation: Explanation
    before: str = ""
    """The status word before, as the vendor wrote it; empty where it is not known."""
    after: str = ""
    """The status word as it was read again; empty where it was not, or cannot be."""
    campaign: Campaign | None = None
    """As it was read again; None where it could not be, and for lists."""
    answer: ActAnswer | None = None
    """The vendor's answer to the act; its shape and its words prove nothing."""
    exchange_id: int | None = None
    """Its number in the history; None when nothing was written down, and so nothing was sent."""
    notices: tuple[str, ...] = ()
    """What else there is to say: repeats, texts that may still go out, an answer that the history does not hold."""

    @property
    def change(self) -> str:
        """Before and after as `ACTIVE → READY`."""
        return status_change(self.before, self.after)


class Deed(Press[ActPhase, ActResult]):
    """What one press became: one act, one first result, perhaps a late one."""

    def __init__(
        self, request: ActRequest, on_phase: Callable[[ActPhase], None], on_cancel: Callable[[], None]
    ) -> None:
        super().__init__(on_phase, on_cancel)
        self.request = request
        self.exchange_id: int | None = None
        """None until it is written down."""

    @property
    def left(self) -> bool:
        """Whether the act may have left this computer."""
        return self.phase in (ActPhase.SENDING, ActPhase.REREADING, ActPhase.REPEATING)
