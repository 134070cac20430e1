"""The list of *History* with what stands around it: filters and acts above, count and *Verify history* below."""

from __future__ import annotations

import itertools
import json
from datetime import datetime

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from leaddesk.domain.spreadsheet import pasted
from leaddesk.language import tr
from leaddesk.services.verify_history import Verified
from leaddesk.ui.masking import ViewMask
from leaddesk.ui.models.history_model import (
    COLUMNS,
    DESTINATION,
    ENTRY,
    PROFILE,
    UTC_TIME,
    WHO,
    HistoryModel,
)
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.times import utc_text
from leaddesk.ui.views.history.acts import Act, ExchangeActs
from leaddesk.ui.views.history.desk import HistoryDesk
from leaddesk.ui.views.history.filter_line import FilterLine
from leaddesk.ui.views.history.filters import HistoryFilters
from leaddesk.ui.views.history.row_delegate import RowDelegate
from leaddesk.ui.views.history.unsettled_strip import UnsettledStrip
from leaddesk.ui.views.history.verify_words import brief_words
from leaddesk.ui.views.verdict.parts import EmptyState
from leaddesk.ui.widgets.announce import announce
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.flow import flow_in
from leaddesk.ui.widgets.labels import ElidedLabel, plain_label
from leaddesk.ui.widgets.plaintext import let_go
from leaddesk.ui.widgets.reveal_button import RevealButton
from leaddesk.ui.widgets.tables import prepare_table

_ROW_HEIGHT = 30
_GIVE_WAY = ((UTC_TIME, 1100), (ENTRY, 1000), (PROFILE, 960))
"""Columns that are hidden below a logical width of the place; the tool tip of *When* has the UTC time."""
_MENU = tuple(Act)
_MORE = (Act.DRAFT, Act.CHECK, Act.ASKED, Act.COPY_NUMBER, Act.COPY_TEXT, Act.COPY_JSON)
_FOOT_EDGE = 8


class HistoryList(QFrame):
    """Lays out and says; what is asked and done is the place's."""

    def __init__(self, theme: Theme, desk: HistoryDesk, acts: ExchangeActs, mask: ViewMask) -> None:
        super().__init__()
        self._theme, self._desk, self._acts = theme, desk, acts
        self.setProperty("surface", "surface")
        self.filters = HistoryFilters(theme, desk.times, desk.clock)
        self.line = FilterLine(theme)
        self.strip = UnsettledStrip(theme, desk.times, mask.number)
        self.model = HistoryModel(theme, desk.times, desk.clock.now, mask.number)
        self.model.setParent(self)
        self.table = QTableView()
        self.open_button = acts.button(theme, Act.OPEN, "eye")
        self.proof_button = acts.button(theme, Act.SAVE_PROOF, "file-check-2")
        self.settle_button = acts.button(theme, Act.SETTLE, "check")
        self.more_button = acts.more(theme, _MORE)
        self.reveal_button = RevealButton(theme, mask)
        self.export_button = Button(theme, tr("Export…"), icon="download")
        self.report_button = Button(theme, tr("Shift report…"), icon="clipboard-copy")
        self.asked_button = Button(theme, tr("All asked not to be called…"), role="quiet")
        self.keep_button = Button(theme, tr("Keep the history…"), role="quiet")
        self.keep_button.setToolTip(tr("Retention, legal hold, backup, restore, recovery key"))
        self.verify_button = Button(theme, tr("Verify history"), icon="fingerprint")
        self.clear_button = Button(theme, tr("Clear filters"))
        self._problem = plain_label("", use="hint", ink="danger")
        self._empty = EmptyState(theme, "")
        self._empty_pane = QWidget()
        self._count = plain_label("", use="name")
        self._chain_icon = QLabel()
        self._chain = plain_label(tr("Not verified since LeadDesk started"), use="hint", ink="text2")
        self._chain_when = ElidedLabel(use="hint", ink="text2")
        self._found: Verified | None = None
        self._prepare_table()
        self._lay_out()
        theme.changed.connect(self._fit)
        self._fit()

    # ------------------------------------------------------------ what is said

    def say_count(self, text: str) -> None:
        """Says how many exchanges the list shows, or what it waits for."""
        self._count.setText(text)

    def tell_found(self) -> None:
        """Has a screen reader say how many were found, or why there is none."""
        if self.isVisible():
            announce(self._count, self._empty.text() if self._empty_pane.isVisible() else self._count.text())

    def say_state(self, text: str, *, can_clear: bool = False) -> None:
        """Says why the list is empty; with nothing to say the list is shown."""
        if text:
            self._empty.say(text)
        self._empty_pane.setVisible(bool(text))
        self.clear_button.setVisible(can_clear)
        self.table.setVisible(not text)

    def say_problem(self, text: str) -> None:
        """Says above the list why it is not what was asked for; empty for no problem."""
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        if text:
            self._empty_pane.hide()

    def say_verified(self, found: Verified, now: datetime) -> None:
        """Says what the last look at every entry found."""
        self._found = found
        words, when = brief_words(found, self._desk.times, now)
        self._chain.setText(words)
        restyle(self._chain, ink="text" if found.report.intact else "danger", type="name")
        self._chain_when.set_text(when)
        self._draw_chain()

    # ------------------------------------------------------------ rows

    def columns_in_view(self) -> tuple[str, ...]:
        """Returns the names of the columns, in their order."""
        return tuple(name for at, name in enumerate(COLUMNS) if not self.table.isColumnHidden(at))

    def row_text(self, at: int, *, as_json: bool) -> str:
        """Returns a row as it is shown, the columns in view as text, all of them as JSON with the UTC time."""
        cells = dict(zip(COLUMNS, map(let_go, self.model.texts(at)), strict=True))
        if as_json:
            cells["UTC"] = utc_text(self.model.exchange(at).at)
            return json.dumps(cells, ensure_ascii=False, indent=2)
        return "\t".join(pasted(cells[name]) for name in self.columns_in_view())

    def last_row_in_view(self) -> int:
        """Returns the last row that can be seen."""
        at = self.table.rowAt(self.table.viewport().height() - 1)
        return self.model.rowCount() - 1 if at < 0 else at

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # ------------------------------------------------------------ putting it together

    def _prepare_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        prepare_table(table, self._theme, tr("Exchanges"), row_height=_ROW_HEIGHT)
        table.setItemDelegate(RowDelegate(self._theme, table, self.model, row_height=_ROW_HEIGHT))
        table.setProperty("flush", True)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._open_menu)
        header = table.horizontalHeader()
        header.setSectionsClickable(False)
        header.setResizeContentsPrecision(0)  # by the rows in view; by a thousand it holds the window up for 0.1 s
        for column in range(len(COLUMNS)):
            named = column in (WHO, PROFILE, DESTINATION)
            mode = QHeaderView.ResizeMode.Stretch if named else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(column, mode)

    def _open_menu(self, place: QPoint) -> None:
        """Opens the menu where the mouse is; the menu key opens it at the chosen row."""
        index = self.table.currentIndex()
        if not self.table.indexAt(place).isValid():
            place = self.table.visualRect(index).bottomLeft()
        if index.isValid():
            self._acts.menu(self.table, _MENU).popup(self.table.viewport().mapToGlobal(place))

    def _lay_out(self) -> None:
        bar = QFrame()
        bar.setProperty("surface", "surface")
        self._bar = flow_in(bar)
        for button in (self.open_button, self.proof_button, self.settle_button, self.more_button):
            self._bar.add(button)
        self._bar.add_stretch()
        for button in (self.reveal_button, self.export_button, self.report_button):
            self._bar.add(button)
        self._problem.setWordWrap(True)
        self._problem.hide()
        self._empty_row = QVBoxLayout(self._empty_pane)
        self._empty_row.addWidget(self._empty)
        self._empty_row.addWidget(self.clear_button, 0, Qt.AlignmentFlag.AlignHCenter)
        line = QFrame()
        line.setProperty("surface", "hairline")
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        for part in (self.filters, bar, self.line, line, self.strip, self._problem, self._empty_pane):
            self._rows.addWidget(part)
        self._rows.addWidget(self.table, 1)
        self._rows.addStretch()
        self._rows.addWidget(self._foot())
        order = [self.filters.when, self.filters.since, self.filters.until, self.open_button, self.proof_button]
        order += [self.settle_button, self.more_button, self.reveal_button, self.export_button, self.report_button]
        order += [self.strip.settle, self.table, self.asked_button, self.keep_button, self.verify_button]
        for first, second in itertools.pairwise(order):
            QWidget.setTabOrder(first, second)

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("surface", "footer")
        self._footer = flow_in(foot)
        self._count.setAccessibleName(tr("Count"))
        for part in (self._count, self._chain_icon, self._chain):
            self._footer.add(part)
        self._footer.add(self._chain_when, grows=True)
        for button in (self.asked_button, self.keep_button, self.verify_button):
            self._footer.add(button)
        return foot

    def _draw_chain(self) -> None:
        broken = self._found is not None and not self._found.report.intact
        role = "danger.text" if broken else "ok.text" if self._found else "text2"
        name, tint = ("triangle-alert" if broken else "link"), self._theme.tokens.color(role)
        pixmap = self._theme.icons.pixmap(name, tint, self._theme.px(16), self.devicePixelRatioF())
        self._chain_icon.setPixmap(pixmap)

    def _fit(self) -> None:
        px = self._theme.px
        self.filters.fit(self.width())
        self._bar.setContentsMargins(px(20), px(8), px(16), px(10))
        self._bar.set_gap(px(8))
        self._empty_row.setContentsMargins(px(20), px(12), px(20), 0)
        self._empty_row.setSpacing(px(12))
        self._problem.setContentsMargins(px(20), px(8), px(20), px(8))
        self._footer.setContentsMargins(px(20), px(_FOOT_EDGE), px(16), px(_FOOT_EDGE))
        self._footer.set_gap(px(8))
        for column, least in _GIVE_WAY:
            self.table.setColumnHidden(column, self.width() < px(least))
        self._draw_chain()
