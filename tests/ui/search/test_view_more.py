"""The place Search leads over real HTTP: filters, saved searches, layouts, columns, acts on a row, and export."""

from __future__ import annotations

import asyncio
import csv
import json
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMenu

from leaddesk.domain.lead_search import LeadFilter
from leaddesk.domain.secret import Secret
from leaddesk.services.export_table import TableFormat
from leaddesk.services.lead_search import SearchState
from leaddesk.ui.masking import Masking
from leaddesk.ui.views.export_dialog import ExportTableDialog
from leaddesk.ui.views.search.acts import Act
from leaddesk.ui.views.search.columns_dialog import ColumnsDialog
from leaddesk.ui.views.search.saved import NameDialog
from leaddesk.vendors.trackdrive.form import search_form
from tests.practice.leads import lead_server
from tests.ui.search.desk import Drafts, Place, button, shown, until

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")


@pytest.fixture(scope="module")
def leads():
    with lead_server() as leads:
        yield leads


@pytest.fixture
async def place(theme, qtbot, leads):
    place = Place(theme, leads)
    qtbot.addWidget(place.jobs)
    qtbot.addWidget(place.view)
    await place.sign_in()
    place.view.resize(1240, 800)
    place.view.show()
    place.view.activateWindow()
    yield place
    await place.close()


def asked(place, at: int = -1) -> dict[str, str]:
    return dict(place.asked[at].asked)


def words_of(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def trigger(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text().startswith(words)).trigger()
    menu.close()


def dialog(kind):
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible())


def current(place) -> Any:
    """The chosen row."""
    return place.view.grid.current()


class TestFilters:
    async def test_every_documented_parameter_is_offered(self, place):
        menu = place.view.panel.chips.open_menu()
        keys = [text.rsplit("(", 1)[1].rstrip(")") for text in words_of(menu)]
        menu.close()
        assert keys == [spec.key for spec in search_form().filters]

    async def test_a_filter_is_set_edited_switched_off_and_removed(self, place):
        chips, before = place.view.panel.chips, len(place.asked)
        panel = chips.edit("status")
        panel.editor.toggle("scheduled")
        panel.editor.toggle("dnc")
        panel.apply()
        assert chips.chips["status"].words.accessibleName() == "status is scheduled, dnc"
        await place.search_for()
        assert asked(place, before)["status"] == "scheduled,dnc"
        panel = chips.edit("status")
        panel.editor.toggle("dnc")
        QTest.keyClick(panel.editor.widget, Qt.Key.Key_Return)
        assert chips.filters() == (LeadFilter("status", "scheduled"),)
        chips.edit("status").switch.click()
        assert chips.filters() == (LeadFilter("status", "scheduled", on=False),)
        assert chips.chips["status"].words.accessibleName() == "status is scheduled (off)"
        before = len(place.asked)
        await place.search_for()
        assert "status" not in asked(place, before)
        button(place.view, "Remove status is scheduled (off)").click()
        assert chips.filters() == ()

    async def test_delete_on_a_chip_removes_it(self, place):
        chips = place.view.panel.chips
        chips.take(LeadFilter("offer_id", "412"))
        QTest.keyClick(chips.chips["offer_id"].words, Qt.Key.Key_Delete)
        assert chips.filters() == ()

    async def test_a_truth_has_three_states(self, place):
        panel = place.view.panel.chips.edit("opt_out")
        combo = panel.editor.widget
        assert isinstance(combo, QComboBox)
        assert [combo.itemText(at) for at in range(combo.count())] == ["Not asked", "Yes", "No"]
        combo.setCurrentText("No")
        panel.apply()
        assert place.view.panel.chips.filters() == (LeadFilter("opt_out", "false"),)
        panel = place.view.panel.chips.edit("opt_out")
        panel.editor.widget.setCurrentText("Not asked")
        panel.apply()
        assert place.view.panel.chips.filters() == ()

    async def test_a_wrong_id_is_said_beside_it(self, place):
        panel = place.view.panel.chips.edit("offer_id")
        panel.editor.widget.setText("four")
        panel.apply()
        assert panel.isVisible()
        assert panel.problem.text() == "An id is a whole number or a UUID; part several by commas."
        panel.close()
        assert place.view.panel.chips.filters() == ()

    async def test_a_time_goes_out_with_the_offset_of_the_zone(self, place):
        place.view.panel.zone.setCurrentText("America/Los_Angeles")
        panel = place.view.panel.chips.edit("next_action_at_from")
        panel.editor.widget.setText("2026-05-14 09:30")
        panel.apply()
        chip = place.view.panel.chips.chips["next_action_at_from"]
        assert chip.words.accessibleName() == "next_action_at_from is 2026-05-14 09:30 PDT"
        before = len(place.asked)
        await place.search_for()
        assert asked(place, before)["next_action_at_from"] == "2026-05-14 09:30:00 -0700"


class TestCreated:
    async def test_a_label_goes_out_alone_with_its_zone(self, place):
        place.view.panel.created.setCurrentText("This Week")
        before = len(place.asked)
        await place.search_for()
        sent = asked(place, before)
        assert (sent["created_at_label"], sent["time_zone"]) == ("This Week", "EST")
        assert "created_at_from" not in sent

    async def test_a_range_has_its_zone_and_one_side_is_enough(self, place):
        panel = place.view.panel
        panel.created.setCurrentText("Custom Range")
        assert panel.since.isVisible()
        panel.since.setText("2026-05-10 08:00")
        before = len(place.asked)
        await place.search_for()
        sent = asked(place, before)
        assert sent["created_at_from"] == "2026-05-10 08:00:00 -0400"
        assert not {"created_at_to", "created_at_label"} & set(sent)

    @pytest.mark.parametrize(
        ("since", "until", "says"),
        [
            ("tomorrow", "", "Write day and time as 2026-11-21 14:30, or leave it empty."),
            ("", "", "Custom Range needs a time: from, to, or both."),
            ("2026-05-10", "2026-05-09", "The range ends before it begins."),
        ],
    )
    async def test_a_range_that_cannot_be_asked_is_said(self, place, since, until, says):
        panel, before = place.view.panel, len(place.asked)
        panel.created.setCurrentText("Custom Range")
        panel.since.setText(since)
        panel.until.setText(until)
        await place.search_for()
        assert panel._range_problem.text() == says
        assert panel._range_problem.y() == panel._moments.layout().contentsMargins().top()
        assert panel._problem.isHidden()
        assert len(place.asked) == before


class TestQuestion:
    async def test_it_is_readable_as_one_line(self, place):
        panel = place.view.panel
        panel.chips.take(LeadFilter("opt_out", "false"))
        panel.created.setCurrentText("This Week")
        QTest.keyClicks(panel.text, "solar")
        assert panel._line.text() == "“solar” · created This Week (America/New_York) · opt_out is false"

    async def test_curl_has_placeholders_for_the_keys(self, place):
        place.view.panel.text.setText("solar")
        button(place.view, "Copy as cURL").click()
        text = QGuiApplication.clipboard().text()
        assert "fulltext=solar" in text
        assert "LEADDESK_AUTHORIZATION" in text
        assert place.leads.server.private_key not in text
        assert place.told[-1][0] == "result"


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


class TestExport:
    async def export(self, place, monkeypatch, tmp_path, which: str, format: TableFormat):
        target = tmp_path / f"leads{format.suffix}"
        monkeypatch.setattr(
            "leaddesk.ui.views.export_dialog.open_file_dialog",
            lambda _parent, _title, chosen, **_more: chosen(str(target)),
        )
        trigger(place.view.open_export_menu(), which)
        asking = dialog(ExportTableDialog)
        asking.formats[format].setChecked(True)
        asking.accept()
        return target

    async def test_the_chosen_leads_with_the_columns_in_view(self, place, monkeypatch, tmp_path):
        place.view._take_columns(("caller_id", "id"))
        await place.search_for()
        place.view.grid.table.selectRow(3)
        row = place.view.grid.current()
        target = await self.export(place, monkeypatch, tmp_path, "Chosen: 1 lead", TableFormat.CSV)
        await until(target.exists, "the file")
        with target.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        assert rows[0] == ["caller_id", "id"]
        assert [rows[1][0].lstrip("'"), rows[1][1]] == [row["caller_id"], str(row["id"])]
        assert len(rows) == 2
        assert place.notes == ["1 lead as CSV: All leads. Columns: caller_id, id."]

    async def test_loaded_leads_are_those_in_view(self, place, monkeypatch, tmp_path):
        await place.search_for()
        place.view.results.quick.setText("dnc")
        await until(lambda: 0 < place.rows() < 100, "the quick filter")
        rows = place.rows()
        target = await self.export(place, monkeypatch, tmp_path, "Loaded", TableFormat.JSON_LINES)
        await until(target.exists, "the file")
        lines = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
        assert len(lines) == rows
        assert [line["id"] for line in lines] == [row["id"] for row in place.view.grid.loaded_rows()]

    async def test_all_pages_with_an_end_that_is_fixed(self, place, monkeypatch, tmp_path):
        place.view._take_columns(("id", "caller_id"))
        panel = place.view.panel
        panel.created.setCurrentText("Custom Range")
        panel.since.setText("2026-04-01")
        await place.search_for()
        before, now = len(place.asked), datetime.now(UTC)
        target = await self.export(place, monkeypatch, tmp_path, "All pages", TableFormat.JSON_LINES)
        await until(target.exists, "the file")
        lines = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
        expected = place.leads.every(
            columns="id,caller_id,uuid", created_at_from=asked(place, before)["created_at_from"]
        )
        assert [line["id"] for line in lines] == [row["id"] for row in expected]
        ends = {asked(place, at).get("created_at_to") for at in range(before, before + 3)}
        assert len(ends) == 1
        end = datetime.strptime(str(ends.pop()), "%Y-%m-%d %H:%M:%S %z")
        assert abs((end - now).total_seconds()) < 60

    async def test_a_page_that_fails_holds_the_export_until_go_on(self, place, monkeypatch, tmp_path):
        await place.search_for("practice:fail-page-3")
        target = await self.export(place, monkeypatch, tmp_path, "All pages", TableFormat.CSV)
        await until(lambda: place.told, "the fault to be said")
        kind, title, *_rest, action, resume = place.told[-1]
        assert (kind, title, action) == ("warn", "The export waits: page 3 could not be read.", "Go on")
        assert not target.exists()
        await until(lambda: "it waits" in place.view.results._export_said.text(), "the export to say that it waits")
        await asyncio.sleep(0.1)
        assert list(place.standing.values()) == [title]
        for go_on in (resume, button(place.jobs, "Go on").click, place.view.results.go_on_button.click):
            before = len(place.told)
            go_on()
            await until(lambda: not place.standing, "the message to be taken back")
            await until(partial(lambda before: len(place.told) > before, before), "the next fault")
            await asyncio.sleep(0.05)
        assert button(place.jobs, "Go on").isVisibleTo(place.jobs)
        button(place.jobs, "Cancel").click()
        await until(lambda: place.told[-1][1] == "Export cancelled.", "the end")
        assert list(tmp_path.iterdir()) == []
        assert place.notes == []
        assert not place.standing
        assert not place.view.results.go_on_button.isVisible()


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
