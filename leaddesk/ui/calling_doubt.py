"""What the calling clock has against a call, in the words of the questions before sending."""

from __future__ import annotations

from leaddesk.domain.before_sending import CallingDoubt
from leaddesk.domain.calling_clock import CallingClock, CallingState
from leaddesk.domain.calling_words import headline
from leaddesk.language import tr


def calling_doubt(clock: CallingClock | None) -> CallingDoubt | None:
    """Returns what speaks against a call now, or None; a clock that has not answered yet is a doubt."""
    if clock is None:
        return CallingDoubt(tr("Not known yet where this number is."), is_closed=False)
    if clock.state is CallingState.OPEN:
        return None
    return CallingDoubt(f"{headline(clock)}.", is_closed=clock.state is CallingState.CLOSED)
