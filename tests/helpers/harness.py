"""The strict harness, a pytest plugin: what a test leaves behind or says unexpectedly fails that test.

It fails on log records of WARNING or above, Qt warnings, tasks, timers, top-level widgets and threads that outlive the
test, and any attempt to leave the machine. `expect_log` is the one way to expect a warning; a Qt warning is expected
with pytest-qt's `qt_log_ignore` mark.
"""

from __future__ import annotations

import asyncio
import gc
import re
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from pathlib import Path

import hypothesis
import keyring
import pytest
from pytest_asyncio import is_async_test

from tests.helpers.fake_keyring import FakeKeyring
from tests.helpers.log_watch import LogWatch, watch_logs
from tests.helpers.no_internet import no_internet
from tests.helpers.qt_watch import collect_qt_messages, watch_qt_leaks

hypothesis.settings.register_profile("leaddesk", deadline=None, derandomize=True)
"""The same examples in every run, however busy the machine is; `make fuzz` looks for new ones."""
hypothesis.settings.load_profile("leaddesk")

_ARGUMENTS = ["leaddesk-tests", "-style", "Fusion"]
_GRACE_S = 0.5
_QT_FOLDERS = ({"tests", "ui"}, {"tests", "app"})


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Runs tests of windows on Qt's loop and all others on the plain one."""
    return {"qasync": _qt_loop} if _needs_qt(item) else {"asyncio": asyncio.new_event_loop}


def _needs_qt(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    folders = set(item.path.parts)
    return (
        item.get_closest_marker("qasync") is not None
        or bool(fixtures & {"qapp", "qtbot"})
        or any(folder <= folders for folder in _QT_FOLDERS)
    )


def _qt_loop() -> asyncio.AbstractEventLoop:
    from PySide6.QtWidgets import QApplication

    from leaddesk.app.qt_loop import QtLoop

    app = QApplication.instance() or QApplication(_ARGUMENTS)
    assert isinstance(app, QApplication)
    # Closing the last window would otherwise end the loop in the middle of a test.
    app.setQuitOnLastWindowClosed(False)
    made: asyncio.AbstractEventLoop = QtLoop(app)
    return made


def pytest_sessionstart() -> None:
    """Leaves collecting garbage to this module, on the main thread.

    A Qt object that a worker's thread happens to collect leaves its timers behind, and the next one to fire crashes
    the run (see leaddesk/app/garbage.py).
    """
    gc.disable()


def pytest_collection_finish() -> None:
    """Takes what is loaded by now out of the collector's sight: each later look would go through all tests again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, None, None]:
    """Fails the test on Qt warnings given while it is torn down; pytest-qt itself watches only until then."""
    with collect_qt_messages() as messages:
        yield
    ignored = [pattern for mark in item.iter_markers("qt_log_ignore") for pattern in mark.args]
    ignored += item.config.getini("qt_log_ignore")
    unexpected = [text for text in messages if not any(re.search(pattern, text) for pattern in ignored)]
    if unexpected:
        pytest.fail("Qt warnings at teardown:\n" + "\n".join(unexpected), pytrace=False)


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """What pytest-qt starts the application with."""
    return _ARGUMENTS


@pytest.fixture(autouse=True)
def log_watch() -> Iterator[LogWatch]:
    """Watches log, threads and sockets around everything else a test sets up."""
    threads = set(threading.enumerate())
    with watch_logs() as watch, no_internet() as attempts:
        yield watch
        # Exceptions nobody retrieved are logged when their task is collected.
        gc.collect(1)
    problems = watch.problems()
    problems += [f"left the machine: {attempt}" for attempt in attempts]
    problems += [f"leaked thread: {thread.name}" for thread in _threads_left(threads)]
    _fail_on(problems)


def _threads_left(before: set[threading.Thread]) -> list[threading.Thread]:
    deadline = time.monotonic() + _GRACE_S
    left = [thread for thread in threading.enumerate() if thread not in before and not thread.daemon]
    for thread in left:
        thread.join(timeout=max(0.0, deadline - time.monotonic()))
    return [thread for thread in left if thread.is_alive()]


@pytest.fixture(autouse=True)
def _no_qt_leaks(log_watch: LogWatch) -> Iterator[None]:
    problems: list[str] = []
    with watch_qt_leaks(problems):
        yield
    _fail_on(problems)


@pytest.fixture(autouse=True)
def fake_keyring(log_watch: LogWatch) -> Iterator[FakeKeyring]:
    """The keyring of this test: empty, working, in memory."""
    backend = FakeKeyring()
    keyring.set_keyring(backend)
    yield backend
    backend.release.set()


@pytest.fixture(autouse=True)
def _no_leaked_tasks(request: pytest.FixtureRequest, _no_qt_leaks: None, fake_keyring: FakeKeyring) -> Iterator[None]:
    if not is_async_test(request.node):
        yield
        return
    # Asked for here, pytest-asyncio's runner outlives every asynchronous fixture, and this one sees what they leave.
    runner: asyncio.Runner = request.getfixturevalue("_function_scoped_runner")
    yield
    _fail_on([f"leaked task: {task}" for task in runner.run(_tasks_left())])


async def _tasks_left() -> list[str]:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    if others:
        _done, others = await asyncio.wait(others, timeout=_GRACE_S)
    return [repr(task) for task in others]


def _fail_on(problems: list[str]) -> None:
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


@pytest.fixture
def expect_log(log_watch: LogWatch) -> Callable[..., None]:
    """Expects a warning or error, see `LogWatch.expect`; one that does not come fails the test."""
    return log_watch.expect


@pytest.fixture
def leaddesk_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty LEADDESK_HOME for this test alone."""
    home = tmp_path / "leaddesk-home"
    home.mkdir()
    monkeypatch.setenv("LEADDESK_HOME", str(home))
    return home
