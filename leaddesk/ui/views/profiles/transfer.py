"""*Import…* and *Export…*: asks for the file, says what will happen, and reports what did."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.language import tr, tr_now, trn
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

_FILTERS = (tr("LeadDesk profiles (*.toml)"), tr("All files (*)"))
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
            self._tell("info", tr("There is no profile to export."), "", tr("Profiles of practice mode stay here."))
            return
        note = tr("Changes that are not saved are not exported.") if unsaved else ""
        dialog = ExportDialog(self._theme, self._parent.window(), exportable, note)
        dialog.chosen.connect(self._ask_where)
        dialog.open()

    def _ask_where(self, ids: list[str]) -> None:
        write = partial(self._write, tuple(ids))
        open_file_dialog(self._parent.window(), tr("Export profiles"), write, filters=_FILTERS, saving_as=_PROPOSED)

    def _write(self, ids: Collection[str], place: str, *, replacing: bool = False) -> None:
        self._scope.run(
            self._service.export(place, ids, replacing=replacing),
            on_done=lambda count: self._tell(
                "result",
                tr("{profiles} exported.", profiles=_profiles(count)),
                place,
                tr("Keys and passwords are not in the file."),
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
            tr("Replace the file"),
            tr("A file of this name is there already. What it holds will be lost."),
            (Fact(tr("File"), place),),
            verb=tr("Replace"),
            role="danger",
        )
        dialog.accepted.connect(lambda: self._write(ids, place, replacing=True))
        dialog.open()

    # ------------------------------------------------------------ import

    def import_(self) -> None:
        """Asks for a file, then shows what it would add."""
        open_file_dialog(self._parent.window(), tr("Import profiles"), self._read, filters=_FILTERS)

    def _read(self, place: str) -> None:
        self._scope.run(self._service.plan_import(place), on_done=self._ask, on_problem=self._say)

    def _ask(self, plan: ImportPlan) -> None:
        text = [
            tr("They are added to yours; nothing is replaced. Keys and passwords do not come along: type them anew.")
        ]
        if plan.renamed:
            text.append(tr("A name that you have already is marked as imported."))
        if plan.left_out:
            text.append(tr("What LeadDesk does not know in the file is left out."))
        if plan.unmarked:
            text.append(tr("No destination comes marked for number checks: mark it here, once its list is looked at."))
        facts = [
            *_cut([Fact(tr("Profile"), self._line(profile)) for profile in plan.profiles], tr("Profiles")),
            *_cut([Fact(tr("Not marked"), name, "warn") for name in plan.unmarked], tr("Not marked")),
            *_cut([Fact(tr("Left out"), place, "warn") for place in plan.left_out], tr("Left out")),
        ]
        title = tr("Import {profiles}", profiles=_profiles(len(plan.profiles)))
        dialog = ActDialog(
            self._theme, self._parent.window(), title, " ".join(text), facts, verb=tr("Import"), focus_way_out=False
        )
        dialog.accepted.connect(lambda: self._add(plan))
        dialog.open()

    def _line(self, profile: ConnectionProfile) -> str:
        count = len(profile.destinations)
        places = trn("1 destination", "{count} destinations", count)
        vendor = self._profiles.vendor(profile.vendor).name
        return tr(
            "{profile}: {vendor} at {host}, {environment}, {places}",
            profile=profile.name,
            vendor=vendor,
            host=profile.host,
            environment=tr_now(profile.environment),
            places=places,
        )

    def _add(self, plan: ImportPlan) -> None:
        self._scope.run(self._service.add(plan), on_done=self._added, on_problem=self._say)

    def _added(self, added: tuple[ConnectionProfile, ...]) -> None:
        self.imported.emit(added[0].id)
        said = trn("1 profile added.", "{count} profiles added.", len(added))
        hint = trn("Type its keys: none came with the file.", "Type their keys: none came with the file.", len(added))
        self._tell("result", said, "", hint)

    def _say(self, problem: LeadDeskError) -> None:
        self._tell("error", problem.title, problem.detail, problem.hint)


def _profiles(count: int) -> str:
    return trn("1 profile", "{count} profiles", count)


def _cut(facts: list[Fact], label: str) -> list[Fact]:
    if len(facts) <= _SHOWN:
        return facts
    return [*facts[: _SHOWN - 1], Fact(label, tr("and {count} more", count=len(facts) - _SHOWN + 1))]
