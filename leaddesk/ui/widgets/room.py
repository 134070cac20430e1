"""Gives a page the room it needs: where a window is smaller than that, the page scrolls and nothing of it is cut.

What has the focus is in view, however it got it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QFrame,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)


class Room(QScrollArea):
    """Holds one page, or a stack of them; as large as its view, and never smaller than the page in view can be."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._page = page
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)
        page.setAutoFillBackground(False)
        if isinstance(page, QStackedWidget):
            page.currentChanged.connect(self._begin_at_top)
        self._follows = QTimer(self, interval=0, singleShot=True)
        """Once Tab has scrolled: it asks the outermost area first, and areas it comes into not at all."""
        self._follows.timeout.connect(self._show_focused)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._take_focus)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._begin()

    def viewportEvent(self, event: QEvent) -> bool:
        handled = super().viewportEvent(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit(self._page.size())
            self.updateGeometry()  # what is around it may grow with the page, as a dialog does
        return handled

    def _take_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        """Follows the focus; not into what is pressed, for the press would end beside it, nor where it only returns."""
        if before and now and self.isAncestorOf(now) and not QGuiApplication.mouseButtons():
            self._follows.start()

    def _show_focused(self) -> None:
        """Brings what has the focus into view, in each area that scrolls around it."""
        focused: QWidget | None = self._page.focusWidget()
        if focused is None or not focused.hasFocus():
            return
        if isinstance(focused, QAbstractItemView):  # Qt takes a row that is scrolled away for what has to be seen
            rows, row = focused.viewport(), focused.visualRect(focused.currentIndex())
            bring_into_view(rows, row if rows.rect().intersects(row) else None)
            return
        around: QWidget | None = focused
        while around is not None and around is not self:
            around = around.parentWidget()
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(focused)

    def _begin_at_top(self) -> None:
        self._begin()
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)

    def _begin(self) -> None:
        """Lets the page arrange itself for the view first: a narrow arrangement may fit where a wide one does not."""
        view = self.maximumViewportSize()
        if self._page.size() != view:
            self._page.resize(view)
        self._fit(view)

    def _fit(self, present: QSize) -> None:
        """Gives the page its least size where the view is smaller; what it has beyond that it keeps until then."""
        view = self.maximumViewportSize()
        least = self._least(max(view.width(), 1))
        if least.height() > view.height():
            view.setWidth(view.width() - self.verticalScrollBar().sizeHint().width())
            least = self._least(max(view.width(), 1))
        if least.width() > view.width():
            view.setHeight(view.height() - self.horizontalScrollBar().sizeHint().height())
        size = least.expandedTo(view)
        if size != present:
            self._page.resize(size)

    def _least(self, width: int) -> QSize:
        shown: QWidget | None = self._page
        while isinstance(shown, QStackedWidget):  # a place may be a stack itself: what is not in view asks for nothing
            shown = shown.currentWidget()
        if shown is None:
            return QSize(0, 0)
        hint = shown.minimumSizeHint()
        wide = shown.minimumWidth() or hint.width()
        high = shown.minimumHeight() or hint.height()
        layout = shown.layout()
        if layout is not None and layout.hasHeightForWidth():
            high = max(high, layout.totalMinimumHeightForWidth(max(width, wide)))
        return QSize(wide, high)


def bring_into_view(part: QWidget, place: QRect | None = None) -> None:
    """Scrolls each area around a part until it is in view, or as much of it as there is room for: its beginning.

    A place of the part, such as a row, may be what has to be in view; one that the part itself does not show changes
    nothing.
    """
    wanted = part.rect() if place is None else place & part.rect()
    around = None if wanted.isEmpty() else part.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea) and (inside := around.widget()):
            view, top = around.viewport().size(), part.mapTo(inside, wanted.topLeft())
            for bar, begin, size, room in (
                (around.verticalScrollBar(), top.y(), wanted.height(), view.height()),
                (around.horizontalScrollBar(), top.x(), wanted.width(), view.width()),
            ):
                bar.setValue(min(max(bar.value(), begin + min(size, room) - room), begin))
        around = around.parentWidget()


def page_in(dialog: QDialog, foot: QWidget | None = None) -> QWidget:
    """Returns the page to lay a dialog out on; it scrolls where the dialog is smaller than its parts can be.

    A foot below it, such as the buttons, never scrolls.
    """
    page = QWidget()
    page.setProperty("surface", "clear")
    whole = QVBoxLayout(dialog)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    whole.addWidget(Room(page), 1)
    if foot is not None:
        whole.addWidget(foot)
    return page
