"""A running practice server and a plain way to ask it, sharing nothing with the app's own client."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from leaddesk.practice import PracticeServer

Ask = Callable[..., httpx.Response]


def running() -> Iterator[PracticeServer]:
    server = PracticeServer()
    server.start()
    yield server
    server.stop()


server = pytest.fixture(running, name="server")
shared_server = pytest.fixture(running, name="shared_server", scope="module")


@pytest.fixture(name="ask")
def ask_fixture(server: PracticeServer) -> Ask:
    """Send one lead to the server: `ask(phone, *fields, timeout=…, **top_level_keys)`."""

    def ask(phone: str, *fields: dict[str, str], timeout: float = 10.0, **keys: Any) -> httpx.Response:
        return httpx.post(
            f"{server.base_url}/lead/load",
            headers={"X-API-KEY": server.api_key},
            json=lead_body(phone, *fields, **keys),
            timeout=timeout,
            trust_env=False,
            verify=False,
        )

    return ask


def lead_body(phone: str, *fields: dict[str, str], **keys: Any) -> dict[str, Any]:
    return {
        "campaignId": "65f00000000000000000a001",
        "dialerListId": "practice01",
        "listName": "Practice",
        "fields": [{"value": phone, "dialerField": "phone_number", "type": "Phone"}, *fields],
        **keys,
    }


@pytest.fixture
def body_of() -> Callable[..., dict[str, Any]]:
    return lead_body
