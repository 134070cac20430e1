"""*Leads with this number*: a free read of a typed number, over real HTTP against the practice server's leads."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from leaddesk.domain.secret import Secret
from leaddesk.infra.clock import SystemClock
from leaddesk.infra.http import HttpxTransport
from leaddesk.services.search_leads import SearchLeads
from leaddesk.ui.views.check_number.found_leads import PRESS_ENTER, TITLE, TYPE_ONE
from leaddesk.vendors.registry import lead_sources
from tests.practice.leads import Leads, lead_server
from tests.services.desk import Desk, InThread, until
from tests.ui.check_number.desk import MARKED, Place, shown
from tests.ui.search.desk import practice_profile

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
NOBODY = "202-555-0199"


@pytest.fixture(scope="module")
def leads() -> Iterator[Leads]:
    with lead_server(2000) as server:
        yield server


class Finding:
    """*Check number* with one profile whose leads can be searched."""

    def __init__(self, place: Place, leads: Leads) -> None:
        self.place, self.view, self.leads = place, place.view, leads
        self.before = len(leads.server.requests)

    @property
    def asked(self) -> list[Any]:
        return [one for one in self.leads.server.requests[self.before :] if one.path.endswith("/leads")]

    def said(self) -> list[str]:
        return [label.text() for label in self.view.page.leads._lines if not label.isHidden()]

    async def type(self, number: str) -> None:
        line = self.view.bar.field.line
        line.selectAll()
        line.insert(number)
        await self.place.settle()

    async def found(self) -> list[str]:
        await until(lambda: bool(self.asked) and "Reading" not in " ".join(self.said()) and TYPE_ONE not in self.said())
        return self.said()


@pytest.fixture
async def finding(theme, qtbot, leads: Leads) -> AsyncIterator[Finding]:
    profile = practice_profile("trackdrive", leads.server.leads_base_url)
    transport = HttpxTransport(loopback_only=True)

    def search(desk: Desk) -> SearchLeads:
        return SearchLeads(
            sources=lead_sources(),
            secrets=desk.secrets,
            transport=transport,
            clock=SystemClock(),
            background=InThread(),
        )

    place = Place(theme, MARKED, profile, search=search)
    place.desk.secrets.held[profile.secret_ref("public_key")] = Secret(leads.server.public_key)
    place.desk.secrets.held[profile.secret_ref("private_key")] = Secret(leads.server.private_key)
    qtbot.addWidget(place.view)
    theme.dress(place.view)
    place.view.resize(1256, 820)
    place.view.show()
    await place.ready()
    yield Finding(place, leads)
    await place.close()
    await transport.aclose()


def numbers_of(leads: Leads) -> dict[str, int]:
    counted: dict[str, int] = {}
    for row in leads.every(columns="id,caller_id"):
        counted[row["caller_id"]] = counted.get(row["caller_id"], 0) + 1
    return counted


async def test_a_typed_number_is_looked_for_once_and_its_leads_are_shown(finding):
    counted = numbers_of(finding.leads)
    number = max(counted, key=lambda one: counted[one])
    assert counted[number] > 1
    finding.before = len(finding.leads.server.requests)
    assert finding.said() == [TYPE_ONE]
    await finding.type(number)
    assert finding.asked == [], "only once nobody types any more"
    lines = await finding.found()
    assert len(lines) == min(5, counted[number])
    assert all(line.startswith("Practice leads · ") and " · created " in line for line in lines)
    hint = finding.view.page.leads._hint.text()
    assert hint == (f"and {counted[number] - 5} more" if counted[number] > 5 else "")
    assert TITLE in shown(finding.place)
    await finding.type(number)
    finding.view.bar.field.entered.emit()
    await finding.place.settle()
    assert len(finding.asked) == 1


async def test_nothing_found_is_said_of_that_profile_alone(finding):
    assert numbers_of(finding.leads).get("+12025550199") is None
    finding.before = len(finding.leads.server.requests)
    await finding.type(NOBODY)
    assert await finding.found() == ["No lead with this number in Practice leads."]
    await finding.type("20")
    assert finding.said() == [TYPE_ONE], "an answer never stands beside another number"


async def test_a_number_that_was_only_filled_in_waits_for_enter(finding):
    await finding.place.look_up(NOBODY)
    assert finding.said() == [PRESS_ENTER]
    assert not finding.view._finding._pause.isActive()
    finding.view.bar.field.entered.emit()
    assert await finding.found() == ["No lead with this number in Practice leads."]


async def test_without_a_key_nothing_leaves_and_one_sentence_says_so(finding):
    for ref in [ref for ref in finding.place.desk.secrets.held if ref.profile_id != MARKED.id]:
        del finding.place.desk.secrets.held[ref]
    await finding.type(NOBODY)
    await until(lambda: "Not known" in " ".join(finding.said()))
    (line,) = finding.said()
    assert line.startswith("Not known in Practice leads: Practice leads has no ")
    assert finding.asked == []
    assert finding.place.told == []


async def test_another_number_stops_the_reading_of_the_former(finding):
    await finding.type(NOBODY)
    finding.view._finding._read()
    (task,) = finding.view._finding._tasks
    await finding.type("202-555-0198")
    await until(task.done)
    assert task.cancelled()
    await finding.found()
    assert finding.asked[-1].path.endswith("/leads")


async def test_without_a_profile_to_search_there_is_no_card(theme, qtbot):
    place = Place(theme)
    qtbot.addWidget(place.view)
    place.view.show()
    await place.ready()
    await place.look_up(NOBODY)
    assert not place.view.page.leads.isVisible()
    await place.close()
