"""*Test* and *Forget* at *Network* in *Settings*, down to the wire: the way that is typed is tried, nothing is kept."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from leaddesk.app import network
from leaddesk.app.desk import Desk
from leaddesk.app.options import Options
from leaddesk.app.try_network import try_network
from leaddesk.app.use_cases import UseCases
from leaddesk.domain.errors import KeyringProblem, NothingLeft, StoreProblem
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import MASK, Secret
from leaddesk.domain.wire import HttpRequest
from leaddesk.infra.http import HttpxTransport
from leaddesk.infra.paths import Paths
from leaddesk.infra.settings_file import Settings
from leaddesk.ui.views.settings.network_choice import NetworkChoice, NetworkTested
from leaddesk.ui.views.settings_dialog import SettingsDialog
from tests.app.conftest import until
from tests.helpers.fake_keyring import FakeKeyring, Mode
from tests.helpers.fault_server import FaultServer, Stall
from tests.helpers.inspecting_proxy import Authority, InspectingProxy
from tests.services.desk import PROFILE

PASSWORD = "canary-proxy-password"
READ = HttpRequest("GET", "https://core.example.com/status", writes=False, timeout_s=5.0)
FAR = replace(PROFILE, base_url="https://core.example.com/api/public", timeout_s=5.0)
BOARD = b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{"campaigns":[]}'


@pytest.fixture
async def use(fake_keyring: FakeKeyring) -> AsyncIterator[UseCases]:
    use = UseCases(Options(), Paths.find(os.environ))
    await use.secrets.put(FAR.secret_ref("api_key"), Secret("canary-pure-key"))
    yield use
    await use.close()


def by(proxy: InspectingProxy, authority: Authority | None) -> NetworkChoice:
    return NetworkChoice(
        way="proxy",
        host="127.0.0.1",
        port=proxy.port,
        user="reyes",
        certificates=str(authority.pem) if authority else "",
    )


async def tried(
    use: UseCases, choice: NetworkChoice, password: str = "", *profiles: ConnectionProfile
) -> tuple[NetworkTested, list[str]]:
    steps: list[str] = []
    typed = Secret(password) if password else None
    return await try_network(use, choice, typed, profiles or (FAR,), steps.append, practice=False), steps


async def test_a_typed_way_is_tried_with_a_typed_password_and_nothing_is_kept(
    use: UseCases, fake_keyring: FakeKeyring, tmp_path: Path
) -> None:
    authority, before = Authority(tmp_path), (dict(fake_keyring.entries), use.transport._reach)
    async with InspectingProxy(authority, ("reyes", PASSWORD), BOARD) as proxy:
        other = replace(FAR, id="p2", name="Unset")
        tested, steps = await tried(use, by(proxy, authority), PASSWORD, FAR, other)
    first, second = tested.lines
    assert first.startswith(f"Northside: reached core.example.com through 127.0.0.1:{proxy.port}. ")
    assert second.startswith("Unset: ")
    assert "is not set" in second
    assert not tested.works
    assert steps[:2] == [
        "Testing Northside, 1 of 2. Waiting for the keyring",
        "Testing Northside, 1 of 2. Waiting for an answer",
    ]
    assert [head.split(" HTTP")[0] for head in proxy.inside] == ["GET /api/public/engage/campaigns"]
    assert (fake_keyring.entries, use.transport._reach) == before
    assert use.secrets.known.mask(PASSWORD) == MASK


@pytest.mark.parametrize(
    ("trusted", "typed", "says"),
    [
        (True, "wrong", "It asks for a user name and a password."),
        (True, "", "Type them in Settings, Network"),
        (False, PASSWORD, "Own certificates in Settings, Network"),
    ],
)
async def test_what_stands_in_the_way_is_said_with_where_to_mend_it(
    use: UseCases, tmp_path: Path, trusted: bool, typed: str, says: str
) -> None:
    authority = Authority(tmp_path)
    async with InspectingProxy(authority, ("reyes", PASSWORD)) as proxy:
        tested, _steps = await tried(use, by(proxy, authority if trusted else None), typed)
    assert not tested.works
    assert says in tested.lines[0]
    assert proxy.inside == []


async def test_a_setting_that_cannot_work_asks_nobody(use: UseCases) -> None:
    with pytest.raises(StoreProblem, match="host name"):
        await tried(use, NetworkChoice(way="proxy", host="http://proxy.example.com"))


async def test_going_away_in_the_middle_closes_the_connections(use: UseCases, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[HttpxTransport] = []
    aclose = HttpxTransport.aclose

    async def noting(self: HttpxTransport) -> None:
        await aclose(self)
        made.append(self)

    monkeypatch.setattr(HttpxTransport, "aclose", noting)
    with FaultServer(Stall()) as server:
        port = int(server.url.rpartition(":")[2])
        choice = NetworkChoice(way="proxy", host="127.0.0.1", port=port)
        trying = asyncio.ensure_future(tried(use, choice))
        await until(lambda: server.connections, "the proxy to be asked")
        trying.cancel()
        with pytest.raises(asyncio.CancelledError):
            await trying
    [transport] = made
    assert not transport._running


async def test_a_forgotten_password_is_gone_and_opens_nothing_more(
    use: UseCases, fake_keyring: FakeKeyring, tmp_path: Path
) -> None:
    authority, kept = Authority(tmp_path), Settings()

    def write(changed: Settings) -> Settings:
        nonlocal kept
        kept = network.taken_over(kept, changed)
        return kept

    async with InspectingProxy(authority, ("reyes", PASSWORD)) as proxy:
        await network.keep(use, by(proxy, authority), Secret(PASSWORD), write)
        assert (await use.transport.send(READ)).status == 200
        assert PASSWORD in fake_keyring.entries.values()
        assert "forgotten" in await network.forget_password(use, by(proxy, authority), kept)
        assert PASSWORD not in fake_keyring.entries.values()
        with pytest.raises(NothingLeft, match="proxy refused"):
            await use.transport.send(READ)
    assert len(proxy.inside) == 1


async def test_a_password_of_the_session_is_forgotten_though_the_keyring_is_locked(
    use: UseCases, fake_keyring: FakeKeyring, tmp_path: Path
) -> None:
    authority = Authority(tmp_path)
    fake_keyring.mode = Mode.LOCKED
    async with InspectingProxy(authority, ("reyes", PASSWORD)) as proxy:
        choice = by(proxy, authority)
        said = await network.keep(use, choice, Secret(PASSWORD), lambda changed: changed)
        assert "kept until LeadDesk ends" in said
        assert (await use.transport.send(READ)).status == 200
        with pytest.raises(KeyringProblem):
            await network.forget_password(use, choice, network.taken_over(Settings(), network._settings(choice)))
        with pytest.raises(NothingLeft, match="The proxy's password is not at hand"):
            await use.transport.send(READ)
    assert len(proxy.inside) == 1


async def test_every_profile_is_asked_from_settings_and_no_lead_is_made(practice_desk: Desk) -> None:
    profiles = practice_desk.use.profiles
    await until(lambda: len(profiles.profiles) == 4, "the practice profiles")
    practice_desk._open_settings()
    await until(lambda: practice_desk.window.findChild(SettingsDialog), "Settings")
    dialog = practice_desk.window.findChild(SettingsDialog)
    assert isinstance(dialog, SettingsDialog)
    trial = dialog.network.trial
    assert trial.profile.currentText() == "Every profile"
    trial.test_button.setFocus()
    QTest.keyClick(trial.test_button, Qt.Key.Key_Space)
    await until(trial.cancel_button.isVisible, "the test to begin")
    await until(lambda: not trial.cancel_button.isVisible(), "the answers")
    lines = trial.said.text().split("\n")
    assert [line.partition(":")[0] for line in lines] == [profile.name for profile in profiles.profiles], lines
    assert all("127.0.0.1, which is this computer and needs no proxy." in line for line in lines)
    assert trial.said.property("ink") == "ok"
    assert (await practice_desk.use.browse.find()).rows == ()
    dialog.reject()
    await until(lambda: not QApplication.activeModalWidget(), "the end of Settings")


@pytest.mark.parametrize(
    ("variables", "proxy"),
    [
        ({}, ""),
        ({"https_proxy": "http://proxy.example.com:3128"}, "http://proxy.example.com:3128"),
        ({"https_proxy": "http://reyes:canary@proxy.example.com:3128"}, "http://proxy.example.com:3128"),
        ({"https_proxy": "http://proxy.example.com:3128", "no_proxy": "core.example.com"}, ""),
        ({"https_proxy": "socks5://proxy.example.com:1080"}, ""),
    ],
)
async def test_on_windows_and_macos_qt_is_asked_for_each_host(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], proxy: str
) -> None:
    """Qt answers by the variables here; there it runs the proxy script of the system."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert network.system_asker() is None
    monkeypatch.setattr(sys, "platform", "win32")
    asked = network.system_asker()
    monkeypatch.undo()
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert asked is not None
    assert asked("core.example.com") == proxy
