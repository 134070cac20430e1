"""The app's own use-cases against Lupitor in practice, over real HTTP: what is sent lands, and the list tells so."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from leaddesk.domain.before_sending import Override
from leaddesk.domain.connection import Reach
from leaddesk.domain.exchange import Exchange
from leaddesk.domain.lead import LeadDraft, validate_lead
from leaddesk.domain.lead_cells import read_time
from leaddesk.domain.lead_page import LeadRow
from leaddesk.domain.lead_paging import PagingEnd
from leaddesk.domain.lead_search import LeadFilter, LeadQuery
from leaddesk.domain.profile import ConnectionProfile, Destination
from leaddesk.domain.secret import Secret
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.infra.clock import SystemClock
from leaddesk.infra.http import HttpxTransport
from leaddesk.practice import PracticeServer
from leaddesk.services.answered import AnsweredLead
from leaddesk.services.did_it_land import DidItLand, Landing
from leaddesk.services.lead_search import LeadSearch, SearchState
from leaddesk.services.search_leads import SearchLeads
from leaddesk.services.submit_lead import LeadOrder, SubmitLead
from leaddesk.services.try_connection import TryConnection
from leaddesk.vendors.registry import adapters, landing_sources, lead_sources
from tests.services.desk import InThread
from tests.services.fakes import FakeJournal, FakeSecrets

ADAPTER = adapters()["lupitor"]
CAMPAIGN = "camp_practice_01"
LEADS = 2400
NEVER_ENDS = ("0131", "0154")
"""Their answers are waited for in vain, so that a short wait shows as much as a long one."""


def destination(mode: str = "Standard") -> Destination:
    settings = {"campaign_id": CAMPAIGN, "mode": mode}
    return Destination(
        id="d", name="Spring", dialer="Lupitor", settings=settings, mapping=ADAPTER.info.dialers[0].preset
    )


class Hurried(SystemClock):
    """This computer's time, for those who would wait before they try again."""

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(0)


class Desk:
    """The use-cases over the real transport, the keyring and the history in memory."""

    def __init__(self, server: PracticeServer) -> None:
        self.transport, self.secrets, self.journal = HttpxTransport(), FakeSecrets(), FakeJournal()
        clock, background = SystemClock(), InThread()
        self.profile = ConnectionProfile(
            id="l1",
            name="Southside",
            vendor="lupitor",
            base_url=server.lupitor_base_url,
            timeout_s=1.5,
            pace_per_s=0,
            destinations=(destination(),),
        )
        self.secrets.held[self.profile.secret_ref("api_key")] = Secret(server.lupitor_key)
        ports = {"secrets": self.secrets, "transport": self.transport, "clock": clock, "background": background}
        self.submit = SubmitLead(adapters=adapters(), journal=self.journal, **ports)  # type: ignore[arg-type]
        self.search = SearchLeads(sources=lead_sources(), **ports | {"clock": Hurried()})  # type: ignore[arg-type]
        self.did_it_land = DidItLand(self.search, lead_sources(), landing_sources())
        self.tester = TryConnection(adapters=adapters(), **ports)  # type: ignore[arg-type]

    async def send(
        self, typed: dict[str, str], mode: str = "Standard", override: Override | None = None
    ) -> AnsweredLead:
        target = destination(mode)
        draft = validate_lead(ADAPTER.lead_schema(target), typed)
        assert isinstance(draft, LeadDraft), draft
        order = LeadOrder(
            profile=self.profile,
            destination=target,
            draft=draft,
            typed=typed,
            operator="M. Reyes",
            override=override,
        )
        return await self.submit.start(order, lambda _phase: None, lambda _late: None).answer()

    def started(self, *filters: LeadFilter, **profile: str) -> LeadSearch:
        where = replace(self.profile, **profile)  # type: ignore[arg-type]
        first = self.search.first_query(where)
        return self.search.start(where, replace(first, filters=filters, columns=("phoneNumber", "_creationTime")))

    async def rows(self, search: LeadSearch) -> list[LeadRow]:
        rows = []
        while (page := await search.next_page()) is not None:
            rows += [LeadRow(page.columns, values) for values in page.rows]
        return rows


@pytest.fixture(name="server")
def server_fixture() -> Iterator[PracticeServer]:
    server = PracticeServer(lupitor_leads=LEADS)
    server.start()
    yield server
    server.stop()


@pytest.fixture(name="desk")
async def desk_fixture(server: PracticeServer) -> AsyncIterator[Desk]:
    desk = Desk(server)
    yield desk
    await desk.submit.finish(0.1)
    await desk.transport.aclose()


async def test_a_lead_lands_where_the_list_finds_it(desk: Desk) -> None:
    before = datetime.now(UTC)
    typed = {"phone": "720-555-0100", "first_name": "Ada", "External ID": "A-1", "Scheduled for": "2027-01-05 10:00 Z"}
    lead = await desk.send(typed)
    assert (lead.verdict.outcome, lead.verdict.drift, lead.verdict.notices) == (LoadOutcome.LOADED, (), ())
    found = await desk.rows(desk.started(LeadFilter("phoneNumber", "(720) 555-0100")))
    assert [row.id for row in found] == [lead.verdict.record[0].text]
    created = read_time(found[0]["_creationTime"])
    assert created is not None
    assert 0 <= (created - before).total_seconds() < 5


@pytest.mark.parametrize("name", ["/leads", "/records"])
async def test_a_prefetched_lead_needs_no_phone_and_goes_on_record_by_its_id(desk: Desk, name: str) -> None:
    desk.profile = replace(desk.profile, options={"path": name})
    lead = await desk.send({"External ID": "A-77"}, "Prefetch")
    assert (lead.verdict.outcome, lead.opening.number) == (LoadOutcome.LOADED, "A-77")
    assert lead.opening.request.url.endswith(name)


@pytest.mark.parametrize("line", ["0132", "0155", "0156", "0163"])
async def test_an_unknown_outcome_is_there_and_a_second_try_is_a_duplicate(desk: Desk, line: str) -> None:
    typed = {"phone": f"720-555-{line}"}
    unknown = await desk.send(typed)
    assert (unknown.verdict.outcome, unknown.exchange_id) == (LoadOutcome.UNKNOWN, 1)
    landed = await desk.did_it_land.look(Exchange(1, unknown.opening, (unknown.settlement,)), desk.profile)
    assert landed.landing is Landing.LANDED
    again = await desk.send(typed, override=Override(operator="M. Reyes", reason="Tried again", exchange_ids=(1,)))
    assert again.verdict.outcome is LoadOutcome.DUPLICATE
    assert "perhaps from the first try" in again.verdict.notices[0]
    assert again.opening.notes == ("Tried again over an unknown outcome: entry 1.",)


@pytest.mark.parametrize(
    ("line", "outcome", "wait"),
    [
        ("0140", LoadOutcome.REJECTED, None),
        ("0141", LoadOutcome.REJECTED, None),
        ("0143", LoadOutcome.REJECTED, None),
        ("0144", LoadOutcome.DUPLICATE, None),
        ("0146", LoadOutcome.REJECTED, 20),
        ("0147", LoadOutcome.REJECTED, 20),
        ("0148", LoadOutcome.UNKNOWN, None),
        ("0149", LoadOutcome.UNKNOWN, None),
        ("0151", LoadOutcome.UNKNOWN, None),
        ("0152", LoadOutcome.UNKNOWN, None),
        ("0153", LoadOutcome.LOADED, None),
        ("0131", LoadOutcome.UNKNOWN, None),
        ("0154", LoadOutcome.UNKNOWN, None),
        ("0158", LoadOutcome.UNKNOWN, None),
        ("0159", LoadOutcome.LOADED, None),
        ("0160", LoadOutcome.UNKNOWN, None),
        ("0161", LoadOutcome.UNKNOWN, None),
        ("0162", LoadOutcome.LOADED, None),
        ("0166", LoadOutcome.UNKNOWN, None),
    ],
)
async def test_each_fault_has_its_outcome(desk: Desk, server: PracticeServer, line: str, outcome, wait) -> None:
    if line in NEVER_ENDS:
        desk.profile = replace(desk.profile, timeout_s=0.4)
    lead = await desk.send({"phone": f"720-555-{line}"})
    assert lead.verdict.outcome is outcome
    if wait is None:
        assert lead.verdict.retry_after_s is None
    else:
        assert wait - 3 < (lead.verdict.retry_after_s or 0) <= wait
    assert server.lupitor_key not in f"{lead!r} {lead.raw}"
    assert server.count(f"720555{line}") == 1


async def test_an_unknown_outcome_that_loaded_nothing_is_not_there(desk: Desk) -> None:
    unknown = await desk.send({"phone": "720-555-0151"})
    landed = await desk.did_it_land.look(Exchange(1, unknown.opening, (unknown.settlement,)), desk.profile)
    assert landed.landing is Landing.NOT_THERE


async def test_all_pages_are_read_by_the_cursor(desk: Desk) -> None:
    search = desk.started()
    rows = await desk.rows(search)
    assert (len({row.id for row in rows}), search.pages, search.end) == (LEADS, 3, PagingEnd.NO_CURSOR)
    assert (search.notices, search.repeated, search.malformed) == ((), 0, 0)


async def test_an_export_reads_all_pages_too(desk: Desk) -> None:
    query = LeadQuery(columns=("externalId",), filters=(LeadFilter("status", "raw"),))
    export = desk.search.all_pages(desk.profile, query, ("externalId", "_id"))
    written = [row async for rows in export.batches() for row in rows]
    assert len(written) == LEADS // 3
    assert all(str(row[0]).startswith("CRM-") for row in written)


async def test_the_older_host_is_read_whole(desk: Desk, server: PracticeServer) -> None:
    search = desk.started(base_url=server.lupitor_old_base_url)
    assert len(await desk.rows(search)) == LEADS
    assert "does not say whether more leads follow" in " ".join(search.notices)


@pytest.mark.parametrize(
    ("word", "state", "end", "rows"),
    [
        ("same_cursor", SearchState.ENDED, PagingEnd.CURSOR_REPEATED, 2000),
        ("no_cursor", SearchState.ENDED, PagingEnd.NO_CURSOR, 1000),
        ("no_more", SearchState.ENDED, PagingEnd.NO_CURSOR, 1000),
        ("odd_rows", SearchState.ENDED, PagingEnd.NO_CURSOR, LEADS),
        ("forbidden@2", SearchState.FAILED, None, 1000),
        ("truncated@3", SearchState.FAILED, None, 2000),
    ],
)
async def test_a_list_that_goes_wrong_ends_and_keeps_what_came(desk: Desk, word, state, end, rows) -> None:
    search = desk.started(LeadFilter("campaignId", f"{CAMPAIGN}.{word}"))
    found = await desk.rows(search)
    assert (search.state, search.end, len(found)) == (state, end, rows)


@pytest.mark.parametrize(
    ("destinations", "key", "reach", "words"),
    [
        (True, "", Reach.PROVEN, "Leads can be read"),
        (False, "", Reach.UNPROVEN, "asks for a campaign"),
        (True, "not-the-key", Reach.FAILED, "does not accept the API key"),
    ],
)
async def test_the_connection_is_tested(desk: Desk, destinations: bool, key: str, reach: Reach, words: str) -> None:
    if not destinations:
        desk.profile = replace(desk.profile, destinations=())
    if key:
        desk.secrets.held[desk.profile.secret_ref("api_key")] = Secret(key)
    result = await desk.tester.ask(desk.profile, lambda _phase: None)
    assert (result.finding.reach, words in result.finding.explanation.title) == (reach, True)
