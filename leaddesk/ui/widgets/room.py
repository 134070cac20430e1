"""Gives a page the room it needs: where a window is smaller than that, the page scrolls and nothing of it is cut."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget


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
            page.currentChanged.connect(self._begin)

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
        shown = self._page.currentWidget() if isinstance(self._page, QStackedWidget) else self._page
        if shown is None:
            return QSize(0, 0)
        hint = shown.minimumSizeHint()
        wide = shown.minimumWidth() or hint.width()
        high = shown.minimumHeight() or hint.height()
        layout = shown.layout()
        if layout is not None and layout.hasHeightForWidth():
            high = max(high, layout.totalMinimumHeightForWidth(max(width, wide)))
        return QSize(wide, high)


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
