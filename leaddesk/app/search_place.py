"""*Search leads* with all that stands behind it, built when somebody goes there."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from leaddesk.app.places import Common
from leaddesk.app.use_cases import UseCases
from leaddesk.domain.note import Note, NoteKind
from leaddesk.infra.table_files import TableFilesOnDisk
from leaddesk.services.export_table import ExportTable
from leaddesk.ui.views.search import SearchDesk, SearchView


def build_search(common: Common, use: UseCases) -> SearchView:
    """Returns the place, to be connected and brought into the window."""

    async def record_export(text: str) -> int:
        note = Note(at=use.clock.now(), operator=common.operator(), kind=NoteKind.EXPORTED, text=text)
        return await use.deferred.write_note(note)

    desk = SearchDesk(
        search=use.search,
        saved=use.saved,
        profiles=use.profiles,
        exporting=ExportTable(TableFilesOnDisk(use.unfinished), use.clock),
        background=use.pages,
        clock=use.clock,
        times=common.times,
        scope=common.scope,
        jobs=common.jobs,
        tell=common.tell,
        over=common.over,
        record_export=record_export,
        open_address=_open_address,
        masking=common.masking,
    )
    return SearchView(common.theme, desk)


def _open_address(address: str) -> None:
    """Opens a record; the address is on the profile's own host, or the use-case would have given none."""
    QDesktopServices.openUrl(QUrl(address))
