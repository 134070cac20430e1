"""The pieces around the places: rail, strip, message, jobs, tabs, buttons, dialog, tables."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QColor, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QPushButton,
    QScrollBar,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.fact_flow import Fact
from leaddesk.ui.widgets.jobs_area import JobsArea
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.message_bar import HEIGHT, MessageBar, MessageKind
from leaddesk.ui.widgets.places_rail import NARROW, PLACES, WIDE, PlacesRail
from leaddesk.ui.widgets.strip import EnvironmentStrip
from leaddesk.ui.widgets.tab_pills import TabPills
from leaddesk.ui.widgets.tables import CellDelegate, prepare_table

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
NAMES = ["Check number", "Enter lead", "Search leads", "Campaigns", "History", "Profiles"]


def buttons(widget: QWidget) -> dict[str, QPushButton]:
    """Return the buttons in view by accessible name."""
    return {button.accessibleName(): button for button in widget.findChildren(QPushButton) if not button.isHidden()}


def test_rail_is_a_list_named_places_whose_items_are_the_names(theme: Theme, qtbot: QtBot) -> None:
    rail = PlacesRail(theme)
    qtbot.addWidget(rail)
    interface = QAccessible.queryAccessibleInterface(rail.list)
    assert interface.text(QAccessible.Text.Name) == "Places"
    assert [interface.child(row).text(QAccessible.Text.Name) for row in range(interface.childCount())] == NAMES
    assert [place.name for place in PLACES] == NAMES


def test_rail_tells_the_chosen_place_by_keyboard_and_by_call(theme: Theme, qtbot: QtBot) -> None:
    rail = PlacesRail(theme)
    qtbot.addWidget(rail)
    heard: list[str] = []
    rail.place_chosen.connect(heard.append)
    rail.choose("Enter lead")
    qtbot.keyClick(rail.list, Qt.Key.Key_Down)
    assert heard == ["Enter lead", "Search leads"]
    with pytest.raises(ValueError, match="Dialer"):
        rail.choose("Dialer")


def test_rail_takes_the_narrow_form_with_its_window(theme: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    rail = PlacesRail(theme)
    rail.setParent(window)
    window.resize(1440, 900)
    window.show()
    assert (rail.is_narrow(), rail.width()) == (False, WIDE)
    window.resize(1159, 900)
    assert (rail.is_narrow(), rail.width()) == (True, NARROW)
    window.resize(1160, 900)
    assert not rail.is_narrow()


def test_environment_plate_is_in_capitals(theme: Theme, qtbot: QtBot) -> None:
    rail = PlacesRail(theme)
    qtbot.addWidget(rail)
    rail.set_environment("practice", "Practice floor")
    assert [label.text() for label in rail.findChildren(QLabel)][:2] == ["PRACTICE", "Practice floor"]


def test_strip_is_hatched_only_in_practice(theme: Theme, qtbot: QtBot) -> None:
    strip = EnvironmentStrip(theme)
    qtbot.addWidget(strip)
    strip.resize(200, 6)
    seen = {}
    for environment in ("production", "test", "practice"):
        strip.set_environment(environment)
        image = strip.grab().toImage()
        seen[environment] = strip.height(), len({image.pixel(x, 2) for x in range(image.width())}) > 1
    assert seen == {"production": (4, False), "test": (4, False), "practice": (6, True)}


def test_message_seat_never_changes_its_height(theme: Theme, qtbot: QtBot) -> None:
    bar = MessageBar(theme)
    qtbot.addWidget(bar)
    bar.resize(400, HEIGHT)
    bar.show()
    heights = [bar.height()]
    bar.show_message("error", "A long sentence. " * 30, hint="Do this.")
    heights.append(bar.height())
    bar.clear()
    heights.append(bar.height())
    assert heights == [HEIGHT] * 3


def test_message_is_a_label_with_its_full_text_as_description(theme: Theme, qtbot: QtBot) -> None:
    bar = MessageBar(theme)
    qtbot.addWidget(bar)
    acted: list[str] = []
    bar.show_message(
        "error",
        "<b>Dropped</b>",
        "ECONNRESET\u202e",
        "Try again.",
        action_label="Test connection",
        on_action=lambda: acted.append("x"),
    )
    assert bar.label.accessibleName() == "Message"
    assert bar.label.text() == "<b>Dropped</b> Try again."
    assert bar.label.accessibleDescription() == "<b>Dropped</b> ECONNRESET� Try again."
    assert set(buttons(bar)) == {"Details", "Test connection", "Close"}
    buttons(bar)["Test connection"].click()
    assert acted == ["x"]
    buttons(bar)["Close"].click()
    assert bar.label.text() == bar.label.accessibleDescription() == ""
    assert buttons(bar) == {}


def test_message_is_announced(theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[tuple[str, QAccessible.AnnouncementPoliteness]] = []
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda event: said.append((event.message(), event.politeness()))
    )
    bar = MessageBar(theme)
    qtbot.addWidget(bar)
    bar.show_message("result", "ACTIVE → READY")
    bar.show_message("error", "Dropped.")
    polite = QAccessible.AnnouncementPoliteness
    assert said == [("ACTIVE → READY", polite.Polite), ("Dropped.", polite.Assertive)]


def test_results_give_way_and_errors_stay_until_closed(theme: Theme, qtbot: QtBot) -> None:
    bar = MessageBar(theme)
    qtbot.addWidget(bar)
    shown = []
    messages: list[tuple[MessageKind, str]] = [
        ("error", "Dropped."),
        ("error", "Dropped."),
        ("result", "One"),
        ("result", "Two"),
    ]
    for kind, text in messages:
        bar.show_message(kind, text)
        shown.append(bar.label.text())
    buttons(bar)["Close"].click()
    shown.append(bar.label.text())
    buttons(bar)["Close"].click()
    shown.append(bar.label.text())
    assert shown == ["Dropped.", "Dropped.", "One", "Two", "Dropped.", ""]


def test_details_open_only_where_there_is_more(theme: Theme, qtbot: QtBot) -> None:
    bar = MessageBar(theme)
    qtbot.addWidget(bar)
    bar.resize(700, HEIGHT)
    bar.show()
    bar.show_message("warn", "Slow down.", hint="12 s.")
    assert "Details" not in buttons(bar)
    bar.show_message("warn", "Refused.", "HTTP 503\nfrom example.com", "Wait.")
    buttons(bar)["Details"].click()
    (dialog,) = bar.findChildren(ActDialog)
    assert dialog.windowTitle() == "Refused."
    assert dialog.text_label.text() == "HTTP 503↵from example.com\n\nWait."
    assert dialog.verb is None
    dialog.way_out.click()
    assert not dialog.isVisible()


def test_three_jobs_in_view_then_how_many_more(theme: Theme, qtbot: QtBot) -> None:
    area = JobsArea(theme)
    qtbot.addWidget(area)
    cancelled: list[int] = []
    jobs = [area.start(f"Job {number}", partial(cancelled.append, number)) for number in range(5)]

    def texts() -> list[str]:
        return [label.text() for label in area.findChildren(QLabel) if not label.isHidden() and label.isVisibleTo(area)]

    assert set(texts()) == {"Job 0", "Job 1", "Job 2", "and 2 more"}
    buttons(jobs[1])["Cancel"].click()
    assert cancelled == [1]
    area.finish(jobs[0])
    area.finish(jobs[1])
    assert set(texts()) >= {"Job 2", "Job 3", "Job 4"}
    assert not any("more" in text for text in texts())


def test_a_count_that_comes_moves_no_tab(theme: Theme, qtbot: QtBot) -> None:
    tabs = TabPills(theme, ("Verdict", "Cases", "Raw"), counted=(1,))
    qtbot.addWidget(tabs)
    tabs.show()
    before = [tabs.tabRect(index) for index in range(3)]
    tabs.set_count(1, 3)
    assert [tabs.tabRect(index) for index in range(3)] == before
    tabs.set_count(1, None)
    assert [tabs.tabRect(index) for index in range(3)] == before


def test_counts_stand_beside_the_tab_never_in_its_text(theme: Theme, qtbot: QtBot) -> None:
    tabs = TabPills(theme, ("Verdict", "Cases"))
    qtbot.addWidget(tabs)
    tabs.set_count(1, 3)
    tabs.set_count(1, 12)
    side = TabPills.ButtonPosition.RightSide
    assert tabs.tabText(1) == "Cases"
    pill = tabs.tabButton(1, side)
    assert isinstance(pill, QLabel)
    assert pill.text() == "12"
    tabs.set_count(1, None)
    assert tabs.tabButton(1, side) is None


def test_write_button_wears_its_environment(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "Send lead", icon="send", role="write", main=True)
    qtbot.addWidget(button)
    grounds = []
    for environment in ("production", "test", "practice"):
        button.set_role("write", environment)
        grounds.append(button.grab().toImage().pixelColor(6, 6).name().upper())
    tokens = theme.tokens
    assert grounds == [tokens.production.fill, tokens.test.fill, tokens.practice.fill]
    assert button.accessibleName() == "Send lead"
    button.set_role("plain")
    assert button.grab().toImage().pixelColor(6, 6).name().upper() == tokens.surface


def test_of_two_write_buttons_one_stands_back_in_the_environments_colour(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "Pause campaign", icon="pause", role="write", main=True)
    qtbot.addWidget(button)
    button.set_role("write", "practice")
    button.set_second(True)
    picture = button.grab().toImage()
    assert picture.pixelColor(6, 6).name().upper() == theme.tokens.surface
    assert picture.pixelColor(picture.width() // 2, 0).name().upper() == theme.tokens.practice.fill
    button.set_second(False)
    assert button.grab().toImage().pixelColor(6, 6).name().upper() == theme.tokens.practice.fill


def test_disabled_write_button_is_plain_in_every_environment(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "Send lead", role="write")
    qtbot.addWidget(button)
    button.set_role("write", "practice")
    button.setEnabled(False)
    assert button.grab().toImage().pixelColor(6, 6).name().upper() == theme.tokens.window


def test_focus_shows_on_a_filled_button(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "Send lead", role="write")
    qtbot.addWidget(button)
    button.show()
    without = button.grab().toImage()
    size = button.sizeHint()
    button.setFocus()
    button.activateWindow()
    qtbot.waitUntil(button.hasFocus)
    assert button.grab().toImage() != without
    assert button.sizeHint() == size


@pytest.mark.parametrize("focus_way_out", [True, False])
def test_act_dialog_asks_without_a_nested_loop(theme: Theme, qtbot: QtBot, focus_way_out: bool) -> None:
    answers: list[int] = []
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = ActDialog(
        theme,
        window,
        "Pause Spring outreach in workspace 90",
        "Texts stop.",
        [Fact("Campaign", "Spring\noutreach")],
        verb="Pause",
        focus_way_out=focus_way_out,
    )
    dialog.finished.connect(answers.append)
    dialog.open()
    assert dialog.windowTitle() == dialog.accessibleName() == "Pause Spring outreach in workspace 90"
    assert dialog.width() == 480
    assert [button.text() for button in dialog.findChildren(QPushButton)] == ["Cancel", "Pause"]
    assert "Spring↵outreach" in {label.text() for label in dialog.findChildren(QLabel)}
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    expected = QDialog.DialogCode.Rejected if focus_way_out else QDialog.DialogCode.Accepted
    assert answers == [expected.value]


def test_escape_is_the_way_out(theme: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = ActDialog(theme, window, "Send again?", "It may call twice.", verb="Send", focus_way_out=False)
    answers: list[int] = []
    dialog.finished.connect(answers.append)
    dialog.open()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert answers == [QDialog.DialogCode.Rejected.value]


@pytest.mark.parametrize("zoom", [1.0, 1.5])
def test_a_dialog_is_as_high_as_its_words_and_grows_with_what_is_said_later(
    theme: Theme, qtbot: QtBot, zoom: float
) -> None:
    theme.set_zoom(zoom)
    window = QWidget()
    qtbot.addWidget(window)
    dialog = ActDialog(theme, window, "Settle", "Your answer goes into the history. " * 4, verb="Settle")
    window.resize(1024, 700)
    dialog.take_width(560)
    mistake = plain_label("Line 2 is not as it was printed, and it is told in as many words as it takes. " * 2)
    mistake.setWordWrap(True)
    mistake.hide()
    dialog.add(plain_label("Reason"), mistake)
    dialog.open()
    before = dialog.height()
    words = dialog.text_label
    assert words.height() >= words.heightForWidth(words.width())
    mistake.show()
    qtbot.waitUntil(lambda: dialog.height() > before)
    assert mistake.height() >= mistake.heightForWidth(mistake.width())
    assert not any(bar.isVisible() for bar in dialog.findChildren(QScrollBar))
    grown = dialog.height()
    mistake.hide()
    QApplication.processEvents()
    assert dialog.height() == grown


def test_table_keeps_each_cells_ink_when_chosen(theme: Theme, qtbot: QtBot) -> None:
    view = QTableView()
    qtbot.addWidget(view)
    model = QStandardItemModel(1, 2, view)
    item = QStandardItem("Do not contact")
    item.setForeground(QColor(theme.tokens.danger.text))
    model.setItem(0, 1, item)
    view.setModel(model)
    prepare_table(view, theme, "Exchanges", row_height=30)
    delegate = view.itemDelegate()
    assert isinstance(delegate, CellDelegate)
    option = QStyleOptionViewItem()
    delegate.initStyleOption(option, model.index(0, 1))
    assert option.palette.highlightedText().color().name().upper() == theme.tokens.danger.text
    assert view.accessibleName() == "Exchanges"
    assert view.rowHeight(0) == 30
    theme.set_zoom(1.5)
    assert view.verticalHeader().defaultSectionSize() == 45
