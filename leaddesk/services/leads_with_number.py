"""Leads with one number, read for *Check number* through a profile whose leads can be searched.

One page, or a few where the vendor's list cannot be asked for a number, and reading only. A vendor may ignore the
filter, so each row is looked at again: a lead of another number is never shown as one of this number, and silence about
the number is never taken for "none".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from leaddesk.domain.lead_cells import plain_text, read_time
from leaddesk.domain.lead_columns import ColumnRole, LeadColumns
from leaddesk.domain.lead_fields import name_of, value_of
from leaddesk.domain.lead_page import ABSENT, LeadPage, LeadRow
from leaddesk.domain.lead_search import LeadFilter, SearchForm
from leaddesk.domain.phone import Phone
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.language import tr
from leaddesk.services.search_leads import SearchLeads

_ROLES = (ColumnRole.PHONE, ColumnRole.STATUS, ColumnRole.CREATED)
_MOST_PAGES = 5
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
    """Those on the pages that were read, the newest first."""
    total: int | None = None
    """Leads with the number at the vendor; None where the pages do not tell."""
    has_others: bool = False
    """Whether leads of other numbers came too: the vendor did not keep to the filter."""
    problem: str = ""
    """Why nothing is known, as one line; empty where a page was read."""


class LeadsWithNumber:
    """The use-case behind *Leads with this number*."""

    def __init__(self, search: SearchLeads) -> None:
        self._search = search

    def among(self, profiles: Sequence[ConnectionProfile]) -> tuple[ConnectionProfile, ...]:
        """Returns the profiles through which leads can be found by their number."""
        can = (item for item in profiles if self._search.can_search(item))
        return tuple(item for item in can if _number_filter(self._search.form(item)))

    async def find(self, profile: ConnectionProfile, phone: Phone) -> FoundLeads:
        """Returns what the first pages say of a number; a failed read is an answer too. Nothing leaves without a key.

        A second page is read only where the first holds more leads than were looked for.
        """
        form = self._search.form(profile)
        filters = (LeadFilter(_number_filter(form), phone.e164),)
        name = ColumnRole.NAME if form.columns.of_role(ColumnRole.NAME) else ColumnRole.TOKENS
        columns = tuple(column for role in (name, *_ROLES) if (column := form.columns.of_role(role)))
        search = self._search.search(
            profile, replace(self._search.first_query(profile), columns=columns, filters=filters)
        )
        pages: list[LeadPage] = []
        while (page := await search.next_page()) is not None:
            pages.append(page)
            looked_through = len(page.rows) + len(page.malformed) < page.count
            if not (looked_through and search.can_read and len(pages) < _MOST_PAGES):
                break
        if not pages or search.problem:
            why = search.problem.sentence() if search.problem else tr("The leads were not read.")
            return FoundLeads(profile=profile, problem=why)
        return _found(profile, pages, form.columns, phone, may_be_more=search.can_read)


def _number_filter(form: SearchForm) -> str:
    """Returns the filter for a number; empty where the search has none."""
    column = form.columns.of_role(ColumnRole.PHONE)
    return next((spec.key for spec in form.filters if column and spec.column == column), "")


def _found(
    profile: ConnectionProfile, pages: list[LeadPage], columns: LeadColumns, phone: Phone, *, may_be_more: bool
) -> FoundLeads:
    rows = [LeadRow(page.columns, values) for page in pages for values in page.rows]
    fitting = [row for row in rows if _has(columns, row, phone)]
    has_others = len(fitting) < sum(page.count - len(page.malformed) for page in pages)
    leads = sorted((_lead(columns, row) for row in fitting), key=_age_key, reverse=True)
    told = pages[-1].total if not has_others else None
    return FoundLeads(
        profile=profile,
        leads=tuple(leads),
        total=told if may_be_more else len(leads),
        has_others=has_others,
    )


def _has(columns: LeadColumns, row: LeadRow, phone: Phone) -> bool:
    """Whether a row has the number; one that came without the column was at least asked for by it."""
    number = value_of(columns, ColumnRole.PHONE, row)
    return number is ABSENT or _end(plain_text(number)) == _end(phone.e164)


def _end(number: str) -> str:
    return re.sub(r"\D", "", number)[-_COMPARED:]


def _lead(columns: LeadColumns, row: LeadRow) -> FoundLead:
    status, created = (value_of(columns, role, row) for role in (ColumnRole.STATUS, ColumnRole.CREATED))
    return FoundLead(plain_text(row.id), name_of(columns, row), plain_text(status), read_time(created))


def _age_key(lead: FoundLead) -> float:
    return lead.created.timestamp() if lead.created else float("-inf")
