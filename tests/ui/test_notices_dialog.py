"""*Third-party notices*, from *About* in *Settings*: read when asked for, as plain text, from wherever LeadDesk is."""

from __future__ import annotations

import asyncio
import shutil
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from leaddesk.app.settings import third_party_notices
from leaddesk.domain.errors import StoreProblem
from leaddesk.infra.paths import Paths, find_resources
from leaddesk.ui.views.notices_dialog import READING, NoticesDialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"does not support (raise\(\)|grabbing)")

ROOT = Path(__file__).parents[2]


class Notices:
    """Is read when `there` is set."""

    def __init__(self, text: str = "", problem: StoreProblem | None = None) -> None:
        self.text, self.problem, self.there, self.reads = text, problem, asyncio.Event(), 0

    async def read(self) -> str:
        self.reads += 1
        await self.there.wait()
        if self.problem:
            raise self.problem
        return self.text


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1024, 700)
    window.show()
    return window


async def _shown(dialog: NoticesDialog) -> None:
    for _ in range(10):
        await asyncio.sleep(0)
    assert not dialog._reading._tasks


async def test_it_reads_when_it_is_opened_and_shows_plain_text(theme, window):
    notices = Notices("<b>httpx</b> 0.28.1: BSD\n<a href='x'>Zlib</a>")
    dialog = NoticesDialog(theme, window, notices.read)
    dialog.open()
    await asyncio.sleep(0)
    assert (notices.reads, dialog.text.toPlainText()) == (1, "")
    assert dialog.text.placeholderText() == READING
    notices.there.set()
    await _shown(dialog)
    assert dialog.text.toPlainText() == notices.text
    assert dialog.text.isReadOnly()
    assert dialog.text.accessibleName() == dialog.accessibleName() == "Third-party notices"
    assert not dialog.problem.isVisible()
    dialog.reject()


async def test_what_cannot_be_read_is_said_in_its_place(theme, window):
    notices = Notices(problem=StoreProblem("The notices cannot be read.", "x", "Install LeadDesk again."))
    notices.there.set()
    dialog = NoticesDialog(theme, window, notices.read)
    dialog.open()
    await _shown(dialog)
    assert dialog.problem.isVisible()
    assert dialog.problem.text() == "The notices cannot be read. x Install LeadDesk again."
    assert not dialog.text.isVisible()
    dialog.reject()


async def test_closing_walks_away_from_a_disk_that_waits(theme, window):
    notices = Notices("late")
    dialog = NoticesDialog(theme, window, notices.read)
    dialog.open()
    await asyncio.sleep(0)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert not dialog._reading._tasks
    notices.there.set()


@pytest.mark.parametrize("zoom", [1.0, 2.0])
async def test_it_stays_inside_the_window_and_its_button_inside_it(theme, window, zoom):
    theme.set_zoom(zoom)
    dialog = NoticesDialog(theme, window, Notices().read)
    dialog.open()
    assert dialog.width() <= 1024
    assert dialog.height() <= 700
    button = dialog.close_button
    assert dialog.rect().contains(button.mapTo(dialog, button.rect().bottomRight()))
    dialog.reject()
    theme.set_zoom(1.0)


async def test_all_of_it_is_there_within_50_ms(theme, window):
    notices = Notices((ROOT / "resources" / "third-party.txt").read_text("utf-8"))
    dialog = NoticesDialog(theme, window, notices.read)
    dialog.open()
    before = time.thread_time()
    dialog.text.setPlainText(notices.text)
    assert time.thread_time() - before < 0.05
    dialog.reject()
    await asyncio.sleep(0)


@pytest.mark.parametrize("place", ["checkout", "installed", "bundle"])
async def test_they_are_read_wherever_leaddesk_is(tmp_path, place):
    package = tmp_path / "leaddesk"
    beside = package.parent if place in ("checkout", "bundle") else package
    (beside / "resources").mkdir(parents=True)
    package.mkdir(exist_ok=True)
    if place == "checkout":
        (tmp_path / "pyproject.toml").touch()
    shutil.copy(ROOT / "resources" / "third-party.txt", beside / "resources")
    resources = find_resources(package, frozen=place == "bundle")
    text = await third_party_notices(Paths(tmp_path, tmp_path, tmp_path, resources))
    assert "httpx 0.28.1" in text
    for licence in ("GNU LESSER GENERAL PUBLIC LICENSE", "GNU GENERAL PUBLIC LICENSE", "download.qt.io"):
        assert licence in text, "Qt may only be passed on with these"


async def test_notices_that_did_not_come_along_are_a_problem_that_is_said(tmp_path):
    with pytest.raises(StoreProblem, match="cannot be read"):
        await third_party_notices(Paths(tmp_path, tmp_path, tmp_path, tmp_path))
