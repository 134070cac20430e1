"""*Keep the history* over a real history, and the way on from a lost key, as the window puts them together."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from leaddesk.app.keeping import ask_recovery_key, open_keeping, watch_end
from leaddesk.app.places import Common
from leaddesk.app.use_cases import UseCases
from leaddesk.domain.recovery_key import recovery_lines
from leaddesk.domain.secret import Secret
from leaddesk.infra.clock import SystemClock
from leaddesk.infra.history.anchors import remembered_end
from leaddesk.infra.history.store_file import NoFittingKey
from leaddesk.infra.history_db import HistoryStore
from leaddesk.infra.history_key import KEY_REF, open_history
from leaddesk.infra.keyring_store import MemorySecrets
from leaddesk.infra.paths import Paths
from leaddesk.infra.unfinished import Unfinished
from leaddesk.services.deferred_store import DeferredStore
from leaddesk.ui.masking import Masking
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.times import LocalTimes
from tests.infra.history_samples import opening, settlement
from tests.services.desk import until
from tests.ui.conftest import icons, theme
from tests.ui.profiles_place import Told

__all__ = ["icons", "theme"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


class App:
    """What the window gives to its places."""

    def __init__(self, qtbot, theme, home):
        self.paths = Paths.find({"LEADDESK_HOME": str(home)})
        self.store: HistoryStore | None = None
        self.window = QWidget()
        self.window.resize(1024, 700)
        qtbot.addWidget(self.window)
        theme.dress(self.window)
        self.window.show()
        self.theme, self.scope, self.told = theme, TaskScope(), Told()
        secrets, deferred = MemorySecrets(), DeferredStore()
        use = SimpleNamespace(secrets=secrets, clock=SystemClock(), deferred=deferred, unfinished=Unfinished())
        common = SimpleNamespace(
            window=self.window,
            theme=theme,
            times=LocalTimes(ZoneInfo("UTC")),
            scope=self.scope,
            tell=self.told,
            operator=lambda: "M. Reyes",
            masking=Masking(),
            store=lambda: self.store,
        )
        self.use, self.common = cast("UseCases", use), cast("Common", common)  # as much of them as keeping needs

    async def open_history(self, mode="encrypted"):
        self.store = await open_history(self.paths.data, mode, self.use.secrets)
        self.use.deferred.provide(self.store)
        await self.store.settle(await self.store.open(opening()), settlement())

    def open_keeping(self, keeper=None, section="Retention"):
        return open_keeping(self.common, self.use, self.paths, keeper, lambda: 5, lambda _years: None, section)


@pytest.fixture
async def app(qtbot, theme, tmp_path):
    made = App(qtbot, theme, tmp_path)
    yield made
    await made.scope.finish(1)
    if made.store:
        await made.store.close()


async def test_a_history_that_is_not_open_is_said(app):
    assert app.open_keeping() is None
    assert app.told.messages[0][1] == "The history is not open."


async def test_the_end_is_watched_and_shown(app):
    await app.open_history()
    keeper = watch_end(app.store, app.use)
    dialog = app.open_keeping(keeper, "Remembered end")
    await until(
        lambda: "entry 3" in " ".join(label.text() for label in dialog.findChildren(type(dialog.said).__base__))
    )
    assert keeper is not None
    await keeper.stop()
    end = await remembered_end(app.use.secrets)
    assert end is not None
    assert end.count == 3
    dialog.reject()
    memory = HistoryStore.in_memory()
    assert watch_end(memory, app.use) is None
    await memory.close()


@pytest.mark.parametrize(("mode", "why"), [("memory", "it is kept in memory only"), ("plain", "it is not encrypted")])
async def test_a_history_whose_end_nobody_remembers_says_so_and_where_it_ends(app, mode, why):
    await app.open_history(mode)
    dialog = app.open_keeping(watch_end(app.store, app.use), "Remembered end")

    def said():
        return [label.text() for label in dialog.findChildren(QLabel)]

    await until(lambda: "entry 3" in said())
    assert (
        f"The keyring remembers nothing of this history: {why}. Nothing watches the end of the history now." in said()
    )
    dialog.reject()


async def test_a_report_is_made_over_the_real_history(app):
    await app.open_history()
    dialog = app.open_keeping()
    dialog.sections[0].make.click()
    await until(lambda: dialog.said.text() == "Nothing has had its time.")
    dialog.reject()


async def test_a_lost_key_comes_back_from_paper_and_opens_the_history(app):
    await app.open_history()
    await app.store.close()
    app.store = None
    lines = recovery_lines(await app.use.secrets.get(KEY_REF))
    await app.use.secrets.forget(KEY_REF)
    with pytest.raises(NoFittingKey) as lost:
        await open_history(app.paths.data, "encrypted", app.use.secrets)
    opened = asyncio.Event()
    anew = []
    dialog = ask_recovery_key(
        app.theme,
        app.window,
        lost.value,
        folder=app.paths.data,
        secrets=app.use.secrets,
        scope=app.scope,
        again=opened.set,
        anew=lambda: anew.append(True),
    )
    assert dialog.verb is not None
    dialog.key.setPlainText("\n".join(recovery_lines(Secret("ab" * 32))))
    dialog.verb.click()
    await until(lambda: "does not open this history" in dialog.mistake.text())
    assert not opened.is_set()
    dialog.key.setPlainText("\n".join(lines))
    dialog.verb.click()
    await until(opened.is_set)
    assert anew == []
    await app.open_history()
    assert len(await app.store.find()) == 2
