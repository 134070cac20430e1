"""The form of a long route in a small window: *Phone* comes into view for the next lead, and sending moves nothing."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea

from leaddesk.app.desk import Desk
from leaddesk.domain.route import Route
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


async def test_another_destination_leaves_the_form_where_it_stands(practice_desk):
    enter = practice_desk.enter
    practice_desk.window.resize(1024, 700)
    await at_the_window(practice_desk)
    dests = {p.vendor: p.destinations[0].id for p in practice_desk.use.profiles.profiles if p.destinations}
    route = Route(id="r1", name="Round", destination_ids=(dests["purecallerid"], dests["crocodial"]))
    assert await practice_desk.use.routes.save(route) == ()
    field(practice_desk, "Phone").setFocus()
    down = area(practice_desk).verticalScrollBar()
    moved: list[int] = []
    down.valueChanged.connect(moved.append)
    enter.destination.choose("route r1")
    await until(lambda: down.maximum() > 200, "a form longer than the window")
    assert moved == []
    assert field(practice_desk, "Phone").hasFocus()
