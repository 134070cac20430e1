"""The place History: search, list, open and back, over a source made by hand."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTableView

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.exchange import ExchangeRow
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.history import HistoryView
from tests.ui.theme.conftest import icons, theme
from tests.ui.verdict import samples

__all__ = ["icons", "theme"]
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


class Source:
    """Rows in memory; it keeps what was asked."""

    def __init__(self, count: int) -> None:
        self.kept = [exchange(number) for number in range(count, 0, -1)]
        self.asked: list[str] = []
        self.was_asked = asyncio.Event()
        self.problem: StoreProblem | None = None
        self.gate = asyncio.Event()
        self.gate.set()

    async def rows(self, text=""):
        self.asked.append(text)
        self.was_asked.set()
        await self.gate.wait()
        if self.problem:
            raise self.problem
        return [row for row in self.kept if text in row.number]

    async def open(self, exchange_id):
        if self.problem:
            raise self.problem
        return replace(samples.federal_blocked(), exchange_id=exchange_id)


class StoppedClock:
    def now(self):
        return samples.NOW


def exchange(number, outcome="Loaded"):
    return ExchangeRow(
        id=number,
        at=samples.NOW - timedelta(minutes=500 - number),
        operator="M. Reyes",
        profile_name="Northside PCID",
        environment="Production",
        destination_name="Spring outreach",
        number=f"+1202555{number:04}",
        outcome=outcome,
        assessment="Review",
    )


@pytest.fixture
def source():
    return Source(40)


@pytest.fixture
async def view(theme, qtbot, source):
    scope = TaskScope()
    view = HistoryView(theme, source, scope, LocalTimes(ZoneInfo("America/New_York")), StoppedClock())
    qtbot.addWidget(view)
    view.resize(1000, 500)
    view.show()
    yield view
    await scope.finish(1)


async def settle():
    for _ in range(5):
        await asyncio.sleep(0)
        QGuiApplication.processEvents()


def named(view, kind, name):
    return next(widget for widget in view.findChildren(kind) if widget.accessibleName() == name)


def shown(view):
    return [label.text() for label in view.findChildren(QLabel) if label.isVisible() and label.text()]


async def test_fixed_names_are_there(view):
    assert named(view, QLineEdit, "Search history").isVisible()
    assert named(view, QTableView, "Exchanges") is view.table
    assert named(view, QPushButton, "Open").isVisible()


async def test_a_narrow_window_hides_what_is_said_elsewhere(view):
    view.resize(1240, 500)
    assert [view.table.isColumnHidden(at) for at in range(9)] == [False] * 9
    view.resize(930, 500)
    assert [at for at in range(9) if view.table.isColumnHidden(at)] == [1, 3, 8]


async def test_an_empty_history_says_so(view, source):
    source.kept = []
    view.refresh()
    await settle()
    assert "Nothing has been sent yet. Every lead you send will stand here." in shown(view)
    assert not view.table.isVisible()
    assert not view.open_button.isEnabled()


async def test_rows_are_read_and_counted(view, source):
    source.gate.clear()
    view.refresh()
    await settle()
    assert "Reading the history" in shown(view)
    source.gate.set()
    await settle()
    assert "40 exchanges" in shown(view)
    assert view.table.currentIndex().row() == 0


async def test_refresh_keeps_row_and_scroll(view, source):
    view.refresh()
    await settle()
    view.table.setCurrentIndex(view.model.index(30, 0))
    scrolled = view.table.verticalScrollBar().value()
    assert scrolled > 0
    source.kept.insert(0, exchange(41))
    view.refresh()
    await settle()
    assert view.model.exchange(view.table.currentIndex().row()).id == 10
    assert view.table.verticalScrollBar().value() == scrolled


async def test_search_waits_for_typing_and_the_latest_wins(view, source, qtbot):
    view.refresh()
    await settle()
    qtbot.keyClicks(view.search, "0017")
    assert source.asked == [""]
    source.was_asked.clear()
    await asyncio.wait_for(source.was_asked.wait(), 5)
    await settle()
    assert source.asked == ["", "0017"]
    assert [view.model.exchange(row).id for row in range(view.model.rowCount())] == [17]
    assert "1 exchange" in shown(view)


async def test_a_search_without_a_hit_says_so(view):
    view.search.setText("nobody")
    view.refresh()
    await settle()
    assert "No exchange holds this text." in shown(view)


async def test_an_unread_history_is_not_called_empty(view, source):
    assert "The history is not open yet." in shown(view)
    assert not [text for text in shown(view) if "exchange" in text or "Nothing has been sent" in text]
    source.problem = StoreProblem("The history cannot be read.", "The disk is full.", "Free some space.")
    view.refresh()
    await settle()
    assert "The history cannot be read. The disk is full. Free some space." in shown(view)
    assert "The history is not open yet." not in shown(view)
    assert not [text for text in shown(view) if "Nothing has been sent" in text]


async def test_a_failed_read_keeps_the_old_rows(view, source):
    view.refresh()
    await settle()
    source.problem = StoreProblem("The history cannot be read.", "The disk is full.", "Free some space.")
    view.refresh()
    await settle()
    text = "The history cannot be read. The disk is full. Free some space. The rows below are older."
    assert text in shown(view)
    assert view.model.rowCount() == 40
    source.problem = None
    view.refresh()
    await settle()
    assert text not in shown(view)


@pytest.mark.parametrize("way", ["button", "enter", "double click"])
async def test_opens_the_verdict_and_comes_back_to_the_row(view, qtbot, way):
    view.refresh()
    await settle()
    view.table.setFocus()
    view.table.setCurrentIndex(view.model.index(3, 0))
    match way:
        case "button":
            view.open_button.click()
        case "enter":
            qtbot.keyClick(view.table, Qt.Key.Key_Return)
        case _:
            view.table.doubleClicked.emit(view.model.index(3, 0))
    await settle()
    assert view.is_open()
    assert "(202) 555-0037 to Spring outreach, 6:21:11 am EST, entry 37" in [
        label.text() for label in view.findChildren(QLabel)
    ]
    assert named(view, QLabel, "Assessment").accessibleDescription().startswith("Do not contact.")
    qtbot.keyClick(view.back_button, Qt.Key.Key_Escape)
    assert not view.is_open()
    assert view.table.currentIndex().row() == 3
    assert view.focusWidget() is view.table


async def test_a_verdict_that_cannot_be_opened_is_said_here(view, source):
    view.refresh()
    await settle()
    source.problem = StoreProblem("Entry 40 cannot be read.")
    view.open_current()
    await settle()
    assert not view.is_open()
    assert any(text.startswith("Entry 40 cannot be read.") for text in shown(view))


async def test_unsettled_outcomes_have_their_own_strip(view, source):
    view.refresh()
    await settle()
    assert not any("unsettled" in text for text in shown(view))
    source.kept[2] = replace(source.kept[2], outcome="Outcome unknown")
    view.refresh()
    await settle()
    assert "1 outcome is unsettled" in shown(view)
    source.kept[5] = replace(source.kept[5], outcome="Outcome unknown")
    view.refresh()
    await settle()
    assert "2 outcomes are unsettled" in shown(view)
    assert any(text.startswith("The latest: (202) 555-0038, Spring outreach, ") for text in shown(view))
