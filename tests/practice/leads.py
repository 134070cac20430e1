"""A plain way to ask the practice server for leads, sharing nothing with the app's own client."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import httpx

from leaddesk.practice import PracticeServer

NOW = datetime(2026, 5, 14, 15, 30, tzinfo=UTC)
"""A Thursday afternoon: when the newest lead of these servers was created, and the labels' now."""


class Leads:
    """Asks one server for its leads with its own keys."""

    def __init__(self, server: PracticeServer) -> None:
        self.server = server
        self.client = httpx.Client(
            base_url=f"{server.leads_base_url}/",
            auth=(server.public_key, server.private_key),
            trust_env=False,
            verify=False,
            timeout=10,
        )

    def ask(self, **parameters: str | int) -> httpx.Response:
        return self.client.get("leads", params=parameters)

    def body(self, **parameters: str | int) -> Any:
        answer = self.ask(**parameters)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "application/json"
        return answer.json()

    def rows(self, **parameters: str | int) -> list[dict[str, Any]]:
        """The rows of one page."""
        rows: list[dict[str, Any]] = self.body(**parameters)["leads"]
        return rows

    def every(self, **parameters: str | int) -> list[dict[str, Any]]:
        """All rows that fit, in the order they came, read until a page is shorter than the first."""
        rows: list[dict[str, Any]] = []
        page = size = 1
        while True:
            found = self.rows(**{"per_page": 500, "page": page, **parameters})
            rows += found
            size = len(found) if page == 1 else size
            if not found or len(found) < size:
                return rows
            page += 1

    def ids(self, **parameters: str | int) -> list[int]:
        return [row["id"] for row in self.every(columns="id", **parameters)]


@contextmanager
def lead_server(leads: int = 5000) -> Iterator[Leads]:
    server = PracticeServer(leads=leads, clock=lambda: NOW)
    server.start()
    asker = Leads(server)
    try:
        yield asker
    finally:
        asker.client.close()
        server.stop()
