"""The filters of a search as chips, wrapped over as many lines as they need, with *Add filter* behind the last one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from leaddesk.domain.lead_search import FilterKind, FilterSpec, LeadFilter, LeadQuery, SearchForm
from leaddesk.language import tr, tr_now
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.views.search.filters import FilterPanel, filter_words
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.explained import plain_tip
from leaddesk.ui.widgets.menus import drop_menu
from leaddesk.ui.widgets.plaintext import marked
from leaddesk.ui.widgets.sides import placed

_MOST = 400
"""Pixels at 100 % for the words of one chip; the rest is in the tool tip."""
_MOST_TIME = 480
"""The same of a chip with a time, which is cut only where a line is too short for it."""
_LEAST = 40
_HEIGHT = 28


class FilterChip(QFrame):
    """One filter: a press on its words edits it, the cross or Delete removes it."""

    edit_wanted = Signal(str)
    """The filter with that key is to be edited."""
    removed = Signal(str)
    """The filter with that key is to be taken away."""

    def __init__(self, theme: Theme, parent: QWidget, item: LeadFilter, words: str, *, whole: bool) -> None:
        """`whole` words are cut short only where a line has no room for them: a time."""
        super().__init__(parent)
        self._theme, self._key, self._shown = theme, item.key, ""
        self._said = words = marked(words)
        self._most = _MOST_TIME if whole else _MOST
        if item.on:
            self.setProperty("surface", "chip")
        self.words = Button(theme, words, role="quiet")
        self.words.setProperty("measure", "small")
        self.words.setAccessibleDescription(tr("Edit this filter") if item.on else tr("Edit this filter, which is off"))
        self._show(theme.px(self._most))
        self.cross = Button(theme, "", icon="x", role="quiet")
        self.cross.setAccessibleName(tr("Remove {words}", words=words))
        self.cross.setToolTip(tr("Remove this filter"))
        restyle(self.cross, bare=True, measure="small")
        self.cross.setFixedWidth(theme.px(26))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.words)
        row.addWidget(self.cross)
        self.words.clicked.connect(lambda: self.edit_wanted.emit(self._key))
        self.cross.clicked.connect(lambda: self.removed.emit(self._key))

    def fit(self, room: int) -> None:
        """Shortens the words where the chip would be wider than so many pixels."""
        around = self.sizeHint().width() - self.words.fontMetrics().horizontalAdvance(self._shown)
        self._show(max(self._theme.px(_LEAST), min(self._theme.px(self._most), room - around)))

    def _show(self, most: int) -> None:
        shown = self.words.fontMetrics().elidedText(self._said, Qt.TextElideMode.ElideRight, most)
        if shown != self._shown:
            self._shown = shown
            self.words.setText(shown.replace("&", "&&"))
            self.words.setToolTip(plain_tip(self._said) if shown != self._said else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(self._key)
            return
        super().keyPressEvent(event)


class FilterChips(QWidget):
    """Holds the filters that are asked for."""

    changed = Signal()
    drawn = Signal()
    """The chips are others than before: the keys' way through them too."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._form: SearchForm | None = None
        self._zone = ""
        self._check: Callable[[LeadFilter], str] = lambda _item: ""
        self._filters: tuple[LeadFilter, ...] = ()
        self.chips: dict[str, FilterChip] = {}
        self.add = Button(theme, tr("Add filter"), icon="plus", role="link")
        self.add.setParent(self)
        self.add.clicked.connect(self.open_menu)
        theme.changed.connect(self._place)

    # ------------------------------------------------------------ what others call

    def offer(self, form: SearchForm, check: Callable[[LeadFilter], str]) -> None:
        """Offers the filters of a vendor; `check` says what is wrong with one."""
        self._form, self._check = form, check
        self._draw()

    def filters(self) -> tuple[LeadFilter, ...]:
        """Returns the filters, those that are switched off too."""
        return self._filters

    def put(self, filters: tuple[LeadFilter, ...]) -> None:
        """Shows other filters, without a word."""
        self._filters = filters
        self._draw()

    def set_zone(self, zone: str) -> None:
        """Shows and reads times in another zone."""
        if zone != self._zone:
            self._zone = zone
            self._draw()

    def open_menu(self) -> QMenu:
        """Opens the list of filters that are not there yet."""
        menu = QMenu(self.add)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for spec in self._form.filters if self._form else ():
            if spec.key not in self.chips:
                action = menu.addAction(f"{tr_now(spec.label)}  ({spec.key})")
                action.triggered.connect(lambda _on=False, key=spec.key: self.edit(key))
        drop_menu(menu, self.add)
        return menu

    def edit(self, key: str) -> FilterPanel | None:
        """Opens the editor of a filter, whether it is there yet or not."""
        spec = self._spec(key)
        if spec is None:
            return None
        now = next((one for one in self._filters if one.key == key), None)
        panel = FilterPanel(self._theme, self.window(), spec, now, self._zone, self._check)
        panel.applied.connect(self.take)
        panel.open_below(self.chips[key].words if key in self.chips else self.add)
        return panel

    def take(self, item: LeadFilter) -> None:
        """Puts a filter in; one without a value is taken out."""
        before = LeadQuery(filters=self._filters)
        after = before.with_filter(item) if item.value else before.without_filter(item.key)
        self._change(after.filters, item.key)

    def remove(self, key: str) -> None:
        """Takes a filter out."""
        self._change(LeadQuery(filters=self._filters).without_filter(key).filters)

    def stops(self) -> tuple[QWidget, ...]:
        """Returns what the keys go through, in order."""
        return (*(part for chip in self.chips.values() for part in (chip.words, chip.cross)), self.add)

    # ------------------------------------------------------------ inside

    def _spec(self, key: str) -> FilterSpec | None:
        return self._form.by_key.get(key) if self._form else None

    def _change(self, filters: tuple[LeadFilter, ...], focus: str = "") -> None:
        if filters != self._filters:
            self._filters = filters
            self._draw()
            self.changed.emit()
        (self.chips[focus].words if focus in self.chips else self.add).setFocus(Qt.FocusReason.OtherFocusReason)

    def _draw(self) -> None:
        for chip in self.chips.values():
            chip.hide()
            chip.deleteLater()
        self.chips = {item.key: self._chip(item) for item in self._filters}
        self._place()
        self.drawn.emit()

    def _chip(self, item: LeadFilter) -> FilterChip:
        spec = self._spec(item.key)
        whole = spec is not None and spec.kind is FilterKind.TIME
        chip = FilterChip(self._theme, self, item, filter_words(item, spec, self._zone), whole=whole)
        chip.edit_wanted.connect(self.edit)
        chip.removed.connect(self.remove)
        chip.show()
        return chip

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Lays the chips out beside each other, and on the next line where one does not fit."""
        px = self._theme.px
        gap, left, top, line = px(8), 0, 0, px(_HEIGHT)
        for chip in self.chips.values():
            chip.fit(self.width())
        for part in (*self.chips.values(), self.add):
            size = part.sizeHint()
            line = max(line, size.height())
            if left and left + size.width() > self.width():
                left, top = 0, top + line + px(6)
            width = min(size.width(), max(px(80), self.width() - left))
            middle = top + (line - size.height()) // 2
            part.setGeometry(placed(self.rect(), QRect(left, middle, width, size.height())))
            left += size.width() + gap
        self.setFixedHeight(top + line)
