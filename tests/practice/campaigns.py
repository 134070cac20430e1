"""A plain way to ask the practice server about campaigns, sharing nothing with the app's own client."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from leaddesk.practice import PRACTICE_CAMPAIGNS, PracticeServer
from leaddesk.practice.campaign_table import campaign_id

NOW = datetime(2026, 5, 14, 15, 30, tzinfo=UTC)
_IDS = {entry.name: campaign_id(place) for place, entry in enumerate(PRACTICE_CAMPAIGNS, 1)}
MESSAGE_KEYS = ("outgoingMessage", "responseMessage", "helpMessage", "stopMessage", "startMessage")


class HandClock:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def move(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class Campaigns:
    """Asks one server about its campaigns with its own key."""

    def __init__(self, server: PracticeServer, clock: HandClock) -> None:
        self.server = server
        self.clock = clock
        self.client = httpx.Client(
            base_url=f"{server.base_url}/engage/campaigns/",
            headers={"X-API-KEY": server.api_key, "Accept": "application/json"},
            trust_env=False,
            verify=False,
            timeout=10,
        )

    @staticmethod
    def id(name: str) -> str:
        return _IDS[name]

    def board(self) -> list[dict[str, Any]]:
        answer = self.client.get(f"{self.server.base_url}/engage/campaigns")
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "application/json"
        campaigns: list[dict[str, Any]] = answer.json()
        return campaigns

    def get(self, name: str) -> Any:
        answer = self.client.get(self.id(name))
        assert answer.status_code == 200, answer.text
        return answer.json()

    def status(self, name: str) -> str:
        status: str = self.get(name)["campaignStatus"]
        return status

    def act(self, name: str, act: str, query: str = "", **sent: Any) -> httpx.Response:
        """Posts `activate`, `pause`, `messages`, `lists/activate` or `lists/pause` with the query as it stands."""
        return self.client.post(f"{self.id(name)}/{act}{query}", **sent)

    def edit(self, name: str, **texts: str | None) -> httpx.Response:
        return self.act(name, "messages", json=dict.fromkeys(MESSAGE_KEYS) | texts)


@contextmanager
def campaign_server(**options: Any) -> Iterator[Campaigns]:
    clock = HandClock()
    server = PracticeServer(clock=clock, **options)
    server.start()
    asker = Campaigns(server, clock)
    try:
        yield asker
    finally:
        asker.client.close()
        server.stop()
