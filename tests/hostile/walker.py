"""Visits all that a window shows and tells, and says what of it is more than plain text.

One walker for all screens: it knows kinds of widgets and no screen. What a widget paints by itself is painted by
QPainter.drawText, which knows no mark-up; `test_source.py` holds that nothing else is used.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QAbstractTableModel, QModelIndex
from PySide6.QtGui import QBrush, QColor, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from leaddesk.ui.widgets.flow import Flow
from leaddesk.ui.widgets.plate import Plate
from leaddesk.ui.widgets.room import Room
from tests.hostile.corpus import MARK

LONGEST_TIP: Final = 4_000
"""Characters of a tool tip: a longer one would cover the screen, and take long to lay out."""
_ACTING: Final = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_JOINERS: Final = "\u200c\u200d"
_MOST_STACKED: Final = 8
_TAG = re.compile(r"</?span>|<br>")
_ROLES: Final = {
    "text": Qt.ItemDataRole.DisplayRole,
    "tool tip": Qt.ItemDataRole.ToolTipRole,
    "spoken name": Qt.ItemDataRole.AccessibleTextRole,
    "spoken description": Qt.ItemDataRole.AccessibleDescriptionRole,
    "status tip": Qt.ItemDataRole.StatusTipRole,
}
_MOST_ROWS: Final = 40
_VERDICTS: Final = ("Load outcome", "Assessment", "Latest load outcome", "Latest assessment")
_VERDICT_SIZES: Final = ("loud", "loud_narrow", "even", "quiet")


@dataclass(frozen=True)
class Said:
    """One text, and where it stands."""

    where: str
    kind: str
    text: str
    widget: QWidget


class Walker:
    """Collects what is wrong, and where texts of the corpus were seen."""

    def __init__(self) -> None:
        self.wrong: dict[str, str] = {}
        """What is wrong, once for each place, with the first screen and the beginning of the text."""
        self.seen: dict[str, set[str]] = {}
        """The places that showed a text of the corpus, by screen."""

    def look(self, screen: str, *, hidden: bool = False) -> None:
        """Looks at all windows and dialogs, at what is in view or at what is hidden too."""
        for top in QApplication.topLevelWidgets():
            for widget in (top, *top.findChildren(QWidget)):
                if not hidden and not widget.isVisible():
                    continue
                self._interprets(screen, widget)
                for text in disguised(widget):
                    self._complain(screen, f"{_where(widget)} could be taken for a verdict", text)
                for said in _said_by(widget):
                    self._read(screen, said)

    def _read(self, screen: str, said: Said) -> None:
        if MARK in said.text:
            self.seen.setdefault(screen, set()).add(said.where)
        for fault in faults(said.kind, said.text):
            self._complain(screen, f"{said.kind} of {said.where} {fault}", said.text)

    def _complain(self, screen: str, what: str, text: str) -> None:
        self.wrong.setdefault(what, f"{screen}: {what}: {text[:120]!a}")

    def _interprets(self, screen: str, widget: QWidget) -> None:
        match widget:
            case QLabel() if widget.text():
                if widget.textFormat() != Qt.TextFormat.PlainText or widget.openExternalLinks():
                    self._complain(screen, f"{_where(widget)} is a label that may read mark-up", widget.text())
                if widget.textInteractionFlags() & Qt.TextInteractionFlag.LinksAccessibleByMouse:
                    self._complain(screen, f"{_where(widget)} has links", widget.text())
            case QTextEdit():
                self._complain(screen, f"{_where(widget)} is a rich text editor", widget.toPlainText())


def disguised(widget: QWidget) -> Iterator[str]:
    """Yields each text of the corpus that wears the place or the colour of good news, or the size of a verdict."""
    match widget:
        case Plate():
            yield from (text for text in (widget.word_label.text(),) if MARK in text)
        case QLabel() if MARK in widget.text():
            if str(widget.property("ink")).startswith("ok") or widget.property("type") in _VERDICT_SIZES:
                yield widget.text()
        case QAbstractItemView() if widget.model() is not None and not isinstance(widget, QHeaderView):
            yield from _in_the_colour_of_good_news(widget)
    spoken, name = widget.accessibleDescription(), widget.accessibleName()
    if not isinstance(widget, QLabel) or name not in _VERDICTS or MARK not in spoken:
        return
    if not spoken.startswith(widget.text()) or name == "Assessment":
        yield spoken


def _in_the_colour_of_good_news(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    shown = getattr(model, "shown", None)
    for row in range(min(model.rowCount(), _MOST_ROWS)):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
            index = model.index(row, column)
            text = str(index.data() or "")
            if MARK in text and "ok" in str(shown(row, column).ink if callable(shown) else _ink(view, index)):
                yield text


def _ink(view: QAbstractItemView, index: QModelIndex) -> str:
    """Returns "ok" for a cell in the colour of good news."""
    ink = index.data(Qt.ItemDataRole.ForegroundRole)
    color = ink.color() if isinstance(ink, QBrush) else ink
    theme = getattr(view.itemDelegate(), "_theme", None)
    return "ok" if theme is not None and isinstance(color, QColor) and color == theme.color("ok.text") else ""


@cache
def faults(kind: str, text: str) -> tuple[str, ...]:
    """Returns what makes a text more than plain text, in the place where it stands."""
    return tuple(_faults(kind, text))


def _faults(kind: str, text: str) -> Iterator[str]:
    if "tip" in kind:
        if Qt.mightBeRichText(text):
            if not text.startswith("<span>") or "<" in _TAG.sub("", text):
                yield "may be read as mark-up"
            text = _TAG.sub("\n", text)
        if len(text) > LONGEST_TIP:
            yield f"has {len(text)} characters"
    if kind == "typed":
        return  # what is edited stays as it is, in a field of its own
    acting = {char for char in set(text) if char not in "\n" + _JOINERS and unicodedata.category(char) in _ACTING}
    if acting:
        yield f"has {sorted(f'U+{ord(char):04X}' for char in acting)}"
    if "\n" in text and kind in ("window title", "spoken name", "button", "choice", "tab", "item"):
        yield "has a line break"
    if not text.isascii() and _is_piled(text):
        yield "piles marks on a letter"
    if kind in ("button", "tab") and MARK in text and "R&D" in text:
        yield "makes a shortcut of an ampersand"


def _is_piled(text: str) -> bool:
    pile = 0
    for char in text:
        pile = pile + 1 if unicodedata.category(char)[0] == "M" else 0
        if pile > _MOST_STACKED:
            return True
    return False


def _said_by(widget: QWidget) -> Iterator[Said]:
    for kind, text in _texts(widget):
        if text:
            yield Said(_where(widget), kind, text, widget)


def _texts(widget: QWidget) -> Iterator[tuple[str, str]]:
    yield "window title", widget.windowTitle()
    yield "spoken name", widget.accessibleName()
    yield "spoken description", widget.accessibleDescription()
    yield "tool tip", widget.toolTip()
    yield "status tip", widget.statusTip()
    yield "help", widget.whatsThis()
    with_tips = not isinstance(widget, QMenu) or widget.toolTipsVisible()
    for action in widget.actions():
        yield "button", action.text()
        yield "tool tip", action.toolTip() if with_tips else ""
    yield from _shown(widget)
    yield from _many(widget)


def _shown(widget: QWidget) -> Iterator[tuple[str, str]]:
    """Yields what a widget with one text shows."""
    match widget:
        case QLabel():
            yield "text", widget.text()
        case QAbstractButton():
            yield "button", widget.text()
        case QGroupBox() | QMenu():
            yield "text", widget.title()
        case QLineEdit():
            yield "text" if widget.isReadOnly() else "typed", widget.text()
            yield "text", widget.placeholderText()
        case QPlainTextEdit():
            yield "text" if widget.isReadOnly() else "typed", widget.toPlainText()
            yield "text", widget.placeholderText()


def _many(widget: QWidget) -> Iterator[tuple[str, str]]:
    """Yields what a widget with a list of texts shows."""
    match widget:
        case QComboBox():
            yield "typed" if widget.isEditable() else "choice", widget.currentText()
            yield from _items(widget.model(), QModelIndex(), "choice")
        case QTabBar():
            for at in range(widget.count()):
                yield "tab", widget.tabText(at)
                yield "tool tip", widget.tabToolTip(at)
        case QHeaderView() if widget.model() is not None:
            for at in range(widget.count()):
                for kind, role in _ROLES.items():
                    said = widget.model().headerData(at, widget.orientation(), role)
                    yield kind, said if isinstance(said, str) else ""
        case QAbstractItemView() if widget.model() is not None:
            yield from _items(widget.model(), widget.rootIndex(), "item")


def _items(model: QAbstractItemModel, parent: QModelIndex, kind: str) -> Iterator[tuple[str, str]]:
    is_list = isinstance(model, QAbstractListModel)
    for row in range(min(model.rowCount(parent), _MOST_ROWS)):
        for column in range(1 if is_list else model.columnCount(parent)):
            index = model.index(row, column, parent)
            for said, role in _ROLES.items():
                text = index.data(role)
                yield kind if said == "text" else said, text if isinstance(text, str) else ""
        first = model.index(row, 0, parent)
        if not is_list and not isinstance(model, QAbstractTableModel) and model.hasChildren(first):
            yield from _items(model, first, kind)


def _where(widget: QWidget) -> str:
    parts = [type(widget).__name__]
    name = widget.accessibleName()
    if name and MARK not in name:
        parts.append(repr(name))
    parent = widget.parentWidget()
    while parent is not None and (isinstance(parent, Flow | Room) or type(parent).__module__.startswith("PySide6")):
        parent = parent.parentWidget()
    if parent is not None:
        parts.append(f"in {type(parent).__name__}")
    return " ".join(parts)
