"""The form of a long route in a small window: *Phone* comes into view for the next lead, and sending moves nothing."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea

from leaddesk.app.desk import Desk
from tests.app.conftest import at_the_window, described, field, type_into, until


def area(desk: Desk) -> QScrollArea:
    """Returns what scrolls the form."""
    return next(one for one in desk.enter.place.findChildren(QScrollArea) if one.isAncestorOf(desk.enter.form))


def is_phone_in_view(desk: Desk) -> bool:
    """Tells whether the whole of *Phone* is in the part of the form that is seen."""
    phone = field(desk, "Phone")
    return phone.visibleRegion().boundingRect() == phone.rect()


async def test_new_lead_brings_phone_into_view_and_sending_moves_nothing(practice_desk):
    window, enter = practice_desk.window, practice_desk.enter
    dialers = (p for p in practice_desk.use.profiles.profiles if p.vendor == "crocodial")
    enter.destination.choose(next(dialers).destinations[0].id)
    window.resize(1024, 700)
    await at_the_window(practice_desk)
    down = area(practice_desk).verticalScrollBar()
    await until(lambda: down.maximum() > 200, "a form longer than the window")
    type_into(field(practice_desk, "Phone"), "7205550100")
    down.setValue(150)
    QTest.mouseClick(enter.footer.send, Qt.MouseButton.LeftButton)
    await until(lambda: not enter.in_flight and enter.verdict.isVisible(), "an answer")
    assert described(enter.place, "Load outcome").startswith("Loaded")
    assert down.value() == 150
    down.setValue(down.maximum())
    assert not is_phone_in_view(practice_desk)
    QTest.mouseClick(enter.footer.new, Qt.MouseButton.LeftButton)
    assert field(practice_desk, "Phone").hasFocus()
    assert is_phone_in_view(practice_desk)
