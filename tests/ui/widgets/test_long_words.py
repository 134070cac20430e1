"""Words of another language are longer: rows break, headings and tabs say in a tool tip what is cut of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QHelpEvent, QStandardItemModel
from PySide6.QtWidgets import QApplication, QHeaderView, QTableView, QToolTip, QWidget

from leaddesk import language
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.places_rail import NARROW, WIDE, PlacesRail
from leaddesk.ui.widgets.plate import HEIGHTS, Plate
from leaddesk.ui.widgets.tab_pills import TabPills
from leaddesk.ui.widgets.tables import LEAST_COLUMN, prepare_table
from tests.helpers.fitting import misfits

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
_LONG = "Überwachungseinrichtungsgegenstände"


class _Longer:
    """A catalogue of texts that are half as long again."""

    def gettext(self, message: str, /) -> str:
        return f"{message} {message[: len(message) // 2]}"

    def ngettext(self, msgid1: str, msgid2: str, n: int, /) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@pytest.fixture
def longer() -> Iterator[None]:
    language.use(_Longer(), "de")
    yield
    language.use(None)


def _tip_at(widget: QWidget, place: QPoint) -> str:
    QToolTip.hideText()
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, place, widget.mapToGlobal(place)))
    return QToolTip.text()


def test_a_heading_that_is_cut_says_itself_in_its_tool_tip(theme: Theme, window: QWidget) -> None:
    model = QStandardItemModel(1, 2)
    model.setHorizontalHeaderLabels([_LONG, "City"])
    table = QTableView(window)
    table.setModel(model)
    prepare_table(table, theme, "Leads", least_column=LEAST_COLUMN)
    table.resize(230, 100)
    header = table.horizontalHeader()
    header.resizeSection(1, 200)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    table.show()

    assert header.sectionSize(0) == theme.px(LEAST_COLUMN)
    assert _tip_at(header.viewport(), QPoint(header.sectionPosition(1) + 20, 8)) == ""
    assert _LONG in _tip_at(header.viewport(), QPoint(20, 8))


def test_tabs_without_room_end_in_dots_and_say_their_words(theme: Theme, window: QWidget) -> None:
    tabs = TabPills(theme, ("Verdict", _LONG, "Raw"))
    tabs.setParent(window)
    tabs.resize(tabs.sizeHint())
    tabs.show()
    assert [tabs.tabToolTip(at) for at in range(3)] == ["", "", ""]

    tabs.resize(QSize(tabs.sizeHint().width() - 120, tabs.height()))

    assert tabs.tabRect(2).right() < tabs.width()
    assert tabs.tabToolTip(1) == _LONG
    tabs.set_count(1, 3)
    assert tabs.tabToolTip(1) == f"{_LONG}: 3"


@pytest.mark.parametrize("grade", ["quiet", "even"])
def test_a_plate_whose_word_fills_it_gives_its_reason_below(theme: Theme, window: QWidget, grade) -> None:
    plate = Plate(theme, "Load outcome")
    plate.setParent(window)
    plate.show_answer("warn", grade, "copy", "Dublettenverdachtsfall mit Vorbehalt", "Wurde nicht noch einmal geladen")
    plate.resize(460, theme.px(HEIGHTS[grade]))
    plate.show()

    word = plate.word_label.geometry()
    assert plate.rect().contains(word)
    assert plate._why_place.top() >= word.bottom()
    assert plate.rect().contains(plate._why_place)


def test_a_loud_word_too_long_for_its_plate_is_smaller_and_whole(theme: Theme, window: QWidget) -> None:
    plate = Plate(theme, "Assessment")
    plate.setParent(window)
    plate.resize(460, theme.px(HEIGHTS["loud"]))
    plate.show()
    uses = []
    for word in ("Do not contact", "Auf gar keinen Fall anrufen", "Unter keinen Umständen anrufen"):
        plate.show_answer("danger", "loud", "octagon-x", word, "Klagt")
        use, _ink = plate.word_look()
        uses.append(use)
        assert theme.extent(word, use).width() <= plate.word_label.width()

    assert uses == ["loud_narrow", "even", "quiet"]


def test_the_rail_is_as_wide_as_its_words(longer: None, theme: Theme, window: QWidget) -> None:
    rail = PlacesRail(theme)
    rail.setParent(window)
    rail.set_environment("practice", "Practice floor")
    rail.show()
    for width, usual in ((1440, WIDE), (1024, NARROW)):
        window.resize(width, 700)
        rail.resize(rail.minimumWidth(), 600)
        assert rail.width() > theme.px(usual)
        assert misfits(rail) == []


def test_in_english_the_rail_is_as_it_was_drawn(theme: Theme, window: QWidget) -> None:
    rail = PlacesRail(theme)

    assert rail.minimumWidth() == theme.px(WIDE)
    assert rail.layoutDirection() is Qt.LayoutDirection.LeftToRight
    rail.setParent(window)
