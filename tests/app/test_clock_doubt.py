"""A clock that disagrees with a vendor's is said with both times, when its first answer comes, and only then."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from leaddesk.app.clock_doubt import say_doubt
from leaddesk.app.desk import Desk
from leaddesk.services.clock_doubt import ClockDoubt
from leaddesk.ui.times import LocalTimes
from tests.app.conftest import send, until


async def test_a_lead_s_answer_shows_that_the_clock_is_wrong(
    practice_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, said = practice_desk.use.clock.now, practice_desk.window.messages.label.accessibleDescription
    await send(practice_desk, "7205550100")
    assert "clocks" not in said()
    monkeypatch.setattr(practice_desk.use.clock, "now", lambda: real() - timedelta(days=400))
    practice_desk.enter.new_lead()
    await send(practice_desk, "7205550101")
    await until(lambda: said().startswith("The clocks disagree: "), "the message")
    assert "127.0.0.1" in said()


def test_both_times_are_said_with_their_day_and_zone() -> None:
    said: list[tuple[str, ...]] = []
    here, there = datetime(2023, 11, 22, 8, 30, 5, tzinfo=UTC), datetime(2026, 11, 21, 22, 0, 9, tzinfo=UTC)
    say_doubt(ClockDoubt("core.example.com", here, there), LocalTimes(UTC), lambda *parts: said.append(parts))
    ((kind, title, _detail, hint),) = said
    assert kind == "warn"
    assert title == (
        "The clocks disagree: Nov 22, 2023, 8:30 am UTC on this computer, "
        "Nov 21, 2026, 10:00 pm UTC at core.example.com."
    )
    assert "date and time" in hint
