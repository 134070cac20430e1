"""The webhook events reach a listener on this computer, as the contract's section 8 has them, and nobody else."""

from __future__ import annotations

import json
import queue
import socket
import threading
import time
from collections.abc import Iterator
from email.message import Message
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, NamedTuple

import pytest

from leaddesk.practice import PracticeError
from tests.practice.campaigns import Campaigns, campaign_server

READY = "Renewal reminder"


class Event(NamedTuple):
    path: str
    headers: Message
    body: Any


class Listener:
    """Takes events and answers them with a status."""

    def __init__(self) -> None:
        self.events: queue.Queue[Event] = queue.Queue()
        self.status = 204
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(listener.status)
                self.send_header("Content-Length", "0")
                self.end_headers()
                listener.events.put(Event(self.path, self.headers, json.loads(body)))

            def log_message(self, *_arguments: object) -> None:
                pass

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}/hook/s3cret?x=1"

    def next(self) -> Event:
        return self.events.get(timeout=5)

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture(name="listener")
def listener_fixture() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()


@pytest.fixture(name="campaigns")
def campaigns_fixture() -> Iterator[Campaigns]:
    with campaign_server() as campaigns:
        yield campaigns


def until_delivered(campaigns: Campaigns, count: int) -> list[tuple[str, int]]:
    end = time.monotonic() + 5
    while len(campaigns.server.deliveries) < count:
        assert time.monotonic() < end, "it was never delivered"
        time.sleep(0.01)
    return [(delivery.event_type, delivery.status) for delivery in campaigns.server.deliveries]


def test_a_change_of_status_is_told_with_the_whole_campaign(campaigns: Campaigns, listener: Listener) -> None:
    campaigns.server.send_events_to(listener.url)
    started = campaigns.act(READY, "activate").json()
    event = listener.next()
    assert event.path == "/hook/s3cret?x=1"
    assert event.headers["x-event-type"] == "MessagingCampaignStatus"
    assert event.headers["x-event-origin"] == "purecallerid.app"
    assert event.headers["content-type"] == "application/json"
    assert event.body == started
    paused = campaigns.act(READY, "pause").json()
    assert listener.next().body == paused
    assert until_delivered(campaigns, 2) == [("MessagingCampaignStatus", 204)] * 2


def test_a_change_of_a_list_is_told_with_the_list(campaigns: Campaigns, listener: Listener) -> None:
    campaigns.server.send_events_to(listener.url)
    answer = campaigns.act("List answers: a campaign", "lists/pause", "?listName=Spring%20%26%20Summer%20%231")
    assert "campaignStatus" in answer.json()
    campaigns.act("List answers: a campaign", "lists/activate", "?listName=Spring%20%26%20Summer%20%231")
    event = listener.next()  # the first act changed nothing
    assert event.headers["x-event-type"] == "MessagingListStatus"
    assert (event.body["name"], event.body["status"]) == ("Spring & Summer #1", "ACTIVE")


def test_what_changes_no_status_is_not_told(campaigns: Campaigns, listener: Listener) -> None:
    campaigns.server.send_events_to(listener.url)
    campaigns.act(READY, "pause")
    campaigns.act("Refuses to start", "activate")
    for _ in range(3):
        campaigns.get("Somebody else renames it")
    campaigns.edit("Edits need no approval", helpMessage="Help")
    campaigns.act(READY, "activate")
    assert listener.next().body["name"] == READY
    assert listener.events.empty()


def test_what_somebody_else_does_and_what_is_only_claimed_is_told_too(campaigns: Campaigns, listener: Listener) -> None:
    campaigns.server.send_events_to(listener.url)
    for _ in range(3):
        campaigns.get("Somebody else starts it")
    assert listener.next().body["events"][-1]["message"] == "Activated by Robin Example"
    campaigns.act("Says stopped, stays ACTIVE", "pause")
    claimed = listener.next().body
    assert (claimed["name"], claimed["campaignStatus"]) == ("Says stopped, stays ACTIVE", "READY")
    assert campaigns.status("Says stopped, stays ACTIVE") == "ACTIVE"


def test_approval_is_told_without_a_look(listener: Listener) -> None:
    with campaign_server(approval_seconds=0.1) as campaigns:
        campaigns.server.send_events_to(listener.url)
        campaigns.edit(READY, helpMessage="Help")
        assert listener.next().body["campaignStatus"] == "PENDING_APPROVAL"
        campaigns.clock.move(0.1)
        assert listener.next().body["campaignStatus"] == "READY"


def test_any_event_can_be_sent(campaigns: Campaigns, listener: Listener) -> None:
    base = campaigns.server.switches_url
    assert campaigns.client.put(f"{base}/listener", json={"url": listener.url}).json() == {"listens": True}
    opt_out = {"eventType": "OptOut", "data": {"phone": "+12025550101"}, "endpoints": []}
    campaigns.client.post(f"{base}/events", json={"type": "OptOut", "body": opt_out})
    event = listener.next()
    assert (event.headers["x-event-type"], event.body) == ("OptOut", opt_out)
    until_delivered(campaigns, 1)
    assert campaigns.client.get(f"{base}/events").json() == [{"event_type": "OptOut", "status": 204}]
    for wrong in ("Opt\r\nOut", "Öffnen", 7):
        assert campaigns.client.post(f"{base}/events", json={"type": wrong, "body": {}}).status_code == 422


def test_events_end_when_nobody_listens_any_more(campaigns: Campaigns, listener: Listener) -> None:
    base = campaigns.server.switches_url
    campaigns.server.send_events_to(listener.url)
    campaigns.act(READY, "activate")
    listener.next()
    assert campaigns.client.put(f"{base}/listener", json={"url": None}).json() == {"listens": False}
    campaigns.act(READY, "pause")
    assert campaigns.status(READY) == "READY"
    assert listener.events.empty()
    assert until_delivered(campaigns, 1) == [("MessagingCampaignStatus", 204)]


def test_a_listener_that_refuses_or_is_gone_misses_events_and_holds_nobody_up(
    campaigns: Campaigns, listener: Listener
) -> None:
    listener.status = 429
    campaigns.server.send_events_to(listener.url)
    campaigns.act(READY, "activate")
    listener.next()
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        campaigns.server.send_events_to(f"http://127.0.0.1:{nobody.getsockname()[1]}/")
        assert campaigns.act(READY, "pause").status_code == 200
        told = until_delivered(campaigns, 2)
    assert told == [("MessagingCampaignStatus", 429), ("MessagingCampaignStatus", 0)]


def test_events_go_on_after_a_stop_and_a_start(campaigns: Campaigns, listener: Listener) -> None:
    campaigns.server.send_events_to(listener.url)
    campaigns.act(READY, "activate")
    listener.next()
    campaigns.server.stop()
    campaigns.server.start()
    url = f"{campaigns.server.base_url}/engage/campaigns/{campaigns.id(READY)}/pause"
    assert campaigns.client.post(url).status_code == 200
    assert listener.next().body["campaignStatus"] == "READY"


@pytest.mark.parametrize(
    "url",
    [
        "http://192.0.2.1/hook",
        "http://listener.example.com/hook",
        "http://localhost/hook",
        "http://0.0.0.0/hook",
        "https://127.0.0.1/hook",
        "http://user@127.0.0.1/hook",
        "http://127.0.0.1:99999/hook",
        "http://127.0.0.1.example.com/hook",
        "http://127.0.0.1/h k",
        "http://127.0.0.1/\xfc",
        "127.0.0.1:80",
        "",
    ],
)
def test_only_addresses_of_this_computer_are_taken(url: str, campaigns: Campaigns) -> None:
    with pytest.raises(PracticeError):
        campaigns.server.send_events_to(url)
    answer = campaigns.client.put(f"{campaigns.server.switches_url}/listener", json={"url": url})
    assert answer.status_code == 422
    campaigns.act(READY, "activate")
    assert campaigns.server.deliveries == ()


def test_the_path_of_the_listener_stands_in_no_text(campaigns: Campaigns, listener: Listener) -> None:
    campaigns.server.send_events_to(listener.url)
    assert "s3cret" not in f"{campaigns.server!r} {vars(campaigns.server)!r}"
