"""*Campaigns* with all that stands behind it, built when somebody goes there."""

from __future__ import annotations

from collections.abc import Callable

from leaddesk.app.places import Common
from leaddesk.app.use_cases import UseCases
from leaddesk.infra.event_listener import EventListener
from leaddesk.infra.message_rules import load_message_rules
from leaddesk.infra.paths import Paths
from leaddesk.ui.views.campaigns import CampaignDesk, CampaignsView
from leaddesk.ui.views.campaigns.desk import AdviceRules


def build_campaigns(common: Common, use: UseCases, paths: Paths) -> CampaignsView:
    """Returns the place, to be connected and brought into the window."""

    async def rules() -> AdviceRules:
        texts = await use.pages.do(load_message_rules, paths)
        if texts.notice:
            common.tell("warn", texts.notice)
        return AdviceRules(calling=(await use.calling.rules()).rules, messages=texts.rules)

    def posted(text: str, event_type: str) -> None:
        view.events.take_posted(text, event_type)

    listener = _Listener(EventListener(posted), common.events_to)
    behind = use.campaigns
    behind.listener = listener
    desk = CampaignDesk(
        watch=behind.watch,
        change=behind.change,
        pause_all=behind.pause_all,
        lists=behind.lists,
        events=behind.events,
        profiles=use.profiles,
        clock=use.clock,
        times=common.times,
        scope=common.scope,
        jobs=common.jobs,
        tell=common.tell,
        operator=common.operator,
        confirm_operator=common.confirm_operator,
        polling_s=common.polling_s(),
        keep_polling=common.keep_polling,
        listener=listener,
        rules=rules,
    )
    view = CampaignsView(common.theme, desk)
    return view


class _Listener:
    """A listener of which the practice server is told, so that its events come."""

    def __init__(self, listener: EventListener, told: Callable[[str | None], None]) -> None:
        self._listener, self._told = listener, told

    @property
    def address(self) -> str:
        """Where to post to; empty while it is off."""
        return self._listener.address

    async def start(self) -> str:
        """Listens and returns the address. Raises LeadDeskError."""
        address = await self._listener.start()
        self._told(address)
        return address

    async def stop(self) -> None:
        """Stops listening."""
        self._told(None)
        await self._listener.stop()
