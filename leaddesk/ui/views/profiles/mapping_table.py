"""*Field mapping*: which lead field fills which dialer column, edited in place by keyboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCompleter,
    QHeaderView,
    QLineEdit,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from leaddesk.domain.profile import MappedField
from leaddesk.language import tr, tr_now
from leaddesk.ui.forms.editors import Combo
from leaddesk.ui.forms.seat import Seat
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.profiles.mapping_model import (
    COLUMN,
    COLUMNS,
    FIELD,
    FIELD_LABELS,
    KIND,
    NO_KIND,
    MappingModel,
)
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.flow import Flow
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.tables import ROW_HEIGHT, CellDelegate, prepare_table

Index = QModelIndex | QPersistentModelIndex

_LEAST_ROWS, _MOST_ROWS = 3, 10


class MappingEditor(QWidget):
    """The table, its three buttons, and the seat for its problems."""

    changed = Signal()
    """A row is another one."""
    preset_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.model = MappingModel(theme)
        self.table = _MappingTable(theme, self.model)
        self.add = Button(theme, tr("Add row"), icon="plus", role="link")
        self.remove = Button(theme, tr("Remove row"), role="link")
        self.preset = Button(theme, tr("Preset"), role="link")
        self.preset.setAccessibleDescription(tr("Fills the mapping as this dialer usually has it."))
        self.preset.setToolTip(tr("Fills the mapping as this dialer usually has it."))
        self._seat = Seat(theme, lines=2)
        self._build()
        self.add.clicked.connect(self._add_row)
        self.remove.clicked.connect(self._remove_row)
        self.preset.clicked.connect(self.preset_asked)
        self.model.dataChanged.connect(self._edited)
        theme.changed.connect(self._fit)
        self._quiet = False
        self._fit()

    def _build(self) -> None:
        px = self._theme.px
        title = plain_label(tr("Field mapping"), use="heading")
        title.setBuddy(self.table)
        head = Flow()
        head.add(title)
        head.add_stretch()
        for button in (self.preset, self.remove, self.add):
            head.add(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(head)
        column.addWidget(self.table)
        column.addWidget(self._seat)

    def stops(self) -> tuple[QWidget, ...]:
        """Returns what takes the focus, in the order of Tab."""
        return (self.preset, self.remove, self.add, self.table)

    def set_kinds(self, kinds: Sequence[str]) -> None:
        """Takes the vendor's words for special data."""
        self.table.kinds = (NO_KIND, *kinds)

    def mapping(self) -> tuple[MappedField, ...]:
        """Returns the mapping as it stands."""
        return self.model.mapping()

    def show_mapping(self, mapping: Sequence[MappedField]) -> None:
        """Shows another mapping."""
        self.model.show_mapping(mapping)
        self._seat.say("")
        self._fit()

    def show_problems(self, problems: Mapping[str, str], *, focus: bool) -> None:
        """Says the problems by lead field; `focus` goes to the first bad row."""
        self._quiet = True
        self.model.set_problems(problems)
        self._quiet = False
        first, *rest = [*problems.values(), ""]
        more = tr("And {count} more.", count=len(rest) - 1) if len(rest) > 1 else ""
        self._seat.say(f"{first} {more}".strip(), "problem")
        if focus and problems:
            row = self.model.row_of(next(iter(problems)))
            self.table.go_to(row if row is not None else 0, COLUMN)

    def _add_row(self) -> None:
        row = self.model.add_row()
        self._fit()
        self.table.go_to(row, FIELD)
        self.table.edit(self.model.index(row, FIELD))

    def _remove_row(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            self.model.remove_row(row)
            self._fit()
            self.table.go_to(min(row, self.model.rowCount() - 1), FIELD)
            self.changed.emit()

    def _edited(self) -> None:
        if self._quiet:
            return
        if self._seat.text():
            self.show_problems({}, focus=False)
        self.changed.emit()

    def _fit(self) -> None:
        rows = min(max(self.model.rowCount(), _LEAST_ROWS), _MOST_ROWS)
        edges = 2 * self.table.frameWidth() + 2
        self.table.setFixedHeight(self._theme.px(ROW_HEIGHT) * (rows + 1) + edges)


class _MappingTable(QTableView):
    def __init__(self, theme: Theme, model: MappingModel) -> None:
        super().__init__()
        self.kinds: tuple[str, ...] = (NO_KIND,)
        self.setModel(model)
        prepare_table(self, theme, tr("Field mapping"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setItemDelegate(_MappingDelegate(theme, self))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        header = self.horizontalHeader()
        for column, mode in ((FIELD, QHeaderView.ResizeMode.Stretch), (COLUMN, QHeaderView.ResizeMode.Stretch)):
            header.setSectionResizeMode(column, mode)
        header.setSectionResizeMode(KIND, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(KIND, theme.px(124))

    def go_to(self, row: int, column: int) -> None:
        """Makes a cell the current one and takes the focus."""
        index = self.model().index(row, column)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        )
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        editing = self.state() == QAbstractItemView.State.EditingState
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and not editing:
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class _MappingDelegate(CellDelegate):
    """Frames the cell the keys act on; offers the lead's fields and the vendor's types."""

    def __init__(self, theme: Theme, view: _MappingTable) -> None:
        super().__init__(theme, view)
        self._look = theme
        self._table = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if self._table.hasFocus() and index == self._table.currentIndex():
            width = self._look.px(2)
            painter.save()
            painter.setPen(QPen(self._look.color("accent"), width))
            painter.drawRect(option.rect.adjusted(width // 2, width // 2, -width, -width))
            painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor: QWidget
        if index.column() == KIND:
            combo = Combo()
            combo.setParent(parent)
            for kind in self._table.kinds:
                combo.addItem(tr_now(kind) if kind == NO_KIND else kind, kind)
            editor = combo
        else:
            line = QLineEdit(parent)
            if index.column() == FIELD:
                completer = QCompleter(FIELD_LABELS, line)
                completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
                completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
                line.setCompleter(completer)
            editor = line
        field = index.model().index(index.row(), FIELD).data(Qt.ItemDataRole.DisplayRole)
        editor.setAccessibleName(
            tr("{column} of {field}", column=COLUMNS[index.column()], field=field) if field else COLUMNS[index.column()]
        )
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        text = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, Combo):
            if editor.findData(text) < 0:
                editor.addItem(text, text)
            editor.setCurrentIndex(editor.findData(text))
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, Combo):
            model.setData(index, editor.currentData())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())
