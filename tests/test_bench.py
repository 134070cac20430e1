"""The figures of `make bench`: what is held against what, that nothing broken reads as good, and that the long history
is one that LeadDesk itself would have written."""

from __future__ import annotations

import asyncio
import base64
import importlib
import json
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from leaddesk.domain.exchange import HistoryQuery
from leaddesk.domain.secret import Secret
from leaddesk.infra.history import chain, derived, rows, writing
from leaddesk.infra.history.store_file import encrypted_file
from leaddesk.infra.history_db import HistoryStore
from leaddesk.practice.server import PracticeServer

_PACKAGES = Path(__file__).parent.parent / "packaging"
_KEY = Secret("0f" * 32)
_CHAIN_KEY = bytes.fromhex(chain.chain_key(_KEY).reveal())


@pytest.fixture(scope="module", autouse=True)
def _bench_can_be_found() -> Iterator[None]:
    sys.path.append(str(_PACKAGES))
    yield
    sys.path.remove(str(_PACKAGES))


@pytest.fixture(scope="module")
def figures(_bench_can_be_found) -> ModuleType:
    return importlib.import_module("bench.figures")


def test_a_figure_is_the_ratio_of_the_medians(figures):
    one = figures.figure("start", [100, 130, 900], [90, 100, 110], 1.5, "ms", "a bare window")
    assert (one.value, one.word) == (1.3, "good")


@pytest.mark.parametrize(
    ("ours", "theirs", "limit", "word"),
    [(150, 100, 1.5, "good"), (151, 100, 1.5, "BROKEN"), (50, None, 50, "good"), (50.1, None, 50, "BROKEN")],
)
def test_only_what_is_past_its_limit_is_broken(figures, ours, theirs, limit, word):
    assert figures.Figure("x", ours, theirs, limit, "ms").word == word


def test_what_never_happened_is_broken_on_either_side(figures):
    never = float("inf")
    assert figures.Figure("x", never, 100, 2, "ms").word == "BROKEN"
    assert figures.Figure("x", never, never, 2, "ms").word == "BROKEN"


@pytest.fixture
def places(figures):
    lines = [
        figures.figure("start", [130], [100], 1.5, "ms", "a bare window", "no key lost"),
        figures.Figure("stall", 61, None, 50, "ms"),
    ]
    return [figures.Place("Start", lines), figures.Place("Package", (), "start of the packaged program, no dist.")]


def test_the_record_holds_ratios_and_limits_and_no_times_behind_a_ratio(figures, places):
    full, record = figures.table(places), figures.markdown(places)
    assert "130 ms" in full
    assert "100 ms by a bare window" in full
    assert "130" not in record
    assert record.splitlines()[2:] == [
        "| Start | start | 1.30 | ≤ 1.5 | good | a bare window; no key lost |",
        "| Start | stall | 61 ms | ≤ 50 ms | BROKEN |  |",
        "",
        "Not measured: start of the packaged program, no dist.",
    ]
    assert full.endswith("Not measured: start of the packaged program, no dist.")


def test_a_new_run_leaves_on_its_page_what_was_kept(figures, places, tmp_path):
    record, page = importlib.import_module("bench.record"), tmp_path / "BENCH.md"
    record.write(page, date(2026, 1, 5), "a machine", 20_000, places)
    assert "## Before" not in page.read_text("utf-8")
    page.write_text(page.read_text("utf-8") + "\n## Before: first of all\n\n| old |\n", "utf-8")
    record.write(page, date(2026, 1, 6), "a machine", 20_000, places)
    text = page.read_text("utf-8")
    assert text.count("## Now") == 1
    assert "2026-01-06, a machine, 20,000 exchanges on record." in text
    assert text.endswith("\n## Before: first of all\n\n| old |\n")


def test_what_cannot_start_here_is_said_and_not_measured(figures, tmp_path, monkeypatch):
    packaged = importlib.import_module("bench.packaged")
    monkeypatch.setattr(packaged, "_DIST", tmp_path)
    if sys.platform.startswith("linux") and shutil.which("Xvfb"):
        assert packaged.missing().startswith("there is no leaddesk-")
    else:
        assert packaged.missing()


def test_a_key_is_found_where_it_is_shown_and_not_where_the_clock_goes_on():
    screen = importlib.import_module("bench.screen")
    before = bytearray(screen.WIDTH * screen.HEIGHT * 4)
    after = bytearray(before)
    for left, top in ((30, 100), (34, 108), (1200, 880)):  # a digit from corner to corner, and the clock far below it
        after[(top * screen.WIDTH + left) * 4] = 255
    area = screen.where_changed(bytes(before), bytes(after), 40)
    assert area == (30, 100, 5, 9)
    assert screen.cut(bytes(after), area) != screen.cut(bytes(before), area)
    with pytest.raises(RuntimeError, match="no key was shown"):
        screen.where_changed(bytes(before), bytes(before), 40)


async def _empty(path: Path) -> None:
    store = HistoryStore.encrypted(path, _KEY)
    await store.open_file()
    await store.close(10)


async def _verify(path: Path):
    store = HistoryStore.encrypted(path, _KEY)
    await store.open_file()
    try:
        return await store.verify()
    finally:
        await store.close(10)


def _connected(path: Path) -> sqlite3.Connection:
    connection = encrypted_file(path, _KEY).connect()
    rows.shape(connection)
    return connection


def _content(path: Path) -> dict[str, object]:
    """Returns every table row by row, and what finds them."""
    connection = _connected(path)
    made = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
    found: dict[str, object] = {"made": made}
    for table in ("opening", "settlement", "latest", "chain", "worded", "words_docsize"):
        found[table] = connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
    connection.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, words, instance)")
    found["words"] = connection.execute("SELECT * FROM terms ORDER BY 1, 2, 3, 4").fetchall()
    connection.close()
    return found


@pytest.mark.parametrize("batch", [500, 17])
def test_the_long_history_is_what_the_store_writes_one_by_one(tmp_path, monkeypatch, batch):
    long_history, leads = importlib.import_module("bench.long_history"), importlib.import_module("bench.leads")
    monkeypatch.setattr(long_history, "_BATCH", batch)
    bulk, single, count = tmp_path / "bulk.db", tmp_path / "single.db", 40
    asyncio.run(_empty(bulk))
    shutil.copyfile(bulk, single)
    connection, done = _connected(bulk), list[int]()
    monkeypatch.setattr(long_history, "_batches", _one_process(long_history))
    long_history.write(connection, _CHAIN_KEY, count, done.append)
    connection.close()
    connection = _connected(single)
    connection.execute("BEGIN")
    for first in range(0, count, batch):
        for opening, settlement in leads.exchanges(first, min(batch, count - first), count):
            exchange_id = writing.write_opening(connection, _CHAIN_KEY, opening)
            writing.write_settlement(connection, _CHAIN_KEY, exchange_id, settlement)
    derived.catch_up(connection)
    connection.execute("COMMIT")
    connection.close()
    assert done[-1] == count
    assert _content(bulk) == _content(single)
    report = asyncio.run(_verify(bulk))
    assert report.intact
    assert report.exchanges == count


def _one_process(long_history: ModuleType):
    return lambda count: (long_history._batch(first, count) for first in range(0, count, long_history._BATCH))


def test_what_the_long_history_holds_has_numbers_kept_for_sending_and_no_real_ones():
    leads = importlib.import_module("bench.leads")
    numbers = {opening.number for opening, _ in leads.exchanges(0, 3000, 3000)}
    assert len(numbers) > 1000
    assert all(number[5:10] == "55501" for number in numbers)
    assert not numbers & {f"+1{number}" for number in leads.FREE}


def test_a_long_history_is_made_once_and_again_when_another_one_is_wanted(tmp_path, capsys):
    home = importlib.import_module("bench.home")
    place = tmp_path / "bench"
    home.make_long(place, 30)
    made = home.history_of(place).stat().st_mtime_ns
    home.make_long(place, 30)
    assert home.history_of(place).stat().st_mtime_ns == made
    assert "is there from an earlier run" in capsys.readouterr().out
    home.make_long(place, 31)
    assert asyncio.run(_verify(home.history_of(place))).exchanges == 31


def test_the_bare_table_finds_the_same_numbers_and_names(tmp_path):
    home, bare_history = importlib.import_module("bench.home"), importlib.import_module("bench.bare_history")
    home.make_long(tmp_path / "bench", 300)
    asyncio.run(_compare(home, bare_history, tmp_path / "bench"))


async def _compare(home: ModuleType, bare_history: ModuleType, place: Path) -> None:
    bare, store = bare_history.BareHistory(place), HistoryStore.encrypted(home.history_of(place), _KEY)
    await bare.open_file()
    await store.open_file()
    digits, name = await bare.person(7)
    for text, rows_found in (
        (digits, await bare.with_number(digits, 500)),
        (digits[:6], await bare.with_start(digits[:6], 500)),
        (name, await bare.with_words(f'"{name}" *', 500)),
    ):
        found = await store.find(HistoryQuery(text=text))
        assert [row.id for row in found] == [row[0] for row in rows_found]
        assert 7 in {row.id for row in found}
    await store.close(10)
    bare.close()


def test_the_bare_loop_reads_every_lead_of_every_page(tmp_path, monkeypatch, capsys):
    bare_leads, path = importlib.import_module("bench.bare_leads"), tmp_path / "leads.csv"
    server = PracticeServer(leads=30)
    server.start()
    try:
        keys = base64.b64encode(f"{server.public_key}:{server.private_key}".encode()).decode()
        address = (f"{server.leads_base_url}/leads?per_page=10&columns=id,caller_id&page=1", f"Basic {keys}")
        monkeypatch.setattr(sys, "argv", ["bare_leads", "hold", *address, "3"])
        bare_leads.main()
        monkeypatch.setattr(sys, "argv", ["bare_leads", "write", *address, "3", str(path)])
        bare_leads.main()
    finally:
        server.stop()
    assert json.loads(capsys.readouterr().out.splitlines()[0])["rows"] == 30
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert len({line.split(",")[0] for line in lines}) == len(lines) == 30


def test_one_frame_in_a_hundred_may_be_slower():
    search_leads = importlib.import_module("bench.search_leads")
    assert search_leads.p99([1.0] * 99 + [80.0]) == 1
    assert search_leads.p99([1.0] * 98 + [80.0] * 2) == 80


def test_the_plain_side_pauses_every_campaign_in_each_round_and_leaves_all_active(capsys):
    server, bare = importlib.import_module("bench.server"), importlib.import_module("bench.bare_campaigns")
    acts = list[tuple[str, str]]()
    posts, board = asyncio.run(_pause_plainly(server, bare, acts))
    found = json.loads(capsys.readouterr().out)
    active = [one["id"] for one in json.loads(board) if one["campaignStatus"] == "ACTIVE"]
    assert len(active) == importlib.import_module("bench.campaigns").ACTIVE
    assert sorted(active) == sorted(posts)
    assert [len(found["posts"]), len(found["reads"])] == [2, 2]
    assert acts.count((posts[0], "pause")) == 3  # the round that is not counted among them
    assert acts[-1][1] == "again"


async def _pause_plainly(server: ModuleType, bare: ModuleType, acts: list[tuple[str, str]]) -> tuple[list[str], bytes]:
    vendor = server.Vendor()
    path = "/api/public/engage/campaigns"
    identities = [one["id"] for one in json.loads(vendor.answer_to(path)) if one["campaignStatus"] == "ACTIVE"]
    answer = vendor.answer_to

    def noting(asked: str) -> bytes:
        if asked != path:
            identity, act = asked.rsplit("/", 2)[1:]
            acts.append((identity, act))
        said: bytes = answer(asked)
        return said

    vendor.answer_to = noting
    async with await asyncio.start_server(vendor.serve, "127.0.0.1", 0) as listening:
        port = listening.sockets[0].getsockname()[1]
        await bare.main(f"http://127.0.0.1:{port}{path}", 2, identities)
        await asyncio.sleep(0.05)  # until the other end has seen that the connections are closed
    return identities, answer(path)


def test_the_vendor_far_away_answers_a_lead_and_one_campaign():
    vendor = importlib.import_module("bench.server").Vendor()
    assert "lead" in json.loads(vendor.answer_to("/api/public/campaigns/a/leads"))
    board = json.loads(vendor.answer_to("/api/public/engage/campaigns"))
    assert json.loads(vendor.answer_to(f"/api/public/engage/campaigns/{board[7]['id']}")) == board[7]


def test_the_largest_answer_on_record_is_one_that_croco_dial_gave():
    decoding = importlib.import_module("bench.decoding")
    body, sent = decoding.largest_recorded()
    assert body.startswith(b"ERROR: add_lead")
    assert len(body) > 600
    assert sent.phone.encode() in body
    assert len(sent.values) > 3


def test_the_route_of_the_bench_goes_to_five_destinations():
    home = importlib.import_module("bench.home")
    profile = home.route("http://127.0.0.1:1/api/public")
    assert len({item.id for item in profile.destinations}) == home.STOPS == 5
