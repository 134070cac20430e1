"""The other side of *Pause all active*: the same posts by plain httpx, as many side by side.

`python -m bench.bare_campaigns URL ROUNDS ID…` prints milliseconds of each round as JSON: of all posts, and of two
reads of the board. The campaigns begin again before a round, and after the last one: every one of these is active.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Sequence

import httpx

from .memory_keyring import API_KEY

SIDE_BY_SIDE = 8


async def main(url: str, rounds: int, identities: Sequence[str]) -> None:
    """Takes the rounds; one before them opens the connections and is not counted."""
    found: dict[str, list[float]] = {"posts": [], "reads": []}
    async with httpx.AsyncClient(headers={"X-API-KEY": API_KEY}) as client:
        for count in range(rounds + 1):
            await client.post(f"{url}/again")
            posts = await _pause_all(client, url, identities)
            before = time.perf_counter()
            for _ in range(2):
                (await client.get(url)).raise_for_status()
            if count:
                found["posts"].append(posts)
                found["reads"].append((time.perf_counter() - before) * 1000)
        await client.post(f"{url}/again")
    print(json.dumps(found))


async def _pause_all(client: httpx.AsyncClient, url: str, identities: Sequence[str]) -> float:
    gate = asyncio.Semaphore(SIDE_BY_SIDE)

    async def post(identity: str) -> None:
        async with gate:
            (await client.post(f"{url}/{identity}/pause")).raise_for_status()

    before = time.perf_counter()
    await asyncio.gather(*map(post, identities))
    return (time.perf_counter() - before) * 1000


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), sys.argv[3:]))
