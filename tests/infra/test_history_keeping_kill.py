"""A kill while the history is purged, backed up or restored leaves what was before or what comes after."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
import subprocess
import sys

import pytest

from leaddesk.domain.note import NoteKind
from leaddesk.infra.history_key import finish_restore
from tests.infra.backup_desk import Desk, back_up

CHILD = """
import asyncio, sys
from pathlib import Path
from tests.infra.backup_desk import until_killed
asyncio.run(until_killed(Path(sys.argv[1]), sys.argv[2]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a kill is a signal")
@pytest.mark.parametrize("what", ["purge", "back up", "restore"])
async def test_a_kill_leaves_what_was_before_or_what_comes_after(tmp_path, what):
    for number in range(3):
        folder = tmp_path / str(number)
        desk = Desk(folder / "data", "encrypted")
        await desk.start()
        await desk.add(40, 20_000)
        await back_up(desk, folder / "backup.db")
        await desk.add(5)
        await desk.store.close()
        child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", CHILD, str(folder), what),
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        )
        assert child.stdout
        assert await child.stdout.readline() == b"ready\n"
        await asyncio.sleep(random.uniform(0, 0.12))
        with contextlib.suppress(ProcessLookupError):
            os.kill(child.pid, signal.SIGKILL)
        await child.wait()

        await finish_restore(desk.data, desk.secrets)
        await desk.start()
        report = await desk.store.verify()
        assert report.problems == ()
        count = len(await desk.store.find(limit=1000))
        restored = len(await desk.store.notes(kinds=[NoteKind.RESTORED]))
        purged = len(await desk.store.notes(kinds=[NoteKind.PURGED]))
        match what:
            case "purge":
                assert (count, purged, report.purged) in ((45, 0, 0), (1, 1, 44))
            case "back up":
                assert count == 45
                assert (await desk.keeping.look_into(str(folder / "backup.db"))).report.exchanges in (40, 45)
            case "restore":
                assert (count, restored) in ((45, 0), (40, 1))
        await desk.store.close()
