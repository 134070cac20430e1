"""The network setting from *Settings* down to the wire, and back from the settings file at the next start."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from leaddesk.app import network
from leaddesk.app.options import Options
from leaddesk.app.use_cases import UseCases
from leaddesk.domain.errors import NothingLeft, StoreProblem
from leaddesk.domain.secret import Secret
from leaddesk.domain.wire import HttpRequest
from leaddesk.infra.paths import Paths
from leaddesk.infra.settings_file import Settings, SettingsFile
from leaddesk.ui.views.settings.network_choice import NetworkChoice
from tests.helpers.fake_keyring import FakeKeyring, Mode
from tests.helpers.inspecting_proxy import Authority, InspectingProxy

PASSWORD = "canary-proxy-password"
READ = HttpRequest("GET", "https://core.example.com/status", writes=False, timeout_s=5.0)


class Kept:
    def __init__(self, folder: Path) -> None:
        self.file = SettingsFile(folder / "settings.toml")
        self.now = Settings(operator="M. Reyes")

    def write(self, changed: Settings) -> Settings:
        self.now = network.taken_over(self.now, changed)
        self.file.save(self.now)
        return self.now


@pytest.mark.parametrize("mode", [Mode.WORKING, Mode.LOCKED])
async def test_a_proxy_with_a_password_is_used_at_once_and_after_the_next_start(
    tmp_path: Path, fake_keyring: FakeKeyring, mode: Mode
) -> None:
    use, kept, authority = UseCases(Options(), Paths.find(os.environ)), Kept(tmp_path), Authority(tmp_path)
    fake_keyring.mode = mode
    async with InspectingProxy(authority, ("reyes", PASSWORD)) as proxy:
        choice = NetworkChoice(
            way="proxy", host="127.0.0.1", port=proxy.port, user="reyes", certificates=str(authority.pem)
        )
        said = await network.keep(use, choice, Secret(PASSWORD), kept.write)
        assert "CN=Example Inspection CA" in said
        assert ("kept until LeadDesk ends" in said) is (mode is Mode.LOCKED)
        assert (await use.transport.send(READ)).status == 200
        await use.close()
        assert PASSWORD not in (tmp_path / "settings.toml").read_text()

        loaded, notice = kept.file.load()
        assert (network.choice_of(loaded), notice, loaded.operator) == (choice, "", "M. Reyes")
        again = UseCases(Options(), Paths.find(os.environ))
        network.reach_by(again, loaded)
        if mode is Mode.WORKING:
            assert (await again.transport.send(READ)).status == 200
        else:
            with pytest.raises(NothingLeft, match="The proxy's password is not at hand"):
                await again.transport.send(READ)
        await again.close()


async def test_a_setting_that_cannot_work_changes_nothing(tmp_path: Path, fake_keyring: FakeKeyring) -> None:
    use, kept = UseCases(Options(), Paths.find(os.environ)), Kept(tmp_path)
    before = use.transport._reach
    odd = NetworkChoice(way="proxy", host="http://proxy.example.com")
    for choice in (odd, replace(odd, way="none", certificates=str(tmp_path / "gone.pem"))):
        with pytest.raises(StoreProblem):
            await network.keep(use, choice, Secret(PASSWORD), kept.write)
    assert use.transport._reach is before
    assert kept.now == Settings(operator="M. Reyes")
    assert fake_keyring.calls == []
    await use.close()
