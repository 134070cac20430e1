"""*Send anyway*: what speaks against sending a lead, the gravest first, and three ways on.

*Cancel* has the focus. Over an open unknown the verb waits for a reason, and settling it first is offered.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from leaddesk.domain.before_sending import MOST_MATCHES, CallingDoubt, ConcernKind, Concerns, number_key
from leaddesk.domain.exchange import Exchange
from leaddesk.domain.note import Note
from leaddesk.language import tr, tr_now, trn
from leaddesk.services.ports import Clock
from leaddesk.services.submit_lead import LeadOrder
from leaddesk.ui.masking import Masking
from leaddesk.ui.models.history_model import (
    ASSESSMENT,
    COLUMNS,
    DESTINATION,
    NUMBER,
    OUTCOME,
    PROFILE,
    WHEN,
    HistoryModel,
)
from leaddesk.ui.theme import Theme
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.concern_strip import ConcernStrip
from leaddesk.ui.widgets.explained import plain_tip
from leaddesk.ui.widgets.fact_flow import Fact
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.reason_field import ReasonField
from leaddesk.ui.widgets.tables import LEAST_COLUMN, ROW_HEIGHT, prepare_table

REASONS = (tr("Customer asked for it"), tr("Different person, same number"), tr("Checked in the dialer: not loaded"))
_WIDTH, _WITH_NUMBERS = 720, 900
_ROWS_IN_VIEW, _AMONG_OTHERS = 6, 3
_TWICE = tr("It may be loaded: sending again may call this person twice. Look in the dialer first.")
_COMES_BACK = tr("It may be loaded: if it is, it comes back as Duplicate, perhaps from the first try.")
_NAMED = 2
"""So many open unknowns are named one by one."""


class BeforeSendingDialog(ActDialog):
    """Opened, never executed."""

    send_anyway = Signal(str)
    """The reason, empty where none was given; pass it to ``Concerns.override``."""
    settle_requested = Signal(int)
    """The exchange to settle first; the lead was not sent."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        order: LeadOrder,
        concerns: Concerns,
        times: LocalTimes,
        clock: Clock,
        masking: Masking | None = None,
        *,
        where: str = "",
        refused_again: bool = False,
    ) -> None:
        """Builds the dialog; `masking` is that of the view it is opened from, `where` names a whole route.

        `refused_again` says that the vendor refuses the lead where an unsettled load of it has landed.
        """
        masking = masking or Masking()
        act = tr("Try again") if refused_again and concerns.kinds == (ConcernKind.OPEN_UNKNOWN,) else tr("Send anyway")
        super().__init__(
            theme,
            parent,
            act,
            tr("Nothing has been sent. Read this first:"),
            (
                Fact(tr("Number"), masking.number(order.number)),
                Fact(tr("Destination"), where or f"{order.destination.name}, {order.profile.name}"),
            ),
            verb=act,
            role="danger",
        )
        self._theme, self._times, self._clock, self._concerns = theme, times, clock, concerns
        self._masking = masking
        self._if_loaded = _COMES_BACK if refused_again else _TWICE
        other_numbers = any(number_key(row.number) != number_key(order.number) for row in concerns.matches)
        self.take_width(_WITH_NUMBERS if other_numbers else _WIDTH)
        self.matches: QTableView | None = None
        self.settle: Button | None = None
        for kind in concerns.kinds:
            self.add(*self._parts(kind, other_numbers))
        self.reason = ReasonField(theme, REASONS, required=concerns.needs_reason)
        self.reason.changed.connect(self._fit_verb)
        self.reason.entered.connect(self._to_verb)
        self.add(self.reason)
        if concerns.open_unknowns:
            self._offer_to_settle(concerns.open_unknowns[0].id)
        self.accepted.connect(lambda: self.send_anyway.emit(self.reason.reason()))
        self.way_out.setFocus()
        self._fit_verb()

    def _parts(self, kind: ConcernKind, other_numbers: bool) -> list[QWidget]:
        concerns = self._concerns
        match kind:
            case ConcernKind.ASKED if concerns.asked:
                return [
                    ConcernStrip(self._theme, "warn", "phone-off", tr_now(kind.value), [self._asked(concerns.asked)])
                ]
            case ConcernKind.OPEN_UNKNOWN:
                return [self._unknown_strip(concerns.open_unknowns)]
            case ConcernKind.SENT_BEFORE:
                return self._sent_before(other_numbers)
            case ConcernKind.CALLING if concerns.calling:
                return [_calling_strip(self._theme, concerns.calling)]
        return []

    def _asked(self, note: Note) -> str:
        when = self._times.moment(note.at, self._clock.now())
        said = tr("Written down by {operator}, {when}.", operator=note.operator, when=when)
        if not note.text:
            return said
        return f"{said} {tr('Note: {text}', text=self._masking.text(note.text, numbers=(note.number,)))}"

    def _unknown_strip(self, unknowns: tuple[Exchange, ...]) -> ConcernStrip:
        now = self._clock.now()
        lines = [
            tr(
                "Sent to {destination}, {when}, by {operator}.",
                destination=item.opening.destination_name,
                when=self._times.moment(item.opening.at, now),
                operator=item.opening.operator,
            )
            for item in unknowns[:_NAMED]
        ]
        if more := len(unknowns) - _NAMED:
            lines += [tr("And {count} more.", count=more)] if more > 0 else []
        lines.append(self._if_loaded)
        title = tr("{kind}: an earlier load of this number is unsettled", kind=tr_now(ConcernKind.OPEN_UNKNOWN))
        return ConcernStrip(self._theme, "unknown", "circle-question-mark", title, lines)

    def _sent_before(self, other_numbers: bool) -> list[QWidget]:
        """Returns the newest earlier sendings; *Number* is a column only where one of them went to another number."""
        rows = self._concerns.matches
        model = HistoryModel(self._theme, self._times, self._clock.now, self._masking.number)
        model.setParent(self)
        model.show_rows(rows)
        table = self.matches = QTableView()
        table.setModel(model)
        prepare_table(table, self._theme, tr("Sent before"), least_column=LEAST_COLUMN)
        shown = (WHEN, PROFILE, DESTINATION, OUTCOME, ASSESSMENT, *((NUMBER,) if other_numbers else ()))
        header = table.horizontalHeader()
        for column in range(len(COLUMNS)):
            table.setColumnHidden(column, column not in shown)
            named = column in (PROFILE, DESTINATION)
            stretch, fit = QHeaderView.ResizeMode.Stretch, QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(column, stretch if named else fit)
        lines = min(len(rows), _ROWS_IN_VIEW if len(self._concerns.kinds) < 3 else _AMONG_OTHERS) + 1
        table.setFixedHeight(self._theme.px(ROW_HEIGHT) * lines + self._theme.px(4))
        how = tr("by number or by name and zip")
        if len(rows) >= MOST_MATCHES:
            count = tr("the newest {count}", count=MOST_MATCHES)
        else:
            count = trn("once", "{count} times", len(rows))
        heading = plain_label(f"{tr_now(ConcernKind.SENT_BEFORE)}: {count}, {how}", use="heading")
        heading.setWordWrap(True)
        heading.setBuddy(table)
        return [heading, table]

    def _offer_to_settle(self, exchange_id: int) -> None:
        self.settle = Button(self._theme, tr("Settle it first…"))
        self.buttons.put_first(self.settle)
        self.settle.clicked.connect(self.reject)
        self.settle.clicked.connect(lambda: self.settle_requested.emit(exchange_id))
        QWidget.setTabOrder(self.reason.combo, self.settle)
        QWidget.setTabOrder(self.settle, self.way_out)

    def _fit_verb(self) -> None:
        if self.verb:
            lacks = self._concerns.needs_reason and not self.reason.reason()
            self.verb.setEnabled(not lacks)
            why = tr("Give a reason first: the outcome of an earlier load is unknown.") if lacks else ""
            self.verb.setToolTip(plain_tip(why))
            self.verb.setAccessibleDescription(why)

    def _to_verb(self) -> None:
        if self.verb and self.verb.isEnabled():
            self.verb.setFocus()


def _calling_strip(theme: Theme, doubt: CallingDoubt) -> ConcernStrip:
    title = tr("Calling window closed") if doubt.is_closed else tr("Calling window not known")
    return ConcernStrip(theme, "warn", "clock", title, [doubt.sentence])
