"""A supervisor's way through a LeadDesk that is up: every place is visited and used, as fast as a person can."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from leaddesk.app.desk import Desk
from leaddesk.domain.exchange import ExchangeRow, HistoryQuery
from leaddesk.domain.verdict import LoadOutcome

from . import watch

_KEY_S = 0.03
_LOOK_S = 0.2
_PAGES = 3
_PATIENCE_S = 10


async def drive(desk: Desk, watching: watch.Watch) -> dict[str, object]:
    """Visits everything; what is found is the watch's."""
    (row, *_) = (await desk.use.browse.find(HistoryQuery(text="303"))).rows
    for place in ("Search leads", "Campaigns", "Profiles"):
        await _go_to(desk, watching, place)
    await _check(desk, watching, row)
    await _browse(desk, watching, row)
    await _go_to(desk, watching, "Enter lead")
    return {}


async def _check(desk: Desk, watching: watch.Watch, known: ExchangeRow) -> None:
    """Looks up a number that was loaded before, and opens the newest verdict."""
    await _go_to(desk, watching, "Check number")
    place = desk.places.check_number
    place.bar.field.focus()
    await _type(desk, watching, "typing in Check number", known.number.removeprefix("+1"))
    await _until(lambda: place.model.rowCount() > 0)
    place.table.selectRow(0)
    await _look(watching, "opening a verdict in Check number", place.open_current)
    await _until(lambda: place.currentWidget() is place.opened)
    await _look(watching, "going back in Check number", place.go_back)


async def _browse(desk: Desk, watching: watch.Watch, known: ExchangeRow) -> None:
    """Searches the history by number, name and outcome, scrolls, opens the newest exchange, and goes back."""
    await _go_to(desk, watching, "History")
    place = desk.places.history
    await _until(lambda: place.model.rowCount() > 0)
    for text in (known.number[2:8], known.name.split()[-1].lower()):
        place.search.setFocus()
        place.search.clear()
        await _type(desk, watching, "searching in History", text)
        await _until(lambda: place.model.rowCount() > 0)
    place.search.clear()
    await _look(watching, "filtering in History", lambda: place.list.filters.outcome.choose((LoadOutcome.REJECTED,)))
    await _look(watching, "filtering in History", lambda: place.list.filters.outcome.choose(()))
    for _ in range(_PAGES):
        await _look(watching, "scrolling in History", place.table.scrollToBottom)
    place.table.selectRow(0)
    await _look(watching, "opening an exchange in History", place.open_current)
    await _until(place.is_open)
    await _look(watching, "going back in History", place.go_back)


async def _go_to(desk: Desk, watching: watch.Watch, place: str) -> None:
    await _look(watching, f"going to {place}", lambda: desk.window.go_to(place))
    await _until(lambda: not desk.window.awaited_place)
    await asyncio.sleep(_LOOK_S)


async def _type(desk: Desk, watching: watch.Watch, doing: str, text: str) -> None:
    for character in text:
        watching.doing = doing
        watch.type_into(desk.window, character)
        await asyncio.sleep(_KEY_S)
    await asyncio.sleep(_LOOK_S * 2)


async def _look(watching: watch.Watch, doing: str, act: Callable[[], object]) -> None:
    watching.doing = doing
    act()
    await asyncio.sleep(_LOOK_S)


async def _until(there: Callable[[], bool]) -> None:
    """Waits until something is there. Raises TimeoutError."""
    async with asyncio.timeout(_PATIENCE_S):
        while not there():  # noqa: ASYNC110 - a widget shows it, and tells nobody
            await asyncio.sleep(_KEY_S)
