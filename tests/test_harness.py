"""The harness fails what it must fail: each bad test below is run for real, under this project's own settings.

The bad tests run in one process of their own, so that their leaks and warnings never reach this one.
"""

from __future__ import annotations

import re
import socket
import threading
from pathlib import Path

import keyring
import pytest
from keyring.errors import InitError, KeyringLocked, PasswordDeleteError

from tests.helpers.fake_keyring import FakeKeyring, Mode
from tests.helpers.fault_server import (
    Answer,
    AnswerThenClose,
    Drip,
    FaultServer,
    Reset,
    ResetBeforeReading,
    Stall,
    Truncate,
    http_answer,
)
from tests.helpers.no_internet import is_loopback

_ROOT = Path(__file__).parent.parent

_INNER_TESTS = """
import asyncio, logging, socket, threading, warnings
import pytest
from PySide6.QtCore import QObject, QTimer, qWarning
from PySide6.QtWidgets import QLabel

kept = []
log = logging.getLogger("inner")

def test_log():
    log.warning("nobody expected this")

def test_log_of_a_deaf_logger():
    deaf = logging.getLogger("deaf")
    deaf.propagate = False
    deaf.addHandler(logging.NullHandler())
    deaf.error("still heard")

def test_expected_log(expect_log):
    expect_log("^somebody expected", logger="inner", level=logging.WARNING, times=1)
    log.warning("somebody expected this")

def test_log_that_never_came(expect_log):
    expect_log("in vain")

def test_log_too_often(expect_log):
    expect_log("twice", times=1)
    log.warning("twice"), log.warning("twice")

def test_quiet_log():
    log.info("this is fine")

def test_qt_warning(qapp):
    qWarning("Qt is unhappy")

@pytest.fixture
def unhappy_end(qapp):
    yield
    qWarning("Qt is unhappy at the end")

def test_qt_warning_at_teardown(unhappy_end):
    pass

@pytest.mark.qt_log_ignore("known")
def test_ignored_qt_warning(qapp):
    qWarning("known trouble")

async def test_task():
    kept.append(asyncio.create_task(asyncio.sleep(60)))

@pytest.mark.qasync
async def test_task_on_the_qt_loop():
    kept.append(asyncio.create_task(asyncio.sleep(60)))

async def test_ended_task():
    task = asyncio.create_task(asyncio.sleep(60))
    task.cancel()

async def test_lost_exception():
    async def fail():
        raise OSError("lost")
    asyncio.create_task(fail())
    await asyncio.sleep(0.01)

async def test_forgotten_await():
    asyncio.sleep(0)

@pytest.mark.qasync
async def test_good_on_the_qt_loop():
    from qasync import QEventLoop
    assert isinstance(asyncio.get_running_loop(), QEventLoop)
    assert await asyncio.to_thread(lambda: 7) == 7

async def test_good_on_the_plain_loop():
    from qasync import QEventLoop
    assert not isinstance(asyncio.get_running_loop(), QEventLoop)

def test_timer(qapp):
    timer = QTimer()
    timer.start(60_000)
    kept.append(timer)

def test_stopped_timer(qapp):
    timer = QTimer()
    timer.start(60_000)
    timer.stop()
    kept.append(timer)

def test_widget(qapp):
    label = QLabel("left behind")
    label.setObjectName("forgotten")
    label.show()
    kept.append(label)

def test_closed_widget(qtbot):
    label = QLabel("fine")
    qtbot.addWidget(label)
    label.show()

def test_slot_that_raises(qtbot):
    def fail():
        raise ValueError("in a slot")
    QTimer.singleShot(0, fail)
    qtbot.wait(20)

def test_thread():
    threading.Thread(target=threading.Event().wait, args=(1.2,), name="lingering").start()

def test_connect():
    with socket.socket() as s:
        s.connect(("192.0.2.1", 80))

def test_connect_with_the_exception_swallowed():
    with socket.socket() as s:
        try:
            s.connect_ex(("192.0.2.1", 80))
        except Exception:
            pass

async def test_connect_by_name():
    await asyncio.open_connection("example.com", 443)

def test_listening_to_the_world():
    with socket.socket() as s:
        s.bind(("0.0.0.0", 0))

def test_loopback():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        socket.create_connection(("localhost", listener.getsockname()[1])).close()

def test_warning():
    warnings.warn("old ways", DeprecationWarning)
"""

_GOOD = {
    "test_expected_log",
    "test_quiet_log",
    "test_ignored_qt_warning",
    "test_ended_task",
    "test_good_on_the_qt_loop",
    "test_good_on_the_plain_loop",
    "test_stopped_timer",
    "test_closed_widget",
    "test_loopback",
}
_BAD = {
    "test_log": "unexpected log record: WARNING inner: nobody expected this",
    "test_log_of_a_deaf_logger": "unexpected log record: ERROR deaf: still heard",
    "test_log_that_never_came": "log record 'in vain' expected at least once, seen 0 times",
    "test_log_too_often": "log record 'twice' expected 1 times, seen 2 times",
    "test_qt_warning": "Qt is unhappy",
    "test_qt_warning_at_teardown": "Qt is unhappy at the end",
    "test_task": "leaked task: <Task",
    "test_task_on_the_qt_loop": "leaked task: <Task",
    "test_lost_exception": "Task exception was never retrieved",
    "test_forgotten_await": "was never awaited",
    "test_timer": "leaked running timer: 60000 ms",
    "test_widget": "leaked top-level widget: QLabel forgotten",
    "test_slot_that_raises": "in a slot",
    "test_thread": "leaked thread: lingering",
    "test_connect": "InternetRefused",
    "test_connect_with_the_exception_swallowed": "left the machine: connect_ex ('192.0.2.1', 80)",
    "test_connect_by_name": "left the machine: look up 'example.com'",
    "test_listening_to_the_world": "left the machine: bind ('0.0.0.0', 0)",
    "test_warning": "DeprecationWarning: old ways",
}


def test_bad_tests_fail_and_good_ones_pass(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(_ROOT))
    inner_tests = pytester.makepyfile(_INNER_TESTS)
    result = pytester.runpytest_subprocess(
        inner_tests,
        f"--config-file={_ROOT / 'pyproject.toml'}",
        f"--rootdir={pytester.path}",
        "-ptests.helpers.harness",
        "-pno:randomly",
        "-pno:cacheprovider",
        "-rA",
        timeout=50,
    )
    output = result.stdout.str()
    sections = re.split(r"^_{3,} (?:ERROR at \w+ of )?(test_\w+) _{3,}$", output, flags=re.MULTILINE)
    said: dict[str, str] = {}
    for name, text in zip(sections[1::2], sections[2::2], strict=True):
        said[name] = said.get(name, "") + text
    complained = set(re.findall(r"^(?:FAILED|ERROR) \S+::(\w+)", output, flags=re.MULTILINE))

    assert complained == set(_BAD)
    assert set(re.findall(r"^PASSED \S+::(\w+)", output, flags=re.MULTILINE)) >= _GOOD
    wordless = [name for name, words in _BAD.items() if words not in said[name]]
    assert not wordless, f"these failed for another reason: {wordless}"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.8.8", "::1", b"127.0.0.1"])
def test_loopback_is_allowed(host: str | bytes) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["example.com", "0.0.0.0", "192.0.2.1", "localhost.example.com", "", None])
def test_everything_else_is_refused(host: str | None) -> None:
    assert not is_loopback(host)


def test_no_real_keyring_is_touched(fake_keyring: FakeKeyring) -> None:
    keyring.set_password("service", "name", "secret")

    assert keyring.get_keyring() is fake_keyring
    assert fake_keyring.entries == {("service", "name"): "secret"}
    assert keyring.get_password("service", "other") is None
    with pytest.raises(PasswordDeleteError):
        keyring.delete_password("service", "other")


@pytest.mark.parametrize(
    ("mode", "error"),
    [(Mode.LOCKED, KeyringLocked), (Mode.NO_COLLECTION, InitError), (Mode.FAILING, RuntimeError)],
)
def test_keyring_fails_as_told(fake_keyring: FakeKeyring, mode: Mode, error: type[Exception]) -> None:
    fake_keyring.mode = mode

    with pytest.raises(error):
        keyring.get_password("service", "name")


def test_null_keyring_swallows(fake_keyring: FakeKeyring) -> None:
    fake_keyring.mode = Mode.NULL

    keyring.set_password("service", "name", "secret")

    assert keyring.get_password("service", "name") is None


def test_slow_keyring_waits_for_its_release(fake_keyring: FakeKeyring) -> None:
    fake_keyring.mode = Mode.SLOW
    answers: list[str | None] = []
    asker = threading.Thread(target=lambda: answers.append(keyring.get_password("service", "name")))
    asker.start()

    assert fake_keyring.waiting.wait(5)
    assert answers == []
    fake_keyring.release.set()
    asker.join(5)
    assert answers == [None]


_REQUEST = b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nhi"


def _client(server: FaultServer) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=5)


def _everything(client: socket.socket) -> bytes:
    return b"".join(iter(lambda: client.recv(4096), b""))


def test_server_answers_in_order_and_repeats_the_last() -> None:
    first, last = http_answer(b"1"), http_answer(b"2", 503, headers={"Retry-After": "7"})
    with FaultServer(Answer(first), AnswerThenClose(last)) as server:
        with _client(server) as client:
            client.sendall(_REQUEST)
            assert client.recv(4096) == first
            client.sendall(_REQUEST)
            assert _everything(client) == last
        with _client(server) as client:
            client.sendall(_REQUEST)
            assert _everything(client) == last
    assert server.requests == [_REQUEST] * 3
    assert server.connections == 2


def test_server_counts_only_whole_requests() -> None:
    with FaultServer(Answer(http_answer())) as server, _client(server) as client:
        client.sendall(_REQUEST[:-1])
        client.shutdown(socket.SHUT_WR)
        assert _everything(client) == b""
    assert server.requests == []


@pytest.mark.parametrize("sent_first", [b"", http_answer(b"never whole")[:-3]])
def test_server_stalls_until_the_client_leaves(sent_first: bytes) -> None:
    with FaultServer(Stall(sent_first)) as server:
        with _client(server) as client:
            client.sendall(_REQUEST)
            received = client.recv(4096) if sent_first else b""
            client.settimeout(0.1)
            with pytest.raises(TimeoutError):
                client.recv(1)
            assert received == sent_first
        assert server.client_left.wait(5)
        assert len(server.requests) == 1


def test_server_resets_before_reading() -> None:
    with FaultServer(ResetBeforeReading()) as server, _client(server) as client, pytest.raises(ConnectionResetError):
        client.recv(1)
    assert server.requests == []


def test_server_resets_after_reading_and_in_the_body() -> None:
    part = http_answer(b"half of it")[:-4]
    with FaultServer(Reset(), Reset(part)) as server:
        with _client(server) as client:
            client.sendall(_REQUEST)
            with pytest.raises(ConnectionResetError):
                client.recv(1)
        with _client(server) as client:
            client.sendall(_REQUEST)
            assert client.recv(4096) == part
            with pytest.raises(ConnectionResetError):
                client.recv(1)
    assert len(server.requests) == 2


def test_server_truncates_and_drips() -> None:
    part = http_answer(b"half of it")[:-4]
    with FaultServer(Truncate(part), Drip(b"slow", 0.01)) as server:
        with _client(server) as client:
            client.sendall(_REQUEST)
            assert _everything(client) == part
        with _client(server) as client:
            client.sendall(_REQUEST)
            assert client.recv(1) == b"s"
            assert len(client.recv(4096)) < 3
