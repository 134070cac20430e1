"""*Save proof…* and *Export public key…*: asks for the file, and reports what was saved or why nothing was."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import PurePath
from typing import Any, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from leaddesk.domain.calling_words import and_words
from leaddesk.domain.errors import LeadDeskError
from leaddesk.language import tr
from leaddesk.services.ports import AlreadyThere, Clock
from leaddesk.services.save_proof import SavedProof, SaveProof, proof_name
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.tell import Tell
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.file_dialog import open_file_dialog

_PDF_FILTER = tr("Proof as PDF, its record beside it (*.pdf)")
_RECORD_FILTER = tr("Record alone (*.json)")
_KEY_NAME = "leaddesk-public-key.txt"


class _Write(Protocol):
    def __call__(self, place: str, *, replacing: bool) -> Coroutine[Any, Any, Any]: ...


class ProofSaving(QObject):
    """The acts behind the buttons; one for the whole window."""

    def __init__(
        self,
        parent: QWidget,
        theme: Theme,
        service: SaveProof,
        scope: TaskScope,
        tell: Tell,
        clock: Clock,
        operator: Callable[[], str],
    ) -> None:
        """`scope` is the application's: a proof that was asked for is saved, whatever place is looked at by then."""
        super().__init__(parent)
        self._parent = parent
        self._theme = theme
        self._service = service
        self._scope = scope
        self._tell = tell
        self._clock = clock
        self._operator = operator

    def save(self, exchange_id: int | None) -> None:
        """Asks where to, then saves the proof of that exchange; None is one that is not in the history."""
        if exchange_id is None:
            why = tr("This lead was not written down, and so nothing was sent.")
            self._tell("info", tr("There is nothing to prove."), why)
            return
        name = proof_name(exchange_id, self._clock.now())

        def write(place: str, *, replacing: bool) -> Coroutine[Any, Any, SavedProof]:
            return self._service.save(exchange_id, place, self._operator(), replacing=replacing)

        dialog = open_file_dialog(
            self._parent.window(),
            tr("Save proof"),
            partial(self._write, write, self._saved),
            filters=(_PDF_FILTER, _RECORD_FILTER),
            saving_as=name,
        )

        def take_kind(chosen: str) -> None:
            ending = "json" if "*.json" in chosen else "pdf"
            dialog.setDefaultSuffix(ending)
            dialog.selectFile(f"{PurePath(name).stem}.{ending}")

        dialog.filterSelected.connect(take_kind)

    def export_key(self) -> None:
        """Asks where to, then writes the public key for those who verify proofs."""

        def write(place: str, *, replacing: bool) -> Coroutine[Any, Any, str]:
            return self._service.export_key(place, replacing=replacing)

        open_file_dialog(
            self._parent.window(),
            tr("Export public key"),
            partial(self._write, write, self._exported),
            filters=(tr("Text (*.txt)"), tr("All files (*)")),
            saving_as=_KEY_NAME,
        )

    def _write(self, write: _Write, done: Callable[[Any, str], None], place: str, *, replacing: bool = False) -> None:
        self._tell(
            "info",
            tr("Saving {file}", file=PurePath(place).name),
            "",
            tr("The keyring may ask to be unlocked."),
        )
        self._scope.run(
            write(place, replacing=replacing),
            on_done=lambda value: done(value, place),
            on_problem=lambda problem: self._not_written(write, done, place, problem),
        )

    def _saved(self, saved: SavedProof, _place: str) -> None:
        places = and_words(saved.places)
        signed = tr("Signed by {fingerprint}.", fingerprint=saved.fingerprint)
        if saved.not_noted:
            why = f"{places} {saved.not_noted.sentence()}"
            self._tell("warn", tr("The proof was saved, but the history could not note it."), why, signed)
        elif not saved.key_kept:
            hint = tr("There is no keyring to keep its key: the proof says so, and the next session has another one.")
            self._tell("result", tr("Proof saved."), f"{places} {signed}", hint)
        else:
            self._tell("result", tr("Proof saved."), places, signed)

    def _exported(self, fingerprint: str, place: str) -> None:
        self._tell(
            "result",
            tr("Public key exported."),
            place,
            tr("Its fingerprint is {fingerprint}.", fingerprint=fingerprint),
        )

    def _not_written(self, write: _Write, done: Callable[[Any, str], None], place: str, problem: LeadDeskError) -> None:
        if not isinstance(problem, AlreadyThere):
            self._tell("error", problem.title, problem.detail, problem.hint)
            return
        dialog = ActDialog(
            self._theme,
            self._parent.window(),
            tr("Replace the file"),
            tr("{detail} What it holds will be lost.", detail=problem.detail),
            verb=tr("Replace"),
            role="danger",
        )
        dialog.accepted.connect(lambda: self._write(write, done, place, replacing=True))
        dialog.open()
