"""Editors for one filter, by what it holds, in a panel that opens below its chip or *Add filter*."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from leaddesk.domain.lead_search import FilterKind, FilterSpec, LeadFilter
from leaddesk.language import tr, tr_now
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.search.wall import chip_time, typed_time
from leaddesk.ui.views.shift_period import write_wall
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.menus import drop_menu

_WIDTH = 440
_YES_NO = ((tr("Not asked"), ""), (tr("Yes"), "true"), (tr("No"), "false"))


class FilterEditor(Protocol):
    """A field for one value."""

    @property
    def widget(self) -> QWidget:
        """What takes the focus."""
        ...

    @property
    def row(self) -> QWidget:
        """The field with what stands beside it."""
        ...

    def value(self) -> str:
        """Returns the value as it is sent, empty for none. Raises ValueError with the sentence why it is none."""
        ...


class FilterPanel(QDialog):
    """One filter to be set, switched off or left; Enter applies it or presses a button, Esc leaves it as it was.

    A dialog and no popup: a screen reader and whoever drives the window find it, and a second one does not open.
    """

    applied = Signal(object)
    """That `LeadFilter` is to be in the question; one with an empty value is to be taken out."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        spec: FilterSpec,
        now: LeadFilter | None,
        zone: str,
        check: Callable[[LeadFilter], str],
    ) -> None:
        """`check` returns what is wrong with a filter, empty for nothing."""
        super().__init__(parent)
        self._spec, self._now, self._check = spec, now, check
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("{label} filter", label=tr_now(spec.label)))
        self.setAccessibleName(tr("{label} filter", label=tr_now(spec.label)))
        self.setFixedWidth(theme.px(_WIDTH))
        self.editor = _editor(theme, spec, now.value if now else "", zone)
        self.editor.widget.setAccessibleName(tr_now(spec.label))
        label = plain_label(tr_now(spec.label), use="label", ink="text2")
        label.setBuddy(self.editor.widget)
        self.problem = plain_label("", use="hint", ink="danger")
        self.problem.setWordWrap(True)
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(12), theme.px(10), theme.px(12), theme.px(12))
        column.setSpacing(theme.px(6))
        column.addWidget(label)
        column.addWidget(self.editor.row)
        told = " ".join(part for part in (tr_now(spec.help), tr("Parameter {key}.", key=spec.key)) if part)
        about = plain_label(told, use="hint", ink="text2")
        about.setWordWrap(True)
        column.addWidget(about)
        column.addWidget(self.problem)
        column.addLayout(self._buttons(theme))

    def open_below(self, place: QWidget) -> None:
        """Opens the panel below a button, inside the screen."""
        self._fit()
        at, room = place.mapToGlobal(QPoint(0, place.height())), place.screen().availableGeometry()
        at.setX(max(room.left(), min(at.x(), room.right() - self.width())))
        self.move(at)
        self.open()
        self.editor.widget.setFocus(Qt.FocusReason.PopupFocusReason)

    def apply(self, *, on: bool = True) -> None:
        """Takes the value over and closes, or says what is wrong with it."""
        changed, why = LeadFilter(self._spec.key, "", on), ""
        try:
            changed = replace(changed, value=self.editor.value())
        except ValueError as unread:
            why = str(unread)
        else:
            why = self._check(changed) if changed.value else ""
        self.problem.setText(why)
        self.problem.setVisible(bool(why))
        restyle(self.editor.widget, problem=bool(why))
        if why:
            self._fit()
            self.editor.widget.setFocus()
            return
        self.accept()
        self.applied.emit(changed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            at = self.focusWidget()
            (at if isinstance(at, QPushButton) else self.use).click()
            return
        super().keyPressEvent(event)

    def _buttons(self, theme: Theme) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        if self._now:
            self.switch = Button(theme, tr("Switch off") if self._now.on else tr("Switch on"))
            self.switch.clicked.connect(self._toggle)
            row.addWidget(self.switch)
        row.addStretch()
        self.way_out = Button(theme, tr("Cancel"))
        self.way_out.clicked.connect(self.reject)
        row.addWidget(self.way_out)
        self.use = Button(theme, tr("Apply filter"), role="primary")
        self.use.clicked.connect(self._use)
        row.addWidget(self.use)
        return row

    def _fit(self) -> None:
        """Is as high as its words are at its width."""
        if layout := self.layout():
            layout.activate()
            self.setFixedHeight(layout.heightForWidth(self.width()))

    def _use(self) -> None:
        self.apply()

    def _toggle(self) -> None:
        self.apply(on=self._now is None or not self._now.on)


class _Line:
    """Free text; ids, numbers and words are looked at when the filter is applied."""

    def __init__(self, value: str, hint: str = "") -> None:
        self.widget = self.row = QLineEdit(value)
        self.widget.setPlaceholderText(hint)
        self.widget.selectAll()

    def value(self) -> str:
        return self.widget.text().strip()


class _Suggestions:
    """Free text, with a menu of known words that are added or taken away."""

    def __init__(self, theme: Theme, value: str, words: tuple[str, ...]) -> None:
        self.widget = QLineEdit(value)
        self.row = QWidget()
        self.offer = Button(theme, tr("Suggestions"), icon="chevron-down")
        self._words = words
        line = QHBoxLayout(self.row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(8))
        line.addWidget(self.widget, 1)
        line.addWidget(self.offer)
        self.offer.clicked.connect(self._open)

    def value(self) -> str:
        return ", ".join(LeadFilter("", self.widget.text()).values())

    def toggle(self, word: str) -> None:
        """Adds a word, or takes it away."""
        chosen = LeadFilter("", self.widget.text()).values()
        kept = [one for one in chosen if one != word] if word in chosen else [*chosen, word]
        self.widget.setText(", ".join(kept))

    def _open(self) -> None:
        menu = QMenu(self.offer)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen = LeadFilter("", self.widget.text()).values()
        for word in self._words:
            action = menu.addAction(word)
            action.setCheckable(True)
            action.setChecked(word in chosen)
            action.triggered.connect(lambda _on, word=word: self.toggle(word))
        drop_menu(menu, self.offer)


class _Choice:
    """One of a few words."""

    def __init__(self, value: str, entries: tuple[tuple[str, str], ...]) -> None:
        self.widget = self.row = QComboBox()
        for text, data in entries:
            self.widget.addItem(text, data)
        self.widget.setCurrentIndex(max(0, self.widget.findData(value)))

    def value(self) -> str:
        return str(self.widget.currentData())


class _Moment:
    """A day and time in the zone of the search, which stands beside it."""

    def __init__(self, theme: Theme, value: str, zone: str) -> None:
        self._zone = ZoneInfo(zone) if zone else None
        self._times = LocalTimes(self._zone)
        self.widget = QLineEdit(write_wall(datetime.fromisoformat(value), self._times) if value else "")
        self.widget.setPlaceholderText("2026-11-21 14:30")
        self.row = QWidget()
        line = QHBoxLayout(self.row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(8))
        line.addWidget(self.widget, 1)
        line.addWidget(plain_label(zone or tr("this computer's zone"), use="hint", ink="text2"))

    def value(self) -> str:
        at = typed_time(self.widget.text(), self._times)
        return at.astimezone(self._zone).isoformat() if at else ""


def filter_words(item: LeadFilter, spec: FilterSpec | None, zone: str) -> str:
    """Returns the words of a filter's chip; times in the zone of the search."""
    words = item.as_text()
    if spec and spec.kind is FilterKind.TIME and item.value:
        times = LocalTimes(ZoneInfo(zone) if zone else None)
        words = tr("{key} is {moment}", key=item.key, moment=chip_time(datetime.fromisoformat(item.value), times))
    return words if item.on else tr("{words} (off)", words=words)


def _editor(theme: Theme, spec: FilterSpec, value: str, zone: str) -> FilterEditor:
    match spec.kind:
        case FilterKind.YES_NO:
            return _Choice(value, _YES_NO)
        case FilterKind.CHOICE:
            return _Choice(value, ((tr("Not asked"), ""), *((word, word) for word in spec.words)))
        case FilterKind.SUGGESTIONS:
            return _Suggestions(theme, value, spec.words)
        case FilterKind.TIME:
            return _Moment(theme, value, zone)
        case FilterKind.IDS:
            return _Line(value, "412, 413")
        case _:
            return _Line(value)
