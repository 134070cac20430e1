"""Routes as *Enter lead* needs them: something to send to, and the table of what became of each destination."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from leaddesk.domain.assessment import Grade
from leaddesk.domain.fields import FieldProblem
from leaddesk.domain.profile import ConnectionProfile, Destination
from leaddesk.domain.route import Decision, Route
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.language import tr, tr_now
from leaddesk.services.send_route import Leg, LegState, RouteRun
from leaddesk.ui.models.route_model import ASSESSMENT, DESTINATION, OUTCOME, RouteModel
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.enter_lead.destinations import Target
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.fact_flow import Fact
from leaddesk.ui.widgets.tables import ROW_HEIGHT, prepare_table

NAME = tr("Destinations of this route")
_MOST_ROWS = 6
_BESIDE_WORDS = 16 + 6 + 2 * 7 + 4
"""Pixels of an icon, the gaps beside it and the padding of a cell, at 100 %."""


def route_target(
    route: Route, stops: Sequence[tuple[ConnectionProfile, Destination]], problems: Sequence[FieldProblem]
) -> Target | None:
    """Returns a route as something to send to, or None where none of its destinations is there any more."""
    if not stops:
        return None
    (first, *rest) = (Target(profile, destination) for profile, destination in stops)
    return replace(first, route=route, further=tuple(rest), problem=" ".join(problem.text for problem in problems))


class RouteTable(QTableView):
    """What became of the lead at each destination; the chosen one's verdict stands below."""

    lead_chosen = Signal(object)
    """The `AnsweredLead` of the row that a person chose."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._legs = RouteModel(theme)
        self._follows = True
        """Whether the current row changes because the route goes on, and not because of the person."""
        self.setModel(self._legs)
        prepare_table(self, theme, NAME)
        self.setProperty("flush", True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setStretchLastSection(True)
        self._legs.modelReset.connect(self._fit)
        self._legs.dataChanged.connect(lambda first, _last: self._widen(first.row()))
        theme.changed.connect(self._fit)
        self.selectionModel().currentRowChanged.connect(lambda row, _before: self._choose(row.row()))

    def show_legs(self, legs: Sequence[Leg], at: int | None = None) -> None:
        """Shows a route as it stands, and makes the destination at that place, where it is given, the current row."""
        self._follows = True
        self._legs.show_legs(legs)
        self.setFixedHeight(self._theme.px(ROW_HEIGHT) * (min(len(legs), _MOST_ROWS) + 1) + self._theme.px(2))
        if at is not None:
            self.setCurrentIndex(self._legs.index(at, 0))
        self._follows = False

    def _fit(self) -> None:
        """Gives each column the room of the words that mostly come, so that none moves when they do."""
        header, beside = self.horizontalHeader(), self._theme.px(_BESIDE_WORDS)
        for column, words in ((DESTINATION, ""), (OUTCOME, LoadOutcome.UNKNOWN), (ASSESSMENT, Grade.NO_BLOCK)):
            usual = self._theme.extent(tr_now(words), "name").width() + beside if words else 0
            header.resizeSection(column, max(usual, self.sizeHintForColumn(column), header.sectionSizeHint(column)))

    def _widen(self, row: int) -> None:
        for column in (OUTCOME, ASSESSMENT):
            needed = self.sizeHintForIndex(self._legs.index(row, column)).width()
            if needed > self.columnWidth(column):
                self.horizontalHeader().resizeSection(column, needed)

    def _choose(self, row: int) -> None:
        if not self._follows and row >= 0 and (lead := self._legs.leg(row).lead):
            self.lead_chosen.emit(lead)


def ask_to_go_on(theme: Theme, parent: QWidget, run: RouteRun, decision: Decision) -> ActDialog:
    """Opens the question whether a route goes on after what came back, and returns it; *Stop here* has the focus."""
    done, following = run.legs[run.at], run.legs[run.at + 1].order.destination.name
    loaded = [leg.order.destination.name for leg in run.legs if leg.state is LegState.ANSWERED]
    left = [leg.order.destination.name for leg in run.legs[run.at + 1 :]]
    facts = (
        Fact(tr("Answered so far"), ", ".join(loaded)),
        Fact(tr("Still to come"), ", ".join(left)),
    )
    answered = tr("{destination} answered.", destination=done.order.destination.name)
    text = f"{answered} {decision.why} {tr('{following} has not been sent anything yet.', following=following)}"
    dialog = ActDialog(
        theme,
        parent,
        tr("Go on to {following}", following=following),
        text,
        facts,
        verb=tr("Go on"),
        way_out=tr("Stop here"),
        role="danger",
    )
    dialog.accepted.connect(run.go_on)
    dialog.rejected.connect(run.stop)
    dialog.open()
    return dialog
