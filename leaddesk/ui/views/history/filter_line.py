"""The filters that narrow *History* as one line, each with a press that takes it away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame

from leaddesk.language import tr, tr_now
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.history.filters import ActiveFilter
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.explained import plain_tip
from leaddesk.ui.widgets.flow import flow_in
from leaddesk.ui.widgets.labels import plain_label

_LEAST = 320
_AROUND = 56
"""What a filter takes beside its words, and the space to the next one."""
_READABLE = 120
"""Filters go on in a further line before their words are shortened to less than so many pixels at 100 %."""


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
        self._row = flow_in(self)
        self._row.add(self._label)
        self._row.add(self.clear)
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
            self._row.remove(chip)
            chip.deleteLater()
        self._words = words
        self.chips = [self._chip(filter, text) for filter, text in zip(active, words, strict=True)]
        self._row.remove(self.clear)
        for part in (*self.chips, self.clear):
            self._row.add(part)
            part.show()
        self.setVisible(bool(active))
        self._fit_chips()
        if had_focus and self.chips:
            self.chips[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_chips()

    def _chip(self, filter: ActiveFilter, words: str) -> Button:
        chip = Button(self._theme, words, icon="x")
        chip.setProperty("measure", "small")
        chip.setAccessibleName(tr("Remove {words}", words=words))
        chip.clicked.connect(lambda: self.removed.emit(filter.key))
        return chip

    def _fit_chips(self) -> None:
        """Shortens words that do not fit; the whole text is in the tool tip then."""
        if not self.chips:
            return
        px, metrics = self._theme.px, self.chips[0].fontMetrics()
        margins = self._row.contentsMargins()
        room = self.width() - margins.left() - margins.right()
        taken = self._label.sizeHint().width() + self.clear.sizeHint().width() + 2 * px(8)
        widths = [metrics.horizontalAdvance(words) + 1 for words in self._words]
        most = _shared_out(room - taken - len(self.chips) * px(_AROUND), widths)
        if most < px(_READABLE):
            most = room - px(_AROUND)
        for chip, words in zip(self.chips, self._words, strict=True):
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(px(40), most))
            chip.setText(shown)
            chip.setToolTip(plain_tip(words) if shown != words else "")

    def _fit(self) -> None:
        px = self._theme.px
        self.setMinimumWidth(px(_LEAST))  # else words that fit now would keep the window from growing narrower
        self._row.setContentsMargins(px(20), 0, px(16), px(10))
        self._row.set_gap(px(8))
        self._fit_chips()


def _shared_out(room: int, widths: Sequence[int]) -> int:
    """Returns how wide the widest may be, so that all fit into the room and only the long ones are shortened."""
    waiting = sorted(widths)
    while waiting and waiting[0] * len(waiting) <= room:
        room -= waiting.pop(0)
    return room // len(waiting) if waiting else max(widths)
