"""The tab *Verdict*: both answers, the four checks, and below them what else the answer holds."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from leaddesk.domain.assessment import Check, Grade
from leaddesk.domain.exchange import SettledBy
from leaddesk.domain.phone import show_number
from leaddesk.domain.verdict import Litigator, LoadOutcome
from leaddesk.language import decimal, tr, tr_later, tr_now
from leaddesk.services.answered import AnsweredLead
from leaddesk.ui.theme import Theme
from leaddesk.ui.theme.verdict_look import ASSESSMENT_LOOK, OUTCOME_LOOK, grades
from leaddesk.ui.times import LocalTimes, utc_text
from leaddesk.ui.views.verdict.card_words import HINTS, card_words
from leaddesk.ui.views.verdict.latest_cases import LatestCases
from leaddesk.ui.views.verdict.parts import NARROW, EmptyState, FactCard, Notices, flow_facts, right_margin
from leaddesk.ui.views.verdict.topics import (
    Topic,
    answers_topic,
    assessment_topic,
    case_columns_topic,
    check_topic,
    fact_entries,
    outcome_topic,
    warning_topic,
)
from leaddesk.ui.views.verdict.words import assessment_words, outcome_words, warnings
from leaddesk.ui.widgets.check_card import LOW, TALL, CheckCard
from leaddesk.ui.widgets.fact_flow import Fact, FactFlow
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.layouts import laid_out_once
from leaddesk.ui.widgets.plate import Plate
from leaddesk.ui.widgets.sides import margins

_TALL = (Check.DATA_QUALITY, Check.LITIGATOR)
_BELOW_CHECKS = 2
"""Where in the column a place's own block stands: after the answers and the checks."""
NO_CHECKS = tr("This vendor returns no checks.")
_HELP = tr(
    "Enter moves to the next field. Ctrl+Enter sends once, however often it is pressed. Esc cancels what is in flight."
)


class VerdictPage(QWidget):
    """Two plates and four cards that never move, whatever arrives."""

    case_wanted = Signal(object)
    """A case of *Latest cases* was opened."""
    stored_wanted = Signal()
    """*As stored* is to be opened."""

    def __init__(self, theme: Theme, times: LocalTimes) -> None:
        super().__init__()
        self._theme, self._times = theme, times
        self._lead: AnsweredLead | None = None
        self._expects_checks = True
        self._is_idle = False
        """Whether neither a lead is in view nor one is waited for."""
        self._utc: dict[Check, str] = {}
        self._outcome = Plate(theme, tr("Load outcome"))
        self._assessment = Plate(theme, tr("Assessment"))
        for word in self.words():
            word.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # F1 explains it; a click leaves the form alone
        self.cards = {
            check: CheckCard(theme, tr_now(check), HINTS[check], height=TALL if check in _TALL else LOW)
            for check in Check
        }
        self._no_checks = EmptyState(theme, NO_CHECKS)
        self._notices = Notices(theme)
        self._cases = LatestCases(theme)
        self._cases.case_wanted.connect(self.case_wanted)
        self._rules = FactCard(theme, tr("Rules"))
        self._record = FactCard(theme, tr("Record"), link=tr("As stored"))
        if self._record.link:
            self._record.link.clicked.connect(self.stored_wanted)
        self._other = FactCard(theme, tr("Other"), hint=tr("fields the contract does not know"))
        self._help_icon = QLabel()
        self._help = plain_label(_HELP, use="hint", ink="text2")
        self._help.setWordWrap(True)
        self._lay_out()
        theme.changed.connect(self._fit)
        self._fit()
        self.show_nothing()

    def words(self) -> tuple[QLabel, QLabel]:
        """Returns the labels of both answers, in the order of the page."""
        return self._outcome.word_label, self._assessment.word_label

    def add_block(self, block: QWidget) -> None:
        """Puts a block of its place's own below the checks; it comes and goes as the place wants."""
        self._column.insertWidget(_BELOW_CHECKS, block)

    def expect_checks(self, expected: bool) -> None:
        """Takes note whether the next answer brings checks: no places are held for what never comes."""
        changed, self._expects_checks = self._expects_checks != expected, expected
        if changed and self._is_idle:
            self.show_nothing()

    def show_nothing(self) -> None:
        """Shows the places where the answers will stand."""
        with laid_out_once(self):
            self._is_idle = True
            outcomes = tr("Loaded, Duplicate, Rejected, Not sent or Outcome unknown will stand here.")
            self._wait(tr("No answer yet"), "circle-dashed", outcomes)
            grades = (
                tr("Do not contact, Review or No block returned will stand here.")
                if self._expects_checks
                else tr("Do not contact or Review will stand here.")
            )
            self._wait_for_checks(tr("No answer yet"), grades)
            self._show_help(True)

    def show_waiting(self, word: str, why: str) -> None:
        """Shows what is being done, before or while sending."""
        with laid_out_once(self):
            self._is_idle = False
            self._wait(word, "loader-circle", why)
            if self._expects_checks:
                self._wait_for_checks(tr("Waiting for checks"), tr("The checks come back with the load."))
            else:
                self._wait_for_checks(tr("Waiting for the answer"), NO_CHECKS)
            self._show_help(False)

    def show_lead(self, lead: AnsweredLead, now: datetime) -> None:
        """Shows an answered lead."""
        with laid_out_once(self):
            self._show_lead(lead, now)

    def _show_lead(self, lead: AnsweredLead, now: datetime) -> None:
        self._show_help(False)
        self._lead, self._is_idle = lead, False
        self.judge_now(lead, now)
        for card in self.cards.values():
            card.set_unfolded(False)
        self._show_cards(lead.verdict.evidence is not None)
        self._notices.show_notices(warnings(lead))
        evidence = lead.verdict.evidence
        litigator = evidence.litigator if evidence else None
        self._cases.show_cases(litigator.cases if isinstance(litigator, Litigator) else ())
        self._rules.set_hint(rules_hint(lead))
        self._rules.show_facts(rule_facts(lead))
        self._record.set_hint(record_hint(lead))
        self._record.show_facts(record_facts(lead, now, self._times))
        self._other.show_facts([Fact(tr_now(fact.label), fact.text, key="fact.Other") for fact in lead.verdict.extra])

    def judge_now(self, lead: AnsweredLead, now: datetime) -> None:
        """Says both answers and the checks as of now: what was judged at the time of the answer stays."""
        outcome = outcome_words(lead, now, self._times)
        assessment = assessment_words(lead, now, self._times)
        for plate, words, looks, grade in zip(
            (self._outcome, self._assessment),
            (outcome, assessment),
            (OUTCOME_LOOK, ASSESSMENT_LOOK),
            grades(outcome.word, assessment.word),
            strict=True,
        ):
            look = looks[words.word]
            plate.show_answer(
                look.family,
                grade,
                look.icon,
                tr_now(words.word),
                words.why,
                notice=words.notice,
                description=words.description,
            )
        for card in card_words(lead, now, self._times):
            self.cards[card.check].show_state(
                card.state.value,
                card.line,
                flow_facts(card.facts),
                cautions=card.caution,
                answered=card.answered,
                fresh=card.fresh,
            )
            self._utc[card.check] = card.utc

    def topic(self, part: QWidget, place: QPoint | None) -> Topic | None:
        """Returns what is said at a place in a part of the page, or where its focus is."""
        if place is not None and isinstance(part, FactFlow | CheckCard):
            fact = part.fact_at(place)
            if fact and fact.key:
                return Topic(fact.label, fact_entries([fact]))
            if isinstance(part, FactFlow):
                return None
        lead = self._lead
        judged = {judgement.check: judgement for judgement in lead.assessment.judgements} if lead else {}
        for check, card in self.cards.items():
            if card is part or card.isAncestorOf(part):
                return check_topic(check, judged.get(check), card.facts(), self._utc.get(check, ""))
        for plate, topic in ((self._outcome, outcome_topic), (self._assessment, assessment_topic)):
            if plate is part or plate.isAncestorOf(part):
                return topic(lead)
        if lead and (self._notices is part or self._notices.isAncestorOf(part)):
            return warning_topic(lead)
        if self._cases.isAncestorOf(part):
            return case_columns_topic()
        for block in (self._rules, self._record, self._other):
            if block is part or block.isAncestorOf(part):
                return Topic(block.flow.accessibleName(), fact_entries(block.flow.facts()))
        return answers_topic(lead) if place is None else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _wait(self, word: str, icon: str, why: str) -> None:
        self._outcome.show_answer("neutral", "dashed", icon, word, why)

    def _wait_for_checks(self, word: str, why: str) -> None:
        self._assessment.show_answer("neutral", "dashed", "circle-dashed", word, why)
        self._lead = None
        self._utc.clear()
        for card in self.cards.values():
            card.wait()
        self._show_cards(self._expects_checks)
        self._notices.show_notices(())
        self._cases.show_cases(())
        self._rules.show_facts([])
        self._record.show_facts([])
        self._other.show_facts([])

    def _show_cards(self, visible: bool) -> None:
        for card in self.cards.values():
            card.setVisible(visible)
        self._no_checks.setVisible(not visible)

    def _show_help(self, visible: bool) -> None:
        self._help.setVisible(visible)
        self._help_icon.setVisible(visible)

    def _lay_out(self) -> None:
        self._answers = QVBoxLayout()
        self._answers.addWidget(self._outcome)
        self._answers.addWidget(self._assessment)
        self._checks = QVBoxLayout()
        for card in self.cards.values():
            self._checks.addWidget(card)
        self._checks.addWidget(self._no_checks)
        self._help_row = QHBoxLayout()
        self._help_row.addWidget(self._help_icon)
        self._help_row.addWidget(self._help, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._answers)
        self._column.addLayout(self._checks)
        for block in (self._notices, self._cases, self._rules, self._record, self._other):
            self._column.addWidget(block)
        self._column.addLayout(self._help_row)
        self._column.addStretch()

    def _fit(self) -> None:
        theme, px = self._theme, self._theme.px
        narrow = self.width() < px(NARROW)
        side, top = px(12 if narrow else 20), px(12 if narrow else 14)
        self._column.setContentsMargins(margins(side, top, right_margin(self, side), px(12)))
        self._column.setSpacing(px(12))
        self._answers.setSpacing(px(6))
        self._checks.setSpacing(px(6))
        self._help_row.setSpacing(px(8))
        tint = theme.tokens.text2
        self._help_icon.setPixmap(theme.icons.pixmap("graduation-cap", tint, px(16), self.devicePixelRatioF()))


def record_hint(lead: AnsweredLead) -> str:
    """Returns whose word the outcome on record is."""
    return tr("outcome settled by a person") if lead.settlement.by is SettledBy.PERSON else tr("as the vendor answered")


def record_facts(lead: AnsweredLead, now: datetime, times: LocalTimes) -> list[Fact]:
    """Returns the rest of the documented fields, then what LeadDesk itself knows of the exchange."""
    opening, settled = lead.opening, lead.settlement
    facts = flow_facts(lead.verdict.record)
    tried = tr_later("Tried") if lead.verdict.outcome is LoadOutcome.NOT_SENT else tr_later("Sent")
    own = [
        (tr_later("Number sent"), show_number(opening.number)),
        (tried, times.moment(opening.at, now, seconds=True)),
        (tr_later("Settled"), times.moment(settled.at, now, seconds=True)),
        ("UTC", utc_text(settled.at)),
    ]
    if settled.response is not None:
        own.append((tr_later("Request took"), tr("{seconds} s", seconds=decimal(settled.response.elapsed_s))))
    own.append((tr_later("Operator"), opening.operator))
    if lead.exchange_id is not None:
        own.append((tr_later("History entry"), str(lead.exchange_id)))
    facts += [Fact(tr_now(label), text, key=f"fact.{label}") for label, text in own]
    facts += [Fact(tr("Note"), note, "warn", "fact.Note") for note in opening.notes]
    return facts


_FAMILIES = {Grade.DO_NOT_CONTACT: "danger", Grade.REVIEW: "warn", Grade.NO_BLOCK: ""}


def rule_facts(lead: AnsweredLead) -> list[Fact]:
    """Returns the rules that fired, the worst first, with what each leads to and by which checks."""
    return [
        Fact(
            rule.words,
            f"{rule.effect}{f' ({joined})' if (joined := ', '.join(map(tr_now, rule.checks))) else ''}",
            _FAMILIES[rule.grade],
            f"rule.{rule.id}",
        )
        for rule in lead.assessment.fired
    ]


def rules_hint(lead: AnsweredLead) -> str:
    """Returns which rules judged, and which did then where those can no longer be told."""
    used, recorded = lead.rules.record(), lead.settlement.rules
    if recorded == used:
        return tr("version {used}; the strictest counts", used=used)
    if not recorded:
        return tr("the record names none; read with version {used}", used=used)
    return tr("on record: version {recorded}; read again with version {used}", recorded=recorded, used=used)
