"""What may be posted to the loopback listener, over real sockets, and that nothing else is taken."""

import asyncio
import contextlib
import os
import socket
import sys

import httpx
import pytest

from leaddesk.infra import event_listener
from leaddesk.infra.event_listener import LONGEST_BODY, MOST_AT_ONCE, MOST_IN_10_S, EventListener

EVENT = '{"campaignStatus":"ACTIVE","name":"Späti"}'


class Taken(list[tuple[str, str]]):
    def __call__(self, text: str, kind: str) -> None:
        self.append((text, kind))


@pytest.fixture
def taken():
    return Taken()


@pytest.fixture
async def listener(taken):
    made = EventListener(taken)
    yield made
    await made.stop()


@pytest.fixture
async def client():
    async with httpx.AsyncClient(trust_env=False) as made:
        yield made


async def test_an_event_is_taken_with_its_type_and_answered_with_nothing(listener, taken, client):
    url = await listener.start()
    answer = await client.post(url, content=EVENT, headers={"x-event-type": "MessagingCampaignStatus"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert taken == [(EVENT, "MessagingCampaignStatus")]


async def test_an_event_in_chunks_and_one_that_is_no_text_are_taken_as_what_they_are(listener, taken, client):
    async def pieces():
        yield b'{"a":'
        yield b"1}"

    url = await listener.start()
    assert (await client.post(url, content=pieces())).status_code == 204
    assert (await client.post(url, content=b"\xff\xfe")).status_code == 204
    assert taken == [('{"a":1}', ""), ("\ufffd\ufffd", "")]


async def test_it_listens_on_the_loopback_alone_and_under_another_path_each_time(listener, taken, client):
    first = await listener.start()
    second = await listener.start()
    assert first.startswith("http://127.0.0.1:")
    assert first.rpartition("/")[2] != second.rpartition("/")[2]
    assert len(second.rpartition("/")[2]) >= 32
    with pytest.raises(httpx.TransportError):
        await client.post(first, content=EVENT)
    assert taken == []


@pytest.mark.parametrize("path", ["/", "/events/", "/events/guess", "/favicon.ico"])
async def test_no_other_path_is_taken(listener, taken, client, path):
    url = httpx.URL(await listener.start()).copy_with(path=path)
    assert (await client.post(url, content=EVENT)).status_code == 404
    assert taken == []


async def test_only_a_post_is_taken(listener, taken, client):
    url = await listener.start()
    for method in ("GET", "PUT", "OPTIONS"):
        assert (await client.request(method, url)).status_code == 405
    assert taken == []


async def test_what_is_too_long_is_refused_by_its_length_and_by_its_bytes(listener, taken, client):
    async def one_more():
        yield b"x" * LONGEST_BODY
        yield b"x"

    url = await listener.start()
    assert (await client.post(url, content=b"x" * (LONGEST_BODY + 1))).status_code == 413
    with contextlib.suppress(httpx.TransportError):  # it may close while it is still being written to
        assert (await client.post(url, content=one_more())).status_code == 413
    assert (await client.post(url, content=b"x" * LONGEST_BODY)).status_code == 204
    assert [len(text) for text, _kind in taken] == [LONGEST_BODY]


async def test_too_many_in_a_short_time_are_refused(listener, taken, client):
    url = await listener.start()
    answers = [(await client.post(url, content=EVENT)).status_code for _ in range(MOST_IN_10_S + 3)]
    assert answers == [204] * MOST_IN_10_S + [429] * 3
    assert len(taken) == MOST_IN_10_S


async def test_guesses_count_against_the_limit_too(listener, taken, client):
    url = httpx.URL(await listener.start())
    answers = [(await client.post(url.copy_with(path=f"/{at}"))).status_code for at in range(MOST_IN_10_S + 1)]
    assert answers[-1] == 429


@pytest.mark.parametrize("said", [b"\x16\x03\x01\x02\x00", b"POST / HTTP/9.9\r\n\r\n", b"X: " + b"y" * 70000])
async def test_what_is_no_http_is_answered_or_dropped_and_the_next_event_is_taken(listener, taken, client, said):
    url = httpx.URL(await listener.start())
    reader, writer = await asyncio.open_connection(url.host, url.port)
    writer.write(said)
    writer.write_eof()
    assert b" 204 " not in await reader.read()
    writer.close()
    assert (await client.post(url, content=EVENT)).status_code == 204
    assert len(taken) == 1


async def test_one_that_dawdles_is_let_go(listener, taken, client, monkeypatch):
    monkeypatch.setattr(event_listener, "_PATIENCE_S", 0.05)
    url = httpx.URL(await listener.start())
    reader, writer = await asyncio.open_connection(url.host, url.port)
    writer.write(b"POST ")
    assert await asyncio.wait_for(reader.read(), 5) == b""
    writer.close()
    assert taken == []


@pytest.mark.skipif(sys.platform != "linux", reason="counts file numbers where Linux lists them")
async def test_idle_peers_take_few_of_our_file_numbers_and_an_event_is_taken_after_them(listener, taken, client):
    url = httpx.URL(await listener.start())
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    idle = []
    for _ in range(200):
        end = socket.create_connection((url.host, url.port))  # not of this loop, so that each one is a file number
        end.setblocking(False)
        idle.append(end)
        await asyncio.sleep(0)
    await asyncio.sleep(0.2)
    assert len(listener._open) <= 4 * MOST_AT_ONCE
    taken_up = len(os.listdir("/proc/self/fd")) - before - len(idle)  # noqa: PTH208
    assert taken_up <= 4 * MOST_AT_ONCE + 2
    for end in idle:
        end.close()
    await asyncio.sleep(0.1)
    assert (await client.post(url, content=EVENT)).status_code == 204
    assert len(taken) == 1


async def test_stopping_lets_go_of_whoever_is_connected_and_takes_nothing_more(listener, taken):
    url = httpx.URL(await listener.start())
    reader, writer = await asyncio.open_connection(url.host, url.port)
    writer.write(f"POST {url.path} HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf".encode())
    await asyncio.sleep(0.05)
    assert listener.is_on
    await listener.stop()
    assert not listener.is_on
    with contextlib.suppress(ConnectionResetError):
        assert b" 204 " not in await asyncio.wait_for(reader.read(), 5)
    writer.close()
    assert taken == []
