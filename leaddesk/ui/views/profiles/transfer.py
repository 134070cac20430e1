"""*Import…* and *Export…*: asks for the file, says what will happen, and reports what did."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.services.manage_profiles import ManageProfiles
from leaddesk.services.ports import AlreadyThere
from leaddesk.services.transfer_profiles import ImportPlan, TransferProfiles
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.tell import Tell
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.profiles.export_dialog import ExportDialog
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.fact_flow import Fact
from leaddesk.ui.widgets.file_dialog import open_file_dialog

_FILTERS = ("LeadDesk profiles (*.toml)", "All files (*)")
_PROPOSED = "leaddesk-profiles.toml"
_SHOWN = 6
"""Lines of a list in a dialog; the rest is counted."""


class Transfer(QObject):
    """The two acts under the list of profiles."""

    imported = Signal(str)
    """Profiles were added; this is the id of the first."""

    def __init__(
        self,
        parent: QWidget,
        theme: Theme,
        service: TransferProfiles,
        profiles: ManageProfiles,
        scope: TaskScope,
        tell: Tell,
    ) -> None:
        super().__init__(parent)
        self._parent = parent
        self._theme = theme
        self._service = service
        self._profiles = profiles
        self._scope = scope
        self._tell = tell

    # ------------------------------------------------------------ export

    def export(self, *, unsaved: bool) -> None:
        """Asks which profiles and where to; `unsaved` says that something typed will not be in the file."""
        exportable = self._service.exportable()
        if not exportable:
            self._tell("info", "There is no profile to export.", "", "Profiles of practice mode stay here.")
            return
        note = " Changes that are not saved are not exported." if unsaved else ""
        dialog = ExportDialog(self._theme, self._parent.window(), exportable, note)
        dialog.chosen.connect(self._ask_where)
        dialog.open()

    def _ask_where(self, ids: list[str]) -> None:
        write = partial(self._write, tuple(ids))
        open_file_dialog(self._parent.window(), "Export profiles", write, filters=_FILTERS, saving_as=_PROPOSED)

    def _write(self, ids: Collection[str], place: str, *, replacing: bool = False) -> None:
        self._scope.run(
            self._service.export(place, ids, replacing=replacing),
            on_done=lambda count: self._tell(
                "result", f"{_profiles(count)} exported.", place, "Keys and passwords are not in the file."
            ),
            on_problem=lambda problem: self._not_written(ids, place, problem),
        )

    def _not_written(self, ids: Collection[str], place: str, problem: LeadDeskError) -> None:
        if not isinstance(problem, AlreadyThere):
            self._say(problem)
            return
        dialog = ActDialog(
            self._theme,
            self._parent.window(),
            "Replace the file",
            "A file of this name is there already. What it holds will be lost.",
            (Fact("File", place),),
            verb="Replace",
            role="danger",
        )
        dialog.accepted.connect(lambda: self._write(ids, place, replacing=True))
        dialog.open()

    # ------------------------------------------------------------ import

    def import_(self) -> None:
        """Asks for a file, then shows what it would add."""
        open_file_dialog(self._parent.window(), "Import profiles", self._read, filters=_FILTERS)

    def _read(self, place: str) -> None:
        self._scope.run(self._service.plan_import(place), on_done=self._ask, on_problem=self._say)

    def _ask(self, plan: ImportPlan) -> None:
        text = ["They are added to yours; nothing is replaced. Keys and passwords do not come along: type them anew."]
        if plan.renamed:
            text.append("A name that you have already is marked as imported.")
        if plan.left_out:
            text.append("What LeadDesk does not know in the file is left out.")
        if plan.unmarked:
            text.append("No destination comes marked for number checks: mark it here, once its list is looked at.")
        facts = [
            *_cut([Fact("Profile", self._line(profile)) for profile in plan.profiles], "Profiles"),
            *_cut([Fact("Not marked", name, "warn") for name in plan.unmarked], "Not marked"),
            *_cut([Fact("Left out", place, "warn") for place in plan.left_out], "Left out"),
        ]
        title = f"Import {_profiles(len(plan.profiles))}"
        dialog = ActDialog(
            self._theme, self._parent.window(), title, " ".join(text), facts, verb="Import", focus_way_out=False
        )
        dialog.accepted.connect(lambda: self._add(plan))
        dialog.open()

    def _line(self, profile: ConnectionProfile) -> str:
        count = len(profile.destinations)
        places = "1 destination" if count == 1 else f"{count} destinations"
        vendor = self._profiles.vendor(profile.vendor).name
        return f"{profile.name}: {vendor} at {profile.host}, {profile.environment}, {places}"

    def _add(self, plan: ImportPlan) -> None:
        self._scope.run(self._service.add(plan), on_done=self._added, on_problem=self._say)

    def _added(self, added: tuple[ConnectionProfile, ...]) -> None:
        self.imported.emit(added[0].id)
        whose = "its keys" if len(added) == 1 else "their keys"
        self._tell("result", f"{_profiles(len(added))} added.", "", f"Type {whose}: none came with the file.")

    def _say(self, problem: LeadDeskError) -> None:
        self._tell("error", problem.title, problem.detail, problem.hint)


def _profiles(count: int) -> str:
    return "1 profile" if count == 1 else f"{count} profiles"


def _cut(facts: list[Fact], label: str) -> list[Fact]:
    if len(facts) <= _SHOWN:
        return facts
    return [*facts[: _SHOWN - 1], Fact(label, f"and {len(facts) - _SHOWN + 1} more")]
