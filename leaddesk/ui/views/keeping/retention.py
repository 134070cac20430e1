"""*Retention*: how long records are kept, what has had its time, and the purge after a report and a typed word."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit

from leaddesk.domain.retention import PurgeReport
from leaddesk.language import grouped, tr, tr_later, tr_now, trn
from leaddesk.services.keep_history import CONFIRMATION, Retention
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.keeping.section import Caution, Facts, KeepingDesk, Section, labelled
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.fact_flow import Fact
from leaddesk.ui.widgets.reason_field import ReasonField

REASONS = (tr("The records have had their time"), tr("Asked by the data protection officer"))
_YEARS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20, 30, 50)


class RetentionSection(Section):
    """Nothing goes by itself: a report first, then a reason and a typed word."""

    name = tr_later("Retention")
    icon = "clock"

    def __init__(self, theme: Theme, desk: KeepingDesk) -> None:
        super().__init__(
            theme,
            desk,
            tr(
                "Records are kept for this many years after the last thing that happened to them. LeadDesk deletes "
                "nothing by itself: it reports what has had its time, and a person purges it. Wishes not to be called "
                "stay for ever, and so do legal holds and the record of each purge."
            ),
        )
        self._report: PurgeReport | None = None
        self.years = QComboBox()
        self.years.setMinimumWidth(theme.px(120))
        self._rule = Facts(theme, tr("Retention rule"))
        self._warning = Caution(theme)
        self.make = self._act(Button(theme, tr("Make the report")), self._make)
        self.found = Facts(theme, tr("What would go"))
        self.reason = ReasonField(theme, REASONS, required=True)
        self.typed = QLineEdit()
        self.typed.setFixedWidth(theme.px(160))
        self._confirm = labelled(theme, tr("Type “{confirmation}” to confirm", confirmation=CONFIRMATION), self.typed)
        self.purge = self._act(Button(theme, tr("Purge"), icon="trash-2", role="danger"), self._purge, self._may_purge)
        self._row(labelled(theme, tr("Keep records for"), self.years), self.make)
        for part in (self._warning, self._rule, self.found, self.reason):
            self._column.addWidget(part)
        self._row(self._confirm, self.purge)
        self._column.addStretch()
        self._show_retention(desk.keep.retention())
        self.years.activated.connect(lambda _index: self._set_years())
        self.typed.textChanged.connect(lambda _text: self.fit())
        self.reason.changed.connect(self.fit)
        self._show_report(None)

    def _show_retention(self, kept: Retention) -> None:
        self.years.clear()
        for years in sorted({*_YEARS, kept.years}):
            self.years.addItem(trn("1 year", "{count} years", years), years)
        self.years.setCurrentIndex(self.years.findData(kept.years))
        rule = kept.rule
        says = tr("{years} years: {source}.", years=rule.years, source=rule.source)
        self._rule.show_facts(
            (
                Fact(tr("Rule"), f"{says} {rule.note}".strip()),
                Fact(
                    tr("Looked at"),
                    tr(
                        "{checked_on}, again by {review_by}. This is no legal advice.",
                        checked_on=rule.checked_on,
                        review_by=rule.review_by,
                    ),
                ),
                Fact(tr("Has had its time"), tr("what is older than {day}", day=self._day(kept))),
            )
        )
        short = (
            tr("The rule asks for {years} years: a shorter time may break it.", years=rule.years)
            if kept.shorter_than_rule
            else ""
        )
        old = (
            tr("The rule should have been looked at again by {review_by}.", review_by=rule.review_by)
            if kept.rule_is_old
            else ""
        )
        self._warning.set_text(f"{short} {old}".strip())

    def _day(self, kept: Retention) -> str:
        return self._desk.times.moment(kept.before, self._desk.clock.now())

    def _set_years(self) -> None:
        self._show_retention(self._desk.keep.set_years(int(self.years.currentData())))
        self._show_report(None)

    def _make(self) -> None:
        self._show_report(None)
        self._desk.start(tr("Looking at every entry"), self._desk.keep.report, self._show_report)

    def _show_report(self, report: PurgeReport | None) -> str | None:
        self._report = report if report and report.ids else None
        for part in (self.reason, self._confirm, self.purge):
            part.setVisible(self._report is not None)
        self.typed.clear()
        self.found.show_facts(self._facts(report) if report else ())
        self.fit()
        if report is None:
            return None
        return tr("Read the report before you purge.") if report.ids else tr("Nothing has had its time.")

    def _facts(self, report: PurgeReport) -> tuple[Fact, ...]:
        left = (
            Fact(tr("Held"), tr("{held} stay under a legal hold", held=grouped(report.held))),
            Fact(tr("Outcome unknown"), tr("{open} stay until somebody settles them", open=grouped(report.open))),
        )
        if report.oldest is None or report.newest is None:
            return (Fact(tr("Would go"), tr("nothing")), *left)
        now, moment = self._desk.clock.now(), self._desk.times.moment
        outcomes = ", ".join(
            f"{tr_now(outcome)} {grouped(count)}" for outcome, count in sorted(report.outcomes.items())
        )
        return (
            Fact(tr("Would go"), trn("1 exchange", "{count} exchanges", len(report.ids)), "danger"),
            Fact(
                tr("From"),
                tr("{first} to {last}", first=moment(report.oldest, now), last=moment(report.newest, now)),
            ),
            Fact(tr("Outcomes"), outcomes),
            *left,
            Fact("SHA-256", tr("{digest}…, whole in the record of the purge", digest=report.digest[:16])),
        )

    def _may_purge(self) -> bool:
        typed = self.typed.text().strip().casefold() == CONFIRMATION
        return self._report is not None and typed and bool(self.reason.reason())

    def _purge(self) -> None:
        report = self._report
        if report is None:
            return
        typed, reason, operator = self.typed.text(), self.reason.reason(), self._desk.operator()
        self._desk.start(
            tr("Purging; sending waits until it is done"),
            lambda _progress: self._desk.keep.purge(report, typed, reason, operator),
            self._purged,
            can_stop=False,
        )

    def _purged(self, gone: int) -> str:
        self._show_report(None)
        return trn(
            "1 exchange was purged. The chain keeps their entries, and the purge is on record.",
            "{count} exchanges were purged. The chain keeps their entries, and the purge is on record.",
            gone,
        )
