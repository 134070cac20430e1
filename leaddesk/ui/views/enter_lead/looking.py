"""What speaks against sending a lead, looked up in the history and asked first; nothing to ask, nothing asked.

Along a route every destination is looked at, and a person is asked once for all of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace

from leaddesk.domain.before_sending import MOST_MATCHES, CallingDoubt, Concerns
from leaddesk.domain.calling_clock import CallingClock
from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.lead import AS_TYPED, LeadDraft, unmapped
from leaddesk.domain.profile import Environment
from leaddesk.language import tr
from leaddesk.services.submit_lead import LeadOrder
from leaddesk.ui.calling_doubt import calling_doubt
from leaddesk.ui.tell import HISTORY
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.enter_lead.destinations import Target, lead_form
from leaddesk.ui.views.enter_lead.lead_desk import LeadDesk
from leaddesk.ui.views.enter_lead.place import EnterLeadPlace

_FRESH_S = 10.0
"""How long what was looked up while typing counts at *Send lead*."""

Orders = tuple[LeadOrder, ...]
_Asked = tuple[tuple[str, ...], ...]


class LeadLook:
    """Stands between the press and the sending."""

    def __init__(
        self, theme: Theme, place: EnterLeadPlace, desk: LeadDesk, go: Callable[[Target, Orders], None]
    ) -> None:
        """`go` is called with what is to be sent, once nothing speaks against it or a person has said *Send anyway*."""
        self._theme, self._place, self._desk, self._go = theme, place, desk, go
        self._looking: asyncio.Task[tuple[Concerns, ...]] | None = None
        self._ahead: tuple[_Asked, float, tuple[Concerns, ...]] | None = None
        """What was looked up while the lead was still being typed, and when."""
        self._looks = 0
        """Counts what made looks old, so that one on its way then does not count."""
        self._clock: CallingClock | None = None
        """Whether the number in the form may be called now, where that is known."""

    @property
    def is_on(self) -> bool:
        """Whether a lead that was pressed is being looked at."""
        return self._looking is not None

    def take_clock(self, clock: CallingClock | None) -> None:
        """Takes note whether the number in the form may be called now."""
        self._clock = clock

    def cancel(self) -> None:
        """Stops a look; nothing is sent."""
        if self._looking:
            self._looking.cancel()
            self._looking = None

    def forget(self) -> None:
        """Lets the next press look again: the history has grown."""
        self._looks += 1
        self._ahead = None

    def start(self, target: Target, drafts: Sequence[LeadDraft], raw: dict[str, str]) -> None:
        """Looks up what speaks against this lead; what is typed meanwhile is for the next one."""
        orders = self._orders(target, drafts, raw)
        if (known := self._known(orders)) is not None:
            self._go_on(target, orders, known)
            return

        def found(concerns: tuple[Concerns, ...]) -> None:
            self._looking = None
            self._go_on(target, orders, concerns)

        def failed(problem: LeadDeskError) -> None:
            self._looking = None
            self._desk.tell(
                "error",
                tr("Nothing was sent."),
                problem.sentence(),
                tr("Without a history nothing can be sent."),
                about=HISTORY,
            )

        self._looking = self._desk.scope.run(self._look(orders), found, failed)

    def look_ahead(self, target: Target, drafts: Sequence[LeadDraft], raw: dict[str, str]) -> None:
        """Looks up what speaks against this lead before anybody presses, so that the press need not wait for it."""
        orders = self._orders(target, drafts, raw)
        began, looks = self._desk.clock.monotonic(), self._looks

        def found(concerns: tuple[Concerns, ...]) -> None:
            if looks == self._looks:
                self._ahead = (_asked(orders), began, concerns)

        self._desk.scope.run(self._look(orders), found, lambda _problem: self.forget())

    async def _look(self, orders: Orders) -> tuple[Concerns, ...]:
        return tuple([await self._desk.before.look(order) for order in orders])

    def _known(self, orders: Orders) -> tuple[Concerns, ...] | None:
        """Returns what was looked up ahead for exactly this lead, unless it is too old."""
        if self._ahead is None:
            return None
        asked, at, concerns = self._ahead
        fresh = self._desk.clock.monotonic() - at <= _FRESH_S
        return concerns if fresh and asked == _asked(orders) else None

    def _go_on(self, target: Target, orders: Orders, found: Sequence[Concerns]) -> None:
        concerns = [replace(one, calling=self._calling_doubt(leg)) for one, leg in zip(found, target.legs, strict=True)]
        if any(concerns):
            self._ask(target, orders, concerns)
        else:
            self._go(target, orders)

    def _ask(self, target: Target, orders: Orders, concerns: Sequence[Concerns]) -> None:
        from leaddesk.ui.views.before_sending_dialog import BeforeSendingDialog

        window, desk = self._place.window(), self._desk
        where = f"{target.route.name}: {target.name}" if target.route else ""
        together = _together(concerns)
        dialog = BeforeSendingDialog(
            self._theme,
            window,
            orders[0],
            together,
            desk.times,
            desk.clock,
            desk.masking,
            where=where,
            refused_again=all(desk.submit.refuses_again(item.opening) for item in together.open_unknowns),
        )

        def send_anyway(reason: str) -> None:
            said = (one.override(desk.operator(), reason) if one else None for one in concerns)
            self._go(target, tuple(replace(order, override=one) for order, one in zip(orders, said, strict=True)))

        dialog.send_anyway.connect(send_anyway)
        dialog.settle_requested.connect(lambda exchange_id: desk.settle(exchange_id, None))
        dialog.open()

    def _calling_doubt(self, leg: Target) -> CallingDoubt | None:
        """Returns why it is no time to call, or that nobody knows; on production only: elsewhere nobody is called."""
        return calling_doubt(self._clock) if leg.profile.environment is Environment.PRODUCTION else None

    def _orders(self, target: Target, drafts: Sequence[LeadDraft], raw: dict[str, str]) -> Orders:
        return tuple(self._order(leg, draft, raw) for leg, draft in zip(target.legs, drafts, strict=True))

    def _order(self, leg: Target, draft: LeadDraft, raw: dict[str, str]) -> LeadOrder:
        return LeadOrder(
            profile=leg.profile,
            destination=leg.destination,
            draft=draft,
            typed={key: text for key, text in raw.items() if text},
            operator=self._desk.operator(),
            notes=self._notes(leg, draft, raw),
        )

    def _notes(self, leg: Target, draft: LeadDraft, raw: dict[str, str]) -> tuple[str, ...]:
        notes = [
            tr("Not sent: {label} has no column here.", label=spec.label)
            for spec in unmapped(lead_form(leg, self._desk.profiles), raw)
        ]
        if raw.get(AS_TYPED) == "yes" and not draft.phone.e164:
            notes.append(tr("Sent as typed: the number was not accepted by the phone library."))
        return tuple(notes)


def _together(concerns: Sequence[Concerns]) -> Concerns:
    """Returns what speaks against any of several sendings of one lead, each exchange once."""
    unknown = {item.id: item for one in concerns for item in one.open_unknowns}
    rows = {row.id: row for one in concerns for row in one.matches if row.id not in unknown}
    return Concerns(
        asked=next((one.asked for one in concerns if one.asked), None),
        open_unknowns=tuple(unknown[key] for key in sorted(unknown)),
        matches=tuple(rows[key] for key in sorted(rows, reverse=True)[:MOST_MATCHES]),
        calling=next((one.calling for one in concerns if one.calling), None),
    )


def _asked(orders: Orders) -> _Asked:
    """Returns all of a lead that decides what speaks against sending it."""
    return tuple(
        (order.destination.id, order.number, *(order.typed.get(key, "") for key in ("first_name", "last_name", "zip")))
        for order in orders
    )
