"""Saves and deletes destinations, and has it recorded when one is first used for number checks."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.profile import ConnectionProfile, Destination
from leaddesk.language import tr
from leaddesk.services.manage_profiles import ManageProfiles
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.tell import Tell
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.profiles.as_raw import DestinationDraft, dialled_place
from leaddesk.ui.views.profiles.destinations_pane import DestinationsPane
from leaddesk.ui.views.profiles.mark_for_checks import mark_in_words
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.fact_flow import Fact

RecordMark = Callable[[str], Coroutine[Any, Any, object]]
"""Writes into the history that a destination was marked for number checks; it is given the words."""


class DestinationActs(QObject):
    """*Save destination* and *Delete destination*."""

    saved = Signal()

    def __init__(
        self,
        parent: QWidget,
        theme: Theme,
        pane: DestinationsPane,
        profiles: ManageProfiles,
        scope: TaskScope,
        tell: Tell,
        record_mark: RecordMark | None,
    ) -> None:
        super().__init__(parent)
        self._parent = parent
        self._theme = theme
        self._pane = pane
        self._profiles = profiles
        self._scope = scope
        self._tell = tell
        self._record_mark = record_mark
        self._saving = False

    def save(self, profile: ConnectionProfile, destination: Destination) -> None:
        """Keeps a destination without problems, once."""
        if self._saving:
            return
        was, draft = self._pane.saved_draft()
        before = profile.destination(destination.id)
        self._saving = True
        self._scope.run(
            self._profiles.save_destination(profile.id, destination),
            on_done=lambda _none: self._saved(profile, before, destination, was, draft),
            on_problem=self._failed,
        )

    def _saved(
        self,
        profile: ConnectionProfile,
        before: Destination | None,
        destination: Destination,
        was: str,
        draft: DestinationDraft,
    ) -> None:
        self._saving = False
        self._pane.accept_saved(profile.id, destination, was, draft)
        self.saved.emit()
        place = self._place(profile, destination)
        again = before is not None and before.for_checks and self._place(profile, before) == place
        marked = destination.for_checks and not again
        if marked:
            said = tr("Destination {destination} is saved and is used for number checks.", destination=destination.name)
        else:
            said = tr("Destination {destination} is saved.", destination=destination.name)
        is_first = sum(len(one.destinations) for one in self._profiles.profiles) == 1 and before is None
        self._tell("result", said, "", tr("Press Ctrl+2 and enter the first lead.") if is_first else "")
        if self._record_mark and marked:
            words = mark_in_words(profile, destination, place)
            self._scope.run(self._record_mark(words), on_problem=self._not_recorded)

    def _place(self, profile: ConnectionProfile, item: Destination) -> tuple[tuple[str, str], ...]:
        settings = self._profiles.destination_schema(profile.vendor, item.dialer)
        return dialled_place(item.dialer, item.settings, settings)

    def _failed(self, problem: LeadDeskError) -> None:
        self._saving = False
        self._say(problem)

    def _not_recorded(self, problem: LeadDeskError) -> None:
        title = tr("The mark for number checks is saved, and is not in the history.")
        self._tell(
            "error", title, problem.sentence(), tr("Take the mark off and set it again once the history is open.")
        )

    def ask_delete(self, profile: ConnectionProfile, destination: Destination) -> None:
        """Deletes a saved destination once a person has confirmed it."""
        dialog = ActDialog(
            self._theme,
            self._parent.window(),
            tr("Delete destination {destination}", destination=destination.name),
            tr("No lead can be sent there any more. The history keeps what was sent."),
            (Fact(tr("Profile"), profile.name), Fact(tr("Dialer"), destination.dialer)),
            verb=tr("Delete"),
            role="danger",
        )
        dialog.accepted.connect(partial(self._delete, profile.id, destination))
        dialog.open()

    def _delete(self, profile_id: str, destination: Destination) -> None:
        self._scope.run(
            self._profiles.delete_destination(profile_id, destination.id),
            on_done=lambda _none: self._deleted(destination),
            on_problem=self._say,
        )

    def _deleted(self, destination: Destination) -> None:
        self._tell("result", tr("Destination {destination} is deleted.", destination=destination.name))
        self._pane.table.setFocus()

    def _say(self, problem: LeadDeskError) -> None:
        self._tell("error", problem.title, problem.detail, problem.hint)
