"""*Schedule*: a campaign's week as a heat map in the lead's own time, and what to look at in it.

Exceptions are shown as they came: their form is documented nowhere.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from leaddesk.domain.advice import Review
from leaddesk.domain.calling_words import day_words
from leaddesk.domain.campaign import Campaign
from leaddesk.domain.schedule_linter import lint_schedule, outside_windows
from leaddesk.domain.week import Week, week_of
from leaddesk.language import tr, trn
from leaddesk.ui.models.campaign_week_model import CampaignWeekModel
from leaddesk.ui.models.campaign_words import CampaignWords, name_of
from leaddesk.ui.theme import Theme
from leaddesk.ui.times import first_weekday
from leaddesk.ui.views.campaigns.desk import AdviceRules
from leaddesk.ui.views.campaigns.findings_dialog import FindingsDialog
from leaddesk.ui.views.verdict.parts import Card, Notice
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import ElidedLabel
from leaddesk.ui.widgets.week_map import LEGEND, Swatch, WeekMap

_LINES = 3
_ACROSS = 3


class ScheduleCard(Card):
    """The map stays where it is, whatever is found."""

    _is_laid_out = False

    def __init__(self, theme: Theme, words: CampaignWords) -> None:
        super().__init__(theme, tr("Schedule"), hint=tr("in the lead's own time zone"))
        self._words = words
        self._campaign: Campaign | None = None
        self._rules = AdviceRules()
        self._lines: tuple[str, ...] = ()
        self.model = CampaignWeekModel(first_weekday())
        self.model.setParent(self)
        self.map = WeekMap(theme, self.model)
        self.current = ElidedLabel(use="label")
        self.current.setAccessibleName(tr("Chosen hour"))
        self.current.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.findings = ElidedLabel(use="body", lines=_LINES)
        self.findings.setAccessibleName(tr("Schedule findings"))
        self.findings_button = Button(theme, tr("All findings…"), role="link")
        self.findings_button.setAccessibleDescription(tr("About the schedule"))
        self.exceptions = Notice(theme, "warn", "", title=tr("Exceptions"))
        self._legend, self._said = QGridLayout(), QHBoxLayout()
        self._lay_out()
        self.map.current_said.connect(self.current.set_text)
        self.findings_button.clicked.connect(self.open_findings)
        self.show_campaign(None)

    def set_rules(self, rules: AdviceRules) -> None:
        """Holds the schedule against other rules."""
        self._rules = rules
        self.show_campaign(self._campaign)

    def show_campaign(self, campaign: Campaign | None) -> None:
        """Shows another schedule, or none."""
        self._campaign = campaign
        week = week_of(campaign.schedule if campaign else None)
        review = lint_schedule(week, self._rules.calling, self._words.times.local(self._words.now()).date())
        self.model.show_week(week, outside_windows(week, self._rules.calling))
        if not self.map.table.currentIndex().isValid():
            self.map.table.setCurrentIndex(self.model.index(0, 9))
        self._say(campaign, week, review)

    def open_findings(self) -> FindingsDialog:
        """Opens all findings with their sources."""
        name = name_of(self._campaign) if self._campaign else ""
        dialog = FindingsDialog(self._theme, self.window(), tr("Schedule of {name}", name=name), self._lines)
        dialog.open()
        return dialog

    def stops(self) -> list[QWidget]:
        """Returns where Tab stops, in order."""
        return [self.map.table, self.findings_button]

    # ------------------------------------------------------------ inside

    def _say(self, campaign: Campaign | None, week: Week, review: Review) -> None:
        exceptions = week.exceptions
        self.exceptions.setVisible(bool(exceptions))
        if exceptions:
            raw = " ".join(exceptions)
            self.exceptions.set_text(
                tr(
                    "This week has exceptions, and on which days they hold is not documented. As they came: {raw}",
                    raw=raw[:600],
                )
            )
        if campaign is None or campaign.schedule is None:
            self._lines = ()
            self.findings.set_text(tr("No schedule came: when texts go out is not known.") if campaign else "")
        else:
            found = tuple(one.sentence() for one in review.findings)
            self._lines = (*week.notes(), *found, *review.unchecked, review.compared)
            self._lines = tuple(line for line in self._lines if line)
            self.findings.set_text(_summary(week, review))
        self.findings_button.setEnabled(bool(self._lines))

    def _lay_out(self) -> None:
        self._head.addWidget(self.current, 1)
        self.body.addWidget(self.map)
        for number, (kind, words) in enumerate(LEGEND):
            cell = QHBoxLayout()
            cell.setSpacing(self._theme.px(6))
            cell.addWidget(Swatch(self._theme, kind))
            cell.addWidget(ElidedLabel(words, use="hint", ink="text2"), 1)
            self._legend.addLayout(cell, number // _ACROSS, number % _ACROSS)
        self.body.addLayout(self._legend)
        self._said.addWidget(self.findings, 1)
        self._said.addWidget(self.findings_button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(self._said)
        self.body.addWidget(self.exceptions)
        self._is_laid_out = True
        self._fit()

    def _fit(self) -> None:
        super()._fit()
        if self._is_laid_out:
            self._legend.setHorizontalSpacing(self._theme.px(12))
            self.body.setSpacing(self._theme.px(6))


def _summary(week: Week, review: Review) -> str:
    """Returns how much there is to look at, whose rules say so, and until when they hold."""
    parts = []
    if notes := len(week.notes()):
        parts.append(trn("1 thing to check in the product.", "{count} things to check in the product.", notes))
    found = review.words()
    where = list(dict.fromkeys(one.where.partition(",")[0] for one in review.findings))
    parts.append(f"{found}: {', '.join(where)}." if where else found)
    if review.findings:
        until = day_words(min(one.review_by for one in review.findings))
        parts.append(tr("Advice only, to be reviewed by {until}.", until=until))
    return " ".join(parts)
