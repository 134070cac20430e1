"""One check of a verdict as a row: state first, then reason and facts, then how long it holds.

The row has the same height before, during and after the answer; only the person unfolds it. It paints itself: a dozen
labels in each of four rows would be styled, laid out and painted one by one while a supervisor waits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGroupBox, QSizePolicy, QToolTip

from leaddesk.ui.theme import Theme
from leaddesk.ui.theme.verdict_look import STATE_LOOK, StateLook
from leaddesk.ui.widgets.card_rows import FOLD_ICON, CardText, Rows, arranged, is_narrow
from leaddesk.ui.widgets.explained import tool_tip
from leaddesk.ui.widgets.fact_flow import Fact, spoken
from leaddesk.ui.widgets.frames import dashed, edge, focus_edge, paint_frame, paint_icon, paint_warning
from leaddesk.ui.widgets.plaintext import marked
from leaddesk.ui.widgets.state_tile import paint_tile

TALL, LOW = 98, 64
"""Heights of a row in pixels at 100 %: tall for the checks with many facts."""

_LEFT_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT_MIDDLE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CheckCard(QGroupBox):
    """An accessible group named after its check; its description begins with the state's words."""

    def __init__(self, theme: Theme, name: str, hint: str, *, height: int = LOW) -> None:
        """Build the row in state *waiting*, saying ``hint``: what the check will answer."""
        super().__init__()
        self._theme, self._hint, self._height = theme, hint, height
        self._look: StateLook | None = None
        self._unfolded = False
        self._told: tuple[object, ...] = ()
        """What the row says; it is told anew with every phase and every minute, mostly the same."""
        self._text = CardText(theme)
        self._rows: Rows | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restart)
        self.wait()

    def wait(self) -> None:
        """Go back to before the answer."""
        self._look = None
        self.set_unfolded(False)
        self._tell("", [], "", "", "", self._hint)

    def show_state(
        self,
        state: str,
        reason: str = "",
        facts: Sequence[Fact] = (),
        *,
        cautions: str = "",
        answered: str = "",
        fresh: str = "",
    ) -> None:
        """Show one of the six states of ``STATE_LOOK`` with the vendor's reason and facts; KeyError otherwise.

        ``answered`` and ``fresh`` are times with zone, already in words.
        """
        self._look = STATE_LOOK[state]
        parts = (self._look.word, cautions, reason, spoken(facts), answered, fresh)
        description = marked(". ".join(part.rstrip(".") for part in parts if part))
        self._tell(reason, facts, cautions, answered, fresh, description)

    def set_unfolded(self, unfolded: bool) -> None:
        """Show all facts below the row, or only what its fixed height holds."""
        if unfolded != self._unfolded:
            self._unfolded = unfolded
            self._fit()

    def facts(self) -> tuple[Fact, ...]:
        """Return the facts of the check, those folded away too."""
        return self._text.facts.facts()

    def fact_at(self, place: QPoint) -> Fact | None:
        """Return the fact in view at a place in the row."""
        room = self.rows().facts
        return self._text.facts.at(place - room.topLeft(), room.width()) if room.contains(place) else None

    def rows(self) -> Rows:
        """Return where everything is at the present size."""
        if self._rows is None:
            self._rows = arranged(self._theme, self._text, self.width(), self._heights(), unfolded=self._unfolded)
        return self._rows

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(560), self.height())

    def event(self, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ToolTip:
            return super().event(event)
        place = cast("QHelpEvent", event)
        text = self.rows().cut_text_at(self._text, place.pos())
        if text:
            QToolTip.showText(place.globalPos(), tool_tip(text), self)
        event.setAccepted(bool(text))  # what is not cut is explained by the view around
        return bool(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.rows().can_unfold:
            self.set_unfolded(not self._unfolded)
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rows().can_unfold and self.rect().contains(event.position().toPoint()):
            self.set_unfolded(not self._unfolded)
        super().mouseReleaseEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, look, text, rows = self._theme, self._look, self._text, self.rows()
        painter = QPainter(self)
        self._paint_frame(painter)
        paint_tile(painter, theme, rows.tile, look)
        painter.setFont(theme.font("label" if look else "name"))
        painter.setPen(theme.color("text2"))
        painter.drawText(rows.name, _LEFT_MIDDLE, self.accessibleName())
        if look:
            painter.setFont(theme.font(rows.state_use))
            painter.setPen(theme.color(f"{look.family}.text"))
            painter.drawText(rows.state, _LEFT_MIDDLE, look.word)
        if text.caution.text:
            paint_warning(painter, theme, rows.caution, text.caution, rows.caution_lines, "warn.text")
        if text.reason.text:
            ink = theme.color("text" if look else "text2")
            text.reason.paint(painter, rows.reason, rows.reason_lines, ink, _LEFT_MIDDLE)
        if text.times:
            ink = theme.color("warn.text" if look is STATE_LOOK["stale"] else "text3")
            if rows.narrow:
                text.times_below.paint(painter, rows.times, 1, ink, _LEFT_MIDDLE)
            else:
                painter.setFont(theme.font("hint"))
                painter.setPen(ink)
                painter.drawText(rows.times, _RIGHT_MIDDLE, text.times)
        if rows.facts.height():
            text.facts.paint(painter, rows.facts, event.rect())
        if rows.can_unfold:
            mark = "chevron-down" if self._unfolded else "chevron-right"
            paint_icon(painter, theme, rows.fold_mark, mark, "text2", FOLD_ICON)

    def _paint_frame(self, painter: QPainter) -> None:
        theme = self._theme
        border = self._look.border if self._look else "waiting"
        fill = None if border == "waiting" else theme.color("surface")
        if self.hasFocus():
            pen = QPen(theme.color("accent"), focus_edge(theme))
        elif border in ("waiting", "dashed"):
            faint = border == "waiting" and theme.tokens.name != "contrast"
            pen = dashed(theme, "line" if faint else "edge", edge(theme))
        else:
            pen = QPen(theme.color("line" if border == "line" else f"{border}.edge"), edge(theme))
        paint_frame(painter, theme, self.rect(), fill, pen)

    def _tell(
        self, reason: str, facts: Sequence[Fact], cautions: str, answered: str, fresh: str, description: str
    ) -> None:
        told = self._look, reason, tuple(facts), cautions, answered, fresh
        if told == self._told:
            return
        self._told = told
        self._text.has_state = self._look is not None
        self._text.tell(reason if self._look else self._hint, facts, cautions, (answered, fresh))
        self.setAccessibleDescription(description)
        self._fit()

    def _restart(self) -> None:
        """Measure everything anew, in the fonts of the present zoom."""
        self._text.restart()
        self._fit()

    def _fit(self) -> None:
        """Give each part its room at the present width; the height changes only with layout or folding."""
        self._rows = None
        self.setFixedHeight(self.rows().height if self._unfolded else self._heights()[self._is_wide()])
        self.update()

    def _heights(self) -> tuple[int, int]:
        """Return the heights of the folded row, narrow and wide."""
        return self._theme.px(LOW), self._theme.px(self._height)

    def _is_wide(self) -> bool:
        return not is_narrow(self._theme, self.width())
