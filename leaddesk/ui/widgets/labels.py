"""Labels that show text as it is: never rich text, never cut without the full text in the tool tip."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.widgets.explained import plain_tip, tool_tip
from leaddesk.ui.widgets.lines import Lines
from leaddesk.ui.widgets.plaintext import marked, marked_lines

_LONG_WORD = 40
"""Characters of a word that is longer than what a sentence is made of."""
_CUT = 1
"""Pixels: a minimum of its own, for which a layout does not ask for the longest word."""


def plain_label(text: str = "", *, use: str = "body", ink: str = "text", parent: QWidget | None = None) -> QLabel:
    """Return a label that interprets nothing in its text, in a use of the type scale and a colour role."""
    label = _SpokenLabel(parent)
    as_plain(label, use, ink)
    label.setText(text)
    return label


def as_plain(label: QLabel, use: str = "body", ink: str = "text") -> None:
    """Make an existing label show plain text in a use of the type scale and a colour role."""
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    label.setProperty("type", use)
    label.setProperty("ink", ink)


class _SpokenLabel(QLabel):
    """A label whose accessible name may be a caption: what it says is then its accessible description.

    Whatever it is given, no character of it acts.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._described = ""
        self._cut_tip = ""
        """The tool tip of a text whose end is cut."""

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's
        super().setText(marked_lines(text))
        self._keep_narrow()
        self._describe()

    def setWordWrap(self, on: bool) -> None:  # noqa: N802 - Qt's
        super().setWordWrap(on)
        self._keep_narrow()

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's
        super().setAccessibleName(marked_lines(name))
        self._describe()

    def _keep_narrow(self) -> None:
        """Lets a word that cannot be wrapped be cut at the edge: it would else widen its window without end."""
        if not self.wordWrap() or self.minimumWidth() > _CUT:
            return
        is_long = any(len(word) > _LONG_WORD for word in self.text().split())
        self.setMinimumWidth(_CUT if is_long else 0)
        if self.toolTip() == self._cut_tip:
            tip = plain_tip(self.text()) if is_long else ""
            self.setToolTip(tip)
            self._cut_tip = tip

    def _describe(self) -> None:
        """Keeps the description in step with the text, unless another one was given."""
        if self.accessibleDescription() in ("", self._described):
            self._described = self.text() if self._needs_description() else ""
            self.setAccessibleDescription(self._described)

    def _needs_description(self) -> bool:
        is_caption = bool(self.accessibleName()) and not self.accessibleName().endswith(self.text())
        return is_caption or bool(self._cut_tip)


class ElidedLabel(_SpokenLabel):
    """Plain text on at most so many lines; what does not fit ends in "…" and stands in the tool tip.

    ``text()`` is always the full text; so is the accessible name, or the description where the name is a caption.
    """

    def __init__(self, text: str = "", *, use: str = "body", ink: str = "text", lines: int = 1) -> None:
        super().__init__()
        as_plain(self, use, ink)
        self._limit = lines
        self._laid: Lines | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(lines > 1)
        self.setSizePolicy(policy)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show another text, control and direction characters marked."""
        if (said := marked(text)) != self.text():
            self._laid = None
            self.setText(said)
            self._explain()

    def lines(self) -> int:
        """Return the number of lines allowed."""
        return self._limit

    def lines_at(self, width: int) -> int:
        """Return how many lines the whole text takes at a width in pixels; 0 when there is no text."""
        return self._lines().at(width)

    def fits(self) -> bool:
        """Tell whether the whole text is in view at the present width."""
        return self._lines().fits(self.contentsRect().width(), self._limit)

    def sizeHint(self) -> QSize:
        lines = self._lines()
        return QSize(lines.advance() + 1, lines.spacing)

    def minimumSizeHint(self) -> QSize:
        lines = self._lines()
        return QSize(min(lines.metrics.averageCharWidth() * 6, lines.advance() + 1), lines.spacing)

    def hasHeightForWidth(self) -> bool:
        return self._limit > 1 and self.minimumHeight() < self.maximumHeight()

    def heightForWidth(self, width: int) -> int:
        lines = self._lines()
        return max(1, lines.at(width, self._limit)) * lines.spacing

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explain()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:
            self._laid = None
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        ink = self.palette().color(self.foregroundRole())
        self._lines().paint(QPainter(self), self.contentsRect(), self._limit, ink, self.alignment())

    def _lines(self) -> Lines:
        if self._laid is None:
            self._laid = Lines(self.text(), self.font())
        return self._laid

    def _explain(self) -> None:
        fits = self.fits()
        self.setToolTip("" if fits else tool_tip(self.text()))
        self._describe()

    def _needs_description(self) -> bool:
        # Without one, a screen reader would be given the tool tip's markup.
        return super()._needs_description() or bool(self.toolTip())


class Chip(QFrame):
    """A small bordered word, 24 pixels high, with an icon where it belongs to a verdict family."""

    def __init__(self, theme: Theme, text: str, *, family: str = "", icon: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._icon_name = icon
        self._icon = QLabel()
        self._text = plain_label(use="label")
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._text)
        self._icon.setVisible(bool(icon))  # only now: shown without a parent it would be a window of its own
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("surface", "chip")
        self.set_chip(text, family)
        theme.changed.connect(self._draw)

    def set_chip(self, text: str, family: str = "") -> None:
        """Show another word in a verdict family, or in none."""
        self._text.setText(marked(text))
        restyle(self, family=family)
        restyle(self._text, ink=family or "text")
        self._draw()

    def _draw(self) -> None:
        px = self._theme.px
        self.setFixedHeight(px(24))
        self._row.setContentsMargins(px(8), 0, px(8), 0)
        self._row.setSpacing(px(4))
        if self._icon_name:
            family = self.property("family")
            color = self._theme.tokens.color(f"{family}.text" if family else "text2")
            pixmap = self._theme.icons.pixmap(self._icon_name, color, px(12), self.devicePixelRatioF())
            self._icon.setPixmap(pixmap)
