"""A clock that is not the vendor's is told of, once for each host, and no answer is read another way for it."""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime

import pytest

from leaddesk.domain.wire import HttpRequest, HttpResponse
from leaddesk.services.clock_doubt import TOLERANCE, ClockDoubt, ClockWatch
from tests.services.fakes import START, FakeClock

NOW = START
YEARS = timedelta(days=3 * 365)


class Answers:
    """A transport whose answers carry the headers that a test puts there."""

    def __init__(self) -> None:
        self.headers: tuple[tuple[str, str], ...] = ()

    async def send(self, _request: HttpRequest) -> HttpResponse:
        return HttpResponse(200, self.headers, b"{}")


class Desk:
    def __init__(self) -> None:
        self.answers, self.told = Answers(), list[ClockDoubt]()
        self.watch = ClockWatch(self.answers, FakeClock())
        self.watch.on_doubt = self.told.append

    async def answer(self, *headers: tuple[str, str], host: str = "core.example.com") -> HttpResponse:
        self.answers.headers = headers
        return await self.watch.send(HttpRequest("GET", f"https://{host}/x", writes=False))


def date(off: timedelta = timedelta()) -> tuple[str, str]:
    return "date", format_datetime(NOW + off, usegmt=True)


async def test_a_clock_that_is_years_off_is_told_of_once_for_each_host_and_again_after_both_agreed() -> None:
    desk = Desk()
    response = await desk.answer(date(-YEARS))
    assert response.body == b"{}"
    await desk.answer(date(-YEARS))
    assert desk.told == [ClockDoubt("core.example.com", NOW, NOW - YEARS)]
    await desk.answer(date(YEARS), host="other.example.com")
    await desk.answer(date())
    await desk.answer(date(YEARS))
    assert [doubt.host for doubt in desk.told[1:]] == ["other.example.com", "core.example.com"]


@pytest.mark.parametrize("off", [TOLERANCE, -TOLERANCE, timedelta()])
async def test_a_slow_answer_is_no_doubt(off: timedelta) -> None:
    desk = Desk()
    await desk.answer(date(off))
    assert desk.told == []


@pytest.mark.parametrize(
    "headers", [(), (("date", "soon"),), (("date", "Sat, 99 Nov 2026 25:00:00 GMT"),), (date(-YEARS), ("age", "600"))]
)
async def test_what_says_no_time_of_its_own_is_no_doubt(headers: tuple[tuple[str, str], ...]) -> None:
    desk = Desk()
    await desk.answer(*headers)
    assert desk.told == []


async def test_where_nobody_listens_yet_it_is_told_later() -> None:
    desk = Desk()
    desk.watch.on_doubt = None
    await desk.answer(date(YEARS))
    desk.watch.on_doubt = desk.told.append
    await desk.answer(date(YEARS))
    assert len(desk.told) == 1
