"""A search that is cancelled, superseded or left alone: what is counted was handed out."""

from __future__ import annotations

import asyncio

import pytest

from leaddesk.services.lead_search import SearchState
from tests.services.desk import answer, settle_down, until
from tests.services.searching import PROFILE, QUERY, Searching, ids, page


@pytest.fixture
async def searching():
    return Searching()


class TestStopping:
    async def test_cancel_stops_at_once_and_stays_stopped(self, searching):
        late = searching.transport.stall()
        search = searching.start()
        reading = asyncio.ensure_future(search.next_page())
        await until(lambda: searching.transport.requests != [])
        search.cancel()
        assert await reading is None
        assert (search.state, searching.transport.abandoned) == (SearchState.CANCELLED, 1)
        assert late.cancelled()
        search.go_on()
        assert await search.next_page() is None
        assert (search.state, len(searching.transport.requests)) == (SearchState.CANCELLED, 1)

    async def test_cancel_ends_a_countdown(self, searching):
        searching.script(answer(b"", 429, Retry_After="60"))
        search = searching.start()
        reading = asyncio.ensure_future(search.next_page())
        await until(lambda: search.state is SearchState.WAITING)
        search.cancel()
        assert await reading is None
        assert (search.state, search.seconds_left()) == (SearchState.CANCELLED, 0)

    async def test_cancel_does_not_wait_for_a_keyring_that_does_not_listen(self, searching):
        searching.secrets.gate.clear()
        searching.secrets.deaf = True
        search = searching.start()
        reading = asyncio.ensure_future(search.next_page())
        await until(lambda: searching.secrets.calls == ["get"])
        search.cancel()
        assert await asyncio.wait_for(reading, 1) is None
        searching.secrets.gate.set()
        await settle_down()
        assert (search.state, searching.transport.requests) == (SearchState.CANCELLED, [])

    async def test_what_has_ended_stays_as_it_ended(self, searching):
        searching.script(answer(b"[]"))
        search = searching.start()
        await search.next_page()
        search.cancel()
        assert search.state is SearchState.ENDED

    async def test_a_new_search_supersedes_the_old_one_and_its_late_answer_is_dropped(self, searching):
        searching.transport.stall()
        old = searching.start()
        reading = asyncio.ensure_future(old.next_page())
        await until(lambda: searching.transport.requests != [])
        searching.script(page(7))
        new = searching.start()
        assert ids(await new.next_page()) == [7]
        assert await reading is None
        assert (old.state, old.rows, new.rows) == (SearchState.CANCELLED, 0, 1)

    async def test_a_search_beside_the_others_stops_none(self, searching):
        first = searching.start()
        searching.service.search(PROFILE, QUERY)
        assert first.can_read

    async def test_a_caller_who_goes_away_loses_no_page(self, searching):
        searching.transport.stall()
        search = searching.start()
        reading = asyncio.ensure_future(search.next_page())
        await until(lambda: searching.transport.requests != [])
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
        assert search.can_read
        searching.script(page(1, 2))
        assert ids(await search.next_page()) == [1, 2]

    async def test_a_page_that_was_read_while_its_asker_went_away_is_kept(self, searching, monkeypatch):
        held, done = asyncio.Event(), asyncio.Event()

        async def slow(work, *given):
            result = work(*given)
            done.set()
            await held.wait()
            return result

        searching.script(page(1, 2), page(3))
        search = searching.start()
        monkeypatch.setattr(searching.background, "do", slow)
        reading = asyncio.ensure_future(search.next_page())
        await done.wait()
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
        held.set()
        assert ids(await search.next_page()) == [1, 2]
        assert ids(await search.next_page()) == [3]
        assert searching.asked() == ["1", "2"]

    async def test_a_page_that_was_counted_as_the_search_was_cancelled_is_not_said_to_be_read(
        self, searching, monkeypatch
    ):
        held, counted = asyncio.Event(), asyncio.Event()

        async def slow(work, *given):
            result = work(*given)
            if searching.asked()[-1] == "2":
                counted.set()
                await held.wait()
            return result

        searching.script(page(1, 2), page(3, 4))
        monkeypatch.setattr(searching.background, "do", slow)
        search = searching.start()
        assert ids(await search.next_page()) == [1, 2]
        reading = asyncio.ensure_future(search.next_page())
        await counted.wait()
        search.cancel()
        assert await reading is None
        assert (search.pages, search.rows) == (1, 2)

    @pytest.mark.parametrize("by", ["the search", "its asker"])
    async def test_a_page_is_handed_out_or_not_counted_whenever_the_cancel_comes(self, searching, by):
        answered = searching.transport.stall()
        search = searching.start()
        reading = asyncio.ensure_future(search.next_page())
        await until(lambda: searching.transport.requests != [])
        search._flight.add_done_callback(lambda _read: search.cancel() if by == "the search" else reading.cancel())
        answered.set_result(page(1, 2, 3))
        if by == "the search":
            assert await reading is None
            assert (search.pages, search.rows) == (0, 0)
        else:
            with pytest.raises(asyncio.CancelledError):
                await reading
            assert ids(await search.next_page()) == [1, 2, 3]
            assert searching.asked() == ["1"]
