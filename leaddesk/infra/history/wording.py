"""The words by which an exchange is found, as texts from rows of the record; none where a row cannot be read."""

from __future__ import annotations

import json

from leaddesk.domain.assessment import CheckState
from leaddesk.domain.exchange import STATUS_BEFORE
from leaddesk.infra.history.rows import Row

_APART = frozenset({"phone", "phone.as_typed", "first_name", "last_name", STATUS_BEFORE})
"""Fields of a lead that are searched as the number and the name; and what nobody typed."""
_EVERYWHERE = frozenset({CheckState.NO_BLOCK.value, CheckState.NOT_RETURNED.value})
"""States that most checks are in: with them a check's name would find nearly everything."""


def lead_of(stored: str) -> dict[str, str]:
    """Returns the texts of a stored lead."""
    return _texts_by_key(stored)


def typed(stored: str) -> str:
    """Returns what a stored lead holds beside name and number: address, email, custom fields."""
    return "\n".join(text for key, text in lead_of(stored).items() if text and key not in _APART)


def states(stored: str) -> str:
    """Returns the checks that stand out, such as "Known litigator blocked"."""
    return "\n".join(f"{check} {state}" for check, state in _texts_by_key(stored).items() if state not in _EVERYWHERE)


def noted(note: Row) -> str:
    """Returns what a note says, and what kind it is."""
    return f"{note['kind']}\n{note['reason']}\n{note['text']}"


def texts(stored: str) -> list[str]:
    """Returns the texts of a stored list."""
    try:
        found = json.loads(stored)
    except ValueError:
        return []
    return [text for text in found if isinstance(text, str)] if isinstance(found, list) else []


def _texts_by_key(stored: str) -> dict[str, str]:
    try:
        found = json.loads(stored)
    except ValueError:
        return {}
    return {key: text for key, text in found.items() if isinstance(text, str)} if isinstance(found, dict) else {}
