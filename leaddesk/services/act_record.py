"""Acts on campaigns as the history keeps them, and back: what was asked, what was answered, before → after.

An act assesses nobody: its settlements have no assessment and no checks, and nothing here may be read as one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from leaddesk.domain.act import Act, ActOutcome, is_act
from leaddesk.domain.campaign import ActOrder
from leaddesk.domain.campaign_acts import status_change, subject
from leaddesk.domain.exchange import (
    ACT_KEYS,
    CAMPAIGN_ID,
    LIST_NAME,
    STATUS_AFTER,
    STATUS_BEFORE,
    Exchange,
    Opening,
    SettledBy,
    Settlement,
)
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.verdict import Explanation
from leaddesk.domain.wire import HttpRequest, HttpResponse
from leaddesk.language import tr
from leaddesk.services.campaign_deed import ActResult


@dataclass(frozen=True, slots=True, kw_only=True)
class ActOnRecord:
    """One act as the history has it, for the eye."""

    exchange_id: int
    opening: Opening
    settlements: tuple[Settlement, ...]
    """In the order of writing; the last one counts."""
    act: Act
    outcome: ActOutcome
    explanation: Explanation
    order: ActOrder
    """What was asked for; the campaign's name is that of the record, which names a list too."""
    before: str
    """The campaign's status word before, empty where it was not known."""
    after: str
    """The status word as it was read again; empty where it was not, or cannot be."""
    raw: str = ""
    """The vendor's scrubbed answer to the act as text; empty when none came."""
    status: int | None = None
    """The answer's HTTP status; None when none came."""

    @property
    def change(self) -> str:
        """Before and after as `ACTIVE → READY`."""
        return status_change(self.before, self.after)


def opening_of(
    order: ActOrder, profile: ConnectionProfile, operator: str, before: str, request: HttpRequest, at: datetime
) -> Opening:
    """Returns the row *about to send* of an act; `before` is the campaign's status word, where it is known."""
    asked = {CAMPAIGN_ID: order.campaign_id, LIST_NAME: order.list_name, STATUS_BEFORE: before}
    return Opening(
        at=at,
        operator=operator,
        vendor=profile.vendor,
        profile_id=profile.id,
        profile_name=profile.name,
        environment=profile.environment,
        destination_id=order.campaign_id,
        destination_name=subject(order),
        dialer="",
        act=order.act.value,
        number="",
        lead={key: text for key, text in asked.items() if text} | dict(order.messages),
        request=request.redacted(),
    )


def settlement_of(result: ActResult, at: datetime, by: SettledBy, response: HttpResponse | None) -> Settlement:
    """Returns what became of an act as it is written down; the response is already scrubbed."""
    return Settlement(
        at=at,
        by=by,
        outcome=result.outcome,
        explanation=result.explanation,
        assessment="",
        checks={STATUS_AFTER: result.after} if result.after else {},
        response=response,
    )


def order_of(opening: Opening) -> ActOrder:
    """Returns what an act on record asked for. Raises ValueError when it is no act."""
    asked = opening.lead
    return ActOrder(
        act=Act(opening.act),
        campaign_id=asked.get(CAMPAIGN_ID, opening.destination_id),
        campaign_name=opening.destination_name,
        list_name=asked.get(LIST_NAME, ""),
        messages={key: text for key, text in asked.items() if key not in ACT_KEYS},
    )


def act_left_open(at: datetime) -> Settlement:
    """Returns what an act means that an earlier run left without a settlement."""
    return Settlement(
        at=at,
        by=SettledBy.RESTART,
        outcome=ActOutcome.UNKNOWN,
        explanation=Explanation(
            tr("LeadDesk ended during this act."),
            tr("It may be carried out: no answer was written down."),
            tr("Refresh the campaign before you press again."),
        ),
        assessment="",
    )


def on_record(exchange: Exchange) -> ActOnRecord:
    """Returns an act's exchange for the eye. Raises ValueError when it is no act."""
    opening, settled = exchange.opening, exchange.settled or _not_settled_yet(exchange.opening.at)
    answered = next((item.response for item in reversed(exchange.settlements) if item.response), None)
    return ActOnRecord(
        exchange_id=exchange.id,
        opening=opening,
        settlements=exchange.settlements,
        act=Act(opening.act),
        outcome=ActOutcome(settled.outcome),
        explanation=settled.explanation,
        order=order_of(opening),
        before=opening.lead.get(STATUS_BEFORE, ""),
        after=settled.checks.get(STATUS_AFTER, ""),
        raw=answered.body.decode("utf-8", "backslashreplace") if answered else "",
        status=answered.status if answered else None,
    )


def is_open_act(exchange: Exchange) -> bool:
    """Tells whether it is an act of which nobody knows what became."""
    settled = exchange.settled
    return is_act(exchange.opening.act) and (settled is None or settled.outcome == ActOutcome.UNKNOWN)


def _not_settled_yet(at: datetime) -> Settlement:
    return Settlement(
        at=at,
        by=SettledBy.NO_ANSWER,
        outcome=ActOutcome.UNKNOWN,
        explanation=Explanation(
            tr("This act is about to be sent, or on its way."),
            tr("It may be carried out: nothing has been written down yet."),
        ),
        assessment="",
    )
