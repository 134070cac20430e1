"""A lead along a route in the window: one form, one destination after the other, a row for each."""

from typing import cast

from PySide6.QtWidgets import QApplication, QComboBox, QGroupBox, QTableView

from leaddesk.app.desk import Desk
from leaddesk.domain.route import OnReview, Route
from leaddesk.ui.models.route_model import ASSESSMENT, DESTINATION, OUTCOME, WHY
from leaddesk.ui.views.before_sending_dialog import BeforeSendingDialog
from leaddesk.ui.views.enter_lead.preview_dialog import PreviewDialog
from leaddesk.ui.views.enter_lead.routes import NAME
from leaddesk.ui.widgets.act_dialog import ActDialog
from tests.app.conftest import after_a_double_click, described, field, type_into, until

NAMES = ("Data quality", "Federal do-not-call", "State do-not-call", "Known litigator")
CLEAN, BLOCKED, SILENT = "7205550100", "7205550101", "7205550107"


async def choose(desk: Desk, on_review: OnReview = OnReview.ASK) -> Route:
    """Keeps a route along three practice destinations and chooses it."""
    ids = tuple(item.id for item in desk.use.profiles.profiles[0].destinations[:3])
    route = Route(id="r1", name="All floors", destination_ids=ids, on_review=on_review)
    assert await desk.use.routes.save(route) == ()
    desk.enter.destination.choose("route r1")
    assert desk.enter.destination.combo.currentText().startswith("Route All floors: Practice APN, then ")
    return route


def send(desk: Desk, number: str) -> None:
    """Types a number and whatever else the destinations of the route ask for, and presses *Send lead*."""
    phone = field(desk, "Phone")
    phone.clear()
    type_into(phone, number)
    for spec in desk.enter.form.schema.fields:
        if spec.required and spec.key != "phone":
            desk.enter.form.load({**desk.enter.form.to_raw(), spec.key: "20001" if spec.key == "zip" else "Testa"})
    desk.enter.footer.send.click()


def cells(desk: Desk, column: int) -> list[str]:
    """Returns what a column of the route's table says."""
    (table,) = (one for one in desk.window.findChildren(QTableView) if one.accessibleName() == NAME)
    assert table.isVisible()
    model = table.model()
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def dialog(kind: type[ActDialog]) -> ActDialog | None:
    """Returns the question that is open."""
    found = QApplication.activeModalWidget()
    return found if isinstance(found, kind) else None


async def test_a_lead_with_no_block_goes_along_the_whole_route(practice_desk):
    await choose(practice_desk)
    send(practice_desk, CLEAN)
    await until(lambda: not practice_desk.enter.in_flight, "the end of the route")
    assert cells(practice_desk, OUTCOME) == ["Loaded"] * 3
    assert cells(practice_desk, ASSESSMENT) == ["No block returned"] * 3
    rows = (await practice_desk.use.browse.find()).rows
    assert [row.destination_name for row in reversed(rows)] == cells(practice_desk, DESTINATION)
    marks = {(await practice_desk.use.deferred.load(row.id)).opening.notes[-1].partition(",")[0] for row in rows}
    assert marks == {"Route All floors"}


async def test_do_not_contact_stops_it_and_what_was_not_sent_is_said(practice_desk):
    await choose(practice_desk)
    send(practice_desk, BLOCKED)
    await until(lambda: not practice_desk.enter.in_flight, "the end of the route")
    assert cells(practice_desk, OUTCOME) == ["Loaded", "Not sent", "Not sent"]
    assert all(text.startswith("Do not contact") for text in cells(practice_desk, WHY)[1:])
    assert len((await practice_desk.use.browse.find()).rows) == 1
    assert described(practice_desk.enter.place, "Assessment").startswith("Do not contact")


async def test_review_asks_with_stop_here_in_focus_and_the_word_counts(practice_desk):
    await choose(practice_desk)
    send(practice_desk, SILENT)
    await until(lambda: dialog(ActDialog), "the question")
    asked = cast("ActDialog", dialog(ActDialog))
    assert asked.windowTitle() == "Go on to Practice Five9"
    assert asked.way_out.isDefault()
    assert described(practice_desk.enter.place, "Assessment").startswith("Review")
    assert cells(practice_desk, OUTCOME) == ["Loaded", "Waiting", "Waiting"]
    asked.accept()
    await until(lambda: (there := dialog(ActDialog)) and there is not asked, "the question after the second")
    cast("ActDialog", dialog(ActDialog)).reject()
    await until(lambda: not practice_desk.enter.in_flight, "the end of the route")
    assert cells(practice_desk, OUTCOME) == ["Loaded", "Loaded", "Not sent"]
    assert "You stopped it there" in cells(practice_desk, WHY)[2]


async def test_cancel_while_it_asks_ends_it_and_takes_the_question_away(practice_desk):
    await choose(practice_desk)
    send(practice_desk, SILENT)
    await until(lambda: dialog(ActDialog), "the question")
    practice_desk.enter.cancel()
    await until(lambda: not practice_desk.enter.in_flight, "the end of the route")
    assert dialog(ActDialog) is None
    assert cells(practice_desk, OUTCOME) == ["Loaded", "Not sent", "Not sent"]


async def test_a_row_shows_its_own_verdict_and_the_next_lead_takes_the_table_away(practice_desk):
    await choose(practice_desk, OnReview.GO_ON)
    send(practice_desk, SILENT)
    await until(lambda: not practice_desk.enter.in_flight, "the end of the route")
    (table,) = (one for one in practice_desk.window.findChildren(QTableView) if one.accessibleName() == NAME)
    assert table.currentIndex().row() == 2
    table.selectRow(0)
    first = (await practice_desk.use.browse.find()).rows[-1]
    assert practice_desk.enter.sending._shown_exchange == first.id
    practice_desk.enter.new_lead()
    assert not table.isVisible()


async def test_the_same_lead_again_asks_once_for_the_whole_route(practice_desk):
    await choose(practice_desk)
    send(practice_desk, CLEAN)
    await until(lambda: not practice_desk.enter.in_flight, "the end of the route")
    await after_a_double_click()
    practice_desk.enter.send()
    await until(lambda: dialog(BeforeSendingDialog), "the question")
    asked = cast("BeforeSendingDialog", dialog(BeforeSendingDialog))
    assert asked.matches is not None
    assert asked.matches.model().rowCount() == 3
    asked.accept()
    await until(lambda: not practice_desk.enter.in_flight, "the end of the route")
    assert cells(practice_desk, OUTCOME) == ["Loaded"] * 3
    assert len((await practice_desk.use.browse.find()).rows) == 6


async def test_preview_shows_each_request_and_sends_nothing(practice_desk):
    await choose(practice_desk)
    type_into(field(practice_desk, "Phone"), CLEAN)
    practice_desk.enter.form.load({**practice_desk.enter.form.to_raw(), "zip": "20001", "first_name": "Testa"})
    practice_desk.enter.preview()
    shown = practice_desk.window.findChild(PreviewDialog)
    assert isinstance(shown, PreviewDialog)
    assert isinstance(shown.which, QComboBox)
    assert shown.which.count() == 3
    first = shown.request.toPlainText()
    shown.which.setCurrentIndex(1)
    assert shown.request.toPlainText() != first
    assert "POST" in first
    shown.reject()
    assert not (await practice_desk.use.browse.find()).rows


async def test_a_route_with_a_destination_that_is_gone_says_so_and_sends_nothing(practice_desk):
    route = await choose(practice_desk)
    profile = practice_desk.use.profiles.profiles[0]
    await practice_desk.use.profiles.delete_destination(profile.id, route.destination_ids[1])
    assert practice_desk.enter.destination.target.route == route
    assert not practice_desk.enter.footer.send.isEnabled()
    assert "no longer there" in practice_desk.enter.footer.hint


async def test_places_are_held_for_checks_where_any_destination_brings_some(practice_desk):
    combo = practice_desk.enter.destination.combo
    cards = [box for box in practice_desk.enter.verdict.findChildren(QGroupBox) if box.accessibleName() in NAMES]
    held = {}
    for at in range(combo.count()):
        combo.setCurrentIndex(at)
        held[combo.currentText().split(",")[0]] = [card.isVisible() for card in cards]
    assert held["Practice APN"] == held["Route Practice round: Practice APN"] == [True] * 4
    assert held["Practice Croco-Dial"] == held["Practice Lupitor"] == [False] * 4
