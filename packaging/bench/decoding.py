"""Decoding of an answer with twelve cases against `json.loads` of the same bytes, in turns; and of Croco-Dial's lines.

The lines are those of the largest answer on record, held against `str.splitlines` of them.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from leaddesk.domain.wire import HttpResponse
from leaddesk.vendors.adapter import Sent
from leaddesk.vendors.registry import adapters

from .server import answer
from .watch import NUMBER

_ROUNDS = 300
_RECORDED = Path(__file__).parents[2] / "tests" / "vendors" / "crocodial" / "observed.json"


def main() -> None:
    """Prints both lists of microseconds of each vendor as JSON."""
    body = answer("litigator_twelve")
    lines = largest_recorded()
    text = lines.decode()
    found = {
        "cases": _turns("purecallerid", body, "application/json", lambda: json.loads(body)),
        "lines": _turns("crocodial", lines, "text/html; charset=utf-8", text.splitlines),
    }
    print(json.dumps(found | {"bytes": len(lines)}))


def largest_recorded() -> bytes:
    """Returns the longest body that a Croco-Dial server was recorded with."""
    cases = json.loads(_RECORDED.read_text(encoding="utf-8"))["cases"]
    return max((str(case["response"]["body"]).encode() for case in cases), key=len)


def _turns(vendor: str, body: bytes, content_type: str, plain: Callable[[], object]) -> dict[str, list[float]]:
    response = HttpResponse(200, (("Content-Type", content_type),), body)
    adapter, sent, at = adapters()[vendor], Sent(NUMBER), datetime.now(UTC)
    found: dict[str, list[float]] = {"ours": [], "theirs": []}
    for _ in range(_ROUNDS):
        found["ours"].append(_microseconds(lambda: adapter.decode_submit(response, sent, at)))
        found["theirs"].append(_microseconds(plain))
    return found


def _microseconds(call: Callable[[], object]) -> float:
    before = time.perf_counter()
    call()
    return (time.perf_counter() - before) * 1e6


if __name__ == "__main__":
    main()
