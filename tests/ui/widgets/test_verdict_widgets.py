"""Plates and cards say their word, keep their height, and can be read and unfolded by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QHelpEvent, QImage
from PySide6.QtWidgets import QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from leaddesk.ui.theme import Theme
from leaddesk.ui.theme.verdict_look import ASSESSMENT_LOOK, OUTCOME_LOOK, STATE_LOOK, grades
from leaddesk.ui.widgets.check_card import LOW, TALL, CheckCard
from leaddesk.ui.widgets.explained import tool_tip
from leaddesk.ui.widgets.fact_flow import LINE_HEIGHT, Fact, FactFlow
from leaddesk.ui.widgets.plate import Plate

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
FACTS = [Fact(f"Field {number}", f"value {number}") for number in range(14)]


MakeCard = Callable[..., CheckCard]


def picture(widget: QWidget) -> QImage:
    """Return what the widget paints."""
    widget.ensurePolished()
    return widget.grab().toImage()


def colours_of(widget: QWidget) -> set[str]:
    """Return every colour the widget paints."""
    image = picture(widget)
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def tips_of(widget: QWidget) -> set[str]:
    """Return the tool tips found all over the widget."""
    found = set()
    for x in range(2, widget.width(), 9):
        for y in range(2, widget.height(), 5):
            place = QPoint(x, y)
            if widget.event(QHelpEvent(QEvent.Type.ToolTip, place, widget.mapToGlobal(place))):
                found.add(QToolTip.text())
    return found


def lines_of(facts: list[Fact], row: CheckCard, width: int) -> int:
    """Return how many lines facts take."""
    flow = FactFlow(row._theme)
    flow.set_facts(facts)
    return flow.lines_at(width)


@pytest.fixture
def card(theme: Theme, qtbot: QtBot) -> MakeCard:
    """Return a maker of cards of a width, each in its own window."""
    windows: list[QWidget] = []

    def make(width: int, height: int = TALL) -> CheckCard:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        column = QVBoxLayout(window)
        column.setContentsMargins(0, 0, 0, 0)
        made = CheckCard(theme, "Data quality", "Is the number valid and in use", height=height)
        column.addWidget(made)
        column.addStretch()
        window.resize(width, 400)
        window.show()
        return made

    return make


@pytest.mark.parametrize("outcome", OUTCOME_LOOK)
@pytest.mark.parametrize("assessment", ASSESSMENT_LOOK)
def test_two_plates_always_fill_182_pixels(theme: Theme, qtbot: QtBot, outcome: str, assessment: str) -> None:
    total = 6
    looks = OUTCOME_LOOK[outcome], ASSESSMENT_LOOK[assessment]
    words = outcome, assessment
    for look, grade, word in zip(looks, grades(outcome, assessment), words, strict=True):
        plate = Plate(theme, "Load outcome")
        qtbot.addWidget(plate)
        plate.show_answer(look.family, grade, look.icon, word, "why", notice="Agent not found")
        total += plate.height()
    assert total == 182


def test_plate_is_named_by_its_caption_and_described_by_its_word(theme: Theme, qtbot: QtBot) -> None:
    plate = Plate(theme, "Load outcome")
    qtbot.addWidget(plate)
    plate.show_answer("danger", "loud", "circle-x", "Rejected", "“no\nsuch list”", notice="Agent not found")
    assert plate.word_label.accessibleName() == "Load outcome"
    assert plate.word_label.accessibleDescription() == "Rejected. “no↵such list”. Agent not found"
    assert plate.word_label.text() == "Rejected"
    plate.show_answer("danger", "loud", "circle-x", "Rejected", "why", description="Rejected: list 7 is full")
    assert plate.word_label.accessibleDescription() == "Rejected: list 7 is full"


def test_plate_refuses_a_green_fill(theme: Theme, qtbot: QtBot) -> None:
    plate = Plate(theme, "Load outcome")
    qtbot.addWidget(plate)
    with pytest.raises(ValueError, match="never"):
        plate.show_answer("ok", "loud", "circle-check", "Loaded", "")


def test_loud_plate_writes_in_its_on_colour(theme: Theme, qtbot: QtBot) -> None:
    plate = Plate(theme, "Assessment")
    qtbot.addWidget(plate)
    plate.show_answer("danger", "loud", "octagon-x", "Do not contact", "why")
    plate.resize(700, plate.height())
    assert plate.word_look() == ("loud", "danger.on")
    inks = colours_of(plate)
    assert theme.color("danger.fill").name() in inks
    assert theme.color("danger.on").name() in inks
    assert inks.isdisjoint({theme.color(role).name() for role in ("text", "text2", "danger.text")})
    plate.resize(500, plate.height())
    assert plate.word_look() == ("loud_narrow", "danger.on")


@pytest.mark.parametrize("width", [820, 560])
def test_why_and_notice_that_are_cut_stand_whole_in_the_tool_tip(theme: Theme, qtbot: QtBot, width: int) -> None:
    plate = Plate(theme, "Assessment")
    qtbot.addWidget(plate)
    plate.resize(width, plate.height())
    long = "<b>why</b> it is so " * 30
    plate.show_answer("warn", "quiet", "copy", "Duplicate", long, notice="short")
    shown = tips_of(plate)
    assert shown == {tool_tip(long)}
    plate.show_answer("warn", "quiet", "copy", "Duplicate", "short")
    assert tips_of(plate) == set()


def test_the_word_is_beside_the_icon_and_never_on_the_reason(theme: Theme, qtbot: QtBot) -> None:
    plate = Plate(theme, "Load outcome")
    qtbot.addWidget(plate)
    for width in (1100, 560, 420):
        plate.resize(width, plate.height())
        for grade in ("quiet", "even", "dashed", "loud"):
            plate.show_answer("unknown", grade, "copy", "Outcome unknown", "why " * 50, notice="notice")
            word = plate.word_label.geometry()
            needed = QFontMetrics(theme.font(plate.word_look()[0])).horizontalAdvance("Outcome unknown")
            assert word.width() >= needed or width < 560
            assert plate.rect().contains(word)


@pytest.mark.parametrize("state", STATE_LOOK)
@pytest.mark.parametrize("height", [TALL, LOW])
def test_card_keeps_its_height_in_every_state(card: MakeCard, state: str, height: int) -> None:
    row = card(800, height)
    assert row.height() == height
    row.show_state(state, "A reason " * 40, FACTS, cautions="Caution: prepaid", answered="2:04 pm EST", fresh="stale")
    assert row.height() == height
    row.wait()
    assert row.height() == height


@pytest.mark.parametrize("state", STATE_LOOK)
def test_card_is_an_accessible_group_that_begins_with_its_state(card: MakeCard, state: str) -> None:
    row = card(800)
    row.show_state(state, "“a\u202ereason”", FACTS[:2], answered="2:04 pm EST")
    interface = QAccessible.queryAccessibleInterface(row)
    assert interface.role() == QAccessible.Role.Grouping
    assert interface.text(QAccessible.Text.Name) == "Data quality"
    description = interface.text(QAccessible.Text.Description)
    assert description.startswith(STATE_LOOK[state].word)
    assert description.endswith("“a�reason”. Field 0 value 0, Field 1 value 1. 2:04 pm EST")


def test_waiting_card_says_what_it_will_answer(card: MakeCard) -> None:
    row = card(800)
    row.show_state("blocked", "reason", FACTS)
    row.wait()
    assert row.accessibleDescription() == "Is the number valid and in use"
    assert row.facts() == ()
    assert picture(row) == picture(card(800))
    row.show_state("blocked", "reason", FACTS)
    assert picture(row) != picture(card(800))


def test_facts_that_do_not_fit_unfold_by_enter_and_click(card: MakeCard, qtbot: QtBot) -> None:
    row = card(800)
    row.show_state("blocked", "reason", FACTS)
    assert row.focusPolicy() & Qt.FocusPolicy.TabFocus
    qtbot.keyClick(row, Qt.Key.Key_Return)
    unfolded, places = row.height(), row.rows()
    assert unfolded > TALL
    assert places.facts.height() >= 20 * lines_of(FACTS, row, places.facts.width())
    assert row.rect().contains(places.facts)
    assert row.fact_at(places.facts.topLeft() + QPoint(3, 3)) == FACTS[0]
    assert row.fact_at(places.facts.topLeft() - QPoint(3, 3)) is None
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert row.height() == TALL


def test_narrow_card_folds_its_facts_and_shows_freshness_below(card: MakeCard, qtbot: QtBot) -> None:
    row = card(540)
    row.show_state("blocked", "reason", FACTS[:2], answered="2:04 pm EST", fresh="no expiry given")
    folded = row.rows()
    assert row.height() == LOW
    assert folded.facts.height() == 0
    assert folded.times.top() >= folded.reason.bottom()
    assert folded.times.left() == folded.reason.left()
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert row.rows().facts.top() >= row.rows().times.bottom()
    assert row.rows().facts.height() > 0
    assert row.height() > LOW


@pytest.mark.parametrize("width", [700, 1100])
def test_wide_card_shows_freshness_at_the_right_of_everything(card: MakeCard, width: int) -> None:
    row = card(width)
    row.show_state(
        "stale", "reason " * 30, FACTS, answered="Nov 19, 2026, 2:04:33 pm EST", fresh="was fresh until 1 pm"
    )
    places = row.rows()
    needed = QFontMetrics(row._theme.font("hint")).horizontalAdvance("Nov 19, 2026, 2:04:33 pm EST")
    assert places.times.width() >= needed
    assert places.times.left() > places.reason.right()
    assert places.fold_mark.left() > places.times.right()
    assert row.rect().contains(places.fold_mark)


def test_what_is_cut_stands_whole_in_the_tool_tip(card: MakeCard) -> None:
    row = card(540)
    row.show_state("blocked", "<b>long</b> reason " * 30, cautions="careful", answered="2:04 pm EST")
    assert tips_of(row) == {tool_tip("<b>long</b> reason " * 30)}
    row.show_state("blocked", "short", answered="2:04 pm EST")
    assert tips_of(row) == set()


def test_a_long_caution_unfolds_too(card: MakeCard, qtbot: QtBot) -> None:
    row = card(700)
    row.show_state("no block returned", cautions="Caution: prepaid number, low activity, and more of the same kind.")
    assert row.rows().caution_lines == 1
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert row.rows().caution_lines == 2
    assert row.rows().caution.height() >= 2 * QFontMetrics(row._theme.font("name")).height()
    assert row.height() > TALL


def test_nothing_to_unfold_means_enter_changes_nothing(card: MakeCard, qtbot: QtBot) -> None:
    row = card(800)
    row.show_state("not returned", "The answer holds no state check.")
    before = row.height()
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert row.height() == before


@pytest.mark.parametrize("zoom", [1.0, 1.5])
def test_state_column_holds_the_widest_word_of_the_running_font(theme: Theme, card: MakeCard, zoom: float) -> None:
    theme.set_zoom(zoom)
    row = card(1600)
    row.show_state("stale", "reason")
    widest = QFontMetrics(theme.font("state")).horizontalAdvance("Not covered by SAN")
    assert row.rows().state.width() >= widest


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
def test_a_card_takes_colours_and_sizes_from_the_look(theme: Theme, card: MakeCard, look: str) -> None:
    row = card(1100)
    row.show_state("blocked", "reason")
    theme.set_choice(look)
    assert {theme.color(role).name() for role in ("surface", "danger.fill", "danger.edge")} <= colours_of(row)
    theme.set_zoom(1.5)
    assert row.height() == round(TALL * 1.5)


def test_facts_flow_within_their_width(theme: Theme, qtbot: QtBot) -> None:
    flow = FactFlow(theme)
    qtbot.addWidget(flow)
    flow.set_facts(FACTS)
    for width in (200, 333, 700):
        places = flow.places(width)
        assert all(value.right() <= width for _, value in places)
        cells = [label.united(value) for label, value in places]
        assert not any(a.intersects(b) for i, a in enumerate(cells) for b in cells[i + 1 :])
    assert flow.lines_at(200) > flow.lines_at(700)
    flow.set_facts([])
    assert flow.lines_at(200) == 0


def test_a_value_too_long_for_a_line_wraps_instead_of_being_cut(theme: Theme, qtbot: QtBot) -> None:
    flow = FactFlow(theme)
    qtbot.addWidget(flow)
    flow.set_facts([Fact("Token", "x" * 300), Fact("After", "yes")])
    (_, token), (after, _) = flow.places(200)
    assert token.right() <= 200
    assert token.height() > 3 * QFontMetrics(theme.font("label")).height()
    assert after.top() >= token.bottom()


@pytest.mark.parametrize("width", [120, 200, 300, 500])
def test_a_value_of_several_lines_is_in_view_to_its_last_one(theme: Theme, qtbot: QtBot, width: int) -> None:
    flow = FactFlow(theme)
    qtbot.addWidget(flow)
    flow.set_facts([Fact("A rule that fired", "Do not contact (Federal do-not-call, Known litigator)")] * 2)
    line = theme.px(LINE_HEIGHT)

    assert flow.heightForWidth(width) % line == 0
    flow.resize(width, flow.heightForWidth(width))
    assert flow.fact_at(QPoint(3, 3)) == flow.facts()[0]
    assert flow.fact_at(QPoint(width - 1, flow.height() + 1)) is None
