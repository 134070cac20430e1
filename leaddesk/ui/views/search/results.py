"""The leads with what stands around them: count, layout, columns and export above, notices, and what comes next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from leaddesk.language import tr
from leaddesk.ui.masking import ViewMask
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.views.search.grid import LeadsGrid
from leaddesk.ui.views.verdict.parts import EmptyState
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.clearing import make_clearable
from leaddesk.ui.widgets.flow import Flow, flow_in
from leaddesk.ui.widgets.labels import ElidedLabel, plain_label
from leaddesk.ui.widgets.reveal_button import RevealButton

REFRESH = tr("Refresh (F5): asks the same again; what is chosen and where the list stands stay.")
LOCAL = tr("Only over the rows that are loaded: the vendor is not asked.")
_FOOTER = 40
_QUICK = (190, 128)
_NARROW = 760


class LeadResults(QFrame):
    """Lays out and says; what is asked and done is the place's."""

    acted = Signal()
    """The button in the place of the leads was pressed."""
    raw_wanted = Signal()
    """The answer that was no page is to be looked at."""

    def __init__(self, theme: Theme, grid: LeadsGrid, mask: ViewMask) -> None:
        super().__init__()
        self._theme, self.grid = theme, grid
        self.setProperty("surface", "surface")
        self.count = plain_label("", use="name")
        self.count.setAccessibleName(tr("Result count"))
        self.quick = QLineEdit()
        self.layout_button = Button(theme, tr("Layout"), icon="chevron-down")
        self.columns_button = Button(theme, tr("Columns"), icon="columns-3")
        self.export_button = Button(theme, tr("Export…"), icon="download")
        self.refresh_button = Button(theme, tr("Refresh"), icon="refresh-cw", role="quiet")
        self.refresh_button.setToolTip(REFRESH)
        self.refresh_button.setAccessibleDescription(REFRESH)
        self.refresh_button.use_words(False)
        self.reveal_button = RevealButton(theme, mask)
        self.notice = ElidedLabel(lines=3)
        self.notice.setAccessibleName(tr("Notices"))
        self._strip = QFrame()
        self.empty = EmptyState(theme, "")
        self.empty_button = Button(theme, tr("Try again"))
        self.raw_button = Button(theme, tr("Raw"), role="link")
        self._empty_pane = QWidget()
        self._stack = QStackedWidget()
        self._pages = self._next = self._local = self._asked = ""
        self._foot = ElidedLabel(use="hint", ink="text2")
        self._foot.setAccessibleName(tr("Next page"))
        self._export_said = plain_label("", use="hint", ink="text2")
        self.go_on_button = Button(theme, tr("Go on with the export"), role="link")
        self.go_on_button.hide()
        self._on_resume: Callable[[], None] | None = None
        self.next_button = Button(theme, tr("Next page"), icon="chevron-down", role="link")
        self._lay_out()
        self.empty_button.clicked.connect(self.acted)
        self.raw_button.clicked.connect(self.raw_wanted)
        self.go_on_button.clicked.connect(self._resume_export)
        self.say_notices(())
        theme.changed.connect(self._fit)
        self._fit()

    # ------------------------------------------------------------ what is said

    def say_count(self, count: str, pages: str) -> None:
        """Says how many leads there are; the label's description is the whole text."""
        if count != self.count.text():
            self.count.setText(count)
        self.count.setAccessibleDescription(", ".join(part for part in (count, pages) if part))
        self._pages = pages
        self._say_below()

    def say_foot(self, text: str, *, can_read: bool) -> None:
        """Says what comes next, and whether it can be asked for by hand."""
        self._next = text
        self._say_below()
        self.next_button.setEnabled(can_read)

    def say_local(self, text: str) -> None:
        """Says what is sorted or filtered here, over the loaded rows alone."""
        self._local = text
        self._say_below()

    def say_asked(self, text: str) -> None:
        """Says by what the rows in view were asked, where the fields above ask something else."""
        self._asked = text
        self._say_below()

    def say_export(self, text: str, on_resume: Callable[[], None] | None = None) -> None:
        """Says how far an export of all pages has come, with *Go on* while it waits for a person."""
        self._export_said.setText(text)
        self._on_resume = on_resume
        self.go_on_button.setVisible(on_resume is not None)

    def _resume_export(self) -> None:
        if self._on_resume:
            self._on_resume()

    def say_notices(self, notices: tuple[str, ...]) -> None:
        """Says what was noticed; nothing takes no room."""
        self.notice.set_text(" ".join(notices))
        self._strip.setVisible(bool(notices))

    def say_state(self, text: str, act: str = "", *, raw: bool = False) -> None:
        """Says why there are no leads, with what to do; with nothing to say the leads are shown."""
        self.raw_button.setVisible(raw)
        if text:
            self.empty.say(text)
        self.empty_button.setVisible(bool(act))
        if act:
            self.empty_button.set_label(act)
        self._stack.setCurrentWidget(self._empty_pane if text else self.grid)
        self._say_below()

    @property
    def is_empty(self) -> bool:
        """Whether a sentence stands in the place of the leads."""
        return self._stack.currentWidget() is self._empty_pane

    def _say_below(self) -> None:
        local = "" if self.is_empty else self._local
        pages = f"{self._pages[0].upper()}{self._pages[1:]}." if self._pages else ""
        asked = "" if self.is_empty else self._asked
        self._foot.set_text(" ".join(part for part in (asked, local, pages, self._next) if part))

    # ------------------------------------------------------------ putting it together

    def minimumSizeHint(self) -> QSize:
        """Returns the least size at the present width: a splitter around it does not ask what a broken row takes."""
        size, layout = super().minimumSizeHint(), self.layout()
        height = layout.totalMinimumHeightForWidth(max(self.width(), size.width())) if layout else 0
        return size.expandedTo(QSize(0, height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self.updateGeometry()

    def _lay_out(self) -> None:
        self.quick.setPlaceholderText(tr("Filter loaded rows"))
        self.quick.setAccessibleName(tr("Filter loaded rows"))
        self.quick.setAccessibleDescription(LOCAL)
        self.quick.setToolTip(LOCAL)
        make_clearable(self._theme, self.quick)
        self._bar = Flow()
        self._bar.add(self.count)
        self._bar.add_stretch()
        bar = (self.reveal_button, self.refresh_button, self.quick)
        for part in (*bar, self.layout_button, self.columns_button, self.export_button):
            self._bar.add(part)
        self._strip.setProperty("surface", "notice")
        restyle(self._strip, family="warn")
        self._said = QHBoxLayout(self._strip)
        self._said.addWidget(self.notice, 1)
        around = self._around = QHBoxLayout()
        around.addWidget(self._strip)
        self._empty_column = QVBoxLayout(self._empty_pane)
        self._empty_column.addWidget(self.empty)
        self._empty_column.addWidget(self.empty_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._empty_column.addWidget(self.raw_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._empty_column.addStretch()
        self._stack.addWidget(self._empty_pane)
        self._stack.addWidget(self.grid)
        foot = QFrame()
        foot.setProperty("surface", "footer")
        self._footer = flow_in(foot)
        self._footer.add(self._foot, grows=True)
        self._footer.add(self._export_said)
        self._footer.add(self.go_on_button)
        self._footer.add(self.next_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addLayout(around)
        column.addWidget(self._stack, 1)
        column.addWidget(foot)

    def _fit(self) -> None:
        px = self._theme.px
        narrow = self.width() < px(_NARROW)
        self.quick.setFixedWidth(px(_QUICK[1 if narrow else 0]))
        for button in (self.columns_button, self.export_button):
            button.use_words(not narrow or button is self.export_button)
        self._bar.setContentsMargins(px(20), px(8), px(16), px(8))
        self._bar.set_gap(px(8))
        self._said.setContentsMargins(px(12), px(6), px(6), px(6))
        self._said.setSpacing(px(8))
        self._around.setContentsMargins(px(20), 0, px(16), 0)
        self._empty_column.setContentsMargins(px(20), px(8), px(20), 0)
        self._empty_column.setSpacing(px(12))
        edge = (px(_FOOTER) - self.next_button.sizeHint().height()) // 2
        self._footer.setContentsMargins(px(20), edge, px(16), edge)
        self._footer.set_gap(px(12))
