"""The file dialog of the system, opened and never executed, so that no nested event loop ever runs.

It accepts any name: Qt's own questions about missing or existing files would run such a loop. Whoever reads or writes
the file says what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def open_file_dialog(
    parent: QWidget,
    title: str,
    on_chosen: Callable[[str], None],
    *,
    filters: tuple[str, ...],
    saving_as: str = "",
) -> QFileDialog:
    """Open the dialog for reading a file, or for saving one under a proposed name; ``on_chosen`` gets the path."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(parent, title, folder)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.setNameFilters(filters)
    if saving_as:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(saving_as.rpartition(".")[2])
        dialog.selectFile(saving_as)
    dialog.fileSelected.connect(on_chosen)
    dialog.open()
    return dialog
