"""*Check number* against the practice server over real HTTP, for each way a number can turn out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from leaddesk.domain.profile import Environment
from leaddesk.domain.secret import Secret
from leaddesk.infra.http import HttpxTransport
from leaddesk.practice import PracticeServer
from tests.services import desk as desks
from tests.ui.check_number.desk import MARKED, Place, cells, outcome, word

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
async def place(theme, qtbot) -> AsyncIterator[Place]:
    server = PracticeServer()
    server.start()
    profile = replace(MARKED, base_url=server.base_url, environment=Environment.PRACTICE)
    place = Place(theme, profile)
    place.desk.secrets.held[profile.secret_ref("api_key")] = Secret(server.api_key)
    transport = HttpxTransport(loopback_only=True)
    place.desk.submit._transport = transport
    qtbot.addWidget(place.view)
    place.view.show()
    await place.ready()
    yield place
    await place.close()
    await transport.aclose()
    server.stop()


@pytest.mark.parametrize(
    ("number", "standing", "loaded"),
    [
        ("720-555-0100", "No block returned", "Loaded"),
        ("720-555-0101", "Do not contact", "Loaded"),
        ("720-555-0102", "Do not contact", "Loaded"),
    ],
)
async def test_check_now_brings_the_vendors_answer_into_the_history(place, number, standing, loaded):
    await place.look_up(number)
    assert word(place) == "Nothing on record"
    (await place.press()).accept()
    await desks.until(lambda: place.view.model.rowCount() == 1)
    await place.settle()
    assert (word(place), outcome(place)) == (standing, loaded)
    assert cells(place, 0)[2] == standing
    assert place.journal.openings[1].act == "Check number"
    assert '"callNowMode": "NONE"' in place.journal.openings[1].request.body.replace('":"', '": "')
