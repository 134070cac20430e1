"""Asks which profiles to export: all of them, unless a tick is taken away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from leaddesk.domain.profile import ConnectionProfile
from leaddesk.language import tr
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import marked

_WIDTH = 480
_TALLEST = 240
"""Pixels at 100 % that the profiles take at most; more of them scroll."""


class ExportDialog(QDialog):
    """Opened, never executed; `chosen` brings the answer."""

    chosen = Signal(list)
    """The ids of the ticked profiles."""

    def __init__(self, theme: Theme, parent: QWidget, profiles: Sequence[ConnectionProfile], note: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export profiles"))
        self.setAccessibleName(tr("Export profiles"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(theme.px(_WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(20), theme.px(20), theme.px(20), theme.px(16))
        column.setSpacing(theme.px(12))
        column.addWidget(plain_label(tr("Export profiles"), use="title"))
        text = plain_label(f"{tr('With their destinations, without keys and passwords.')} {note}".strip(), ink="text2")
        text.setWordWrap(True)
        column.addWidget(text)
        self.ticks = {profile.id: self._tick(profile.name) for profile in profiles}
        column.addWidget(self._scrolling(theme))
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addStretch(1)
        self.way_out = Button(theme, tr("Cancel"))
        self.way_out.clicked.connect(self.reject)
        self.verb = Button(theme, tr("Export"), role="primary")
        self.verb.setDefault(True)
        self.verb.clicked.connect(self.accept)
        row.addWidget(self.way_out)
        row.addWidget(self.verb)
        column.addLayout(row)
        self.accepted.connect(lambda: self.chosen.emit(self._ticked()))
        next(iter(self.ticks.values())).setFocus()

    def _tick(self, name: str) -> QCheckBox:
        tick = QCheckBox(marked(name).replace("&", "&&"))
        tick.setAccessibleName(marked(name))
        tick.setChecked(True)
        tick.toggled.connect(self._fit)
        return tick

    def _scrolling(self, theme: Theme) -> QScrollArea:
        inner = QWidget()
        inner.setProperty("surface", "clear")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        for tick in self.ticks.values():
            column.addWidget(tick)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        scroll.setFixedHeight(min(inner.sizeHint().height() + theme.px(4), theme.px(_TALLEST)))
        return scroll

    def _ticked(self) -> list[str]:
        return [profile_id for profile_id, tick in self.ticks.items() if tick.isChecked()]

    def _fit(self) -> None:
        self.verb.setEnabled(bool(self._ticked()))
