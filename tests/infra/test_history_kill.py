"""A kill at any moment: what was said to be written is there and whole, the rest is found as unsettled."""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
from datetime import timedelta

import pytest

from leaddesk.domain.exchange import Opening, Settlement
from leaddesk.domain.wire import HttpResponse
from leaddesk.infra.history_db import HistoryStore
from tests.infra.history_samples import AT, KEY, opening, settlement

ROUNDS = 20
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a killed child is forked")

# A small process that has everything imported and forks, kills and reaps one writer a round: a fork is cheap there.
NURSERY = """
import asyncio, os, signal, sys, time
from pathlib import Path
from tests.infra.test_history_kill import write_until_killed
path = Path(sys.argv[1])
for line in sys.stdin:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        asyncio.run(write_until_killed(path, writing))
    os.close(writing)
    first = os.read(reading, 1)
    time.sleep(float(line))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with open(reading, "rb") as said:
        print((first + said.read()).decode().replace("\\n", " "), flush=True)
"""


def nth_opening(number: int) -> Opening:
    return opening(act=f"Load {number}", lead={"first_name": "Ann", "note": "n" * (number * 37 % 9000)})


def nth_settlement(number: int) -> Settlement:
    body = bytes([number % 256]) * (number * 911 % 30_000)
    return settlement(at=AT + timedelta(seconds=number), response=HttpResponse(200, body=body))


async def write_until_killed(path, writing: int) -> None:
    """Opens and settles without end, and says so only after each call has returned; every fifth is left open."""
    store = HistoryStore.encrypted(path, KEY)
    await store.open_file()
    following = max((row.id for row in await store.find(limit=1)), default=0) + 1
    while True:
        written = await store.open(nth_opening(following))
        os.write(writing, f"o{written}\n".encode())
        if following % 5:
            await store.settle(written, nth_settlement(written))
            os.write(writing, f"s{written}\n".encode())
        following += 1


async def test_a_kill_at_any_moment_loses_nothing_that_was_said_to_be_written(tmp_path):
    path = tmp_path / "history.db"
    opened: set[int] = set()
    settled: set[int] = set()
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
        nursery.stdin.write(f"{random.uniform(0, 0.02):.6f}\n".encode())
        said = (await nursery.stdout.readline()).decode().split()
        assert said, "the nursery ended"
        opened |= {int(word[1:]) for word in said if word[0] == "o"}
        settled |= {int(word[1:]) for word in said if word[0] == "s"}

        store = HistoryStore.encrypted(path, KEY)
        await store.open_file()
        found = [await store.load(row.id) for row in await store.find(limit=100_000)]
        unsettled = {exchange.id for exchange in await store.unsettled()}
        sound = await store._with(lambda c: [*c.execute("PRAGMA integrity_check").fetchone().values()])
        await store.close()

        assert sound == ["ok"]
        for exchange in found:
            assert exchange.opening == nth_opening(exchange.id)
            assert exchange.settlements in ((), (nth_settlement(exchange.id),))
        on_record = {exchange.id for exchange in found}
        ended = {exchange.id for exchange in found if exchange.settlements}
        assert opened <= on_record
        assert settled <= ended
        assert unsettled == on_record - ended
        assert len(on_record - opened) + len(ended - settled) <= 1  # the one the kill came in the middle of
        in_between += len(ended ^ {number for number in on_record if number % 5})
        opened, settled = on_record, ended
    nursery.stdin.close()
    assert await nursery.wait() == 0
    assert len(settled) > ROUNDS
    assert in_between, "no kill came while an exchange was open"
