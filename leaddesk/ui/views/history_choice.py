"""Where to keep the history when no keyring can hold its key: asked once, answered by a person."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from leaddesk.language import tr
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.flow import Flow
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.layouts import height_needed, room_for
from leaddesk.ui.widgets.room import page_in

_WIDTH = 560
MEMORY, PLAIN, LATER = "memory", "plain", "later"


class HistoryChoiceDialog(QDialog):
    """Offers memory (a crash then forgets), an unencrypted file (with a standing notice), or *Later*."""

    chosen = Signal(str)
    """`memory`, `plain` or `later`; the last is memory too, asked again at the next start."""

    def __init__(self, theme: Theme, parent: QWidget, why: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Where to keep the history"))
        self.setModal(True)
        self._theme = theme
        self.setFixedWidth(min(theme.px(_WIDTH), room_for(self, theme).width()))
        self._choice = LATER
        self._foot = Flow()
        self._page = page_in(self, self._foot)
        column = QVBoxLayout(self._page)
        column.setContentsMargins(theme.px(20), theme.px(20), theme.px(20), 0)
        column.setSpacing(theme.px(12))
        column.addWidget(plain_label(tr("Where to keep the history"), use="title"))
        for text in (
            why,
            tr("The history is encrypted with a key from the keyring. Without one, choose:"),
            tr(
                "In memory: nothing is written to disk, and everything is forgotten when LeadDesk ends. After a crash "
                "nobody can tell what was on its way."
            ),
            tr(
                "Unencrypted: kept on this computer, readable by anyone who can read your files. A notice stays in "
                "view."
            ),
        ):
            label = plain_label(text, ink="text2")
            label.setWordWrap(True)
            column.addWidget(label)
        self._foot.setContentsMargins(theme.px(20), theme.px(12), theme.px(20), theme.px(16))
        self._foot.set_gap(theme.px(8))
        self._foot.add_stretch()
        for words, choice in ((tr("Keep unencrypted"), PLAIN), (tr("Keep in memory"), MEMORY), (tr("Later"), LATER)):
            button = Button(theme, words)
            button.clicked.connect(lambda _checked=False, choice=choice: self._take(choice))
            button.setDefault(choice == LATER)
            self._foot.add(button)
        self.finished.connect(lambda _result: self.chosen.emit(self._choice))
        self.finished.connect(self.deleteLater)

    def showEvent(self, event: QShowEvent) -> None:
        needed = height_needed(self._page, self.width()) + self._foot.heightForWidth(self.width())
        self.resize(self.width(), min(needed, room_for(self, self._theme).height()))
        super().showEvent(event)

    def _take(self, choice: str) -> None:
        self._choice = choice
        self.accept()
