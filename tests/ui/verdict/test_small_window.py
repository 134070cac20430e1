"""The verdict beside the form of a small window: nothing in it grows, and what is to be done stands in view."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from leaddesk.domain.errors import AnswerLost
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.enter_lead.place import EnterLeadPlace
from leaddesk.ui.views.settle_dialog import UnknownSteps
from leaddesk.ui.views.verdict import VerdictView
from leaddesk.ui.views.verdict.verdict_page import VerdictPage
from tests.services.desk import Desk
from tests.ui.verdict import samples

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
WIDTH, HEIGHT = 529, 614
"""Of the verdict in a window of 1024 by 700."""


@pytest.fixture
def view(theme, qtbot):
    view = VerdictView(theme, LocalTimes(ZoneInfo("America/New_York")))
    qtbot.addWidget(view)
    view.resize(WIDTH, HEIGHT)
    view.show()
    return view


@pytest.fixture
def page(view):
    return view.findChild(VerdictPage)


def test_a_block_that_is_too_wide_makes_the_page_no_wider_than_itself(view, page, qtbot):
    block = QWidget()
    block.setMinimumWidth(WIDTH + 100)
    view.add_block(block)
    view.show_answered(samples.no_checks(), samples.NOW)
    qtbot.wait(50)  # each round of the layout had made it a little wider, for ever
    assert WIDTH + 100 <= page.width() <= WIDTH + 150


async def test_the_steps_to_settle_stand_in_view_whatever_the_destination_is_called(view, page, theme, qtbot):
    desk = Desk()
    await desk.send(AnswerLost("The connection broke.", "It may be loaded.", "Look first."))
    exchange = desk.journal.exchange(1)
    opening = replace(exchange.opening, destination_name="The list of the spring campaign for the northern branches")
    steps = UnknownSteps(theme)
    view.add_block(steps)
    steps.show_exchange(replace(exchange, opening=opening), refused_again=True)
    view.show_answered(samples.no_checks(), samples.NOW)
    area = page.parentWidget()
    qtbot.waitUntil(lambda: steps.height() > 100)
    assert page.width() <= area.width()
    assert steps.mapTo(area, steps.rect().bottomRight()).y() <= area.height()


async def test_without_room_the_buttons_stand_below_the_words(theme, qtbot):
    desk = Desk()
    await desk.send(AnswerLost("The connection broke.", "It may be loaded.", "Look first."))
    steps = UnknownSteps(theme)
    qtbot.addWidget(steps)
    steps.show_exchange(desk.journal.exchange(1))
    steps.show()
    for width, beside in ((WIDTH, True), (steps.minimumSizeHint().width(), False), (WIDTH, True)):
        steps.resize(width, 400)
        said = next(one for one in steps.findChildren(QLabel) if one.text().startswith("Say what you found"))
        words, buttons = said.parentWidget(), steps.is_there.parentWidget()
        assert words is not None
        assert buttons is not None
        for part in (steps, words, buttons):
            QApplication.sendPostedEvents(part, QEvent.Type.LayoutRequest)
        assert (buttons.x() > words.geometry().right()) is beside, width
        assert (buttons.y() > words.geometry().bottom()) is not beside, width
        assert steps.is_not_there.width() >= steps.is_not_there.sizeHint().width()
    steps.show_exchange(desk.journal.exchange(1), may_send=False)
    assert not steps.send_anyway.isVisible()


def test_the_verdict_keeps_its_least_width_when_another_zoom_is_chosen(theme, qtbot):
    place = EnterLeadPlace(theme)
    qtbot.addWidget(place)
    verdict = VerdictView(theme, LocalTimes(ZoneInfo("America/New_York")))
    place.add_verdict(verdict)
    least = verdict.minimumWidth()
    theme.set_zoom(2.0)
    assert verdict.minimumWidth() == 2 * least
    theme.set_zoom(1.0)
    assert verdict.minimumWidth() == least
