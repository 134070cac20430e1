"""*Search leads* at work: first pages painted, every lead loaded and scrolled through, sorted, and exported.

A person who holds the End key loads them: each page asks for the next one when the grid is at its end. The plain loops
run before and after, in processes of their own, so that both sides see the same machine.
"""

from __future__ import annotations

import asyncio
import gc
import tempfile
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from leaddesk.app.desk import Desk
from leaddesk.domain.lead_search import PAGE_SIZE, ROWS_A_PAGE, LeadFilter
from leaddesk.domain.secret import Secret
from leaddesk.domain.wire import HttpRequest, HttpResponse
from leaddesk.infra.table_files import TableFilesOnDisk
from leaddesk.services.export_table import ExportTable, Row, TableFormat
from leaddesk.services.lead_search import SearchState
from leaddesk.ui.views.search import SearchView

from . import watch
from .painting import SETTLE_S, Painted, bare_table
from .processes import child
from .search_leads import EXPORTED, PAGE, ROWS

_FIRST = 2
"""Rounds not counted."""
_ROUNDS = 12
_FRAMES = 300
_PATIENCE_S = 40
_SORTED_BY = "caller_id"


async def drive(desk: Desk, watching: watch.Watch) -> dict[str, Any]:
    """Returns what both sides of each figure took."""
    wire = _Wire(desk)
    view = await _go_there(desk)
    found: dict[str, Any] = await _first_pages(desk, view, wire)
    address = await _prepare_long(desk, view, wire)
    pages = str(ROWS // PAGE)
    before = await asyncio.to_thread(child, "bare_leads", "fetch", *address, pages)
    found |= await _load(view, watching)
    after = await asyncio.to_thread(child, "bare_leads", "hold", *address, pages)
    found |= {"fetch": [before["ms"], after["ms"]], "bare_row": after["row"]}
    found["frames"] = await _scroll(view, watching)
    found["sort"] = await _sort(view, watching)
    found |= await _export(desk, view, watching, address)
    return found | {"stalls": {doing: _longest(watching, doing) for doing in ("loading", "scrolling", "sorting")}}


class _Wire:
    """Knows the last request, and when the last byte of its answer was there."""

    def __init__(self, desk: Desk) -> None:
        self.asked: HttpRequest | None = None
        self.in_hand = 0.0
        self._send: Callable[[HttpRequest], Awaitable[HttpResponse]] = desk.use.transport.send
        desk.use.transport.send = self._note  # type: ignore[method-assign]

    async def _note(self, request: HttpRequest) -> HttpResponse:
        response = await self._send(request)
        self.asked, self.in_hand = request, time.perf_counter()
        return response


async def _go_there(desk: Desk) -> SearchView:
    desk.window.go_to("Search leads")
    async with asyncio.timeout(_PATIENCE_S):
        while desk.window.awaited_place:  # noqa: ASYNC110 - the window tells nobody
            await asyncio.sleep(SETTLE_S)
        while desk.places.search_leads.panel.chosen_profile is None:  # noqa: ASYNC110
            await asyncio.sleep(SETTLE_S)
    return desk.places.search_leads


async def _first_pages(desk: Desk, view: SearchView, wire: _Wire) -> dict[str, Any]:
    """Returns milliseconds from a first page's last byte, or its rows in hand, until it is painted."""
    ours, theirs = [], []
    for _ in range(_FIRST + _ROUNDS):
        painted = Painted(view.grid.table)
        in_hand: list[float] = []
        taken = view.reading.page_read.connect(lambda _page, in_hand=in_hand: in_hand.append(wire.in_hand))
        view.search()
        ours.append((await asyncio.wait_for(painted.at, _PATIENCE_S) - in_hand[0]) * 1000)
        view.reading.page_read.disconnect(taken)
        await asyncio.sleep(SETTLE_S)
        model = view.grid.model
        count = min(model.rowCount(), PAGE_SIZE)  # the next page has come by now
        cells = [tuple(model.shown(row, at).text for at in range(model.columnCount())) for row in range(count)]
        theirs.append(await bare_table(view.grid.table, cells))
    return {"page": ours[_FIRST:], "table": theirs[_FIRST:]}


async def _prepare_long(desk: Desk, view: SearchView, wire: _Wire) -> tuple[str, str]:
    """Puts the question for every lead into the panel; returns its first page's address and its credentials."""
    profile = view.panel.chosen_profile
    assert profile is not None
    query = replace(desk.use.search.first_query(profile), filters=(LeadFilter(ROWS_A_PAGE, str(PAGE)),))
    view.panel.put(query)
    view.search()
    await asyncio.sleep(1)
    view.cancel()
    view.reading.forget()
    view.grid.clear()
    await asyncio.sleep(SETTLE_S)
    assert wire.asked is not None
    shown = {name: value.reveal() if isinstance(value, Secret) else value for name, value in wire.asked.headers}
    return wire.asked.url, shown["Authorization"]


async def _load(view: SearchView, watching: watch.Watch) -> dict[str, Any]:
    reading, grid = view.reading, view.grid
    came = asyncio.Event()
    connected = reading.changed.connect(came.set)
    gc.collect()
    memory = watch.resident_mib()
    watching.doing = "loading"
    before = time.perf_counter()
    view.search()
    async with asyncio.timeout(_PATIENCE_S):
        while reading.search is None or reading.search.state is not SearchState.ENDED:
            await came.wait()
            came.clear()
            if reading.search and reading.search.state is SearchState.ASKS:
                reading.go_on()
            grid.table.scrollToBottom()
    took = (time.perf_counter() - before) * 1000
    reading.changed.disconnect(connected)
    await asyncio.sleep(SETTLE_S)
    assert len(grid.model.rows) == ROWS, len(grid.model.rows)
    gc.collect()
    return {"load": took, "row": (watch.resident_mib() - memory) * 2**20 / ROWS}


async def _scroll(view: SearchView, watching: watch.Watch) -> list[float]:
    """Returns milliseconds of frames: by a page, where every cell is new, and by three rows, in turns."""
    bar = view.grid.table.verticalScrollBar()
    bar.setValue(0)
    await asyncio.sleep(SETTLE_S)
    watching.doing = "scrolling"
    frames = []
    for count in range(_FRAMES):
        painted: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        watching.on_update = lambda painted=painted: painted.set_result(time.perf_counter())
        before = time.perf_counter()
        bar.setValue(bar.value() + (bar.pageStep() if count % 2 else 3))
        frames.append((await asyncio.wait_for(painted, _PATIENCE_S) - before) * 1000)
        await asyncio.sleep(0.005)
    return frames


async def _sort(view: SearchView, watching: watch.Watch) -> float:
    """Returns the milliseconds of a sort of all rows."""
    sorted_ = asyncio.Event()
    connected = view.grid.model.layoutChanged.connect(lambda *_: sorted_.set())
    watching.doing = "sorting"
    before = time.perf_counter()
    view.grid.sort_by(_SORTED_BY)
    await asyncio.wait_for(sorted_.wait(), _PATIENCE_S)
    took = (time.perf_counter() - before) * 1000
    model = view.grid.model
    model.layoutChanged.disconnect(connected)
    await asyncio.sleep(SETTLE_S * 2)  # until what the window does of it is over, too
    watching.doing = "looking at the order"
    section = model.names.index(_SORTED_BY)
    values = [str(model.value(row, section)) for row in range(0, ROWS, 100)]
    assert values == sorted(values)
    return took


async def _export(
    desk: Desk, view: SearchView, watching: watch.Watch, address: tuple[str, str]
) -> dict[str, list[float]]:
    """Returns milliseconds of an export, and of a bare writer before and after it."""
    profile, reading = view.panel.chosen_profile, view.reading.search
    assert profile is not None
    assert reading is not None
    columns = view.grid.visible_columns()
    pages = EXPORTED // PAGE
    with tempfile.TemporaryDirectory() as folder:
        bare = str(Path(folder, "bare.csv"))
        theirs = [(await asyncio.to_thread(child, "bare_leads", "write", *address, str(pages), bare))["ms"]]
        export = desk.use.search.all_pages(profile, replace(reading.query, columns=columns), columns)
        watching.doing = "exporting"
        before = time.perf_counter()
        done = await ExportTable(TableFilesOnDisk(), desk.use.clock).export(
            str(Path(folder, "ours.csv")), TableFormat.CSV, columns, _first_of(export.batches(), pages)
        )
        ours = (time.perf_counter() - before) * 1000
        assert done.rows == EXPORTED, done.rows
        theirs.append((await asyncio.to_thread(child, "bare_leads", "write", *address, str(pages), bare))["ms"])
    return {"export": [ours], "write": theirs}


async def _first_of(batches: AsyncGenerator[Sequence[Row], None], pages: int) -> AsyncGenerator[Sequence[Row], None]:
    count = 0
    async for batch in batches:
        yield batch
        count += 1
        if count == pages:
            break
    await batches.aclose()


def _longest(watching: watch.Watch, doing: str) -> float:
    return max((away for away, what in watching.stalls if what == doing), default=0.0)
