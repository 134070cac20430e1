"""What is on record is found by every filter, a page at a time, whatever is typed, with FTS5 and without."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.exchange import ABOUT_TO_SEND, HistoryQuery, SettledBy
from leaddesk.domain.note import NoteKind
from leaddesk.domain.verdict import Explanation, LoadOutcome
from leaddesk.infra.history import derived, rewording, wording
from leaddesk.infra.history_db import HistoryStore
from tests.infra.history_samples import AT, KEY, note, notes, opening, settlement, texts


@pytest.fixture(params=["encrypted", "memory", "without FTS5"])
async def store(request, tmp_path, monkeypatch):
    made = HistoryStore.encrypted(tmp_path / "history.db", KEY) if request.param == "encrypted" else None
    made = made or HistoryStore.in_memory()
    if request.param == "without FTS5":
        monkeypatch.setattr("leaddesk.infra.history.derived._knows_fts5", lambda _: False)
    await made.open_file()
    yield made
    assert await made.close()


async def ids(store, text="", limit=500, before=None, **filters) -> list[int]:
    return [line.id for line in await store.find(HistoryQuery(text=text, **filters), limit=limit, before=before)]


async def test_every_filter_narrows_and_they_add_up(store):
    one = await store.open(opening())
    two = await store.open(opening(operator="Kim", profile_id="p2", destination_id="d2", at=AT + timedelta(days=1)))
    three = await store.open(opening(operator="Kim", at=AT + timedelta(days=2)))
    await store.settle(one, settlement())
    await store.settle(two, settlement(outcome=LoadOutcome.REJECTED, assessment="Do not contact"))
    assert await ids(store, outcomes=("Loaded",)) == [one]
    assert await ids(store, outcomes=("Loaded", ABOUT_TO_SEND)) == [three, one]
    assert await ids(store, outcomes=(ABOUT_TO_SEND,)) == [three]
    assert await ids(store, outcomes=("Not sent",)) == []
    assert await ids(store, assessments=("Do not contact", "Review")) == [two, one]
    assert await ids(store, operator="Kim") == [three, two]
    assert await ids(store, operator="K") == []
    assert await ids(store, profile_id="p2") == [two]
    assert await ids(store, destination_id="d1") == [three, one]
    assert await ids(store, since=AT + timedelta(days=1)) == [three, two]
    assert await ids(store, until=AT + timedelta(days=1)) == [one]
    assert await ids(store, since=AT, until=AT + timedelta(days=2), operator="Kim") == [two]
    for text in ("555-0142", "annabel", ""):
        assert await ids(store, text, operator="Kim", assessments=("Do not contact",)) == [two]
    assert await ids(store, "loaded", operator="Kim") == []


async def test_a_clock_set_back_hides_nothing(store):
    late, early = await store.open(opening(at=AT)), await store.open(opening(at=AT - timedelta(days=400)))
    assert await ids(store) == [early, late]
    assert await ids(store, until=AT) == [early]
    assert await ids(store, since=AT) == [late]


@pytest.mark.parametrize("text", ["", "annabel", "0142", "loaded"])
async def test_pages_follow_each_other_without_gap_or_repeat(store, text):
    for index in range(7):
        number = await store.open(opening())
        for _ in range(index % 3 + 1):
            await store.settle(number, settlement(explanation=Explanation("Accepted.", "Annabel it is.")))
    assert await ids(store, text, limit=3) == [7, 6, 5]
    assert await ids(store, text, limit=3, before=5) == [4, 3, 2]
    assert await ids(store, text, limit=3, before=2) == [1]
    assert await ids(store, text, limit=3, before=1) == []


async def test_reasons_notes_and_the_vendors_words_are_found_and_outcomes_as_they_stand(store):
    one = await store.open(opening(notes=("Field “plan” had no column",)))
    two = await store.open(opening())
    unknown = settlement(outcome=LoadOutcome.UNKNOWN, explanation=Explanation("No answer.", "Perhaps it loaded."))
    await store.settle(one, unknown)
    await store.settle(two, settlement(explanation=Explanation("Refused.", "PHONE NUMBER IN DNC")))
    await store.write_note(note(kind=NoteKind.OVERRIDDEN, exchange_id=two, reason="Wrong wörding", text="More"))
    assert await ids(store, "had no col") == [one]
    assert await ids(store, "phone number in dnc") == [two]
    assert await ids(store, "wrong WÖRD") == [two]
    assert await ids(store, "loaded") == [two]  # an outcome's word means those that stand in it
    assert await ids(store, "outcome unkn") == [one]
    by_hand = settlement(by=SettledBy.PERSON, outcome=LoadOutcome.LOADED, operator="Kim", rules="2026-11")
    await store.settle(one, by_hand)
    assert await ids(store, "loaded") == [two, one]
    assert await ids(store, "outcome unkn") == []
    assert (await store.load(one)).settled == by_hand


LEAD = {
    "phone": "(202) 555-0142",
    "first_name": "Annabel",
    "last_name": "Exampleton",
    "street": "742 Evergreen Terrace",
    "city": "Reviewtown",
    "state": "OR",
    "zip": "97477",
    "email": "annabel.e@example.com",
    "Policy": "Gold plan",
}


@pytest.mark.parametrize(
    "text",
    [
        *("evergreen terr", "742 evergreen", "annabel.e@example.com", "gold plan"),
        *("97477", "reviewtown", "review"),  # a number, and the word of an assessment, that were typed
    ],
)
async def test_what_was_typed_is_found(store, text):
    one = await store.open(opening(lead=LEAD))
    await store.settle(await store.open(opening()), settlement(assessment=""))
    assert await ids(store, text) == [one]


async def test_a_zip_is_found_beside_the_numbers_that_have_its_digits(store):
    one = await store.open(opening(lead=LEAD))
    two = await store.open(opening(number="+19747755501"))
    assert await ids(store, "97477") == [two, one]
    assert await ids(store, "97477", limit=1) == [two]
    assert await ids(store, "97477", limit=1, before=two) == [one]


async def test_checks_that_stand_out_are_found_and_the_ordinary_ones_are_not(store):
    hit, quiet, stale = [await store.open(opening()) for _ in range(3)]
    states = {"Known litigator": "blocked", "Federal do-not-call": "no block returned", "Data quality": "not returned"}
    await store.settle(hit, settlement(checks=states, assessment="Do not contact"))
    await store.settle(quiet, settlement(checks=states | {"Known litigator": "no block returned"}))
    await store.settle(stale, settlement(checks=states | {"Known litigator": "stale"}))
    assert await ids(store, "litigator") == [stale, hit]
    assert await ids(store, "known litigator blocked") == [hit]
    assert await ids(store, "federal") == []
    assert await ids(store, "data quality") == []


async def test_notes_about_the_number_are_found_at_all_its_exchanges(store):
    before = await store.open(opening())
    other = await store.open(opening(number="+13035550100"))
    await store.find(HistoryQuery(text="annabel"))
    await store.write_note(note(reason="Angry on the phone", text="Twice"))
    await store.write_note(note(kind=NoteKind.MAY_BE_CALLED, number="202-555-0142", reason="Wrong person wrote it"))
    after = await store.open(opening(number="202.555.0142"))
    await store.write_note(note(kind=NoteKind.SENT_ANYWAY, exchange_id=other, number="+13035550100", reason="Insisted"))
    assert await ids(store, "angry on the ph") == [after, before]
    assert await ids(store, "wrong person") == [after, before]
    assert await ids(store, "asked not to be called") == [after, before]
    assert await ids(store, "insisted") == [other]
    assert await ids(store, "sent anyway") == [other]


async def _with_words_of_before(path, monkeypatch, count: int) -> None:
    """Writes a history as a LeadDesk did that indexed the names alone, the newest exchange without any words yet."""
    with monkeypatch.context() as context:
        for name in ("typed", "states", "noted"):
            context.setattr(wording, name, lambda _: "")
        store = HistoryStore.encrypted(path, KEY)
        await store.open_file()
        for _ in range(count):
            number = await store.open(opening(lead=LEAD))
            await store.settle(number, settlement(checks={"Known litigator": "blocked"}))
        await store.write_note(note(kind=NoteKind.OVERRIDDEN, exchange_id=1, number=""))
        await store.write_note(note(reason="Angry on the phone"))
        assert await ids(store, "evergreen") == []
        await store._write(lambda c: c.execute("DROP TABLE rewording"))
        await store.open(opening(lead=LEAD))
        await store.close()


async def test_an_index_of_before_gets_the_new_words_in_slices_the_newest_first(tmp_path, monkeypatch):
    path = tmp_path / "history.db"
    await _with_words_of_before(path, monkeypatch, count=20)
    monkeypatch.setattr(rewording, "_SLICE", 8)
    monkeypatch.setattr("leaddesk.infra.history_db._BETWEEN_SLICES_S", 60)
    store = HistoryStore.encrypted(path, KEY)
    await store.open_file()
    found: list[int] = []
    for _ in range(500):
        found = await ids(store, "evergreen")
        if len(found) > 1:
            break
        await asyncio.sleep(0.01)
    assert found[:2] == [21, 20]
    assert len(found) < 10
    assert await ids(store, "annabel") == list(range(21, 0, -1))
    newest = await store.open(opening(lead=LEAD))
    assert (await ids(store, "evergreen"))[0] == newest
    await store.close()

    monkeypatch.setattr("leaddesk.infra.history_db._BETWEEN_SLICES_S", 0)
    store = HistoryStore.encrypted(path, KEY)
    await store.open_file()
    assert store._rewording
    await store._rewording
    assert await ids(store, "evergreen") == list(range(22, 0, -1))
    assert await ids(store, "litigator") == list(range(20, 0, -1))
    assert await ids(store, "angry") == list(range(22, 0, -1))
    assert await ids(store, "overridden") == [1]
    assert (await store.verify()).problems == ()
    await store.close()

    store = HistoryStore.encrypted(path, KEY)
    await store.open_file()
    assert store._rewording is None
    await store.close()


@pytest.mark.parametrize(
    ("text", "found"),
    [("555-014", [2]), ("55014", [2]), ("1 (303) 555", [1]), ("1303555", [1]), ("+442079", [3]), ("460958", [3])],
)
async def test_a_number_is_found_by_its_start_its_end_or_what_is_within(store, text, found):
    for number in ("(303) 555-0100", "+12025550142", "+44 20 7946 0958"):
        await store.open(opening(number=number))
    assert await ids(store, text) == found


async def test_exchanges_with_a_number_come_whole_however_it_is_spelled(store):
    one, two = await store.open(opening()), await store.open(opening(number="202.555.0142"))
    await store.open(opening(number="+12025550143"))
    await store.open(opening(number="unknown"))
    await store.settle(one, settlement())
    for spelled in ("1-202-555-0142", "2025550142"):
        assert [item.id for item in await store.with_number(spelled)] == [two, one]
    assert (await store.with_number("2025550142"))[1] == await store.load(one)
    assert [item.id for item in await store.with_number("2025550142", limit=1)] == [two]
    assert await store.with_number("") == []


async def test_the_open_ones_of_a_number_are_found_by_what_stands_now(store):
    unsettled, unknown, told, loaded = [await store.open(opening(number="+12025550177")) for _ in range(4)]
    await store.settle(unknown, settlement(outcome=LoadOutcome.UNKNOWN))
    await store.settle(told, settlement(outcome=LoadOutcome.UNKNOWN))
    await store.settle(told, settlement(outcome=LoadOutcome.REJECTED))
    await store.settle(loaded, settlement())
    await store.open(opening(number="+12025550178"))
    found = await store.open_with_number("(202) 555-0177")
    assert [item.id for item in found] == [unsettled, unknown]
    assert found[1] == await store.load(unknown)
    assert await store.open_with_number("") == []


async def test_similar_ones_share_the_number_or_name_and_zip(store):
    lead = {"first_name": "Annabel", "last_name": "Exampleton", "zip": "20500"}
    one = await store.open(opening())
    two = await store.open(opening(number="3035550100", lead=lead))
    await store.open(opening(number="3035550101", lead=lead | {"zip": "80014"}))
    assert [line.id for line in await store.similar("2025550142")] == [one]
    assert [line.id for line in await store.similar("2025550142", " annabel EXAMPLETON", "20500")] == [two, one]
    assert [line.id for line in await store.similar("2025550142", "Annabel Exampleton")] == [one]
    assert await store.similar("") == []
    assert [line.id for line in await store.similar("2025550142", "Annabel Exampleton", "20500", limit=1)] == [two]


async def test_notes_come_back_newest_first_by_kind_number_and_time(store):
    exchange = await store.open(opening())
    wish = note()
    undone = note(kind=NoteKind.MAY_BE_CALLED, number="202 555 0142", at=AT + timedelta(days=1))
    proof = note(kind=NoteKind.PROOF_SAVED, number="", exchange_id=exchange, text="\ud800\x00😀")
    assert [await store.write_note(item) for item in (wish, undone, proof)] == [1, 2, 3]
    found = await store.notes()
    assert [item.id for item in found] == [3, 2, 1]
    assert [item.text for item in found] == ["\ud800\x00😀", "", ""]
    assert found[2] == note(id=1)
    assert [item.id for item in await store.notes(number="1 202 555 0142")] == [2, 1]
    assert [item.id for item in await store.notes(kinds=(NoteKind.DO_NOT_CALL, NoteKind.PROOF_SAVED))] == [3, 1]
    assert [item.id for item in await store.notes(since=AT + timedelta(days=1))] == [2]
    assert [item.id for item in await store.notes(limit=1)] == [3]
    assert await store.notes(number="none") == []


async def test_a_note_about_an_exchange_that_is_not_there_is_refused(store):
    with pytest.raises(StoreProblem, match="not in the history"):
        await store.write_note(note(exchange_id=9))
    assert await store.notes() == []


async def test_an_exchange_with_very_many_settlements_is_still_written(store):
    number = await store.open(opening())
    for index in range(300):
        await store.settle(number, settlement(explanation=Explanation(f"Word{index}.")))
    assert len((await store.load(number)).settlements) == 300
    assert await ids(store, "word7") == [number]


@settings(max_examples=150)
@given(text=texts | st.text('"*^(){}:+-ANDORNEAR nam', max_size=12), item=notes)
async def test_whatever_is_typed_is_looked_for_and_never_run(text, item):
    store = HistoryStore.in_memory()
    await store.open_file()
    try:
        number = await store.open(opening(lead={"first_name": text, "last_name": "Exampleton"}))
        await store.write_note(item)
        await store.find(HistoryQuery(text=text, operator=text, outcomes=(text,)))
        await store.similar(text, text, text)
        await store.with_number(text)
        await store.notes(number=text)
        if all(map(str.isascii, text)) and any(map(str.isalpha, text)) and '"' not in text:
            assert number in await ids(store, text)
    finally:
        await store.close()


@pytest.mark.parametrize(
    "asked",
    [
        {"text": "2025550142"},
        {"text": "annabel"},
        {"text": "loaded"},
        {"outcomes": (ABOUT_TO_SEND,)},
        {"until": AT},
        {"text": "0142", "operator": "Kim", "since": AT},
    ],
)
async def test_no_search_reads_a_whole_table_of_the_record(tmp_path, asked):
    store = HistoryStore.encrypted(tmp_path / "history.db", KEY)
    await store.open_file()
    ran: list[str] = []
    await store._with(lambda c: c.set_trace_callback(ran.append))
    await store.find(HistoryQuery(**asked))
    await store.with_number("2025550142")
    await store.similar("2025550142", "Annabel Exampleton", "20500")
    await store.notes(number="2025550142")
    await store.unsettled()
    await store._with(lambda c: c.set_trace_callback(None))
    asked_for = [statement for statement in ran if statement.lstrip().startswith("SELECT")]
    assert len(asked_for) >= 5

    def steps(connection):
        return [row["detail"] for sql in asked_for for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]

    plan = await store._with(steps)
    await store.close()
    whole = [step for step in plan if step in ("SCAN opening", "SCAN settlement", "SCAN note", "SCAN o", "SCAN s")]
    assert whole == []


@pytest.mark.parametrize("without", ["no index yet", "an index that stopped"])
async def test_a_file_written_without_fts5_gets_its_index_where_there_is_one(tmp_path, monkeypatch, without):
    path = tmp_path / "history.db"
    if without == "an index that stopped":
        store = HistoryStore.encrypted(path, KEY)
        await store.open_file()
        await store.open(opening())
        await store.close()
    with monkeypatch.context() as context:
        context.setattr("leaddesk.infra.history.derived._knows_fts5", lambda _: False)
        store = HistoryStore.encrypted(path, KEY)
        await store.open_file()
        number = await store.open(opening(notes=("Plan had no column",)))
        await store.settle(number, settlement())
        assert await ids(store, "no column") == [number]
        assert (await store.verify()).problems == ()
        await store.close()
    store = HistoryStore.encrypted(path, KEY)
    await store.open_file()
    assert await store._with(derived.has_words)
    assert await ids(store, "no col") == [number]
    assert (await store.verify()).problems == ()
    await store.close()
