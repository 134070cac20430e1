"""One act on a campaign, whole and as it was: what was asked, what became of it, what the vendor answered."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from leaddesk.domain.act import OF_LISTS, ActOutcome
from leaddesk.domain.exchange import ABOUT_TO_SEND, ExchangeRow
from leaddesk.language import tr, tr_now
from leaddesk.services.act_record import ActOnRecord
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.theme.verdict_look import ACT_LOOK
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.history.acts import Act, ExchangeActs
from leaddesk.ui.views.history.story_model import COLUMNS, SAID, StoryModel, sentence, steps
from leaddesk.ui.views.verdict.raw_text import request_text, response_text
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import ElidedLabel, plain_label
from leaddesk.ui.widgets.tables import prepare_table

_STEP = 24
_STEPS_IN_VIEW = 4
_A_LOOK_SETTLES = tr("A look at the campaign settles it: Look again in Campaigns, or the next start of LeadDesk.")


class OpenedAct(QWidget):
    """A heading with *Back*, the outcome with before → after, how it was settled, and both sides as text."""

    back_wanted = Signal()

    def __init__(self, theme: Theme, times: LocalTimes, acts: ExchangeActs) -> None:
        super().__init__()
        self._theme, self._times = theme, times
        self._record: ActOnRecord | None = None
        self.back = Button(theme, tr("Back"), role="quiet")
        self.back.setToolTip("Esc")
        self._heading = ElidedLabel(use="heading", lines=2)
        self.settle = acts.button(theme, Act.SETTLE, "check")
        self.outcome = ElidedLabel(use="heading")
        self.outcome.setAccessibleName(tr("Outcome"))
        self.why = ElidedLabel(lines=4)
        self.why.setAccessibleName(tr("What became of it"))
        self._line = ElidedLabel(use="hint", ink="text2")
        self._line.setAccessibleName(tr("How it was settled"))
        self.model = StoryModel(theme, times)
        self.model.setParent(self)
        self.table = QTableView()
        self.answer = _text(tr("The vendor's answer"))
        self.request = _text(tr("What was sent"))
        self._lay_out()
        self.back.clicked.connect(self.back_wanted)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.back_wanted)
        theme.changed.connect(self._fit)
        self._fit()

    @property
    def row(self) -> ExchangeRow | None:
        """The act in view as a line of the list, or None."""
        return _row_of(self._record) if self._record else None

    def show_act(self, record: ActOnRecord, now: datetime) -> None:
        """Shows an act as it was; the same one read again stays as it is."""
        if record == self._record:
            return
        self._record = record
        opening, times = record.opening, self._times
        when = times.moment(opening.at, now, seconds=True)
        self._heading.set_text(
            tr(
                "{act}: {destination}, {when}, entry {entry}, by {operator}",
                act=tr_now(record.act),
                destination=opening.destination_name,
                when=when,
                entry=record.exchange_id,
                operator=opening.operator,
            )
        )
        change = tr("a list cannot be re-read") if record.act in OF_LISTS else record.change
        self.outcome.set_text(f"{tr_now(record.outcome)}: {change}")
        restyle(self.outcome, ink=ACT_LOOK[record.outcome].family)
        said, unknown = record.explanation.sentence(), record.outcome is ActOutcome.UNKNOWN
        self.settle.setVisible(record.act in OF_LISTS)
        self.why.set_text(f"{said} {_A_LOOK_SETTLES}" if unknown and record.act not in OF_LISTS else said)
        found = steps(record.settlements, (), opening.operator)
        self.model.show_steps(found, now)
        self.table.setVisible(len(found) > 1)
        self._line.setVisible(len(found) < 2)
        self._line.set_text(sentence(found, times, now))
        answered = next((item.response for item in reversed(record.settlements) if item.response), None)
        self.answer.setPlainText(response_text(opening.request, answered, revealed=False))
        self.request.setPlainText(request_text(opening.request))
        self._fit()

    def _lay_out(self) -> None:
        top, about = QFrame(), QFrame()
        for frame in (top, about):
            frame.setProperty("surface", "header")
        self._top = QHBoxLayout(top)
        self._top.addWidget(self.back)
        self._top.addWidget(self._heading, 1)
        self._top.addWidget(self.settle)
        prepare_table(self.table, self._theme, tr("How it was settled"), row_height=_STEP)
        self.table.setProperty("flush", True)
        self.table.setModel(self.model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for at in range(len(COLUMNS)):
            stretch, fit = QHeaderView.ResizeMode.Stretch, QHeaderView.ResizeMode.ResizeToContents
            self.table.horizontalHeader().setSectionResizeMode(at, stretch if at == SAID else fit)
        self._about = QVBoxLayout(about)
        for widget in (self.outcome, self.why, self._line, self.table):
            self._about.addWidget(widget)
        texts = QWidget()
        self._texts = QGridLayout(texts)
        for at, (said, text) in enumerate(
            ((tr("The vendor's answer"), self.answer), (tr("What was sent"), self.request))
        ):
            self._texts.addWidget(plain_label(said, use="label", ink="text2"), 0, at)
            self._texts.addWidget(text, 1, at)
            self._texts.setColumnStretch(at, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(about)
        column.addWidget(texts, 1)

    def _fit(self) -> None:
        px = self._theme.px
        self._top.setContentsMargins(px(12), px(5), px(16), px(5))
        self._top.setSpacing(px(8))
        self._about.setContentsMargins(px(20), px(8), px(16), px(8))
        self._about.setSpacing(px(4))
        self._texts.setContentsMargins(px(12), px(12), px(12), px(12))
        self._texts.setHorizontalSpacing(px(12))
        self._texts.setVerticalSpacing(px(4))
        shown = min(self.model.rowCount(QModelIndex()), _STEPS_IN_VIEW)
        self.table.setFixedHeight(self.table.horizontalHeader().height() + shown * px(_STEP) + px(4))


def _text(name: str) -> QPlainTextEdit:
    text = QPlainTextEdit()
    text.setReadOnly(True)
    text.setAccessibleName(name)
    text.setAccessibleDescription(tr("Control and direction marks are spelled out."))
    text.setProperty("type", "mono")
    text.setTabChangesFocus(True)
    text.setUndoRedoEnabled(False)
    return text


def _row_of(record: ActOnRecord) -> ExchangeRow:
    opening, settlements = record.opening, record.settlements
    return ExchangeRow(
        id=record.exchange_id,
        at=opening.at,
        operator=opening.operator,
        profile_name=opening.profile_name,
        environment=opening.environment,
        destination_name=opening.destination_name,
        number="",
        outcome=settlements[-1].outcome if settlements else ABOUT_TO_SEND,
        assessment="",
        act=opening.act,
    )
