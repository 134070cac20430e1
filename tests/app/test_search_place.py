"""Search leads in the whole desk: practice mode has leads to search, and rows lead on to the other places."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox

from leaddesk.services.lead_search import SearchState
from leaddesk.ui.views.search import SearchView
from leaddesk.ui.views.search.acts import Act
from tests.app.conftest import field, go_to, until


async def searched(desk, text: str = "") -> Any:
    view = await go_to(desk, "Search leads")
    assert isinstance(view, SearchView)
    await until(lambda: view.panel.chosen_profile, "the practice profile")
    view.panel.text.setText(text)
    view.panel.search_button.click()
    await until(lambda: view.grid.loaded_rows() and not view.reading.busy, "leads")
    return view


async def test_practice_has_leads_and_the_first_profile_stays_first(practice_desk):
    view = await searched(practice_desk)
    names = [one.name for one in practice_desk.use.profiles.profiles]
    assert names[:2] == ["Practice floor", "Practice leads"]
    profile = next(one for one in view.findChildren(QComboBox) if one.accessibleName() == "Profile")
    assert [profile.itemText(at) for at in range(profile.count())] == ["Practice leads", "Practice Lupitor"]
    assert view.reading.search.total == 5000
    assert practice_desk.enter.destination.target.profile.name == "Practice floor"


async def test_a_row_is_checked(practice_desk):
    view = await searched(practice_desk)
    view.grid.table.selectRow(0)
    number = view.grid.current()["caller_id"]
    view.acts.actions[Act.CHECK].trigger()
    page = await go_to(practice_desk, "Check number")
    assert practice_desk.window.page("Check number") is page
    phones = [one.text() for one in page.findChildren(type(field(practice_desk, "Phone")))]
    assert any("".join(filter(str.isdigit, text))[-10:] == number[-10:] for text in phones if text)


async def test_a_row_is_entered_as_a_new_lead(practice_desk):
    view = await searched(practice_desk)
    view.grid.table.selectRow(0)
    row = view.grid.current()
    view.lead_wanted.emit({"phone": row["caller_id"], "first_name": "Ada", "state": row["state_province"]})
    phone = field(practice_desk, "Phone").text()
    assert "".join(filter(str.isdigit, phone))[-10:] == row["caller_id"][-10:]
    assert field(practice_desk, "First name").text() == "Ada"


async def test_leaving_the_desk_while_a_search_stalls_ends_in_order(practice_desk):
    view: Any = await go_to(practice_desk, "Search leads")
    await until(lambda: view.panel.chosen_profile, "the practice profile")
    view.panel.text.setText("practice:stall")
    view.search()
    await until(lambda: view.reading.search.state is SearchState.READING, "the request")


async def test_the_window_wears_the_profile_of_the_place_in_view(practice_desk):
    window = practice_desk.window
    assert window.windowTitle().startswith("Practice floor")
    view: Any = await go_to(practice_desk, "Search leads")
    await until(lambda: window.windowTitle().startswith("Practice leads"), "the profile that is searched")
    view.panel.profile.setCurrentText("Practice Lupitor")
    assert window.windowTitle().startswith("Practice Lupitor")
    practice_desk.enter.profile_in_use.emit(practice_desk.enter.destination.target.profile)
    assert window.windowTitle().startswith("Practice Lupitor")
    await go_to(practice_desk, "Enter lead")
    assert window.windowTitle().startswith("Practice floor")
    await go_to(practice_desk, "Search leads")
    assert window.windowTitle().startswith("Practice Lupitor")
