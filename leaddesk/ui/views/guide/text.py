"""The page of the guide: HTML that `services.guide.page` made of our own files, in the colours of the look.

It loads nothing, neither pictures nor addresses, and follows links inside the guide only: any other is passed over.
"""

from __future__ import annotations

from PySide6.QtCore import QRegularExpression, Qt, QUrl, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextBrowser

from leaddesk.domain.guide import Chapter
from leaddesk.services.guide.page import chapter_html
from leaddesk.ui.theme import Theme
from leaddesk.ui.theme.fonts import mono_families

SCHEME = "guide"
_SIZES = (0.8, 0.9, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0)
"""What larger and smaller letters step through, on top of the window's own zoom."""


class GuideText(QTextBrowser):
    """One chapter at a time."""

    wanted = Signal(str)
    """A link was pressed: `chapter#anchor`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._chapter: Chapter | None = None
        self._size = _SIZES.index(1.0)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.setUndoRedoEnabled(False)
        self.anchorClicked.connect(self._follow)
        theme.changed.connect(self._wear)

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:  # noqa: N802 - Qt's
        """Loads nothing, whatever a text may name."""
        return None

    def show_chapter(self, chapter: Chapter, anchor: str = "") -> None:
        """Shows a chapter from its top, or from something inside it."""
        self._chapter = chapter
        self._lay()
        self.setAccessibleName(chapter.title)
        if anchor:
            self.scrollToAnchor(anchor)

    def grow(self, steps: int) -> None:
        """Makes the letters larger or smaller by so many steps; 0 gives the window's own size back."""
        size = self._size + steps if steps else _SIZES.index(1.0)
        self._size = min(max(size, 0), len(_SIZES) - 1)
        self._wear()

    def find_next(self, words: str) -> bool:
        """Selects the next place that begins with the words, or else holds them, and tells whether there is one.

        After the last place comes the first.
        """
        begun = QRegularExpression(rf"(?<!\w){QRegularExpression.escape(words)}")
        begun.setPatternOptions(QRegularExpression.PatternOption.UseUnicodePropertiesOption)
        return bool(words) and (self._finds(begun) or self._finds(QRegularExpression(QRegularExpression.escape(words))))

    def _finds(self, pattern: QRegularExpression) -> bool:
        before = self.textCursor()
        if self.find(pattern):
            return True
        self.moveCursor(QTextCursor.MoveOperation.Start)
        if self.find(pattern):
            return True
        self.setTextCursor(before)
        return False

    def _follow(self, url: QUrl) -> None:
        if url.scheme() == SCHEME:
            self.wanted.emit(url.toString().removeprefix(f"{SCHEME}:"))

    def _wear(self) -> None:
        """Shows the same in another look or size, from the same line on as far as can be."""
        if self._chapter is None:
            return
        bar = self.verticalScrollBar()
        share = bar.value() / max(1, bar.maximum())
        self._lay()
        bar.setValue(round(share * bar.maximum()))

    def _lay(self) -> None:
        if self._chapter is None:
            return
        document = self.document()
        document.setDocumentMargin(self._theme.px(16))
        document.setDefaultFont(self._theme.font("body"))
        document.setDefaultStyleSheet(_style(self._theme, _SIZES[self._size]))
        self.setHtml(chapter_html(self._chapter, lambda link: f"{SCHEME}:{link}"))


def _style(theme: Theme, factor: float) -> str:
    """Returns the style sheet of a page in the look and size in force."""
    tokens = theme.tokens

    def px(size: float) -> int:
        return theme.px(size * factor)

    mono = ", ".join(f"'{family}'" for family in mono_families())
    ink = f"color: {tokens.text};"
    return f"""
h1 {{ font-size: {px(20)}px; font-weight: 600; {ink} margin-top: 0px; margin-bottom: {px(8)}px; }}
h2 {{ font-size: {px(16)}px; font-weight: 600; {ink} margin-top: {px(20)}px; margin-bottom: {px(6)}px; }}
h3 {{ font-size: {px(14)}px; font-weight: 600; {ink} margin-top: {px(16)}px; margin-bottom: {px(4)}px; }}
p, li, td {{ font-size: {px(14)}px; {ink} }}
p {{ margin-top: {px(4)}px; margin-bottom: {px(8)}px; line-height: 130%; }}
li {{ margin-bottom: {px(4)}px; line-height: 130%; }}
table {{ border-collapse: collapse; margin-top: {px(6)}px; margin-bottom: {px(12)}px; }}
th {{ font-size: {px(12)}px; font-weight: 500; color: {tokens.text2}; text-align: left;
     border-bottom: 1px solid {tokens.edge}; }}
td {{ border-bottom: 1px solid {tokens.line}; }}
b {{ font-weight: 600; }}
code {{ font-family: {mono}; color: {tokens.text}; background-color: {tokens.sunken}; }}
a {{ color: {tokens.accent}; text-decoration: underline; }}
"""
