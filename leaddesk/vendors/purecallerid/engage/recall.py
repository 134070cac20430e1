"""Knows a campaign again that stands in a list letter for letter as it did when it was last read.

A workspace is looked at every half minute, and most of its campaigns are as they were: to read two thousand of them
anew takes a fifth of a second each time, and to compare their text almost none.
"""

from __future__ import annotations

from collections.abc import Sequence

from leaddesk.domain.campaign import Campaign

Told = tuple[str, Campaign]
"""An element's text, and what was read from it."""


class Recall:
    """One reading of a list, along the one before; campaigns mostly come in the same order."""

    def __init__(self, before: Sequence[Told]) -> None:
        """`before` is `told` of the last reading."""
        self._before = before
        self._places = {campaign.id: place for place, (_, campaign) in enumerate(before)}
        self._next = 0
        self.told: list[Told] = []
        """Everything that was read, or known again, in its order."""

    def at(self, text: str, start: int) -> Told | None:
        """Returns the campaign whose text begins there, if it is the one that is due; an object's text has one end."""
        if self._next >= len(self._before):
            return None
        told = self._before[self._next]
        if not text.startswith(told[0], start):
            return None
        self._next += 1
        self.told.append(told)
        return told

    def learn(self, text: str, campaign: Campaign) -> None:
        """Takes a campaign that was read."""
        self.told.append((text, campaign))
        self.pass_by(campaign.id)

    def pass_by(self, campaign_id: str) -> None:
        """Takes the campaign behind this one as the next that is due."""
        self._next = self._places.get(campaign_id, self._next - 1) + 1
