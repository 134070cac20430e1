"""The practice panel: the table of practice numbers, one press fills a number in; and a history to learn on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from leaddesk.language import tr
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.explained import plain_tip
from leaddesk.ui.widgets.flow import Flow
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.lines import Lines
from leaddesk.ui.widgets.sides import begin_bar, margins

PANEL_WIDTH = 296
_BESIDE_BOX = 60
"""What margins and the box itself take of a line beside a box."""
_ROOM = PANEL_WIDTH - 52
"""Pixels at 100 % for what a number does, beside the list's scroll bar."""
_EDGE, _MOST_LINES = 5, 2
_MANUAL = tr("Ticked: its lines are as the manual has them. Otherwise: as a server was seen to answer.")
_NUMBER, _SAYS = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class PracticeHint:
    """One line of the panel: a number and what the practice server does with it."""

    number: str
    title: str
    says: str
    group: str


class PracticePanel(QFrame):
    """Shows what can be practised; the server itself is somebody else's."""

    number_chosen = Signal(str)
    """A person picked this number."""
    manual_wanted = Signal(bool)
    """Whether Croco-Dial is to answer as its manual has it, and not as a server was seen to."""
    samples_wanted = Signal()
    """The history is to be filled with invented work."""
    first_steps_wanted = Signal()
    """The first steps are to be shown."""

    def __init__(self, theme: Theme, hints: Sequence[PracticeHint]) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("surface", "panel")
        self._icon = QLabel()
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Practice numbers"))
        self.list.setProperty("flush", True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_HintDelegate(theme, self.list))
        self._fill(hints)
        self.list.itemClicked.connect(self._choose)
        self.list.itemActivated.connect(self._choose)
        self.close_button = Button(theme, "", icon="x", role="quiet")
        self.close_button.setAccessibleName(tr("Close practice panel"))
        self.close_button.setToolTip(tr("Close practice panel"))
        self.close_button.setProperty("bare", True)
        self.steps_button = Button(theme, tr("First steps"), role="link")
        self.steps_button.clicked.connect(self.first_steps_wanted)
        title = QHBoxLayout()
        title.addWidget(self._icon)
        words = Flow()
        words.add(plain_label(tr("Practice panel"), use="heading"))
        words.add_stretch()
        words.add(self.steps_button)
        title.addWidget(words, 1)
        title.addWidget(self.close_button)
        text = plain_label(tr("A server on this computer answers. Press a line to fill its number in."), ink="text2")
        text.setWordWrap(True)
        self.manual_box = QCheckBox()
        self.manual_box.setAccessibleName(tr("Croco-Dial as its manual has it"))
        self.manual_box.setToolTip(_MANUAL)
        self.manual_box.setAccessibleDescription(_MANUAL)
        self.manual_box.toggled.connect(self.manual_wanted)
        self.samples_button = Button(theme, tr("Add sample history"), icon="history")
        self.samples_button.clicked.connect(self.samples_wanted)
        about = plain_label(tr("Six weeks of invented work, to look through in Check number and History."), ink="text2")
        about.setWordWrap(True)
        self._column = column = QVBoxLayout(self)
        column.addLayout(title)
        column.addWidget(text)
        column.addWidget(self.list, 1)
        column.addWidget(self.manual_box)
        column.addWidget(about)
        column.addWidget(self.samples_button)
        theme.changed.connect(self._draw)
        self._draw()

    def _fill(self, hints: Sequence[PracticeHint]) -> None:
        group = ""
        for hint in hints:
            if hint.group != group:
                group = hint.group
                QListWidgetItem(group, self.list).setFlags(Qt.ItemFlag.NoItemFlags)
            item = QListWidgetItem(hint.title, self.list)
            item.setData(_NUMBER, hint.number)
            item.setData(_SAYS, hint.says)
            told = f"{hint.title}, {hint.number}, {hint.says}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
            item.setToolTip(plain_tip(f"{hint.number}: {hint.says}"))

    def _choose(self, item: QListWidgetItem) -> None:
        if number := item.data(_NUMBER):
            self.number_chosen.emit(number)

    def _draw(self) -> None:
        px = self._theme.px
        self.setFixedWidth(px(PANEL_WIDTH))
        self._column.setContentsMargins(margins(px(16), px(12), px(8), px(8)))
        self._column.setSpacing(px(8))
        words = Lines(self.manual_box.accessibleName(), self._theme.font("body"))
        lines = words.broken(px(PANEL_WIDTH - _BESIDE_BOX))
        self.manual_box.setText("\n".join(lines))
        color = self._theme.tokens.color("practice.fill")
        self._icon.setPixmap(self._theme.icons.pixmap("graduation-cap", color, px(18), self.devicePixelRatioF()))
        self.list.scheduleDelayedItemsLayout()


class _HintDelegate(QStyledItemDelegate):
    """A heading on one line; a number's title over what it does, which is never cut short."""

    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        px = self._theme.px
        if not index.data(_NUMBER):
            return QSize(0, px(30))
        # The width in view changes with the scroll bar, which comes and goes with these heights.
        told = self._told(index)
        lines = told.at(px(_ROOM), _MOST_LINES)
        return QSize(0, px(2 * _EDGE) + QFontMetrics(self._theme.font("name")).lineSpacing() + lines * told.spacing)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        px, rect = self._theme.px, option.rect
        painter.save()
        if index.data(_NUMBER):
            if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
                painter.fillRect(rect, self._theme.color("selection"))
            if option.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(begin_bar(rect, px(2)), self._theme.color("accent"))
            inner = rect.adjusted(px(8), px(_EDGE), -px(8), -px(_EDGE))
            line = QFontMetrics(self._theme.font("name")).lineSpacing()
            upper = QRect(inner.left(), inner.top(), inner.width(), line)
            self._line(painter, upper, "name", "text", index.data(Qt.ItemDataRole.DisplayRole))
            lower = QRect(inner.left(), inner.top() + line, px(_ROOM), inner.height() - line)
            self._told(index).paint(painter, lower, _MOST_LINES, self._theme.color("text2"), Qt.AlignmentFlag.AlignLeft)
        else:
            self._line(
                painter, rect.adjusted(0, px(6), 0, 0), "heading", "text", index.data(Qt.ItemDataRole.DisplayRole)
            )
        painter.restore()

    def _told(self, index: QModelIndex | QPersistentModelIndex) -> Lines:
        """Returns the number and what it does, in the font of the present zoom."""
        return Lines(f"{index.data(_NUMBER)}, {index.data(_SAYS)}", self._theme.font("hint"))

    def _line(self, painter: QPainter, rect: QRect, use: str, ink: str, text: str) -> None:
        font = self._theme.font(use)
        painter.setFont(font)
        painter.setPen(self._theme.color(ink))
        cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), cut)
