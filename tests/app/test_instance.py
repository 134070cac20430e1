"""One window: what a later start hands over, and that a peer which stalls or lies holds up nobody."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QWidget

from leaddesk.app import listener as listening
from leaddesk.app.instance import HAND_OVER_S, Instance, server_name
from leaddesk.app.listener import LINE_CAP, MOST_PEERS, Calls, LinkEvents, bring_forward
from leaddesk.app.options import Options
from leaddesk.infra.paths import Paths

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="speaks to the socket's file as POSIX has it")

NUMBER = "202-555-0123"
RUNNING = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from leaddesk.app.instance import Instance
from leaddesk.app.listener import Calls
from leaddesk.infra.paths import Paths

def say(*words):
    print(*words, flush=True)

app = QCoreApplication([])
instance = Instance(Paths(*(Path(sys.argv[1]) for _ in range(4))), practice=False)
say(instance.listen(Calls(lambda n: say("check", n), lambda why: say("refuse", why), lambda: say("forward"))))
QTimer.singleShot(20_000, app.quit)
app.exec()
"""


LYING = """
import socket, sys, time
server = socket.socket(socket.AF_UNIX)
server.bind(sys.argv[1])
server.listen()
print("listening", flush=True)
end, _ = server.accept()
try:
    end.sendall(bytes.fromhex(sys.argv[2]))
except OSError:
    pass
if sys.argv[3] == "1":
    end.recv(64)
    end.close()
time.sleep(20)
"""


class Asked(list):
    """What the running copy was asked."""

    def calls(self) -> Calls:
        return Calls(
            check=lambda number: self.append(("check", number)),
            refuse=lambda why: self.append(("refuse", why)),
            come_forward=lambda: self.append("forward"),
        )


@pytest.fixture
def paths(monkeypatch, tmp_path):
    folder = tempfile.mkdtemp(prefix="ld-", dir="/tmp")
    monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
    yield Paths(*(tmp_path for _ in range(4)))
    shutil.rmtree(folder)


@pytest.fixture
def name(paths):
    return server_name(paths.data, practice=False)


@pytest.fixture
def asked():
    return Asked()


@pytest.fixture
def running(paths, asked, qapp):
    instance = Instance(paths, practice=False)
    assert instance.listen(asked.calls())
    yield instance
    instance.close()


@contextlib.contextmanager
def peer(name, said=b""):
    with socket.socket(socket.AF_UNIX) as end:
        end.settimeout(3)
        end.connect(name)
        end.sendall(said)
        yield end


def is_let_go(end) -> bool:
    """Tells whether the running copy has hung up; it may have said ok before."""
    end.setblocking(False)
    try:
        return bool(end.recv(64) == b"")
    except BlockingIOError:
        return False
    except ConnectionResetError:
        return True


# ---------------------------------------------------------------- a later start


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (Options(check=NUMBER), ["forward", f"check {NUMBER}"]),
        (Options(), ["forward"]),
        (
            Options(refusal="The link is damaged."),
            ["forward", "refuse A link was not followed: it names no number that LeadDesk can check."],
        ),
    ],
)
def test_a_later_start_is_taken_by_the_copy_that_runs(paths, options, said):
    command = [sys.executable, "-c", RUNNING, str(paths.data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        try:
            assert child.stdout is not None
            assert child.stdout.readline() == "True\n"
            began = time.monotonic()
            assert Instance(paths, practice=False).hand_over(options)
            assert time.monotonic() - began < HAND_OVER_S
            assert not Instance(paths, practice=True).hand_over(options), "practice mode is another copy"
            assert [child.stdout.readline().strip() for _ in said] == said
        finally:
            child.kill()
    assert not Instance(paths, practice=False).hand_over(options), "a copy that was killed takes nothing"


def test_where_nobody_runs_the_start_loads_nothing_for_it(paths):
    code = (
        "import sys; from pathlib import Path; from leaddesk.app.instance import Instance;"
        "from leaddesk.app.options import Options; from leaddesk.infra.paths import Paths;"
        f"taken = Instance(Paths(*[Path({str(paths.data)!r})] * 4), practice=False).hand_over(Options(check='911'));"
        "print(taken, [m for m in ('PySide6.QtNetwork', 'leaddesk.app.listener', 'socket') if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert ran.stdout == "False []\n"


def test_a_tour_is_never_handed_over(running, paths):
    assert not Instance(paths, practice=False).hand_over(Options(tour=Path("pictures")))


@pytest.mark.parametrize(
    "answer", [b"", b"no\n", b"ok", b"o", b"k\nok\n", b"\0" * 20_000], ids=lambda answer: repr(answer[:8])
)
@pytest.mark.parametrize("hangs_up", [True, False])
def test_a_copy_that_stalls_or_lies_holds_up_no_start(paths, name, monkeypatch, answer, hangs_up):
    clear_at_once = hangs_up or len(answer) >= len(b"ok\n")
    monkeypatch.setattr("leaddesk.app.instance.HAND_OVER_S", 5 if clear_at_once else 0.4)
    # A process of its own: a thread would wait for the interpreter that the start holds while it waits.
    command = [sys.executable, "-I", "-c", LYING, name, answer.hex(), str(int(hangs_up))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        try:
            assert child.stdout is not None
            assert child.stdout.readline() == "listening\n"
            began = time.monotonic()
            taken = Instance(paths, practice=False).hand_over(Options(check=NUMBER))
            took = time.monotonic() - began
        finally:
            child.kill()
    assert not taken
    assert took < 2


def test_a_copy_that_never_takes_the_connection_is_given_up(paths, name, monkeypatch):
    monkeypatch.setattr("leaddesk.app.instance.HAND_OVER_S", 0.3)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(name)
        server.listen(0)
        began = time.monotonic()
        for _ in range(3):
            assert not Instance(paths, practice=False).hand_over(Options())
        assert time.monotonic() - began < 2


# ---------------------------------------------------------------- the running copy


def test_the_socket_is_this_accounts_alone(running, name):
    mode = Path(name).stat().st_mode
    assert stat.S_ISSOCK(mode)
    assert not stat.S_IMODE(mode) & 0o077, "nobody else may even connect"


def test_a_second_copy_does_not_take_the_name_over(running, paths, name, asked, qtbot):
    second = Instance(paths, practice=False)
    assert not second.listen(Asked().calls())
    second.close()
    with peer(name, b"raise\n"):
        qtbot.waitUntil(lambda: asked == ["forward"])


def test_what_a_killed_copy_left_behind_is_replaced(paths, name, qtbot, asked):
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(name)
    assert Path(name).exists()
    instance = Instance(paths, practice=False)
    assert instance.listen(asked.calls())
    with peer(name, b"check +12025550123\n") as end:
        qtbot.waitUntil(lambda: asked == ["forward", ("check", "+12025550123")])
        assert end.recv(64) == b"ok\n"
    instance.close()
    assert not Path(name).exists()


@pytest.mark.parametrize(
    "said",
    [
        *(b"\n", b"check\n", b"check \n", b"check hello\n", b"send 2025550123\n", b"CHECK 2025550123\n"),
        *(b"check 202\x1b5550123\n", b"check \xff\xfe2025550123\n", b"check " + b"2" * 41 + b"\n", b"raise now\n"),
        *(b"refused <b>you</b>\n", b" raise\n", b"\0" * LINE_CAP + b"\n", b"x" * (LINE_CAP + 1), b"x" * 1_000_000),
        *(b'{"check": "2025550123"}\n', b"GET / HTTP/1.1\r\n\r\n"),
    ],
    ids=lambda said: repr(said[:24]),
)
def test_a_peer_that_says_anything_else_is_dropped_unheard(running, name, asked, qtbot, said):
    with socket.socket(socket.AF_UNIX) as end:
        end.connect(name)
        end.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            end.send(said)
        qtbot.waitUntil(lambda: is_let_go(end), timeout=1000)
    assert asked == []


def test_only_the_first_line_of_a_peer_is_heard_and_it_may_come_in_pieces(running, name, asked, qtbot):
    with peer(name, b"che") as end:
        qtbot.wait(20)
        end.sendall(b"ck 2025550123\ncheck 2025550199\nraise\n")
        qtbot.waitUntil(lambda: len(asked) == 2)
        with contextlib.suppress(OSError):
            end.sendall(b"raise\n")
        qtbot.wait(50)
    assert asked == ["forward", ("check", "2025550123")]


def test_a_peer_that_gave_up_waiting_is_not_obeyed_later(running, name, asked, qtbot):
    with peer(name, b"check 2025550123\n"):
        pass  # gone before the running copy looks
    with peer(name, b"raise\n") as end:
        qtbot.waitUntil(lambda: asked != [])
        assert end.recv(64) == b"ok\n"
    assert asked == ["forward"]


def test_silent_peers_are_few_and_let_go_in_time(running, name, asked, qtbot, monkeypatch):
    monkeypatch.setattr(listening, "PEER_S", 1.0)
    with contextlib.ExitStack() as stack:
        silent = []
        for _ in range(3 * MOST_PEERS):
            silent.append(stack.enter_context(peer(name)))
            QCoreApplication.processEvents()
        qtbot.waitUntil(lambda: sum(is_let_go(end) for end in silent) >= 2 * MOST_PEERS, timeout=800)
        qtbot.waitUntil(lambda: all(is_let_go(end) for end in silent), timeout=4000)
        end = stack.enter_context(peer(name, b"raise\n"))
        qtbot.waitUntil(lambda: asked == ["forward"])
        assert end.recv(64) == b"ok\n"


def test_closing_lets_everybody_go(paths, name, asked, qtbot):
    instance = Instance(paths, practice=False)
    instance.listen(asked.calls())
    with peer(name) as end:
        qtbot.wait(20)
        instance.close()
        qtbot.waitUntil(lambda: is_let_go(end), timeout=500)
    assert not Instance(paths, practice=False).hand_over(Options())


# ---------------------------------------------------------------- names


def test_every_account_folder_and_mode_has_its_own_name(paths, monkeypatch):
    mine = server_name(paths.data, practice=False)
    others = {server_name(paths.data, practice=True), server_name(paths.data / "other", practice=False)}
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    others.add(server_name(paths.data, practice=False))
    assert len(others | {mine}) == 4
    assert mine not in others


def test_a_path_too_long_for_a_socket_is_not_taken(paths, monkeypatch, tmp_path):
    deep = tmp_path / ("d" * 90)
    deep.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(deep))
    monkeypatch.delenv("TMPDIR", raising=False)
    assert server_name(paths.data, practice=False).startswith("/tmp/leaddesk-")
    monkeypatch.setenv("XDG_RUNTIME_DIR", "relative")
    assert server_name(paths.data, practice=False).startswith("/tmp/leaddesk-")


def test_a_socket_of_another_account_is_not_asked(running, paths, monkeypatch):
    uid = os.getuid()
    instance = Instance(paths, practice=False)
    monkeypatch.setattr(os, "getuid", lambda: uid + 1)
    monkeypatch.setattr("PySide6.QtNetwork.QLocalSocket", None)
    assert not instance.hand_over(Options(check=NUMBER))


# ---------------------------------------------------------------- links and the window


def test_links_from_the_desktop_wait_until_somebody_listens(qapp, asked):
    links = LinkEvents(qapp)
    try:
        for link in ("leaddesk://check?phone=2025550199", f"leaddesk://check?phone={NUMBER}"):
            qapp.sendEvent(qapp, QFileOpenEvent(QUrl(link)))
        qapp.sendEvent(qapp, QFileOpenEvent(QUrl("file:///tmp/anything")))
        assert asked == []
        links.listen(asked.calls())
        assert asked == ["forward", ("check", NUMBER)]
        qapp.sendEvent(qapp, QFileOpenEvent(QUrl("leaddesk://send?phone=2025550123")))
        assert asked[2:] == ["forward", ("refuse", "The link asks for something else than checking a number.")]
    finally:
        qapp.removeEventFilter(links)
        links.deleteLater()


@pytest.mark.qt_log_ignore(r"does not support raise\(\)")
def test_a_window_comes_forward_also_from_the_task_bar(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.showMinimized()
    bring_forward(window)
    assert window.isVisible()
    assert not window.isMinimized()
