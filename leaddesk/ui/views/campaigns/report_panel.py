"""What *Pause all active* or *Restore* does: campaign by campaign as the results come, with seconds, and no pop-up.

It is there from the press on and keeps its height: nothing jumps when a result arrives.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QStyleOptionViewItem, QVBoxLayout

from leaddesk.domain.act import Act, ActOutcome
from leaddesk.language import tr, tr_now
from leaddesk.services.change_campaign import ActResult
from leaddesk.services.pause_all import PauseAllReport
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.campaigns.words import FAMILY, ICONS
from leaddesk.ui.views.painted_cells import EvenRows
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.explained import tool_tip
from leaddesk.ui.widgets.labels import ElidedLabel
from leaddesk.ui.widgets.plaintext import marked

_HEIGHT, _ROW = 168, 26
_LOW, _LOW_HEIGHT = 640, 104
"""In a place lower than so many pixels at 100 %, the panel has so many."""


class ReportPanel(QFrame):
    """Shows; whoever owns it begins and ends the work."""

    restore_wanted = Signal()
    came_or_went = Signal()
    """It is there now, or no longer."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._first = 0
        """Lines at the top of the list that say what is not done."""
        self.setProperty("surface", "header")
        self.heading = ElidedLabel(use="heading")
        self.heading.setAccessibleName(tr("Progress"))
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Results"))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        _AsWideAsTheList(theme, self.list, _ROW)
        self.restore_button = Button(theme, tr("Restore…"), icon="play")
        self.close_button = Button(theme, tr("Close"))
        self._head, self._column = QHBoxLayout(), QVBoxLayout(self)
        self._head.addWidget(self.heading, 1)
        self._head.addWidget(self.restore_button)
        self._head.addWidget(self.close_button)
        self._column.addLayout(self._head)
        self._column.addWidget(self.list, 1)
        self.restore_button.clicked.connect(self.restore_wanted)
        self.close_button.clicked.connect(self.hide)
        theme.changed.connect(self._fit)
        self._fit()
        self.hide()

    def begin(self, title: str) -> None:
        """Shows the panel, empty, for work that has begun."""
        self.list.clear()
        self._first = 0
        self.restore_button.hide()
        self.say(title)
        self.show()

    def say(self, text: str) -> None:
        """Says how the work stands."""
        self.heading.set_text(text)

    def add(self, result: ActResult) -> None:
        """Shows what became of one campaign; what is not done stands above all that is."""
        self._line(
            ICONS[result.outcome],
            f"{FAMILY[result.outcome]}.text",
            result_line(result),
            first=result.outcome is not ActOutcome.DONE,
        )

    def finish(self, title: str, report: PauseAllReport, *, may_restore: bool) -> None:
        """Says how it ended, with what may still go out and what else there is to say."""
        for said in (*report.may_still_send, *report.notices):
            self._line("triangle-alert", "warn.text", said)
        self.say(title)
        self.restore_button.setVisible(may_restore)

    def lines(self) -> list[str]:
        """Returns what the list says."""
        return [self.list.item(row).text() for row in range(self.list.count())]

    def fit(self, room: int) -> bool:
        """Takes less of a low place, and tells whether it is one; `room` is the place's height in pixels."""
        px = self._theme.px
        low = room < px(_LOW)
        self.setFixedHeight(px(_LOW_HEIGHT if low else _HEIGHT))
        return low

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.came_or_went.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.came_or_went.emit()

    def _line(self, icon: str, ink: str, text: str, *, first: bool = False) -> None:
        side = self._theme.px(16)
        item = QListWidgetItem(self._theme.icons.icon(icon, self._theme.tokens.color(ink), side), marked(text))
        item.setToolTip(tool_tip(text))
        if first:
            self.list.insertItem(self._first, item)
            self._first += 1
            self.list.scrollToTop()
        else:
            self.list.addItem(item)

    def _fit(self) -> None:
        px = self._theme.px
        self.setFixedHeight(px(_HEIGHT))
        self._column.setContentsMargins(px(20), px(8), px(16), px(8))
        self._column.setSpacing(px(6))
        self._head.setSpacing(px(8))


class _AsWideAsTheList(EvenRows):
    """Elides a line that is longer than the list, whichever line came first and was measured for all."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, super().sizeHint(option, index).height())


def result_line(result: ActResult) -> str:
    """Returns a result as one line that begins with the campaign and the outcome's word."""
    order = result.request.order
    name = order.campaign_name or order.campaign_id
    if result.outcome is ActOutcome.DONE:
        word = tr("active") if order.act is Act.ACTIVATE else tr("paused")
        return f"{name}: {word}, {result.change}"
    said = result.explanation.sentence()
    told = tr("{name} did not change: {change}.", name=name, change="\0").partition("\0")[0]  # as the service says it
    if result.outcome is ActOutcome.DID_NOT_CHANGE and said.startswith(told):
        return tr("{name}: did not change, {change}", name=name, change=said.removeprefix(told))
    return f"{name}: {tr_now(result.outcome)}. {said}"
