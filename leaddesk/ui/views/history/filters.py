"""What narrows *History*: the search field, outcome, assessment, destination, operator and span.

The fields are the only memory of what was asked for; it lasts as long as the window.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from leaddesk.domain.act import ActOutcome
from leaddesk.domain.assessment import Grade
from leaddesk.domain.calling_words import or_words
from leaddesk.domain.exchange import ABOUT_TO_SEND, HistoryQuery
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.language import tr, tr_later, tr_now
from leaddesk.services.ports import Clock
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.history.choice_button import ChoiceButton
from leaddesk.ui.views.history.spans import Span, SpanChoice, chosen_span
from leaddesk.ui.views.shift_period import read_wall, write_wall
from leaddesk.ui.widgets.clearing import make_clearable
from leaddesk.ui.widgets.explained import plain_tip
from leaddesk.ui.widgets.flow import Flow
from leaddesk.ui.widgets.labelled import Labelled
from leaddesk.ui.widgets.labels import ElidedLabel, plain_label
from leaddesk.ui.widgets.plaintext import marked

_ANY_DESTINATION, _ANYONE = tr("Any"), tr("Anyone")
_OUTCOMES = (*LoadOutcome, ActOutcome.DONE, ActOutcome.DID_NOT_CHANGE, ABOUT_TO_SEND)
"""The words of loads, those that only acts on campaigns have, and what has no outcome yet."""
_SEARCH, _FIELD, _MOMENT, _LEAST = 264, 150, 152, 112
"""Widths at 100 %; the search field and the filters take less in a narrow window."""


class FilterKey(Enum):
    """What can be taken away by itself; none is called like a label of the verdict or the header."""

    OUTCOME = tr_later("Outcome")
    ASSESSMENT = tr_later("Judged")
    DESTINATION = tr_later("Sent to")
    OPERATOR = tr_later("Who")
    WHEN = tr_later("When")


class ActiveFilter(NamedTuple):
    """A filter that narrows, in words."""

    key: FilterKey
    words: str


class HistoryFilters(QFrame):
    """Two rows of labelled fields: the second one, from and to, is there when it is asked for."""

    changed = Signal()
    """Something else is asked for."""
    typed = Signal()
    """A letter was typed into the search field."""

    def __init__(self, theme: Theme, times: LocalTimes, clock: Clock) -> None:
        super().__init__()
        self._theme, self._times, self._clock = theme, times, clock
        self.setProperty("surface", "surface")
        self.search = QLineEdit()
        self.outcome = ChoiceButton(theme, tr_now(FilterKey.OUTCOME.value), _OUTCOMES)
        self.assessment = ChoiceButton(theme, tr_now(FilterKey.ASSESSMENT.value), tuple(Grade))
        self.destination, self.operator, self.when = QComboBox(), QComboBox(), QComboBox()
        self.since, self.until = QLineEdit(), QLineEdit()
        self._zone = plain_label(use="hint", ink="text2")
        self._problem = ElidedLabel(use="hint", ink="danger")
        self._moments = QWidget()
        self._fields = Flow(at_bottom=True)
        self._lay_out()
        self._put_span(SpanChoice.TODAY)
        self.offer_destinations(())
        self.offer_people(())
        self._bind()
        theme.changed.connect(self._fit)
        self._fit()

    # ------------------------------------------------------------ what others call

    def query(self) -> HistoryQuery | None:
        """Returns what is asked for now; None where from and to cannot be read, which is said beside them."""
        span = self._span()
        if span is None:
            return None
        profile, destination = self.destination.currentData() or ("", "")
        return HistoryQuery(
            text=self.search.text().strip(),
            outcomes=self.outcome.chosen(),
            assessments=self.assessment.chosen(),
            operator=self.operator.currentData() or "",
            profile_id=profile,
            destination_id=destination,
            since=span.since,
            until=span.until,
        )

    def active(self) -> tuple[ActiveFilter, ...]:
        """Returns the filters that narrow, apart from the search field, which shows its text by itself."""
        found = (
            (FilterKey.OUTCOME, or_words(map(tr_now, self.outcome.chosen()))),
            (FilterKey.ASSESSMENT, or_words(map(tr_now, self.assessment.chosen()))),
            (FilterKey.DESTINATION, self.destination.currentText().strip() if self.destination.currentIndex() else ""),
            (FilterKey.OPERATOR, self.operator.currentText() if self.operator.currentIndex() else ""),
            (FilterKey.WHEN, self._span_words()),
        )
        return tuple(ActiveFilter(key, words) for key, words in found if words)

    def narrows(self) -> bool:
        """Tells whether anything is left out."""
        return bool(self.active() or self.search.text().strip())

    def remove(self, key: FilterKey) -> None:
        """Takes one filter away."""
        match key:
            case FilterKey.OUTCOME:
                self.outcome.choose(())
            case FilterKey.ASSESSMENT:
                self.assessment.choose(())
            case FilterKey.DESTINATION:
                self.destination.setCurrentIndex(0)
            case FilterKey.OPERATOR:
                self.operator.setCurrentIndex(0)
            case FilterKey.WHEN:
                self.when.setCurrentIndex(0)

    def clear(self) -> None:
        """Asks for everything again, and tells once."""
        self.show_outcomes(())

    def look_for(self, words: str) -> None:
        """Asks for everything with these words, and tells once."""
        self.show_outcomes((), words)

    def show_outcomes(self, outcomes: Sequence[str], words: str = "") -> None:
        """Asks for everything with these outcomes, and tells once."""
        self.blockSignals(True)
        self.search.setText(words)
        for key in FilterKey:
            self.remove(key)
        self.outcome.choose(outcomes)
        self.blockSignals(False)
        self.changed.emit()

    def offer_destinations(self, profiles: Sequence[ConnectionProfile]) -> None:
        """Offers profiles with their destinations; the chosen one stays on offer."""
        entries: list[tuple[str, tuple[str, str]]] = [(_ANY_DESTINATION, ("", ""))]
        for profile in profiles:
            entries.append((tr("{profile}, all", profile=profile.name), (profile.id, "")))
            entries += [(f"{item.name}, {profile.name}", (profile.id, item.id)) for item in profile.destinations]
        _refill(self.destination, entries)

    def offer_people(self, names: Iterable[str]) -> None:
        """Offers these people in addition to those on offer."""
        known = {self.operator.itemData(at) for at in range(1, self.operator.count())}
        people = sorted(known | {name for name in names if name}, key=str.casefold)
        _refill(self.operator, [(_ANYONE, ""), *((name, name) for name in people)])

    def fit(self, width: int) -> None:
        """Takes the room there is, in pixels: the search field gives way first, then the fields go on in a new row."""
        px = self._theme.px
        room = width - px(36) - 5 * px(8)
        field = max(px(_LEAST), min(px(_FIELD), (room - px(170)) // 5))
        self.search.setFixedWidth(max(px(_LEAST), min(px(_SEARCH), room - 5 * field)))
        for part in (self.outcome, self.assessment, self.destination, self.operator, self.when):
            part.setFixedWidth(field)

    # ------------------------------------------------------------ spans

    def _choice(self) -> SpanChoice:
        return SpanChoice(self.when.currentData())

    def _span(self) -> Span | None:
        if self._choice() is not SpanChoice.FROM_TO:
            return chosen_span(self._choice(), self._clock.now(), self._times)
        since, until = self._typed(self.since), self._typed(self.until)
        unread = [at for at, field in ((since, self.since), (until, self.until)) if at is None and field.text().strip()]
        if unread:
            self._problem.set_text(tr("Write day and time as 2026-11-21 14:30, or leave it empty."))
            return None
        if since and until and since >= until:
            restyle(self.until, problem=True)
            self._problem.set_text(tr("This ends before it begins: choose a later end."))
            return None
        self._problem.set_text("")
        return Span(since, until)

    def _typed(self, field: QLineEdit) -> datetime | None:
        at = read_wall(field.text(), self._times)
        restyle(field, problem=at is None and bool(field.text().strip()))
        return at

    def _span_words(self) -> str:
        choice = self._choice()
        if choice is not SpanChoice.FROM_TO:
            return "" if choice is SpanChoice.ALL else tr_now(choice)
        now = self._clock.now()
        moments = [(word, read_wall(field.text(), self._times)) for word, field in self._ends()]
        return ", ".join(
            f"{word} {self._times.day(at, now)}, {self._times.clock(at)} {self._times.zone(at)}"
            for word, at in moments
            if at
        )

    def _ends(self) -> tuple[tuple[str, QLineEdit], tuple[str, QLineEdit]]:
        return (tr("from"), self.since), (tr("to"), self.until)

    def _put_span(self, choice: SpanChoice) -> None:
        span = chosen_span(choice, self._clock.now(), self._times)
        for field, at in ((self.since, span.since), (self.until, span.until)):
            field.setText(write_wall(at, self._times) if at else "")
            restyle(field, problem=False)
        self._problem.set_text("")
        self._show_zones()

    def _show_zones(self) -> None:
        """Names the zone of each end: they differ where the clocks change in between."""
        now = self._clock.now()
        ends = [self._times.zone(read_wall(field.text(), self._times) or now) for _word, field in self._ends()]
        self._zone.setText(" / ".join(dict.fromkeys(ends)))

    def _choose_span(self) -> None:
        own = self._choice() is SpanChoice.FROM_TO
        if own:
            self._put_span(SpanChoice.FROM_TO)
        self._moments.setVisible(own)
        if own:
            self.since.setFocus()
        self.changed.emit()

    def _type_moment(self) -> None:
        self._show_zones()
        self.typed.emit()

    # ------------------------------------------------------------ putting it together

    def _bind(self) -> None:
        self.search.textEdited.connect(lambda _text: self.typed.emit())
        self.search.returnPressed.connect(self.changed)
        for button in (self.outcome, self.assessment):
            button.changed.connect(self.changed)
        for combo in (self.destination, self.operator):
            combo.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.when.currentIndexChanged.connect(lambda _index: self._choose_span())
        for field in (self.since, self.until):
            field.textEdited.connect(lambda _text: self._type_moment())
            field.returnPressed.connect(self.changed)

    def _lay_out(self) -> None:
        self.search.setPlaceholderText(tr("Number or words"))
        make_clearable(self._theme, self.search)
        for choice in SpanChoice:
            self.when.addItem(tr_now(choice), choice.value)
        fields: tuple[tuple[str, QWidget], ...] = (
            (tr("Search history"), self.search),
            (tr_now(FilterKey.OUTCOME.value), self.outcome),
            (tr_now(FilterKey.ASSESSMENT.value), self.assessment),
            (tr_now(FilterKey.DESTINATION.value), self.destination),
            (tr_now(FilterKey.OPERATOR.value), self.operator),
            (tr_now(FilterKey.WHEN.value), self.when),
        )
        for name, field in fields:
            self._fields.add(Labelled(self._theme, name, field))
        row = QHBoxLayout(self._moments)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.px(8))
        for name, end in ((tr("From"), self.since), (tr("To"), self.until)):
            label = plain_label(name, use="label", ink="text2")
            label.setBuddy(end)
            end.setAccessibleName(name)
            row.addWidget(label)
            row.addWidget(end)
        row.addWidget(self._zone)
        row.addWidget(self._problem, 1)
        self._moments.hide()
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._fields)
        self._column.addWidget(self._moments)

    def _fit(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(20), px(10), px(16), 0)
        self._column.setSpacing(px(8))
        self._fields.set_gap(px(8))
        for field in (self.since, self.until):
            field.setFixedWidth(px(_MOMENT))


def _refill(combo: QComboBox, entries: Sequence[tuple[str, object]]) -> None:
    """Offers other entries without a word, the first one where the chosen one is gone."""
    if [combo.itemData(at) for at in range(combo.count())] == [data for _text, data in entries]:
        return
    chosen, text = combo.currentData(), combo.currentText()
    combo.blockSignals(True)
    combo.clear()
    for entry, data in entries:
        combo.addItem(marked(entry), data)
        combo.setItemData(combo.count() - 1, plain_tip(entry), Qt.ItemDataRole.ToolTipRole)
    if chosen and chosen not in [data for _text, data in entries]:
        combo.addItem(text, chosen)
    view = combo.view()
    view.setMinimumWidth(view.sizeHintForColumn(0) + view.verticalScrollBar().sizeHint().width())
    found = next((at for at in range(combo.count()) if combo.itemData(at) == chosen), 0)
    combo.setCurrentIndex(found)
    combo.blockSignals(False)
