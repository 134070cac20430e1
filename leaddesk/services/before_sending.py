"""Looks into the history before a lead is sent, so that a person is asked only when there is a reason.

It reads and decides nothing by itself: what counts is `domain.before_sending`, and `SubmitLead` writes the person's
word down and holds back what nobody has overridden.
"""

from __future__ import annotations

from leaddesk.domain.before_sending import CallingDoubt, Concerns, concerns
from leaddesk.services.asked_not_to_be_called import AskedNotToBeCalled
from leaddesk.services.ports import Journal
from leaddesk.services.submit_lead import LOAD_LEAD, LeadOrder

_LOOKED_THROUGH = 100
"""So many of the newest are looked through: what was refused or never left must not hide what was loaded."""


class BeforeSending:
    """The use-case behind the question *Send anyway*."""

    def __init__(self, journal: Journal, asked: AskedNotToBeCalled) -> None:
        self._journal = journal
        self._asked = asked

    async def about(self, number: str) -> Concerns:
        """Returns what the history holds of a number, for the eye: its mark, and its newest exchanges of any outcome.

        Raises StoreProblem.
        """
        return Concerns(asked=await self._asked.standing(number), matches=tuple(await self._journal.similar(number)))

    async def look(self, order: LeadOrder, calling: CallingDoubt | None = None) -> Concerns:
        """Returns what speaks against sending. Raises StoreProblem; nothing could be sent then either.

        A number check is no earlier sending: it went to a list that, as a person has confirmed, nothing dials.
        """
        name = f"{order.typed.get('first_name', '')} {order.typed.get('last_name', '')}".strip()
        is_full = all(order.typed.get(key, "").strip() for key in ("first_name", "last_name"))
        rows = await self._journal.similar(
            order.number, name if is_full else "", order.typed.get("zip", "").strip(), _LOOKED_THROUGH
        )
        return concerns(
            destination_id=order.destination.id,
            about_number=await self._journal.open_with_number(order.number),
            similar=[row for row in rows if row.act == LOAD_LEAD],
            asked=await self._asked.standing(order.number),
            calling=calling,
        )
