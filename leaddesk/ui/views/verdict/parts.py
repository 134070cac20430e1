"""Small pieces that the pages of the verdict share: cards with a heading, warning strips, empty states."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from leaddesk.domain import verdict as domain
from leaddesk.language import tr_now
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.fact_flow import Fact, FactFlow
from leaddesk.ui.widgets.frames import paint_waiting
from leaddesk.ui.widgets.labels import ElidedLabel, plain_label
from leaddesk.ui.widgets.plaintext import marked

NARROW = 640
"""Logical width of the verdict below which it is laid out narrow."""
_ALL_LINES = 1 << 10


def flow_facts(facts: tuple[domain.Fact, ...]) -> list[Fact]:
    """Returns a verdict's facts as pairs for the eye, cautions in the warning colour."""
    return [Fact(tr_now(fact.label), fact.text, "warn" if fact.caution else "", fact.key) for fact in facts]


class Card(QFrame):
    """A bordered block with a heading, a hint beside it and, when wanted, a link at the right."""

    _head_height = 0
    """The least height in pixels at 100 % of the line with the heading."""

    def __init__(self, theme: Theme, title: str, *, hint: str = "", link: str = "") -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("surface", "card")
        self._title = plain_label(title, use="heading")
        self._hint = ElidedLabel(hint, use="hint", ink="text2")
        self.link = Button(theme, link, icon="arrow-right", role="link") if link else None
        self._head = QHBoxLayout()
        self._head.addWidget(self._title)
        self._head.addWidget(self._hint)
        self._head.addStretch()
        if self.link:
            self._head.addWidget(self.link)
        self.body = QVBoxLayout(self)
        self.body.addLayout(self._head)
        theme.changed.connect(self._fit)
        self._fit()

    def set_hint(self, hint: str) -> None:
        """Shows another text beside the heading."""
        self._hint.set_text(hint)

    def _fit(self) -> None:
        px = self._theme.px
        self.body.setContentsMargins(px(16), px(8), px(16), px(12))
        self.body.setSpacing(px(4))
        self._head.setSpacing(px(8))
        self._title.setMinimumHeight(px(self._head_height))


class FactCard(Card):
    """A block of facts; hidden while there are none. Its head is as high with a link as without."""

    _head_height = 30

    def __init__(self, theme: Theme, title: str, *, hint: str = "", link: str = "") -> None:
        super().__init__(theme, title, hint=hint, link=link)
        self.flow = FactFlow(theme, title)
        self.body.addWidget(self.flow)
        self.hide()

    def show_facts(self, facts: list[Fact]) -> None:
        """Shows other facts."""
        self.flow.set_facts(facts)
        self.setVisible(bool(facts))


class Notice(QFrame):
    """A tinted strip with an icon and a sentence that must not be overlooked; the whole text is always in view."""

    def __init__(self, theme: Theme, family: str, text: str, *, title: str = "") -> None:
        super().__init__()
        self._theme, self._family = theme, family
        self.setProperty("surface", "notice")
        restyle(self, family=family)
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._title = plain_label(title, use="heading", ink=family)
        if not title:
            self._title.hide()  # never shown by hand before it has its parent: it would be a window for a moment
        self._text = ElidedLabel(use="body" if not title else "hint", lines=_ALL_LINES)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._text)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon)
        self._row.addLayout(words, 1)
        theme.changed.connect(self._draw)
        self.set_text(text)
        self._draw()

    def set_text(self, text: str) -> None:
        """Shows another sentence."""
        self._text.set_text(text)

    def set_family(self, family: str) -> None:
        """Takes the colours of another verdict family."""
        if family != self._family:
            self._family = family
            restyle(self, family=family)
            restyle(self._title, ink=family)
            self._draw()

    def _draw(self) -> None:
        theme, px = self._theme, self._theme.px
        self._row.setContentsMargins(px(12), px(8), px(12), px(8))
        self._row.setSpacing(px(8))
        tint = theme.tokens.color(f"{self._family}.text")
        self._icon.setPixmap(theme.icons.pixmap("triangle-alert", tint, px(16), self.devicePixelRatioF()))


class Notices(QWidget):
    """The warnings of one answer, one strip each; takes no room while there are none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[tuple[str, str], ...] = ()
        self._strips: list[Notice] = []
        """Kept while they have nothing to say: the next answer mostly says the same."""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(6))
        self.hide()

    def show_notices(self, notices: tuple[tuple[str, str], ...]) -> None:
        """Shows other warnings, each a family and a sentence."""
        if notices == self._shown:
            return
        self._shown = notices
        if not notices:
            self.hide()
            return
        for strip, (family, text) in zip(self._strips, notices, strict=False):
            strip.set_family(family)
            strip.set_text(text)
            strip.show()
        for strip in self._strips[len(notices) :]:
            strip.hide()
        for family, text in notices[len(self._strips) :]:
            self._strips.append(Notice(self._theme, family, text))
            self._column.addWidget(self._strips[-1])
        self.show()


class EmptyState(QFrame):
    """A dashed block that says what will stand in its place; inside of a card it needs no frame of its own."""

    def __init__(self, theme: Theme, text: str, *, framed: bool = True) -> None:
        super().__init__()
        self._theme = theme
        self._framed = framed
        self._label = plain_label(text, use="body", ink="text2")
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._label.setWordWrap(True)
        column = QVBoxLayout(self)
        column.addWidget(self._label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._fit)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._framed:
            paint_waiting(QPainter(self), self._theme, self.rect())

    def say(self, text: str) -> None:
        """Shows another sentence."""
        self._label.setText(marked(text))

    def text(self) -> str:
        """Returns the sentence shown."""
        return self._label.text()

    def _fit(self) -> None:
        self.setFixedHeight(self._theme.px(98))


def right_margin(page: QWidget, side: int) -> int:
    """Returns a page's right margin less the room its scroll bar takes, so that nothing moves when one appears."""
    viewport = page.parentWidget()
    area = viewport.parentWidget() if viewport else None
    if not isinstance(area, QScrollArea):
        return side
    # A page that is wider than its area would otherwise get wider with each margin, without end.
    return max(0, side - max(0, area.width() - page.width()))


def scrolling(theme: Theme, page: QWidget, *, steady: bool = False) -> QScrollArea:
    """Returns a frameless area in which a page scrolls up and down, and sideways only where it would be cut.

    A steady one's bar keeps its room and shows nothing while all is in view: a bar that came and went would lay out
    and paint the page twice for each answer.
    """
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    if steady:
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    page.setProperty("surface", "clear")
    area.setWidget(page)
    area.verticalScrollBar().setSingleStep(theme.px(24))
    return area
