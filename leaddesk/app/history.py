"""Opens the history after the first paint, asks where to keep it when no keyring serves, settles what was left open."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from leaddesk.domain.errors import KeyringProblem, LeadDeskError, StoreProblem
from leaddesk.infra.history.store_file import NoFittingKey
from leaddesk.infra.history_db import HistoryStore
from leaddesk.infra.history_key import HistoryMode, history_path, open_history, set_aside
from leaddesk.language import tr, trn
from leaddesk.services.browse_history import BrowseHistory
from leaddesk.services.deferred_store import DeferredStore
from leaddesk.services.ports import SecretStore
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.tell import HISTORY, Tell
from leaddesk.ui.views.history_choice import LATER

READ_ONLY = tr("History can only be read")
STANDING = {
    HistoryMode.MEMORY: tr("History in memory only: a crash forgets it"),
    HistoryMode.PLAIN: tr("History is not encrypted"),
    HistoryMode.ENCRYPTED: "",
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A history that can be written to."""

    store: HistoryStore
    left: int
    """How many exchanges an earlier run left open."""


@dataclass(frozen=True, slots=True)
class HistoryOpening:
    """The way from a start without history to one that can be written to."""

    folder: Path
    secrets: SecretStore
    deferred: DeferredStore
    browse: BrowseHistory
    scope: TaskScope
    tell: Tell
    over: Callable[[str], None]
    """Takes back what was said about a cause that has gone."""
    ask_where: Callable[[str], Awaitable[str]]
    """Asks the person, with the reason; brings `memory`, `plain` or `later`."""
    ask_recovery_key: Callable[[StoreProblem, Callable[[], None], Callable[[], None]], object]
    """Asks for the printed key of a history whose own the keyring lacks; then opens again, or starts anew."""
    show_standing: Callable[[str], None]
    remember_mode: Callable[[str], None]

    async def open(self, mode: str, *, settles: bool, again: Callable[[], None]) -> Opened | None:
        """Opens by mode (`ask` tries the keyring first); only the holder of the instance lock settles leftovers.

        When it cannot be opened the person is told and may try again, which calls `again`.
        """
        wanted = HistoryMode.ENCRYPTED if mode == "ask" else HistoryMode(mode)
        try:
            store, wanted = await self._store(wanted)
            left = await self._settle(store) if settles and store.read_only is None else 0
        except StoreProblem as problem:
            self.deferred.fail(problem)
            self._say(problem, wanted, again)
            return None
        self.deferred.provide(store)
        self.over(HISTORY)
        if why := store.read_only:
            self.show_standing(READ_ONLY)
            self.tell(
                "warn", why.title, tr("{detail} It can be read meanwhile.", detail=why.detail), why.hint, about=HISTORY
            )
            return Opened(store, left)
        self.show_standing(STANDING[wanted])
        return Opened(store, left)

    def say_leftovers(self, left: int) -> None:
        """Says how many leads were on their way when the last run ended."""
        if left:
            self.tell(
                "warn",
                trn(
                    "1 lead was being sent when LeadDesk ended: Outcome unknown.",
                    "{count} leads were being sent when LeadDesk ended: Outcome unknown.",
                    left,
                ),
                tr("No answer was written down, so nobody can tell from here whether it loaded."),
                tr("Look in the dialer before sending again."),
            )

    async def _settle(self, store: HistoryStore) -> int:
        try:
            return await self.browse.settle_leftovers(store)
        except StoreProblem:
            await store.close()
            raise

    def _say(self, problem: StoreProblem, wanted: HistoryMode, again: Callable[[], None]) -> None:
        detail = tr("{detail} Nothing can be sent until the history opens.", detail=problem.detail)
        if problem.can_retry:
            self.tell("error", problem.title, detail, problem.hint, tr("Try again"), again, HISTORY)
            return

        def anew() -> None:
            self.scope.run(self._set_aside(wanted, again), on_problem=self._say_plainly)

        if isinstance(problem, NoFittingKey):

            def ask() -> None:
                self.ask_recovery_key(problem, again, anew)

            self.tell("error", problem.title, detail, problem.hint, tr("Type the recovery key…"), ask, HISTORY)
            return
        self.tell("error", problem.title, detail, problem.hint, tr("Set aside, start anew"), anew, HISTORY)

    def _say_plainly(self, problem: LeadDeskError) -> None:
        self.tell("error", problem.title, problem.detail, problem.hint)

    async def _set_aside(self, wanted: HistoryMode, again: Callable[[], None]) -> None:
        """Keeps a history that cannot be read under another name, and starts a new one."""
        if path := history_path(self.folder, wanted):
            kept = await set_aside(path)
            self.tell("result", tr("A new history was started."), tr("The old file is kept: {kept}", kept=kept))
        again()

    async def _store(self, wanted: HistoryMode) -> tuple[HistoryStore, HistoryMode]:
        try:
            return await open_history(self.folder, wanted, self.secrets), wanted
        except KeyringProblem as problem:
            choice = await self.ask_where(f"{problem.title} {problem.detail}".strip())
            if choice != LATER:
                self.remember_mode(choice)
            wanted = HistoryMode.MEMORY if choice == LATER else HistoryMode(choice)
            return await open_history(self.folder, wanted, self.secrets), wanted
