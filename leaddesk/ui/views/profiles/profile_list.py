"""The list of profiles: environment by colour and by word, vendor, and what is not saved yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from leaddesk.domain.profile import ConnectionProfile, Environment, SafetyLevel
from leaddesk.language import tr, tr_now
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.flow import Flow
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import marked
from leaddesk.ui.widgets.sides import placed

_ROW, _GAP = 46, 6
_LINE = Qt.ItemDataRole.UserRole
_ROLES = {
    Environment.PRODUCTION: "production.fill",
    Environment.TEST: "test.fill",
    Environment.PRACTICE: "practice.fill",
}


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """What one row of the list says."""

    profile: ConnectionProfile
    vendor: str
    unsaved: bool = False

    @property
    def detail(self) -> str:
        """The words after the environment."""
        read_only = tr("read only") if self.profile.safety is SafetyLevel.READ_ONLY else ""
        return ", ".join(part for part in (self.vendor, read_only, tr("unsaved") if self.unsaved else "") if part)


class ProfileList(QFrame):
    """The list with *Add profile*, *Import…* and *Export…*."""

    chosen = Signal(str)
    """The profile with this id became the current one by hand."""
    add_asked = Signal()
    import_asked = Signal()
    export_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("surface", "surface")
        self._lines: tuple[ProfileLine, ...] = ()
        self.list = _Rows()
        self.list.setAccessibleName(tr("Profiles"))
        self.list.setItemDelegate(_ProfileDelegate(theme, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._current_changed)
        self.add = Button(theme, tr("Add profile"), icon="plus", role="link")
        self.add.clicked.connect(self.add_asked)
        self.import_ = Button(theme, tr("Import…"), icon="upload", role="quiet")
        self.import_.clicked.connect(self.import_asked)
        self.export = Button(theme, tr("Export…"), icon="download", role="quiet")
        self.export.clicked.connect(self.export_asked)
        title = plain_label(tr("Profiles"), use="heading")
        title.setBuddy(self.list)
        head = Flow()
        head.add(title)
        head.add_stretch()
        head.add(self.add)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(_empty_note(theme))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(16), theme.px(10), theme.px(12), theme.px(12))
        column.setSpacing(theme.px(8))
        column.addWidget(head)
        column.addWidget(self._pages, 1)
        foot = Flow()
        foot.add(self.import_)
        foot.add(self.export)
        column.addWidget(foot)

    def stops(self) -> list[QWidget]:
        """Returns the controls in the order of Tab."""
        return [self.list, self.add, self.import_, self.export]

    def show_lines(self, lines: Sequence[ProfileLine], current: str) -> None:
        """Shows these profiles with one of them chosen; an unknown id chooses none."""
        lines = tuple(lines)
        self.list.blockSignals(True)
        if [line.profile.id for line in lines] != [line.profile.id for line in self._lines]:
            self.list.clear()
            for _line in lines:
                self.list.addItem(QListWidgetItem())
        self._lines = lines
        for row, line in enumerate(lines):
            item = self.list.item(row)
            item.setText(marked(line.profile.name))
            item.setData(_LINE, line)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, marked(line.profile.name))
            item.setData(
                Qt.ItemDataRole.AccessibleDescriptionRole, f"{tr_now(line.profile.environment)}, {line.detail}"
            )
        ids = [line.profile.id for line in lines]
        self.list.setCurrentRow(ids.index(current) if current in ids else -1)
        self.list.blockSignals(False)
        self._pages.setCurrentIndex(0 if lines else 1)
        self.export.setEnabled(bool(lines))
        self.list.viewport().update()

    def start(self) -> QWidget:
        """Returns where the work of the place begins."""
        return self.list if self._lines else self.add

    def _current_changed(self, row: int) -> None:
        if 0 <= row < len(self._lines):
            self.chosen.emit(self._lines[row].profile.id)


class _Rows(QListWidget):
    """The rows; focus alone chooses none of them, as a new profile that is not saved yet has no row."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        none_chosen = self.currentRow() < 0
        was_blocked = self.blockSignals(none_chosen or self.signalsBlocked())
        super().focusInEvent(event)
        if none_chosen:
            self.setCurrentRow(-1)
        self.blockSignals(was_blocked)


def _empty_note(theme: Theme) -> QWidget:
    page = QWidget()
    note = QFrame()
    note.setProperty("plate", "dashed")
    inner = QVBoxLayout(note)
    inner.setContentsMargins(theme.px(12), theme.px(12), theme.px(12), theme.px(12))
    text = plain_label(tr("No profiles yet. A profile is a connection to one vendor; add the first one."), ink="text2")
    text.setWordWrap(True)
    inner.addWidget(text)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(note)
    column.addStretch(1)
    return page


class _ProfileDelegate(QStyledItemDelegate):
    """Draws a profile: environment bar, name, environment word in capitals, vendor."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, self._theme.px(_ROW + _GAP))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, px = self._theme, self._theme.px
        line = index.data(_LINE)
        rect = option.rect.adjusted(0, 0, 0, -px(_GAP))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selection"))
            painter.drawRoundedRect(rect, px(4), px(4))
        if option.state & QStyle.StateFlag.State_HasFocus or (chosen and theme.tokens.name == "contrast"):
            painter.setPen(QPen(theme.color("accent"), px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(px(1), px(1), -px(1), -px(1)), px(4), px(4))
        colour = theme.color(_ROLES[line.profile.environment])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        bar = QRect(rect.left() + px(12), rect.top() + px(7), px(4), rect.height() - px(14))
        painter.drawRoundedRect(placed(rect, bar), 2, 2)
        words = rect.adjusted(px(26), px(5), -px(8), -px(5))
        middle = words.height() // 2
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        above = placed(rect, words.adjusted(0, 0, 0, -middle))
        _draw(painter, theme, "name", "text", above, marked(line.profile.name))
        below = words.adjusted(0, middle, 0, 0)
        painter.setFont(theme.font("badge"))
        painter.setPen(colour)
        word = tr_now(line.profile.environment).upper()
        painter.drawText(placed(rect, below), int(left), word)
        below.setLeft(below.left() + QFontMetrics(painter.font()).horizontalAdvance(word) + px(8))
        _draw(painter, theme, "hint", "warn.text" if line.unsaved else "text2", placed(rect, below), line.detail)
        painter.restore()


def _draw(painter: QPainter, theme: Theme, use: str, role: str, rect: QRect, text: str) -> None:
    painter.setFont(theme.font(use))
    painter.setPen(theme.color(role))
    cut = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), cut)
