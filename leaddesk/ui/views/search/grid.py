"""The grid of *Search leads*: rows come page by page, columns are moved, sized and pinned, sorting stays local.

It asks for further pages before the person comes to the end of those that are loaded, and never waits itself.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QItemSelection, QModelIndex, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from leaddesk.domain.lead_columns import ColumnKind, LeadColumns
from leaddesk.domain.lead_page import LeadPage, LeadRow
from leaddesk.domain.lead_search import RowOrder
from leaddesk.language import grouped, tr, trn
from leaddesk.services.ports import Background
from leaddesk.ui.masking import Masking
from leaddesk.ui.models.grid_layout import GridLayout
from leaddesk.ui.models.lead_words import LeadWords, utc_now
from leaddesk.ui.models.leads_model import LeadRows, LeadsModel
from leaddesk.ui.models.row_order import Arrangement, arranged
from leaddesk.ui.tasks import TaskScope
from leaddesk.ui.theme import Theme
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.search.end_row import EndRow
from leaddesk.ui.views.search.grid_acts import GridActs
from leaddesk.ui.views.search.grid_columns import GridColumns
from leaddesk.ui.views.search.pinned_table import PinnedTable
from leaddesk.ui.views.search.returning import Returning
from leaddesk.ui.widgets.tables import ROW_HEIGHT

_PAGES_AHEAD = 2
_FOLLOWED = 2000
"""Selected rows that stay selected when rows go out of view or change their order."""
_NO_LIMIT = (1 << 24) - 1


class LeadsGrid(QFrame):
    """*Leads* with its last row."""

    more_wanted = Signal(bool)
    """Few rows are left below those in view: another page should be read. Once until something comes.

    Tells whether the person has scrolled to the end of what there was, and so waits for more.
    """
    retry_wanted = Signal()
    go_on_wanted = Signal()
    current_changed = Signal(object)
    """The `LeadRow` of the current row, or None."""
    opened = Signal(object)
    """A `LeadRow` was double-clicked, or Enter pressed on it."""
    columns_changed = Signal()
    """A person moved, sized or pinned columns, or sorts by another one."""
    selection_changed = Signal()
    local_note_changed = Signal(str)
    menu_opening = Signal(object)
    """The `QMenu` of the rows is about to open: acts may be added."""

    def __init__(
        self,
        theme: Theme,
        times: LocalTimes,
        masking: Masking | None = None,
        *,
        background: Background,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        """`background` sorts and filters; `now` gives the present, with its zone."""
        super().__init__()
        self.setProperty("surface", "surface")
        self._theme, self._background = theme, background
        self._masking = masking or Masking()
        self.words = LeadWords(times, self._masking, now)
        self.model = LeadsModel(self.words)
        self.table = PinnedTable(theme, self.model)
        self.end = EndRow(theme)
        self.columns = GridColumns(theme, self.table, self.model)
        self.acts = GridActs(self)
        self._work = TaskScope()
        self._order: RowOrder | None = None
        self._filter = ""
        self._asked = True
        """Whether nothing is to be asked for: a page is on its way, failed, or was the last."""
        self._arranging = self._late = False
        self._fresh = False
        """Whether the next page takes the place of all rows."""
        self._back: Returning | None = None
        self._last_page = 0
        self._lay_out()
        self._connect()

    # ------------------------------------------------------------ rows

    def set_columns(self, names: Sequence[str], columns: LeadColumns) -> None:
        """Shows these columns from left to right; what is known of each is in `columns`."""
        self.columns.show(names, columns)
        if self._order and self._order.column not in self.model.names:
            self.sort_by("")

    def clear(self) -> None:
        """Lets all rows go, the sort and the filter stay; the first page is on its way."""
        self._work.cancel()
        self._arranging = self._late = self._fresh = False
        self._back, self._asked = None, True
        self.model.clear()
        self.table.horizontalScrollBar().setValue(0)
        self.end.say("")
        self._say_local()
        self._fit_height()

    def begin_other(self) -> None:
        """Keeps the rows until the first page of another question comes, and then begins at the top and the left."""
        self._back = None
        self._fresh, self._asked = True, True

    def begin_refresh(self) -> None:
        """Keeps the rows until the first page comes, and then what is selected and where the person is."""
        self._back = Returning(self.table, self.model)
        self._fresh, self._asked = True, True

    def append(self, page: LeadPage) -> None:
        """Takes the next page; after `begin_refresh` it takes the place of all rows."""
        first = 0 if self._fresh else self.model.rowCount()
        waited_for = self._is_at_end()
        self._last_page = page.count
        if self._fresh:
            self._fresh = False
            self._work.cancel()
            self._arranging = self._late = False
            self.model.replace(page)
            if self._back is None:
                self.table.scrollToTop()
                self.table.horizontalScrollBar().setValue(0)
        else:
            self.model.append(page, hidden=bool(self._filter))
        self.columns.fit(page)
        if self._back and self._back.find(first):
            self._back = None
        self.end.say("")
        if self._order or self._filter:
            self._arrange()
        self._say_local()
        self._fit_height()
        self._asked = False
        self._ask_ahead(waited_for=waited_for)

    def show_failed(self, sentence: str, *, raw: bool = False) -> None:
        """Says in the last row that a page is missing, and offers *Retry*; what is loaded stays."""
        self._end(sentence, icon="triangle-alert", ink="danger", retry=True, raw=raw)

    def show_waiting(self, text: str) -> None:
        """Says in the last row what is waited for; empty where nothing is."""
        self.end.say(text, icon="loader-circle")
        self._fit_height()

    def show_question(self, text: str) -> None:
        """Asks in the last row whether to go on."""
        self._end(text, icon="circle-question-mark", ask=True)

    def show_end(self, text: str = "") -> None:
        """Says in the last row why no further page comes; nothing more is asked for."""
        self._back = None
        self._end(text, icon="info")

    def selected_rows(self) -> LeadRows:
        """Returns the selected leads, in the order in view."""
        return self.model.leads(self.table.chosen_rows())

    def loaded_rows(self) -> LeadRows:
        """Returns the loaded leads that fit the local filter, in the order in view."""
        return self.model.leads()

    def current(self) -> LeadRow | None:
        """Returns the lead of the current row."""
        index = self.table.currentIndex()
        return self.model.lead(index.row()) if index.isValid() else None

    def finish(self) -> None:
        """Ends what still sorts, before the grid goes."""
        self._work.cancel()

    # ------------------------------------------------------------ the look

    def visible_columns(self) -> tuple[str, ...]:
        """Returns the names of the columns from left to right."""
        return self.columns.names()

    def layout_now(self) -> GridLayout:
        """Returns how the columns stand, and what the rows are sorted by."""
        return GridLayout(self.columns.names(), self.columns.widths(), self.table.pinned, self._order)

    def apply_layout(self, layout: GridLayout) -> None:
        """Lays out the columns that are there; which ones are there is the business of `set_columns`."""
        self.columns.apply(layout)
        self.sort_by(layout.order.column if layout.order else "", bool(layout.order and layout.order.descending))

    def show_times(self, times: LocalTimes) -> None:
        """Shows times in another zone."""
        self.words.times = times
        self.model.forget()

    # ------------------------------------------------------------ local order

    @property
    def order(self) -> RowOrder | None:
        """What the loaded rows are sorted by here."""
        return self._order

    @property
    def local_note(self) -> str:
        """What is only true of the loaded rows, in one sentence; empty where nothing is sorted or filtered."""
        loaded, parts = len(self.model.rows), []
        if self._filter:
            parts.append(
                trn(
                    "{rows} of 1 loaded lead holds “{text}”",
                    "{rows} of {count} loaded leads hold “{text}”",
                    loaded,
                    rows=grouped(self.model.rowCount()),
                    text=self._filter,
                )
            )
        if self._order:
            column = self._order.column
            parts.append(
                tr("sorted here by {column}, descending", column=column)
                if self._order.descending
                else tr("sorted here by {column}, ascending", column=column)
            )
        if not parts:
            return ""
        text = "; ".join(parts)
        return tr(
            "{said}. Only the {loaded} loaded leads are looked at.",
            said=f"{text[0].upper()}{text[1:]}",
            loaded=grouped(loaded),
        )

    def sort_by(self, column: str, descending: bool = False) -> None:
        """Sorts the loaded rows here; without a column they stand as they came."""
        order = RowOrder(column, descending) if column in self.model.names else None
        if order != self._order:
            self._order = order
            self.columns.mark_order(order)
            self._rearrange()

    def set_quick_filter(self, text: str) -> None:
        """Shows of the loaded rows those that hold a text in a column in view."""
        if (wanted := text.strip()) != self._filter:
            self._filter = wanted
            self._rearrange()

    def _rearrange(self) -> None:
        """Arranges anew for another wish; what was under way is let go."""
        self._work.cancel()
        self._arranging = self._late = False
        if self._order or self._filter:
            self._arrange()
        else:
            self._bring(None)
        self._say_local()

    def _arrange(self) -> None:
        """Sorts and filters; rows that come while it is under way are looked at afterwards."""
        if self._arranging:
            self._late = True
            return
        if not self.model.rows:
            return
        self._arranging = True
        name = self._order.column if self._order else ""
        asked = Arrangement(
            sort_place=self.model.place(name),
            kind=self.columns.known.column(name).kind if name else ColumnKind.TEXT,
            descending=bool(self._order and self._order.descending),
            text=self._filter,
            places=tuple(place for place in map(self.model.place, self.model.names) if place >= 0),
        )
        self._work.run(arranged(self._background, self.model.rows, asked), self._take_order)

    def _take_order(self, order: array[int]) -> None:
        self._arranging = False
        if not self._filter and len(order) < len(self.model.rows):
            order.extend(range(len(order), len(self.model.rows)))
        self._bring(order)
        if self._late:
            self._late = False
            self._arrange()

    def _bring(self, order: array[int] | None) -> None:
        """Brings the rows in view into an order; of a large selection only that of all rows is kept.

        Qt follows every selected cell by itself, and thousands of them hold the window up for seconds.
        """
        chosen, before = self.table.selectionModel(), self.model.rowCount()
        count = self.table.chosen_count()
        if large := count > _FOLLOWED:
            chosen.clearSelection()
        self.model.arrange(order)
        if large and count == before >= self.model.rowCount():
            self.table.selectAll()
        self._say_local()
        self._fit_height()
        self._ask_ahead()

    def _say_local(self) -> None:
        self.local_note_changed.emit(self.local_note)

    # ------------------------------------------------------------ inside

    def _end(
        self, text: str, *, icon: str, ink: str = "text2", retry: bool = False, ask: bool = False, raw: bool = False
    ) -> None:
        self._asked = True
        self.end.say(text, icon=icon, ink=ink, retry=retry, ask=ask, raw=raw)
        self._fit_height()

    def _is_at_end(self) -> bool:
        bar = self.table.verticalScrollBar()
        return 0 < bar.maximum() <= bar.value()

    def _ask_ahead(self, *, waited_for: bool = False) -> None:
        """Asks for a page when few rows are left below; never while a filter hides rows, or it would read them all."""
        if self._asked or self._filter:
            return
        in_view = self.table.viewport().height() // max(1, self._theme.px(ROW_HEIGHT)) + 1
        below = self.model.rowCount() - self.table.verticalScrollBar().value() - in_view
        if below < max(_PAGES_AHEAD * in_view, self._last_page):
            self._asked = True
            self.more_wanted.emit(waited_for or self._is_at_end())

    def _fit_height(self) -> None:
        """Lets the last row stand right below the leads while they do not fill the grid."""
        if self.end.isHidden():
            self.table.setMaximumHeight(_NO_LIMIT)
            return
        px, bar = self._theme.px, self.table.horizontalScrollBar()
        rows = self.model.rowCount() * px(ROW_HEIGHT)
        below = bar.sizeHint().height() if bar.maximum() > 0 else 0
        self.table.setMaximumHeight(min(_NO_LIMIT, px(ROW_HEIGHT) + rows + below + 2 * self.table.frameWidth()))

    def _tell_current(self, index: QModelIndex, before: QModelIndex) -> None:
        if index.row() != before.row() or index.isValid() != before.isValid():
            self.current_changed.emit(self.model.lead(index.row()) if index.isValid() else None)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.end)
        column.addStretch()

    def _connect(self) -> None:
        chosen = self.table.selectionModel()
        chosen.currentChanged.connect(self._tell_current)
        chosen.selectionChanged.connect(self._tell_selection)
        self.model.modelReset.connect(lambda: self.current_changed.emit(None))
        self.table.verticalScrollBar().valueChanged.connect(self._ask_ahead)
        self.table.resized.connect(self._ask_ahead)
        self.table.doubleClicked.connect(lambda index: self.opened.emit(self.model.lead(index.row())))
        self.columns.changed.connect(self.columns_changed)
        self.columns.sort_wanted.connect(self.sort_by)
        self.end.retry_wanted.connect(self.retry_wanted)
        self.end.left.connect(self.table.setFocus)
        self.end.go_on_wanted.connect(self.go_on_wanted)
        self._masking.changed.connect(self.model.forget)
        self._theme.changed.connect(self._fit_height)

    def _tell_selection(self, _more: QItemSelection, _less: QItemSelection) -> None:
        self.selection_changed.emit()
