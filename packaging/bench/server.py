"""A vendor twenty milliseconds away: takes any POST, waits, answers with one accepted lead, keeps the connection."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import UTC, datetime

from leaddesk.practice.answers import ANSWERS
from leaddesk.practice.lead_request import LeadLoad, SentField

from .watch import NUMBER

LATENCY_S = 0.020


def answer(name: str, at: datetime | None = None) -> bytes:
    """Returns the body of a practice answer, such as `litigator_twelve`, given at that time or now."""
    sent = SentField(NUMBER, "phone", "Phone")
    return json.dumps(ANSWERS[name](LeadLoad("campaign", NUMBER, (sent,), at or datetime.now(UTC)))).encode()


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    body = answer("no_block_returned")
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    try:
        while True:
            request = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", request, re.IGNORECASE)
            await reader.readexactly(int(length[1]) if length else 0)
            await asyncio.sleep(LATENCY_S)
            writer.write(head + body)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


async def main() -> None:
    """Serves until it is ended; says its port first."""
    server = await asyncio.start_server(_serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
