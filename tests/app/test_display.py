"""A display that cannot be reached is said before Qt ends the process; one that might be reached is left to Qt."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from leaddesk.app.display import no_display

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there Qt has a display of its own")

UNUSED = next(n for n in range(700, 800) if not Path(f"/tmp/.X11-unix/X{n}").exists())


@contextlib.contextmanager
def listening(family, address):
    with socket.socket(family) as server:
        server.bind(address)
        server.listen()
        yield server.getsockname()


@pytest.mark.parametrize(
    ("env", "said"),
    [
        ({}, "neither DISPLAY nor WAYLAND_DISPLAY is set"),
        ({"QT_QPA_PLATFORM": "xcb"}, "neither DISPLAY"),
        ({"DISPLAY": f":{UNUSED}"}, f"DISPLAY names :{UNUSED}, and nothing answers there"),
        ({"DISPLAY": f":{UNUSED}.0"}, "nothing answers there"),
        ({"DISPLAY": f"unix:{UNUSED}"}, "nothing answers there"),
        ({"DISPLAY": f"unix/:{UNUSED}"}, "nothing answers there"),
        ({"DISPLAY": f"localhost:{UNUSED}.0"}, "nothing answers there"),
        ({"DISPLAY": f":{UNUSED}", "QT_QPA_PLATFORM": "xcb"}, "nothing answers there"),
        ({"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": "/nowhere"}, "WAYLAND_DISPLAY names wayland-0"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "WAYLAND_DISPLAY names wayland-0"),
        ({"WAYLAND_DISPLAY": "x" * 200, "DISPLAY": f":{UNUSED}"}, f"DISPLAY names :{UNUSED}"),
    ],
)
def test_a_display_that_is_not_there_is_named(env, said):
    assert said in no_display(env)


@pytest.mark.parametrize(
    "env",
    [
        {"QT_QPA_PLATFORM": "offscreen"},
        {"QT_QPA_PLATFORM": "offscreen", "DISPLAY": f":{UNUSED}"},
        {"QT_QPA_PLATFORM": "wayland;xcb", "DISPLAY": f":{UNUSED}"},
        {"DISPLAY": "/private/tmp/launchd.x/org.xquartz:0"},
        {"DISPLAY": "host::0"},
        {"DISPLAY": "nonsense"},
        {"WAYLAND_SOCKET": "5", "WAYLAND_DISPLAY": "wayland-0"},
    ],
)
def test_what_cannot_be_told_is_left_to_qt(env):
    assert no_display(env) == ""


@pytest.mark.skipif(sys.platform != "linux", reason="abstract sockets")
def test_an_x_server_is_found_where_libxcb_looks():
    with listening(socket.AF_UNIX, f"\0/tmp/.X11-unix/X{UNUSED}"):
        for display in (f":{UNUSED}", f":{UNUSED}.1", f"unix:{UNUSED}", f"unix/:{UNUSED}"):
            assert no_display({"DISPLAY": display}) == ""
        assert no_display({"DISPLAY": f"localhost:{UNUSED}"}), "a display over the network is another one"


def test_a_display_over_the_network_is_found_as_ssh_makes_it():
    with listening(socket.AF_INET, ("127.0.0.1", 0)) as (_host, port):
        number = port - 6000
        assert no_display({"DISPLAY": f"localhost:{number}.0"}) == ""
        assert no_display({"DISPLAY": f"127.0.0.1:{number}"}) == ""
        assert no_display({"DISPLAY": f":{number}"}) == "", "without a host, after the local sockets"


@pytest.mark.parametrize("trouble", [socket.gaierror(-2, "unknown"), UnicodeError("label too long")], ids=repr)
def test_a_host_that_nobody_knows_is_no_display(monkeypatch, trouble):
    def look_up(*_args, **_more):
        raise trouble

    monkeypatch.setattr("leaddesk.app.display.socket.getaddrinfo", look_up)
    assert "nothing answers there" in no_display({"DISPLAY": "desk.example.com:0"})


def test_a_wayland_display_is_found_by_name_or_path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # a short path, whatever the folder is called
    with listening(socket.AF_UNIX, "wayland-7"):
        assert no_display({"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": "."}) == ""
        assert no_display({"WAYLAND_DISPLAY": "./wayland-7"}) == ""
        assert no_display({"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": ".", "DISPLAY": f":{UNUSED}"}) == ""


def test_a_busy_display_is_left_to_qt(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server, contextlib.ExitStack() as stack:
        server.bind("wayland-8")
        server.listen(0)
        for _ in range(2):
            waiting = stack.enter_context(socket.socket(socket.AF_UNIX))
            waiting.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                waiting.connect("wayland-8")
        monkeypatch.setattr("leaddesk.app.display._WAIT_S", 0.05)
        assert no_display({"WAYLAND_DISPLAY": "wayland-8", "XDG_RUNTIME_DIR": "."}) == ""


def test_the_command_says_it_in_words_and_ends_with_1(tmp_path):
    env = {key: text for key, text in os.environ.items() if key not in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    env |= {"DISPLAY": f":{UNUSED}", "LEADDESK_HOME": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-m", "leaddesk"], env=env, capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.returncode == 1
    assert ran.stderr == (
        f"leaddesk: there is no display to open a window on (DISPLAY names :{UNUSED}, and nothing answers there).\n"
        "Start it on a desktop, or look at it without one: leaddesk --practice --tour pictures\n"
    )
    assert list(tmp_path.iterdir()) == []
