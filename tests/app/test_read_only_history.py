"""A history that cannot be written: it is read, that stands in view, and nothing is sent."""

from __future__ import annotations

import pytest

from leaddesk.app.history import READ_ONLY
from leaddesk.app.options import Options
from leaddesk.domain.errors import StoreProblem
from leaddesk.infra.history_db import HistoryStore
from leaddesk.infra.settings_file import Settings, SettingsFile
from tests.app.conftest import described, opened, until


@pytest.fixture
def plain_history(leaddesk_home):
    SettingsFile(leaddesk_home / "config" / "settings.toml").save(Settings(history_mode="plain"))


@pytest.mark.usefixtures("plain_history")
async def test_it_is_read_and_that_is_said(monkeypatch):
    problem = StoreProblem("The history cannot be written.", "The disk is full.", "Free some space.", can_retry=True)
    open_file = HistoryStore.open_file

    async def open_to_read(store: HistoryStore) -> None:
        await open_file(store)
        store.read_only = problem

    monkeypatch.setattr(HistoryStore, "open_file", open_to_read)
    async with opened(Options()) as desk:
        await until(lambda: desk.window._notice.text() == READ_ONLY, "the notice")
        assert "cannot be written" in described(desk.window, "Message")
        assert (await desk.use.browse.find()).rows == ()
        assert desk.records.store is not None
        desk.records.store.read_only = None
        desk.records.look_again()
        assert desk.window._notice.text() == "History is not encrypted"
