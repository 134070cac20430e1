"""Notices in the tray: off by default, without a full number, and a press on one leads to the place concerned."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QWidget

from leaddesk.app import notices
from leaddesk.app.desk import Desk
from leaddesk.domain.exchange import ExchangeRow
from leaddesk.domain.verdict import LoadOutcome
from leaddesk.services.stale_verdicts import StaleVerdicts
from leaddesk.ui.notices import gathering
from leaddesk.ui.notices.choice import NoticeChoice
from leaddesk.ui.notices.tray import Tray, tray_is_there
from leaddesk.ui.views.campaigns.seen import CampaignNews
from leaddesk.ui.window_icon import window_icon
from tests.app.conftest import go_to, send, until

pytestmark = pytest.mark.qt_log_ignore(r"does not support raise\(\)")

UNKNOWN = "7205550132"
"""Practice mode answers it with nothing."""


class FakeTray(QObject):
    window_wanted = Signal()
    message_pressed = Signal()
    trays: list[FakeTray] = []  # noqa: RUF012 - one list for a test

    def __init__(self, parent: QWidget, icon: QIcon) -> None:
        super().__init__(parent)
        assert not icon.isNull()
        self.said: list[tuple[str, str]] = []
        self.closed = False
        self.trays.append(self)

    def say(self, title: str, text: str) -> None:
        self.said.append((title, text))

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def trays(monkeypatch: pytest.MonkeyPatch) -> list[FakeTray]:
    """All trays there were; what comes together is told at once."""
    FakeTray.trays.clear()
    monkeypatch.setattr(notices, "Tray", FakeTray)
    monkeypatch.setattr(gathering, "GATHER_S", 0.0)
    monkeypatch.setattr(gathering, "GAP_S", 0.0)
    return FakeTray.trays


async def test_there_is_no_tray_until_somebody_wants_one_and_none_when_it_is_turned_off(practice_desk: Desk, trays):
    assert trays == []
    practice_desk.preferences.keep_notices(NoticeChoice(on=True))
    practice_desk.preferences.keep_notices(NoticeChoice(on=True, stale=False))
    assert len(trays) == 1
    practice_desk.preferences.keep_notices(NoticeChoice())
    assert trays[0].closed
    assert practice_desk.places.on_campaign_news is None


async def test_closing_the_window_ends_leaddesk_with_its_tray(practice_desk: Desk, trays):
    practice_desk.preferences.keep_notices(NoticeChoice(on=True))
    practice_desk.window.close()
    await until(lambda: trays[0].closed, "the end of the tray")


async def test_an_unknown_outcome_is_told_without_its_number_and_leads_to_all_that_are_open(practice_desk, trays):
    desk = practice_desk
    await send(desk, UNKNOWN)
    desk.preferences.keep_notices(NoticeChoice(on=True))
    await until(lambda: trays[0].said, "the notice")
    title, text = trays[0].said[0]
    assert title == "Unknown outcome waiting"
    assert text.startswith("(720) •••-••32, sent ")
    assert "look in the dialer" in text
    trays[0].message_pressed.emit()
    await until(lambda: desk.window.page("History").isVisible(), "History")
    await until(lambda: desk.places.history.model.rowCount() == 1, "the open one")
    assert LoadOutcome.UNKNOWN in desk.places.history.list.filters.query().outcomes
    assert desk.places.history.model.exchange(0).number.endswith(UNKNOWN)


async def test_a_changed_campaign_is_told_and_leads_to_it_unless_its_place_is_in_view(practice_desk: Desk, trays):
    desk = practice_desk
    await go_to(desk, "Campaigns")
    await until(lambda: desk.places.campaigns.board.model.rowCount() > 12, "the board")
    desk.preferences.keep_notices(NoticeChoice(on=True))
    profile = desk.places.campaigns.profile
    chosen = desk.places.campaigns.board.model.row(5).campaign
    change = (CampaignNews(chosen.id, "Spring (720) 555-0132", "status ACTIVE → READY"),)
    await until(desk.window.isActiveWindow, "the window to be active")
    desk.places.campaigns.news.emit(profile, change)
    await go_to(desk, "Enter lead")
    desk.places.campaigns.news.emit(profile, change)
    await until(lambda: trays[0].said, "the notice")
    assert trays[0].said == [
        (
            "Campaign changed",
            "Spring (720) •••-••32: status ACTIVE → READY. "
            "Somebody else may have changed it: look before you rely on it.",
        )
    ]
    trays[0].message_pressed.emit()
    assert desk.window.place == "Campaigns"
    current = desk.places.campaigns.board.current()
    assert current
    assert current.id == chosen.id


async def test_a_stale_verdict_leads_to_its_number_and_a_kind_that_is_not_wanted_is_not_told(
    practice_desk: Desk, trays, monkeypatch: pytest.MonkeyPatch
):
    desk = practice_desk
    await send(desk, UNKNOWN)
    rows = list(await desk.use.deferred.find())[:1]

    async def gone_stale(_self: object) -> list[ExchangeRow]:
        return rows

    monkeypatch.setattr(StaleVerdicts, "gone_stale", gone_stale)
    desk.preferences.keep_notices(NoticeChoice(on=True, unknowns=False))
    await until(lambda: trays[0].said, "the notice")
    title, text = trays[0].said[0]
    assert title == "Verdict went stale"
    assert "0132" not in text
    assert "check again before anybody calls" in text
    trays[0].message_pressed.emit()
    await until(lambda: "555" in desk.places.check_number.bar.field.value(), "the number")
    assert desk.window.place == "Check number"


async def test_nothing_breaks_on_a_desktop_without_a_tray(practice_desk: Desk):
    assert not tray_is_there()
    icon = window_icon(practice_desk._paths.resources / "leaddesk.svg")
    tray = Tray(practice_desk.window, icon)
    tray.say("Campaign changed", "Spring: is gone")
    tray.close()
