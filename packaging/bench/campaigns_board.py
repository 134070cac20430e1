"""*Campaigns* at work: the board painted, polled without news, sorted, filtered, looked through, and all paused.

Fifty pauses are timed from the use-case, from the call until all is read again and written down; the watch rests
meanwhile, and sees one press on the screen. The plain posts run between them, in a process of their own.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from statistics import median
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, SignalInstance
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from leaddesk.app.desk import Desk
from leaddesk.domain.campaign import DAYS, Schedule, SendingWindow
from leaddesk.domain.campaign_acts import is_active
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.services.campaign_board import BoardLook
from leaddesk.ui.models.campaign_words import Column
from leaddesk.ui.views.campaigns import CampaignsView
from leaddesk.ui.views.campaigns.overview_page import OverviewPage

from . import watch
from .campaigns import ACTIVE, BOARD
from .home import BOARD as BOARD_PROFILE
from .home import LOADS
from .painting import SETTLE_S, Painted, bare_table
from .processes import child

_FIRST = 2
"""Rounds not counted."""
_ROUNDS = 7
_POLLS = 4
_MAPS = 200
_CHOSEN = 12
_PAUSES, _POSTS = 5, 2
"""Rounds of *Pause all active*, and of plain posts between every two of them."""
_THEIRS = "plain posts"
"""What is done while the other side has the machine; a stall then is not LeadDesk's."""
_KEY_S = 0.04
_PATIENCE_S = 40


async def drive(desk: Desk, watching: watch.Watch) -> dict[str, Any]:
    """Returns what both sides of each figure took."""
    view = await _go_there(desk)
    found: dict[str, Any] = await _boards(desk, view)
    found |= await _polls(view)
    found["maps"] = await _maps(view)
    await _work(desk, view, watching)
    found |= await _pauses(desk, view, watching)
    longest = max((stall for stall in watching.stalls if stall[1] != _THEIRS), default=(0.0, ""))
    return found | {"longest": longest}


async def _go_there(desk: Desk) -> CampaignsView:
    desk.window.go_to("Campaigns")
    async with asyncio.timeout(_PATIENCE_S):
        while desk.window.awaited_place:  # noqa: ASYNC110 - the window tells nobody
            await asyncio.sleep(SETTLE_S)
    view = desk.places.campaigns
    await _looked(view, lambda: view.bar.choose_profile(BOARD_PROFILE))
    assert view.board.model.rowCount() == BOARD, view.board.model.rowCount()
    return view


async def _looked(view: CampaignsView, act: Callable[[], object]) -> None:
    """Waits for the look that an act begins, and until it is painted."""
    await _told(view.reading.looked, act)
    await asyncio.sleep(SETTLE_S)


async def _told(signal: SignalInstance, act: Callable[[], object]) -> None:
    came = asyncio.Event()
    connected = signal.connect(lambda *_: came.set())
    act()
    await asyncio.wait_for(came.wait(), _PATIENCE_S)
    signal.disconnect(connected)


# ------------------------------------------------------------ painting


async def _boards(desk: Desk, view: CampaignsView) -> dict[str, list[float]]:
    """Returns milliseconds from rows in hand until the board shows them; the chosen campaign stays beside it."""
    ours, theirs, in_hand = [], [], 0.0
    service = desk.use.campaigns.watch
    read = service.read

    async def noting(profile: ConnectionProfile) -> BoardLook:
        nonlocal in_hand
        look = await read(profile)
        in_hand = time.perf_counter()
        return look

    service.read = noting  # type: ignore[method-assign]
    model = view.board.model
    for _ in range(_FIRST + _ROUNDS):
        model.show_rows([])
        await asyncio.sleep(SETTLE_S)
        painted = Painted(view.board.table)
        view.refresh()
        ours.append((await asyncio.wait_for(painted.at, _PATIENCE_S) - in_hand) * 1000)
        await asyncio.sleep(SETTLE_S)
        cells = [tuple(model.shown(row, column).text for column in Column) for row in range(model.rowCount())]
        theirs.append(await bare_table(view.board.table, cells))
    service.read = read  # type: ignore[method-assign]
    return {"board": ours[_FIRST:], "table": theirs[_FIRST:]}


class _Paints(QObject):
    """Counts paints of widgets."""

    def __init__(self, widgets: Sequence[QWidget]) -> None:
        super().__init__()
        self.count = 0
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


async def _polls(view: CampaignsView) -> dict[str, int]:
    """Returns what polls that brought nothing new had painted of the board, and told of its rows."""
    table, model, profile = view.board.table, view.board.model, view.profile
    assert profile is not None
    await _looked(view, view.refresh)
    signals = 0

    def told(*_: object) -> None:
        nonlocal signals
        signals += 1

    telling = (model.dataChanged, model.modelReset, model.layoutChanged, model.rowsInserted, model.rowsRemoved)
    connected = [(signal, signal.connect(told)) for signal in telling]
    paints = _Paints([table, table.viewport(), table.horizontalHeader().viewport()])
    for _ in range(_POLLS):
        await _looked(view, lambda: view.reading.start(profile, asked=False))
    for signal, one in connected:
        signal.disconnect(one)
    return {"paints": paints.count, "signals": signals, "polls": _POLLS}


async def _maps(view: CampaignsView) -> list[float]:
    """Returns milliseconds of paints of the heat map, of weeks that leave no hour alike; each is painted whole."""
    page, campaign = view.pages.go_to("Overview"), view.board.current()
    assert isinstance(page, OverviewPage)
    assert campaign is not None
    await asyncio.sleep(SETTLE_S)
    took = []
    for count in range(_MAPS):
        page.schedule.show_campaign(replace(campaign, schedule=_week(count)))
        await asyncio.sleep(0)
        before = time.perf_counter()
        page.schedule.map.repaint()
        took.append((time.perf_counter() - before) * 1000)
    page.schedule.show_campaign(campaign)
    return took


def _week(count: int) -> Schedule:
    """Returns a week with two windows in every hour that overlap at other minutes each time."""
    cut = 5 + count % 25
    hours = [hour * 60 for hour in range(24)]
    windows = tuple(
        SendingWindow(hour + start, hour + end) for hour in hours for start, end in ((0, 60 - cut), (cut, 60))
    )
    return Schedule(days=dict.fromkeys(DAYS, windows))


# ------------------------------------------------------------ working


async def _work(desk: Desk, view: CampaignsView, watching: watch.Watch) -> None:
    """Reads, sorts, filters and looks through the board; how long the window was away is the watch's."""
    board = view.board
    watching.stalls.clear()
    watching.doing = "reading the board"
    view.board.show_rows([])
    await _looked(view, view.refresh)
    for column in Column:
        for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
            watching.doing = f"sorting by {column.name.lower().replace('_', ' ')}"
            board.table.horizontalHeader().setSortIndicator(column, order)
            await asyncio.sleep(SETTLE_S)
    board.filter.setFocus()
    for character in f"{board.model.row(0).campaign.name[:6]}":
        watching.doing = "filtering"
        watch.type_into(desk.window, character)
        await asyncio.sleep(_KEY_S)
    board.filter.clear()
    await asyncio.sleep(SETTLE_S)
    for page in ("Overview", "Details", "Events", "Raw"):
        watching.doing = f"looking at {page}"
        view.pages.go_to(page)
        await asyncio.sleep(SETTLE_S)
        for row in range(0, BOARD, BOARD // _CHOSEN):
            watching.doing = f"choosing a campaign in {page}"
            board.choose(board.model.key(row))
            await asyncio.sleep(_KEY_S)
    watching.doing = "going back to Overview"
    view.pages.go_to("Overview")
    await asyncio.sleep(SETTLE_S)


# ------------------------------------------------------------ pausing


async def _pauses(desk: Desk, view: CampaignsView, watching: watch.Watch) -> dict[str, Any]:
    """Returns milliseconds of *Pause all active* and of plain posts; one press on the screen is watched for stalls."""
    watching.doing = "changing the profile"
    await _looked(view, lambda: view.bar.choose_profile(LOADS))
    profile = view.profile
    assert profile is not None
    identities = [row.campaign.id for row in view.board.model.rows if is_active(row.campaign)]
    assert len(identities) == ACTIVE, len(identities)
    address = f"{profile.base_url}/engage/campaigns"
    found: dict[str, list[float]] = {"pause": [], "posts": [], "reads": []}
    for count in range(_PAUSES):
        watching.doing = _THEIRS
        plain = await asyncio.to_thread(child, "bare_campaigns", address, str(_POSTS), *identities)
        for what, times in plain.items():
            found[what] += times
        watching.doing = "reading the board"
        await _looked(view, view.refresh)  # nobody presses who has not seen what is active
        watching.doing = "pausing all"
        with watching.resting():
            before = time.perf_counter()
            report = await desk.use.campaigns.pause_all.run(profile, "Sam")
            found["pause"].append((time.perf_counter() - before) * 1000)
        assert len(report.done) == ACTIVE, (count, len(report.done))
    await asyncio.to_thread(child, "bare_campaigns", address, "1", *identities)
    await _looked(view, view.refresh)
    watching.doing = "pausing all on the screen"
    await _told(view.pausing.ended, lambda: _press(view))
    await asyncio.sleep(SETTLE_S * 4)
    return {"pause": found["pause"][1:], "posts": found["posts"], "reads": median(found["reads"])}


def _press(view: CampaignsView) -> None:
    view.pause_all()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    dialog.accept()
