"""The other side of *Search leads*: the same pages fetched by a plain loop, and held as tuples or written as CSV.

`python -m bench.bare_leads fetch|hold|write URL AUTHORIZATION PAGES [FILE]` prints milliseconds as JSON, of `hold` the
bytes a row takes too.
"""

from __future__ import annotations

import csv
import gc
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

from . import watch

Values = tuple[Any, ...]


def main() -> None:
    """Does what the arguments say and prints what it took."""
    what, url, authorization, pages, *rest = sys.argv[1:]
    with httpx.Client(headers={"Authorization": authorization}) as client:
        gc.collect()
        memory, before = watch.resident_mib(), time.perf_counter()
        answers = _pages(client, httpx.URL(url), int(pages))
        rows: list[Values] = []
        if what == "hold":
            rows = [row for answer in answers for row in _tuples(answer)]
        elif what == "write":
            _write(answers, Path(rest[0]))
        else:
            for _ in answers:
                pass
        took = (time.perf_counter() - before) * 1000
    gc.collect()
    held = (watch.resident_mib() - memory) * 2**20
    print(json.dumps({"ms": took, "rows": len(rows), "row": held / max(1, len(rows))}))


def _pages(client: httpx.Client, url: httpx.URL, pages: int) -> Iterator[httpx.Response]:
    for page in range(1, pages + 1):
        yield client.get(url.copy_set_param("page", page)).raise_for_status()


def _tuples(answer: httpx.Response) -> Iterator[Values]:
    return (tuple(lead.values()) for lead in answer.json()["leads"])


def _write(answers: Iterator[httpx.Response], path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        for answer in answers:
            writer.writerows(_tuples(answer))


if __name__ == "__main__":
    main()
