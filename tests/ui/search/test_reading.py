"""Who waits at the end of the leads gets many pages at once, each lead once; who does not hurries nobody."""

from __future__ import annotations

import asyncio

import pytest

from leaddesk.domain.lead_page import LeadPage
from leaddesk.domain.lead_search import LeadFilter
from leaddesk.services.lead_search import LeadSearch, SearchState
from tests.practice.leads import lead_server
from tests.ui.search.desk import Place, until

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")
LEADS = 3000
STOPPED = (SearchState.ENDED, SearchState.FAILED, SearchState.CANCELLED)


@pytest.fixture(scope="module")
def leads():
    with lead_server(LEADS) as leads:
        yield leads


@pytest.fixture
def showings(place):
    """What was shown at once, each time."""
    showings: list[LeadPage] = []
    place.view.reading.page_read.connect(showings.append)
    return showings


async def hold_the_end_key(place: Place, text: str = "", *, until_some_are_held: bool = False) -> None:
    """Searches for a text, and then goes to the end again and again."""
    place.view.panel.chips.take(LeadFilter("per_page", "30"))
    place.view.panel.text.setText(text)
    place.view.panel.search_button.click()
    while place.state not in STOPPED and not (until_some_are_held and place.view.reading._held):
        place.view.grid.table.scrollToBottom()
        await asyncio.sleep(0.005)
    await until(lambda: until_some_are_held or not place.view.reading.busy, "the search to rest")


class TestHurrying:
    async def test_pages_are_shown_together_and_every_lead_is_there_once_in_its_order(self, place, showings):
        await hold_the_end_key(place)
        assert place.state is SearchState.ENDED
        assert [row.id for row in place.view.grid.loaded_rows()] == place.leads.ids()
        assert place.view.reading.search.pages == LEADS // 30
        assert len(showings) < LEADS // 30 / 2

    async def test_nothing_that_was_read_is_lost_by_a_cancel(self, place):
        await hold_the_end_key(place, until_some_are_held=True)
        before = place.rows()
        place.view.cancel()
        await until(lambda: not place.view.reading.busy, "the search to rest")
        assert place.state is SearchState.CANCELLED
        search = place.view.reading.search
        await until(lambda: place.rows() == search.rows, "the page that was handed out in that moment")
        assert place.rows() > before

    async def test_a_page_that_was_handed_out_as_the_search_was_cancelled_is_shown(self, place, monkeypatch):
        read = LeadSearch.next_page

        async def cancelled_at_once(search: LeadSearch) -> LeadPage | None:
            page = await read(search)
            search.cancel()
            return page

        monkeypatch.setattr(LeadSearch, "next_page", cancelled_at_once)
        place.view.panel.chips.take(LeadFilter("per_page", "30"))
        await place.search_for()
        assert place.state is SearchState.CANCELLED
        assert place.rows() == place.view.reading.search.rows == 30

    async def test_nor_by_a_page_that_fails(self, place):
        await hold_the_end_key(place, "practice:fail-page-3")
        assert place.state is SearchState.FAILED
        assert place.rows() == place.view.reading.search.rows == 60
        assert place.view.grid.end.retry.isVisibleTo(place.view)
        assert "Page 3" in place.view.grid.end.text

    async def test_pages_that_are_held_back_do_not_wait_for_a_slow_one(self, place):
        await hold_the_end_key(place, until_some_are_held=True)
        place.view.reading._hurries = False
        place.view.reading.search.cancel()
        held = sum(len(page.rows) for page in place.view.reading._held)
        before = place.rows()
        await until(lambda: not place.view.reading._held, "the next showing")
        assert place.rows() == before + held

    async def test_a_new_search_lets_what_is_held_back_go(self, place):
        await hold_the_end_key(place, until_some_are_held=True)
        place.view.search()
        await until(lambda: len(place.asked) and place.rows() and not place.view.reading.busy, "the search to rest")
        assert place.rows() == place.view.reading.search.rows
        assert [row.id for row in place.view.grid.loaded_rows()] == place.leads.ids()[: place.rows()]


class TestNotHurrying:
    async def test_nothing_is_read_ahead_of_the_page_below(self, place):
        before = len(place.asked)
        place.view.panel.chips.take(LeadFilter("per_page", "100"))
        await place.search_for()
        await asyncio.sleep(0.3)
        assert [dict(one.asked)["page"] for one in place.asked[before:]] == ["1", "2"]
