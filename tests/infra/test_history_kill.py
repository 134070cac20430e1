"""A kill at any moment: what was said to be written is there and whole, the rest is found as unsettled."""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pytest

from leaddesk.domain.exchange import Opening, Settlement
from leaddesk.domain.note import Note
from leaddesk.domain.wire import HttpResponse
from leaddesk.infra.history_db import HistoryStore
from tests.infra.history_samples import AT, KEY, note, opening, settlement

ROUNDS = 8
KILLS = 10
"""In a round, one after the other; then the file is looked at."""
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a killed child is forked")

# A small process that has everything imported and forks, kills and reaps the writers: a fork is cheap there.
NURSERY = """
import asyncio, os, signal, sys, time
from pathlib import Path
from tests.infra.test_history_kill import write_until_killed
path = Path(sys.argv[1])
for line in sys.stdin:
    heard = b""
    for pause in line.split():
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            asyncio.run(write_until_killed(path, writing))
        os.close(writing)
        heard += os.read(reading, 1)
        time.sleep(float(pause))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with open(reading, "rb") as said:
            heard += said.read()
    print(heard.decode().replace("\\n", " "), flush=True)
"""


def nth_opening(number: int) -> Opening:
    return opening(act=f"Load {number}", lead={"first_name": "Ann", "note": "n" * (number * 37 % 9000)})


def nth_settlement(number: int) -> Settlement:
    body = bytes([number % 256]) * (number * 911 % 30_000)
    return settlement(at=AT + timedelta(seconds=number), response=HttpResponse(200, body=body))


def nth_note(number: int) -> Note:
    return note(exchange_id=number, text="t" * (number * 53 % 5000))


async def write_until_killed(path, writing: int) -> None:
    """Opens, settles and notes without end, and says so only after each call; every fifth is left open."""
    store = HistoryStore.encrypted(path, KEY)
    await store.open_file()
    following = max((row.id for row in await store.find(limit=1)), default=0) + 1
    while True:
        written = await store.open(nth_opening(following))
        os.write(writing, f"o{written}\n".encode())
        if following % 5:
            await store.settle(written, nth_settlement(written))
            os.write(writing, f"s{written}\n".encode())
        if following % 3 == 0:
            noted = await store.write_note(nth_note(written))
            os.write(writing, f"n{noted}\n".encode())
        following += 1


async def test_a_kill_at_any_moment_loses_nothing_that_was_said_to_be_written(tmp_path):
    path = tmp_path / "history.db"
    opened: set[int] = set()
    settled: set[int] = set()
    noted: set[int] = set()
    in_between = 0
    nursery = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", NURSERY, str(path)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        limit=2**20,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert nursery.stdin
    assert nursery.stdout
    for _ in range(ROUNDS):
        pauses = " ".join(f"{random.uniform(0, 0.012):.6f}" for _ in range(KILLS))
        nursery.stdin.write(f"{pauses}\n".encode())
        said = (await nursery.stdout.readline()).decode().split()
        assert said, "the nursery ended"
        opened |= {int(word[1:]) for word in said if word[0] == "o"}
        settled |= {int(word[1:]) for word in said if word[0] == "s"}
        noted |= {int(word[1:]) for word in said if word[0] == "n"}

        store = HistoryStore.encrypted(path, KEY)
        await store.open_file()
        found = [await store.load(row.id) for row in await store.find(limit=100_000)]
        unsettled = {exchange.id for exchange in await store.unsettled()}
        notes = await store.notes(limit=100_000)
        report = await store.verify()
        sound = await store._with(lambda c: [*c.execute("PRAGMA integrity_check").fetchone().values()])
        await store.close()

        assert sound == ["ok"]
        assert report.problems == ()
        assert (report.exchanges, report.notes) == (len(found), len(notes))
        assert noted <= {item.id for item in notes}
        for item in notes:
            assert item.exchange_id
            assert item == replace(nth_note(item.exchange_id), id=item.id)
        for exchange in found:
            assert exchange.opening == nth_opening(exchange.id)
            assert exchange.settlements in ((), (nth_settlement(exchange.id),))
        on_record = {exchange.id for exchange in found}
        ended = {exchange.id for exchange in found if exchange.settlements}
        assert opened <= on_record
        assert settled <= ended
        assert unsettled == on_record - ended
        assert len(on_record - opened) + len(ended - settled) <= KILLS  # those that a kill came in the middle of
        in_between += len(ended ^ {number for number in on_record if number % 5})
        opened, settled = on_record, ended
    nursery.stdin.close()
    assert await nursery.wait() == 0
    assert len(settled) > ROUNDS
    assert in_between, "no kill came while an exchange was open"
