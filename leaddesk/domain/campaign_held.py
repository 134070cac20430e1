"""Whether texts wait, and until when, as far as the vendor says: one sentence, none where nothing was said.

Every word of it is the vendor's, so it is said as such; a time that has passed, or that came with a campaign that is
not active, holds nothing back.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from leaddesk.domain.campaign import Campaign
from leaddesk.domain.campaign_acts import SENDING, is_active
from leaddesk.language import tr

_LONGEST = 200


def held_words(campaign: Campaign, now: datetime, moment: Callable[[datetime], str]) -> str:
    """Returns what the vendor says of waiting, such as "Held until 9:00 am MST, says the vendor: “Outside …”.".

    `moment` puts a time in words with its zone. Empty where neither a next run nor a description came.
    """
    described = _quoted(campaign.sending_description)
    run = campaign.next_run
    if run is None or not (run.text or run.at):
        return tr("The vendor says: {described}.", described=described) if described else ""
    tail = tr(", says the vendor: {described}.", described=described) if described else tr(", says the vendor.")
    if run.at is None:
        return tr("Next run {text}, which is not a time{tail}", text=_quoted(run.text), tail=tail)
    when = moment(run.at)
    if run.at <= now:
        return tr("The next run was to be at {when}{tail}", when=when, tail=tail)
    if is_active(campaign) and campaign.sending.strip().upper() != SENDING:
        return tr("Held until {when}{tail}", when=when, tail=tail)
    return tr("Next run at {when}{tail}", when=when, tail=tail)


def _quoted(text: str) -> str:
    kept = " ".join(text.split()).rstrip(".")
    if not kept:
        return ""
    return f"“{kept}”" if len(kept) <= _LONGEST else f"“{kept[:_LONGEST]}…”"
