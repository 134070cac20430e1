"""What a person can do to an exchange or a number from more than one place: settle, mark, prove, list."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.exchange import Exchange
from leaddesk.domain.note import Note
from leaddesk.language import tr, tr_now
from leaddesk.services.settle_unknown import Finding, OpenUnknown
from leaddesk.ui.masking import Masking
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.tell import Tell
from leaddesk.ui.theme import Theme
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.main_window import MainWindow

if TYPE_CHECKING:  # built when asked for
    from leaddesk.app.use_cases import UseCases
    from leaddesk.domain.profile import ConnectionProfile
    from leaddesk.services.did_it_land import LandingFound
    from leaddesk.ui.proof.saving import ProofSaving
    from leaddesk.ui.views.settle_dialog import SettleDialog


class Acts(QObject):
    """Dialogs over the one window, each with its use-case behind it."""

    done = Signal()
    """Something was written into the history."""
    settled = Signal(int)
    """A person has said what became of that exchange."""

    def __init__(
        self,
        window: MainWindow,
        theme: Theme,
        times: LocalTimes,
        use: UseCases,
        scope: TaskScope,
        tell: Tell,
        operator: Callable[[], str],
        masking: Masking,
    ) -> None:
        super().__init__(window)
        self._window, self._theme, self._times = window, theme, times
        self._use, self._scope, self._tell, self._operator = use, scope, tell, operator
        self._masking = masking

    def settle(self, exchange_id: int, loaded: bool | None = None) -> None:
        """Asks what became of an open unknown and writes it down; `loaded` is what the person has said already."""

        def ask(unknown: OpenUnknown) -> None:
            from leaddesk.ui.views.settle_dialog import SettleDialog

            opening = unknown.exchange.opening
            profile = self._use.profiles.profile(opening.profile_id)
            tells = self._use.landing.can_tell(unknown.exchange, profile)
            dialog = SettleDialog(
                self._theme,
                self._window,
                unknown,
                self._times,
                self._use.clock,
                loaded=loaded,
                masking=self._masking,
                look_in=self._use.profiles.vendor(opening.vendor).name if tells else "",
            )
            dialog.found.connect(self._settle)
            if profile and tells:
                dialog.look_wanted.connect(lambda: self._look(dialog, unknown, profile))
            dialog.open()

        self._scope.run(self._use.settling.open(exchange_id), ask, self.say)

    def _look(self, dialog: SettleDialog, unknown: OpenUnknown, profile: ConnectionProfile) -> None:
        """Reads the vendor's list for the lead of an open unknown; it settles nothing."""

        def show(found: LandingFound) -> None:
            if isValid(dialog):
                facts = [tr_now(found.landing.value)]
                if found.lead_id:
                    facts.append(tr("Lead ID {lead_id}.", lead_id=found.lead_id))
                if found.created:
                    moment = self._times.moment(found.created, self._use.clock.now())
                    facts.append(tr("Created {moment}.", moment=moment))
                dialog.show_landing(" ".join(filter(None, (*facts, found.problem))))

        self._scope.run(self._use.landing.look(unknown.exchange, profile), show, self.say)

    def _settle(self, finding: Finding) -> None:
        def done(exchange: Exchange) -> None:
            if exchange.is_act:
                word = tr("It was done") if finding.loaded else tr("It was not done")
            else:
                word = tr("It was loaded") if finding.loaded else tr("It was not loaded")
            said = tr("Entry {exchange_id} is settled: {word}.", exchange_id=finding.exchange_id, word=word)
            self._tell("result", said, "", tr("Nothing was sent."))
            self.settled.emit(finding.exchange_id)
            self.done.emit()

        def failed(problem: LeadDeskError) -> None:
            self.say(problem)
            self.done.emit()  # an answer may have come in the same moment

        self._scope.run(self._use.settling.settle(finding, self._operator()), done, failed)

    def asked_not_to_be_called(self, number: str) -> None:
        """Marks a number, or offers to take its mark back."""
        self._scope.run(self._use.asked.standing(number), lambda mark: self._mark(number, mark), self.say)

    def _mark(self, number: str, mark: Note | None) -> None:
        from leaddesk.ui.views.asked_dialog import AskedDialog, UndoAskedDialog

        asked, operator = self._use.asked, self._operator
        if mark is None:
            marking = AskedDialog(self._theme, self._window, number, self._masking)
            said = tr("{number} is marked: asked not to be called.", number=self._masking.number(number))
            marking.noted.connect(lambda note: self._write(asked.mark(number, note, operator()), said))
            marking.open()
            return
        undoing = UndoAskedDialog(self._theme, self._window, mark, self._times, self._use.clock, self._masking)
        undone = tr("{number} is no longer marked.", number=self._masking.number(number))
        undoing.undone.connect(lambda reason: self._write(asked.undo(number, reason, operator()), undone))
        undoing.open()

    def _write(self, work: Any, said: str) -> None:
        def done(_note: Note) -> None:
            self._tell("result", said, "", tr("It is in the history."))
            self.done.emit()

        self._scope.run(work, done, self.say)

    def save_proof(self, exchange_id: int | None) -> None:
        """Asks for a file and saves the proof of an exchange; None is one that is not in the history."""
        self._proof_saving.save(exchange_id)

    def export_key(self) -> None:
        """Asks for a file and writes this installation's public key for those who verify proofs."""
        self._proof_saving.export_key()

    @cached_property
    def _proof_saving(self) -> ProofSaving:
        from leaddesk.ui.proof.saving import ProofSaving

        return ProofSaving(
            self._window, self._theme, self._use.proofs, self._scope, self._tell, self._use.clock, self._operator
        )

    def say(self, problem: LeadDeskError) -> None:
        """Says an operational problem in the message bar."""
        self._tell("error", problem.title, problem.detail, problem.hint)
