"""Leads with one number, read for *Check number* through a profile whose leads can be searched.

One page at most, and reading only. A vendor may ignore the filter, so each row is looked at again: a lead of another
number is never shown as one of this number, and silence about the number is never taken for "none".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from leaddesk.domain.lead_cells import plain_text, read_time
from leaddesk.domain.lead_page import ABSENT, LeadPage, LeadRow
from leaddesk.domain.lead_search import LeadFilter
from leaddesk.domain.phone import Phone
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.services.search_leads import SearchLeads

_FILTER = "number"
_COLUMNS = ("id", "full_name", "caller_id", "status", "created_at")
_COMPARED = 10
"""Digits from the end that two spellings of one number share."""


@dataclass(frozen=True, slots=True)
class FoundLead:
    """One lead with the number; texts are the vendor's own words."""

    id: str
    name: str
    status: str
    created: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLeads:
    """What one profile said of a number."""

    profile: ConnectionProfile
    leads: tuple[FoundLead, ...] = ()
    """Those on the one page that was read, the newest first."""
    total: int | None = None
    """Leads with the number at the vendor; None where one page does not tell."""
    has_others: bool = False
    """Whether leads of other numbers came too: the vendor did not keep to the filter."""
    problem: str = ""
    """Why nothing is known, as one line; empty where the page was read."""


class LeadsWithNumber:
    """The use-case behind *Leads with this number*."""

    def __init__(self, search: SearchLeads) -> None:
        self._search = search

    def among(self, profiles: Sequence[ConnectionProfile]) -> tuple[ConnectionProfile, ...]:
        """Returns the profiles through which leads can be found by their number."""
        can = (item for item in profiles if self._search.can_search(item))
        return tuple(item for item in can if _FILTER in self._search.form(item).by_key)

    async def find(self, profile: ConnectionProfile, phone: Phone) -> FoundLeads:
        """Returns what one page says of a number; a failed read is an answer too. Nothing leaves without a key."""
        query = replace(self._search.first_query(profile), columns=_COLUMNS, filters=(LeadFilter(_FILTER, phone.e164),))
        search = self._search.search(profile, query)
        page = await search.next_page()
        if page is None:
            why = search.problem.sentence() if search.problem else "The leads were not read."
            return FoundLeads(profile=profile, problem=why)
        return _found(profile, page, phone, may_be_more=search.can_read)


def _found(profile: ConnectionProfile, page: LeadPage, phone: Phone, *, may_be_more: bool) -> FoundLeads:
    rows = [LeadRow(page.columns, values) for values in page.rows]
    fitting = [row for row in rows if _has(row, phone)]
    has_others = len(fitting) < len(rows)
    leads = sorted((_lead(row) for row in fitting), key=_age_key, reverse=True)
    told = page.total if page.total is not None and not has_others else None
    return FoundLeads(
        profile=profile,
        leads=tuple(leads),
        total=told if may_be_more else len(leads),
        has_others=has_others,
    )


def _has(row: LeadRow, phone: Phone) -> bool:
    """Whether a row has the number; one that came without the column was at least asked for by it."""
    number = row.value("caller_id")
    return number is ABSENT or _end(plain_text(number)) == _end(phone.e164)


def _end(number: str) -> str:
    return re.sub(r"\D", "", number)[-_COMPARED:]


def _lead(row: LeadRow) -> FoundLead:
    values = {name: plain_text(row.value(name)) for name in _COLUMNS}
    return FoundLead(values["id"], values["full_name"], values["status"], read_time(row.value("created_at")))


def _age_key(lead: FoundLead) -> float:
    return lead.created.timestamp() if lead.created else float("-inf")
