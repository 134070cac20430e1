"""The guide: chapters at the left with a search over all of them, the chapter at the right.

It stands beside the window and holds nothing up: what it says can be done while it is read.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from leaddesk.domain.guide import Guide
from leaddesk.language import tr, trn
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.guide.text import GuideText
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.search_line import SearchLine

_WIDTH, _HEIGHT, _LIST = 920, 700, 260
_ROOM = 0.94
"""So much of the window the guide takes at most."""
_SHARE = 0.34
"""So much of the guide the list takes at most."""
_ROW = 28
_KEY = Qt.ItemDataRole.UserRole


class _Rows(QStyledItemDelegate):
    """Rows of a height that a hand on the mouse can hit."""

    def __init__(self, height: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._height = height

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        words = super().sizeHint(option, index)
        return QSize(words.width(), max(self._height, words.height() + self._height // 3))


class GuideWindow(QDialog):
    """Opened, never executed; not modal."""

    def __init__(self, theme: Theme, parent: QWidget, guide: Guide) -> None:
        super().__init__(parent)
        self._theme, self._guide = theme, guide
        self._back: list[str] = []
        """Where the reader was, the last one last; the present one is not among them."""
        self._here = ""
        self.setWindowFlag(Qt.WindowType.Window)
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Guide"))
        self.setAccessibleName(tr("Guide"))
        self.search = SearchLine(tr("Search guide"), tr("Search guide (Ctrl+F)"))
        self.found = plain_label(use="hint", ink="text2")
        self.chapters = QListWidget()
        self.text = GuideText(theme)
        self.back_button = Button(theme, tr("Back"), role="quiet")
        self.smaller = Button(theme, tr("Smaller letters"), role="quiet")
        self.larger = Button(theme, tr("Larger letters"), role="quiet")
        self.close_button = Button(theme, tr("Close"))
        self._column, self._foot = QVBoxLayout(self), QHBoxLayout()
        self._side = QVBoxLayout()
        self._prepare()
        self._lay_out()
        self._bind()
        room = parent.window().size() * _ROOM
        self.resize(min(theme.px(_WIDTH), room.width()), min(theme.px(_HEIGHT), room.height()))
        self._fit()
        self._list_all("")

    def show_up(self, link: str) -> None:
        """Shows what a link of the guide leads to, and has the focus there."""
        self.go_to(link)
        self.show()
        self.raise_()
        self.activateWindow()
        self.text.setFocus()

    def go_to(self, link: str) -> None:
        """Shows what a link leads to; one that leads nowhere changes nothing."""
        if not self._guide.resolves(link):
            return
        if self._here and self._here != link:
            self._back.append(self._here)
        self._show(link)

    def look_for(self, words: str) -> None:
        """Looks for words, as somebody does who types them; the first place that holds them is shown."""
        self.search.setText(words)
        self.search.setFocus()
        self._find_next()

    @property
    def here(self) -> str:
        """The link to what is shown."""
        return self._here

    # ------------------------------------------------------------ inside

    def _show(self, link: str) -> None:
        key, _, anchor = link.partition("#")
        chapter = self._guide.chapter(key)
        if chapter is None:
            return
        self._here = link
        self.text.show_chapter(chapter, anchor)
        self.back_button.setEnabled(bool(self._back))
        self.chapters.blockSignals(True)
        for at in range(self.chapters.count()):
            if self.chapters.item(at).data(_KEY) == key:
                self.chapters.setCurrentRow(at)
        self.chapters.blockSignals(False)

    def _go_back(self) -> None:
        if self._back:
            self._show(self._back.pop())

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.go_to(str(item.data(_KEY)))

    def _list_all(self, typed: str) -> None:
        """Lists the chapters with words that begin as typed, else those that hold it within words.

        What is read stays until another one is chosen.
        """
        words, every = tuple(typed.casefold().split()), self._guide.chapters
        found = [one for one in every if one.holds(words, begun=True)] or [one for one in every if one.holds(words)]
        self.chapters.blockSignals(True)
        self.chapters.clear()
        for chapter in found:
            item = QListWidgetItem(chapter.title, self.chapters)
            item.setData(_KEY, chapter.key)
            if chapter.key == self._here.partition("#")[0]:
                self.chapters.setCurrentItem(item)
        self.chapters.blockSignals(False)
        said = trn("{count} chapter", "{count} chapters", len(found)) if found else tr("No chapter holds that.")
        self.found.setText(said if words else tr("Enter finds the next place."))
        if words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.found, said))

    def _find_next(self) -> None:
        """Goes on to the next place that holds what is typed: in this chapter, else in the first one that is listed."""
        typed = self.search.text().strip()
        listed = [str(self.chapters.item(at).data(_KEY)) for at in range(self.chapters.count())]
        if not typed or not listed:
            return
        if self._here.partition("#")[0] not in listed:
            self.go_to(listed[0])
        if not self.text.find_next(typed):
            self.text.find_next(typed.split()[0])

    # ------------------------------------------------------------ building

    def _prepare(self) -> None:
        self.found.setAccessibleName(tr("Found"))
        self.chapters.setAccessibleName(tr("Chapters"))
        self.chapters.setProperty("flush", True)
        self.chapters.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.chapters.setWordWrap(True)
        self.back_button.setEnabled(False)

    def _lay_out(self) -> None:
        side = QWidget()
        side.setLayout(self._side)
        self._side.setContentsMargins(0, 0, 0, 0)
        self._side.addWidget(self.search)
        self._side.addWidget(self.found)
        self._side.addWidget(self.chapters, 1)
        self._split = split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(side)
        split.addWidget(self.text)
        split.setStretchFactor(1, 1)
        for button in (self.back_button, self.smaller, self.larger):
            self._foot.addWidget(button)
        self._foot.addStretch()
        self._foot.addWidget(self.close_button)
        self._column.addWidget(split, 1)
        self._column.addLayout(self._foot)

    def _bind(self) -> None:
        self.search.textChanged.connect(self._list_all)
        self.search.returnPressed.connect(self._find_next)
        self.chapters.currentItemChanged.connect(lambda item, _before: self._choose(item))
        self.chapters.itemActivated.connect(lambda _item: self.text.setFocus())
        self.text.wanted.connect(self.go_to)
        self.back_button.clicked.connect(self._go_back)
        self.smaller.clicked.connect(lambda: self.text.grow(-1))
        self.larger.clicked.connect(lambda: self.text.grow(1))
        self.close_button.clicked.connect(self.reject)
        for keys, act in (
            (QKeySequence.StandardKey.Find, self.search.setFocus),
            (QKeySequence.StandardKey.FindNext, self._find_next),
            (QKeySequence.StandardKey.Back, self._go_back),
            (QKeySequence.StandardKey.ZoomIn, lambda: self.text.grow(1)),
            (QKeySequence.StandardKey.ZoomOut, lambda: self.text.grow(-1)),
            (QKeySequence("Ctrl+0"), lambda: self.text.grow(0)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self._theme.changed.connect(self._fit)

    def _fit(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(16), px(16), px(16), px(12))
        self._column.setSpacing(px(12))
        self._side.setSpacing(px(6))
        self._foot.setSpacing(px(8))
        room = self.width() - px(32)
        side = min(px(_LIST), round(room * _SHARE))
        self._split.setSizes([side, room - side])
        self.chapters.setItemDelegate(_Rows(px(_ROW), self))
