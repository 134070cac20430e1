"""Decoding of an answer with twelve cases against `json.loads` of the same bytes, in turns; and of Croco-Dial's lines.

The lines are those of the largest answer on record, read with what its request sent, as the app does. Both sides begin
with the same bytes: against them stand their decoding and `str.splitlines`.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from leaddesk.domain.wire import HttpResponse, RequestRecord
from leaddesk.vendors.adapter import Sent
from leaddesk.vendors.registry import adapters

from .server import answer
from .watch import NUMBER

_ROUNDS = 300
_RECORDED = Path(__file__).parents[2] / "tests" / "vendors" / "crocodial" / "observed.json"


def main() -> None:
    """Prints both lists of microseconds of each vendor as JSON."""
    body = answer("litigator_twelve")
    lines, sent = largest_recorded()
    found = {
        "cases": _turns("purecallerid", body, Sent(NUMBER), lambda: json.loads(body)),
        "lines": _turns("crocodial", lines, sent, lambda: lines.decode().splitlines()),
    }
    print(json.dumps(found | {"bytes": len(lines)}))


def largest_recorded() -> tuple[bytes, Sent]:
    """Returns the longest body that a Croco-Dial server was recorded with, and what had been sent."""
    cases = json.loads(_RECORDED.read_text(encoding="utf-8"))["cases"]
    case = max(cases, key=lambda case: len(str(case["response"]["body"]).encode()))
    form = urlencode([tuple(pair) for pair in case["request"]["form"]])
    sent = adapters()["crocodial"].recall_sent(RequestRecord("POST", "", (), form))
    return str(case["response"]["body"]).encode(), sent


def _turns(vendor: str, body: bytes, sent: Sent, plain: Callable[[], object]) -> dict[str, list[float]]:
    response = HttpResponse(200, (), body)
    adapter, at = adapters()[vendor], datetime.now(UTC)
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
