"""The filters that narrow *History* as one line, each with a press that takes it away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from leaddesk.language import tr, tr_now
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.history.filters import ActiveFilter
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.explained import plain_tip
from leaddesk.ui.widgets.labels import plain_label

_LEAST = 640
_AROUND = 56
"""What a filter takes beside its words, and the space to the next one."""


class FilterLine(QFrame):
    """Takes no room while nothing is narrowed."""

    removed = Signal(object)
    """That `FilterKey` is to be taken away."""
    cleared = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("surface", "surface")
        self._label = plain_label(tr("Shown only"), use="hint", ink="text2")
        self.clear = Button(theme, tr("Clear filters"), role="link")
        self.clear.clicked.connect(self.cleared)
        self.chips: list[Button] = []
        self._words: list[str] = []
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._label)
        self._row.addWidget(self.clear)
        self._row.addStretch()
        theme.changed.connect(self._fit)
        self._fit()
        self.hide()

    def show_filters(self, active: Sequence[ActiveFilter]) -> None:
        """Shows other filters; the focus stays in the line where it was in it."""
        words = [f"{tr_now(filter.key.value)}: {filter.words}" for filter in active]
        if words == self._words:
            return
        had_focus = any(chip.hasFocus() for chip in self.chips)
        for chip in self.chips:
            chip.hide()
            self._row.removeWidget(chip)
            chip.deleteLater()
        self._words = words
        self.chips = [self._chip(filter, text) for filter, text in zip(active, words, strict=True)]
        for at, chip in enumerate(self.chips, start=1):
            self._row.insertWidget(at, chip)
        self.setVisible(bool(active))
        self._fit_chips()
        if had_focus and self.chips:
            self.chips[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_chips()

    def _chip(self, filter: ActiveFilter, words: str) -> Button:
        chip = Button(self._theme, words, icon="x")
        chip.setAccessibleName(tr("Remove {words}", words=words))
        chip.clicked.connect(lambda: self.removed.emit(filter.key))
        return chip

    def _fit_chips(self) -> None:
        """Shortens words that do not fit; the whole text is in the tool tip then."""
        if not self.chips:
            return
        px, count = self._theme.px, len(self.chips)
        taken = self._label.sizeHint().width() + self.clear.sizeHint().width() + px(44)
        metrics = self.chips[0].fontMetrics()
        widths = [metrics.horizontalAdvance(words) + 1 for words in self._words]
        most = _shared_out(self.width() - taken - count * px(_AROUND), widths)
        for chip, words in zip(self.chips, self._words, strict=True):
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(px(40), most))
            chip.setText(shown)
            chip.setToolTip(plain_tip(words) if shown != words else "")

    def _fit(self) -> None:
        px = self._theme.px
        self.setMinimumWidth(px(_LEAST))  # else the words that fit now would keep the window from growing narrower
        self._row.setContentsMargins(px(20), 0, px(16), px(10))
        self._row.setSpacing(px(8))
        self._fit_chips()


def _shared_out(room: int, widths: Sequence[int]) -> int:
    """Returns how wide the widest may be, so that all fit into the room and only the long ones are shortened."""
    waiting = sorted(widths)
    while waiting and waiting[0] * len(waiting) <= room:
        room -= waiting.pop(0)
    return room // len(waiting) if waiting else max(widths)
