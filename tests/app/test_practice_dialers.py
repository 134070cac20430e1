"""The practice server takes a lead from every destination that practice mode offers."""

from __future__ import annotations

from functools import partial

import httpx
import pytest

from leaddesk.app.practice import practice_profile
from leaddesk.domain.lead import LeadDraft, validate_lead
from leaddesk.domain.secret import Secret
from leaddesk.practice import PracticeServer
from leaddesk.ui.views.practice_panel import PracticePanel
from leaddesk.vendors.registry import adapters
from tests.app.conftest import after_a_double_click, described, until

ADAPTER = adapters()["purecallerid"]
PROFILE = practice_profile("http://127.0.0.1:1", ADAPTER.info, ADAPTER.destination_schema)


@pytest.fixture(scope="module")
def server():
    server = PracticeServer()
    server.start()
    yield server
    server.stop()


def test_every_dialer_in_use_is_there_and_the_first_is_apn():
    names = [destination.dialer for destination in PROFILE.destinations]
    assert names == ["APN", "Five9", "NICE CXone", "RingCX", "Generic"]
    assert len({destination.id for destination in PROFILE.destinations}) == len(names)
    assert [d.settings.get("dedupe") for d in PROFILE.destinations if d.dialer == "RingCX"] == [
        "RING_REMOVE_ALL_EXISTING"
    ]


@pytest.mark.parametrize("destination", PROFILE.destinations, ids=lambda destination: destination.dialer)
def test_a_lead_is_accepted(server, destination):
    assert ADAPTER.destination_problems(destination) == ()
    raw = {"phone": "720-555-0100", "first_name": "Ada", "city": "Sampleton", "state": "CO", "zip": "80202"}
    draft = validate_lead(ADAPTER.lead_schema(destination), raw)
    assert isinstance(draft, LeadDraft)
    request = ADAPTER.encode_submit(draft, PROFILE, destination, {"api_key": Secret(server.api_key)})
    answer = httpx.post(
        f"{server.base_url}/lead/load",
        content=request.body,
        headers={"X-API-KEY": server.api_key, "Content-Type": "application/json"},
        trust_env=False,
        verify=False,
    )
    assert answer.json()["status"] == "Accepted", answer.text


async def test_croco_dial_answers_as_its_manual_has_it_while_the_panel_says_so(practice_desk):
    desk = practice_desk
    box = desk.window.findChild(PracticePanel).manual_box
    combo = desk.enter.destination.combo
    combo.setCurrentIndex(next(at for at in range(combo.count()) if combo.itemText(at).startswith("Practice Croco")))
    said = []
    for number in ("720-555-0100", "303-555-0100", "212-555-0100"):
        desk.enter.form.load({"phone": number})
        desk.enter.footer.send.click()
        digits = number.replace("-", "")
        await until(partial(lambda digits: f"- {digits}|" in described(desk.enter.place, "Load outcome"), digits), "it")
        said.append(described(desk.enter.place, "Load outcome").partition(f"{digits}|")[2].split("|")[0])
        desk.enter.new_lead()
        box.click()
        await after_a_double_click()
    assert said == ["2001", "practice", "2001"], "the list stands behind the number, the user in the manual"
