"""The history of a million exchanges: searching, settling, its first page; against the bare thing of each."""

from __future__ import annotations

from pathlib import Path

from .figures import Figure, figure
from .processes import child

_SEARCHES = {
    "number": "a number",
    "start": "the start of a number",
    "name": "a last name",
    "phrase": "a phrase",
}


def figures(home: Path, exchanges: int) -> list[Figure]:
    """Measures, and returns what stands in the table of it."""
    found = child("searching", str(home), str(exchanges))
    pages = child("desk", "pages", home_at=home)
    return [
        *(
            figure(
                f"search {exchanges:,} rows for {words}",
                found[what]["ours"],
                found[what]["theirs"],
                2,
                "ms",
                "bare SQLite",
            )
            for what, words in _SEARCHES.items()
        ),
        figure("settle-commit", found["settle"]["ours"], found["settle"]["theirs"], 2, "ms", "a bare SQLCipher commit"),
        figure("first page of History painted", pages["page"], pages["table"], 2, "ms", "a bare table"),
    ]
