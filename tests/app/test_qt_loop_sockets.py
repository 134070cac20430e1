"""Sockets and threads in the loop of the application: parts in order, no call lost, none for a socket that is gone."""

import asyncio
import socket
import threading

import pytest
from PySide6.QtWidgets import QApplication

from leaddesk.app.qt_loop import QtLoop

PARTS = [bytes([at]) * 50_000 for at in range(1, 20)]


async def test_a_reader_that_stops_and_goes_on_misses_nothing() -> None:
    ours, theirs = socket.socketpair()
    reader, writer = await asyncio.open_connection(sock=ours, limit=10_000)

    def send() -> None:
        with theirs:
            for part in PARTS:
                theirs.sendall(part)

    thread = threading.Thread(target=send)
    thread.start()
    got = await asyncio.wait_for(reader.read(-1), 10)
    thread.join()
    writer.close()
    assert got == b"".join(PARTS)


async def test_a_number_of_a_closed_socket_serves_the_next_one() -> None:
    loop = asyncio.get_running_loop()
    heard: list[str] = []

    def hear(name: str, ours: socket.socket) -> None:
        heard.append(f"{name} {ours.recv(9).decode()}")

    for name in ("first", "second"):
        ours, theirs = socket.socketpair()
        with ours, theirs:
            loop.add_reader(ours.fileno(), hear, name, ours)
            theirs.send(b"hears")
            await until_heard(heard, name)
            assert loop.remove_reader(ours.fileno())
            assert not loop.remove_reader(ours.fileno())
    assert heard == ["first hears", "second hears"]


async def until_heard(heard: list[str], name: str) -> None:
    async with asyncio.timeout(5):
        while not any(name in said for said in heard):  # noqa: ASYNC110 - a reader tells nobody
            await asyncio.sleep(0.005)


async def test_a_removed_reader_is_called_no_more() -> None:
    loop = asyncio.get_running_loop()
    heard: list[str] = []
    ours, theirs = socket.socketpair()
    with ours, theirs:
        loop.add_reader(ours.fileno(), heard.append, "old")
        loop.add_reader(ours.fileno(), lambda: heard.append(ours.recv(9).decode()))
        theirs.send(b"new")
        await until_heard(heard, "new")
        loop.remove_reader(ours.fileno())
        theirs.send(b"more")
        await asyncio.sleep(0.05)
    assert heard == ["new"]


async def test_a_reader_that_fails_is_told_to_the_loop_and_takes_nobody_along() -> None:
    loop = asyncio.get_running_loop()
    told: list[str] = []
    loop.set_exception_handler(lambda _loop, context: told.append(str(context["exception"])))
    ours, theirs = socket.socketpair()

    def fail() -> None:
        ours.recv(9)
        raise ValueError("a mistake")

    with ours, theirs:
        loop.add_reader(ours.fileno(), fail)
        theirs.send(b"x")
        await until_heard(told, "mistake")
        loop.remove_reader(ours.fileno())
    loop.set_exception_handler(None)
    assert told == ["a mistake"]


async def test_what_threads_hand_over_comes_all_and_in_their_order() -> None:
    loop = asyncio.get_running_loop()
    came: list[tuple[int, int]] = []

    def hand_over(thread: int) -> None:
        for at in range(500):
            loop.call_soon_threadsafe(came.append, (thread, at))

    threads = [threading.Thread(target=hand_over, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    async with asyncio.timeout(10):
        while len(came) < 2_000:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.005)
    loop.call_soon_threadsafe(came.append, (9, 9))  # once all before was taken over, it is called anew
    async with asyncio.timeout(10):
        while came[-1] != (9, 9):  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.005)
    for number in range(4):
        assert [at for thread, at in came if thread == number] == list(range(500))


def test_a_closed_loop_takes_nothing_from_a_thread(qapp: QApplication) -> None:
    loop = QtLoop(qapp)
    loop.close()
    with pytest.raises(RuntimeError):
        loop.call_soon_threadsafe(print, "never")
