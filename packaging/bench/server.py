"""A vendor twenty milliseconds away: waits before each answer and keeps the connection.

It knows two hundred plain campaigns, fifty of them active, and begins them `again`, for every act leaves a line in a
campaign's events; any other request is answered with one accepted lead.
"""

from __future__ import annotations

import asyncio
import copy
import json
import re
from datetime import UTC, datetime

from leaddesk.practice.answers import ANSWERS
from leaddesk.practice.campaign_account import CampaignAccount
from leaddesk.practice.campaign_book import CampaignBook
from leaddesk.practice.lead_request import LeadLoad, SentField

from .watch import NUMBER

LATENCY_S = 0.020
CAMPAIGNS = 200
_CAMPAIGNS = "/api/public/engage/campaigns"


def answer(name: str, at: datetime | None = None) -> bytes:
    """Returns the body of a practice answer, such as `litigator_twelve`, given at that time or now."""
    sent = SentField(NUMBER, "phone", "Phone")
    return json.dumps(ANSWERS[name](LeadLoad("campaign", NUMBER, (sent,), at or datetime.now(UTC)))).encode()


class Vendor:
    """What there is to answer."""

    def __init__(self) -> None:
        self._first = CampaignBook(CampaignAccount(CAMPAIGNS))
        self._book = copy.deepcopy(self._first)
        self._lead = answer("no_block_returned")

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answers the requests of one connection, one after the other."""
        try:
            while True:
                request = await reader.readuntil(b"\r\n\r\n")
                length = re.search(rb"content-length: (\d+)", request, re.IGNORECASE)
                await reader.readexactly(int(length[1]) if length else 0)
                await asyncio.sleep(LATENCY_S)
                writer.write(_whole(self.answer_to(request.split(None, 2)[1].decode("ascii"))))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    def answer_to(self, path: str) -> bytes:
        """Returns the body that a request for this path is answered with, after it was carried out."""
        if not path.startswith(_CAMPAIGNS):
            return self._lead
        match path.removeprefix(_CAMPAIGNS).split("/")[1:]:
            case [identity, "pause"]:
                campaign = self._book.find(identity)
                self._book.pause(campaign)
                return campaign.encoded()
            case ["again"]:
                self._book = copy.deepcopy(self._first)
            case [identity]:
                return self._book.read(identity).encoded()
        return self._book.board()


def _whole(body: bytes) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode("ascii") + body


async def main() -> None:
    """Serves until it is ended; says its port first."""
    server = await asyncio.start_server(Vendor().serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
