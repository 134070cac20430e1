"""What Enter does in the question before an act: it pauses; it activates only where somebody has gone to the verb."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from leaddesk.domain.act import PAUSES, Act
from leaddesk.domain.profile import Environment
from tests.ui.campaigns.desk import Place, dialog, until
from tests.ui.campaigns.samples import nine

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", r"raise\(\)", "grabbing the")
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@pytest.fixture(params=[Environment.PRACTICE, Environment.PRODUCTION], ids=["practice", "production"])
async def place(theme, qtbot, request) -> AsyncIterator[Place]:
    place = Place(theme, environment=request.param)
    await place.sign_in()
    place.show()
    await place.rest()
    yield place
    await place.close()


async def ask(place: Place, act: Act, name: str = "Renewal reminder"):
    """Returns the question before an act, as it is when somebody may press a key."""
    place.choose(name)
    place.view.act(act, "Spring" if act in (Act.PAUSE_LIST, Act.ACTIVATE_LIST) else "")
    asked = dialog(place.view)
    asked.activateWindow()
    await until(asked.isActiveWindow, "the question to be active")
    await until(asked.focusWidget, "the focus")
    return asked


def held_enter() -> QKeyEvent:
    enter, none = Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier
    return QKeyEvent(QEvent.Type.KeyPress, enter, none, "\r", autorep=True)


@pytest.mark.parametrize("key", ENTER)
@pytest.mark.parametrize("act", [Act.PAUSE, Act.PAUSE_LIST])
async def test_enter_pauses_and_sends_one_act(place, act, key):
    asked = await ask(place, act, "Spring outreach")
    QTest.keyClick(asked.focusWidget(), key)
    await until(lambda: place.change.deeds, "the deed")
    (deed,) = place.change.deeds
    assert deed.request.order.act is act
    assert deed.request.order.campaign_id == nine()[0].id
    assert deed.request.operator == "Robin"
    assert deed.request.before == nine()[0]


@pytest.mark.parametrize("key", ENTER)
@pytest.mark.parametrize("act", [Act.ACTIVATE, Act.ACTIVATE_LIST])
async def test_enter_cancels_an_activation(place, act, key):
    asked = await ask(place, act)
    QTest.keyClick(asked.focusWidget(), key)
    await until(lambda: not asked.isVisible(), "the end of the question")
    await asyncio.sleep(0.01)
    assert place.change.deeds == []


@pytest.mark.parametrize("act", [Act.PAUSE, Act.ACTIVATE_LIST])
async def test_enter_presses_the_button_that_has_the_focus_whatever_the_default_is(place, act):
    asked = await ask(place, act)
    asked.way_out.setFocus()
    QTest.keyClick(asked.way_out, Qt.Key.Key_Return)
    assert not asked.isVisible()
    assert place.change.deeds == []
    asked = await ask(place, act)
    asked.verb.setFocus()
    QTest.keyClick(asked.verb, Qt.Key.Key_Return)
    assert [deed.request.order.act for deed in place.change.deeds] == [act]


async def test_enter_held_down_activates_nothing(place):
    asked = await ask(place, Act.ACTIVATE_LIST)
    asked.verb.setFocus()
    QApplication.sendEvent(asked.verb, held_enter())
    assert asked.isVisible()
    assert place.change.deeds == []


async def test_only_an_activation_on_production_asks_for_the_name(place):
    for act in (Act.PAUSE, Act.PAUSE_LIST, Act.ACTIVATE_LIST, Act.ACTIVATE):
        asked = await ask(place, act)
        wanted = act is Act.ACTIVATE and place.environment is Environment.PRODUCTION
        assert (asked.typed is not None) is wanted
        assert asked.verb.isEnabled() is not wanted
        assert (asked.verb if act in PAUSES else asked.way_out).isDefault()
        asked.reject()


@pytest.mark.parametrize("place", [Environment.PRODUCTION], indirect=True)
async def test_enter_after_the_name_goes_to_the_verb_and_only_there_it_activates(place):
    asked = await ask(place, Act.ACTIVATE)
    asked.typed.setFocus()
    QTest.keyClicks(asked.typed, "Renewal")
    QTest.keyClick(asked.typed, Qt.Key.Key_Return)
    assert asked.isVisible(), "a name that is not whole cancels nothing"
    assert asked.typed.hasFocus()
    QTest.keyClicks(asked.typed, " reminder")
    QTest.keyClick(asked.typed, Qt.Key.Key_Return)
    assert asked.isVisible()
    assert asked.verb.hasFocus()
    assert place.change.deeds == []
    QTest.keyClick(asked.verb, Qt.Key.Key_Return)
    assert [deed.request.order.act for deed in place.change.deeds] == [Act.ACTIVATE]
