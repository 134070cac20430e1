"""Opens the history after the first paint, asks where to keep it when no keyring serves, settles what was left open."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from leaddesk.domain.errors import KeyringProblem, StoreProblem
from leaddesk.infra.history_db import HistoryStore
from leaddesk.infra.history_key import open_history
from leaddesk.services.browse_history import BrowseHistory
from leaddesk.services.deferred_store import DeferredStore
from leaddesk.services.ports import SecretStore
from leaddesk.ui.tell import Tell
from leaddesk.ui.views.history_choice import LATER, MEMORY, PLAIN

_STANDING = {
    MEMORY: "History in memory only: a crash forgets it",
    PLAIN: "History is not encrypted",
    "encrypted": "",
}


@dataclass(frozen=True, slots=True)
class HistoryOpening:
    """The way from a start without history to one that can be written to."""

    folder: Path
    secrets: SecretStore
    deferred: DeferredStore
    browse: BrowseHistory
    tell: Tell
    ask_where: Callable[[str], Awaitable[str]]
    """Asks the person, with the reason; brings `memory`, `plain` or `later`."""
    show_standing: Callable[[str], None]
    remember_mode: Callable[[str], None]

    async def open(self, mode: str, *, settles: bool) -> HistoryStore | None:
        """Opens by mode (`ask` tries the keyring first); only the holder of the instance lock settles leftovers."""
        wanted = "encrypted" if mode == "ask" else mode
        try:
            store, wanted = await self._store(wanted)
        except StoreProblem as problem:
            self.tell("error", problem.title, problem.detail, problem.hint or "Nothing can be sent until it opens.")
            self.deferred.fail(problem)
            return None
        self.deferred.provide(store)
        self.show_standing(_STANDING[wanted])
        if settles and (left := await self.browse.settle_leftovers()):
            leads = "1 lead was" if left == 1 else f"{left} leads were"
            self.tell(
                "warn",
                f"{leads} being sent when LeadDesk ended: Outcome unknown.",
                "No answer was written down, so nobody can tell from here whether it loaded.",
                "Look in the dialer before sending again.",
            )
        return store

    async def _store(self, wanted: str) -> tuple[HistoryStore, str]:
        try:
            return await open_history(self.folder, wanted, self.secrets), wanted
        except KeyringProblem as problem:
            choice = await self.ask_where(f"{problem.title} {problem.detail}".strip())
            if choice != LATER:
                self.remember_mode(choice)
            wanted = MEMORY if choice == LATER else choice
            return await open_history(self.folder, wanted, self.secrets), wanted
