"""The sample history of practice mode, as a person gets it: one press, and there is something to look through."""

from __future__ import annotations

from typing import cast

from PySide6.QtWidgets import QApplication, QLineEdit

from leaddesk.domain.exchange import HistoryQuery
from leaddesk.domain.note import NoteKind
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.practice.samples import SAMPLE_EVENTS, SampleAct
from leaddesk.ui.views.check_number.view import CheckNumberView
from leaddesk.ui.views.history import HistoryView
from leaddesk.ui.views.history.verify_dialog import VerifyDialog
from leaddesk.ui.views.practice_panel import PracticePanel
from tests.app.conftest import at_the_window, go_to, type_into, until

SENT = sum(event.act in (SampleAct.LOAD, SampleAct.CHECK, SampleAct.CANCEL) for event in SAMPLE_EVENTS)


async def add_samples(desk) -> None:
    """Presses the button twice, as an impatient person does, and waits for the end."""
    panel = desk.window.findChild(PracticePanel)
    panel.samples_button.click()
    panel.samples_button.click()
    said = desk.window.messages.label
    await until(lambda: "were added to the history" in said.accessibleDescription(), "the sample history")


async def test_check_number_shows_earlier_checks_and_what_changed(practice_desk):
    await add_samples(practice_desk)
    place = cast("CheckNumberView", await go_to(practice_desk, "Check number"))
    phone = next(one for one in place.findChildren(QLineEdit) if one.accessibleName() == "Phone")
    type_into(phone, "2125550104")
    await until(lambda: place.model.rowCount() == 3, "three earlier checks")
    newest, _, oldest = (place.model.answer(row) for row in range(3))
    assert (newest.then.grade, newest.now.grade) == ("Do not contact", "Do not contact")
    assert (oldest.then.grade, oldest.now.grade) == ("No block returned", "Review")


async def test_history_shows_each_event_once_and_is_as_it_was_written(practice_desk):
    await add_samples(practice_desk)
    place = cast("HistoryView", await go_to(practice_desk, "History"))
    await until(lambda: place.model.rowCount() == SENT, "the rows")
    panel = practice_desk.window.findChild(PracticePanel)
    panel.samples_button.click()
    said = practice_desk.window.messages.label
    await until(lambda: "there already" in said.accessibleDescription(), "the word that nothing was added")
    assert len(await practice_desk.use.deferred.find()) == SENT
    await at_the_window(practice_desk)
    place.list.verify_button.click()
    await until(lambda: isinstance(QApplication.activeModalWidget(), VerifyDialog), "what was found")
    dialog = cast("VerifyDialog", QApplication.activeModalWidget())
    assert dialog.said.text() == "Every entry is as it was written."
    dialog.reject()


async def test_there_is_something_of_everything_to_look_through(practice_desk):
    await add_samples(practice_desk)
    history = practice_desk.use.deferred
    rows = await history.find()
    times = [row.at for row in reversed(rows)]
    assert times == sorted(times)
    assert {row.operator for row in rows} == {"Robin Example", "Sam Person"}
    assert {row.act for row in rows} == {"Load lead", "Check number"}
    for outcome in (LoadOutcome.LOADED, LoadOutcome.REJECTED, LoadOutcome.NOT_SENT):
        assert await history.find(HistoryQuery(outcomes=(outcome,))), outcome
    assert len(await practice_desk.use.settling.queue()) == 2
    kinds = {note.kind for note in await history.notes()}
    assert kinds == {NoteKind.DO_NOT_CALL, NoteKind.OVERRIDDEN, NoteKind.SENT_ANYWAY, NoteKind.REVEALED}
    assert await practice_desk.use.asked.standing("+12065550171")
