"""How the calling clock looks and what its tool tip says, for the line beside the phone and the card alike."""

from __future__ import annotations

from typing import NamedTuple

from leaddesk.domain.calling_clock import CallingClock, CallingState
from leaddesk.domain.calling_words import cautions, disagreements, lines
from leaddesk.language import tr
from leaddesk.ui.widgets.plaintext import marked

NAME = tr("Calling window")
WAITING = tr("Calling window: not known yet")
WAITING_HINT = tr("The local time appears with a number, a state or a zip.")


class CallingLook(NamedTuple):
    """Icon and family of a state; the word beside them says the same."""

    icon: str
    family: str


WAITING_LOOK = CallingLook("clock", "text3")
_LOOKS = {
    CallingState.OPEN: CallingLook("clock", "ok"),
    CallingState.CLOSED: CallingLook("clock-alert", "warn"),
    CallingState.UNKNOWN: CallingLook("circle-dashed", "unknown"),
}


def look(clock: CallingClock | None) -> CallingLook:
    """Returns icon and family; of the wait without a clock."""
    return _LOOKS[clock.state] if clock else WAITING_LOOK


def tint(of: CallingLook) -> str:
    """Returns the colour role of the icon."""
    return of.family if of is WAITING_LOOK else f"{of.family}.text"


def spoken(clock: CallingClock | None) -> str:
    """Returns all there is to say as one text for a screen reader."""
    return " ".join(marked(line) for line in lines(clock)) if clock else f"{WAITING}. {WAITING_HINT}"


def tool_tip(clock: CallingClock | None) -> str:
    """Returns all there is to say, a sentence a line, with nothing in it that Qt takes for markup."""
    if clock is None:
        return ""
    escaped = (marked(line).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for line in lines(clock))
    return f"<span>{'<br>'.join(escaped)}</span>"


def warning(clock: CallingClock) -> str:
    """Returns what does not agree or has to be known first; empty when there is nothing."""
    return " ".join((*disagreements(clock), *cautions(clock)))
