"""Looks over everything that is visible in a window and tells what does not fit: cut words, parts outside, overlaps."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QSplitterHandle,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)

from leaddesk.ui.widgets.labels import ElidedLabel

_ROUNDING = 2
"""Pixels that sizes which are rounded one by one may differ."""


def misfits(root: QWidget) -> list[str]:
    """Returns what does not fit into a window, a dialog or a place; an empty list where everything does."""
    found = list(_of(root))
    for child in _parts(root):
        found += _of(child)
        found += _outside(child)
    return found


def _parts(root: QWidget) -> Iterator[QWidget]:
    """Returns the visible widgets below one, but for Qt's own small parts of others and other windows."""
    for child in root.children():
        if not isinstance(child, QWidget) or child.isWindow() or not child.isVisible():
            continue
        is_qts = isinstance(child, QScrollBar | QSplitterHandle) or child.objectName().startswith("qt_")
        if is_qts and child.objectName() != "qt_scrollarea_viewport":
            continue
        if isinstance(root, QTabBar) and isinstance(child, QToolButton):
            continue
        yield child
        if not isinstance(child, QComboBox | QHeaderView | QLineEdit):
            yield from _parts(child)


def called(widget: QWidget) -> str:
    """Returns a widget's kind and words, for a report."""
    words = getattr(widget, "text", str)() if isinstance(widget, QLabel | QAbstractButton) else ""
    name = type(widget).__name__
    return f"{name} {words or widget.accessibleName()!r}"[:90] if words or widget.accessibleName() else name


def _of(widget: QWidget) -> Iterator[str]:
    """Tells what a widget cannot show of itself, and which of its parts stand over each other."""
    match widget:
        case ElidedLabel():
            yield from _low(widget, QFontMetrics(widget.font()).height() if widget.text() else 0)
        case QLabel():
            yield from _label(widget)
        case QAbstractButton():
            yield from _button(widget)
        case QComboBox():
            yield from _combo(widget)
        case QLineEdit():
            yield from _low(widget, QFontMetrics(widget.font()).height())
        case QTabBar():
            yield from _tabs(widget)
        case QTableView():
            yield from _columns(widget)
        case QScrollArea():
            if widget.horizontalScrollBar().maximum() > 0:
                yield f"{_path(widget)} scrolls sideways by {widget.horizontalScrollBar().maximum()}"
    yield from _overlaps(widget)


def _low(widget: QWidget, needed: int) -> Iterator[str]:
    if widget.height() + _ROUNDING < needed:
        yield f"{_path(widget)} is {widget.height()} high and needs {needed}"


def _label(label: QLabel) -> Iterator[str]:
    room = label.contentsRect()
    if not label.text():
        if not label.pixmap().isNull():
            size = label.pixmap().deviceIndependentSize()
            if size.width() > label.width() + _ROUNDING or size.height() > label.height() + _ROUNDING:
                yield f"{_path(label)} cuts its picture"
        return
    metrics = QFontMetrics(label.font())
    if label.wordWrap():
        words = metrics.boundingRect(QRect(0, 0, max(1, room.width()), 1 << 16), Qt.TextFlag.TextWordWrap, label.text())
        if words.width() > room.width() + _ROUNDING and not label.toolTip():
            yield f"{_path(label)} is {room.width()} wide and a word of it {words.width()}"
    else:
        words = metrics.boundingRect(QRect(0, 0, 1 << 16, 1 << 16), 0, label.text())
        if words.width() > room.width() + _ROUNDING:
            yield f"{_path(label)} is {room.width()} wide and needs {words.width()}"
    if words.height() > room.height() + 2 * _ROUNDING:
        yield f"{_path(label)} is {room.height()} high and needs {words.height()}"


def _button(button: QAbstractButton) -> Iterator[str]:
    if not button.text() and button.icon().isNull():
        return
    hint = button.sizeHint() if button.text() else button.iconSize()
    if button.width() + _ROUNDING < hint.width():
        yield f"{_path(button)} is {button.width()} wide and needs {hint.width()}"
    yield from _low(button, QFontMetrics(button.font()).height() if button.text() else hint.height())


def _combo(combo: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    room = combo.style().subControlRect(
        QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, combo
    )
    words = QFontMetrics(combo.font()).horizontalAdvance(combo.currentText())
    if words > room.width() + _ROUNDING and not combo.toolTip():
        yield f"{_path(combo)} {combo.currentText()!r} has {room.width()} for words of {words}"


def _tabs(bar: QTabBar) -> Iterator[str]:
    last = bar.tabRect(bar.count() - 1)
    if bar.count() and not bar.rect().adjusted(-1, -1, 1, 1).contains(last):
        yield f"{_path(bar)} is {bar.width()}x{bar.height()} and its last tab lies at {last.getRect()}"


def _columns(table: QTableView) -> Iterator[str]:
    """A header's words are cut, or the rows have to be pushed sideways to be read."""
    header, model = table.horizontalHeader(), table.model()
    if table.horizontalScrollBar().maximum() > 0:
        yield f"{_path(table)} scrolls sideways by {table.horizontalScrollBar().maximum()}"
    if header.isHidden():
        return
    for column in range(model.columnCount()):
        if table.isColumnHidden(column):
            continue
        words = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        room, needed = header.sectionSize(column), QFontMetrics(header.font()).horizontalAdvance(words)
        if needed > room + _ROUNDING:
            yield f"{_path(table)}: the header {words!r} has {room} and needs {needed}"


def _outside(child: QWidget) -> Iterator[str]:
    parent = child.parentWidget()
    if parent is None or not child.width() or not child.height():
        return
    room = parent.rect().adjusted(-_ROUNDING, -_ROUNDING, _ROUNDING, _ROUNDING)
    area = parent.parentWidget()
    if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
        if isinstance(area, QAbstractItemView) or not isinstance(area, QScrollArea):
            return
        never = area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if never and child.width() > parent.width() + _ROUNDING:
            yield f"{_path(child)} is {child.width()} wide in an area of {parent.width()} that does not scroll"
        return
    if not room.contains(child.geometry()):
        at = child.geometry()
        yield f"{_path(child)} lies at {at.getRect()} in {parent.width()}x{parent.height()}"


def _overlaps(parent: QWidget) -> Iterator[str]:
    layout = parent.layout()
    if layout is None or isinstance(parent, QAbstractScrollArea | QTabBar | QComboBox):
        return
    shown = [
        one
        for one in parent.children()
        if isinstance(one, QWidget) and one.isVisible() and not one.isWindow() and _is_laid_out(layout, one)
    ]
    for one, other in combinations(shown, 2):
        shared = one.geometry().intersected(other.geometry())
        if shared.width() > _ROUNDING and shared.height() > _ROUNDING:
            yield f"{_path(one)} and {called(other)} share {shared.width()}x{shared.height()}"


def _is_laid_out(layout: QLayout, widget: QWidget) -> bool:
    return any(_holds(layout.itemAt(at), widget) for at in range(layout.count()))


def _holds(item: QLayoutItem | None, widget: QWidget) -> bool:
    if item is None:
        return False
    if item.widget() is widget:
        return True
    inner = item.layout()
    return inner is not None and any(_holds(inner.itemAt(at), widget) for at in range(inner.count()))


def _path(widget: QWidget) -> str:
    """Returns where a widget is, by the nearest of our own classes around it."""
    names: list[str] = []
    parent = widget.parentWidget()
    while parent is not None and len(names) < 2:
        if type(parent).__module__.startswith("leaddesk"):
            names.append(type(parent).__name__)
        parent = parent.parentWidget()
    return " < ".join([called(widget), *names])
