"""Keeps the lead form as typed, and its pins, through crashes and restarts."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal

from leaddesk.domain.errors import LeadDeskError
from leaddesk.language import tr
from leaddesk.ui.forms.lead_form import LeadForm
from leaddesk.ui.tell import HISTORY
from leaddesk.ui.views.enter_lead.destinations import DestinationCombo
from leaddesk.ui.views.enter_lead.lead_desk import LeadDesk

DRAFT = "enter-lead"
KEPT = "kept"
_DESTINATION = "destination.id"
_PAUSE_MS = 300


class LeadDrafts(QObject):
    """The form's memory: saved after each pause in the typing, brought back at the next start."""

    loaded = Signal()
    """The form holds a draft of before."""

    def __init__(self, parent: QObject, desk: LeadDesk, form: LeadForm, destination: DestinationCombo) -> None:
        super().__init__(parent)
        self._desk = desk
        self._form = form
        self._destination = destination
        self._begun = False
        """False until the draft of the last run was read, so that an empty form never overwrites it."""
        self._ended = False
        """True from the last save on: LeadDesk is closing, and the history may be closed already."""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.save)
        form.kept_changed.connect(self._save_kept)

    def restore(self, raw: Mapping[str, str], kept: Mapping[str, str]) -> None:
        """Brings pins and draft back, or offers the draft where something was typed meanwhile; saves from now on."""
        if self._ended:
            return
        self._begun = True
        pinned_meanwhile = self._form.kept()
        self._form.set_kept({*kept, *pinned_meanwhile})
        if pinned_meanwhile:
            self._save_kept()
        typed = {key for key, text in raw.items() if text and key != _DESTINATION}
        if not typed:
            return
        if any(self._form.to_raw().values()):
            self._desk.tell(
                "info", tr("There is a draft from before."), "", "", tr("Bring it back"), lambda: self._fill_in(raw)
            )
            return
        self._load(raw)
        if typed <= set(kept):
            return
        self._desk.tell("info", tr("Your draft is back."), tr("It was on the screen when LeadDesk ended."))

    def save_soon(self) -> None:
        """Saves a moment from now, however long the typing goes on."""
        if not self._ended and not self._pause.isActive():
            self._pause.start()

    def save(self) -> None:
        """Saves the form as it stands; an empty one is forgotten."""
        if not self._begun:
            return
        raw = {key: text for key, text in self._form.to_raw().items() if text}
        if raw and (target := self._destination.target):
            raw[_DESTINATION] = target.key
        self._desk.scope.run(self._desk.drafts.save_draft(DRAFT, raw), lambda _: self._desk.over(HISTORY), self._say)

    def save_now(self) -> None:
        """Saves for the last time: what happens to the form from now on is LeadDesk closing."""
        if self._pause.isActive():
            self._pause.stop()
            self.save()
        self._ended = True

    def _save_kept(self) -> None:
        if self._begun and not self._ended:
            kept = dict.fromkeys(self._form.kept(), "yes")
            self._desk.scope.run(self._desk.drafts.save_draft(KEPT, kept), on_problem=self._say)

    def _fill_in(self, raw: Mapping[str, str]) -> None:
        """Brings a draft back around what was typed meanwhile, which stays."""
        self._load({**raw, **{key: text for key, text in self._form.to_raw().items() if text}})

    def _load(self, raw: Mapping[str, str]) -> None:
        self._destination.choose(raw.get(_DESTINATION, ""))
        self._form.load({key: text for key, text in raw.items() if key != _DESTINATION})
        self.loaded.emit()

    def _say(self, problem: LeadDeskError) -> None:
        if self._ended:
            return
        self._desk.tell("error", problem.title, problem.detail, problem.hint, about=HISTORY)
