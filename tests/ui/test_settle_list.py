"""*Settle* of an act on a list: its own answers, and no word of a load or of a number."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QLabel, QRadioButton

from leaddesk.domain.act import Act
from leaddesk.domain.exchange import Exchange
from leaddesk.services.settle_unknown import Finding, OpenUnknown
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.settle_dialog import SettleDialog
from tests.infra.history_samples import opening
from tests.services.fakes import FakeClock

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
LOOK = "A list cannot be read again: look at it in Pure CallerID (Spring, list “May”)."


def opened(qtbot, theme, window) -> SettleDialog:
    act = opening(act=Act.PAUSE_LIST.value, number="", destination_name="Spring, list “May”", dialer="")
    unknown = OpenUnknown(Exchange(7, act), LOOK)
    made = SettleDialog(theme, window, unknown, LocalTimes(ZoneInfo("America/New_York")), FakeClock())
    made.open()
    qtbot.waitExposed(made)
    return made


def test_it_says_where_to_look_and_nothing_of_a_load(qtbot, theme, window):
    dialog = opened(qtbot, theme, window)
    said = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert f"{LOOK} Your answer and your name go into the history. Nothing is sent." in said
    assert "Pause list" in said
    assert any("Spring, list “May”" in text for text in said)
    assert "Number" not in said
    assert not [text for text in said if "load" in text.lower()]


@pytest.mark.parametrize(("answer", "done"), [("It was done", True), ("It was not done", False)])
def test_the_answer_is_handed_on(qtbot, theme, window, answer, done):
    dialog = opened(qtbot, theme, window)
    assert dialog.verb is not None
    found: list[Finding] = []
    dialog.found.connect(found.append)
    assert not dialog.verb.isEnabled()
    next(one for one in dialog.findChildren(QRadioButton) if one.accessibleName() == answer).click()
    dialog.verb.click()
    assert found == [Finding(exchange_id=7, loaded=done, reason="")]


def test_closing_leaves_it_unknown(qtbot, theme, window):
    dialog = opened(qtbot, theme, window)
    found: list[Finding] = []
    dialog.found.connect(found.append)
    dialog.reject()
    assert found == []
