"""*Type the recovery key*: a mistake is named while typing, and only a whole key is handed on."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.recovery_key import recovery_lines
from leaddesk.domain.secret import Secret
from leaddesk.ui.views.recovery_key_dialog import RecoveryKeyDialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
KEY = Secret("0f3a" * 16)


@pytest.fixture
def dialog(qtbot, theme):
    window = QWidget()
    qtbot.addWidget(window)
    theme.dress(window)
    window.show()
    problem = StoreProblem("The history's key is not in this keyring.", "There is a history (history.db).")
    made = RecoveryKeyDialog(theme, window, problem)
    made.open()
    return made


def test_it_says_what_happened_and_waits_for_a_whole_key(dialog, qtbot):
    assert dialog.text_label.text().startswith("The history's key is not in this keyring. There is a history")
    assert not dialog.verb.isEnabled()
    assert dialog.mistake.text() == ""
    qtbot.keyClicks(dialog.findChild(QPlainTextEdit), recovery_lines(KEY)[0].lower())
    assert "15 were typed" in dialog.mistake.text()
    assert not dialog.verb.isEnabled()


def test_a_slip_of_the_hand_is_named_with_its_line(dialog):
    lines = recovery_lines(KEY)
    dialog.key.setPlainText("\n".join([lines[0], lines[2], lines[1], lines[3]]))
    assert dialog.mistake.text() == "Line 2 is not as it was printed."
    assert not dialog.verb.isEnabled()


def test_a_whole_key_is_handed_on_and_can_be_corrected_when_it_is_anothers(dialog):
    typed: list[Secret] = []
    dialog.typed.connect(typed.append)
    dialog.key.setPlainText("\n".join(recovery_lines(KEY)))
    dialog.verb.click()
    assert typed == [KEY]
    assert dialog.isVisible()
    assert not dialog.key.isEnabled()
    dialog.say_problem(StoreProblem("This recovery key does not open this history."))
    assert dialog.mistake.text() == "This recovery key does not open this history."
    assert dialog.key.isEnabled()
    dialog.accept()
    assert dialog.key.toPlainText() == ""


def test_a_new_history_can_be_started_instead(dialog, qtbot):
    with qtbot.waitSignal(dialog.anew):
        dialog.aside.click()
    assert not dialog.isVisible()
