"""What stands behind *Campaigns*, built when somebody goes there."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from leaddesk.app.libraries import DECODERS
from leaddesk.services.campaign_board import WatchCampaigns
from leaddesk.services.campaign_events import CampaignEvents
from leaddesk.services.change_campaign import ChangeCampaign
from leaddesk.services.list_names import ListNames
from leaddesk.services.pause_all import PauseAll
from leaddesk.services.ports import Background
from leaddesk.ui.times import LocalTimes
from leaddesk.vendors.registry import campaign_sources

if TYPE_CHECKING:
    from leaddesk.app.use_cases import UseCases
    from leaddesk.ui.views.campaigns.listening import Listener

_P = ParamSpec("_P")
_T = TypeVar("_T")


class CampaignUseCases:
    """Reads, acts and events, over the ports of all."""

    def __init__(self, use: UseCases) -> None:
        sources, background = campaign_sources(), _AfterLibrary(use.background, use.pages)
        self.watch = WatchCampaigns(
            sources=sources,
            secrets=use.secrets,
            transport=use.clocks,
            clock=use.clock,
            background=background,
            note_changes=use.drift.note,
        )
        self.change = ChangeCampaign(
            moment=LocalTimes().dated,
            sources=sources,
            secrets=use.secrets,
            journal=use.deferred,
            transport=use.transport,
            clock=use.clock,
            background=background,
            note_changes=use.drift.note,
        )
        self.pause_all = PauseAll(self.change, use.deferred, use.clock)
        self.lists = ListNames(use.deferred)
        self.events = CampaignEvents(sources, use.deferred, use.clock)
        self.listener: Listener | None = None
        """Takes events while it is on; ended with LeadDesk."""

    async def close(self, timeout_s: float) -> None:
        """Lets no event and no act in any more, and waits a moment for those on their way."""
        if self.listener:
            await self.listener.stop()
        await self.change.finish(timeout_s)


class _AfterLibrary:
    """A worker that lets the decoders' library be loaded on their thread first: two must never import it at once."""

    def __init__(self, first: Background, then: Background) -> None:
        self._first, self._then = first, then
        self._is_loaded = False

    async def do(self, fn: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """See `Background`."""
        if not self._is_loaded:
            await self._first.do(importlib.import_module, DECODERS)
            self._is_loaded = True
        return await self._then.do(fn, *args, **kwargs)
