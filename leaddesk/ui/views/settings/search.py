"""The search over *Settings*: sections and rows that hold every typed word stay, and an empty result is a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from leaddesk.language import tr, trn
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.settings.rows import wrapped
from leaddesk.ui.views.settings.section import Section
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import marked
from leaddesk.ui.widgets.search_line import SearchLine


class SettingsSearch(QWidget):
    """The field, with how many sections were found beside it."""

    searched = Signal()
    """Other rows are in view than before."""

    def __init__(self, theme: Theme, dialog: QWidget) -> None:
        super().__init__()
        self._theme = theme
        self._sections: list[tuple[Section, QFrame]] = []
        self.field = SearchLine(tr("Search settings"), tr("Search settings (Ctrl+F)"))
        self.found = plain_label(use="hint", ink="text2")
        self.found.setAccessibleName(tr("Found"))
        self.nothing: QLabel = wrapped("", "text2")
        self.nothing.setAccessibleName(tr("Nothing found"))
        self.nothing.hide()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.field, 1)
        self._row.addWidget(self.found)
        self.field.textChanged.connect(self._search)
        QShortcut(QKeySequence.StandardKey.Find, dialog).activated.connect(self.field.setFocus)
        theme.changed.connect(self._fit)
        self._fit()

    def look_in(self, sections: Sequence[Section], column: QVBoxLayout) -> None:
        """Brings the sections into a column, a line between two, and searches them from now on."""
        column.addWidget(self.nothing)
        for section in sections:
            line = QFrame()
            line.setProperty("surface", "hairline")
            line.setVisible(bool(self._sections))
            column.addWidget(line)
            column.addWidget(section)
            self._sections.append((section, line))

    def _search(self, typed: str) -> None:
        words, found = typed.casefold().split(), 0
        for section, line in self._sections:
            shown = section.search(words)
            line.setVisible(shown and found > 0)
            found += shown
        self.found.setText("" if not words else trn("1 section", "{count} sections", found))
        self.nothing.setText(
            tr("No setting holds “{typed}”. Try another word, or empty the search.", typed=marked(typed.strip()))
            if not found
            else ""
        )
        self.nothing.setVisible(not found)
        self.searched.emit()

    def _fit(self) -> None:
        """Keeps the room for the longest count, so that the field stays as wide as it is while somebody types."""
        self._row.setSpacing(self._theme.px(8))
        counts = (trn("1 section", "{count} sections", count) for count in (1, 20))
        width = QFontMetrics(self._theme.font("hint")).horizontalAdvance
        self.found.setFixedWidth(max(map(width, counts)) + self._theme.px(4))
