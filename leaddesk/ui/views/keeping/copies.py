"""*Backup* and *Restore*: a copy into one file, and the way back from it."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QPlainTextEdit

from leaddesk.language import grouped, tr, tr_later
from leaddesk.services.keep_history import BackupFound, BackupMade, OtherKey, Progress
from leaddesk.services.ports import AlreadyThere
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.export_dialog import ask_to_replace
from leaddesk.ui.views.keeping.section import Caution, Facts, KeepingDesk, Section, labelled
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.fact_flow import Fact
from leaddesk.ui.widgets.file_dialog import open_file_dialog
from leaddesk.ui.widgets.plaintext import marked
from leaddesk.ui.widgets.reason_field import ReasonField

REASONS = (tr("The disk was replaced"), tr("A new computer"), tr("The history is damaged"))
_FILTERS = (tr("LeadDesk backups (*.leaddesk-backup)"), tr("All files (*)"))


class BackupSection(Section):
    """One button: the rest is the file dialog of the system."""

    name = tr_later("Backup")
    icon = "download"

    def __init__(self, theme: Theme, desk: KeepingDesk) -> None:
        super().__init__(
            theme,
            desk,
            tr(
                "A backup is one file with the whole history, encrypted with the same key. It is made while you go on "
                "working. Keep it on another disk, and the printed recovery key somewhere else again: without the key "
                "nobody can read the backup."
            ),
        )
        self.back_up = self._act(Button(theme, tr("Back up…"), icon="download", role="primary"), self._ask_where)
        self.made = Facts(theme, tr("Backup made"))
        self._row(self.back_up)
        self._column.addWidget(self.made)
        self._column.addStretch()

    def _ask_where(self) -> None:
        day = self._desk.times.local(self._desk.clock.now()).date().isoformat()
        open_file_dialog(
            self.window(), tr("Back up"), self._write, filters=_FILTERS, saving_as=f"history-{day}.leaddesk-backup"
        )

    def _write(self, place: str, *, replace: bool = False) -> None:
        async def work(progress: Progress) -> BackupMade | None:
            try:
                return await self._desk.keep.back_up(place, replace=replace, progress=progress)
            except AlreadyThere:
                ask_to_replace(self._theme, self.window(), place, partial(self._write, place, replace=True))
                return None

        self.made.show_facts(())
        self._desk.start(tr("Backing up"), work, self._show)

    def _show(self, made: BackupMade | None) -> str | None:
        if made is None:
            return tr("Nothing was written yet.")
        self.made.show_facts(
            (
                Fact(tr("File"), made.place),
                Fact(tr("Entries"), grouped(made.end.count)),
                Fact(tr("Ends with"), made.end.mac.hex()[:16] or tr("nothing")),
            )
        )
        return tr("The backup is whole and ends where the history does.")


class RestoreSection(Section):
    """Looks at every entry of a backup before it can be restored."""

    name = tr_later("Restore")
    icon = "upload"

    def __init__(self, theme: Theme, desk: KeepingDesk) -> None:
        super().__init__(
            theme,
            desk,
            tr(
                "A restored backup takes the place of the present history, which is set aside and never deleted. What "
                "was written after the backup is then only in the file that was set aside."
            ),
        )
        self._found: BackupFound | None = None
        self._waits = False
        self.choose = self._act(Button(theme, tr("Choose a backup…")), self._ask_which)
        self.found = Facts(theme, tr("What the backup holds"))
        self._warning = Caution(theme)
        self._place = ""
        self.key = QPlainTextEdit()
        self.key.setTabChangesFocus(True)
        self.key.setFixedHeight(theme.px(100))
        self._other_key = labelled(
            theme,
            tr("Recovery key"),
            self.key,
            tr("The four lines from the paper of the history that the backup was made of."),
        )
        self.open = self._act(
            Button(theme, tr("Open with this key")), self._look_again, lambda: bool(self.key.toPlainText().strip())
        )
        self.reason = ReasonField(theme, REASONS, required=True)
        self.restore = self._act(Button(theme, tr("Restore"), role="danger"), self._restore, self._may_restore)
        self.forget = self._act(Button(theme, tr("Do not restore")), self._let_go)
        self._row(self.choose)
        for part in (self._other_key, self.found, self._warning, self.reason):
            self._column.addWidget(part)
        self._row(self.open, self.restore, self.forget)
        self._column.addStretch()
        self.reason.changed.connect(self.fit)
        self.key.textChanged.connect(self.fit)
        self._ask_key(False)
        self._show(None)

    def leave(self) -> None:
        """Takes a typed key off the screen."""
        self._ask_key(False)

    def refresh(self) -> None:
        """Asks whether a backup waits for the next start."""
        self._desk.start(tr("Looking for a backup"), lambda _p: self._desk.keep.restore_waits(), self._show_waiting)

    def _show_waiting(self, waits: bool) -> str | None:
        self._waits = waits
        self._show(self._found)
        return None

    def _ask_which(self) -> None:
        open_file_dialog(self.window(), tr("Choose a backup"), self._look_into, filters=_FILTERS)

    def _look_into(self, place: str, key: str = "") -> None:
        async def work(progress: Progress) -> BackupFound | OtherKey:
            try:
                return await self._desk.keep.look_into(place, progress, key)
            except OtherKey as problem:
                return problem

        self._place = place
        self._show(None)
        self._desk.start(tr("Looking at every entry of the backup"), work, self._looked)

    def _look_again(self) -> None:
        self._look_into(self._place, self.key.toPlainText())

    def _looked(self, found: BackupFound | OtherKey) -> str | None:
        self._ask_key(isinstance(found, OtherKey))
        if isinstance(found, OtherKey):
            return found.sentence()
        return self._show(found)

    def _ask_key(self, ask: bool) -> None:
        if not ask:
            self.key.clear()
        self._other_key.setVisible(ask)
        self.open.setVisible(ask)
        self.fit()

    def _show(self, found: BackupFound | None) -> str | None:
        self._found = found
        self.found.show_facts(self._facts(found) if found else ())
        may = found is not None and found.report.intact and not self._waits
        self.reason.setVisible(may)
        self.restore.setVisible(may)
        self.forget.setVisible(found is not None or self._waits)
        self._warning.set_text(self._warn(found))
        self.fit()
        if found is None:
            return None
        return (
            tr("Every entry of the backup is as it was written.")
            if found.report.intact
            else tr("Not as it was written.")
        )

    def _warn(self, found: BackupFound | None) -> str:
        if self._waits:
            return tr(
                "A backup takes the history's place at the next start. What is written until then is set aside too."
            )
        if found and not found.report.intact:
            return tr("This backup cannot be restored: {problem}", problem=marked(found.report.problems[0].sentence))
        return ""

    def _facts(self, found: BackupFound) -> tuple[Fact, ...]:
        now = self._desk.clock.now()
        span = ""
        if found.first and found.last:
            span = tr(
                "{first} to {last}",
                first=self._desk.times.moment(found.first, now),
                last=self._desk.times.moment(found.last, now),
            )
        report = found.report
        return (
            Fact(tr("File"), found.place),
            Fact(tr("Entries"), grouped(report.entries)),
            Fact(tr("Exchanges"), f"{grouped(report.exchanges)}, {span}" if report.exchanges else tr("none")),
            Fact(tr("Notes"), grouped(report.notes)),
            Fact(tr("Ends with"), report.head.mac.hex()[:16] or tr("nothing")),
        )

    def _may_restore(self) -> bool:
        return self._found is not None and bool(self.reason.reason())

    def _restore(self) -> None:
        if (found := self._found) is None:
            return
        reason, operator = self.reason.reason(), self._desk.operator()
        self._desk.start(
            tr("Restoring"), lambda _p: self._desk.keep.restore(found, reason, operator), self._restored, can_stop=False
        )

    def _restored(self, at_once: bool) -> str:
        self._found, self._waits = None, not at_once
        self._show(None)
        if at_once:
            return tr("The backup is the history now. The one before is set aside beside it.")
        return tr("The backup takes the history's place at the next start: close LeadDesk and start it again.")

    def _let_go(self) -> None:
        self._desk.start(tr("Letting the backup go"), lambda _p: self._desk.keep.let_go(), self._gone, can_stop=False)

    def _gone(self, _nothing: None) -> str:
        self._waits = False
        self._show(None)
        return tr("Nothing is restored. The history stays as it is.")
