"""Says that the clock of this computer and that of a vendor disagree."""

from __future__ import annotations

from leaddesk.language import tr
from leaddesk.services.clock_doubt import ClockDoubt
from leaddesk.ui.tell import Tell
from leaddesk.ui.times import LocalTimes


def say_doubt(doubt: ClockDoubt, times: LocalTimes, tell: Tell) -> None:
    """Says both times, and what goes by the one of this computer."""
    tell(
        "warn",
        tr(
            "The clocks disagree: {here} on this computer, {there} at {host}.",
            here=times.dated(doubt.here.replace(second=0)),
            there=times.dated(doubt.there.replace(second=0)),
            host=doubt.host,
        ),
        tr("By the clock of this computer it is judged whether a check is still fresh and whether calling is open."),
        tr("Look at this computer's date and time before you rely on either."),
    )
