"""The interesting cells of the fault matrix through the window: what is said, what stays typed, what the vendor got.

Below the window every cell is run (tests/faults/test_matrix.py); its expectations are those of this test too.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from leaddesk.app.desk import Desk
from leaddesk.domain.act import Act
from leaddesk.domain.campaign import Campaign
from leaddesk.domain.exchange import HistoryQuery
from leaddesk.domain.secret import Secret
from leaddesk.domain.wire import HttpResponse
from leaddesk.infra.clock import SystemClock
from leaddesk.ui.views.campaigns import CampaignsView
from leaddesk.ui.views.check_number.view import CheckNumberView
from leaddesk.ui.views.search import SearchView
from leaddesk.vendors.registry import campaign_sources
from tests.app.conftest import at_the_window, described, go_to, until
from tests.faults.calls import CALLS, Call
from tests.faults.matrix import LOADED, NOT_READ, NOT_SENT, READ, REJECTED, UNKNOWN, Expected, expected
from tests.faults.staged import network, path_of
from tests.faults.wire import WIRE, WireFault

pytestmark = [pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)")]
ROWS = (
    "Connection refused",
    "Untrusted certificate",
    "Reset during the body",
    "Truncated",
    "Wrong charset",
    "Web page",
    "Huge",
    "Deep JSON",
    "500 with a good answer",
    "Redirect to another host",
    "Closed while idle",
    "429, seconds",
    "429, date",
)
STALL = "Stall before the headers"
_FAULTS = {fault.name: fault for fault in WIRE}
_CALLS = {call.name: call for call in CALLS}
SEND, PAUSE, SEARCH = (
    _CALLS[name] for name in ("Pure CallerID: send lead", "Pure CallerID: pause campaign", "TrackDrive: search leads")
)
_numbers = count(7205550200)


@dataclass(frozen=True)
class Seen:
    """What a person sees of a call that has ended."""

    outcome: str
    says: str
    kept: bool
    """Whether what was typed, or what was in view, still is."""


Do = Callable[[Desk], Awaitable[Seen]]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the waits before another try, and the time of a double click, pass at once."""

    async def sleep(_clock: SystemClock, _seconds: float) -> None:
        await asyncio.sleep(0)

    monkeypatch.setattr(SystemClock, "sleep", sleep)
    monkeypatch.setattr(QApplication, "doubleClickInterval", lambda: 0)


@asynccontextmanager
async def pointed(
    desk: Desk, call: Call, fault: WireFault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Callable[[], int]]:
    """Leads the desk's profile of a vendor to the fault; yields what counts the calls that arrive."""
    async with network(call, fault, folder, monkeypatch) as (origin, calls):
        profile = next(one for one in desk.use.profiles.profiles if one.vendor == call.profile.vendor)
        slots = desk.use.profiles.vendor(profile.vendor).secret_slots
        keys = {slot.key: Secret("practice-key-0001") for slot in slots}
        there = replace(profile, base_url=f"{origin}{path_of(call)}", timeout_s=10.0)
        await desk.use.profiles.save_profile(there, keys, for_session=True)
        for destination in there.destinations[:1]:  # another origin may call whom the former did not: the mark is gone
            await desk.use.profiles.save_destination(there.id, replace(destination, for_checks=True))
        yield calls


def the_dialog() -> QDialog | None:
    found = QApplication.activeModalWidget()
    return found if isinstance(found, QDialog) else None


async def agree(desk: Desk) -> None:
    """Says yes to the question that comes."""
    await until(the_dialog, "the question")
    cast("Any", the_dialog()).verb.click()
    await at_the_window(desk)


async def lead_on_its_way(desk: Desk) -> dict[str, str]:
    """Sends a lead and returns what was typed."""
    await go_to(desk, "Enter lead")
    desk.enter.form.load({"phone": str(next(_numbers)), "first_name": "Testa", "zip": "80202"})
    typed = dict(desk.enter.form.to_raw())
    desk.enter.footer.send.click()
    await until(lambda: desk.enter.in_flight, "the lead to leave")
    return typed


async def send_lead(desk: Desk) -> Seen:
    typed = await lead_on_its_way(desk)
    await until(lambda: not desk.enter.in_flight, "the answer to the lead")
    said = described(desk.enter.place, "Load outcome")
    outcome = next(word for word in (LOADED, REJECTED, NOT_SENT, UNKNOWN) if said.startswith(word))
    return Seen(outcome, said, desk.enter.form.to_raw() == typed)


async def check_on_its_way(desk: Desk) -> tuple[CheckNumberView, str]:
    """Checks a number and returns the place and what was typed."""
    view = cast("CheckNumberView", await go_to(desk, "Check number"))
    view.open_with(str(next(_numbers)))
    await until(view.bar.check.isEnabled, "the check to be ready")
    typed = view.bar.field.value()
    view.check_now()
    await agree(desk)
    await until(lambda: view.in_flight, "the check to leave")
    return view, typed


async def seen_of(view: CheckNumberView, typed: str) -> Seen:
    await until(lambda: not view.in_flight, "the answer to the check")
    await until(view.model.rowCount, "the answer in the list")
    said = described(view, "Latest load outcome")
    outcome = next(word for word in (LOADED, REJECTED, NOT_SENT, UNKNOWN) if said.startswith(word))
    return Seen(outcome, said, view.bar.field.value() == typed)


async def check_number(desk: Desk) -> Seen:
    return await seen_of(*await check_on_its_way(desk))


async def pause_on_its_way(desk: Desk) -> CampaignsView:
    """Pauses a campaign that was active when it was read."""
    view = cast("CampaignsView", await go_to(desk, "Campaigns"))
    await until(lambda: not view.reading.busy, "the board")
    before = campaign_sources()["purecallerid"].decode_campaign(HttpResponse(200, (), PAUSE.others(False)))
    profile = view.profile
    assert isinstance(before, Campaign)
    assert profile
    desk.window.messages.quiet()
    view.acts.ask(Act.PAUSE, before, profile)
    await agree(desk)
    return view


async def pause_campaign(desk: Desk) -> Seen:
    view = await pause_on_its_way(desk)
    await until(lambda: not view.acts.running, "the pause")
    said = described(desk.window, "Message")
    [latest, *_earlier] = await desk.use.deferred.find(HistoryQuery())
    assert latest.is_act
    if latest.outcome == "Done":
        assert "ACTIVE → READY" in said
    return Seen(latest.outcome, said, view.isVisible())


async def search_on_its_way(desk: Desk) -> SearchView:
    """Searches for a text."""
    view = cast("SearchView", await go_to(desk, "Search leads"))
    view.panel.text.setText("Reyes")
    view.panel.search_button.click()
    return view


async def search_leads(desk: Desk) -> Seen:
    view = await search_on_its_way(desk)
    await until(lambda: not view.reading.busy and view.reading.search, "the end of the search")
    search = view.reading.search
    assert search
    said = _told(view) if search.problem else ""
    return Seen(NOT_READ if search.problem else READ, said, view.panel.text.text() == "Reyes")


def _told(view: SearchView) -> str:
    """Returns what stands in the place of leads, or below those of an earlier search."""
    return " ".join((view.results.empty.text(), view.grid.end.text))


ONE_MORE = {("Closed while idle", "search leads"): Expected(READ, 2)}
"""The grid has room, so the next page is asked for; it is the same again, and that ends it."""
DEEDS: dict[str, tuple[Call, Do]] = {
    "send a lead": (SEND, send_lead),
    "check a number": (SEND, check_number),
    "pause a campaign": (PAUSE, pause_campaign),
    "search leads": (SEARCH, search_leads),
}


async def cancel_lead(desk: Desk) -> Seen:
    typed = await lead_on_its_way(desk)
    await asyncio.sleep(0.1)
    desk.enter.footer.cancel.click()
    await until(lambda: not desk.enter.in_flight, "Cancel sending to answer")
    said = described(desk.enter.place, "Load outcome")
    return Seen(said.partition(".")[0], said, desk.enter.form.to_raw() == typed)


async def cancel_check(desk: Desk) -> Seen:
    view, typed = await check_on_its_way(desk)
    await asyncio.sleep(0.1)
    view.bar.cancel.click()
    return await seen_of(view, typed)


async def cancel_pause(desk: Desk) -> Seen:
    view = await pause_on_its_way(desk)
    await until(lambda: view.acts.running, "the pause to leave")
    await asyncio.sleep(0.1)
    view.acts.cancel()
    await until(lambda: not view.acts.running, "the end of the waiting")
    [latest, *_earlier] = await desk.use.deferred.find(HistoryQuery())
    return Seen(latest.outcome, described(desk.window, "Message"), view.isVisible())


async def cancel_search(desk: Desk) -> Seen:
    view = await search_on_its_way(desk)
    await asyncio.sleep(0.1)
    view.panel.cancel_button.click()
    await until(lambda: not view.reading.busy, "Cancel search to answer")
    was_cancelled = "The search was cancelled" in _told(view)
    return Seen("Cancelled" if was_cancelled else "", _told(view), view.panel.text.text() == "Reyes")


CANCELLED: dict[str, tuple[Call, Do, str]] = {
    "send a lead": (SEND, cancel_lead, "Outcome unknown"),
    "check a number": (SEND, cancel_check, "Outcome unknown"),
    "pause a campaign": (PAUSE, cancel_pause, "Outcome unknown"),
    "search leads": (SEARCH, cancel_search, "Cancelled"),
}


@pytest.mark.parametrize("name", CANCELLED)
async def test_a_vendor_that_never_answers_is_left_at_once_and_asked_once(
    practice_desk: Desk, quick: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    call, do, outcome = CANCELLED[name]
    patient = replace(_FAULTS[STALL], waits=False)
    async with pointed(practice_desk, call, patient, tmp_path, monkeypatch) as calls:
        began = asyncio.get_running_loop().time()
        seen = await do(practice_desk)
        assert asyncio.get_running_loop().time() - began < 8, "long before the time-out of 10 s"
        assert (seen.outcome, calls(), seen.kept) == (outcome, 1, True), seen.says
        assert re.search("You stopped waiting|The search was cancelled", seen.says)


async def test_what_goes_wrong_is_said_and_nothing_typed_is_lost(
    practice_desk: Desk, quick: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = []
    for row in ROWS:
        for name, (call, do) in DEEDS.items():
            fault = _FAULTS[row]
            async with pointed(practice_desk, call, fault, tmp_path, monkeypatch) as calls:
                if row == "Closed while idle":
                    await do(practice_desk)
                    calls()
                seen = await do(practice_desk)
                got = Expected(seen.outcome, calls())
            wanted = ONE_MORE.get((row, name), expected(call, fault))
            told = wanted.outcome in (LOADED, READ, "Done") or re.search(fault.says, seen.says)
            if got != wanted or not told or not seen.kept:
                wrong.append(f"{row}, {name}: {got} and not {wanted}; {seen}")
    assert wrong == []
