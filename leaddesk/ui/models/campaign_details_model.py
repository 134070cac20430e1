"""*Campaign details*: every documented property of a campaign as property and value, the unknown ones under *Other*.

What did not come says so, and so does what came empty or cannot be read; nothing is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sized
from typing import Any, NamedTuple

from PySide6.QtCore import Qt

from leaddesk.domain.campaign import DAYS, MESSAGE_KEYS, WEBHOOK_KEYS, Campaign
from leaddesk.domain.week import week_of
from leaddesk.language import grouped, tr
from leaddesk.ui.models.campaign_words import NOT_RETURNED, CampaignWords
from leaddesk.ui.models.list_table import Index, ListTable
from leaddesk.ui.theme import Theme
from leaddesk.ui.times import utc_text
from leaddesk.ui.widgets.explained import tool_tip
from leaddesk.ui.widgets.plaintext import marked

_CUT = 400
"""Characters of a value that a cell shows at most; the whole is in the tool tip and under *Raw*."""
_HEADERS = (tr("Property"), tr("Value"))
_NONE = tr("none")
_EMPTY: tuple[object, ...] = (None, "", [], {})
_UNREADABLE = tr("unreadable, as it came under Raw")


class Detail(NamedTuple):
    """One line."""

    name: str
    """The vendor's own name of the property."""
    value: str
    silent: bool = False
    """Whether the value stands for nothing."""
    tip: str = ""


class CampaignDetailsModel(ListTable):
    """Two columns."""

    headings = _HEADERS

    def __init__(self, theme: Theme, words: CampaignWords) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self._details: list[Detail] = []

    def show_campaign(self, campaign: Campaign | None) -> None:
        """Shows another campaign, or none; equal lines cause no signal."""
        details = list(campaign_details(campaign, self._words)) if campaign else []
        if details != self._details:
            self.beginResetModel()
            self._details = details
            self.endResetModel()

    def detail(self, row: int) -> Detail:
        """Returns a line."""
        return self._details[row]

    def _listed(self) -> Sized:
        return self._details

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        detail, is_value = self._details[index.row()], index.column() == 1
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return marked(detail.value[:_CUT]) if is_value else marked(detail.name)
            case Qt.ItemDataRole.ToolTipRole if is_value:
                return tool_tip(detail.value[:5000], detail.tip)
            case Qt.ItemDataRole.ForegroundRole:
                quiet = not is_value or detail.silent
                return self._theme.color("text2" if quiet else "text")
            case Qt.ItemDataRole.FontRole:
                return self._theme.font("body" if is_value else "hint")
        return None


def campaign_details(campaign: Campaign, words: CampaignWords) -> Iterator[Detail]:
    """Yields every documented property in the order of the contract, then what no document names."""
    whole = _whole(campaign.raw)

    def line(name: str, value: str, tip: str = "") -> Detail:
        return Detail(name, value or _silence(whole, name), silent=not value, tip=tip)

    yield line("id", campaign.id)
    yield line("name", campaign.name)
    yield line("campaignStatus", campaign.status)
    yield line("sendingStatus", campaign.sending)
    yield line("sendingStatusDescription", campaign.sending_description)
    for name, moment in (
        ("nextRunTime", campaign.next_run),
        ("created", campaign.created),
        ("updated", campaign.updated),
    ):
        shown = words.when(moment, "")
        yield line(name, shown, utc_text(moment.at) if moment and moment.at else "")
    yield line("orgId", campaign.org_id)
    yield line("workspaceId", campaign.workspace_id)
    yield line("senderSourceType", campaign.sender_type)
    yield line("senderSourceId", campaign.sender_id)
    yield line("aegisWorkflowId", campaign.workflow_id)
    yield line("zendeskApprovalTicketId", campaign.ticket)
    yield from _many(line, "carrierDailyLimits", campaign.carrier_limits)
    yield from _schedule(line, campaign)
    for key in MESSAGE_KEYS:
        yield line(f"messages.{key}", campaign.messages.get(key, ""))
    yield from _webhooks(campaign, whole)
    if not campaign.notifications:
        yield line("notifications", "")
    for key, text in campaign.notifications.items():
        yield Detail(f"notifications.{key}", text or tr("empty"), silent=not text)
    yield from _many(line, "dispositions", tuple(map(_disposition, campaign.dispositions)))
    yield from _many(line, "allCampaignFields", (", ".join(campaign.fields),) if campaign.fields else ())
    yield from _many(line, "customFields", campaign.custom_fields)
    yield line("events", grouped(len(campaign.events)) if campaign.events else "")
    yield from _undocumented(campaign)


def _webhooks(campaign: Campaign, whole: object) -> Iterator[Detail]:
    for key in dict.fromkeys((*WEBHOOK_KEYS, *campaign.webhooks)):
        target = campaign.webhooks.get(key, "")
        silence = _NONE if key in campaign.webhooks else _silence(whole, f"webhooks.{key}")
        yield Detail(f"webhooks.{key}", target or silence, silent=not target)


def _undocumented(campaign: Campaign) -> Iterator[Detail]:
    for key, text in campaign.others.items():
        yield Detail(
            tr("Other: {key}", key=key),
            text or tr("empty"),
            silent=not text,
            tip=tr("The vendor does not document it."),
        )
    for path in campaign.drift:
        yield Detail(tr("Other: came with a type nobody documented"), path)


def _whole(raw: str) -> object:
    """Returns the campaign as it came; nothing where that is not there."""
    try:
        return json.loads(raw)
    except ValueError:
        return {}


def _silence(whole: object, path: str) -> str:
    """Returns why a property has no value: it did not come, it came as nothing, or as what cannot be read."""
    for key in path.split("."):
        if whole is None or (isinstance(whole, dict) and key not in whole):
            return NOT_RETURNED
        if not isinstance(whole, dict):
            return _UNREADABLE
        whole = whole[key]
    return _NONE if whole in _EMPTY else _UNREADABLE


def _schedule(line: Any, campaign: Campaign) -> Iterator[Detail]:
    if campaign.schedule is None:
        yield line("schedule", "")
        return
    for key, day in zip(DAYS, week_of(campaign.schedule).days, strict=True):
        yield line(f"schedule.{key}", day.words(), tr("In the lead's own time zone."))
    yield from _many(line, "schedule.exceptions", campaign.schedule.exceptions)


def _many(line: Any, name: str, values: tuple[str, ...]) -> Iterator[Detail]:
    """Yields one line for each of several values, or one that says there are none."""
    if len(values) < 2:
        yield line(name, "".join(values))
        return
    for number, value in enumerate(values, start=1):
        yield line(f"{name}[{number}]", value)


def _disposition(one: Any) -> str:
    flags = [
        word for word, holds in ((tr("success"), one.success), (tr("do not contact"), one.do_not_contact)) if holds
    ]
    silent = [
        f"{word} {NOT_RETURNED}"
        for word, value in (("success", one.success), ("doNotContact", one.do_not_contact))
        if value is None
    ]
    extra = ", ".join((*flags, *silent, tr("id {id}", id=one.id) if one.id else ""))
    return f"{one.name or NOT_RETURNED}{' (' + extra.strip(', ') + ')' if extra.strip(', ') else ''}"
