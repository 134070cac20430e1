"""Who looked at what is masked: on record before it is shown."""

from __future__ import annotations

from collections.abc import Callable

from leaddesk.app.use_cases import UseCases
from leaddesk.domain.errors import LeadDeskError
from leaddesk.services.reveals import LAST_FOUR, NUMBERS_AND_NAMES, Reveals
from leaddesk.ui.masking import Reveal
from leaddesk.ui.tasks import TaskScope


class RevealLog:
    """Writes each look down, and calls `done` when it is written; a history that fails shows nothing."""

    def __init__(
        self,
        use: UseCases,
        scope: TaskScope,
        operator: Callable[[], str],
        say: Callable[[LeadDeskError], None],
    ) -> None:
        self._reveals = Reveals(use.deferred, use.clock)
        self._scope, self._operator, self._say = scope, operator, say

    def last_four(self, exchange_id: int, done: Callable[[], None]) -> None:
        """Writes down that the last four digits of an exchange's case are shown; 0 where it has no number yet."""
        writing = self._reveals.write(LAST_FOUR, self._operator(), exchange_id=exchange_id or None)
        self._scope.run(writing, lambda _note: done(), self._say)

    def whole(self, reveal: Reveal, done: Callable[[], None]) -> None:
        """Writes down that whole numbers and names are shown."""
        writing = self._reveals.write(
            f"{NUMBERS_AND_NAMES}, in {reveal.what}",
            self._operator(),
            number=reveal.number,
            exchange_id=reveal.exchange_id,
            reason=reveal.reason,
        )
        self._scope.run(writing, lambda _note: done(), self._say)
