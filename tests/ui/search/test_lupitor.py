"""The grid knows no vendor: Lupitor's list feeds the same place as TrackDrive's, its acts too."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt

from leaddesk.domain.lead_search import LeadFilter
from leaddesk.practice import PracticeServer
from leaddesk.services.lead_search import SearchState
from leaddesk.ui.views.search.acts import Act
from leaddesk.vendors.lupitor.request import search_form as lupitor_form
from leaddesk.vendors.trackdrive.form import search_form as trackdrive_form
from tests.practice.leads import lead_server
from tests.ui.search.desk import Place, until

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")


@pytest.fixture(scope="module", name="server")
def server_fixture() -> Iterator[PracticeServer]:
    server = PracticeServer(lupitor_leads=2400)
    server.start()
    yield server
    server.stop()


@pytest.fixture(name="place")
async def place_fixture(theme, qtbot, server) -> AsyncIterator[Place]:
    place = Place(theme, None)
    qtbot.addWidget(place.jobs)
    qtbot.addWidget(place.view)
    await place.sign_in_at_lupitor(server)
    place.view.resize(1240, 800)
    place.view.show()
    yield place
    await place.close()


def texts(place: Place, row: int) -> list[str]:
    model = place.view.grid.model
    return [model.shown(row, section).text for section in range(model.columnCount())]


def heads(place: Place) -> list[str]:
    model = place.view.grid.model
    return [str(model.headerData(at, Qt.Orientation.Horizontal)) for at in range(model.columnCount())]


async def test_its_rows_stand_in_the_grid_under_its_own_names(place: Place) -> None:
    await place.search_for()
    assert heads(place)[:4] == ["phoneNumber", "externalId", "status", "attempts"]
    assert texts(place, 0)[:4] == ["(205) 555-0100", "CRM-10000", "raw", "0"]
    assert texts(place, 0)[-2].endswith(("EST", "EDT"))
    assert place.view.results.count.text().endswith("leads loaded, more follow")


async def test_its_cursor_is_followed_to_the_end(place: Place) -> None:
    await place.search_for()
    bar = place.view.grid.table.verticalScrollBar()
    bar.setValue(bar.maximum())
    await until(lambda: place.rows() == 2400, "the last page")
    assert place.state is SearchState.ENDED
    assert place.view.results.count.text() == "2,400 leads"


async def test_what_its_list_does_not_take_is_found_on_later_pages(place: Place) -> None:
    await place.search_for("CRM-12399")
    await until(lambda: place.rows() == 1, "the one lead")
    assert "looked for here" in place.view.results.notice.text()


async def test_its_status_is_a_filter(place: Place) -> None:
    place.view.panel.chips.take(LeadFilter("status", "concluded"))
    await place.search_for()
    assert {texts(place, row)[2] for row in range(place.rows())} == {"concluded"}


async def test_the_acts_know_its_number_and_its_person(place: Place) -> None:
    await place.search_for()
    place.view.grid.table.selectRow(0)
    place.view.acts.actions[Act.LEAD].trigger()
    place.view.acts.actions[Act.CHECK].trigger()
    assert place.wishes == [
        ("lead_wanted", {"phone": "+12055550100", "first_name": "Ada", "last_name": "Sample"}),
        ("check_wanted", "+12055550100"),
    ]


async def test_each_vendor_has_its_own_columns_whatever_layout_is_kept(theme, qtbot, server: PracticeServer) -> None:
    with lead_server() as leads:
        place = Place(theme, leads)
        place.drafts.kept["search-layouts"] = {"Standard": json.dumps({"columns": ["id", "full_name", "status"]})}
        for part in (place.jobs, place.view):
            qtbot.addWidget(part)
        await place.sign_in_at_lupitor(server)
        place.view.show()
        await until(lambda: place.desk.saved.layouts, "the layouts")
        assert place.view.grid.visible_columns() == lupitor_form().default_columns
        await place.sign_in()
        place.view.panel.choose_profile("practice-trackdrive")
        assert place.view.grid.visible_columns() == trackdrive_form().default_columns
        place.view._take_columns(("id", "caller_id"))
        place.view.panel.choose_profile("practice-lupitor")
        assert place.view.grid.visible_columns() == lupitor_form().default_columns
        place.view.panel.choose_profile("practice-trackdrive")
        assert place.view.grid.visible_columns() == ("id", "caller_id")
        await place.close()


async def test_an_id_is_never_cut(place: Place) -> None:
    place.view._take_columns(("_id", "status"))
    await place.search_for()
    table = place.view.grid.table
    cells: Any = table.itemDelegate()
    needed = max(cells.width_of(place.view.grid.model.shown(row, 0)) for row in range(20))
    assert table.columnWidth(0) >= needed
