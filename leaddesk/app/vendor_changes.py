"""*Changes in vendors' answers*: said once when something new came, and opened from *Settings* or what was said."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from leaddesk.app.use_cases import UseCases
from leaddesk.domain.drift import Drift
from leaddesk.language import tr
from leaddesk.services.submit_lead import LOAD_LEAD

if TYPE_CHECKING:
    from leaddesk.app.places import Common


class VendorChanges:
    """Says it and opens the list."""

    def __init__(self, use: UseCases, common: Callable[[], Common]) -> None:
        self._use, self._common = use, common
        self._was_said = False
        use.drift.on_new = self._say

    def _say(self, new: tuple[Drift, ...]) -> None:
        """Says once in a run that answers have changed: LeadDesk reads them all the same, so it is no warning."""
        common = self._common()
        if common.practice:  # some of its campaigns are odd on purpose
            new = tuple(drift for drift in new if drift.call == LOAD_LEAD)
        if self._was_said or not new:
            return
        self._was_said = True
        vendors = " and ".join(dict.fromkeys(self._name(drift.vendor) for drift in new))
        common.tell(
            "info",
            tr("Answers of {vendors} are not as documented.", vendors=vendors),
            tr("LeadDesk has read them all the same. Fields that are new, missing or of another type are on a list."),
            tr("Settings has the list."),
            action_label=tr("Show"),
            on_action=self.open,
        )

    def open(self) -> None:
        """Opens the list."""
        from leaddesk.infra.table_files import TableFilesOnDisk
        from leaddesk.services.export_table import ExportTable
        from leaddesk.services.vendor_drift import EXPORT_COLUMNS, export_row
        from leaddesk.ui.views.vendor_changes_dialog import ChangesDesk, VendorChangesDialog

        common, use = self._common(), self._use
        desk = ChangesDesk(
            source=use.drift,
            vendor_name=self._name,
            export_columns=EXPORT_COLUMNS,
            export_row=export_row,
            exporting=ExportTable(TableFilesOnDisk(use.unfinished), use.clock),
            scope=common.scope,
            jobs=common.jobs,
            tell=common.tell,
            times=common.times,
            clock=use.clock,
        )
        VendorChangesDialog(common.theme, common.window, desk).open()

    def _name(self, key: str) -> str:
        adapter = self._use.adapters.get(key)
        return adapter.info.name if adapter else key
