"""The palette itself: a field, what fits what is typed there, and a foot that says how it works.

It stands in the window and not in one of its own: a letter typed right after the shortcut is in the field, whatever the
desktop does with new windows. While it is open the window's other shortcuts are not its own keys' business and rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from leaddesk.language import grouped, tr
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.palette.entries import Entry, Group, find
from leaddesk.ui.views.palette.rows import PaletteCells, PaletteRows, spoken
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import marked

NAME = tr("Commands")
_WIDTH, _HEIGHT, _TOP, _EDGE = 640, 452, 112, 24
_DIM = 110
"""How dark the window behind is, of 255."""
_LONGEST = 80
_OF_WINDOW = tr("What to do, a setting, a campaign, a destination, a phone number")
_OF_DIALOG = tr("What to press here")


_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class PaletteDialog(QDialog):
    """Opened, never executed; it goes when something was chosen, or by Esc, or by a press beside it."""

    chosen = Signal(object)
    """That `Entry` is to be done; the palette is closed already."""

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        entries: Mapping[Group, Sequence[Entry]],
        offer: Callable[[str], Sequence[Entry]] = lambda _typed: (),
        *,
        of_dialog: bool = False,
    ) -> None:
        """Builds the palette over a window, or over a dialog, where there are only its own buttons.

        `entries` are what is known at once, `offer` what typing brings.
        """
        super().__init__(window)
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(NAME)
        self.setAccessibleName(NAME)
        self.setProperty("surface", "bare")
        self._theme, self._window, self._of_dialog = theme, window, of_dialog
        self._entries, self._offer = dict(entries), offer
        self._before = tuple(_from_inside(window.focusWidget()))
        self.veil = _Veil(window, self.reject)
        self.field = _PaletteField(self._step, self._run_current, self.reject, self._give_up)
        self.rows = PaletteRows(self)
        self.list = QListView()
        self.empty = plain_label(use="body", ink="text2")
        self.count = plain_label(use="hint", ink="text2")
        self._stack = QStackedWidget()
        self._icon = QLabel()
        self._panel = QFrame(self)
        self._prepare()
        self._lay_out()
        self._bind()
        self._fit()
        self._show_found()

    def show_up(self) -> None:
        """Shows the palette, its field ready to be typed into."""
        self.veil.show()
        self.veil.raise_()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def bring(self, group: Group, entries: Sequence[Entry]) -> None:
        """Takes what came later; the chosen row stays chosen and in its place."""
        self._entries[group] = entries
        self._show_found(keep=True)

    def current(self) -> Entry | None:
        """Returns the chosen row."""
        return self.rows.entry(self.list.currentIndex().row())

    def done(self, result: int) -> None:
        """Closes, and gives the focus back to what had it unless it has gone elsewhere."""
        had_focus = self.field.hasFocus()
        self._window.removeEventFilter(self)
        self.veil.hide()
        self.veil.deleteLater()
        super().done(result)
        before = next((one for one in self._before if _is_there(one)), None)
        if had_focus and before is not None:
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    # ------------------------------------------------------------ inside

    def _show_found(self, *, keep: bool = False) -> None:
        was = self.current() if keep else None
        above = self.list.verticalScrollBar().value() if keep else 0
        typed = self.field.text()
        offered = self._offer(typed)
        found = find(typed, self._entries, offered)
        self.rows.show_found(found)
        there = sum(len(entries) for entries in self._entries.values()) + len(offered)
        self.count.setText(tr("{fits} of {there}", fits=grouped(found.fits), there=grouped(there)))
        row = self.rows.row_of(was) if was else -1
        self._choose(row if row >= 0 else self.rows.next_to(-1, 1), scroll=not keep)
        if keep:
            self.list.verticalScrollBar().setValue(above)
        else:
            self.list.scrollToTop()
        nothing = self._nothing(marked(typed.strip()))
        self.empty.setText(nothing if not found.fits else "")
        self._stack.setCurrentIndex(0 if found.fits else 1)
        if not found.fits:
            self._announce(nothing)

    def _nothing(self, typed: str) -> str:
        if self._of_dialog:
            return tr("Nothing in this dialog is called “{typed}”. Try fewer letters.", typed=typed)
        return tr(
            "Nothing here is called “{typed}”. Type what is to be done, such as pause or export, a setting, the name "
            "of a campaign or a destination, a word to look up, or a phone number.",
            typed=typed,
        )

    def _choose(self, row: int, *, scroll: bool = True) -> None:
        index = self.rows.index(row, 0) if row >= 0 else QModelIndex()
        self.list.setCurrentIndex(index)
        if scroll and row >= 0:
            self.list.scrollTo(self.rows.index(0 if row == 1 else row, 0))
        entry = self.current()
        said = spoken(entry) if entry else ""
        if said != self.field.accessibleDescription():
            self.field.setAccessibleDescription(said)
            if said and self.isVisible():
                self._announce(said)

    def _step(self, rows: int) -> None:
        step, at = (1 if rows > 0 else -1), self.list.currentIndex().row()
        for _ in range(abs(rows)):
            following = self.rows.next_to(at, step)
            if abs(rows) > 1 and (following - at) * step < 0:
                break
            at = following
        self._choose(at)

    def _run_current(self) -> None:
        if entry := self.current():
            self._run(entry)

    def _press(self, index: QModelIndex) -> None:
        if entry := self.rows.entry(index.row()):
            self._choose(index.row(), scroll=False)
            self._run(entry)

    def _run(self, entry: Entry) -> None:
        if entry.off:
            self._announce(spoken(entry))
            return
        self.accept()
        self.chosen.emit(entry)

    def _give_up(self) -> None:
        """Closes when the focus has gone to something else of the window: two fields must not be typed into."""
        focused: QWidget | None = self._window.focusWidget()
        if self.isVisible() and focused is not None and focused is not self.field:
            self.reject()

    def _announce(self, words: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, words))

    # ------------------------------------------------------------ putting it together

    def _prepare(self) -> None:
        self.field.setAccessibleName(tr("Command"))
        self.field.setPlaceholderText(_OF_DIALOG if self._of_dialog else _OF_WINDOW)
        self.field.setMaxLength(_LONGEST)
        self.field.setProperty("type", "waiting")
        self.list.setAccessibleName(NAME)
        self.list.setModel(self.rows)
        self.list.setItemDelegate(PaletteCells(self._theme, self.list, self.rows))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setMouseTracking(False)
        self.empty.setAccessibleName(tr("Nothing found"))
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.count.setAccessibleName(tr("Found"))
        self._panel.setProperty("surface", "palette")

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._panel)
        self._head, self._foot = QHBoxLayout(), QHBoxLayout()
        self._head.addWidget(self._icon)
        self._head.addWidget(self.field, 1)
        self._head.addWidget(plain_label(tr("Esc closes"), use="hint", ink="text2"))
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        for words in (tr("Up and Down choose"), tr("Enter runs")):
            self._foot.addWidget(plain_label(words, use="hint", ink="text2"))
        self._foot.addStretch(1)
        self._foot.addWidget(self.count)
        self._column = QVBoxLayout(self._panel)
        self._column.addLayout(self._head)
        self._column.addWidget(_line())
        self._column.addWidget(self._stack, 1)
        self._column.addWidget(_line())
        self._column.addLayout(self._foot)

    def _bind(self) -> None:
        self.field.textChanged.connect(lambda _text: self._show_found())
        self.list.clicked.connect(self._press)
        self._window.installEventFilter(self)
        self._theme.changed.connect(self._fit)

    def _fit(self) -> None:
        """Stands at the top of the window, in its middle, and no larger than the window has room for."""
        px, room = self._theme.px, self._window.rect()
        width = min(px(_WIDTH), room.width() - 2 * px(_EDGE))
        height = min(px(_HEIGHT), room.height() - 2 * px(_EDGE))
        top = min(px(_TOP), room.height() - px(_EDGE) - height)
        self.setGeometry((room.width() - width) // 2, top, width, height)
        self.veil.setGeometry(room)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        self._head.setContentsMargins(px(16), px(8), px(16), px(8))
        self._head.setSpacing(px(12))
        self._foot.setContentsMargins(px(16), px(8), px(16), px(8))
        self._foot.setSpacing(px(20))
        self._stack.setContentsMargins(px(6), px(4), px(6), px(4))
        self.empty.setContentsMargins(px(12), px(16), px(12), px(12))
        dpr = self.devicePixelRatioF()
        self._icon.setPixmap(self._theme.icons.pixmap("search", self._theme.tokens.color("text2"), px(18), dpr))


class _PaletteField(QLineEdit):
    """Keeps every key to itself: no shortcut of the window acts while somebody types here."""

    def __init__(
        self,
        step: Callable[[int], None],
        enter: Callable[[], None],
        leave: Callable[[], None],
        lost: Callable[[], None],
    ) -> None:
        super().__init__()
        self._step, self._enter, self._leave, self._lost = step, enter, leave, lost

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down:
                self._step(1)
            case Qt.Key.Key_Up:
                self._step(-1)
            case Qt.Key.Key_PageDown:
                self._step(8)
            case Qt.Key.Key_PageUp:
                self._step(-8)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if not event.isAutoRepeat() and event.modifiers() in _PLAIN:
                    self._enter()
            case Qt.Key.Key_K if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
                if not event.isAutoRepeat():  # held down it must not open and close by turns
                    self._leave()
                    return
            case Qt.Key.Key_Escape:
                self._leave()
                return
            case _:
                super().keyPressEvent(event)
                return
        event.accept()

    def focusNextPrevChild(self, _forward: bool) -> bool:
        """Stays: there is nothing else in the palette to go to."""
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self._lost()


class _Veil(QWidget):
    """Dims the window and takes the mouse from it."""

    def __init__(self, window: QWidget, pressed: Callable[[], object]) -> None:
        super().__init__(window)
        self._pressed = pressed

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self._pressed()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), QColor(0, 0, 0, _DIM))


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("surface", "hairline")
    return line


def _from_inside(widget: QWidget | None) -> Iterator[QWidget]:
    """Yields a widget and what it stands in: the editor of a cell goes when it loses the focus, its table stays."""
    while widget is not None:
        yield widget
        widget = widget.parentWidget()


def _is_there(widget: QWidget) -> bool:
    takes = isValid(widget) and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
    return takes and widget.isVisible() and widget.isEnabled()
