"""Keeping the history: how long, what is held, copies of it, the recovery key, and the end that the keyring remembers.

Nothing is purged, restored or accepted but by a person's act, and each act is on record in the history itself. A purge
needs a history in which every entry is as it was written: it must not take the evidence of a change away.
"""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Protocol

from leaddesk.domain.chain import Anchor, ChainReport
from leaddesk.domain.errors import LeadDeskError, StoreProblem
from leaddesk.domain.note import Note, NoteKind
from leaddesk.domain.recovery_key import read_recovery_key
from leaddesk.domain.retention import (
    HOLD_KINDS,
    LEAST_YEARS,
    MOST_YEARS,
    Holds,
    PurgeReport,
    RetentionRule,
    cutoff,
    standing_holds,
)
from leaddesk.domain.secret import Secret
from leaddesk.language import tr, tr_later, trn
from leaddesk.services.ports import Clock, Journal

Progress = Callable[[int, int], None]
"""Gets how much of how much is done."""

CONFIRMATION = "purge"
"""What a person types before a purge."""
_KEY_SHOWN = tr_later("The recovery key of the history was shown.")
_ALL = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RememberedEnd:
    """What the keyring remembers of the history's end."""

    count: int | None = None
    """How many entries; None where nothing is remembered."""
    ends_at: int = 0
    """How many entries there are now."""
    at: datetime | None = None
    """When it was last remembered in this session."""
    goes_on: bool = True
    """False where the history does not go on from what is remembered: it lost its end, or is another one."""
    trouble: str = ""
    """Why the keyring cannot say, in a sentence: it does not serve, or remembers nothing of such a history."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupMade:
    """A backup that has been written."""

    place: str
    end: Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupFound:
    """A backup that can be restored, as a look at every entry of it found it."""

    place: str
    report: ChainReport
    first: datetime | None
    last: datetime | None
    """When the earliest and the latest exchange in it were opened."""


class OtherKey(StoreProblem):
    """The key of this history does not open a backup; the recovery key of the history it was made of may."""


class HistoryKeeping(Protocol):
    """The file, its copies and its key. Every method raises StoreProblem, and KeyringProblem where it needs the key."""

    async def verify(self, progress: Progress | None = None) -> ChainReport:
        """Returns what a look at every entry finds, compared with the end that is remembered."""
        ...

    async def survey(self, before: datetime, progress: Progress | None = None) -> PurgeReport:
        """Returns what has had its time at that moment."""
        ...

    async def retire(self, report: PurgeReport, note: Note) -> int:
        """Writes the note and takes out exactly what the report names, all or nothing."""
        ...

    async def give_space_back(self) -> None:
        """Gives the space of what was purged back to the disk."""
        ...

    async def head(self) -> Anchor:
        """Returns where the chain ends now."""
        ...

    async def back_up(self, place: str, *, replace: bool, progress: Progress | None = None) -> Anchor:
        """Writes a backup, whole or not at all. Raises AlreadyThere unless it may replace a file."""
        ...

    async def look_into(self, place: str, progress: Progress | None = None, key: Secret | None = None) -> BackupFound:
        """Looks at every entry of a backup, on a copy that stays until `restore` or `let_go`.

        `key` stands for that of the history. Raises OtherKey where the backup was made with another one.
        """
        ...

    async def let_go(self) -> None:
        """Forgets the copy that was looked into, or the restore that waits for the next start."""
        ...

    async def restore(self, note: Note) -> None:
        """Writes the note into the copy and makes it the history of the next start."""
        ...

    async def restore_waits(self) -> bool:
        """Tells whether a backup waits for the next start."""
        ...

    async def recovery_key(self) -> tuple[str, ...]:
        """Returns the lines of the recovery key."""
        ...

    async def end(self) -> RememberedEnd:
        """Returns what the keyring remembers of the end."""
        ...

    async def accept_end(self) -> None:
        """Takes the present end for the right one."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How long records are kept here."""

    years: int
    rule: RetentionRule
    before: datetime
    """Records from before this time have had their years."""
    rule_is_old: bool

    @property
    def shorter_than_rule(self) -> bool:
        """Whether less is kept than the rule asks for."""
        return self.years < self.rule.years


class KeepHistory:
    """The use-case behind *Keep the history*; every method raises StoreProblem."""

    def __init__(
        self,
        keeping: HistoryKeeping,
        journal: Journal,
        clock: Clock,
        rule: RetentionRule,
        years: Callable[[], int],
        keep_years: Callable[[int], None],
        reopen: Callable[[], Awaitable[None]] | None = None,
        busy: Callable[[], bool] = lambda: False,
    ) -> None:
        """`years` and `keep_years` read and write the setting.

        `reopen` closes the history, puts in place what waits and opens it again; without it, or while `busy` says that
        a lead is on its way, a restore waits for the next start.
        """
        self._keeping = keeping
        self._journal = journal
        self._clock = clock
        self._rule = rule
        self._years = years
        self._keep_years = keep_years
        self._reopen = reopen
        self._busy = busy

    # ------------------------------------------------------------ retention

    def retention(self) -> Retention:
        """Returns how long records are kept, and the rule behind it."""
        now, years = self._clock.now(), self._years()
        return Retention(
            years=years,
            rule=self._rule,
            before=cutoff(now, years),
            rule_is_old=self._rule.needs_review(now.date()),
        )

    def set_years(self, years: int) -> Retention:
        """Keeps records for so many years from now on. Raises ValueError outside of what can be set."""
        if not LEAST_YEARS <= years <= MOST_YEARS:
            raise ValueError("that many years cannot be set")
        self._keep_years(years)
        return self.retention()

    async def report(self, progress: Progress | None = None) -> PurgeReport:
        """Looks at every entry, then returns what has had its time. Cancelling ends the look.

        Raises StoreProblem where an entry is not as it was written.
        """
        checked = await self._keeping.verify(progress)
        if not checked.intact:
            found = len(checked.problems) + checked.more
            raise StoreProblem(
                tr("Nothing can be purged from this history."),
                tr(
                    "{found} not as written: {problem}",
                    found=trn("1 entry is", "{count} entries are", found),
                    problem=checked.problems[0].sentence,
                ),
                tr("Verify the history, and ask your administrator. A purge would take evidence away."),
            )
        return await self._keeping.survey(self.retention().before, progress)

    async def purge(self, report: PurgeReport, typed: str, reason: str, operator: str) -> int:
        """Takes out what the report names, for good, and returns how many exchanges went.

        Raises LeadDeskError without the typed word or a reason, and StoreProblem, with nothing gone, when something has
        changed since the report. Space that cannot be given back to the disk is used for new entries.
        """
        if typed.strip().casefold() != CONFIRMATION:
            raise LeadDeskError(
                tr("Nothing was purged."), tr("The word “{confirmation}” was not typed.", confirmation=CONFIRMATION)
            )
        if not report.ids:
            raise LeadDeskError(tr("There is nothing to purge."), tr("Nothing was changed."))
        _need_reason(reason, tr("Say why these records may go."))
        note = self._note(NoteKind.PURGED, operator, reason=reason, text=report.words())
        gone = await self._keeping.retire(report, note)
        with contextlib.suppress(StoreProblem):
            await self._keeping.give_space_back()
        return gone

    # ------------------------------------------------------------ legal hold

    async def holds(self) -> Holds:
        """Returns the legal holds that stand."""
        return standing_holds(await self._journal.notes(kinds=HOLD_KINDS, limit=_ALL))

    async def hold(self, number: str, reason: str, operator: str) -> Holds:
        """Holds what is on record about a number, or everything where there is no number, until it is lifted.

        Raises LeadDeskError without a reason, and for a text without a digit.
        """
        number = number.strip()
        _need_reason(reason, tr("Name the case or who asked for the hold."))
        if number and not any(character.isdigit() for character in number):
            raise LeadDeskError(tr("This is not a phone number."), tr("Nothing is held."), tr("Type the number."))
        await self._journal.write_note(self._note(NoteKind.HELD, operator, number=number, reason=reason))
        return await self.holds()

    async def lift(self, number: str, reason: str, operator: str) -> Holds:
        """Lifts the hold on a number, or the one on everything. Raises LeadDeskError without a reason."""
        _need_reason(reason, tr("Say who lifted the hold."))
        await self._journal.write_note(self._note(NoteKind.RELEASED, operator, number=number, reason=reason))
        return await self.holds()

    # ------------------------------------------------------------ backup and restore

    async def back_up(self, place: str, *, replace: bool, progress: Progress | None = None) -> BackupMade:
        """Writes a backup that the same key opens. Cancelling leaves no file.

        Raises AlreadyThere unless it may replace a file.
        """
        return BackupMade(place=place, end=await self._keeping.back_up(place, replace=replace, progress=progress))

    async def look_into(self, place: str, progress: Progress | None = None, recovery_key: str = "") -> BackupFound:
        """Returns what a backup holds. Cancelling ends the look.

        A backup of another computer's history is opened with the recovery key from its paper. Raises StoreProblem that
        names what the file is, OtherKey among them, and RecoveryKeyMistake.
        """
        key = read_recovery_key(recovery_key) if recovery_key.strip() else None
        return await self._keeping.look_into(place, progress, key)

    async def let_go(self) -> None:
        """Restores nothing: neither the backup that was looked into nor one that waits for the next start."""
        await self._keeping.let_go()

    async def restore_waits(self) -> bool:
        """Tells whether a backup waits for the next start."""
        return await self._keeping.restore_waits()

    async def restore(self, found: BackupFound, reason: str, operator: str) -> bool:
        """Puts a backup that was looked into in the history's place; True at once, False at the next start.

        The present history is set aside and kept. Raises LeadDeskError without a reason, and for a backup in which an
        entry is not as it was written.
        """
        _need_reason(reason, tr("Say why the present history is set aside."))
        if not found.report.intact:
            raise LeadDeskError(
                tr("This backup is not restored."),
                tr("In it an entry is not as it was written: {problem}", problem=found.report.problems[0].sentence),
                tr("Choose an earlier backup, or ask your administrator."),
            )
        present = await self._keeping.head()
        await self._keeping.restore(restored_note(found, present, reason, operator, self._clock.now()))
        if self._reopen is None or self._busy():
            return False
        await self._reopen()
        return True

    # ------------------------------------------------------------ the key and the end

    async def recovery_key_shown(self) -> Note | None:
        """Returns the note of the last time that the recovery key was shown, None where it never was."""
        notes = await self._journal.notes(kinds=(NoteKind.REVEALED,), limit=_ALL)
        return next((note for note in notes if note.text == _KEY_SHOWN), None)

    async def recovery_key(self, operator: str) -> tuple[str, ...]:
        """Returns the lines of the recovery key, once it is on record that they are shown."""
        lines = await self._keeping.recovery_key()
        await self._journal.write_note(self._note(NoteKind.REVEALED, operator, text=_KEY_SHOWN))
        return lines

    async def end(self) -> RememberedEnd:
        """Returns what the keyring remembers of the history's end."""
        return await self._keeping.end()

    async def accept_end(self, reason: str, operator: str) -> RememberedEnd:
        """Takes the present end for the right one, on record. Raises LeadDeskError without a reason."""
        _need_reason(reason, tr("Say why this history is the right one."))
        was = await self._keeping.end()
        text = tr(
            "A file that ended at entry {ends_at} was accepted, where entry {count} was remembered.",
            ends_at=was.ends_at,
            count=was.count,
        )
        await self._journal.write_note(self._note(NoteKind.RESTORED, operator, reason=reason, text=text))
        await self._keeping.accept_end()
        return await self._keeping.end()

    def _note(self, kind: NoteKind, operator: str, *, number: str = "", reason: str = "", text: str = "") -> Note:
        return Note(at=self._clock.now(), operator=operator, kind=kind, number=number, reason=reason.strip(), text=text)


def restored_note(found: BackupFound, present: Anchor | None, reason: str, operator: str, at: datetime) -> Note:
    """Returns what goes on record in a backup that is put back; `present` is the end of what it replaces, if known."""
    ended = tr("ended at entry {count} or later and ", count=present.count) if present else ""
    text = tr(
        "From {place}, which ends at entry {count}. The history that it replaces {ended}is set aside.",
        place=PurePath(found.place).name,
        count=found.report.head.count,
        ended=ended,
    )
    return Note(at=at, operator=operator, kind=NoteKind.RESTORED, reason=reason.strip(), text=text)


def _need_reason(reason: str, hint: str) -> None:
    if not reason.strip():
        raise LeadDeskError(tr("A reason is needed."), tr("Nothing was changed."), hint)
