"""A running practice dialer and a plain way to ask it, sharing nothing with the app's own client."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import httpx

from leaddesk.practice import PracticeServer

NOW = datetime(2026, 5, 14, 20, 30, 20, tzinfo=UTC)


class Dialer:
    """Asks one server as its first user; `now` is the time on the server's clock."""

    def __init__(self, mode: str = "observed", *, accents_kept: bool = False) -> None:
        self.now = NOW
        self.server = PracticeServer(
            croco_mode=mode,
            croco_accents_kept=accents_kept,
            croco_password="Practice-_1",
            clock=lambda: self.now,
        )
        self.server.start()
        self.client = httpx.Client(trust_env=False, verify=False, timeout=10)

    def post(self, form: dict[str, str] | list[tuple[str, str]] | bytes, **headers: str) -> httpx.Response:
        url = self.server.croco_base_url
        if isinstance(form, bytes):
            return self.client.post(url, content=form, headers=headers)
        body = urlencode(form).encode()
        return self.client.post(url, content=body, headers={"Content-Type": "application/x-www-form-urlencoded"})

    def call(self, function: str, **form: str) -> httpx.Response:
        login = {"user": self.server.croco_user, "pass": self.server.croco_password, "source": "test"}
        return self.post({**login, "function": function, **form})

    def add(self, line: str = "0100", **form: str) -> httpx.Response:
        """Adds the lead 720-555-line to the list 2001."""
        return self.call("add_lead", **{"phone_number": f"720555{line}", "list_id": "2001", **form})

    def said(self, line: str = "0100", **form: str) -> str:
        answer = self.add(line, **form)
        assert answer.status_code == 200
        return answer.text

    @property
    def last(self) -> dict[str, Any]:
        """What was kept of the newest lead."""
        return dict(self.server.croco_leads[-1])

    @property
    def count(self) -> int:
        return len(self.server.croco_leads)

    def close(self) -> None:
        self.client.close()
        self.server.stop()
