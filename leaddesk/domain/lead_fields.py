"""Reads our own fields out of a row of any vendor's list, by what its columns are to us."""

from __future__ import annotations

from leaddesk.domain.lead_cells import plain_text
from leaddesk.domain.lead_columns import ColumnRole, LeadColumns
from leaddesk.domain.lead_page import ABSENT, LeadRow

_COLUMNS = {
    "phone": ColumnRole.PHONE,
    "email": ColumnRole.EMAIL,
    "state": ColumnRole.STATE,
    "zip": ColumnRole.ZIP,
}
_TOKENS = {
    "first_name": ("first_name", "firstname"),
    "last_name": ("last_name", "lastname"),
    "street": ("street", "address", "address1", "street_address"),
    "city": ("city",),
    "state": ("state",),
    "zip": ("zip", "zip_code", "postal_code"),
    "email": ("email",),
}
"""Our fields, and what accounts call them among their own keys."""


def value_of(columns: LeadColumns, role: ColumnRole, row: LeadRow) -> object:
    """Returns what a row has in the column of that role; ABSENT where there is none, or it did not come."""
    name = columns.of_role(role)
    return row.value(name) if name else ABSENT


def phone_of(columns: LeadColumns, row: LeadRow) -> str:
    """Returns a row's number as the vendor wrote it; empty where its column was not asked for."""
    return plain_text(value_of(columns, ColumnRole.PHONE, row)).strip()


def lead_of(columns: LeadColumns, row: LeadRow) -> dict[str, str]:
    """Returns our form's fields as far as a row fills them; the columns count before the account's own keys.

    A full name is parted at its last blank.
    """
    own = value_of(columns, ColumnRole.TOKENS, row)
    pairs = own.items() if isinstance(own, dict) else ()
    tokens = {str(key).casefold(): plain_text(value).strip() for key, value in pairs}
    lead = {ours: next((tokens[key] for key in keys if tokens.get(key)), "") for ours, keys in _TOKENS.items()}
    for ours, role in _COLUMNS.items():
        lead[ours] = plain_text(value_of(columns, role, row)).strip() or lead.get(ours, "")
    has_parts = lead["first_name"] or lead["last_name"]
    if name := _full(columns, row) or ("" if has_parts else tokens.get("name", "")):
        first, _, last = name.rpartition(" ")
        lead["first_name"], lead["last_name"] = (first, last) if first else (last, "")
    return {ours: text for ours, text in lead.items() if text}


def name_of(columns: LeadColumns, row: LeadRow) -> str:
    """Returns a row's person by name; empty where none came."""
    lead = lead_of(columns, row)
    return _full(columns, row) or " ".join(filter(None, (lead.get("first_name"), lead.get("last_name"))))


def _full(columns: LeadColumns, row: LeadRow) -> str:
    return " ".join(plain_text(value_of(columns, ColumnRole.NAME, row)).split())
