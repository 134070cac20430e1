"""The plate that carries one of the two answers, in a fixed height for each loudness."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QToolTip

from leaddesk.ui.theme import Theme
from leaddesk.ui.theme.verdict_look import Family, PlateGrade
from leaddesk.ui.widgets.card_rows import stacked
from leaddesk.ui.widgets.explained import tool_tip
from leaddesk.ui.widgets.frames import WARNING_GAP, WARNING_ICON, dashed, edge, paint_frame, paint_icon, paint_warning
from leaddesk.ui.widgets.labels import as_plain
from leaddesk.ui.widgets.lines import Lines
from leaddesk.ui.widgets.plaintext import marked
from leaddesk.ui.widgets.sides import placed

HEIGHTS: dict[PlateGrade, int] = {"loud": 116, "quiet": 60, "even": 88, "dashed": 88}
"""Height by grade, pixels at 100 %: loud and quiet, or two even ones, always fill the same space."""

_ICONS: dict[PlateGrade, int] = {"loud": 48, "quiet": 28, "even": 36, "dashed": 36}
_WORDS: dict[PlateGrade, str] = {"loud": "loud", "quiet": "quiet", "even": "even", "dashed": "waiting"}
_LOUD_WORDS = ("loud", "loud_narrow", "even", "quiet")
"""The sizes of a loud word, from the usual one to that of a word too long for the others."""
_NARROW = 600
_MARGIN, _GAP, _TIGHT_GAP = 16, 16, 24
_LEAST_WHY = 96
"""With fewer pixels at 100 % beside a long word, the reasons stand on one line below it."""
_ICON_ROOM = 48
_FILL_STROKE = 2.25
_FOCUS_LINE = 3
_LEFT_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class _Word(QLabel):
    """The word in the plate's ink, underlined while it has the focus."""

    def __init__(self, theme: Theme, plate: Plate) -> None:
        super().__init__(plate)
        self._theme, self._plate = theme, plate
        as_plain(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, (use, ink) = self._theme, self._plate.word_look()
        painter = QPainter(self)
        painter.setFont(theme.font(use))
        painter.setPen(theme.color(ink))
        painter.drawText(self.rect(), _LEFT_MIDDLE, self.text())
        if self.hasFocus():
            width = min(self.width(), theme.extent(self.text(), use).width())
            line = theme.px(_FOCUS_LINE)
            under = QRect(0, self.height() - line, width, line)
            painter.fillRect(placed(self.rect(), under), theme.color(ink))


class Plate(QFrame):
    """Icon, caption, the word, and why; all but the word is painted by the plate itself.

    The word's label is named after the caption (*Load outcome*, *Assessment*) and carries the full text as its
    accessible description.
    """

    def __init__(self, theme: Theme, caption: str, *, height: int | None = None) -> None:
        """Build the plate; a ``height`` in pixels at 100 % is kept in every grade, with the reasons under the word."""
        super().__init__()
        self._one_height = height
        self._theme = theme
        self._caption = caption
        self._family: Family = "neutral"
        self._grade: PlateGrade = "dashed"
        self._icon_name = "circle-dashed"
        self._told: tuple[object, ...] = ()
        """What the plate says; it is told anew with every phase and every minute, mostly the same."""
        self._said = "", ""
        self._arranged_for: QSize | None = None
        self.word_label = _Word(theme, self)
        self.word_label.setAccessibleName(caption)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._draw)
        self._draw()

    def show_answer(
        self,
        family: Family,
        grade: PlateGrade,
        icon: str,
        word: str,
        why: str,
        *,
        notice: str = "",
        description: str | None = None,
    ) -> None:
        """Show an answer, or the wait for one on a ``dashed`` plate.

        ``notice`` is the line for an act that was only partly done. ``description`` is what a screen reader says,
        by default word, why and notice. ValueError for a loud plate in the family *ok*: good news is never a fill.
        """
        if grade == "loud" and family == "ok":
            raise ValueError("good news is never a solid fill")
        told = family, grade, icon, word, why, notice, description
        if told == self._told:
            return
        self._told = told
        self._family, self._grade, self._icon_name = family, grade, icon
        self._said = marked(why), marked(notice)
        self.word_label.setText(marked(word))
        spoken = description if description is not None else ". ".join(filter(None, (word, why, notice)))
        self.word_label.setAccessibleDescription(marked(spoken))
        self._draw()

    def word_look(self) -> tuple[str, str]:
        """Return the word's use in the type scale and its colour role."""
        loud = self._grade == "loud"
        uses = _LOUD_WORDS[self._is_narrow() :] if loud else (_WORDS[self._grade],)
        word, room = self.word_label.text(), self._room()
        use = next((one for one in uses if self._theme.extent(word, one).width() <= room), uses[-1])
        return use, "text2" if self._grade == "dashed" else f"{self._family}.{'on' if loud else 'text'}"

    def _room(self) -> int:
        """Return the pixels beside the icon."""
        margin = edge(self._theme) + self._theme.px(_MARGIN)
        return self.width() - 2 * margin - self._theme.px(_ICON_ROOM) - self._theme.px(_GAP)

    def event(self, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ToolTip:
            return super().event(event)
        place = cast("QHelpEvent", event)
        parts = (self._why_place, self._why, self._lines_shown), (self._notice_place, self._notice, 1)
        cut = (ls.text for rect, ls, n in parts if rect.contains(place.pos()) and not ls.fits(rect.width(), n))
        text = next(cut, "")
        if text:
            QToolTip.showText(place.globalPos(), tool_tip(text), self)
        event.setAccepted(bool(text))  # what is not cut is explained by the view around
        return bool(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, grade, family = self._theme, self._grade, self._family
        loud, waits = grade == "loud", grade == "dashed"
        painter = QPainter(self)
        if waits:
            paint_frame(painter, theme, self.rect(), theme.color("surface"), dashed(theme, "edge", edge(theme)))
        else:
            fill, line = ("fill", "fill") if loud else ("tint", "edge")
            pen = QPen(theme.color(f"{family}.{line}"), edge(theme))
            paint_frame(painter, theme, self.rect(), theme.color(f"{family}.{fill}"), pen)
        on = f"{family}.on"
        ink = "text3" if waits else on if loud else f"{family}.text"
        stroke = _FILL_STROKE if loud else 2.0
        paint_icon(painter, theme, self._icon_place, self._icon_name, ink, _ICONS[grade], stroke)
        painter.setFont(theme.font("label"))
        painter.setPen(theme.color(on if loud else "text2"))
        painter.drawText(self._caption_place, _LEFT_MIDDLE, self._caption)
        ink = on if loud else "text2" if waits else "text"
        self._why.paint(painter, self._why_place, self._lines_shown, theme.color(ink), _LEFT_MIDDLE)
        if self._notice.text:
            warn = on if loud else "warn.text"
            paint_warning(painter, theme, self._notice_place, self._notice, 1, warn)

    def _is_narrow(self) -> bool:
        return self.width() < self._theme.px(_NARROW)

    def _draw(self) -> None:
        """Measure what is said and take the height of the grade."""
        why, notice = self._said
        self._why = Lines(why, self._theme.font("reason" if self._grade == "loud" else "body"))
        self._notice = Lines(notice, self._theme.font("name"))
        with_notice = bool(notice)
        if self._one_height:
            self._why_lines = 1 if self._grade == "loud" and with_notice else 2
        else:
            low = self._grade in ("loud", "quiet")
            self._why_lines = (1 if with_notice else 2) if low else 3 - with_notice
        self._arranged_for = None
        self.setFixedHeight(self._theme.px(self._one_height or HEIGHTS[self._grade]))
        self._arrange()
        self.update()
        self.word_label.update()

    def _arrange(self) -> None:
        """Find everyone's place: why below the word when loud, beside it otherwise."""
        if self._arranged_for == self.size():
            return
        self._arranged_for = self.size()
        theme, px = self._theme, self._theme.px
        line, margin = edge(theme), edge(theme) + px(_MARGIN)
        inner = QRect(margin, line, self.width() - 2 * margin, self.height() - 2 * line)
        icon = QRect(margin, line, px(_ICON_ROOM), inner.height())
        left = margin + px(_ICON_ROOM) + px(_GAP)
        room = self._room()
        use, _ = self.word_look()
        caption, word = theme.extent(self._caption, "label"), theme.extent(self.word_label.text(), use)
        gap, self._lines_shown = px(_GAP), self._why_lines
        stacks = self._grade == "loud" or bool(self._one_height)
        if not stacks and max(caption.width(), word.width()) > room - gap - px(_LEAST_WHY):
            stacks, self._lines_shown = True, 1
        if stacks:
            reasons = self._reason_heights(room)
            above, place, *below = stacked(inner, left, room, (caption.height(), word.height(), *reasons))
        else:
            # A quiet plate in a narrow view gives its reason the room: a number or a time in it must not be cut.
            tight = self._grade == "quiet" and self._is_narrow()
            gap = px(_TIGHT_GAP) if tight else gap
            words = max(caption.width(), word.width(), 0 if tight else (room - gap) // 2)
            above, place = stacked(inner, left, words, (caption.height(), word.height()))
            left, room = left + words + gap, room - words - gap
            below = stacked(inner, left, room, self._reason_heights(room))
        notice = below[1].adjusted(px(WARNING_ICON) + px(WARNING_GAP), 0, 0, 0)
        whole = QRect(0, 0, self.width(), self.height())
        self.word_label.setGeometry(placed(whole, place))
        self._icon_place, self._caption_place = placed(whole, icon), placed(whole, above)
        self._why_place, self._notice_place = placed(whole, below[0]), placed(whole, notice)

    def _reason_heights(self, room: int) -> tuple[int, int]:
        why = max(1, self._why.at(room, self._lines_shown)) * self._why.spacing
        return why, self._notice.spacing if self._notice.text else 0
