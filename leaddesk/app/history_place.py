"""*History* with all that stands behind it, built when somebody goes there."""

from __future__ import annotations

from leaddesk.app.places import Common
from leaddesk.app.use_cases import UseCases
from leaddesk.domain.chain import Anchor
from leaddesk.infra.history.anchors import remembered_end
from leaddesk.infra.table_files import DocumentFilesOnDisk, TableFilesOnDisk
from leaddesk.services.export_asked import ExportAsked
from leaddesk.services.export_history import ExportHistory
from leaddesk.services.export_table import ExportTable
from leaddesk.services.shift_report import ShiftReports
from leaddesk.services.verify_history import VerifyHistory
from leaddesk.ui.views.history import HistoryDesk, HistoryView


def build_history(common: Common, use: UseCases) -> HistoryView:
    """Returns the place, to be connected and brought into the window."""
    table = ExportTable(TableFilesOnDisk(use.unfinished), use.clock)

    async def end() -> Anchor | None:
        """Only the encrypted history has its end remembered in the keyring."""
        store = common.store()
        return await remembered_end(use.secrets) if store and store.is_encrypted else None

    desk = HistoryDesk(
        browse=use.browse,
        queue=use.settling.queue,
        verifying=VerifyHistory(common.store, end, use.clock),
        exporting=ExportHistory(use.deferred, table, use.clock, common.times.local),
        reports=ShiftReports(
            *(use.adapters, use.deferred, DocumentFilesOnDisk(use.unfinished)),
            *(use.clock, use.background, use.judging.rules),
        ),
        asked=use.asked,
        export_asked=ExportAsked(use.asked, use.deferred, table, use.clock, common.operator).export,
        profiles=lambda: use.profiles.profiles,
        background=use.background,
        clock=use.clock,
        times=common.times,
        scope=common.scope,
        jobs=common.jobs,
        tell=common.tell,
        operator=common.operator,
        terms=use.terms,
        masking=common.masking,
        practice=common.practice,
    )
    return HistoryView(common.theme, desk)
