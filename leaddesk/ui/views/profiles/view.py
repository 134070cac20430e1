"""The place *Profiles*: list, editor, destinations.

Changes that are not saved are kept for as long as LeadDesk runs, whatever is chosen meanwhile; nothing typed is lost
by looking elsewhere. Secrets go to the keyring, or for this session only; never anywhere else.

*Test connection* works on what is saved, so it saves first: who has just typed a key wants to know whether it is right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from leaddesk.domain.errors import KeyringProblem, LeadDeskError
from leaddesk.domain.profile import ConnectionProfile, Destination
from leaddesk.domain.secret import Secret
from leaddesk.language import tr
from leaddesk.services.manage_profiles import ManageProfiles, SecretState
from leaddesk.services.ports import Clock
from leaddesk.services.transfer_profiles import TransferProfiles
from leaddesk.services.try_connection import TryConnection
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.tell import Tell
from leaddesk.ui.theme import Theme
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.profiles.as_raw import ProfileDraft
from leaddesk.ui.views.profiles.columns import ProfileColumns
from leaddesk.ui.views.profiles.connection_tester import ConnectionTester
from leaddesk.ui.views.profiles.destination_acts import DestinationActs, RecordMark
from leaddesk.ui.views.profiles.destinations_pane import DestinationsPane
from leaddesk.ui.views.profiles.profile_acts import ProfileActs
from leaddesk.ui.views.profiles.profile_editor import ProfileEditor
from leaddesk.ui.views.profiles.profile_list import ProfileLine, ProfileList
from leaddesk.ui.views.profiles.transfer import Transfer

_NEW = ""
"""Stands for the id of a profile that was never saved."""


class ProfilesView(ProfileColumns):
    """The place; it starts at the list."""

    def __init__(
        self,
        theme: Theme,
        profiles: ManageProfiles,
        scope: TaskScope,
        tell: Tell,
        *,
        connection: TryConnection,
        transfer: TransferProfiles,
        times: LocalTimes,
        clock: Clock,
        record_mark: RecordMark | None = None,
    ) -> None:
        """Builds the place; `record_mark` writes into the history that a destination is used for number checks."""
        super().__init__(theme)
        self._profiles = profiles
        self._scope = scope
        self._tell = tell
        self._current: str | None = None
        self._drafts: dict[str, ProfileDraft] = {}
        self._saving = False
        self.list = ProfileList(theme)
        self.editor = ProfileEditor(theme, profiles.vendors)
        self.destinations = DestinationsPane(theme, profiles)
        self.tester = ConnectionTester(self.editor, self.editor.connection, connection, scope, times, clock)
        self.acts = DestinationActs(self, theme, self.destinations, profiles, scope, tell, record_mark)
        self._profile_acts = ProfileActs(self, theme, profiles, scope, tell)
        self.transfer = Transfer(self, theme, transfer, profiles, scope, tell)
        self.lay_out(self.list, self.editor, self.destinations)
        self._bind()
        self._refresh()

    def _bind(self) -> None:
        self.list.chosen.connect(self.choose)
        self.list.add_asked.connect(self.add_profile)
        self.list.import_asked.connect(self.transfer.import_)
        self.list.export_asked.connect(self._export)
        self.transfer.imported.connect(self.choose)
        self.editor.changed.connect(self._keep_typed)
        self.editor.save_asked.connect(self.save)
        self.editor.test_asked.connect(self.test_connection)
        self.editor.duplicate_asked.connect(self._duplicate)
        self.editor.delete_asked.connect(self._ask_delete)
        self.editor.forget_asked.connect(self._ask_forget)
        self.destinations.changed.connect(self._show_list)
        self.destinations.save_asked.connect(self._save_destination)
        self.destinations.delete_asked.connect(self._delete_destination)
        self.acts.saved.connect(self._show_list)
        self._profile_acts.duplicated.connect(self._duplicated)
        self._profile_acts.deleted.connect(lambda: self.list.start().setFocus())
        self._profile_acts.forgotten.connect(self._forgotten)
        self._profiles.on_change(self._refresh)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Tab goes list, its acts, fields top to bottom, the acts, then the destinations in the same way."""
        pane, before = self.destinations, [*self.list.stops(), *self.editor.stops()]
        for one, other in pairwise([*before, pane.add, pane.table, *pane.editor.stops()]):
            QWidget.setTabOrder(one, other)

    # ------------------------------------------------------------ which profile

    def choose(self, profile_id: str) -> None:
        """Shows a profile; what was typed into the one before is kept."""
        profile = self._profiles.profile(profile_id)
        if profile is not None and profile_id != self._current:
            self._show(profile)

    def add_profile(self) -> None:
        """Opens an empty editor, or the new profile that was begun before."""
        self._show(None)
        self.editor.form.first_field().setFocus()

    def _show(self, profile: ConnectionProfile | None) -> None:
        self._keep_typed()
        self._current = profile.id if profile else _NEW
        self.editor.show_profile(profile, self._drafts.get(self._current))
        self.destinations.show_profile(profile)
        self.tester.show_profile(self._current)
        self.show_editors(True)
        self._show_list()
        self._order_tabs()
        if profile:
            self._look_up_secrets(profile)

    def _show_nothing(self) -> None:
        self._current = None
        self.destinations.show_profile(None)
        self.tester.show_profile(_NEW)
        self.show_editors(False)
        self._show_list()

    def _refresh(self) -> None:
        """Follows the list of profiles, whoever changed it."""
        profile = self._shown()
        if self._current and profile is None:
            self._drafts.pop(self._current, None)
            self.destinations.forget(self._current)
            self._current = None
        if self._current is None:
            if self._profiles.profiles:
                self._show(self._profiles.profiles[0])
            else:
                self._show_nothing()
            return
        self.destinations.show_profile(profile)
        self._show_list()

    def _shown(self) -> ConnectionProfile | None:
        return self._profiles.profile(self._current) if self._current else None

    def _keep_typed(self) -> None:
        if self._current is None:
            return
        if self.editor.is_changed():
            self._drafts[self._current] = self.editor.draft()
        else:
            self._drafts.pop(self._current, None)
        self._show_list()

    def _show_list(self) -> None:
        lines = [
            ProfileLine(
                profile,
                self._profiles.vendor(profile.vendor).name,
                unsaved=profile.id in self._drafts or self.destinations.has_unsaved(profile.id),
            )
            for profile in self._profiles.profiles
        ]
        self.list.show_lines(lines, self._current or _NEW)

    # ------------------------------------------------------------ saving a profile

    def test_connection(self) -> None:
        """Asks the vendor with the profile as it is saved; what is typed is saved first."""
        profile = self._shown()
        if profile is None or self.editor.is_changed():
            self.save(test=True)
        else:
            self._test(profile)

    def _test(self, profile: ConnectionProfile) -> None:
        if self._current == profile.id:
            self.tester.test(profile)
            self.editor.show_connection()

    def save(self, *, test: bool = False) -> None:
        """Checks the form and saves it once, then perhaps tests; problems are said beside their fields instead."""
        if self._saving or self._current is None:
            return
        draft, typed = self.editor.draft(), self.editor.typed_secrets()
        read = self._profiles.read_profile(draft.raw, self.editor.vendor.key, self._shown())
        if isinstance(read, ConnectionProfile):
            self.editor.form.show_problems(())
            self._start_saving(self._current, read, draft, typed, test=test)
        else:
            self.editor.form.show_problems(read)

    def _start_saving(
        self, was: str, profile: ConnectionProfile, draft: ProfileDraft, typed: Mapping[str, Secret], *, test: bool
    ) -> None:
        before = self._shown()
        marked = before is not None and any(item.for_checks for item in before.destinations)
        unmarked = marked and before is not None and before.origin != profile.origin
        self._saving = True
        self._scope.run(
            self._profiles.save_profile(profile, typed),
            on_done=lambda unset: self._saved(was, profile, draft, unset, test=test, unmarked=unmarked),
            on_problem=lambda problem: self._not_saved(was, profile, draft, typed, problem),
        )

    def _saved(
        self,
        was: str,
        profile: ConnectionProfile,
        draft: ProfileDraft,
        unset: Sequence[str],
        *,
        test: bool = False,
        unmarked: bool = False,
    ) -> None:
        self._saving = False
        self._take_saved(was, profile, draft, secrets_kept=True)
        more = tr("At the new address none of its destinations is used for number checks.") if unmarked else ""
        if unset:
            self._ask_for_secret(profile, unset[0], more)
            return
        needs_one = self._profiles.vendor(profile.vendor).dialers and not profile.destinations
        next_step = tr("Now add a destination: it says where leads go.") if needs_one else ""
        self._tell("result", tr("Profile {profile} is saved.", profile=profile.name), more, next_step)
        if test:
            self._test(profile)

    def _ask_for_secret(self, profile: ConnectionProfile, slot: str, more: str) -> None:
        slots = self._profiles.vendor(profile.vendor).secret_slots
        label = next(item.label for item in slots if item.key == slot)
        title = tr("The {label} of {profile} is not set for the new address.", label=label, profile=profile.name)
        said = f"{tr('The profile is saved.')} {more}".rstrip()
        self._tell("warn", title, said, tr("Type the {label} and save again.", label=label))
        if self._current == profile.id:
            self.editor.ask_for_secret(slot)

    def _not_saved(
        self, was: str, profile: ConnectionProfile, draft: ProfileDraft, typed: Mapping[str, Secret], why: LeadDeskError
    ) -> None:
        self._saving = False
        if not isinstance(why, KeyringProblem):
            self._say(why)
            return
        # The profile itself is on disk by now; only its secrets are not kept.
        self._take_saved(was, profile, draft, secrets_kept=False)
        keep = partial(self._keep_for_session, profile.id, draft, typed)
        self._tell("error", why.title, why.detail, why.hint, tr("Keep for this session"), keep)

    def _keep_for_session(self, profile_id: str, draft: ProfileDraft, typed: Mapping[str, Secret]) -> None:
        profile = self._profiles.profile(profile_id)
        if profile is None or self._saving:
            return
        self._saving = True
        self._scope.run(
            self._profiles.save_profile(profile, typed, for_session=True),
            on_done=lambda unset: self._saved(profile_id, profile, draft, unset),
            on_problem=self._failed,
        )

    def _failed(self, problem: LeadDeskError) -> None:
        self._saving = False
        self._say(problem)

    def _take_saved(self, was: str, profile: ConnectionProfile, draft: ProfileDraft, *, secrets_kept: bool) -> None:
        self.tester.forget(profile.id)
        if self._current != was:
            if secrets_kept and self._drafts.get(was) == draft:
                del self._drafts[was]
            self._show_list()
            return
        self._drafts.pop(was, None)
        self._current = profile.id
        self.tester.show_profile(profile.id)
        self.editor.accept_saved(profile, draft, secrets_kept=secrets_kept)
        self.destinations.show_profile(self._shown())
        self._keep_typed()
        self._look_up_secrets(profile)

    # ------------------------------------------------------------ other acts on a profile

    def _duplicate(self) -> None:
        if profile := self._shown():
            self._profile_acts.duplicate(profile)

    def _duplicated(self, profile: ConnectionProfile) -> None:
        self.choose(profile.id)
        self.editor.form.first_field().setFocus()

    def _ask_delete(self) -> None:
        if profile := self._shown():
            self._profile_acts.ask_delete(profile)

    def _ask_forget(self, slot: str) -> None:
        if profile := self._shown():
            label = next(s.label for s in self.editor.vendor.secret_slots if s.key == slot)
            self._profile_acts.ask_forget(profile, slot, label)

    def _forgotten(self, profile: ConnectionProfile) -> None:
        self.tester.forget(profile.id)
        self._look_up_secrets(profile)

    def _look_up_secrets(self, profile: ConnectionProfile) -> None:
        # The keyring may ask for its password: not before somebody looks at this place.
        if not self.isVisible():
            return

        def show(states: Mapping[str, SecretState]) -> None:
            if self._current == profile.id:
                self.editor.show_secret_states(states)

        def say_why(problem: LeadDeskError) -> None:
            if self._current == profile.id:
                self.editor.show_secret_states({}, problem.sentence())

        self._scope.run(self._profiles.secret_states(profile), on_done=show, on_problem=say_why)

    # ------------------------------------------------------------ destinations

    def _save_destination(self, destination: Destination) -> None:
        if (profile := self._shown()) and not self._saving:
            self.acts.save(profile, destination)

    def _delete_destination(self, destination: Destination) -> None:
        if profile := self._shown():
            self.acts.ask_delete(profile, destination)

    # ------------------------------------------------------------ common

    def _say(self, problem: LeadDeskError) -> None:
        self._tell("error", problem.title, problem.detail, problem.hint)

    def _export(self) -> None:
        self._keep_typed()
        others = any(self.destinations.has_unsaved(profile.id) for profile in self._profiles.profiles)
        self.transfer.export(unsaved=bool(self._drafts) or others)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if profile := self._shown():
            self._look_up_secrets(profile)

    def start(self) -> QWidget:
        """Returns where the work of the place begins."""
        return self.editor.form.first_field() if self._current == _NEW else self.list.start()
