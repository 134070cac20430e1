"""*Send anyway*: what it says, in which order, when the verb waits, and that Esc and Enter send nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QTableView, QWidget

from leaddesk.domain.before_sending import CallingDoubt, Concerns
from leaddesk.domain.errors import AnswerLost
from leaddesk.domain.exchange import ExchangeRow
from leaddesk.domain.note import Note, NoteKind
from leaddesk.ui.masking import Masking
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.views.before_sending_dialog import BeforeSendingDialog
from leaddesk.ui.widgets.concern_strip import ConcernStrip
from tests.services.desk import Desk
from tests.services.fakes import FakeClock

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

NOW = FakeClock().now()
HOSTILE = "<b>by letter</b>\u202e"
ASKED = Note(at=NOW - timedelta(days=2), operator="A. Brandt", kind=NoteKind.DO_NOT_CALL, text=HOSTILE)
DOUBT = CallingDoubt("Closed in Denver, CO until 8:00 am MST.")


def match(number: int, phone: str = "+17205550100") -> ExchangeRow:
    return ExchangeRow(
        id=number,
        at=NOW - timedelta(hours=number),
        operator="M. Reyes",
        profile_name="Northside",
        environment="Production",
        destination_name="Spring outreach",
        number=phone,
        outcome="Loaded",
        assessment="Review",
    )


@pytest.fixture
def window(qtbot, theme):
    window = QWidget()
    window.resize(1024, 700)
    qtbot.addWidget(window)
    theme.dress(window)
    window.show()
    window.activateWindow()
    return window


async def open_unknown():
    desk = Desk()
    await desk.send(AnswerLost("The connection broke."))
    return desk.journal.exchange(1)


class Watched(BeforeSendingDialog):
    """Keeps what it told."""

    def __init__(self, *parts) -> None:
        super().__init__(*parts)
        self.told: list[tuple[str, object]] = []
        self.send_anyway.connect(lambda reason: self.told.append(("send", reason)))
        self.settle_requested.connect(lambda exchange: self.told.append(("settle", exchange)))
        self.finished.connect(lambda code: self.told.append(("finished", code)))


def opened(qtbot, theme, window, concerns: Concerns, masking: Masking | None = None) -> Watched:
    order = Desk().order()
    times = LocalTimes(ZoneInfo("America/New_York"))
    dialog = Watched(theme, window, order, concerns, times, FakeClock(), masking)
    dialog.open()
    qtbot.waitExposed(dialog)
    dialog.activateWindow()
    QApplication.processEvents()
    return dialog


def button(dialog: QWidget, name: str) -> QPushButton:
    return next(one for one in dialog.findChildren(QPushButton) if one.accessibleName() == name)


async def test_everything_is_named_the_gravest_first_with_times_and_zone(qtbot, theme, window):
    unknown = await open_unknown()
    dialog = opened(
        qtbot, theme, window, Concerns(asked=ASKED, open_unknowns=(unknown,), matches=(match(1),), calling=DOUBT)
    )
    assert dialog.windowTitle() == "Send anyway"
    strips = sorted(dialog.findChildren(ConcernStrip), key=lambda strip: strip.y())
    assert [strip.accessibleName() for strip in strips] == [
        "Asked not to be called",
        "Outcome unknown: an earlier load of this number is unsettled",
        "Calling window closed",
    ]
    assert strips[0].accessibleDescription() == (
        "Written down by A. Brandt, Nov 19, 2:04 pm EST. Note: <b>by letter</b>�"
    )
    assert strips[1].accessibleDescription().startswith("Sent to Spring outreach, 2:04 pm EST, by M. Reyes. It may be")
    table = dialog.matches
    assert table is not None
    assert strips[1].y() < table.y() < strips[2].y()
    for label in filter(QLabel.text, dialog.findChildren(QLabel)):
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert "\u202e" not in label.text()
    assert dialog.width() <= 1024
    assert dialog.height() <= 700


async def test_where_the_vendor_refuses_a_second_one_it_is_trying_again(qtbot, theme, window):
    def built(concerns: Concerns, *, refused_again: bool = True) -> tuple[str, str, str]:
        times = LocalTimes(ZoneInfo("America/New_York"))
        order = Desk().order()
        dialog = BeforeSendingDialog(theme, window, order, concerns, times, FakeClock(), refused_again=refused_again)
        assert dialog.verb is not None
        told = dialog.findChildren(ConcernStrip)[0].accessibleDescription()
        return dialog.windowTitle(), dialog.verb.text(), told.partition("M. Reyes. ")[2]

    alone = Concerns(open_unknowns=(await open_unknown(),))
    back = "It may be loaded: if it is, it comes back as Duplicate, perhaps from the first try."
    twice = "It may be loaded: sending again may call this person twice. Look in the dialer first."
    assert built(alone) == ("Try again", "Try again", back)
    assert built(replace(alone, matches=(match(1),))) == ("Send anyway", "Send anyway", back)
    assert built(alone, refused_again=False) == ("Send anyway", "Send anyway", twice)


async def test_over_an_open_unknown_the_verb_waits_for_a_reason(qtbot, theme, window):
    dialog = opened(qtbot, theme, window, Concerns(open_unknowns=(await open_unknown(),)))
    verb = button(dialog, "Send anyway")
    assert not verb.isEnabled()
    assert verb.accessibleDescription() == "Give a reason first: the outcome of an earlier load is unknown."
    dialog.reason.combo.setEditText("   ")
    assert not verb.isEnabled()
    dialog.reason.combo.setFocus()
    line = dialog.reason.combo.lineEdit()
    assert line is not None
    QTest.keyClicks(line, "Checked myself")
    assert verb.isEnabled()
    assert verb.accessibleDescription() == ""
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert dialog.told == [], "Enter in the reason neither sends nor throws it away"
    assert QApplication.focusWidget() is verb
    QTest.keyClick(verb, Qt.Key.Key_Space)
    assert set(dialog.told) == {("finished", 1), ("send", "Checked myself")}


def test_a_duplicate_needs_no_reason_and_a_preset_can_be_picked(qtbot, theme, window):
    dialog = opened(qtbot, theme, window, Concerns(matches=(match(1),)))
    assert button(dialog, "Send anyway").isEnabled()
    assert dialog.settle is None
    assert dialog.reason.combo.currentText() == ""
    dialog.reason.combo.setCurrentIndex(1)
    button(dialog, "Send anyway").click()
    assert ("send", "Different person, same number") in dialog.told


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_the_way_out_has_the_focus_and_esc_is_one_too(qtbot, theme, window, key):
    dialog = opened(qtbot, theme, window, Concerns(matches=(match(1),)))
    assert QApplication.focusWidget() is dialog.way_out
    assert dialog.way_out.isDefault()
    QTest.keyClick(dialog.way_out, key)
    assert dialog.told == [("finished", 0)]


async def test_settle_it_first_sends_nothing_and_names_the_oldest(qtbot, theme, window):
    first = await open_unknown()
    dialog = opened(qtbot, theme, window, Concerns(open_unknowns=(first, replace(first, id=7))))
    button(dialog, "Settle it first").click()
    assert set(dialog.told) == {("finished", 0), ("settle", 1)}


@pytest.mark.parametrize(("other", "hidden"), [("+17205550100", True), ("+17205550177", False)])
def test_fifteen_rows_with_zone_in_the_header_and_numbers_only_where_they_differ(qtbot, theme, window, other, hidden):
    rows = tuple(match(number, other if number == 3 else "+17205550100") for number in range(1, 16))
    dialog = opened(qtbot, theme, window, Concerns(matches=rows))
    table = next(one for one in dialog.findChildren(QTableView) if one.accessibleName() == "Sent before")
    model = table.model()
    assert model.rowCount() == 15
    heads = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    shown = [head for at, head in enumerate(heads) if not table.isColumnHidden(at)]
    numbers = [] if hidden else ["Number"]
    assert shown == ["When (EST)", "Profile", "Destination", *numbers, "Outcome", "Assessment"]


def test_an_unknown_window_is_not_called_closed(qtbot, theme, window):
    doubt = CallingDoubt("No place is known.", is_closed=False)
    dialog = opened(qtbot, theme, window, Concerns(calling=doubt))
    (strip,) = dialog.findChildren(ConcernStrip)
    assert strip.accessibleName() == "Calling window not known"


def test_the_reason_is_a_combo_with_its_label(qtbot, theme, window):
    dialog = opened(qtbot, theme, window, Concerns(matches=(match(1),)))
    (combo,) = dialog.findChildren(QComboBox)
    assert combo.accessibleName() == "Reason"
    assert any(label.buddy() is combo and label.text() == "Reason" for label in dialog.findChildren(QLabel))
    assert dialog.reason.need.text() == "optional"


async def test_numbers_are_masked_as_in_the_view_it_comes_from(qtbot, theme, window):
    asked = replace(ASKED, number="+17205550100", text="from 720 555 0100")
    concerns = Concerns(asked=asked, matches=(match(1), match(2, "+17205550177")))
    dialog = opened(qtbot, theme, window, concerns, Masking(on=True))
    assert dialog.matches is not None
    model = dialog.matches.model()
    cells = [
        model.data(model.index(row, column), role)
        for row in range(model.rowCount())
        for column in range(model.columnCount())
        for role in range(Qt.ItemDataRole.UserRole)
    ]
    texts = [text for text in cells if isinstance(text, str)]
    labels = dialog.findChildren(QLabel)
    texts += [text for label in labels for text in (label.text(), label.toolTip(), label.accessibleName())]
    assert not [text for text in texts if "555" in text]
    assert {"(720) •••-••00", "(720) •••-••77"} <= set(texts)
