"""Labels show text literally and keep what does not fit within reach."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.icon_line import IconLine
from leaddesk.ui.widgets.labels import Chip, ElidedLabel, plain_label

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
LONG = "Known litigator: 3 cases. Federal do-not-call: blocked. The record is in the dialer: remove it there."


def test_plain_label_never_reads_markup(theme: Theme, qtbot: QtBot) -> None:
    label = plain_label("<b>bold</b>", use="title", ink="text2")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.font().pixelSize() == 16
    assert label.palette().color(label.foregroundRole()) == theme.color("text2")


def test_elided_label_keeps_its_full_text_and_explains_itself(theme: Theme, qtbot: QtBot) -> None:
    label = ElidedLabel(f"{LONG} <i>&")
    qtbot.addWidget(label)
    label.resize(120, 20)
    label.show()
    assert not label.fits()
    assert label.text() == f"{LONG} <i>&"
    assert label.toolTip() == f"<span>{LONG} &lt;i&gt;&amp;</span>"
    label.resize(2000, 20)
    assert label.fits()
    assert label.toolTip() == ""


@pytest.mark.parametrize("make", [plain_label, ElidedLabel])
def test_a_label_with_a_caption_for_a_name_is_still_read_out(make, theme: Theme, qtbot: QtBot) -> None:
    label = make("12 exchanges")
    qtbot.addWidget(label)
    assert (label.accessibleName(), label.accessibleDescription()) == ("", "")
    label.resize(2000, 20)
    label.setAccessibleName("Count")
    assert label.accessibleDescription() == "12 exchanges"
    say = label.set_text if isinstance(label, ElidedLabel) else label.setText
    say("13 exchanges")
    assert label.accessibleDescription() == "13 exchanges"
    say("")
    assert label.accessibleDescription() == ""
    label.setAccessibleDescription("None was found. Look elsewhere.")
    say("None")
    label.resize(2001, 20)
    assert label.accessibleDescription() == "None was found. Look elsewhere."


def test_a_name_that_says_the_text_is_not_said_twice(theme: Theme, qtbot: QtBot) -> None:
    label = plain_label("Spring outreach")
    qtbot.addWidget(label)
    label.setAccessibleName("Destination Spring outreach")
    assert label.accessibleDescription() == ""


def test_elided_label_wraps_up_to_its_lines(theme: Theme, qtbot: QtBot) -> None:
    label = ElidedLabel(LONG, lines=2)
    qtbot.addWidget(label)
    line = label.fontMetrics().lineSpacing()
    assert label.heightForWidth(5000) == line
    assert label.heightForWidth(120) == 2 * line
    assert label.lines_at(120) > 2
    whole = ElidedLabel(LONG, lines=20)
    qtbot.addWidget(whole)
    assert whole.heightForWidth(120) == whole.lines_at(120) * line
    label.set_text("")
    assert label.lines_at(120) == 0


def test_elided_label_paints_the_ellipsis(theme: Theme, qtbot: QtBot) -> None:
    short, cut = ElidedLabel("Known"), ElidedLabel(LONG)
    for label in (short, cut):
        qtbot.addWidget(label)
        label.resize(90, 20)
    assert short.grab().toImage() != cut.grab().toImage()


def test_elided_label_marks_control_characters(theme: Theme, qtbot: QtBot) -> None:
    label = ElidedLabel("one\ntwo")
    qtbot.addWidget(label)
    assert label.text() == "one↵two"


def test_a_plain_label_marks_what_acts_and_keeps_its_lines(theme: Theme, qtbot: QtBot) -> None:
    label = plain_label("one\u202e\ntwo\x00")
    qtbot.addWidget(label)
    label.setAccessibleName("bell\x07")
    assert (label.text(), label.accessibleName()) == ("one�\ntwo␀", "bell␇")


@pytest.mark.parametrize("first", ["wrap", "text"])
def test_a_word_without_an_end_widens_nothing(theme: Theme, qtbot: QtBot, first: str) -> None:
    label = plain_label()
    qtbot.addWidget(label)
    steps = [lambda: label.setWordWrap(True), lambda: label.setText("W" * 5_000)]
    for step in steps if first == "wrap" else reversed(steps):
        step()
    assert label.minimumWidth() == 1, "which stands for the longest word"
    assert label.toolTip().startswith("<span>WWWW")
    label.setText("words that wrap")
    assert (label.minimumWidth(), label.toolTip(), label.accessibleDescription()) == (0, "", "")


def test_a_text_without_an_end_is_laid_out_as_far_as_it_is_read(theme: Theme, qtbot: QtBot) -> None:
    label = ElidedLabel("W" * 100_000, lines=3)
    qtbot.addWidget(label)
    label.resize(300, 60)
    assert label.text() == "W" * 100_000
    assert not label.fits()
    assert label.lines_at(300) < 400
    assert len(label.toolTip()) < 2_000


def test_icon_line_is_not_there_without_text(theme: Theme, qtbot: QtBot) -> None:
    line = IconLine(theme, "triangle-alert", "warn")
    qtbot.addWidget(line)
    assert line.isHidden()
    line.set_text("Caution: prepaid number")
    assert not line.isHidden()
    assert line.text() == "Caution: prepaid number"


def test_chip_grows_with_zoom(theme: Theme, qtbot: QtBot) -> None:
    chip = Chip(theme, "Plaintiff", family="danger", icon="gavel")
    qtbot.addWidget(chip)
    assert chip.height() == 24
    theme.set_zoom(2.0)
    assert chip.height() == 48
