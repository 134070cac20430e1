"""*Reveal last four* through the real window: first on record, then on the screen."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton, QTableView, QWidget

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.note import NoteKind
from leaddesk.ui.views.verdict import VerdictView
from tests.app.conftest import go_to, send, until

LITIGATOR = "7205550104"


def last_four(root: QWidget) -> str:
    """What *Case details* shows of the last four digits."""
    tables = (table for table in root.findChildren(QTableView) if table.accessibleName() == "Case details")
    rows = [[table.model().index(row, at).data() for at in (0, 1)] for table in tables for row in range(15)]
    return next((text for label, text in rows if label == "Last four"), "")


def button(root: QWidget, name: str) -> QPushButton:
    return next(one for one in root.findChildren(QPushButton) if one.accessibleName() == name)


async def test_a_reveal_is_on_record_before_it_is_seen(practice_desk):
    await send(practice_desk, LITIGATOR)
    verdict = practice_desk.enter.verdict
    verdict.tabs.setCurrentIndex(1)
    masked = last_four(verdict)
    button(verdict, "Reveal last four").click()
    assert last_four(verdict) == masked != ""
    await until(lambda: last_four(verdict) != masked, "the digits")
    (note,) = await practice_desk.use.deferred.notes(kinds=(NoteKind.REVEALED,))
    assert (note.text, note.exchange_id) == ("Last four digits", 1)

    await go_to(practice_desk, "History")
    history = practice_desk.places.history
    assert last_four(verdict) == masked, "the verdict was left"
    table = next(one for one in history.findChildren(QTableView) if one.accessibleName() == "Exchanges")
    await until(lambda: table.model().rowCount() == 1, "the list")
    table.setCurrentIndex(table.model().index(0, 0))
    history.open_current()
    await until(lambda: [one for one in history.findChildren(VerdictView) if one.isVisible()], "the exchange")
    (opened,) = history.findChildren(VerdictView)
    opened.tabs.setCurrentIndex(1)
    button(opened, "Reveal last four").click()
    await until(lambda: last_four(opened) not in ("", masked), "the digits in History")
    assert len(await practice_desk.use.deferred.notes(kinds=(NoteKind.REVEALED,))) == 2


async def test_what_cannot_be_put_on_record_stays_masked(practice_desk, monkeypatch):
    async def fails(_note: object) -> None:
        raise StoreProblem("The history cannot be written.", "The disk is full.", "Free some space.")

    await send(practice_desk, LITIGATOR)
    verdict = practice_desk.enter.verdict
    verdict.tabs.setCurrentIndex(1)
    masked = last_four(verdict)
    monkeypatch.setattr(practice_desk.use.deferred, "write_note", fails)
    button(verdict, "Reveal last four").click()
    labels = practice_desk.window.findChildren(QLabel)
    message = next(label for label in labels if label.accessibleName() == "Message")
    await until(lambda: "The disk is full" in message.accessibleDescription(), "the message")
    assert last_four(verdict) == masked
    assert button(verdict, "Reveal last four").text() == "Reveal last four…"
