"""The numbers that were last sent or checked, each once, from the end of the history.

It looks at so many entries and no further, however long the history is.
"""

from __future__ import annotations

from collections.abc import Sequence

from leaddesk.domain.exchange import ExchangeRow
from leaddesk.services.ports import Journal

MOST = 20
"""Numbers at most, unless more are asked for."""
_PAGE, _PAGES = 200, 5
"""Entries that are looked at together, and how often: acts on campaigns have no number and may stand before others."""


class RecentNumbers:
    """The use-case behind the recent numbers of the command palette, and of verdicts that go stale."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    async def newest(self, most: int = MOST) -> Sequence[ExchangeRow]:
        """Returns the newest entry of each of the last numbers, the newest first. Raises StoreProblem."""
        found: dict[str, ExchangeRow] = {}
        before: int | None = None
        for _ in range(_PAGES):
            rows = await self._journal.find(limit=_PAGE, before=before)
            for row in rows:
                if row.number:
                    found.setdefault("".join(filter(str.isdigit, row.number))[-10:], row)
            if len(found) >= most or len(rows) < _PAGE:
                break
            before = rows[-1].id
        return list(found.values())[:most]
