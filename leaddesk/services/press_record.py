"""Writes down what one press of *Pause all active* did, as it becomes known; what comes meanwhile goes together."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime

from leaddesk.domain.campaign import ActOutcome
from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.language import tr
from leaddesk.services.campaign_deed import ActResult
from leaddesk.services.paused_here import PausedHere, PausedStore, after, updated_of


class PressRecord:
    """Keeps what each campaign is after its pause, and in the end that the press has come to its end."""

    def __init__(self, kept: PausedStore, profile: ConnectionProfile, at: datetime) -> None:
        """`at` is when it was pressed."""
        self._kept = kept
        self._profile = profile
        self._at = at
        self._paused: list[PausedHere] = []
        self._not_paused: list[str] = []
        self._ended = False
        self._at_stake = False
        """Whether what is being written says of a campaign what it is."""
        self._writing: asyncio.Task[None] | None = None
        self._problem: StoreProblem | None = None

    def note(self, result: ActResult) -> None:
        """Takes a result; one that did not pause leaves nothing to restore, an unknown one stays as it is."""
        request, campaign = result.request, result.campaign
        if result.outcome is ActOutcome.UNKNOWN:
            return
        if result.outcome is ActOutcome.DONE and campaign is not None:
            self._paused.append(
                PausedHere(
                    campaign_id=request.order.campaign_id,
                    name=request.order.campaign_name,
                    at=self._at,
                    operator=request.operator,
                    status=campaign.status,
                    updated=updated_of(campaign),
                )
            )
        else:
            self._not_paused.append(request.order.campaign_id)
        self._write_soon()

    async def finish(self) -> tuple[str, ...]:
        """Waits until all is written, and returns what there is to say where it could not be."""
        self._ended = True
        self._write_soon()
        if self._writing:
            await self._writing
        if self._problem is None:
            return ()
        return (
            tr(
                "What was paused could not be kept: Restore will leave some out. {problem}",
                problem=self._problem.sentence(),
            ),
        )

    def _write_soon(self) -> None:
        if self._writing is None or self._writing.done():
            self._writing = asyncio.ensure_future(self._write())

    async def _write(self) -> None:
        while self._paused or self._not_paused or self._ended:
            self._at_stake = False
            try:
                await self._kept.change(self._profile, self._taken_in)
            except StoreProblem as problem:
                self._taken_in({})
                if self._at_stake:  # of an end that is not written the next start asks for another look at the board
                    self._problem = problem

    def _taken_in(self, texts: Mapping[str, str]) -> dict[str, str]:
        """Returns the texts with all that is known by now, which waits no longer."""
        paused, self._paused = self._paused, []
        not_paused, self._not_paused = self._not_paused, []
        ended, self._ended = self._ended, False
        self._at_stake = self._at_stake or bool(paused or not_paused)
        return after(texts, paused, not_paused, ended=ended)
