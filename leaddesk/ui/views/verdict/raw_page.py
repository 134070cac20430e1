"""The tab *Raw*: the answer and the redacted request, character by character."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from leaddesk.language import tr
from leaddesk.services.answered import AnsweredLead
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.verdict.raw_text import request_text, response_text
from leaddesk.ui.views.verdict.topics import Topic, outcome_topic
from leaddesk.ui.widgets.labels import plain_label

_AT_ONCE = 32 * 1024
"""Bytes of an answer that are laid out without being looked at."""
_BESIDE_SPLIT = 8
"""Room in pixels at 100 % above and below the line between the two."""


class RawPage(QWidget):
    """The two texts, one above the other."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lead: AnsweredLead | None = None
        self._revealed = False
        self._filled = True
        self._response = _text(tr("Raw response"), tr("The vendor's answer will stand here."))
        self._request = _text(tr("Raw request"), tr("The request will stand here, its secrets masked."))
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        gap = theme.px(_BESIDE_SPLIT)
        for title, text in ((tr("Raw response"), self._response), (tr("Raw request"), self._request)):
            part = QWidget()
            column = QVBoxLayout(part)
            first = text is self._response
            column.setContentsMargins(0, 0 if first else gap, 0, gap if first else 0)
            heading = plain_label(title, use="heading")
            heading.setBuddy(text)
            column.addWidget(heading)
            column.addWidget(text)
            split.addWidget(part)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        self._column = QVBoxLayout(self)
        self._column.addWidget(split)
        theme.changed.connect(self._fit)
        self._fit()

    def show_nothing(self) -> None:
        """Forgets the former answer."""
        self._lead = None
        self._response.clear()
        self._request.clear()

    def show_lead(self, lead: AnsweredLead) -> None:
        """Takes another answer; `LastFour` in it is masked."""
        self._lead = lead
        self._revealed = False
        self._fill_when_seen()

    def set_revealed(self, revealed: bool) -> None:
        """Shows `LastFour`, or masks it again."""
        if revealed != self._revealed:
            self._revealed = revealed
            self._fill_when_seen()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._filled:
            self._fill()

    def _fill_when_seen(self) -> None:
        """Fills a long answer in only when somebody looks: laying out its text takes a while."""
        self._filled = False
        response = self._lead.settlement.response if self._lead else None
        if self.isVisible() or response is None or len(response.body) <= _AT_ONCE:
            self._fill()

    def topic(self, _part: QWidget, place: QPoint | None) -> Topic | None:
        """Returns what the answer's code and its top fields mean."""
        return outcome_topic(self._lead) if place is None else None

    def _fill(self) -> None:
        self._filled = True
        if self._lead is None:
            return
        opening, settlement = self._lead.opening, self._lead.settlement
        self._response.setPlainText(response_text(opening.request, settlement.response, revealed=self._revealed))
        self._request.setPlainText(request_text(opening.request))

    def _fit(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(12), px(12), px(12), px(12))


def _text(name: str, placeholder: str) -> QPlainTextEdit:
    text = QPlainTextEdit()
    text.setReadOnly(True)
    text.setAccessibleName(name)
    text.setAccessibleDescription(tr("Control and direction marks are spelled out."))
    text.setPlaceholderText(placeholder)
    text.setProperty("type", "mono")
    text.setTabChangesFocus(True)
    text.setUndoRedoEnabled(False)
    return text
