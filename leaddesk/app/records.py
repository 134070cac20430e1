"""The history while LeadDesk runs: opened after the first paint, its end remembered, closed last."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile

from leaddesk.app.options import Options
from leaddesk.app.preferences import Preferences
from leaddesk.app.questions import Questions
from leaddesk.app.shell import Shell
from leaddesk.app.use_cases import UseCases
from leaddesk.domain.errors import LeadDeskError
from leaddesk.infra.files import private_creations, private_folder
from leaddesk.infra.paths import Paths
from leaddesk.infra.threads import in_daemon_thread
from leaddesk.language import tr
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.tell import Tell

if TYPE_CHECKING:  # loaded after the first paint
    from leaddesk.infra.history.anchor_keeper import AnchorKeeper
    from leaddesk.infra.history_db import HistoryStore


class Records:
    """Holds the instance lock, the store and what watches over it."""

    def __init__(
        self,
        shell: Shell,
        options: Options,
        paths: Paths,
        use: UseCases,
        scope: TaskScope,
        tell: Tell,
        questions: Questions,
        preferences: Preferences,
        opened: Callable[[], Awaitable[None]],
    ) -> None:
        """`opened` is called after each try to open, whatever came of it."""
        self._shell, self._options, self._paths, self._use = shell, options, paths, use
        self._scope, self._tell, self._questions, self._preferences = scope, tell, questions, preferences
        self._opened = opened
        self.store: HistoryStore | None = None
        """The history once it is open."""
        self.keeper: AnchorKeeper | None = None
        """Remembers the end of an encrypted history."""
        self._lock: QLockFile | None = None
        self._only_read = False
        """Whether the history could not be written when it was opened."""
        self.is_ours = options.practice
        """Whether this copy may settle what an earlier one left open, and has its draft."""

    async def open_for_practice(self) -> None:
        """Opens a history that is forgotten at the end."""
        await self._open("memory")
        self._shell.window.show_standing_notice("")

    async def open_for_work(self) -> None:
        """Opens the history of this account, a backup that was chosen in the last run put in its place before."""
        self.is_ours = await self._is_first_copy()
        kept = await self._finish_restore() if self.is_ours else None
        if self.is_ours:
            self._scope.run(in_daemon_thread(self._sweep))
        await self._open(self._preferences.now.history_mode)
        if kept:
            self._tell("result", tr("A backup was restored."), tr("The history before it is kept: {kept}", kept=kept))

    def look_again(self) -> None:
        """Takes the notice of a history that could only be read away once it has been written."""
        if self._only_read and self.store and self.store.read_only is None:
            from leaddesk.app.history import STANDING
            from leaddesk.infra.history_key import HistoryMode

            self._only_read = False
            mode = HistoryMode.ENCRYPTED if self.store.is_encrypted else HistoryMode.PLAIN
            self._shell.window.show_standing_notice(STANDING[mode])

    async def close(self) -> None:
        """Remembers the end, closes the history and lets the lock go."""
        if self.keeper:
            await self.keeper.stop()
        if self.store:
            await self.store.close()
        if self._lock:
            self._lock.unlock()

    async def _is_first_copy(self) -> bool:
        """Takes the instance lock: only its holder may say what an earlier run left open."""
        try:
            await in_daemon_thread(private_folder, self._paths.data)
        except LeadDeskError as problem:
            self._say(problem)
            return False
        self._lock = QLockFile(str(self._paths.data / "leaddesk.lock"))
        self._lock.setStaleLockTime(0)
        with private_creations():
            locked = self._lock.tryLock(0)
        if locked:
            return True
        if self._lock.error() is QLockFile.LockError.LockFailedError:
            self._tell(
                "warn", tr("Another copy of LeadDesk is open."), "", tr("Use that one; this one settles nothing of it.")
            )
        return False

    def _sweep(self) -> None:
        """Removes what copies of LeadDesk that were killed have left of files they were writing."""
        from leaddesk.infra.unfinished import sweep_saved

        sweep_saved(self._paths.data, self._paths.config, self._paths.config / "rules")
        self._use.unfinished.sweep()

    async def _finish_restore(self) -> Path | None:
        """Puts a chosen backup in its place and returns where the history before it is kept; None without one."""
        from leaddesk.infra.history_key import finish_restore

        try:
            return await finish_restore(self._paths.data, self._use.secrets)
        except LeadDeskError as problem:
            self._say(problem)
            return None

    async def _open(self, mode: str) -> None:
        from leaddesk.app.history import HistoryOpening
        from leaddesk.app.keeping import ask_recovery_key, watch_end

        def again() -> None:
            self._scope.run(self._open(mode), on_problem=self._say)

        opening = HistoryOpening(
            folder=self._paths.data,
            secrets=self._use.secrets,
            deferred=self._use.deferred,
            browse=self._use.browse,
            scope=self._scope,
            tell=self._tell,
            over=self._shell.messages.over,
            ask_where=self._questions.where_to_keep_history,
            ask_recovery_key=lambda problem, then, anew: ask_recovery_key(
                self._shell.theme,
                self._shell.window,
                problem,
                folder=self._paths.data,
                secrets=self._use.secrets,
                scope=self._scope,
                again=then,
                anew=anew,
            ),
            show_standing=self._shell.window.show_standing_notice,
            remember_mode=lambda chosen: self._preferences.keep(history_mode=chosen),
        )
        opened = await opening.open(mode, settles=self.is_ours and not self._options.practice, again=again)
        if opened:
            self.store = opened.store
            self._only_read = opened.store.read_only is not None
            self.keeper = watch_end(opened.store, self._use)
        await self._opened()
        if opened:
            opening.say_leftovers(opened.left)

    def _say(self, problem: LeadDeskError) -> None:
        self._tell("error", problem.title, problem.detail, problem.hint)
