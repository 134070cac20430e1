"""Keeping the open history: its end remembered while it is open, *Keep the history*, and the way on from a lost key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.secret import Secret
from leaddesk.infra.history_key import HistoryMode, adopt_key, history_path
from leaddesk.language import tr
from leaddesk.services.ports import SecretStore
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.theme import Theme

if TYPE_CHECKING:  # loaded when somebody asks for it
    from leaddesk.app.places import Common
    from leaddesk.app.use_cases import UseCases
    from leaddesk.infra.history.anchor_keeper import AnchorKeeper
    from leaddesk.infra.history_db import HistoryStore
    from leaddesk.infra.paths import Paths
    from leaddesk.ui.views.history_keeping_dialog import HistoryKeepingDialog
    from leaddesk.ui.views.recovery_key_dialog import RecoveryKeyDialog


def watch_end(store: HistoryStore, use: UseCases) -> AnchorKeeper | None:
    """Begins to remember the end of an opened history; None for one whose key is in no keyring."""
    if not store.is_encrypted:
        return None
    from leaddesk.infra.history.anchor_keeper import AnchorKeeper

    keeper = AnchorKeeper(store, use.secrets, use.clock)
    keeper.start()
    return keeper


def open_keeping(
    common: Common,
    use: UseCases,
    paths: Paths,
    keeper: AnchorKeeper | None,
    years: Callable[[], int],
    keep_years: Callable[[int], None],
    section: str = "Retention",
) -> HistoryKeepingDialog | None:
    """Opens *Keep the history* at a section; says so and returns None while the history is not open."""
    from leaddesk.infra.history_keeping import HistoryFileKeeping
    from leaddesk.infra.retention_rule import load_retention_rule
    from leaddesk.infra.table_files import DocumentFilesOnDisk
    from leaddesk.services.keep_history import KeepHistory
    from leaddesk.ui.views.history_keeping_dialog import HistoryKeepingDialog

    store = common.store()
    if store is None:
        common.tell("warn", tr("The history is not open."), tr("There is nothing to keep yet."))
        return None
    try:
        rule, notice = load_retention_rule(paths)
    except LeadDeskError as problem:
        common.tell("error", problem.title, problem.detail, problem.hint)
        return None
    if notice:
        common.tell("warn", notice)
    keeping = HistoryFileKeeping(store, store.path, use.secrets, keeper, use.unfinished)
    dialog = HistoryKeepingDialog(
        common.theme,
        common.window,
        KeepHistory(keeping, use.deferred, use.clock, rule, years, keep_years),
        common.scope,
        common.times,
        use.clock,
        common.tell,
        common.operator,
        DocumentFilesOnDisk(use.unfinished),
        common.masking,
    )
    dialog.open(section)
    return dialog


def ask_recovery_key(
    theme: Theme,
    window: QWidget,
    problem: LeadDeskError,
    *,
    folder: Path,
    secrets: SecretStore,
    scope: TaskScope,
    again: Callable[[], None],
    anew: Callable[[], None],
) -> RecoveryKeyDialog:
    """Asks for the recovery key of the encrypted history in the folder; `again` opens it once the keyring has its key.

    `anew` sets the file aside and starts a new history.
    """
    from leaddesk.ui.views.recovery_key_dialog import RecoveryKeyDialog

    path = history_path(folder, HistoryMode.ENCRYPTED)
    assert path is not None  # noqa: S101 - only a history in memory has none
    dialog = RecoveryKeyDialog(theme, window, problem)

    def adopt(key: Secret) -> None:
        scope.run(adopt_key(secrets, path, key), lambda _done: opens(), say)

    def opens() -> None:
        if isValid(dialog):
            dialog.accept()
        again()

    def say(refusal: LeadDeskError) -> None:
        if isValid(dialog):
            dialog.say_problem(refusal)

    dialog.typed.connect(adopt)
    dialog.anew.connect(anew)
    dialog.open()
    return dialog
