"""A tinted strip with icon, title and sentences, for what must be read before an act."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.theme.verdict_look import Family
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import marked


class ConcernStrip(QFrame):
    """One concern; the whole text is always in view, and a screen reader reads it with the title."""

    def __init__(self, theme: Theme, family: Family, icon: str, title: str, lines: Sequence[str]) -> None:
        super().__init__()
        self._theme, self._family, self._icon_name = theme, family, icon
        self.setProperty("surface", "notice")
        restyle(self, family=family)
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        heading = plain_label(marked(title), use="heading", ink=family)
        heading.setWordWrap(True)
        words.addWidget(heading)
        for line in lines:
            label = plain_label(marked(line))
            label.setWordWrap(True)
            words.addWidget(label)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon)
        self._row.addLayout(words, 1)
        self.setAccessibleName(marked(title))
        self.setAccessibleDescription(marked(" ".join(lines)))
        theme.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        theme, px = self._theme, self._theme.px
        self._row.setContentsMargins(px(12), px(8), px(12), px(8))
        self._row.setSpacing(px(8))
        tint = theme.tokens.color(f"{self._family}.text")
        self._icon.setPixmap(theme.icons.pixmap(self._icon_name, tint, px(16), self.devicePixelRatioF()))
