"""A search reads page after page, waits where it must, stops when told, and loses no row on the way."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from leaddesk.domain.errors import AnswerLost, KeyringTrouble, NothingLeft
from leaddesk.domain.lead_page import LeadRow
from leaddesk.domain.lead_paging import PAGES_BEFORE_ASKING, PagingEnd
from leaddesk.domain.lead_search import LeadFilter, LeadQuery
from leaddesk.domain.secret import Secret
from leaddesk.domain.wire import HttpResponse
from leaddesk.services.lead_search import LeadSearch, SearchState
from leaddesk.services.search_leads import LeadExport
from tests.services.desk import answer, settle_down, until
from tests.services.fakes import START
from tests.services.searching import PRIVATE, PROFILE, PUBLIC, QUERY, Searching, ids, page


@pytest.fixture
async def searching():
    return Searching()


class TestReading:
    async def test_pages_come_one_by_one_until_the_end(self, searching):
        searching.script(page(1, 2), page(2, 3), page(4))
        search = searching.start()
        assert (search.state, search.can_read, searching.transport.requests) == (SearchState.READY, True, [])
        assert [ids(await search.next_page()) for _ in range(3)] == [[1, 2], [3], [4]]
        assert (search.state, search.end, search.can_read) == (SearchState.ENDED, PagingEnd.SHORT, False)
        assert (search.pages, search.rows, search.repeated, search.total) == (3, 4, 1, None)
        assert await search.next_page() is None
        assert searching.asked() == ["1", "2", "3"]

    async def test_the_keyring_is_asked_once_and_every_state_is_said(self, searching):
        searching.script(page(1, 2), page(3))
        search = searching.start()
        await search.next_page()
        await search.next_page()
        assert searching.states == [
            SearchState.KEYRING,
            SearchState.READING,
            SearchState.READY,
            SearchState.READING,
            SearchState.ENDED,
        ]
        assert searching.secrets.calls == ["get", "get"]

    async def test_calls_side_by_side_get_their_pages_in_order(self, searching):
        searching.script(page(1, 2), page(3, 4))
        search = searching.start()
        first, second = await asyncio.gather(search.next_page(), search.next_page())
        assert (ids(first), ids(second)) == ([1, 2], [3, 4])

    async def test_notices_misfits_and_malformed_rows_add_up(self, searching):
        body = json.dumps({"rows": [{"id": 1, "status": "dnc", "x": 1}, 5]}).encode()
        searching.script(answer(body), answer(body.replace(b'"id": 1', b'"id": 2')), answer(b"[]"))
        search = searching.start(QUERY.with_filter(LeadFilter("status", "scheduled")))
        while search.can_read:
            await search.next_page()
        assert [(misfit.key, misfit.rows) for misfit in search.misfits] == [("status", 2)]
        assert search.malformed == 2
        assert search.notices.count("The rows stood under rows and not under leads.") == 1

    async def test_a_page_that_repeats_for_ever_stops_and_says_so(self, searching):
        searching.script(page(1, 2), page(1, 2))
        search = searching.start()
        await search.next_page()
        assert ids(await search.next_page()) == []
        assert (search.state, search.end) == (SearchState.ENDED, PagingEnd.REPEATED)
        assert any("again that was read before" in notice for notice in search.notices)

    async def test_after_many_pages_a_person_is_asked(self, searching):
        searching.script(*(page(2 * number, 2 * number + 1) for number in range(PAGES_BEFORE_ASKING + 1)))
        search = searching.start()
        search.go_on()
        for _ in range(PAGES_BEFORE_ASKING):
            await search.next_page()
        assert (search.state, await search.next_page()) == (SearchState.ASKS, None)
        assert len(searching.transport.requests) == PAGES_BEFORE_ASKING
        search.go_on()
        assert ids(await search.next_page()) == [400, 401]

    async def test_reads_keep_the_profiles_pace(self, searching):
        searching.script(page(1, 2), page(3))
        search = searching.start(profile=replace(PROFILE, pace_per_s=2))
        await search.next_page()
        second = asyncio.ensure_future(search.next_page())
        await settle_down()
        assert (len(searching.transport.requests), searching.clock.slept) == (1, [0.5])
        searching.clock.go_on(0.5)
        assert ids(await second) == [3]

    async def test_a_turn_that_is_not_used_is_given_back(self, searching):
        searching.script(page(1, 2), page(1, 2))
        paced = replace(PROFILE, pace_per_s=2)
        search = searching.start(profile=paced)
        await search.next_page()
        waiting = asyncio.ensure_future(search.next_page())
        await settle_down()
        search.cancel()
        assert await waiting is None
        again = asyncio.ensure_future(searching.start(profile=paced).next_page())
        await settle_down()
        assert searching.clock.slept == [0.5, 0.5]
        searching.clock.go_on(0.5)
        await again


class TestReadingAhead:
    def start(self, searching: Searching, *steps: HttpResponse | Exception) -> LeadSearch:
        searching.script(*steps)
        return searching.service.start(PROFILE, QUERY, reads_ahead=True)

    async def test_from_the_second_page_on_the_next_one_is_on_its_way_while_a_page_is_decoded(self, searching):
        search = self.start(searching, page(1, 2), page(3, 4), page(5, 6), page())
        assert ids(await search.next_page()) == [1, 2]
        assert searching.asked() == ["1"]
        assert ids(await search.next_page()) == [3, 4]
        assert searching.asked() == ["1", "2", "3"]
        assert ids(await search.next_page()) == [5, 6]
        assert ids(await search.next_page()) == []
        assert (search.state, search.rows) == (SearchState.ENDED, 6)

    async def test_a_known_total_is_not_read_beyond(self, searching):
        search = self.start(searching, page(1, 2, total=4), page(3, 4, total=4))
        await search.next_page()
        await search.next_page()
        assert (search.end, searching.asked()) == (PagingEnd.TOTAL, ["1", "2"])

    async def test_an_end_and_a_cancel_drop_what_is_on_its_way(self, searching):
        search = self.start(searching, page(1, 2), page(3))
        searching.transport.stall()
        await search.next_page()
        await search.next_page()
        await settle_down()
        assert (search.state, searching.transport.abandoned) == (SearchState.ENDED, 1)
        search = self.start(searching, page(1, 2), page(3, 4))
        searching.transport.stall()
        await search.next_page()
        await search.next_page()
        search.cancel()
        await settle_down()
        assert (search.state, searching.transport.abandoned) == (SearchState.CANCELLED, 2)

    async def test_a_page_ahead_that_fails_is_tried_again_when_its_turn_comes(self, searching):
        lost = AnswerLost("The connection broke.", can_retry=True)
        search = self.start(searching, page(1, 2), page(3, 4), lost, page(5))
        searching.script(page())
        await search.next_page()
        await search.next_page()
        reading = asyncio.ensure_future(search.next_page())
        await until(lambda: searching.clock.slept == [2])
        searching.clock.go_on(2)
        assert ids(await reading) == [5]
        assert searching.asked()[:4] == ["1", "2", "3", "3"]


class TestTrouble:
    async def test_a_vendor_that_asks_for_a_pause_gets_it_and_the_wait_counts_down(self, searching):
        searching.script(answer(b"", 429, Retry_After="17"), page(1))
        search = searching.start()
        reading = asyncio.ensure_future(search.next_page())
        await until(lambda: search.state is SearchState.WAITING)
        assert (search.seconds_left(), search.wait.next_try) == (17, 2)
        assert "no more questions for now" in search.wait.why.title
        searching.clock.go_on(5)
        assert search.seconds_left() == 12
        searching.clock.go_on(12)
        assert ids(await reading) == [1]
        assert (search.wait, search.seconds_left()) == (None, 0)

    @pytest.mark.parametrize(
        "trouble",
        [
            answer(b"", 503),
            AnswerLost("The connection broke.", hint="Try again.", can_retry=True),
            NothingLeft("No connection came about.", can_retry=True),
        ],
    )
    async def test_three_tries_are_made_and_the_failed_page_can_be_read_again(self, searching, trouble):
        searching.script(page(1, 2), trouble, trouble, trouble, page(3))
        search = searching.start()
        await search.next_page()
        reading = asyncio.ensure_future(search.next_page())
        await until(lambda: searching.clock.slept == [2])
        searching.clock.go_on(2)
        await until(lambda: searching.clock.slept == [2, 4])
        searching.clock.go_on(4)
        assert await reading is None
        assert (search.state, search.can_read, search.rows) == (SearchState.FAILED, False, 2)
        assert search.problem.title
        assert searching.clock.slept == [2, 4]
        assert ids(await search.next_page()) == [3]
        assert search.problem is None
        assert searching.asked() == ["1", "2", "2", "2", "2"]

    @pytest.mark.parametrize(
        "trouble",
        [
            answer(b"", 401),
            answer(b"<html>Sign in", 200),
            answer(b"", 429, Retry_After="3600"),
            NothingLeft("Refused."),
        ],
    )
    async def test_what_a_repetition_cannot_help_fails_at_once(self, searching, trouble):
        searching.script(trouble)
        search = searching.start()
        assert await search.next_page() is None
        assert (search.state, searching.clock.slept) == (SearchState.FAILED, [])

    async def test_what_came_instead_of_a_page_can_be_looked_at(self, searching):
        searching.script(answer(b"<html>Sign in"), page(1))
        search = searching.start()
        await search.next_page()
        assert search.raw == "<html>Sign in"
        await search.next_page()
        assert search.raw == ""

    async def test_a_missing_key_and_a_locked_keyring_are_named(self, searching):
        searching.secrets.trouble = KeyringTrouble.LOCKED
        search = searching.start()
        await search.next_page()
        assert (search.state, search.problem.title) == (SearchState.FAILED, "The keyring is locked.")
        searching.secrets.trouble = None
        searching.secrets.held.clear()
        await search.next_page()
        assert search.problem.title == "Northside has no Public key for https://leads.example.com:443."
        assert searching.transport.requests == []

    async def test_an_account_without_a_name_is_a_problem_of_the_search(self, searching):
        profile = replace(PROFILE, base_url="https://your-subdomain.trackdrive.com/api/v1")
        for slot, text in (("public_key", PUBLIC), ("private_key", PRIVATE)):
            searching.secrets.held[profile.secret_ref(slot)] = Secret(text)
        search = searching.start(profile=profile)
        await search.next_page()
        assert "still says" in search.problem.title

    async def test_echoed_keys_are_scrubbed_before_anybody_reads_them(self, searching):
        basic = base64.b64encode(f"{PUBLIC}:{PRIVATE}".encode()).decode()
        body = [{"id": 1, "full_name": f"{PUBLIC} {PRIVATE} {basic} Basic {basic}"}]
        searching.script(answer(json.dumps(body).encode()))
        read = await searching.start().next_page()
        for leaked in (PUBLIC, PRIVATE, basic, "canary"):
            assert leaked not in repr(read)

    async def test_a_mistake_of_ours_leaves_a_search_that_can_be_tried_again(self, searching, monkeypatch):
        searching.script(page(1), page(1))
        search = searching.start()
        with monkeypatch.context() as patch:
            patch.setattr("leaddesk.services.lead_search.scrub_page", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                await search.next_page()
        assert (search.state, "ZeroDivisionError" in search.problem.detail) == (SearchState.FAILED, True)
        assert ids(await search.next_page()) == [1]

    async def test_a_question_with_a_problem_is_never_asked(self, searching):
        with pytest.raises(ValueError, match="columns: Choose"):
            searching.start(LeadQuery())


def export_of(
    searching: Searching, query: LeadQuery = QUERY, columns: Sequence[str] = ("full_name", "id")
) -> LeadExport:
    return searching.service.all_pages(PROFILE, query, columns)


class TestExport:
    async def test_every_page_comes_as_a_batch_of_exactly_the_columns_in_view(self, searching):
        searching.script(page(1, 2), page(2, 3), page(4))
        export = export_of(searching, columns=("id", "full_name", "gone"))
        batches = [list(batch) async for batch in export.batches()]
        assert batches == [[(1, "Ada 1", None), (2, "Ada 2", None)], [(3, "Ada 3", None)], [(4, "Ada 4", None)]]
        assert (export.search.pages, export.search.rows) == (3, 4)

    async def test_a_failed_page_holds_the_export_until_it_is_resumed(self, searching):
        searching.script(page(1, 2), answer(b"", 401), page(3))
        export = export_of(searching)
        got: list[object] = []

        async def run() -> None:
            async for batch in export.batches():
                got.extend(batch)

        running = asyncio.ensure_future(run())
        await until(lambda: export.is_held)
        await settle_down()
        assert (len(got), running.done()) == (2, False)
        export.resume()
        await running
        assert got == [("Ada 1", 1), ("Ada 2", 2), ("Ada 3", 3)]

    @pytest.mark.parametrize("held", [True, False])
    async def test_cancel_ends_it_as_cancelled(self, searching, held):
        searching.script(page(1, 2))
        if held:
            searching.script(answer(b"", 401))
        else:
            searching.transport.stall()
        export = export_of(searching)

        async def run() -> None:
            async for _ in export.batches():
                pass

        running = asyncio.ensure_future(run())
        await until(lambda: export.is_held if held else len(searching.transport.requests) == 2)
        await settle_down()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        assert export.search.state is SearchState.CANCELLED

    async def test_who_stops_reading_stops_the_search(self, searching):
        searching.script(page(1, 2))
        searching.transport.stall()
        export = export_of(searching)
        batches = export.batches()
        await anext(batches)
        await batches.aclose()
        await settle_down()
        assert export.search.state is SearchState.CANCELLED

    @pytest.mark.parametrize("end", [None, timedelta(days=1)])
    async def test_a_range_that_is_open_towards_now_ends_now(self, searching, end):
        query = replace(
            QUERY,
            zone="America/New_York",
            created_from=START - timedelta(days=1),
            created_to=end and START + end,
        )
        fixed = export_of(searching, query).search.query
        assert (fixed.created_to, fixed.as_line().split(" · ")[1]) == (START, "created to 2026-11-21 14:04:11 EST")
        searching.clock.go_on(600)
        searching.script(page(1), page(), page())
        [_ async for _ in export_of(searching, query).batches()]
        sent = [parse_qs(urlsplit(request.url).query)["created_at_to"][0] for request in searching.transport.requests]
        assert set(sent) == {"2026-11-21 14:14:11 -0500"}

    async def test_a_past_range_and_a_label_stay_as_they_are(self, searching):
        past = replace(QUERY, created_to=START - timedelta(days=1))
        label = replace(QUERY, created_label="Today")
        assert export_of(searching, past).search.query is past
        assert export_of(searching, label).search.query is label


class TestSaying:
    async def test_a_question_is_a_command_with_placeholders(self, searching):
        command = searching.service.curl(PROFILE, QUERY)
        assert command.text == (
            "curl -X GET 'https://leads.example.com/api/v1/leads?"
            "columns=full_name,status,id,uuid&per_page=2&page=1' \\\n"
            '  -H "Authorization: $LEADDESK_AUTHORIZATION" \\\n'
            "  -H 'Accept: application/json'"
        )
        assert command.variables == ("LEADDESK_AUTHORIZATION",)

    async def test_a_new_search_begins_with_the_profiles_zone_and_the_usual_columns(self, searching):
        first = searching.service.first_query(PROFILE)
        assert (first.zone, first.columns[:2]) == ("America/New_York", ("id", "full_name"))
        assert searching.service.problems(PROFILE, first) == ()
        there = replace(PROFILE, options={"time_zone": "America/Denver"})
        assert searching.service.first_query(there).zone == "America/Denver"

    async def test_who_can_be_searched_is_known(self, searching):
        assert searching.service.can_search(PROFILE)
        assert not searching.service.can_search(replace(PROFILE, vendor="purecallerid"))
        assert len(searching.service.form(PROFILE).columns.documented) == 56
        row = LeadRow(("routes_show_path",), ("/leads/1",))
        assert searching.service.record_address(PROFILE, row) == "https://leads.example.com/leads/1"
