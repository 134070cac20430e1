"""The page *Events*: what the vendor says has happened, the latest first, as a timeline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from leaddesk.domain.campaign import Campaign, CampaignEvent
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.language import tr, trn
from leaddesk.ui.models.campaign_words import NOT_RETURNED, CampaignWords
from leaddesk.ui.theme import Theme
from leaddesk.ui.times import utc_text
from leaddesk.ui.views.campaigns.pages import CampaignPage
from leaddesk.ui.views.painted_cells import EvenRows
from leaddesk.ui.widgets.explained import tool_tip
from leaddesk.ui.widgets.plaintext import marked
from leaddesk.ui.widgets.sides import margins, placed

_ROW = 30
_EDGE, _GAP = 3, 16
_PARTS = Qt.ItemDataRole.UserRole
_LINE = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
_MOST = 2000
_EARLIEST = datetime.min.replace(tzinfo=UTC)


class EventsPage(CampaignPage):
    """Filled when it is in view."""

    def __init__(self, theme: Theme, words: CampaignWords) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Events"))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._lines = _EventLines(theme, self.list, _ROW)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.list)
        theme.changed.connect(self._fit)
        self._fit()

    def show_campaign(self, campaign: Campaign | None, _profile: ConnectionProfile | None) -> None:
        self.list.clear()
        events = sorted(campaign.events if campaign else (), key=_at, reverse=True)
        self._lines.measure([self._parts(event) for event in events[:_MOST]])
        for event in events[:_MOST]:
            item = QListWidgetItem(self._line(event))
            item.setData(_PARTS, self._parts(event))
            item.setToolTip(tool_tip(utc_text(event.at.at) if event.at.at else "", event.message[:2000]))
            self.list.addItem(item)
        if len(events) > _MOST:
            more = len(events) - _MOST
            self.list.addItem(trn("1 earlier one is under Raw.", "{count} earlier ones are under Raw.", more))
        if not events:
            self.list.addItem(tr("No events came.") if campaign else tr("No campaign is chosen."))

    def stops(self) -> list[QWidget]:
        return [self.list]

    def _fit(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(margins(px(12), px(8), 0, 0))

    def _line(self, event: CampaignEvent) -> str:
        return "   ".join(self._parts(event))

    def _parts(self, event: CampaignEvent) -> tuple[str, str, str]:
        """Returns when, what kind and in which words, control and direction characters marked."""
        return self._words.when(event.at), marked(event.kind or NOT_RETURNED), marked(event.message[:400])


class _EventLines(EvenRows):
    """Draws when, kind and words one under the other, so that the eye can run down a timeline."""

    def __init__(self, theme: Theme, view: QListWidget, height: int) -> None:
        super().__init__(theme, view, height)
        self._widths = (0, 0)

    def measure(self, events: Sequence[tuple[str, str, str]]) -> None:
        """Takes the widest time and the widest kind of these."""
        metrics = QFontMetrics(self._theme.font("body"))
        when, kind = (max((metrics.horizontalAdvance(one[at]) for one in events), default=0) for at in range(2))
        self._widths = when, kind

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        parts = index.data(_PARTS)
        self.initStyleOption(option, index)
        if parts:
            option.text = ""
        view = option.widget
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, view)
        if not parts:
            return
        gap, left, rect = self._theme.px(_GAP), option.rect.left() + self._theme.px(_EDGE), option.rect
        painter.save()
        painter.setFont(self._theme.font("body"))
        for text, ink, width in zip(parts, ("text2", "text3", "text"), (*self._widths, 0), strict=True):
            place = QRect(left, rect.top(), width or rect.right() - left, rect.height())
            painter.setPen(self._theme.color(ink))
            painter.drawText(placed(rect, place), _LINE, text)
            left += width + gap
        painter.restore()


def _at(event: CampaignEvent) -> datetime:
    return event.at.at or _EARLIEST
