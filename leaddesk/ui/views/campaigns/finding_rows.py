"""A few findings one below the other, each an icon and a sentence that wraps; the rest is said to be more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.widgets.explained import tool_tip
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import marked

FAMILY = {"triangle-alert": "warn", "info": "text2", "circle-dashed": "unknown", "check": "ok"}
"""The ink of a finding, by its icon."""
_CUT = 150
_ICON = 14


class FindingRows(QWidget):
    """Rows are kept and filled anew."""

    def __init__(self, theme: Theme, most: int) -> None:
        super().__init__()
        self._theme = theme
        self._rows: list[tuple[QLabel, QLabel]] = []
        self._shown: tuple[tuple[str, str], ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setColumnStretch(1, 1)
        for row in range(most):
            icon, text = QLabel(), plain_label(use="hint")
            icon.setAlignment(Qt.AlignmentFlag.AlignTop)
            text.setWordWrap(True)
            self._grid.addWidget(icon, row, 0)
            self._grid.addWidget(text, row, 1)
            self._rows.append((icon, text))
        theme.changed.connect(self._draw)
        self._draw()

    def show_findings(self, findings: Sequence[tuple[str, str]]) -> None:
        """Shows the first of these, each an icon of FAMILY and a sentence."""
        self._shown = tuple(findings[: len(self._rows)])
        self._draw()

    def texts(self) -> list[str]:
        """Returns the sentences in view."""
        return [text for _, text in self._shown]

    def _draw(self) -> None:
        theme, px = self._theme, self._theme.px
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(px(6))
        self._grid.setVerticalSpacing(px(4))
        for number, (icon, text) in enumerate(self._rows):
            there = number < len(self._shown)
            icon.setVisible(there)
            text.setVisible(there)
            if not there:
                continue
            name, said = self._shown[number]
            family = FAMILY[name]
            tint = theme.tokens.color("text2" if family == "text2" else f"{family}.text")
            icon.setPixmap(theme.icons.pixmap(name, tint, px(_ICON), self.devicePixelRatioF()))
            restyle(text, ink=family)
            text.setText(marked(said if len(said) <= _CUT else f"{said[:_CUT].rstrip()}…"))
            text.setToolTip(tool_tip(said) if len(said) > _CUT else "")
            text.setAccessibleName(marked(said))
