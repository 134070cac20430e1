"""The latest load outcome reads here as it does in *Enter lead*, and whole."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from leaddesk.services.answered import AnsweredLead
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.check_number.plates import OutcomePlate
from tests.ui.check_number.desk import Place, outcome
from tests.ui.verdict import samples


@pytest.mark.parametrize(
    ("lead", "word"),
    [(samples.partly_done(), "Loaded, partly done"), (samples.held(), "Loaded, nobody will dial it")],
)
async def test_a_load_left_partly_undone_is_no_whole_one(place: Place, lead: AnsweredLead, word: str) -> None:
    place.view.page.show_outcome(lead, samples.NOW)
    assert outcome(place) == word


@pytest.mark.parametrize("word", ["Loaded, partly done", "Loaded, nobody will dial it"])
def test_the_longest_word_fits(theme: Theme, qtbot: QtBot, word: str) -> None:
    plate = OutcomePlate(theme)
    qtbot.addWidget(plate)
    plate.show_word(word, "by M. Reyes, 2 h ago")
    plate.show()
    label = plate.word_label
    assert label.width() >= label.fontMetrics().horizontalAdvance(word)
    assert plate.rect().contains(label.geometry())
