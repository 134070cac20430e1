"""*Paste event*: a captured webhook event as text or file; what it claims is shown as reported and never believed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from leaddesk.language import tr
from leaddesk.services.campaign_events import TakenEvent
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.labels import ElidedLabel, plain_label

MOST = 256 * 1024
"""Bytes of a file, and characters of a text, that are looked at."""
_WIDTH, _HEIGHT = 620, 200
_CUT = tr("Only its first {most} KB are looked at.", most=MOST // 1024)


class PasteEventDialog(ActDialog):
    """Opened, never executed."""

    event_given = Signal(str, str)
    """A text, and the `x-event-type` header where there was one."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        read: Callable[[str, str], TakenEvent],
        text: str = "",
        listening: QWidget | None = None,
    ) -> None:
        """`read` says what a text claims, and writes nothing down; `listening` is the switch of the listener."""
        super().__init__(
            theme,
            parent,
            tr("Paste event"),
            tr(
                "Events are unsigned: anybody can write one. It goes on record (the shift report lists it), its "
                "campaign is marked and read again, and the board shows only what that read brings."
            ),
            verb=tr("Take event"),
            focus_way_out=False,
        )
        self.take_width(_WIDTH)
        self._read = read
        self.text = EventText()
        self.text.setFixedHeight(theme.px(_HEIGHT))
        self.kind = QLineEdit()
        self.kind.setAccessibleName(tr("Event type"))
        self.kind.setPlaceholderText(tr("The x-event-type header, where it is known"))
        self.claim = ElidedLabel(use="name", lines=3)
        self.claim.setAccessibleName(tr("What it claims"))
        label = plain_label(tr("Event"), use="label", ink="text2")
        label.setBuddy(self.text)
        kind_label = plain_label(tr("Event type"), use="label", ink="text2")
        kind_label.setBuddy(self.kind)
        self.add(label, self.text, kind_label, self.kind, self.claim, *([listening] if listening else ()))
        self.text.textChanged.connect(self._say)
        self.kind.textChanged.connect(self._say)
        self.accepted.connect(lambda: self.event_given.emit(self._typed(), self.kind.text().strip()))
        self.text.setPlainText(text[:MOST])
        self.text.setFocus()
        self._say()

    def _typed(self) -> str:
        return self.text.toPlainText()[:MOST]

    def _say(self) -> None:
        text = self._typed()
        there = bool(text.strip())
        said = self._read(text, self.kind.text().strip()).sentence if there else ""
        self.claim.set_text(f"{said} {_CUT}" if len(text.encode("utf-8", "replace")) >= MOST else said)
        if self.verb:
            self.verb.setEnabled(there)
            self.verb.setToolTip("" if there else tr("Paste or drop an event first."))


class EventText(QPlainTextEdit):
    """Takes a dropped file's text as well as a pasted one."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr("Event"))
        self.setPlaceholderText(tr("Paste the event's JSON, or drop its file here"))
        self.setTabChangesFocus(True)
        self.setProperty("type", "mono")

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802 - Qt's
        return source.hasUrls() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's
        text = dropped_text(source)
        if text:
            self.setPlainText(text)
        else:
            super().insertFromMimeData(source)


def dropped_text(source: QMimeData) -> str:
    """Returns the beginning of what was dropped: a file's text, or the text itself; empty where there is none."""
    for url in source.urls():
        if url.isLocalFile():
            try:
                with Path(url.toLocalFile()).open("rb") as file:
                    return file.read(MOST).decode("utf-8", "replace")
            except OSError:
                return ""
    return source.text()[:MOST]
