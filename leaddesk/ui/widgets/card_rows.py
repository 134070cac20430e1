"""The texts of a check card, and where each of them goes in the width of the card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect

from leaddesk.ui.theme import Theme
from leaddesk.ui.theme.verdict_look import STATE_LOOK
from leaddesk.ui.widgets.fact_flow import LINE_HEIGHT, Fact, FactLines
from leaddesk.ui.widgets.frames import WARNING_GAP, WARNING_ICON, edge
from leaddesk.ui.widgets.lines import Lines
from leaddesk.ui.widgets.plaintext import marked
from leaddesk.ui.widgets.sides import from_right, placed
from leaddesk.ui.widgets.state_tile import SIDE

_NARROW = 640
_TIMES = 112
_MARGIN, _GAP = 16, 16
_ABOVE = 4
FOLD_ICON = 14


class CardText:
    """What a card says, measured once until it says something else."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.has_state = False
        self.facts = FactLines(theme)
        self.times = ""
        """When it was answered and how long it holds, one below the other."""
        self._said = "", "", ""
        self._measure()

    def tell(self, reason: str, facts: Sequence[Fact], cautions: str, times: Sequence[str]) -> None:
        """Take other texts, control and direction characters marked."""
        shown = [marked(part) for part in times if part]
        self.times = "\n".join(shown)
        self._said = marked(cautions), marked(reason), ", ".join(shown)
        self.facts.set_facts(facts)
        self._measure()

    def times_width(self) -> int:
        """Return the width in pixels of the times, one below the other."""
        return max((self.times_below.metrics.horizontalAdvance(part) for part in self.times.split("\n")), default=0)

    def restart(self) -> None:
        """Measure anew, in the fonts of the present zoom."""
        self.facts.restart()
        self._measure()

    def _measure(self) -> None:
        font = self._theme.font
        cautions, reason, times = self._said
        self.caution = Lines(cautions, font("name"))
        self.reason = Lines(reason, font("body"))
        self.times_below = Lines(times, font("hint"))


class _Count(NamedTuple):
    """Lines of each part."""

    caution: int
    reason: int
    facts: int


@dataclass(frozen=True, slots=True)
class Rows:
    """Where the parts of one card are, in its own pixels; what is not in view has no height."""

    narrow: bool
    height: int
    can_unfold: bool
    state_use: str
    """The state's use in the type scale."""
    tile: QRect
    name: QRect
    state: QRect
    caution: QRect
    caution_lines: int
    reason: QRect
    reason_lines: int
    facts: QRect
    times: QRect
    fold_mark: QRect

    def from_the_right(self, width: int) -> Rows:
        """Return the same parts in a card of a width that begins at the right."""
        whole = QRect(0, 0, width, self.height)
        return replace(
            self,
            tile=placed(whole, self.tile),
            name=placed(whole, self.name),
            state=placed(whole, self.state),
            caution=placed(whole, self.caution),
            reason=placed(whole, self.reason),
            facts=placed(whole, self.facts),
            times=placed(whole, self.times),
            fold_mark=placed(whole, self.fold_mark),
        )

    def cut_text_at(self, text: CardText, place: QPoint) -> str:
        """Return the whole text at a place where only a part of it is in view; nothing elsewhere."""
        parts = [(self.caution, text.caution, self.caution_lines), (self.reason, text.reason, self.reason_lines)]
        if self.narrow:
            parts.append((self.times, text.times_below, 1))
        for rect, lines, limit in parts:
            if rect.contains(place) and not lines.fits(rect.width(), limit):
                return lines.text
        return ""


def arranged(theme: Theme, text: CardText, width: int, heights: tuple[int, int], *, unfolded: bool) -> Rows:
    """Return the places in a card of a width; ``heights`` are those of a folded row, narrow and wide."""
    px = theme.px
    narrow = is_narrow(theme, width)
    height = heights[0] if narrow else heights[1]
    state_use = "state_narrow" if narrow else "state"
    state_width = max(theme.extent(look.word, state_use).width() for look in STATE_LOOK.values()) + 1
    margin, gap = edge(theme) + px(_MARGIN), px(_GAP)
    state_left = margin + px(SIDE) + gap
    left, right = state_left + state_width + gap, width - margin
    times_width = 0 if narrow else max(px(_TIMES), text.times_width())
    room = right - left - (0 if narrow else times_width + gap)
    lines = (height - 2 * px(_ABOVE)) // px(LINE_HEIGHT)
    high = height - 2 * (edge(theme) + px(_ABOVE))
    shown = _folded(text, room, lines, high, narrow=narrow)
    fold_left = right
    if can_unfold := not _all_in_view(theme, text, room, shown):
        fold_left = right - px(FOLD_ICON)
        room -= right - fold_left + gap
        shown = _folded(text, room, lines, high, narrow=narrow)
        if unfolded:
            whole = _whole(theme, text, room)
            height += (sum(whole) - sum(shown)) * px(LINE_HEIGHT)
            shown = whole
    top = edge(theme) + px(_ABOVE)
    inner = QRect(margin, top, right - margin, height - 2 * top)
    name_high = theme.extent("Data quality", "label" if text.has_state else "name").height()
    state_high = theme.extent("Stale", state_use).height() if text.has_state else 0
    name, state = stacked(inner, state_left, state_width, (name_high, state_high))
    caution, reason, below, facts = stacked(
        inner,
        left,
        room,
        (
            shown.caution * text.caution.spacing,
            shown.reason * text.reason.spacing,
            text.times_below.spacing if narrow and text.times else 0,
            shown.facts * px(LINE_HEIGHT),
        ),
    )
    side = px(SIDE)
    times_left = (fold_left - gap if can_unfold else right) - times_width
    rows = Rows(
        narrow=narrow,
        height=height,
        can_unfold=can_unfold,
        state_use=state_use,
        tile=QRect(margin, top + (inner.height() - side) // 2, side, side),
        name=name,
        state=state,
        caution=caution.adjusted(px(WARNING_ICON + WARNING_GAP), 0, 0, 0),
        caution_lines=max(1, shown.caution),
        reason=reason,
        reason_lines=max(1, shown.reason),
        facts=facts,
        times=below if narrow else QRect(times_left, top, times_width, inner.height()),
        fold_mark=QRect(fold_left, top, right - fold_left, inner.height()),
    )
    return rows.from_the_right(width) if from_right() else rows


def is_narrow(theme: Theme, width: int) -> bool:
    """Tell whether a card of a width folds its facts and says its times below the reason."""
    return width < theme.px(_NARROW)


def stacked(inner: QRect, left: int, width: int, heights: Sequence[int]) -> list[QRect]:
    """Return parts one below the other, together in the middle of a room."""
    top = inner.top() + max(0, (inner.height() - sum(heights) + 1) // 2)
    places = []
    for height in heights:
        places.append(QRect(left, top, width, height))
        top += height
    return places


def _whole(theme: Theme, text: CardText, room: int) -> _Count:
    """Return how many lines everything takes."""
    beside_icon = room - theme.px(WARNING_ICON + WARNING_GAP)
    return _Count(text.caution.at(beside_icon), text.reason.at(room), text.facts.lines(room))


def _folded(text: CardText, room: int, lines: int, high: int, *, narrow: bool) -> _Count:
    """Return how the lines of a folded row are shared; ``high`` are its pixels."""
    caution = int(bool(text.caution.text))
    if narrow:
        left = high - caution * text.caution.spacing - (text.times_below.spacing if text.times else 0)
        return _Count(caution, min(text.reason.at(room, 2), max(1, left // text.reason.spacing)), 0)
    facts = text.facts.lines(room)
    # One line of facts says more than the second line of a reason.
    reason = min(text.reason.at(room, 2), max(1, lines - caution - facts))
    return _Count(caution, reason, min(facts, lines - caution - reason))


def _all_in_view(theme: Theme, text: CardText, room: int, shown: _Count) -> bool:
    """Tell whether a folded row leaves nothing out; facts are laid out only where some are in view."""
    if text.facts.facts() and not shown.facts:
        return False
    return _whole(theme, text, room) == shown
