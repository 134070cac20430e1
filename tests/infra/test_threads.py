"""Blocking calls leave the loop free, keep their order, and never hold a process back."""

import asyncio
import subprocess
import sys
import threading
import time

import pytest

from leaddesk.infra.threads import Worker, in_daemon_thread


async def test_the_result_and_the_error_come_back():
    assert await in_daemon_thread(divmod, 7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        await in_daemon_thread(divmod, 7, 0)


async def test_the_call_runs_on_a_daemon_thread_of_its_own():
    thread = await in_daemon_thread(threading.current_thread)
    assert thread.daemon
    assert thread is not threading.main_thread()


async def test_cancelling_returns_at_once_and_a_late_end_is_dropped():
    release = threading.Event()
    waiting = asyncio.ensure_future(in_daemon_thread(release.wait, 10))
    await asyncio.sleep(0.02)
    started = time.monotonic()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert time.monotonic() - started < 1
    release.set()
    await asyncio.sleep(0.05)


def test_a_loop_that_closed_meanwhile_is_no_error():
    release = threading.Event()
    failed: list[object] = []
    before, threading.excepthook = threading.excepthook, failed.append
    try:

        async def leave() -> None:
            waiting = asyncio.ensure_future(in_daemon_thread(release.wait, 10))
            await asyncio.sleep(0.02)
            waiting.cancel()

        asyncio.run(leave())
        threads = [thread for thread in threading.enumerate() if thread.name == "leaddesk-wait"]
        assert len(threads) == 1
        release.set()
        threads[0].join(5)
        assert failed == []
    finally:
        threading.excepthook = before


def test_an_abandoned_call_does_not_keep_the_process_alive():
    script = (
        "import asyncio, time\n"
        "from leaddesk.infra.threads import in_daemon_thread\n"
        "async def main():\n"
        "    task = asyncio.ensure_future(in_daemon_thread(time.sleep, 60))\n"
        "    await asyncio.sleep(0.05)\n"
        "    task.cancel()\n"
        "asyncio.run(main())\n"
    )
    assert subprocess.run([sys.executable, "-c", script], timeout=20, check=False).returncode == 0


async def test_a_worker_keeps_the_order_and_uses_one_thread():
    worker = Worker("test-writer")
    seen: list[int] = []

    def note(number: int) -> int:
        time.sleep(0.01 if number % 2 else 0)
        seen.append(number)
        return threading.get_ident()

    idents = await asyncio.gather(*(worker.do(note, number) for number in range(10)))
    assert seen == list(range(10))
    assert len(set(idents)) == 1
    assert worker.close(1)


async def test_a_job_runs_though_its_waiter_was_cancelled_and_close_drains():
    worker = Worker("test-writer")
    seen: list[str] = []
    hold = threading.Event()
    first = asyncio.ensure_future(worker.do(hold.wait, 10))
    second = asyncio.ensure_future(worker.do(seen.append, "written"))
    await asyncio.sleep(0.02)
    second.cancel()
    assert not worker.close(0.05), "it cannot have ended: the first job still waits"
    hold.set()
    assert worker.close(5)
    assert seen == ["written"]
    assert await first is True
    with pytest.raises(RuntimeError, match="closed"):
        await worker.do(seen.append, "late")


async def test_a_failing_job_does_not_stop_the_worker():
    worker = Worker("test-writer")
    with pytest.raises(ZeroDivisionError):
        await worker.do(divmod, 1, 0)
    assert await worker.do(divmod, 1, 1) == (1, 0)
    assert worker.close(1)


def test_a_worker_never_used_closes_at_once():
    assert Worker("idle").close(0)
