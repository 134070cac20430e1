"""What a person chose in *Campaigns* is there again after the next start."""

from __future__ import annotations

from typing import cast

import pytest

from leaddesk.app.options import Options
from leaddesk.infra.settings_file import SettingsFile
from leaddesk.ui.views.campaigns import CampaignsView
from tests.app.conftest import go_to, opened, until


@pytest.mark.parametrize(("words", "seconds"), [("Off", 0), ("5 min", 300)])
async def test_how_often_the_board_is_read_survives_a_restart(leaddesk_home, words, seconds):
    file = SettingsFile(leaddesk_home / "config" / "settings.toml")
    async with opened(Options()) as desk:
        bar = cast("CampaignsView", await go_to(desk, "Campaigns")).bar
        assert bar.polling.currentText() == "60 s"
        bar.polling.setCurrentText(words)
        await until(lambda: file.load()[0].polling_s == seconds, "the settings")
    async with opened(Options()) as desk:
        view = cast("CampaignsView", await go_to(desk, "Campaigns"))
        assert (view.bar.polling.currentText(), view.bar.seconds) == (words, seconds)
        assert view.reading._seconds == seconds


async def test_practice_keeps_nothing_of_it(leaddesk_home):
    async with opened(Options(practice=True)) as desk:
        bar = cast("CampaignsView", await go_to(desk, "Campaigns")).bar
        bar.polling.setCurrentText("5 min")
        assert desk.preferences.now.polling_s == 300
    assert not (leaddesk_home / "config" / "settings.toml").exists()
