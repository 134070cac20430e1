"""*Recovery key*: shown once on purpose, printed or saved as PDF, and gone from the screen when one leaves.

What is on the screen is never on the clipboard by itself and in no tool tip; that it was shown is on record first.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QFrame, QVBoxLayout

from leaddesk.domain.note import Note
from leaddesk.language import tr, tr_later
from leaddesk.services.export_table import DocumentFiles
from leaddesk.services.ports import AlreadyThere
from leaddesk.ui.print.recovery_paper import print_recovery_key, recovery_pdf
from leaddesk.ui.theme import Theme
from leaddesk.ui.times import utc_text
from leaddesk.ui.views.keeping.section import Caution, KeepingDesk, Section, paragraph
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.file_dialog import open_file_dialog
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import marked

_LARGE = 17


class RecoverySection(Section):
    """Shows the four lines after a press, and again only when a person says why that is meant."""

    name = tr_later("Recovery key")
    icon = "key-round"

    def __init__(self, theme: Theme, desk: KeepingDesk, documents: DocumentFiles) -> None:
        super().__init__(
            theme,
            desk,
            tr(
                "The history is encrypted with a key that only the keyring of this computer holds. If the keyring is "
                "lost, so is the history, unless you have the recovery key on paper. Print it once and lock it away. "
                "It is four lines of letters and digits; a slip of the hand is noticed when it is typed."
            ),
        )
        self._documents = documents
        self._lines: tuple[str, ...] = ()
        self._shown: Note | None = None
        self._when = plain_label(ink="text2")
        self._when.setWordWrap(True)
        self.again = QCheckBox(tr("Show it again although it was shown before"))
        self.again.setAccessibleName(self.again.text())
        self.show_key = self._act(Button(theme, tr("Show the recovery key"), icon="eye"), self._ask, self._may_show)
        self.hide_key = self._act(Button(theme, tr("Hide"), icon="eye-off"), self.leave)
        self.print = self._act(Button(theme, tr("Print…")), self._print)
        self.save = self._act(Button(theme, tr("Save as PDF…"), icon="download"), self._ask_where)
        self._warning = Caution(theme)
        self._warning.set_text(tr("Whoever has this key and the file can read the whole history."))
        self._card = QFrame()
        self._card.setProperty("surface", "sunken")
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        self.key = plain_label()
        self.key.setAccessibleName(tr("Key"))
        font = theme.font("mono")
        font.setPixelSize(theme.px(_LARGE))
        self.key.setProperty("type", "")
        self.key.setFont(font)
        self.key.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        inside.addWidget(self.key)
        for part in (self._when, self.again):
            self._column.addWidget(part)
        self._row(self.show_key)
        self._column.addWidget(self._card)
        self._column.addWidget(self._warning)
        self._row(self.print, self.save, self.hide_key)
        self._column.addWidget(
            paragraph(tr("A PDF is a file that others may find: print it and delete it."), use="hint")
        )
        self._column.addStretch()
        self.again.toggled.connect(lambda _on: self.fit())
        self._draw()

    def refresh(self) -> None:
        """Asks the history when the key was last shown."""
        self._desk.start(
            tr("Looking up when it was shown"), lambda _p: self._desk.keep.recovery_key_shown(), self._tell
        )

    def leave(self) -> None:
        """Takes the key off the screen."""
        self._lines = ()
        self.again.setChecked(False)
        self._draw()

    def _tell(self, shown: Note | None) -> str | None:
        self._shown = shown
        self._draw()
        return None

    def _may_show(self) -> bool:
        return not self._lines and (self._shown is None or self.again.isChecked())

    def _ask(self) -> None:
        operator = self._desk.operator()

        async def work(_progress: object) -> tuple[tuple[str, ...], Note | None]:
            lines = await self._desk.keep.recovery_key(operator)
            return lines, await self._desk.keep.recovery_key_shown()

        self._desk.start(tr("Putting on record that it is shown"), work, self._show, can_stop=False)

    def _show(self, shown: tuple[tuple[str, ...], Note | None]) -> str:
        self._lines, self._shown = shown
        self._draw()
        return tr("The recovery key is shown. That is on record, the key is not.")

    def _draw(self) -> None:
        self.key.setText("\n".join(f"{number}   {line}" for number, line in enumerate(self._lines, 1)))
        for part in (self._card, self._warning, self.print, self.save, self.hide_key):
            part.setVisible(bool(self._lines))
        self.show_key.setVisible(not self._lines)
        self.again.setVisible(self._shown is not None and not self._lines)
        self._when.setText(self._when_shown())
        self.fit()

    def _when_shown(self) -> str:
        if self._shown is None:
            return tr("It has not been shown yet.")
        at = self._desk.times.moment(self._shown.at, self._desk.clock.now())
        who = marked(self._shown.operator) or tr("somebody")
        return tr("It was last shown {at} to {who}.", at=at, who=who)

    def _printed(self) -> str:
        return tr(
            "Printed {moment} by {who}.",
            moment=utc_text(self._desk.clock.now()),
            who=marked(self._desk.operator()),
        )

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # loads the printing system

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(tr("LeadDesk recovery key"))
        dialog = QPrintDialog(printer, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        lines, printed = self._lines, self._printed()
        dialog.accepted.connect(lambda: print_recovery_key(printer, lines, printed))
        QDialog.open(dialog)  # the print dialog's own `open` wants a slot by name

    def _ask_where(self) -> None:
        open_file_dialog(
            self.window(),
            tr("Save the recovery key"),
            self._save,
            filters=(tr("PDF (*.pdf)"), tr("All files (*)")),
            saving_as="leaddesk-recovery-key.pdf",
        )

    def _save(self, place: str) -> None:
        data = recovery_pdf(self._lines, self._printed())

        async def work(_progress: object) -> str:
            try:
                staged = await self._documents.stage(place, data, replace=False)
                try:
                    await staged.publish()
                finally:
                    await staged.discard()
            except AlreadyThere as there:
                return tr("{title} {detail} Choose another name.", title=there.title, detail=there.detail)
            return tr("Saved: {place}. Print it, lock it away and delete the file.", place=marked(place))

        self._desk.start(tr("Saving"), work, lambda said: said, can_stop=False)
