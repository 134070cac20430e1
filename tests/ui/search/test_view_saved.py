"""The place Search leads over real HTTP: saved searches, layouts and columns."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from leaddesk.domain.lead_search import LeadFilter
from leaddesk.domain.secret import Secret
from leaddesk.services.lead_search import SearchState
from leaddesk.ui.views.search.columns_dialog import ColumnsDialog
from leaddesk.ui.views.search.saved import NameDialog
from leaddesk.vendors.trackdrive.form import search_form
from tests.ui.search.desk import Drafts, Place, asked, button, dialog, trigger, until, words_of

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")


class TestSaved:
    async def test_a_search_is_saved_opened_preferred_renamed_and_deleted(self, place):
        view, saved = place.view, place.desk.saved
        view.panel.text.setText("solar")
        view.panel.chips.take(LeadFilter("opt_out", "false"))
        trigger(view.saved.open_searches(), "Save this search")
        asking = dialog(NameDialog)
        asking.name.setText("Solar")
        asking.accept()
        await until(lambda: saved.search("Solar"), "the saved search")
        view.panel.text.clear()
        view.panel.chips.put(())
        trigger(view.saved.open_searches(), "Solar")
        assert view.panel.text.text() == "solar"
        assert view.panel.chips.filters() == (LeadFilter("opt_out", "false"),)
        trigger(view.saved.open_searches(), "Open “Solar” first")
        await until(lambda: saved.favourite, "the favourite")
        trigger(view.saved.open_searches(), "Rename")
        asking = dialog(NameDialog)
        asking.name.setText("Sun")
        asking.accept()
        await until(lambda: saved.search("Sun"), "the new name")
        menu = view.saved.open_searches()
        assert "Sun (opens first)" in words_of(menu)
        menu.close()

    async def test_the_favourite_opens_first_and_asks_nothing(self, theme, qtbot, leads, place):
        place.view.panel.text.setText("solar")
        trigger(place.view.saved.open_searches(), "Save this search")
        asking = dialog(NameDialog)
        asking.name.setText("Solar")
        asking.accept()
        await until(lambda: place.desk.saved.search("Solar"), "the saved search")
        trigger(place.view.saved.open_searches(), "Open “Solar” first")
        await until(lambda: place.desk.saved.favourite, "the favourite")
        other = Place(theme, leads, place.drafts)
        qtbot.addWidget(other.jobs)
        qtbot.addWidget(other.view)
        await other.sign_in()
        before = len(other.asked)
        other.view.show()
        await until(lambda: other.view.panel.text.text() == "solar", "the favourite")
        assert len(other.asked) == before
        await other.close()

    async def test_a_layout_remembers_what_is_changed_in_it(self, theme, qtbot, leads):
        drafts = Drafts()
        place = Place(theme, leads, drafts)
        qtbot.addWidget(place.jobs)
        qtbot.addWidget(place.view)
        await place.sign_in()
        place.view.show()
        trigger(place.view.saved.open_layouts(), "Save as layout")
        asking = dialog(NameDialog)
        asking.name.setText("Floor")
        asking.accept()
        assert button(place.view, "Layout: Floor").isVisibleTo(place.view)
        place.view._take_columns(("caller_id", "status"))
        await until(lambda: "caller_id" in drafts.kept.get("search-layouts", {}).get("Floor", ""), "the layout")
        await until(
            lambda: json.loads(drafts.kept["search-layouts"]["Floor"])["columns"] == ["caller_id", "status"], "columns"
        )
        trigger(place.view.saved.open_layouts(), "Standard")
        assert place.view.grid.visible_columns() == search_form().default_columns
        trigger(place.view.saved.open_layouts(), "Floor")
        assert place.view.grid.visible_columns() == ("caller_id", "status")
        await place.close()


class TestColumns:
    async def test_a_column_that_was_not_asked_for_is_asked_for(self, place):
        await place.search_for()
        place.view.grid.table.selectRow(7)
        chosen = place.view.grid.current()["id"]
        before = len(place.asked)
        button(place.view, "Columns").click()
        dialog(ColumnsDialog).close()
        place.view._take_columns(("id", "email", "caller_id"))
        await until(lambda: len(place.asked) > before, "the question")
        await place.rest()
        assert asked(place, before)["columns"] == "id,email,caller_id,uuid"
        assert place.view.grid.current()["id"] == chosen
        assert "@" in str(place.view.grid.current()["email"])

    async def test_a_column_that_is_taken_away_goes(self, place):
        await place.search_for()
        place.view._take_columns(("id", "caller_id"))
        await until(lambda: place.view.grid.visible_columns() == ("id", "caller_id"), "the columns to go")
        await place.rest()
        assert place.rows() >= 100

    async def test_columns_that_nobody_documents_come_into_view_and_are_never_asked_for(self, place):
        await place.search_for("practice:new-columns")
        new = set(place.view.grid.visible_columns()) - set(search_form().default_columns)
        assert len(new) == 2
        before = len(place.asked)
        place.view.refresh()
        await place.rest()
        assert not new & set(asked(place, before)["columns"].split(","))

    async def test_a_refresh_keeps_the_chosen_row_and_the_scroll_position(self, place):
        await place.search_for()
        table = place.view.grid.table
        table.selectRow(120)
        table.verticalScrollBar().setValue(110)
        await place.rest()
        chosen, before = place.view.grid.current()["id"], len(place.asked)
        table.setFocus()
        QTest.keyClick(table, Qt.Key.Key_F5)
        await place.rest()
        assert asked(place, before)["page"] == "1"
        assert place.view.grid.current()["id"] == chosen
        assert table.verticalScrollBar().value() == 110

    async def test_a_refresh_that_fails_leaves_what_is_loaded(self, place):
        await place.search_for()
        rows = place.rows()
        place.secrets.keep_for_session(place.view.panel.chosen_profile.secret_ref("private_key"), Secret("withdrawn"))
        place.view.refresh()
        await place.rest()
        assert place.state is SearchState.FAILED
        assert place.rows() == rows
        assert not place.view.results.is_empty
        assert "401" in place.view.grid.end.text
