"""One check of a verdict as a row: state first, then reason and facts, then how long it holds.

The row has the same height before, during and after the answer; only the person unfolds it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QGroupBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.theme.verdict_look import STATE_LOOK, StateLook
from leaddesk.ui.widgets.fact_flow import LINE_HEIGHT, Fact, FactFlow, spoken
from leaddesk.ui.widgets.icon_line import IconLine
from leaddesk.ui.widgets.labels import ElidedLabel, plain_label
from leaddesk.ui.widgets.plaintext import marked
from leaddesk.ui.widgets.state_tile import StateTile

TALL, LOW = 98, 64
"""Heights of a row in pixels at 100 %: tall for the checks with many facts."""

_NARROW = 640
_FRESHNESS = 112
_MARGIN, _GAP = 16, 16
_TILE_SPACE = 48
_FOLD_SPACE = 30


class CheckCard(QGroupBox):
    """An accessible group named after its check; its description begins with the state's words."""

    def __init__(self, theme: Theme, name: str, hint: str, *, height: int = LOW) -> None:
        """Build the row in state *waiting*, saying ``hint``: what the check will answer."""
        super().__init__()
        self._theme, self._hint, self._height = theme, hint, height
        self._look: StateLook | None = None
        self._unfolded = self._can_unfold = False
        self._told: tuple[object, ...] = ()
        """What the row says; it is told anew with every phase and every minute, mostly the same."""
        self._word_widths: dict[str, int] = {}
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tile = StateTile(theme)
        self._name = plain_label(name, use="label", ink="text2")
        self._state = plain_label()
        self._caution = IconLine(theme, "triangle-alert", "warn")
        self._reason = ElidedLabel(lines=2)
        self._facts = FactFlow(theme, f"{name} facts")
        self._freshness = plain_label(use="hint", ink="text3")
        self._freshness.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._freshness_below = ElidedLabel(use="hint", ink="text3")
        self._fold_mark = QLabel()
        self._lay_out()
        theme.changed.connect(self._draw)
        self.wait()

    def wait(self) -> None:
        """Go back to before the answer."""
        self._look = None
        self.set_unfolded(False)
        self._tell("", [], "", "", "")
        self.setAccessibleDescription(self._hint)

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
        self._tell(reason, facts, cautions, answered, fresh)
        parts = (self._look.word, cautions, reason, spoken(facts), answered, fresh)
        self.setAccessibleDescription(marked(". ".join(part.rstrip(".") for part in parts if part)))

    def set_unfolded(self, unfolded: bool) -> None:
        """Show all facts below the row, or only what its fixed height holds."""
        if unfolded != self._unfolded:
            self._unfolded = unfolded
            self._fit()

    def is_unfolded(self) -> bool:
        """Tell whether all facts are in view by the person's own act."""
        return self._unfolded

    def facts(self) -> tuple[Fact, ...]:
        """Return the facts of the check, those folded away too."""
        return self._facts.facts()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(560), self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._can_unfold:
            self.set_unfolded(not self._unfolded)
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._can_unfold and self.rect().contains(event.position().toPoint()):
            self.set_unfolded(not self._unfolded)
        super().mouseReleaseEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._draw()

    def _tell(self, reason: str, facts: Sequence[Fact], cautions: str, answered: str, fresh: str) -> None:
        told = self._look, reason, tuple(facts), cautions, answered, fresh
        if told == self._told:
            return
        self._told = told
        said = reason if self._look else self._hint
        self._reason.set_text(said)
        self._reason.setVisible(bool(said))
        self._facts.set_facts(facts)
        self._caution.set_text(cautions)
        times = [marked(part) for part in (answered, fresh) if part]
        self._freshness.setText("\n".join(times))
        self._freshness_below.set_text(", ".join(times))
        self._draw()

    def _lay_out(self) -> None:
        state = QVBoxLayout()
        middle = QVBoxLayout()
        for column in (state, middle):
            column.setSpacing(0)
            column.addStretch()
        state.addWidget(self._name)
        state.addWidget(self._state)
        for part in (self._caution, self._reason, self._freshness_below, self._facts):
            middle.addWidget(part)
        for column in (state, middle):
            column.addStretch()
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._tile)
        self._row.addLayout(state)
        self._row.addLayout(middle, 1)
        self._row.addWidget(self._freshness)
        self._row.addWidget(self._fold_mark)

    def _draw(self) -> None:
        """Take colours, fonts and sizes from the look, then fit the parts to the width."""
        theme, look = self._theme, self._look
        restyle(self, card=look.border if look else "waiting")
        self._tile.set_look(look)
        restyle(self._name, type="label" if look else "name")
        self._state.setText(look.word if look else "")
        self._state.setVisible(look is not None)
        restyle(self._reason, ink="text" if look else "text2")
        stale = "warn" if look is STATE_LOOK["stale"] else "text3"
        restyle(self._freshness, ink=stale)
        restyle(self._freshness_below, ink=stale)
        self._row.setContentsMargins(theme.px(_MARGIN), theme.px(4), theme.px(_MARGIN), theme.px(4))
        self._row.setSpacing(theme.px(_GAP))
        self._fit()

    def _fit(self) -> None:
        """Give each part its room at the present width; the height changes only with layout or folding."""
        px = self._theme.px
        narrow = self.width() < px(_NARROW)
        use = "state_narrow" if narrow else "state"
        restyle(self._state, type=use, ink=self._look.family if self._look else "text2")
        state_width = self._word_width(use)
        self._name.setFixedWidth(state_width)
        self._state.setFixedWidth(state_width)
        self._freshness.setVisible(not narrow)
        self._freshness.setMinimumWidth(px(_FRESHNESS))
        self._freshness_below.setVisible(narrow and bool(self._freshness_below.text()))
        taken = 2 * px(_MARGIN) + px(_TILE_SPACE) + state_width + px(_GAP)
        if not narrow:
            taken += px(_GAP) + max(px(_FRESHNESS), self._freshness.sizeHint().width())
        self._fit_facts(px(LOW if narrow else self._height), self.width() - taken, narrow)

    def _word_width(self, use: str) -> int:
        """Return the room for the longest of the six states."""
        font = self._theme.font(use)
        if (key := font.key()) not in self._word_widths:
            words = QFontMetrics(font)
            self._word_widths[key] = max(words.horizontalAdvance(look.word) for look in STATE_LOOK.values()) + 1
        return self._word_widths[key]

    def _fit_facts(self, row_height: int, width: int, narrow: bool) -> None:
        line = self._theme.px(LINE_HEIGHT)
        room = (row_height - self._theme.px(8)) // line - bool(self._caution.text())
        shown = self._shown(room, width, narrow)
        self._can_unfold = shown.hidden > 0
        if self._can_unfold:
            shown = self._shown(room, width - self._theme.px(_FOLD_SPACE), narrow)
        caution, reason, facts = 1, shown.reason, shown.facts
        if self._unfolded and self._can_unfold:
            caution, reason, facts = shown.all_caution, shown.all_reason, shown.all_facts
            row_height += shown.hidden * line
        self._caution.label.set_lines(max(1, caution))
        self._reason.set_lines(max(1, reason))
        self._facts.setVisible(facts > 0)
        self._facts.setFixedHeight(facts * line)
        self.setFixedHeight(row_height)
        self._fold_mark.setVisible(self._can_unfold)
        mark = "chevron-down" if self._unfolded else "chevron-right"
        tint = self._theme.tokens.text2
        self._fold_mark.setPixmap(self._theme.icons.pixmap(mark, tint, self._theme.px(14), self.devicePixelRatioF()))

    def _shown(self, room: int, width: int, narrow: bool) -> _Shown:
        """Return how the lines of a folded row, less one for a caution, are shared between reason and facts."""
        said, needed = self._reason.lines_at(width), self._facts.lines_at(width)
        cautions = self._caution.lines_at(width)
        if narrow:
            return _Shown(min(1, said), 0, cautions, said, needed)
        # One line of facts says more than the second line of a reason.
        reason = min(said, 2, max(1, room - needed))
        return _Shown(reason, min(needed, room - reason), cautions, said, needed)


class _Shown(NamedTuple):
    """Lines in view of a folded row, and lines there are."""

    reason: int
    facts: int
    all_caution: int
    all_reason: int
    all_facts: int

    @property
    def hidden(self) -> int:
        cautions = max(0, self.all_caution - 1)
        return cautions + self.all_reason - self.reason + self.all_facts - self.facts
