"""Decoding of an answer with twelve cases against `json.loads` of the same bytes, in turns."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime

from leaddesk.domain.wire import HttpResponse
from leaddesk.vendors.adapter import Sent
from leaddesk.vendors.registry import adapters

from .server import answer
from .watch import NUMBER

_ROUNDS = 300


def main() -> None:
    """Prints both lists of microseconds as JSON."""
    body = answer("litigator_twelve")
    response = HttpResponse(200, (("Content-Type", "application/json"),), body)
    adapter, sent, at = adapters()["purecallerid"], Sent(NUMBER), datetime.now(UTC)
    found: dict[str, list[float]] = {"ours": [], "theirs": []}
    for _ in range(_ROUNDS):
        found["ours"].append(_microseconds(lambda: adapter.decode_submit(response, sent, at)))
        found["theirs"].append(_microseconds(lambda: json.loads(body)))
    print(json.dumps(found))


def _microseconds(call: Callable[[], object]) -> float:
    before = time.perf_counter()
    call()
    return (time.perf_counter() - before) * 1e6


if __name__ == "__main__":
    main()
