"""Explain this: F1, the context menu and the hover inside the verdict say what the thing there means and who says so.

It asks the page in view what it shows at a place; outside the verdict F1 is the window's own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, cast

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QToolTip, QWidget

from leaddesk.domain.terms import OURS, Term, Terms
from leaddesk.language import tr
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.verdict.topics import Topic
from leaddesk.ui.widgets.explained import tool_tip


class Explained(Protocol):
    """A page that knows what its parts are about."""

    def topic(self, part: QWidget, place: QPoint | None) -> Topic | None:
        """Returns what is said at a place in a part of the page; None as place means where its focus is."""


class Explainer(QObject):
    """Watches one verdict view."""

    def __init__(self, theme: Theme, view: QWidget, terms: Terms, page: Callable[[], QWidget | None]) -> None:
        """`page` returns the page in view, which should be `Explained`."""
        super().__init__(view)
        self._theme, self._view, self._terms, self._page = theme, view, terms, page
        self.vendor = OURS
        """Whose words are explained first."""
        view.installEventFilter(self)

    def meaning(self, key: str) -> str:
        """Returns what a key means with its source, or nothing."""
        return self._terms.meaning(key, self.vendor)

    def term(self, key: str) -> Term | None:
        """Returns the explanation of a key; a value such as `http=503` falls back to its class."""
        found = self._terms.find(key, self.vendor)
        if found is None and key.startswith("http="):
            found = self._terms.find(f"{key[:6]}xx", self.vendor)
        return found

    def explain(self, part: QWidget | None, place: QPoint | None = None) -> None:
        """Opens the explanation of a part of the view; of the answers where the part has none of its own."""
        from leaddesk.ui.views.verdict.explain_dialog import ExplainDialog

        topic = self._topic(part or self._view, place) or Topic(tr("Nothing is explained here."), ())
        rows = [(entry.word, term) for entry in topic.entries if (term := self.term(entry.key))]
        ExplainDialog(self._theme, self._view.window(), topic.title, rows).open()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.ShortcutOverride | QEvent.Type.KeyPress:
                return self._key(cast("QKeyEvent", event))
            case QEvent.Type.ContextMenu:
                return self._menu(cast("QContextMenuEvent", event))
            case QEvent.Type.ToolTip:
                return self._tip(cast("QHelpEvent", event))
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() != Qt.Key.Key_F1 or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            return False
        event.accept()  # as an override it keeps the window's F1 away, and comes again as a press
        if event.type() == QEvent.Type.KeyPress:
            self.explain(self._view.focusWidget())
        return True

    def _menu(self, event: QContextMenuEvent) -> bool:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        part = self._view.focusWidget() if by_key else self._view.childAt(event.pos())
        place = None if by_key or part is None else part.mapFrom(self._view, event.pos())
        if part is None or self._topic(part, place) is None:
            return False
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Explain this\tF1")).triggered.connect(lambda: self.explain(part, place))
        menu.popup(event.globalPos())
        return True

    def _tip(self, event: QHelpEvent) -> bool:
        part = self._view.childAt(event.pos())
        topic = self._topic(part, part.mapFrom(self._view, event.pos())) if part else None
        if part is None or topic is None or not topic.entries:
            return False
        first = topic.entries[0]
        term = self.term(first.key)
        text = tool_tip(
            tr("{word}: {meaning} Source: {source}.", word=first.word, meaning=term.meaning, source=term.source)
            if term
            else "",
            topic.more,
        )
        if text:
            QToolTip.showText(event.globalPos(), text, part)
        return bool(text)

    def _topic(self, part: QWidget, place: QPoint | None) -> Topic | None:
        page = self._page()
        return cast("Explained", page).topic(part, place) if hasattr(page, "topic") else None
