"""The practice panel: the table of practice numbers; one press fills a number into the lead form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout

from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import plain_label

_WIDTH = 296


@dataclass(frozen=True, slots=True)
class PracticeHint:
    """One line of the panel: a number and what the practice server does with it."""

    number: str
    title: str
    says: str
    group: str


class PracticePanel(QFrame):
    """Shows what can be practised; the server itself is somebody else's."""

    number_chosen = Signal(str)
    """A person picked this number."""

    def __init__(self, theme: Theme, hints: Sequence[PracticeHint]) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("surface", "surface")
        self._icon = QLabel()
        self.list = QListWidget()
        self.list.setAccessibleName("Practice numbers")
        self.list.setWordWrap(True)
        self.list.setSpacing(1)
        self.list.setProperty("flush", True)
        self._fill(hints)
        self.list.itemClicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        close = Button(theme, "", icon="x", role="quiet")
        close.setAccessibleName("Close practice panel")
        close.setToolTip("Close practice panel")
        close.setProperty("bare", True)
        close.clicked.connect(self.hide)
        title = QHBoxLayout()
        title.addWidget(self._icon)
        title.addWidget(plain_label("Practice panel", use="heading"))
        title.addStretch(1)
        title.addWidget(close)
        text = plain_label("A server on this computer answers. Press a line to fill its number in.", ink="text2")
        text.setWordWrap(True)
        self._column = column = QVBoxLayout(self)
        column.addLayout(title)
        column.addWidget(text)
        column.addWidget(self.list, 1)
        theme.changed.connect(self._draw)
        self._draw()

    def _fill(self, hints: Sequence[PracticeHint]) -> None:
        group = ""
        for hint in hints:
            if hint.group != group:
                group = hint.group
                heading = QListWidgetItem(group, self.list)
                heading.setFlags(Qt.ItemFlag.NoItemFlags)
                heading.setFont(self._theme.font("heading"))
            item = QListWidgetItem(f"{hint.title}\n{hint.number}, {hint.says}", self.list)
            item.setData(Qt.ItemDataRole.UserRole, hint.number)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{hint.title}, {hint.number}, {hint.says}")

    def _choose(self, item: QListWidgetItem) -> None:
        if number := item.data(Qt.ItemDataRole.UserRole):
            self.number_chosen.emit(number)

    def _draw(self) -> None:
        px = self._theme.px
        self.setFixedWidth(px(_WIDTH))
        self._column.setContentsMargins(px(16), px(12), px(8), px(8))
        self._column.setSpacing(px(8))
        color = self._theme.tokens.color("practice.fill")
        self._icon.setPixmap(self._theme.icons.pixmap("graduation-cap", color, px(18), self.devicePixelRatioF()))
