"""What *Verify history* found: intact, or each place at which the history is not as it was written."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from leaddesk.language import grouped, tr
from leaddesk.services.ports import Clock
from leaddesk.services.verify_history import Verified
from leaddesk.ui.theme import Theme
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.history.problems_model import COLUMNS, MEANING, ProblemsModel
from leaddesk.ui.views.history.verify_words import doubts, facts, report_text, verdict_words
from leaddesk.ui.views.verdict.parts import Notice
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.fact_flow import FactFlow
from leaddesk.ui.widgets.flow import Flow
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.layouts import height_needed, room_for
from leaddesk.ui.widgets.room import page_in
from leaddesk.ui.widgets.tables import ROW_HEIGHT, prepare_table

_WIDTH, _WITH_PROBLEMS = 560, 860
_ROWS_IN_VIEW = 8
"""So much of the window the dialog takes at most."""


class VerifyDialog(QDialog):
    """Opened, never executed."""

    open_wanted = Signal(int)
    """That exchange is to be opened; the dialog is closed by then."""

    def __init__(self, theme: Theme, parent: QWidget, found: Verified, times: LocalTimes, clock: Clock) -> None:
        super().__init__(parent)
        self._theme, self._found = theme, found
        self.setWindowTitle(tr("Verify history"))
        self.setAccessibleName(tr("Verify history"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.model = ProblemsModel(theme, found.report.problems)
        self.model.setParent(self)
        self.table = QTableView()
        self.facts = FactFlow(theme, tr("Figures"))
        self.facts.set_facts(facts(found, times, clock.now()))
        self.said = plain_label(verdict_words(found), use="heading", ink="ok" if found.report.intact else "danger")
        self.said.setAccessibleName(tr("Found"))
        self.said.setAccessibleDescription(self.said.text())
        self.open_button = Button(theme, tr("Open"), icon="eye")
        self.copy = Button(theme, tr("Copy report"), icon="clipboard-copy")
        self.close_button = Button(theme, tr("Close"))
        self._lay_out()
        self._bind()

    def open_current(self) -> None:
        """Closes, and asks for the exchange of the chosen problem to be opened."""
        entry = self._entry()
        if entry is not None:
            self.accept()
            self.open_wanted.emit(entry)

    def _entry(self) -> int | None:
        row = self.table.currentIndex().row()
        return self.model.problem(row).exchange_id if row >= 0 else None

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(report_text(self._found))
        self.copy.setText(tr("Copied"))

    def _bind(self) -> None:
        self.open_button.clicked.connect(self.open_current)
        self.copy.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.reject)
        self.table.doubleClicked.connect(lambda _index: self.open_current())
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self.open_current)
        self.table.selectionModel().currentRowChanged.connect(lambda _row, _before: self._fit_open())
        self._fit_open()

    def _fit_open(self) -> None:
        self.open_button.setEnabled(self._entry() is not None)

    def _lay_out(self) -> None:
        px, report = self._theme.px, self._found.report
        room = room_for(self, self._theme)
        self.setFixedWidth(min(px(_WIDTH if report.intact else _WITH_PROBLEMS), room.width()))
        foot = Flow()
        foot.setContentsMargins(px(20), px(16), px(20), px(16))
        foot.set_gap(px(8))
        foot.add(self.copy)
        foot.add_stretch()
        foot.add(self.open_button)
        foot.add(self.close_button)
        page = page_in(self, foot)
        column = QVBoxLayout(page)
        column.setContentsMargins(px(20), px(20), px(20), 0)
        column.setSpacing(px(12))
        column.addWidget(plain_label(tr("Verify history"), use="title"))
        column.addLayout(self._headline())
        column.addWidget(self.facts)
        for doubt in doubts(self._found):
            column.addWidget(Notice(self._theme, "warn", doubt))
        self._prepare_table()
        column.addWidget(self.table)
        if report.more:
            column.addWidget(plain_label(tr("And {more} more.", more=grouped(report.more)), use="hint", ink="text2"))
        for part in (self.table, self.open_button):
            part.setVisible(not report.intact)
        (self.close_button if report.intact else self.table).setFocus()
        needed = height_needed(page, self.width()) + foot.heightForWidth(self.width())
        self.resize(self.width(), min(needed, room.height()))

    def _headline(self) -> QHBoxLayout:
        intact, px = self._found.report.intact, self._theme.px
        icon = QLabel()
        name, family = ("circle-check", "ok") if intact else ("octagon-x", "danger")
        tint = self._theme.tokens.color(f"{family}.text")
        icon.setPixmap(self._theme.icons.pixmap(name, tint, px(22), self.devicePixelRatioF()))
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addWidget(icon)
        row.addWidget(self.said, 1)
        return row

    def _prepare_table(self) -> None:
        self.table.setModel(self.model)
        prepare_table(self.table, self._theme, tr("Problems found"))
        rows = min(self.model.rowCount(), _ROWS_IN_VIEW)
        self.table.setFixedHeight(self._theme.px((rows + 1) * ROW_HEIGHT + 4))
        header = self.table.horizontalHeader()
        header.setResizeContentsPrecision(0)
        for at in range(len(COLUMNS)):
            stretch, fit = QHeaderView.ResizeMode.Stretch, QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(at, stretch if at == MEANING else fit)
        if self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))
