"""The place Search leads over real HTTP: what is done with a row, and thousands of rows."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from leaddesk.domain.lead_search import LeadFilter
from leaddesk.services.lead_search import SearchState
from leaddesk.ui.masking import Masking
from leaddesk.ui.views.search.acts import Act
from leaddesk.vendors.trackdrive.form import search_form
from tests.ui.search.desk import Place, current, shown

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")


class TestActs:
    async def test_check_copy_and_open(self, place):
        place.view._take_columns(("id", "caller_id", "routes_show_path"))
        await place.search_for()
        place.view.grid.table.selectRow(0)
        row = place.view.grid.current()
        acts = place.view.acts.actions
        acts[Act.CHECK].trigger()
        assert place.wishes == [("check_wanted", row["caller_id"])]
        acts[Act.COPY_PHONE].trigger()
        assert QGuiApplication.clipboard().text() == place.view._mask.number(row["caller_id"])
        acts[Act.OPEN_RECORD].trigger()
        origin = place.leads.server.leads_base_url.removesuffix("/api/v1")
        assert place.opened == [f"{origin}{row['routes_show_path']}"]

    async def test_what_was_not_asked_for_is_said(self, place):
        place.view._take_columns(("id", "status"))
        await place.search_for()
        place.view.grid.table.selectRow(0)
        for act in (Act.CHECK, Act.OPEN_RECORD):
            place.view.acts.actions[act].trigger()
        assert [said[1] for said in place.told] == [
            "The number of this lead was not asked for.",
            "Where the record is was not asked for.",
        ]
        assert place.wishes == []
        assert place.opened == []

    async def test_a_lead_is_mapped_into_the_form(self, place):
        await place.search_for()
        place.view.grid.table.selectRow(0)
        row = place.view.grid.current()
        place.view.acts.actions[Act.LEAD].trigger()
        [(name, lead)] = place.wishes
        assert name == "lead_wanted"
        assert lead["phone"] == row["caller_id"]
        assert lead["state"] == row["state_province"]
        assert f"{lead['first_name']} {lead['last_name']}" == row["full_name"]

    async def test_in_a_narrow_place_the_details_stand_over_the_list_until_escape(self, place):
        place.view.resize(840, 620)
        assert place.view.width() == 840
        await place.search_for()
        place.view.grid.table.selectRow(0)
        assert not place.view.chosen.isVisible()
        place.view.grid.table.setFocus()
        QTest.keyClick(place.view.grid.table, Qt.Key.Key_Return)
        assert place.view.chosen.isVisible()
        assert not place.view.grid.isVisible()
        QTest.keyClick(place.view.chosen.close_button, Qt.Key.Key_Escape)
        assert place.view.grid.isVisible()
        place.view.resize(1240, 800)
        assert place.view.chosen.isVisible()
        assert place.view.grid.isVisible()

    async def test_a_masked_number_leaves_only_once_that_is_on_record(self, theme, qtbot, leads):
        logged = []
        place = Place(theme, leads, masking=Masking(lambda reveal, then: logged.append((reveal, then)), on=True))
        qtbot.addWidget(place.jobs)
        qtbot.addWidget(place.view)
        await place.sign_in()
        place.view.show()
        await place.search_for()
        place.view.grid.table.selectRow(0)
        number = current(place)["caller_id"]
        assert number[-7:-2] not in "".join(shown(place.view))
        place.view.acts.actions[Act.CHECK].trigger()
        [(reveal, then)] = logged
        assert (reveal.what, reveal.number) == ("Check number", number)
        assert place.wishes == []
        then()
        assert place.wishes == [("check_wanted", number)]
        place.view.acts.actions[Act.COPY_PHONE].trigger()
        assert number[-7:-2] not in QGuiApplication.clipboard().text()
        await place.close()


class TestMany:
    async def test_after_200_pages_it_asks_whether_to_go_on(self, place):
        place.view.panel.chips.take(LeadFilter("per_page", "5"))
        await place.search_for()
        while place.state is not SearchState.ASKS:
            place.view.results.next_button.click()
            await place.rest()
        assert place.rows() == 1000
        assert place.view.grid.end.text == "200 pages are read, and more follow. Read on?"
        assert not place.view.reading.busy
        place.view.grid.end.go_on.click()
        await place.rest()
        assert place.rows() >= 1005
        assert str(place.state) == SearchState.READY

    async def test_5000_rows_scrolled_through_real_http_equal_a_second_reading(self, place):
        await place.search_for()
        expected = place.leads.every(columns=",".join((*search_form().default_columns, "uuid")))
        bar = place.view.grid.table.verticalScrollBar()
        while place.state is not SearchState.ENDED:
            bar.setValue(bar.maximum())
            await place.rest()
            await asyncio.sleep(0)
        assert place.view.results.count.text() == "5,000 leads"
        rows = place.view.grid.loaded_rows()
        assert len(rows) == len(expected) == 5000
        for row, want in zip(rows, expected, strict=True):
            assert dict(row) == want
        model, names = place.view.grid.model, place.view.grid.visible_columns()
        texts = [[str(model.index(at, section).data()) for section in range(len(names))] for at in range(len(rows))]
        at = {name: section for section, name in enumerate(names)}
        for text, want in zip(texts, expected, strict=True):
            assert text[at["id"]] == str(want["id"])
            assert text[at["full_name"]] == (want["full_name"] or "")
            assert text[at["status"]] == want["status"]
