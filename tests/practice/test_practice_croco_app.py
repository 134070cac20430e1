"""The app's own use-cases against Croco-Dial in practice, over real HTTP: a lead lands, and is kept as foretold."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest

from leaddesk.domain.before_sending import Override
from leaddesk.domain.connection import Reach
from leaddesk.domain.lead import LeadDraft, validate_lead
from leaddesk.domain.profile import ConnectionProfile, Destination, MappedField
from leaddesk.domain.secret import Secret
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.infra.clock import SystemClock
from leaddesk.infra.http import HttpxTransport
from leaddesk.practice import PracticeServer
from leaddesk.services.answered import AnsweredLead
from leaddesk.services.submit_lead import LeadOrder, SubmitLead
from leaddesk.services.try_connection import TryConnection
from leaddesk.vendors.registry import adapters
from tests.services.desk import InThread
from tests.services.fakes import FakeJournal, FakeSecrets

ADAPTER = adapters()["crocodial"]
PLAIN = {"list_id": "2001"}
STEPS = {
    "list_id": "2301",
    "campaign_id": "PRACTICE",
    "add_to_hopper": "yes",
    "callback": "yes",
    "callback_datetime": "2DAYS",
    "callback_type": "USERONLY",
    "callback_user": "1001",
    "custom_fields": "yes",
}
ALL = {**STEPS, "dup_phone": "Same list"}
NEVER_ENDS = ("0131", "0154")
"""Their answers are waited for in vain, so that a short wait shows as much as a long one."""


def destination(settings: dict[str, str], *rows: MappedField) -> Destination:
    mapping = (*ADAPTER.info.dialers[0].preset, *rows)
    place = Destination(id="d", name="Spring", dialer="Croco-Dial", settings=settings, mapping=mapping)
    assert ADAPTER.destination_problems(place) == ()
    return place


class Desk:
    """The use-cases over the real transport, the keyring and the history in memory."""

    def __init__(self, server: PracticeServer) -> None:
        self.server = server
        self.transport, self.secrets, self.journal = HttpxTransport(), FakeSecrets(), FakeJournal()
        clock, background = SystemClock(), InThread()
        self.profile = ConnectionProfile(
            id="c1",
            name="Eastside",
            vendor="crocodial",
            base_url=server.croco_base_url,
            timeout_s=1.5,
            pace_per_s=0,
            options={"user": server.croco_user},
        )
        self.secrets.held[self.profile.secret_ref("pass")] = Secret(server.croco_password)
        ports = {"secrets": self.secrets, "transport": self.transport, "clock": clock, "background": background}
        self.submit = SubmitLead(adapters=adapters(), journal=self.journal, **ports)  # type: ignore[arg-type]
        self.tester = TryConnection(adapters=adapters(), **ports)  # type: ignore[arg-type]

    def order(self, place: Destination, override: Override | None = None, /, **typed: str) -> LeadOrder:
        draft = validate_lead(ADAPTER.lead_schema(place), typed)
        assert isinstance(draft, LeadDraft), draft
        profile = replace(self.profile, destinations=(place,))
        return LeadOrder(
            profile=profile, destination=place, draft=draft, typed=typed, operator="M. Reyes", override=override
        )

    async def send(
        self, line: str, place: Destination | None = None, override: Override | None = None, /, **typed: str
    ) -> AnsweredLead:
        order = self.order(place or destination(PLAIN), override, **{"phone": f"720-555-{line}", **typed})
        return await self.submit.start(order, lambda _phase: None, lambda _late: None).answer()


@pytest.fixture(name="server", params=["observed", "documented"])
def server_fixture(request: pytest.FixtureRequest) -> Iterator[PracticeServer]:
    server = PracticeServer(croco_mode=request.param)
    server.start()
    yield server
    server.stop()


@pytest.fixture(name="stock")
def stock_fixture() -> Iterator[PracticeServer]:
    server = PracticeServer()
    server.start()
    yield server
    server.stop()


async def desk_of(server: PracticeServer) -> AsyncIterator[Desk]:
    desk = Desk(server)
    yield desk
    await desk.submit.finish(0.1)
    await desk.transport.aclose()


@pytest.fixture(name="desk")
async def desk_fixture(server: PracticeServer) -> AsyncIterator[Desk]:
    async for desk in desk_of(server):
        yield desk


@pytest.fixture(name="stock_desk")
async def stock_desk_fixture(stock: PracticeServer) -> AsyncIterator[Desk]:
    async for desk in desk_of(stock):
        yield desk


def facts(lead: AnsweredLead) -> dict[str, str]:
    return {fact.key: fact.text for fact in lead.verdict.record}


async def test_a_lead_lands_in_its_list(desk: Desk) -> None:
    lead = await desk.send("0100", first_name="Ada", last_name="Sample", zip="80202")
    kept = desk.server.croco_leads[-1]
    assert (lead.verdict.outcome, lead.verdict.notices, lead.verdict.drift) == (LoadOutcome.LOADED, (), ())
    assert (facts(lead)["lead_id"], facts(lead)["list_id"]) == (kept["lead_id"], "2001")
    assert (kept["phone_number"], kept["phone_code"], kept["first_name"]) == ("7205550100", "1", "Ada")


async def test_everything_at_once_is_done(desk: Desk) -> None:
    place = destination(ALL, MappedField("Quota", "quota"))
    lead = await desk.send("0100", place, **{"Quota": "7", "More phones": "7205550124_1_work!7205550125"})
    assert (lead.verdict.outcome, lead.verdict.undone, lead.verdict.drift) == (LoadOutcome.LOADED, (), ())
    assert len(lead.verdict.notices) == 4
    assert facts(lead)["hopper_id"] == "1"
    assert desk.server.croco_leads[-1]["status"] == "CBHOLD"


async def test_the_defaults_of_a_destination_stop_what_must_not_go(desk: Desk) -> None:
    # The defaults: duplicates in the list, the list must exist, both do-not-call lists.
    campaign = destination({**PLAIN, "campaign_id": "PRACTICE"})
    first = await desk.send("0100", campaign)
    again = await desk.send("0100", campaign, Override(operator="M. Reyes", reason="Again", exchange_ids=(1,)))
    federal, own = await desk.send("0101", campaign), await desk.send("0103", campaign)
    nowhere = await desk.send("0104", destination({"list_id": "77777"}))
    assert first.verdict.outcome is LoadOutcome.LOADED
    assert again.verdict.outcome is LoadOutcome.DUPLICATE
    assert (facts(again)["lead_id"], facts(again)["list_id"]) == (facts(first)["lead_id"], "2001")
    for blocked in (federal, own):
        assert blocked.verdict.outcome is LoadOutcome.REJECTED
        assert blocked.verdict.do_not_contact
    assert (nowhere.verdict.outcome, nowhere.verdict.do_not_contact) == (LoadOutcome.REJECTED, ())
    assert len(desk.server.croco_leads) == 2


@pytest.mark.parametrize(
    ("line", "outcome", "words"),
    [
        ("0101", LoadOutcome.REJECTED, "do-not-call"),
        ("0102", LoadOutcome.LOADED, ""),
        ("0110", LoadOutcome.REJECTED, ""),
        ("0111", LoadOutcome.LOADED, "held without a callback"),
        ("0120", LoadOutcome.LOADED, ""),
        ("0121", LoadOutcome.LOADED, ""),
        ("0123", LoadOutcome.LOADED, ""),
        ("0131", LoadOutcome.UNKNOWN, ""),
        ("0140", LoadOutcome.REJECTED, "(400)"),
        ("0141", LoadOutcome.REJECTED, ""),
        ("0142", LoadOutcome.REJECTED, "(403)"),
        ("0143", LoadOutcome.REJECTED, "(404)"),
        ("0144", LoadOutcome.DUPLICATE, ""),
        ("0145", LoadOutcome.REJECTED, ""),
        ("0146", LoadOutcome.REJECTED, "(429)"),
        ("0147", LoadOutcome.REJECTED, "(429)"),
        ("0148", LoadOutcome.UNKNOWN, "(408)"),
        ("0149", LoadOutcome.UNKNOWN, "another address"),
        ("0150", LoadOutcome.UNKNOWN, "another address"),
        ("0151", LoadOutcome.UNKNOWN, "(500)"),
        ("0152", LoadOutcome.UNKNOWN, "(502)"),
        ("0153", LoadOutcome.LOADED, ""),
        ("0154", LoadOutcome.UNKNOWN, ""),
        ("0158", LoadOutcome.UNKNOWN, "web page"),
        ("0159", LoadOutcome.LOADED, ""),
        ("0160", LoadOutcome.UNKNOWN, "JSON"),
        ("0161", LoadOutcome.LOADED, ""),
        ("0162", LoadOutcome.LOADED, ""),
        ("0163", LoadOutcome.UNKNOWN, "empty"),
        ("0166", LoadOutcome.UNKNOWN, "empty"),
        ("0167", LoadOutcome.LOADED, ""),
        ("0170", LoadOutcome.LOADED, ""),
        ("0171", LoadOutcome.UNKNOWN, "database"),
        ("0172", LoadOutcome.UNKNOWN, "JSON"),
        ("0173", LoadOutcome.LOADED, ""),
        ("0180", LoadOutcome.REJECTED, ""),
        ("0181", LoadOutcome.REJECTED, ""),
        ("0182", LoadOutcome.LOADED, ""),
        ("0183", LoadOutcome.LOADED, ""),
        ("0184", LoadOutcome.REJECTED, ""),
        ("0185", LoadOutcome.UNKNOWN, ""),
        ("0186", LoadOutcome.UNKNOWN, "another function"),
        ("0187", LoadOutcome.UNKNOWN, "(500)"),
        ("0189", LoadOutcome.LOADED, ""),
    ],
)
async def test_each_number_has_its_outcome(stock_desk: Desk, line: str, outcome: LoadOutcome, words: str) -> None:
    before = len(stock_desk.server.croco_leads)
    if line in NEVER_ENDS:
        stock_desk.profile = replace(stock_desk.profile, timeout_s=0.4)
    lead = await stock_desk.send(line, Comments="ring twice")
    assert (lead.verdict.outcome, lead.verdict.evidence) == (outcome, None)
    assert words in lead.verdict.explanation.title
    assert stock_desk.server.croco_password not in f"{lead!r} {lead.raw}"
    assert "ring twice" not in f"{lead.raw} {lead.verdict!r}"
    assert stock_desk.server.count(f"720555{line}") == 1  # sent once, whatever came
    if outcome is LoadOutcome.LOADED:
        assert len(stock_desk.server.croco_leads) == before + 1
    if outcome in (LoadOutcome.REJECTED, LoadOutcome.DUPLICATE):
        assert len(stock_desk.server.croco_leads) == before


@pytest.mark.parametrize("line", ["0132", "0155", "0156", "0157", "0163", "0172", "0185"])
async def test_trying_again_after_an_unknown_outcome_finds_a_duplicate(stock_desk: Desk, line: str) -> None:
    unknown = await stock_desk.send(line)
    assert (unknown.verdict.outcome, unknown.exchange_id) == (LoadOutcome.UNKNOWN, 1)
    tried = Override(operator="M. Reyes", reason="Tried again", exchange_ids=(1,))
    again = await stock_desk.send(line, None, tried)
    assert again.verdict.outcome is LoadOutcome.DUPLICATE
    assert "perhaps from the first try" in again.verdict.notices[0]
    assert again.opening.notes == ("Tried again over an unknown outcome: entry 1.",)
    assert facts(again)["lead_id"] == stock_desk.server.croco_leads[-1]["lead_id"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("0174", "not queued to dial"),
        ("0175", "hours"),
        ("0176", "custom fields"),
        ("0177", "callback"),
        ("0178", "Only 1 of 2"),
        ("0179", "does not say"),
        ("0182", "does not say"),
    ],
)
async def test_partly_done_says_what_did_not_happen(stock_desk: Desk, line: str, words: str) -> None:
    place = destination(ALL, MappedField("Quota", "quota"))
    lead = await stock_desk.send(line, place, **{"Quota": "7", "More phones": "7205550124_1_work!7205550125"})
    assert lead.verdict.outcome is LoadOutcome.LOADED
    assert words.lower() in " ".join(lead.verdict.undone).lower()
    held = line in ("0177", "0179", "0182")
    assert lead.verdict.explanation.title.startswith(
        "Loaded, but held without a callback" if held else "Loaded, but only partly done"
    )


async def test_an_answer_about_another_number_or_list_is_told(stock_desk: Desk) -> None:
    number, in_list = await stock_desk.send("0122"), await stock_desk.send("0124")
    assert "7205550199" in " ".join(number.verdict.other_numbers)
    assert "list 999" in " ".join(in_list.verdict.notices)


@pytest.mark.parametrize("kept", [False, True])
async def test_the_server_keeps_what_the_preview_said(kept: bool) -> None:
    server = PracticeServer(croco_accents_kept=kept)
    server.start()
    desk = Desk(server)
    desk.profile = replace(desk.profile, options={**desk.profile.options, "accents": "Kept" if kept else "Lost"})
    typed = {
        "first_name": "José-María O'Neil",
        "last_name": "Núñez, Jr.",
        "street": "12 São Bento #4/5: rear",
        "city": "São Paulo, Centro",
        "email": "ada+web_x@sub.example.com",
        "state": "CO",
        "zip": "80202-1234",
        "Title": "Mr.",
        "Address line 2": "c/o @ Sample & Sons",
        "Province": "Québec/Nord",
        "Vendor lead code": 'A;1#"x',
        "Source ID": "S+1|2",
        "Comments": "ação + ñ € “x”; 100% <b>it's</b> a|b",
        "Security phrase": "two + words!",
        "Owner": "North (1)",
        "Rank": "99999",
        "Date of birth": "1980-05-17",
        "Gender": "F",
    }
    try:
        order = desk.order(destination(PLAIN), **{"phone": "720-555-0100", **typed})
        foretold = {
            change.column: change.kept
            for change in ADAPTER.silent_changes(order.draft, order.profile, order.destination)
        }
        lead = await desk.submit.start(order, lambda _phase: None, lambda _late: None).answer()
        assert lead.verdict.outcome is LoadOutcome.LOADED
        columns = {row.field: row.column for row in order.destination.mapping}
        stored = server.croco_leads[-1]
        sent = {columns[field]: text for field, text in order.draft.filled().items() if field in columns}
        expected = {name: foretold.get(name, text) for name, text in sent.items() if name != "phone_number"}
        assert {name: stored[name] for name in expected} == expected
        assert len(expected) == len(typed)
    finally:
        await desk.submit.finish(0.1)
        await desk.transport.aclose()
        server.stop()


@pytest.mark.parametrize("end", ["'", "\\"])
async def test_a_mark_at_a_field_s_end_is_survived_or_refused_before(stock_desk: Desk, end: str) -> None:
    place = destination(PLAIN)
    for field in ("first_name", "last_name", "street", "Comments", "Vendor lead code", "Source ID", "Owner"):
        typed = {"phone": "720-555-0100", field: f"Sample{end}"}
        if not isinstance(validate_lead(ADAPTER.lead_schema(place), typed), LeadDraft):
            continue
        desk_place = destination({**PLAIN, "dup_phone": "No"})
        override = Override(operator="M. Reyes", reason="Again", exchange_ids=tuple(range(1, 20)))
        lead = await stock_desk.send("0100", desk_place, override, **{field: f"Sample{end}"})
        assert (lead.verdict.outcome, lead.verdict.notices) == (LoadOutcome.LOADED, ()), field


async def test_a_lock_holds_the_next_lead_back(stock_desk: Desk) -> None:
    locked = await stock_desk.send("0181")
    assert locked.verdict.retry_after_s == 900
    held = await stock_desk.send("0100")
    assert held.verdict.outcome is LoadOutcome.NOT_SENT
    assert "is locked for another 15 min" in held.verdict.explanation.title
    assert stock_desk.server.count("7205550100") == 0


@pytest.mark.parametrize(
    ("user", "password", "reach", "words"),
    [
        ("", "", Reach.PROVEN, "User and password are accepted"),
        ("", "not-the-password", Reach.FAILED, ""),
        ("noright", "", Reach.FAILED, ""),
        ("nofunction", "", Reach.FAILED, ""),
        ("onelist", "", Reach.PROVEN, "User and password are accepted"),
        ("elsewhere", "", Reach.FAILED, ""),
        ("nogroup", "", Reach.FAILED, ""),
    ],
)
async def test_the_connection_is_tested_and_loads_nothing(
    desk: Desk, user: str, password: str, reach: Reach, words: str
) -> None:
    if user:
        desk.profile = replace(desk.profile, options={"user": user})
    if password:
        desk.secrets.held[desk.profile.secret_ref("pass")] = Secret(password)
    result = await desk.tester.ask(desk.profile, lambda _phase: None)
    assert result.finding.reach is reach
    assert words in result.finding.explanation.title
    assert len(desk.server.croco_leads) == 1


async def test_ten_wrong_passwords_come_to_a_lock(desk: Desk) -> None:
    ref = desk.profile.secret_ref("pass")
    desk.secrets.held[ref] = Secret("not-the-password")
    for _ in range(10):
        await desk.tester.ask(desk.profile, lambda _phase: None)
    desk.secrets.held[ref] = Secret(desk.server.croco_password)
    result = await desk.tester.ask(desk.profile, lambda _phase: None)
    assert result.finding.reach is Reach.FAILED
    assert "15 minutes" in f"{result.finding.explanation}"
