"""The server's life: start, stop, faults on the wire, what it noted, and what it may import."""

from __future__ import annotations

import ast
import logging
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

import leaddesk.practice
from leaddesk.practice import PracticeError, PracticeServer, SeenRequest, seen

Body = Callable[..., dict[str, Any]]


def server_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "leaddesk-practice-server"]


def until(true: Callable[[], bool], seconds: float = 5.0) -> None:
    """Wait for another thread to make something true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.01)


def raw_request(server: PracticeServer, body: bytes) -> socket.socket:
    """Send a lead through a bare socket and return it before anything is read."""
    port = httpx.URL(server.base_url).port
    assert port is not None
    connection = socket.create_connection(("127.0.0.1", port), timeout=5)
    head = (
        f"POST /api/public/lead/load HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-API-KEY: {server.api_key}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    connection.sendall(head.encode("ascii") + body)
    return connection


def encoded(body: dict[str, Any]) -> bytes:
    return httpx.Request("POST", "http://127.0.0.1/", json=body).read()


def test_one_call_is_one_noted_request(server: PracticeServer, ask: Any) -> None:
    ask("7205550100")
    ask("+17205550101")
    ask("7205550100")
    assert server.count("720-555-0100") == 2
    assert server.count("(720) 555-0101") == 1
    assert server.count("720-555-0102") == server.count("") == 0
    assert [(s.method, s.path, s.number, s.status) for s in server.requests] == [
        ("POST", "/api/public/lead/load", number, 200) for number in ("7205550100", "7205550101", "7205550100")
    ]
    age = datetime.now(UTC) - server.requests[-1].at
    assert timedelta(0) <= age < timedelta(seconds=10)


def test_only_the_newest_requests_are_kept(server: PracticeServer, monkeypatch: pytest.MonkeyPatch, ask: Any) -> None:
    monkeypatch.setattr(seen, "LIMIT", 2)
    for line in ("0100", "0101", "0102"):
        ask(f"720555{line}")
    assert [entry.number[-4:] for entry in server.requests] == ["0101", "0102"]


def test_what_is_learnt_of_a_request_pushed_out_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seen, "LIMIT", 1)
    log = seen.RequestLog()
    first, second = log.arrived("POST", "/first"), log.arrived("POST", "/second")
    log.answered(first, 500)
    log.answered(second, 200)
    assert [(entry.path, entry.status) for entry in log.requests] == [("/second", 200)]


def test_listener_hears_of_arrival_number_and_answer(body_of: Body) -> None:
    heard: queue.Queue[tuple[SeenRequest, str]] = queue.Queue()
    server = PracticeServer(on_request=lambda entry: heard.put((entry, threading.current_thread().name)))
    server.start()
    try:
        headers = {"X-API-KEY": server.api_key}
        url = f"{server.base_url}/lead/load"
        httpx.post(url, headers=headers, json=body_of("7205550100"), trust_env=False, verify=False)
        told = [heard.get(timeout=5) for _ in range(3)]
    finally:
        server.stop()
    assert [(entry.number, entry.status) for entry, _ in told] == [
        ("", None),
        ("7205550100", None),
        ("7205550100", 200),
    ]
    assert {thread for _, thread in told} == {"leaddesk-practice-server"}
    assert heard.empty()


def test_failing_listener_changes_no_answer(body_of: Body, expect_log: Callable[..., None]) -> None:
    expect_log("listener failed", logger="leaddesk.practice.seen", times=3)

    def fail(_entry: SeenRequest) -> None:
        raise LookupError("the panel is gone")

    server = PracticeServer(on_request=fail)
    server.start()
    try:
        headers = {"X-API-KEY": server.api_key}
        url = f"{server.base_url}/lead/load"
        answer = httpx.post(url, headers=headers, json=body_of("7205550100"), trust_env=False, verify=False)
    finally:
        server.stop()
    assert answer.json()["status"] == "Accepted"


def test_reset_is_a_reset_after_the_body_was_read(server: PracticeServer, body_of: Body) -> None:
    with raw_request(server, encoded(body_of("7205550132"))) as connection:
        with pytest.raises(ConnectionResetError):
            connection.recv(1)
        assert server.count("7205550132") == 1
        assert server.requests[-1].status is None


def test_reset_reaches_httpx_as_a_read_error(server: PracticeServer, ask: Any) -> None:
    with pytest.raises(httpx.ReadError):
        ask("7205550132")
    assert ask("7205550100").status_code == 200


def test_stall_stays_open_until_stop_and_stop_is_quick(server: PracticeServer, body_of: Body) -> None:
    connections = [raw_request(server, encoded(body_of(f"720555{line}"))) for line in ("0131", "0131", "0130")]
    until(lambda: server.count("7205550131") == 2 and server.count("7205550130") == 1)
    stalled = connections[0]
    stalled.settimeout(0.5)
    with pytest.raises(TimeoutError):
        stalled.recv(1)
    assert [entry.status for entry in server.requests] == [None, None, None]

    began = time.monotonic()
    server.stop()
    assert time.monotonic() - began < 1.5
    assert not server_threads()
    for connection in connections:
        connection.settimeout(5)
        assert connection.recv(1) == b""
        connection.close()


def test_stop_is_quick_with_an_idle_connection_kept_alive(server: PracticeServer, body_of: Body) -> None:
    with httpx.Client(trust_env=False, verify=False) as client:
        headers = {"X-API-KEY": server.api_key}
        client.post(f"{server.base_url}/lead/load", headers=headers, json=body_of("7205550100"))
        began = time.monotonic()
        server.stop()
        assert time.monotonic() - began < 1.5


def test_client_that_leaves_a_stall_or_half_a_body_leaves_nothing_behind(
    server: PracticeServer, body_of: Body, ask: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(httpx.ReadTimeout):
        ask("7205550131", timeout=0.3)
    with pytest.raises(httpx.ReadTimeout):
        ask("7205550130", timeout=0.3)
    body = encoded(body_of("7205550100"))
    port = httpx.URL(server.base_url).port
    with socket.create_connection(("127.0.0.1", port)) as connection:
        head = f"POST /api/public/lead/load HTTP/1.1\r\nHost: a\r\nX-API-KEY: {server.api_key}\r\n"
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        connection.sendall(head.encode("ascii") + body[:10])
        until(lambda: len(server.requests) == 3)
    assert ask("7205550100").status_code == 200
    assert [entry.status for entry in server.requests] == [None, None, None, 200]
    assert not caplog.records


def test_a_stall_holds_back_nobody_else(server: PracticeServer, body_of: Body, ask: Any) -> None:
    with raw_request(server, encoded(body_of("7205550131"))):
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: ask("7205550100").status_code, range(8)))
        assert answers == [200] * 8


def test_two_servers_stand_side_by_side(server: PracticeServer, body_of: Body) -> None:
    other = PracticeServer()
    other.start()
    try:
        assert other.base_url != server.base_url
        url = f"{other.base_url}/lead/load"
        mine = {"X-API-KEY": server.api_key}
        theirs = {"X-API-KEY": other.api_key}
        assert (
            httpx.post(url, headers=mine, json=body_of("7205550100"), trust_env=False, verify=False).status_code == 401
        )
        assert (
            httpx.post(url, headers=theirs, json=body_of("7205550100"), trust_env=False, verify=False).status_code
            == 200
        )
    finally:
        other.stop()
    assert (other.count("7205550100"), server.count("7205550100")) == (1, 0)
    assert len(server_threads()) == 1


def test_server_listens_on_the_loopback_only(server: PracticeServer) -> None:
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/api/public", server.base_url)
    port = httpx.URL(server.base_url).port
    with pytest.raises(OSError), socket.create_connection(("127.0.0.2", port), timeout=1):  # noqa: PT011
        pass


def test_stop_may_be_called_twice_and_start_again(server: PracticeServer, ask: Any) -> None:
    with pytest.raises(PracticeError, match="already running"):
        server.start()
    server.stop()
    server.stop()
    assert not server_threads()
    with pytest.raises(PracticeError, match="not running"):
        _ = server.base_url
    server.start()
    assert ask("7205550100").status_code == 200


def test_unusable_port_or_key_is_said(server: PracticeServer) -> None:
    port = httpx.URL(server.base_url).port
    assert port is not None
    for taken in (port, 70000):
        with pytest.raises(PracticeError, match=f"cannot listen on port {taken}"):
            PracticeServer(taken).start()
    for key in ("", " x", "schl\xfcssel", "a\nb"):
        with pytest.raises(PracticeError, match="practice key"):
            PracticeServer(api_key=key)
    assert len(server_threads()) == 1


def test_port_may_be_chosen_and_used_again_at_once(body_of: Body) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    for _ in range(2):
        server = PracticeServer(port)
        server.start()
        try:
            assert server.base_url == f"http://127.0.0.1:{port}/api/public"
            headers = {"X-API-KEY": server.api_key}
            url = f"{server.base_url}/lead/load"
            assert httpx.post(
                url, headers=headers, json=body_of("7205550100"), trust_env=False, verify=False
            ).is_success
        finally:
            server.stop()


def test_server_says_nothing_of_itself(
    server: PracticeServer, ask: Any, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.INFO):
        logging.getLogger("httpx").setLevel(logging.WARNING)
        ask("7205550100")
        ask("7205559999")
        with pytest.raises(httpx.ReadError):
            ask("7205550132")
        server.stop()
    assert not caplog.records
    assert capfd.readouterr() == ("", "")


def test_package_imports_nothing_else_of_leaddesk() -> None:
    folder = Path(leaddesk.practice.__file__).parent
    modules = sorted(folder.rglob("*.py"))
    assert len(modules) > 5
    for module in modules:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{module.name} imports relatively, which could leave the package"
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            ours = [name for name in names if name.partition(".")[0] == "leaddesk"]
            assert all(f"{name}.".startswith("leaddesk.practice.") for name in ours), (module.name, ours)


def test_package_is_cheap_until_a_server_starts() -> None:
    script = "import sys, leaddesk.practice; print({'uvicorn', 'starlette'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=30)
    assert done.stdout.strip() == "set()"


@pytest.mark.skipif(sys.platform == "win32", reason="sends a POSIX signal")
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_command_serves_until_a_signal_ends_it(ending: signal.Signals, body_of: Body) -> None:
    command = [sys.executable, "-m", "leaddesk.practice", "--key", "training-1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            base_url = process.stdout.readline().removeprefix("Base URL:").strip()
            assert process.stdout.readline().removeprefix("API key:").strip() == "training-1"
            headers = {"X-API-KEY": "training-1"}
            url = f"{base_url}/lead/load"
            answer = httpx.post(url, headers=headers, json=body_of("7205550100"), trust_env=False, verify=False)
            assert answer.json()["status"] == "Accepted"
            process.send_signal(ending)
            _, complaints = process.communicate(timeout=5)
        finally:
            process.kill()
    assert (process.returncode, complaints) == (0, "")


def test_command_says_when_it_cannot_listen(server: PracticeServer) -> None:
    port = httpx.URL(server.base_url).port
    command = [sys.executable, "-m", "leaddesk.practice", "--port", str(port)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    assert done.returncode == 1
    assert done.stderr.strip() == f"The practice server cannot listen on port {port} of this computer"
