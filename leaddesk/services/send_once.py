"""Holds a lead back while nobody knows what became of an earlier one: same number, same destination.

At a vendor whose server cannot be asked for one number twice at the same moment, the rest of the same server waits too,
and no word of a person stands over that: the wait ends with the answer, or with the time that a request has.

What is on its way in this process counts like what the history has as open, so that two quick presses, or a press
after *Cancel sending*, are no way around it. Only an `Override` that names the open exchange lets a lead through.
"""

from __future__ import annotations

from dataclasses import dataclass

from leaddesk.domain.before_sending import Override, number_key, open_unknowns
from leaddesk.domain.errors import LeadDeskError, StoreProblem
from leaddesk.language import tr
from leaddesk.services.ports import Journal
from leaddesk.services.submission import Phase, Submission


class OpenUnknown(LeadDeskError):
    """An earlier load of this number to this destination is open; nothing was sent."""


@dataclass(slots=True, eq=False)
class Sending:
    """A lead on its way from the press to its end."""

    number: str
    destination_id: str
    submission: Submission
    server: str = ""
    """Where one number is loaded once at a time, whatever the destination; empty where that need not be."""
    exchange_id: int | None = None
    """None until it is written down."""

    @property
    def may_arrive(self) -> bool:
        """Whether it may reach the vendor; one that was cancelled before it left never does."""
        return not self.submission.cancelled or self.submission.phase is Phase.SENDING


class SendOnce:
    """Knows what is on its way, and asks the history about the rest."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._sendings: set[Sending] = set()

    async def take(self, sending: Sending, override: Override | None) -> None:
        """Takes the place of a number at a destination until `give_back`. Raises OpenUnknown, or StoreProblem."""
        overridden = override.exchange_ids if override else ()
        for other in self._sendings:
            if _races(sending, other):
                raise OpenUnknown(
                    tr("This number is being sent to this dialer right now."),
                    tr(
                        "Two loads at the same moment get past its check for duplicates; "
                        "nothing was sent a second time."
                    ),
                    tr("Wait for the end of the first one, then send again."),
                )
            if _same_lead(sending, other) and other.may_arrive and other.exchange_id not in overridden:
                raise OpenUnknown(
                    tr("This number is being sent to this destination right now."),
                    tr("Sending it again may call this person twice; nothing was sent a second time."),
                    tr("Wait for its answer."),
                )
        self._sendings.add(sending)
        try:
            known = await self._journal.open_with_number(sending.number)
        except StoreProblem as problem:
            why = tr("Without the history nobody knows whether this lead was sent before, so nothing is sent.")
            raise StoreProblem(problem.title, why, problem.hint) from problem
        missed = [item for item in open_unknowns(known, sending.destination_id) if item.id not in overridden]
        if missed:
            raise OpenUnknown(
                tr("An earlier load of this number is unsettled."),
                tr(
                    "Entry {id} may be in {destination_name} already; sending it again may call this person twice. "
                    "Nothing was sent.",
                    id=missed[0].id,
                    destination_name=missed[0].opening.destination_name,
                ),
                tr("Settle it first, or send anyway with a reason."),
            )

    def give_back(self, sending: Sending) -> None:
        """Ends a sending; what the history holds of it speaks from now on."""
        self._sendings.discard(sending)

    def on_its_way(self, exchange_id: int) -> bool:
        """Tells whether the first answer of an exchange is still waited for."""
        return any(item.exchange_id == exchange_id and not item.submission.answered for item in self._sendings)


def _races(one: Sending, other: Sending) -> bool:
    """Tells whether both would be at a server that must see them one after the other."""
    same = bool(one.server) and one.server == other.server and number_key(one.number) == number_key(other.number)
    return same and other.may_arrive


def _same_lead(one: Sending, other: Sending) -> bool:
    return one.destination_id == other.destination_id and number_key(one.number) == number_key(other.number)
