"""One exchange as the verdict view shows it: on record, decoded, assessed."""

from __future__ import annotations

from dataclasses import dataclass

from leaddesk.domain.assessment import Assessment
from leaddesk.domain.exchange import Opening, Settlement
from leaddesk.domain.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredLead:
    """What became of one lead."""

    exchange_id: int | None
    """Its number in the history; None when nothing was written down, and so nothing was sent."""
    opening: Opening
    settlement: Settlement
    verdict: Verdict
    assessment: Assessment
    """As judged at the time of the answer."""

    @property
    def raw(self) -> str:
        """The scrubbed answer as text; empty when none came."""
        response = self.settlement.response
        return response.body.decode("utf-8", "backslashreplace") if response else ""
