"""A mistake inside LeadDesk: its report can be copied, the draft is saved, and the rest goes on working."""

import asyncio
import gc
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from leaddesk.app.bugs import Bugs
from leaddesk.app.desk import Desk
from leaddesk.infra.build_stamp import version_words
from leaddesk.ui.views.bug_dialog import BugDialog
from leaddesk.ui.views.enter_lead.drafts import DRAFT
from tests.app.conftest import at_the_window, described, field, send, until

NAME = " ".join(("Robin", "Canary"))
LOGGER = "leaddesk.app.bugs"


@pytest.fixture
async def caught(practice_desk: Desk) -> AsyncIterator[Desk]:
    with practice_desk.bugs.caught():
        yield practice_desk


async def report_of(desk: Desk) -> BugDialog:
    await until(lambda: desk.bugs.dialog is not None, "the report")
    dialog = desk.bugs.dialog
    assert dialog is not None
    return dialog


def fail() -> None:
    raise ValueError(NAME)


async def in_slot() -> None:
    QTimer.singleShot(0, fail)


async def in_thread() -> None:
    threading.Thread(target=fail).start()


async def in_lost_task() -> None:
    async def lost() -> None:
        fail()

    task = asyncio.ensure_future(lost())
    await asyncio.wait({task})
    del task
    gc.collect()


@pytest.mark.parametrize("somewhere", [in_slot, in_thread, in_lost_task])
async def test_wherever_it_happens_the_report_opens_and_names_no_person(
    caught: Desk, somewhere: Callable[[], Awaitable[None]], expect_log: Callable[..., None]
) -> None:
    expect_log("mistake", logger=LOGGER)
    field(caught, "Phone").setText("720-555-0100")
    await somewhere()
    dialog = await report_of(caught)
    dialog.copy.click()
    report = QGuiApplication.clipboard().text()
    assert report.startswith(f"LeadDesk {version_words()}, practice mode\n")
    assert "ValueError" in report
    assert "in fail" in report
    assert "Place: Enter lead" in report
    for personal in ("Robin", "555", "0100"):
        assert personal not in report.replace("line 555", "")
    await asyncio.sleep(0)
    draft = await caught.use.deferred.load_draft(DRAFT)
    assert "720-555-0100" in draft.values()


async def test_it_leaves_the_rest_working_and_the_keyboard_where_it_was(
    caught: Desk, expect_log: Callable[..., None]
) -> None:
    expect_log("mistake", logger=LOGGER)
    await at_the_window(caught)
    phone = field(caught, "Phone")
    phone.setFocus()
    await in_slot()
    dialog = await report_of(caught)
    assert not dialog.isModal()
    await until(lambda: QApplication.focusWidget() is phone, "the keyboard")
    await send(caught, "720-555-0100")
    assert described(caught.enter.place, "Load outcome").startswith("Loaded")


async def test_the_same_mistake_opens_no_second_report_and_another_one_joins_the_first(
    caught: Desk, expect_log
) -> None:
    expect_log("mistake", logger=LOGGER)
    for _ in range(3):
        QTimer.singleShot(0, fail)
    dialog = await report_of(caught)
    QTimer.singleShot(0, lambda: dict[str, int]()["missing"])
    await until(lambda: "KeyError" in dialog.report.toPlainText(), "the other")
    assert dialog.report.toPlainText().count("Traceback") == 2
    dialog.close_button.click()
    assert caught.bugs.dialog is None


@pytest.mark.parametrize("somewhere", [in_slot, in_thread, in_lost_task])
async def test_a_report_that_cannot_be_shown_is_logged_and_python_prints_nothing(
    caught: Desk,
    somewhere: Callable[[], Awaitable[None]],
    expect_log: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    tried: list[str] = []

    def broken(_self: Bugs, report: str) -> None:
        tried.append(report)
        raise RuntimeError(NAME)

    monkeypatch.setattr(Bugs, "_show", broken)
    expect_log("mistake", logger=LOGGER)
    expect_log("could not be shown", logger=LOGGER)
    await somewhere()
    await until(lambda: tried, "the try")
    await asyncio.sleep(0)
    said = capfd.readouterr()
    assert "Robin" not in said.out + said.err


async def test_afterwards_everything_is_caught_by_who_caught_it_before(practice_desk: Desk) -> None:
    before = sys.excepthook, threading.excepthook
    with practice_desk.bugs.caught():
        assert sys.excepthook is not before[0]
    assert (sys.excepthook, threading.excepthook) == before
