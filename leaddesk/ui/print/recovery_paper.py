"""The recovery key on paper: four lines in large type, what they are for, and room for nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter

from leaddesk import __version__
from leaddesk.language import tr
from leaddesk.ui.print.shift_paper import page_size
from leaddesk.ui.proof.flow import Flow, Style, Styles

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_KEY = Style(17, 600, mono=True)
_ABOUT = (
    tr(
        "This key opens the history of one LeadDesk and every backup of it. LeadDesk asks for it when the keyring of "
        "the computer has lost its copy."
    ),
    tr(
        "Whoever has this paper and the file can read all of it: every number, every lead, every answer. Keep the "
        "paper in a locked place, away from the computer and from the backups."
    ),
    tr("There are no letters I, L, O and U in it. Capitals, spaces and dashes do not matter when it is typed."),
)


class _KeyFlow(Flow):
    def key_line(self, text: str) -> None:
        self._place(self._lay_out(text, _KEY, self._width), 0)
        self.gap(3)


def recovery_pdf(lines: tuple[str, ...], printed: str) -> bytes:
    """Returns the key as a PDF; `printed` says when and by whom."""
    target = QBuffer()
    target.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(target)
    writer.setTitle(tr("LeadDesk recovery key"))
    writer.setCreator(f"LeadDesk {__version__}")
    writer.setPageSize(QPageSize(page_size()))
    writer.setPageMargins(QMarginsF(20, 15, 20, 15), QPageLayout.Unit.Millimeter)
    _draw(writer, lines, printed)
    target.close()
    return bytes(target.data().data())


def print_recovery_key(printer: QPrinter, lines: tuple[str, ...], printed: str) -> None:
    """Draws the key onto a printer that a person chose."""
    printer.setPageMargins(QMarginsF(20, 15, 20, 15), QPageLayout.Unit.Millimeter)
    _draw(cast("QPdfWriter", printer), lines, printed)  # both are paged devices with a resolution


def _draw(writer: QPdfWriter, lines: tuple[str, ...], printed: str) -> None:
    flow = _KeyFlow(writer)
    flow.text(tr("Recovery key"), Styles.TITLE)
    flow.gap(3)
    flow.text(printed, Styles.LABEL)
    flow.gap(8)
    for number, line in enumerate(lines, 1):
        flow.key_line(f"{number}  {line}")
    flow.gap(6)
    for text in _ABOUT:
        flow.text(text)
        flow.gap(2)
    flow.draw(
        lambda number, count: (
            tr("LeadDesk recovery key"),
            tr("Page {number} of {count}", number=number, count=count),
            tr("Keep it locked away"),
        )
    )
