"""Duplicates and deletes profiles, and forgets their secrets; what cannot be undone is asked first."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.language import tr
from leaddesk.services.manage_profiles import ManageProfiles
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.tell import Tell
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.fact_flow import Fact


class ProfileActs(QObject):
    """*Duplicate profile*, *Delete profile* and *Forget …*."""

    duplicated = Signal(object)
    """The profile that was added."""
    deleted = Signal()
    forgotten = Signal(object)
    """The profile whose secret was forgotten."""

    def __init__(self, parent: QWidget, theme: Theme, profiles: ManageProfiles, scope: TaskScope, tell: Tell) -> None:
        super().__init__(parent)
        self._parent = parent
        self._theme = theme
        self._profiles = profiles
        self._scope = scope
        self._tell = tell

    def duplicate(self, profile: ConnectionProfile) -> None:
        """Adds a copy of a profile, without its secrets."""
        self._scope.run(self._profiles.clone_profile(profile.id), on_done=self._duplicated, on_problem=self._say)

    def _duplicated(self, profile: ConnectionProfile) -> None:
        self.duplicated.emit(profile)
        self._tell(
            "result",
            tr("{profile} is added.", profile=profile.name),
            "",
            tr("Its secrets are not copied: type them anew."),
        )

    def ask_delete(self, profile: ConnectionProfile) -> None:
        """Deletes a profile once a person has confirmed it."""
        count = len(profile.destinations)
        self._ask(
            tr("Delete profile {profile}", profile=profile.name),
            tr("The profile, its destinations and its secrets are deleted. The history keeps what was sent."),
            (Fact(tr("Address"), profile.base_url), Fact(tr("Destinations"), str(count))),
            tr("Delete"),
            partial(self._delete, profile),
        )

    def _delete(self, profile: ConnectionProfile) -> None:
        self._scope.run(
            self._profiles.delete_profile(profile.id),
            on_done=lambda _none: self._deleted(profile),
            on_problem=self._say,
        )

    def _deleted(self, profile: ConnectionProfile) -> None:
        self._tell("result", tr("Profile {profile} is deleted.", profile=profile.name))
        self.deleted.emit()

    def ask_forget(self, profile: ConnectionProfile, slot: str, label: str) -> None:
        """Forgets a secret, which goes by that label, once a person has confirmed it."""
        self._ask(
            tr("Forget {label} of {profile}", label=label, profile=profile.name),
            tr(
                "The {label} is deleted here. Nothing can be sent with this profile until it is typed anew.",
                label=label,
            ),
            (Fact(tr("Address"), profile.base_url),),
            tr("Forget"),
            partial(self._forget, profile, slot),
        )

    def _forget(self, profile: ConnectionProfile, slot: str) -> None:
        self._scope.run(
            self._profiles.forget_secret(profile, slot),
            on_done=lambda _none: self.forgotten.emit(profile),
            on_problem=self._say,
        )

    def _ask(self, title: str, text: str, facts: tuple[Fact, ...], verb: str, act: partial[None]) -> None:
        dialog = ActDialog(self._theme, self._parent.window(), title, text, facts, verb=verb, role="danger")
        dialog.accepted.connect(act)
        dialog.open()

    def _say(self, problem: LeadDeskError) -> None:
        self._tell("error", problem.title, problem.detail, problem.hint)
