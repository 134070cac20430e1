"""The grid of leads: paging ahead, refresh, local order, pinning, layouts, the last row, keys and copies."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication

from leaddesk.domain.lead_search import RowOrder
from leaddesk.ui.masking import Masking
from leaddesk.ui.models.grid_layout import GridLayout
from leaddesk.ui.views.search.grid import LeadsGrid
from tests.ui.models.test_leads_model import KNOWN, NAMES, NOW, AtOnce, lead, page, words

SECTIONS = {name: at for at, name in enumerate(NAMES)}
STALL_S = 2.0
"""Far above what an append takes; a reset of everything with each page would take longer."""


def pages(first: int, count: int, **more: object):
    return page(*(lead(number, **more) for number in range(first, first + count)))


@pytest.fixture
def masking(qapp):
    return Masking()


@pytest.fixture
def grid(theme, qtbot, masking):
    grid = LeadsGrid(theme, words().times, masking, background=AtOnce(), now=lambda: NOW)
    qtbot.addWidget(grid)
    grid.resize(700, 400)
    grid.set_columns(NAMES, KNOWN)
    grid.show()
    yield grid
    grid.finish()


async def settled(grid: LeadsGrid) -> None:
    while tasks := grid._work._tasks.copy():
        await asyncio.wait(tasks)
        await asyncio.sleep(0)


def ids(grid: LeadsGrid) -> list[object]:
    return [row.id for row in grid.loaded_rows()]


def clip() -> str:
    return QGuiApplication.clipboard().text()


class TestPages:
    def test_asks_for_another_page_ahead_of_the_end_and_once(self, grid, qtbot):
        asked = []
        grid.more_wanted.connect(lambda: asked.append(1))
        grid.append(pages(0, 10))
        assert len(asked) == 1
        grid.append(pages(10, 200))
        assert len(asked) == 2, "a whole page has to be left below"
        grid.append(pages(210, 20))
        assert len(asked) == 2
        QCoreApplication.processEvents()
        bar = grid.table.verticalScrollBar()
        bar.setValue(bar.maximum())
        bar.setValue(bar.maximum() - 1)
        assert len(asked) == 3

    def test_asks_for_nothing_after_the_end_a_failure_or_while_filtered(self, grid):
        asked = []
        grid.append(pages(0, 10))
        grid.more_wanted.connect(lambda: asked.append(1))
        grid.show_end("All leads are read.")
        grid.resize(700, 300)
        grid.show_failed("Page 2 could not be read.")
        grid.resize(700, 400)
        assert asked == []

    async def test_a_filter_does_not_read_on_by_itself(self, grid):
        grid.set_quick_filter("nowhere")
        asked = []
        grid.more_wanted.connect(lambda: asked.append(1))
        grid.append(pages(0, 10))
        await settled(grid)
        assert grid.model.rowCount() == 0
        assert asked == []
        grid.set_quick_filter("")
        assert asked == [1]

    def test_a_failed_page_is_a_row_with_retry_below_the_leads(self, grid, qtbot):
        grid.append(pages(0, 2))
        grid.show_failed("Page 2 could not be read.")
        qtbot.waitUntil(lambda: grid.end.y() < 200)
        assert grid.end.y() == grid.table.geometry().bottom() + 1
        assert grid.end.text == "Page 2 could not be read."
        with qtbot.waitSignal(grid.retry_wanted):
            qtbot.mouseClick(grid.end.retry, Qt.MouseButton.LeftButton)
        grid.append(pages(2, 2))
        assert not grid.end.isVisible()
        assert ids(grid) == [0, 1, 2, 3]

    def test_a_question_offers_to_go_on(self, grid, qtbot):
        grid.append(pages(0, 2))
        grid.show_question("200 pages are read. Go on?")
        with qtbot.waitSignal(grid.go_on_wanted):
            qtbot.mouseClick(grid.end.go_on, Qt.MouseButton.LeftButton)
        assert not grid.end.retry.isVisible()

    def test_twenty_thousand_rows_are_appended_without_a_reset(self, grid, qtbot):
        grid.append(pages(0, 500))
        grid.table.selectRow(3)
        worst = 0.0
        with qtbot.assertNotEmitted(grid.model.modelReset):
            for first in range(500, 20_000, 500):
                more = pages(first, 500)
                begun = time.perf_counter()
                grid.append(more)
                worst = max(worst, time.perf_counter() - begun)
        assert grid.model.rowCount() == 20_000
        assert [row.id for row in grid.selected_rows()] == [3]
        assert worst < STALL_S


class TestRefresh:
    def test_selection_current_row_and_scroll_position_come_back_page_by_page(self, grid):
        grid.append(pages(0, 100))
        grid.append(pages(100, 100))
        grid.table.setCurrentIndex(grid.model.index(150, 2))
        bar = grid.table.verticalScrollBar()
        bar.setValue(145)
        grid.begin_refresh()
        assert len(ids(grid)) == 200, "the rows stay until new ones come"
        grid.append(page(lead(999), *(lead(number) for number in range(99))))
        assert grid.current() is None
        grid.append(pages(99, 101))
        assert grid.current()["id"] == 150
        assert grid.table.currentIndex().column() == 2
        assert [row.id for row in grid.selected_rows()] == [150]
        assert bar.value() == 145

    def test_a_refresh_that_fails_keeps_the_rows(self, grid):
        grid.append(pages(0, 5))
        grid.begin_refresh()
        grid.show_failed("The vendor does not answer.")
        assert ids(grid) == [0, 1, 2, 3, 4]
        grid.append(pages(3, 5))
        assert ids(grid) == [3, 4, 5, 6, 7]

    def test_who_scrolls_meanwhile_is_left_in_peace(self, grid):
        grid.append(pages(0, 300))
        bar = grid.table.verticalScrollBar()
        bar.setValue(250)
        grid.begin_refresh()
        grid.append(pages(0, 100))
        bar.setValue(20)
        grid.append(pages(100, 200))
        assert bar.value() == 20


class TestLocalOrder:
    async def test_sorting_keeps_the_selection_and_says_that_it_is_local(self, grid):
        grid.append(pages(0, 30))
        grid.table.selectRow(4)
        grid.sort_by("id", descending=True)
        await settled(grid)
        assert ids(grid) == list(range(29, -1, -1))
        assert [row.id for row in grid.selected_rows()] == [4]
        assert "30 loaded leads" in grid.local_note
        assert grid.order == RowOrder("id", descending=True)

    async def test_rows_that_come_later_are_sorted_in(self, grid):
        grid.append(page(lead(5), lead(1)))
        grid.sort_by("id")
        await settled(grid)
        grid.append(page(lead(3)))
        await settled(grid)
        assert ids(grid) == [1, 3, 5]

    async def test_rows_that_come_later_are_filtered(self, grid):
        grid.append(page(lead(1, status="dnc"), lead(2)))
        grid.set_quick_filter("DNC")
        await settled(grid)
        grid.append(page(lead(3), lead(4, status="dnc")))
        await settled(grid)
        assert ids(grid) == [1, 4]
        assert grid.local_note == "2 of 4 loaded leads hold “DNC”. Only the 4 loaded leads are looked at."
        grid.set_quick_filter("")
        assert ids(grid) == [1, 2, 3, 4]
        assert grid.local_note == ""

    async def test_a_press_on_the_header_sorts_both_ways_and_then_not(self, grid):
        grid.append(page(lead(2), lead(3), lead(1)))
        seen = []
        for _ in range(3):
            grid.table.horizontalHeader().sectionClicked.emit(SECTIONS["id"])
            await settled(grid)
            seen.append(ids(grid))
        assert seen == [[1, 2, 3], [3, 2, 1], [2, 3, 1]]

    async def test_all_selected_rows_stay_selected(self, grid):
        grid.append(pages(0, 2500))
        grid.table.selectAll()
        grid.sort_by("id", descending=True)
        await settled(grid)
        assert len(grid.selected_rows()) == 2500
        assert grid.selected_rows()[0].id == 2499


class TestColumns:
    def test_layout_comes_back(self, grid):
        layout = GridLayout((*reversed(NAMES),), (("status", 210),), 2, None)
        grid.apply_layout(layout)
        assert grid.layout_now() == layout
        assert grid.visible_columns() == tuple(reversed(NAMES))
        assert grid.table.columnWidth(SECTIONS["status"]) == 210

    def test_moving_and_sizing_is_told_and_placing_is_not(self, grid, qtbot):
        with qtbot.assertNotEmitted(grid.columns_changed):
            grid.apply_layout(GridLayout(NAMES, (("id", 99),)))
        header = grid.table.horizontalHeader()
        with qtbot.waitSignal(grid.columns_changed):
            header.moveSection(0, 2)
        with qtbot.waitSignal(grid.columns_changed):
            header.resizeSection(SECTIONS["status"], 300)
        assert dict(grid.layout_now().widths) == {"id": 99, "status": 300}

    def test_the_same_columns_in_another_order_keep_rows_and_selection(self, grid, qtbot):
        grid.append(pages(0, 5))
        grid.table.selectRow(2)
        with qtbot.assertNotEmitted(grid.model.modelReset):
            grid.set_columns(tuple(reversed(NAMES)), KNOWN)
        assert grid.visible_columns()[0] == NAMES[-1]
        grid.set_columns(("id", "status"), KNOWN)
        assert [row.id for row in grid.selected_rows()] == [2]

    def test_pinned_columns_stay_and_share_the_selection(self, grid, qtbot):
        grid.append(pages(0, 300))
        grid.columns.pin(2)
        QCoreApplication.processEvents()
        still = grid.table.still
        shown = [name for name in NAMES if not still.isColumnHidden(SECTIONS[name])]
        assert shown == ["id", "full_name"]
        grid.table.verticalScrollBar().setValue(120)
        grid.table.horizontalScrollBar().setValue(200)
        QCoreApplication.processEvents()
        assert still.verticalScrollBar().value() == 120
        assert still.rowHeight(120) == grid.table.rowHeight(120)
        spot = still.visualRect(grid.model.index(121, 0)).center()
        qtbot.mouseClick(still.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        assert grid.current()["id"] == 121
        assert grid.table.horizontalScrollBar().value() == 200
        grid.columns.pin(0)
        assert not still.isVisible()

    def test_pinning_other_columns_changes_no_width(self, grid, qtbot):
        before = [grid.table.columnWidth(section) for section in range(len(NAMES))]
        for count in (1, 3, 0, 2):
            grid.columns.pin(count)
        assert [grid.table.columnWidth(section) for section in range(len(NAMES))] == before
        assert grid.layout_now().widths == ()
        grid.table.still.horizontalHeader().resizeSection(0, 300)
        assert grid.layout_now().widths == (("id", 300),)

    async def test_other_columns_keep_the_selection_of_sorted_rows(self, grid):
        grid.append(pages(0, 5))
        grid.sort_by("id", descending=True)
        await settled(grid)
        grid.table.selectRow(0)
        grid.set_columns(("id", "status"), KNOWN)
        assert [row.id for row in grid.selected_rows()] == [4]

    def test_a_cell_is_not_left_under_the_pinned_columns(self, grid):
        grid.append(pages(0, 3))
        grid.columns.pin(2)
        bar = grid.table.horizontalScrollBar()
        bar.setValue(bar.maximum())
        grid.table.setCurrentIndex(grid.model.index(0, 2))
        assert grid.table.columnViewportPosition(2) >= grid.table.still.width() - 1

    def test_status_words_are_never_cut(self, grid):
        grid.append(pages(0, 3, status="completed_with_many_calls"))
        cell = grid.model.shown(0, SECTIONS["status"])
        assert grid.table.itemDelegate().width_of(cell) <= grid.table.columnWidth(SECTIONS["status"])


class TestKeys:
    def press(self, qtbot, grid, key, more=Qt.KeyboardModifier.ControlModifier):
        grid.activateWindow()
        grid.table.setFocus()
        qtbot.keyClick(grid.table, key, more)

    def test_copies_the_cell_as_it_came(self, grid, qtbot):
        grid.append(pages(0, 3))
        grid.table.setCurrentIndex(grid.model.index(1, SECTIONS["caller_id"]))
        grid.acts.copy_cell.trigger()
        assert clip() == "+12025550123"

    def test_copies_rows_as_text_in_the_order_of_the_columns(self, grid):
        grid.append(pages(0, 3))
        grid.table.horizontalHeader().moveSection(SECTIONS["status"], 0)
        grid.table.selectRow(1)
        grid.acts.copy_rows.trigger()
        head, line = clip().split("\n")
        assert head.split("\t")[:2] == ["status", "id"]
        assert line.split("\t")[:2] == ["scheduled", "1"]

    def test_select_all_and_copy_as_json(self, grid):
        grid.append(pages(0, 3))
        grid.acts.select_all.trigger()
        grid.acts.copy_json.trigger()
        assert [row["id"] for row in json.loads(clip())] == [0, 1, 2]

    def test_masked_cells_are_shown_and_copied_masked(self, grid, masking):
        grid.append(pages(0, 1))
        masking.set_on(True)
        grid.table.setCurrentIndex(grid.model.index(0, SECTIONS["full_name"]))
        grid.acts.copy_cell.trigger()
        assert clip() == "A. S. 0."

    def test_the_current_row_is_told_and_enter_opens_it(self, grid, qtbot):
        told: list[Any] = []
        opened: list[Any] = []
        grid.current_changed.connect(told.append)
        grid.opened.connect(opened.append)
        grid.append(pages(0, 3))
        grid.table.setCurrentIndex(grid.model.index(1, 0))
        grid.table.setCurrentIndex(grid.model.index(1, 3))
        assert [row["id"] for row in told] == [1]
        self.press(qtbot, grid, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
        assert [row["id"] for row in opened] == [1]
        grid.clear()
        assert told[-1] is None

    def test_the_menu_takes_acts_of_others_and_offers_the_column(self, grid):
        grid.append(pages(0, 3))
        grid.table.setCurrentIndex(grid.model.index(0, 0))
        grid.menu_opening.connect(lambda menu: menu.addAction("Check this number"))
        menu = grid.acts.menu()
        told = [act.text() for act in menu.actions() if act.text()]
        assert told[0] == "Check this number"
        assert told[-1] == "Column id"
        menu.deleteLater()

    def test_the_table_is_named(self, grid):
        assert grid.table.accessibleName() == "Leads"


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
def test_is_painted_in_every_look(grid, theme, look):
    theme.set_choice(look)
    grid.append(pages(0, 30, full_name="<b>Nia</b>\u202e"))
    grid.table.selectRow(2)
    grid.columns.pin(1)
    picture = grid.grab().toImage()
    colors = {picture.pixelColor(x, 2 * 28 + 40).name() for x in range(0, picture.width(), 3)}
    assert len(colors) > 2


def test_numbers_stand_at_the_right_of_their_column_and_words_at_the_left(grid):
    grid.resize(1400, 400)
    grid.append(pages(0, 1))
    gaps = {}
    for name in ("full_name", "revenue"):
        grid.table.setColumnWidth(SECTIONS[name], 250)
    picture = grid.table.viewport().grab().toImage()
    for name in ("full_name", "revenue"):
        cell = grid.table.visualRect(grid.model.index(0, SECTIONS[name])).adjusted(3, 3, -3, -3)
        paper = picture.pixel(cell.topLeft())
        rows = range(cell.top(), cell.bottom())
        inked = [x for x in range(cell.left(), cell.right()) if any(picture.pixel(x, y) != paper for y in rows)]
        gaps[name] = inked[0] - cell.left(), cell.right() - inked[-1]
    assert gaps["full_name"][0] < 20 < gaps["full_name"][1]
    assert gaps["revenue"][1] < 20 < gaps["revenue"][0]
