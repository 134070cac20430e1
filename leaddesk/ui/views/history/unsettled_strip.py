"""The queue of outcomes that nobody knows: they are work, not news."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel

from leaddesk.domain.exchange import ExchangeRow
from leaddesk.language import tr, tr_now, trn
from leaddesk.ui.theme import Theme
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.flow import flow_in
from leaddesk.ui.widgets.labels import ElidedLabel, plain_label


class UnsettledStrip(QFrame):
    """Says how many there are, whatever is filtered, and offers the one that has waited longest."""

    settle_wanted = Signal(int)
    """That exchange is to be settled."""

    def __init__(self, theme: Theme, times: LocalTimes, number: Callable[[str], str]) -> None:
        """`number` returns a stored number for the eye."""
        super().__init__()
        self._theme, self._times, self._number = theme, times, number
        self._queue: tuple[ExchangeRow, ...] = ()
        self.setProperty("surface", "notice")
        self.setProperty("band", True)
        self.setProperty("family", "unknown")
        self._icon = QLabel()
        self._title = plain_label(use="heading", ink="unknown")
        self._which = ElidedLabel()
        self.settle = Button(theme, tr("Settle next…"), icon="check")
        self.settle.clicked.connect(self._ask)
        self._row = flow_in(self)
        self._row.add(self._icon)
        self._row.add(self._title)
        self._row.add(self._which, grows=True)
        self._row.add(self.settle)
        theme.changed.connect(self._draw)
        self._draw()
        self.hide()

    def show_queue(self, queue: Sequence[ExchangeRow], now: datetime) -> None:
        """Shows the open unknowns, the oldest first; hidden when there is none."""
        self._queue = tuple(queue)
        self.setVisible(bool(queue))
        if not queue:
            return
        oldest, count = queue[0], len(queue)
        self._title.setText(trn("1 outcome is unsettled", "{count} outcomes are unsettled", count))
        when = self._times.moment(oldest.at, now)
        if oldest.is_act:
            text = tr(
                "{act}, {destination}, {when}. "
                "A list cannot be read again: look in the product before anybody presses it again.",
                act=tr_now(oldest.act),
                destination=oldest.destination_name,
                when=when,
            )
        else:
            text = tr(
                "{number}, {destination}, {when}. It may be loaded: look in the dialer before anybody sends it again.",
                number=self._number(oldest.number),
                destination=oldest.destination_name,
                when=when,
            )
        self._which.set_text(text if count == 1 else tr("Oldest: {text}", text=text))

    def show_again(self, now: datetime) -> None:
        """Shows the same ones, with numbers masked otherwise or on another day."""
        self.show_queue(self._queue, now)

    def _ask(self) -> None:
        if self._queue:
            self.settle_wanted.emit(self._queue[0].id)

    def _draw(self) -> None:
        theme, px = self._theme, self._theme.px
        tint = theme.tokens.unknown.text
        self._icon.setPixmap(theme.icons.pixmap("circle-question-mark", tint, px(18), self.devicePixelRatioF()))
        self._row.setContentsMargins(px(20), px(5), px(16), px(5))
        self._row.set_gap(px(10))
