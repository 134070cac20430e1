"""The calling line and card show a judged clock by word, icon and colour, and keep their height whatever they say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel

from leaddesk.domain.calling import PlaceSource
from leaddesk.domain.calling_clock import judge
from leaddesk.ui.widgets.calling_card import CallingCard
from leaddesk.ui.widgets.calling_line import CallingLine
from leaddesk.ui.widgets.day_bar import DayBar
from tests.domain.calling_samples import (
    DENVER,
    MIAMI,
    NEW_YORK,
    NOWHERE,
    PENSACOLA,
    SHIPPED,
    TORONTO,
    rule,
    says,
    wall,
    with_rules,
)

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
AFTERNOON = wall("America/Denver", "2026-11-21T14:14")
NIGHT = wall("America/Denver", "2026-11-21T22:14")
OPEN = judge([says(DENVER)], SHIPPED, AFTERNOON)
CLOSED = judge([says(DENVER)], SHIPPED, NIGHT)
UNKNOWN = judge([says(TORONTO)], SHIPPED, AFTERNOON)
APART = judge([says(DENVER), says(NEW_YORK, source=PlaceSource.AREA_CODE)], SHIPPED, AFTERNOON)
SPLIT = judge([says(*(replace(place, name="Florida") for place in (PENSACOLA, MIAMI)))], SHIPPED, NIGHT)
SILENT = judge([says(NOWHERE)], SHIPPED, AFTERNOON)


@pytest.fixture(params=[CallingLine, CallingCard])
def widget(qtbot, theme, request):
    made = request.param(theme)
    qtbot.addWidget(made)
    made.resize(420, made.height())
    made.show()
    return made


@pytest.fixture
def line(qtbot, theme):
    made = CallingLine(theme)
    qtbot.addWidget(made)
    made.resize(420, made.height())
    made.show()
    return made


def inks(widget):
    return {label.text(): label.property("ink") for label in widget.findChildren(QLabel) if label.text()}


def icon(widget):
    return next(label.pixmap().toImage() for label in widget.findChildren(QLabel) if not label.pixmap().isNull())


@pytest.mark.parametrize(
    ("clock", "word", "family"),
    [
        (OPEN, "In the calling window", "ok"),
        (CLOSED, "Outside the calling window", "warn"),
        (UNKNOWN, "Calling window not known", "unknown"),
        (None, "Calling window: not known yet", "text3"),
    ],
)
def test_a_state_is_a_word_and_a_colour(widget, clock, word, family):
    widget.show_clock(clock)
    assert widget.clock() is clock
    first = widget.text().splitlines()[0]
    assert first.startswith(word)
    assert inks(widget)[first] == family


def test_each_state_has_an_icon_of_its_own(widget, theme):
    theme.set_choice("contrast")
    shapes = []
    for clock in (OPEN, CLOSED, UNKNOWN):
        widget.show_clock(clock)
        shape = icon(widget)
        alpha = tuple(shape.pixelColor(x, y).alpha() for x in range(shape.width()) for y in range(shape.height()))
        shapes.append(alpha)
    assert len(set(shapes)) == 3, "told apart without colour"


def test_the_full_text_is_the_description_and_the_tool_tip(widget):
    widget.show_clock(APART)
    assert widget.accessibleName() == "Calling window"
    for part in ("2:14 pm MST in Denver, CO", "Zip says Denver, area code says New York.", "16 CFR 310.4(c)", "Mar 31"):
        assert part in widget.accessibleDescription()
        assert part in widget.toolTip()
    widget.show_clock(None)
    assert widget.accessibleDescription().startswith("Calling window: not known yet.")
    assert widget.toolTip() == ""


def test_nothing_moves_whatever_is_said(widget):
    heights = set()
    for clock in (None, OPEN, CLOSED, UNKNOWN, APART, SPLIT, SILENT):
        widget.show_clock(clock)
        heights.add((widget.sizeHint().height(), widget.minimumSizeHint().height()))
    assert len(heights) == 1


def test_disagreement_is_seen_and_warns(widget):
    widget.show_clock(APART)
    last = widget.text().splitlines()[-1]
    assert last.startswith("Zip says Denver, area code says New York.")
    assert inks(widget)[last] == "warn"
    widget.show_clock(OPEN)
    assert inks(widget)[widget.text().splitlines()[-1]] == "text3"


def test_the_line_has_room_for_a_long_disagreement(line):
    sources = ((NEW_YORK, PlaceSource.ZIP), (MIAMI, PlaceSource.AREA_CODE), (NEW_YORK, PlaceSource.STATE))
    three = [says(place, source=source) for place, source in sources]
    line.show_clock(judge(three, SHIPPED, AFTERNOON))
    line.resize(400, line.height())
    (why,) = [label for label in line.findChildren(QLabel) if label.text().startswith("Zip says")]
    assert "Zip says New York, area code says Florida." in why.text()
    assert "Area code says Florida, state says New York." in why.text()
    assert why.lines_at(why.width()) == 2, "one line would cut it"
    assert why.fits()
    assert why.height() >= 2 * why.sizeHint().height()


def test_an_expired_rule_is_seen(widget):
    expired = rule(review_by=rule().checked_on, opens=480, closes=1260)
    widget.show_clock(judge([says(DENVER)], with_rules(expired), wall("America/Denver", "2026-11-23T12:00")))
    assert "it may be out of date" in widget.text()


def test_markup_and_marks_in_what_was_typed_do_nothing(widget):
    widget.show_clock(judge([says(note="No state is called <b>\u202eX</b>.")], SHIPPED, AFTERNOON))
    assert "<b>" not in widget.toolTip()
    assert "&lt;b&gt;" in widget.toolTip()
    assert "\u202e" not in widget.text() + widget.toolTip() + widget.accessibleDescription()


def test_the_line_shortens_its_words_before_it_cuts_a_time(line):
    line.show_clock(SPLIT)
    line.resize(900, line.height())
    assert "Until tomorrow, 8:00 am CST · 11:14 pm CST or 12:14 am EST in Florida" in line.text()
    line.resize(300, line.height())
    assert "Until tomorrow, 8:00 am CST · now 11:14 pm CST" in line.text()
    line.resize(190, line.height())
    assert line.text().splitlines()[1] == "Until tomorrow, 8:00 am CST"
    line.show_clock(None)
    line.resize(300, line.height())
    assert "appears with a number" in line.text()


def test_the_line_counts_down(line):
    line.show_clock(OPEN)
    assert line.text().splitlines()[0] == "In the calling window · 6 h 46 min"


def test_the_card_draws_the_window_and_now(qtbot, theme):
    card = CallingCard(theme)
    qtbot.addWidget(card)
    card.resize(500, 120)
    card.show()
    (bar,) = card.findChildren(DayBar)
    pictures = []
    for clock in (None, UNKNOWN, OPEN, CLOSED, APART):
        card.show_clock(clock)
        pictures.append(bar.grab().toImage())
    assert all(one != other for number, one in enumerate(pictures) for other in pictures[number + 1 :])
    image, middle = pictures[2], round(pictures[2].height() / 4)
    ratio = image.width() / 1440
    assert image.pixelColor(round(600 * ratio), middle) == theme.color("ok.edge")
    assert image.pixelColor(round(300 * ratio), middle) == theme.color("sunken")
    assert image.pixelColor(round(854 * ratio) + 1, 1) == theme.color("text")


def test_the_card_says_when_the_time_is_not_known(qtbot, theme):
    card = CallingCard(theme)
    qtbot.addWidget(card)
    card.show_clock(SILENT)
    assert "Local time not known" in card.text()
    card.show_clock(judge([], SHIPPED, AFTERNOON))
    assert "No zip, state or area code says where this number is." in card.text()


def test_odd_minutes_are_written_out_under_the_bar(qtbot, theme):
    bar = DayBar(theme)
    qtbot.addWidget(bar)
    bar.resize(600, bar.height())
    bar.set_day(((480, 1230),), None)
    half = bar.grab().toImage()
    bar.set_day(((480, 1229),), None)
    assert bar.grab().toImage() != half
    assert bar.sizeHint().height() == bar.height()


def test_hours_without_room_are_left_out_and_never_overlap(qtbot, theme):
    bar = DayBar(theme)
    qtbot.addWidget(bar)
    bar.resize(40, bar.height())
    axis = bar.rect().adjusted(0, bar.height() // 2, 0, 0)
    without = bar.grab(axis).toImage()
    bar.set_day(((660, 780),), None)
    assert bar.grab(axis).toImage() == without
    bar.resize(600, bar.height())
    with_room = bar.grab(bar.rect().adjusted(0, bar.height() // 2, 0, 0)).toImage()
    bar.set_day((), None)
    assert bar.grab(bar.rect().adjusted(0, bar.height() // 2, 0, 0)).toImage() != with_room


def test_both_follow_the_look(widget, theme):
    widget.show_clock(OPEN)
    light = widget.grab().toImage()
    theme.set_choice("dark")
    assert widget.grab().toImage() != light
