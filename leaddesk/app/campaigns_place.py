"""*Campaigns* with all that stands behind it, built when somebody goes there."""

from __future__ import annotations

from leaddesk.app.places import Common
from leaddesk.app.use_cases import UseCases
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

    behind = use.campaigns
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
        rules=rules,
    )
    return CampaignsView(common.theme, desk)
