"""A table whose first columns may stay in place: a second view over where it begins shows them, and takes no focus.

Both share model, selection and heights; the wide view holds every column, so keys, copying and a screen reader know
one table only.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from leaddesk.language import tr
from leaddesk.ui.models.leads_model import LeadsModel
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.search.cells import LeadCells
from leaddesk.ui.widgets.sides import placed
from leaddesk.ui.widgets.tables import prepare_table


class PinnedTable(QTableView):
    """*Leads*."""

    resized = Signal()
    """There is more or less room for rows."""

    def __init__(self, theme: Theme, model: LeadsModel) -> None:
        super().__init__()
        self._pinned = 0
        self._placing = False
        self._theme = theme
        _prepare(self, theme, model, tr("Leads"))
        self.setProperty("flush", True)
        self.edge = _Edge(theme, self)
        self.still = QTableView(self)
        """Shows the columns that stay."""
        _prepare(self.still, theme, model, tr("Leads, pinned columns"))
        self.still.setProperty("flush", True)
        self.still.setSelectionModel(self.selectionModel())
        for view in (self, self.still):
            _let_header_be(view)
        self.still.setAutoScroll(False)
        self.still.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.still.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.still.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.still.pressed.connect(lambda _index: self.setFocus())
        self.still.doubleClicked.connect(self.doubleClicked)
        self.still.hide()
        self.edge.hide()
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.sectionResized.connect(self._take_width)
        header.sectionMoved.connect(self.fit_pinned)
        header.geometriesChanged.connect(self._place_still)
        self.still.horizontalHeader().sectionResized.connect(self._give_width)
        self.verticalScrollBar().valueChanged.connect(self.still.verticalScrollBar().setValue)
        self.still.verticalScrollBar().rangeChanged.connect(self._follow)
        self.still.viewport().installEventFilter(self)
        model.modelReset.connect(self.fit_pinned)
        model.columnsInserted.connect(self.fit_pinned)

    @property
    def pinned(self) -> int:
        """So many of the first columns stay in place."""
        return self._pinned

    def pin(self, count: int) -> None:
        """Keeps so many of the first columns in place; 0 lets all scroll."""
        self._pinned = max(0, count)
        self.fit_pinned()

    def fit_pinned(self) -> None:
        """Shows in the second view the columns that stay, as wide and in the order they have in the first."""
        wide, still = self.horizontalHeader(), self.still.horizontalHeader()
        shown = min(self._pinned, wide.count())
        self._placing = True  # a column that comes into view says its former width
        if shown:
            for visual in range(wide.count()):
                section = wide.logicalIndex(visual)
                still.moveSection(still.visualIndex(section), visual)
                self.still.setColumnHidden(section, visual >= shown)
                if visual < shown:
                    still.resizeSection(section, wide.sectionSize(section))
            self._follow()
        self._placing = False
        self.still.setVisible(shown > 0)
        self.edge.setVisible(shown > 0)
        self._place_still()

    def chosen_rows(self) -> list[int]:
        """Returns the rows that are selected, from top to bottom."""
        spans = self.selectionModel().selection()
        found = (spans.at(number) for number in range(spans.count()))
        return sorted({row for span in found for row in range(span.top(), span.bottom() + 1)})

    def chosen_count(self) -> int:
        """Returns how many rows are selected."""
        spans = self.selectionModel().selection()
        return sum(spans.at(number).height() for number in range(spans.count()))

    def is_pinned(self, section: int) -> bool:
        """Tells whether a column stays in place."""
        return self.horizontalHeader().visualIndex(section) < self._pinned

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_still()
        self.resized.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Scrolls the wide view where the wheel is turned over the columns that stay."""
        if watched is self.still.viewport() and event.type() == QEvent.Type.Wheel:
            return QCoreApplication.sendEvent(self.viewport(), event)
        return super().eventFilter(watched, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.still.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.still.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._place_still()

    def selectionCommand(  # noqa: N802 - Qt's
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Selects the first or last row with Ctrl+Home and Ctrl+End too: its details are shown."""
        if (
            isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End)
            and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ):
            flags = QItemSelectionModel.SelectionFlag
            return flags.ClearAndSelect | flags.Rows
        return super().selectionCommand(index, event)

    def scrollTo(  # noqa: N802 - Qt's
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Brings a cell into view, and out from under the columns that stay."""
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        if not self._pinned:
            return
        if self.is_pinned(index.column()):
            bar.setValue(before)
        elif (hidden := self._still_width() - self._before(index.column())) > 0:
            bar.setValue(bar.value() - hidden)

    def _before(self, column: int) -> int:
        """Returns the pixels of the view before a column begins."""
        place = QRect(self.columnViewportPosition(column), 0, self.columnWidth(column), 1)
        return placed(self.viewport().rect(), place).left()

    def _follow(self) -> None:
        self.still.verticalScrollBar().setValue(self.verticalScrollBar().value())

    def _take_width(self, section: int, _old: int, new: int) -> None:
        if self._pinned and self.is_pinned(section):
            self.still.setColumnWidth(section, new)
            self._place_still()

    def _give_width(self, section: int, _old: int, new: int) -> None:
        if not self._placing and new and self.is_pinned(section):
            self.setColumnWidth(section, new)

    def _still_width(self) -> int:
        header = self.horizontalHeader()
        shown = range(min(self._pinned, header.count()))
        return sum(header.sectionSize(header.logicalIndex(visual)) for visual in shown)

    def _place_still(self) -> None:
        if not self._pinned:
            return
        frame, width = self.frameWidth(), self._still_width()
        height = self.viewport().height() + self.horizontalHeader().height()
        width = min(width, self.viewport().width())
        self.still.setGeometry(placed(self.rect(), QRect(frame, frame, width, height)))
        line = QRect(frame + width - 1, frame, max(1, self._theme.px(1)), height)
        self.edge.setGeometry(placed(self.rect(), line))
        self.edge.raise_()


class _Edge(QWidget):
    """The line where the columns that stay end."""

    def __init__(self, theme: Theme, table: QWidget) -> None:
        super().__init__(table)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), self._theme.color("edge"))


def _let_header_be(view: QTableView) -> None:
    """Gives the header a selection of its own, always empty: it looks at every cell of what is selected otherwise."""
    header = view.horizontalHeader()
    header.setSelectionModel(QItemSelectionModel(view.model(), header))


def _prepare(view: QTableView, theme: Theme, model: LeadsModel, name: str) -> None:
    view.setModel(model)
    prepare_table(view, theme, name)
    view.setItemDelegate(LeadCells(theme, view, model))
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    header = view.horizontalHeader()
    header.setSectionsClickable(True)
    header.setSortIndicatorShown(False)
    header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
