"""Places are looked up once, off the UI thread; the minute is judged without another look-up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from leaddesk.domain.calling_clock import CallingState
from leaddesk.domain.errors import StoreProblem
from leaddesk.services.calling_clock import CallingClockService, LoadedRules
from tests.domain.calling_samples import DENVER, SHIPPED, says, wall
from tests.services.fakes import FakeClock


class Background:
    """Runs the work at once and counts it."""

    def __init__(self):
        self.done = []

    async def do(self, fn, *args, **kwargs):
        self.done.append(fn.__name__)
        return fn(*args, **kwargs)


class Finder:
    def find(self, phone, zip_code, state):
        return (says(DENVER),) if zip_code == "80202" else ()


class Source:
    def __init__(self):
        self.version = SHIPPED
        self.broken = False

    def load(self):
        if self.broken:
            raise StoreProblem("The calling windows cannot be read.")
        return LoadedRules(self.version, "a notice")

    def write_copy(self):
        return "rules/calling-windows.toml"


@pytest.fixture
def background():
    return Background()


@pytest.fixture
def clock():
    clock = FakeClock()
    clock.go_on((wall("America/Denver", "2026-11-21T20:59") - clock.now()).total_seconds())
    return clock


@pytest.fixture
def source():
    return Source()


@pytest.fixture
def service(background, source, clock):
    return CallingClockService(Finder(), source, background, clock)


async def test_the_minute_is_judged_without_another_look_up(service, background, clock):
    where = await service.places("", "80202")
    assert background.done == ["load", "find"]
    assert service.judge(where).state is CallingState.OPEN
    clock.go_on(60)
    assert service.judge(where).state is CallingState.CLOSED
    assert background.done == ["load", "find"]


async def test_rules_are_read_once_and_again_on_request(service, source, background):
    assert (await service.rules()).notice == "a notice"
    await service.places("", "80202")
    assert background.done.count("load") == 1
    source.broken = True
    with pytest.raises(StoreProblem):
        await service.reload()
    with pytest.raises(StoreProblem):
        await service.places("", "80202")
    source.broken = False
    assert (await service.places("", "80202")).rules is SHIPPED


async def test_the_copy_is_written_off_the_thread(service, background):
    assert await service.write_copy() == "rules/calling-windows.toml"
    assert background.done == ["write_copy"]


async def test_a_lead_is_judged_in_one_go(service):
    assert (await service.now("", "80202")).left == timedelta(minutes=1)
    unknown = await service.now("", "")
    assert (unknown.state, unknown.at.tzinfo) == (CallingState.UNKNOWN, UTC)
    assert unknown.at == datetime(2026, 11, 22, 3, 59, tzinfo=UTC)
