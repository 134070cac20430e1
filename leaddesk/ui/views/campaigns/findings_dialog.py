"""All findings about a schedule or a text, each with its source: read, selected and copied, nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from leaddesk.domain.advice import ADVICE
from leaddesk.language import tr
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.verdict.raw_text import spelled_out
from leaddesk.ui.widgets.act_dialog import ActDialog

_WIDTH, _HEIGHT = 680, 320


class FindingsDialog(ActDialog):
    """Opened, never executed."""

    def __init__(self, theme: Theme, parent: QWidget, title: str, lines: Sequence[str]) -> None:
        super().__init__(theme, parent, title, ADVICE, way_out=tr("Close"))
        self.take_width(_WIDTH)
        self.words = QPlainTextEdit()
        self.words.setReadOnly(True)
        self.words.setTabChangesFocus(True)
        self.words.setAccessibleName(tr("Findings"))
        self.words.setPlainText("\n\n".join(map(spelled_out, lines)))
        self.words.setMinimumHeight(theme.px(_HEIGHT))
        self.add(self.words)
