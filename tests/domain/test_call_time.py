"""When to call back as one text: what is written reads back, and nothing else is taken for it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from leaddesk.domain.call_time import NOW, is_past, read_days, read_moment, write_days, write_moment

MOMENT = datetime(2026, 12, 24, 9, 30)  # noqa: DTZ001


def test_days_and_moments_read_back_as_they_were_written() -> None:
    assert (write_days(2), read_days(write_days(2))) == ("2DAYS", 2)
    assert (write_moment(MOMENT), read_moment(write_moment(MOMENT))) == ("2026-12-24 09:30:00", MOMENT)


@pytest.mark.parametrize("text", ["", NOW, "DAYS", "2DAY", "-2DAYS", "1000DAYS", "2026-12-24", "2026-02-30 09:30:00"])
def test_any_other_text_is_neither(text: str) -> None:
    assert (read_days(text), read_moment(text)) == (None, None)


@pytest.mark.parametrize(
    ("text", "past"),
    [("2026-12-24 09:29:59", True), ("2026-12-24 09:30:00", False), (NOW, False), ("2DAYS", False), ("soon", False)],
)
def test_only_a_moment_before_the_clock_on_the_wall_is_past(text: str, past: bool) -> None:
    assert is_past(text, MOMENT) is past
    assert is_past(text, MOMENT.replace(tzinfo=UTC)) is past, "the zone is nobody's to say"
