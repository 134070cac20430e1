"""LeadDesk as it works every day: on disk, with the keyring, through crashes."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QLineEdit

from leaddesk.app.options import Options
from leaddesk.domain.profile import ConnectionProfile, Destination, Environment
from leaddesk.domain.secret import Secret
from leaddesk.domain.verdict import Litigator
from leaddesk.infra.settings_file import Settings, SettingsFile
from leaddesk.services.answered import AnsweredLead
from leaddesk.ui.views.before_sending_dialog import BeforeSendingDialog
from tests.app.conftest import CTRL, at_the_window, described, field, opened, press, send, type_into, until

WORK = Options()


def profile_for(desk, base_url: str) -> ConnectionProfile:
    info = desk.use.profiles.vendor("purecallerid")
    apn = info.dialer("APN")
    settings = {"campaign_id": "65f00000000000000000a001", "dialer_list_id": "list01", "list_name": "Spring"}
    spring = Destination(id="spring", name="Spring list", dialer="APN", settings=settings, mapping=apn.preset)
    return ConnectionProfile(
        id="north",
        name="Northside",
        vendor="purecallerid",
        base_url=base_url,
        environment=Environment.TEST,
        pace_per_s=0,
        timeout_s=30,
        destinations=(spring,),
    )


def answer_dialog(desk, title: str, button: str) -> None:
    dialog = next(d for d in desk.window.findChildren(QDialog) if d.windowTitle() == title)
    next(b for b in dialog.findChildren(QAbstractButton) if b.text() == button).click()


async def test_profile_key_lead_and_history_survive_a_restart(leaddesk_home, vendor):
    async with opened(WORK) as desk:
        await desk.use.profiles.save_profile(profile_for(desk, vendor.base_url), {"api_key": Secret(vendor.api_key)})
        await send(desk, "7205550105")
        assert described(desk.enter.place, "Load outcome").startswith("Rejected")
    async with opened(WORK) as desk:
        await until(lambda: desk.enter.destination.target, "the destination")
        rows = (await desk.use.browse.find()).rows
        assert [(row.number, row.outcome, row.assessment) for row in rows] == [
            ("+17205550105", "Rejected", "Do not contact")
        ]
        again = await desk.use.browse.open(rows[0].id)
        assert len(litigator_of(again).cases) == 12
        await until(lambda: field(desk, "Phone").text(), "the draft")
        await send_again(desk)
        assert described(desk.enter.place, "Load outcome").startswith("Rejected")
    assert vendor.count("7205550105") == 2
    kept = b"".join(path.read_bytes() for path in leaddesk_home.rglob("*") if path.is_file())
    assert vendor.api_key.encode() not in kept
    assert b"7205550105" not in kept
    assert b"TESTA PERSON" not in kept


def litigator_of(lead: AnsweredLead) -> Litigator:
    assert lead.verdict.evidence is not None
    assert isinstance(lead.verdict.evidence.litigator, Litigator)
    return lead.verdict.evidence.litigator


async def send_again(desk) -> None:
    press(desk, Qt.Key.Key_Return, CTRL)
    await until(lambda: not desk.enter.in_flight, "an answer")


async def test_a_changed_base_url_asks_for_the_key_again_and_sends_nothing(leaddesk_home, vendor):
    async with opened(WORK) as desk:
        profile = profile_for(desk, vendor.base_url)
        await desk.use.profiles.save_profile(profile, {"api_key": Secret(vendor.api_key)})
        elsewhere = profile_for(desk, vendor.base_url.replace("127.0.0.1", "localhost"))
        await desk.use.profiles.save_profile(elsewhere, {})
        await send(desk, "7205550100")
        assert described(desk.enter.place, "Load outcome").startswith("Not sent")
        assert "API key" in described(desk.window, "Message")
    assert vendor.requests == ()


@pytest.mark.parametrize("mode", ["absent", "null"])
async def test_without_a_keyring_the_person_chooses_where_the_history_lives(leaddesk_home, vendor, fake_keyring, mode):
    use_keyring(fake_keyring, mode)
    async with opened_when_asked("Keep in memory") as desk:
        assert "memory" in desk.window._notice.text()
        await desk.use.profiles.save_profile(
            profile_for(desk, vendor.base_url), {"api_key": Secret(vendor.api_key)}, for_session=True
        )
        await send(desk, "7205550100")
        assert described(desk.enter.place, "Load outcome").startswith("Loaded")
    assert SettingsFile(leaddesk_home / "config" / "settings.toml").load()[0].history_mode == "memory"
    files = b"".join(path.read_bytes() for path in leaddesk_home.rglob("*") if path.is_file())
    assert vendor.api_key.encode() not in files
    assert b"7205550100" not in files


def use_keyring(fake_keyring, mode: str) -> None:
    import keyring
    from keyring.backends import fail, null

    keyring.set_keyring({"absent": fail.Keyring, "null": null.Keyring}[mode]())


def opened_when_asked(button: str):
    """A desk whose question about the history is answered by pressing that button."""
    from contextlib import asynccontextmanager

    @asynccontextmanager
    async def opening():
        pressed: list[str] = []

        async def press_it() -> None:
            from PySide6.QtWidgets import QApplication

            def dialog():
                return next(
                    (w for w in QApplication.topLevelWidgets() if w.windowTitle() == "Where to keep the history"), None
                )

            await until(dialog, "the question")
            next(b for b in dialog().findChildren(QAbstractButton) if b.text() == button).click()
            pressed.append(button)

        asking = asyncio.ensure_future(press_it())
        async with opened(WORK) as desk:
            await asking
            assert pressed == [button]
            yield desk

    return opening()


async def on_production(desk, vendor, hour: int) -> None:
    """Gives the desk a production profile, and Denver an hour of the day."""
    profile = replace(profile_for(desk, vendor.base_url), environment=Environment.PRODUCTION)
    await desk.use.profiles.save_profile(profile, {"api_key": Secret(vendor.api_key)})
    desk.use.clock.now = lambda: datetime(2026, 11, 20, hour, 0, tzinfo=ZoneInfo("America/Denver")).astimezone(UTC)


async def type_number(desk, number: str) -> None:
    """Types a number and waits until it is known whether it may be called now."""
    type_into(field(desk, "Phone"), number)
    await until(lambda: desk.enter.place.calling.clock() is not None, "the calling clock")


async def test_on_production_a_closed_calling_window_is_asked_about(leaddesk_home, vendor):
    async with opened(WORK) as desk:
        await on_production(desk, vendor, hour=23)
        await type_number(desk, "7205550100")
        press(desk, Qt.Key.Key_Return, CTRL)
        answer_dialog(desk, "Who is at the desk?", "Send")
        await until(lambda: isinstance(QApplication.activeModalWidget(), BeforeSendingDialog), "the question")
        question = QApplication.activeModalWidget()
        assert question is not None
        said = [label.text() for label in question.findChildren(QLabel)]
        assert "Calling window closed" in said
        answer_dialog(desk, "Send anyway", "Cancel")
        assert vendor.count("7205550100") == 0


async def test_on_production_the_operator_is_asked_once_a_shift(leaddesk_home, vendor):
    async with opened(WORK) as desk:
        await on_production(desk, vendor, hour=12)
        await type_number(desk, "7205550100")
        press(desk, Qt.Key.Key_Return, CTRL)
        assert not desk.enter.in_flight
        dialog = next(d for d in desk.window.findChildren(QDialog) if d.windowTitle() == "Who is at the desk?")
        dialog.findChildren(QLineEdit)[0].setText("M. Reyes")
        assert "Nothing has left LeadDesk" in desk.window.messages.label.accessibleDescription()
        answer_dialog(desk, "Who is at the desk?", "Send")
        assert "Nothing has left" not in desk.window.messages.label.accessibleDescription()
        load_outcome = partial(described, desk.enter.place, "Load outcome")
        await until(lambda: desk.enter.in_flight or load_outcome().startswith("Loaded"), "it")
        await until(lambda: not desk.enter.in_flight, "an answer")
        await at_the_window(desk)
        press(desk, Qt.Key.Key_N, CTRL)
        await type_number(desk, "7205550109")
        press(desk, Qt.Key.Key_Return, CTRL)
        await until(lambda: vendor.count("7205550109") and not desk.enter.in_flight, "the second answer")
        rows = (await desk.use.browse.find()).rows
        assert [row.operator for row in rows] == ["M. Reyes", "M. Reyes"]


def started(*arguments: str) -> subprocess.Popen[bytes]:
    """A process of our own Python, offscreen, in the home of this test."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        stderr=subprocess.PIPE,
    )


CRASHING = """
    import asyncio, os, sys
    from PySide6.QtWidgets import QApplication
    from leaddesk.app import loop
    from leaddesk.app.desk import Desk
    from leaddesk.app.options import Options
    from leaddesk.domain.secret import Secret
    from leaddesk.infra.paths import Paths
    from leaddesk.ui.theme import FUSION
    from tests.app.conftest import field, press, type_into, until, CTRL
    from tests.app.test_work_mode import profile_for
    from PySide6.QtCore import Qt

    base_url, key = sys.argv[1:]
    app = QApplication(["leaddesk", *FUSION])
    desk = Desk(app, Options(), Paths.find(os.environ))
    desk.window.show()

    async def crash() -> None:
        await until(lambda: desk.use.deferred.ready, "the history")
        await desk.use.profiles.save_profile(profile_for(desk, base_url), {"api_key": Secret(key)}, for_session=True)
        type_into(field(desk, "Phone"), "7205550131")
        type_into(field(desk, "Last name"), "Person")
        press(desk, Qt.Key.Key_Return, CTRL)
        await asyncio.sleep(600)

    async def main() -> int:
        task = asyncio.ensure_future(crash())
        return await desk.main()

    loop.run(app, main())
"""


async def test_a_kill_while_the_vendor_stalls_is_told_as_outcome_unknown_at_the_next_start(leaddesk_home, vendor):
    SettingsFile(leaddesk_home / "config" / "settings.toml").save(Settings(history_mode="plain"))
    running = started("-c", textwrap.dedent(CRASHING), vendor.base_url, vendor.api_key)
    try:
        await until(lambda: vendor.count("7205550131") or running.poll() is not None, "the request to arrive")
        assert running.poll() is None
    finally:
        running.send_signal(signal.SIGKILL)
        running.communicate()
    async with opened(WORK) as desk:
        await until(lambda: described_or_empty(desk, "Message"), "what was left open to be said")
        assert "Outcome unknown" in described(desk.window, "Message")
        rows = (await desk.use.browse.find()).rows
        assert [(row.number, row.outcome, row.assessment) for row in rows] == [
            ("+17205550131", "Outcome unknown", "Review")
        ]
        assert field(desk, "Phone").text() == "(720) 555-0131", "the draft comes back after a kill"
        assert field(desk, "Last name").text() == "Person"
        press(desk, Qt.Key.Key_Return, CTRL)
        await until(QApplication.activeModalWidget, "a draft that may be loaded is not sent again without asking")
        assert not desk.enter.in_flight
        answer_dialog(desk, "Send anyway", "Cancel")
    assert vendor.count("7205550131") == 1


def described_or_empty(desk, name: str) -> str:
    try:
        return described(desk.window, name)
    except StopIteration:
        return ""


@pytest.mark.skipif(os.name != "posix", reason="SIGTERM ends a process only there")
async def test_sigterm_ends_the_app_cleanly(leaddesk_home):
    running = started("-m", "leaddesk", "--practice")
    await asyncio.sleep(2)
    assert running.poll() is None
    running.terminate()
    _, said = running.communicate(timeout=20)
    assert (running.returncode, said) == (0, b"")
