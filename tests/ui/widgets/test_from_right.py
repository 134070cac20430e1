"""In a language written from right to left widgets that paint by hand change sides, and numbers stay readable."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMargins, QRect, Qt
from PySide6.QtGui import QColor, QImage, QStandardItemModel
from PySide6.QtWidgets import QApplication, QHeaderView, QTableView, QWidget

from leaddesk import language
from leaddesk.ui.icons import Icons
from leaddesk.ui.models.campaign_week_model import CampaignWeekModel
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.check_card import TALL, CheckCard
from leaddesk.ui.widgets.fact_flow import Fact, FactFlow
from leaddesk.ui.widgets.plaintext import UNSHOWABLE_MARK, let_go, marked
from leaddesk.ui.widgets.plate import Plate
from leaddesk.ui.widgets.sides import begin_bar, margins, placed
from leaddesk.ui.widgets.tables import choose_row, prepare_table
from leaddesk.ui.widgets.week_map import WeekMap

_WHOLE = QRect(0, 0, 100, 20)


class _SaysItAgain:
    """A catalogue whose texts are English."""

    def gettext(self, message: str, /) -> str:
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str:
        return msgid1 if n == 1 else msgid2


@pytest.fixture
def from_right(qapp: QApplication) -> Iterator[None]:
    language.use(_SaysItAgain(), "he")
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    language.use(None)


def _inked(widget: QWidget, color: QColor) -> QRect:
    """Returns what the pixels of a colour take up."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    found = [(x, y) for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y) == color]
    xs, ys = [x for x, _ in found], [y for _, y in found]
    return QRect(min(xs), min(ys), max(xs) - min(xs) + 1, max(ys) - min(ys) + 1)


def _middle_of(image: QImage) -> float:
    """Returns how far the ink stands to the right of an image's middle."""
    ink = [(x, image.pixelColor(x, y).alpha()) for x in range(image.width()) for y in range(image.height())]
    return sum(x * alpha for x, alpha in ink) / sum(alpha for _, alpha in ink) - (image.width() - 1) / 2


def test_places_are_thought_from_the_left(qapp: QApplication) -> None:
    assert placed(_WHOLE, QRect(10, 5, 20, 3)) == QRect(10, 5, 20, 3)
    assert begin_bar(_WHOLE, 3, inset=4) == QRect(0, 4, 3, 12)


def test_places_change_sides(from_right: None) -> None:
    assert placed(_WHOLE, QRect(10, 5, 20, 3)) == QRect(70, 5, 20, 3)
    assert begin_bar(_WHOLE, 3, inset=4) == QRect(97, 4, 3, 12)


def test_icons_that_point_onwards_point_to_the_left(from_right: None, icons: Icons) -> None:
    arrow = icons.pixmap("arrow-right", "#000000", 24).toImage()
    upright = icons.pixmap("phone", "#000000", 24).toImage()
    QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    anew = Icons(icons._folder)

    assert _middle_of(arrow) < 0 < _middle_of(anew.pixmap("arrow-right", "#000000", 24).toImage())
    assert upright == anew.pixmap("phone", "#000000", 24).toImage()


def test_a_plate_begins_at_the_right(from_right: None, theme: Theme, window: QWidget) -> None:
    plate = Plate(theme, "Assessment")
    plate.setParent(window)
    plate.resize(700, 116)
    plate.show_answer("danger", "loud", "octagon-x", "Do not contact", "Known litigator")
    plate.show()

    assert _inked(plate, theme.color("danger.on")).right() > 700 - 30
    assert plate.word_label.geometry().right() > 500


def test_a_check_begins_at_the_right_and_ends_with_its_times(from_right: None, theme: Theme, window: QWidget) -> None:
    card = CheckCard(theme, "Data quality", "…", height=TALL)
    card.setParent(window)
    card.resize(900, TALL)
    card.show_state("no block returned", "Valid", [Fact("Line", "Mobile")], answered="22:03 UTC")

    rows = card.rows()
    assert rows.times.right() < rows.reason.left() < rows.state.left() < rows.tile.left() < 900
    assert card.fact_at(rows.facts.center()) is None  # one short fact stands at the right
    assert card.fact_at(rows.facts.topRight()) == Fact("Line", "Mobile")


def test_facts_go_on_to_the_left(from_right: None, theme: Theme) -> None:
    flow = FactFlow(theme)
    flow.set_facts([Fact("Line", "Mobile"), Fact("State", "CO")])

    (label, value), (next_label, _next_value) = flow.places(400)

    assert label.right() == 399
    assert next_label.right() < value.left() < value.right() < label.left()


def test_the_hours_of_a_week_go_on_to_the_left(from_right: None, theme: Theme, window: QWidget) -> None:
    model = CampaignWeekModel(6)
    week = WeekMap(theme, model)
    week.setParent(window)
    week.resize(500, week.height())
    week.show()

    assert week.table.geometry().left() == 0
    assert week.table.geometry().right() < 499
    assert model.headerData(0, Qt.Orientation.Vertical) == "Sunday"
    week.table.setCurrentIndex(model.index(0, 0))
    cell = week.table.visualRect(model.index(0, 0))
    assert cell.contains(_inked(week.table, theme.color("text3")).center())


def test_a_row_can_be_chosen_where_columns_fill_the_table(from_right: None, theme: Theme, window: QWidget) -> None:
    table = QTableView(window)
    table.setModel(QStandardItemModel(3, 2))
    prepare_table(table, theme, "Leads")
    table.setColumnHidden(0, True)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    table.resize(400, 200)
    table.show()

    choose_row(table, 2)

    assert (table.currentIndex().row(), table.currentIndex().column()) == (2, 1)
    assert [index.row() for index in table.selectionModel().selectedRows()] == [2]


def test_the_lines_beside_rail_and_panel_change_sides(from_right: None, theme: Theme, qapp: QApplication) -> None:
    theme.set_zoom(1.25)

    sheet = qapp.styleSheet()
    assert "border-left: 1px" in sheet.partition('surface="rail"')[2].partition("}")[0]
    assert "border-right: 1px" in sheet.partition('surface="panel"')[2].partition("}")[0]


def test_margins_change_sides_too(from_right: None) -> None:
    assert margins(16, 1, 8, 2) == QMargins(8, 1, 16, 2)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("שלום +1 (720) 555-0104, עולם", "שלום \u2066+1 (720) 555-0104\u2069, עולם"),
        ("2026-11-21 19:04:11 UTC", "\u20662026-11-21 19:04:11 UTC\u2069"),
        ("(נכון 21), 22:03 UTC", "(נכון 21), \u206622:03 UTC\u2069"),
        ("א (3 of 4) ב", "א \u2066(3 of 4)\u2069 ב"),
        ("א -5%. ב", "א \u2066-5%\u2069. ב"),
        ("א ((3) 4", "א (\u2066(3) 4\u2069"),
        ("Practice floor", "Practice floor"),
        ("5 שעות", "5 שעות"),
        ("outside\u2066 and \u2069 in\u202e", f"outside and  in{UNSHOWABLE_MARK}"),
    ],
)
def test_numbers_hold_together(from_right: None, text: str, shown: str) -> None:
    assert marked(text) == shown
    assert marked(shown) == shown
    assert "\u2066" not in let_go(shown)


def test_nothing_is_held_together_where_one_reads_from_the_left() -> None:
    assert marked("Call +1 (720) 555-0104") == "Call +1 (720) 555-0104"
    assert marked("a\u2066b") == f"a{UNSHOWABLE_MARK}b"
