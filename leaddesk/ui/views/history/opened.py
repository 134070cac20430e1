"""One exchange of *History*, whole and as it was, in the place's own pane."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QVBoxLayout, QWidget

from leaddesk.domain.exchange import ABOUT_TO_SEND, ExchangeRow
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.language import tr, tr_now
from leaddesk.services.browse_history import Story
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.history.acts import Act, ExchangeActs
from leaddesk.ui.views.history.desk import HistoryDesk
from leaddesk.ui.views.history.story_model import COLUMNS, SAID, StoryModel, sentence, steps
from leaddesk.ui.views.settle_dialog import AGAIN, TWICE
from leaddesk.ui.views.verdict import VerdictView
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.flow import flow_in
from leaddesk.ui.widgets.labels import ElidedLabel
from leaddesk.ui.widgets.tables import prepare_table

_STEP = 24
_STEPS_IN_VIEW = 4


class OpenedExchange(QWidget):
    """A heading with *Back* and the acts, how it was settled, and the verdict."""

    back_wanted = Signal()
    proof_wanted = Signal(object)
    """A proof of that exchange is to be saved."""
    revealed = Signal(int, object)
    """The last four digits in the cases of that exchange are asked for; the callable with it shows them."""

    def __init__(self, theme: Theme, desk: HistoryDesk, acts: ExchangeActs) -> None:
        super().__init__()
        self._theme, self._desk = theme, desk
        self._story: Story | None = None
        self._now = desk.clock.now()
        self.back = Button(theme, tr("Back"), role="quiet")
        self.back.setToolTip("Esc")
        self._heading = ElidedLabel(use="heading", lines=2)
        self.settle = acts.button(theme, Act.SETTLE, "check")
        self.draft = acts.button(theme, Act.DRAFT, "square-pen")
        self.more = acts.more(theme, (Act.CHECK, Act.ASKED))
        self._line = ElidedLabel(use="hint", ink="text2")
        self.again = ElidedLabel(use="hint", ink="text2", lines=2)
        self.model = StoryModel(theme, desk.times)
        self.model.setParent(self)
        self.table = QTableView()
        self._lay_out()
        self.back.clicked.connect(self.back_wanted)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.back_wanted)
        theme.changed.connect(self._fit)
        self._fit()

    @cached_property
    def verdict(self) -> VerdictView:
        """The verdict; made with the first one, as many a day opens none."""
        verdict = VerdictView(self._theme, self._desk.times, self._desk.terms, self._desk.masking)
        verdict.masking.changed.connect(self._show_words)
        verdict.revealed.connect(self.revealed)
        verdict.proof_wanted.connect(self.proof_wanted)
        self._column.addWidget(verdict, 1)
        return verdict

    @property
    def row(self) -> ExchangeRow | None:
        """The exchange in view as a line of the list, or None."""
        return _row_of(self._story) if self._story else None

    def show_story(self, story: Story, now: datetime) -> None:
        """Shows an exchange as it was, and what is no longer so; the same one read again stays as it is."""
        if story == self._story:
            return
        self._story, self._now = story, now
        self.verdict.show_answered(story.lead, now)
        self.verdict.judge_now(now)
        self._show_words()

    def _show_words(self) -> None:
        """Says which exchange this is and how it was settled, masked as the verdict is."""
        if self._story is None:
            return
        mask, times, opening = self.verdict.masking, self._desk.times, self._story.lead.opening
        story = self._story
        found = tuple(
            step._replace(said=mask.text(step.said)) for step in steps(story.settlements, story.notes, opening.operator)
        )
        when, entry = times.moment(opening.at, self._now, seconds=True), self._story.lead.exchange_id
        self._heading.set_text(
            tr(
                "{number} to {destination}, {when}, entry {entry}, by {operator}",
                number=mask.number(opening.number),
                destination=opening.destination_name,
                when=when,
                entry=entry,
                operator=opening.operator,
            )
        )
        self.model.show_steps(found, self._now)
        self.table.setVisible(len(found) > 1)
        self._line.setVisible(len(found) < 2)
        self._line.set_text(sentence(found, times, self._now))
        self.again.setVisible(story.lead.verdict.outcome is LoadOutcome.UNKNOWN)
        self.again.set_text(
            tr(
                "To try again: {act}, then Send lead. {again}",
                act=tr_now(Act.DRAFT.value),
                again=AGAIN if story.refused_again else TWICE,
            )
        )
        self._fit()

    def _lay_out(self) -> None:
        top = QFrame()
        top.setProperty("surface", "header")
        self._top = flow_in(top)
        self._top.add(self.back)
        self._top.add(self._heading, grows=True)
        for button in (self.settle, self.draft, self.more):
            self._top.add(button)
        about = QFrame()
        about.setProperty("surface", "header")
        prepare_table(self.table, self._theme, tr("How it was settled"), row_height=_STEP)
        self.table.setProperty("flush", True)
        self.table.setModel(self.model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.table.horizontalHeader()
        for at in range(len(COLUMNS)):
            stretch, fit = QHeaderView.ResizeMode.Stretch, QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(at, stretch if at == SAID else fit)
        self._line.setAccessibleName(tr("How it was settled"))
        self.again.setAccessibleName(tr("How to try again"))
        self._about = QVBoxLayout(about)
        self._about.addWidget(self._line)
        self._about.addWidget(self.again)
        self._about.addWidget(self.table)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(top)
        self._column.addWidget(about)

    def _fit(self) -> None:
        px = self._theme.px
        self._top.setContentsMargins(px(12), px(5), px(16), px(5))
        self._top.set_gap(px(8))
        shown = min(self.model.rowCount(QModelIndex()), _STEPS_IN_VIEW)
        self.table.setFixedHeight(self.table.horizontalHeader().height() + shown * px(_STEP) + px(4))
        single = self.model.rowCount(QModelIndex()) < 2
        self._about.setContentsMargins(px(20) if single else px(12), px(4), px(16), px(4))


def _row_of(story: Story) -> ExchangeRow:
    opening, settlements = story.lead.opening, story.settlements
    return ExchangeRow(
        id=story.lead.exchange_id or 0,
        at=opening.at,
        operator=opening.operator,
        profile_name=opening.profile_name,
        environment=opening.environment,
        destination_name=opening.destination_name,
        number=opening.number,
        outcome=settlements[-1].outcome if settlements else ABOUT_TO_SEND,
        assessment=settlements[-1].assessment if settlements else "",
        act=opening.act,
        title=settlements[-1].explanation.title if settlements else "",
    )
