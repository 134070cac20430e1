"""A status word as a chip whose icon changes with it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy

from leaddesk.language import tr
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import marked


class StatusChip(QFrame):
    """Icon and word, in a verdict family's colours or in none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._icon_name, self._family = "circle-dashed", ""
        self.setProperty("surface", "chip")
        self._icon = QLabel()
        self.word = plain_label(use="label")
        self.word.setAccessibleName(tr("Status"))
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon)
        self._row.addWidget(self.word)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._draw)

    def say(self, word: str, icon: str, family: str) -> None:
        """Shows another word."""
        self._icon_name, self._family = icon, family
        self.word.setText(marked(word[:80]))
        restyle(self, family=family)
        restyle(self.word, ink=family or "text")
        self._draw()

    def _draw(self) -> None:
        theme, px = self._theme, self._theme.px
        self.setFixedHeight(px(24))
        self._row.setContentsMargins(px(8), 0, px(8), 0)
        self._row.setSpacing(px(4))
        tint = theme.tokens.color(f"{self._family}.text" if self._family else "text2")
        self._icon.setPixmap(theme.icons.pixmap(self._icon_name, tint, px(14), self.devicePixelRatioF()))
