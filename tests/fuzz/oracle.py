"""Reads an answer's deciding fields naively, without a line of LeadDesk: may it be *No block returned*?"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any


def may_be_no_block(body: bytes, at: datetime) -> bool:
    """Tells whether every deciding field is there, readable, fresh at that time, and blocks nothing (section 4)."""
    try:
        data = json.loads(body.decode("utf-8-sig"), object_pairs_hook=_once)
    except (ValueError, RecursionError):
        return False
    lead = _part(data, "lead")
    litigator = _part(lead, "knownLitigatorCheck")
    federal = _part(lead, "doNotCallResult")
    return (
        _part(lead, "validationResult").get("is_valid") is True
        and federal.get("blocked") is False
        and federal.get("sanCoverage") is True
        and _part(lead, "stateDoNotCallResult").get("blocked") is False
        and litigator.get("Found") is False
        and _is_zero(litigator.get("NumHits"))
        and litigator.get("results") in (None, [])
        and _is_fresh(litigator.get("ttl"), at)
    )


def says_accepted(body: bytes) -> bool:
    """Tells whether an answer's own status says that the lead was accepted."""
    try:
        status = json.loads(body.decode("utf-8-sig")).get("status")
    except (ValueError, RecursionError, AttributeError):
        return False
    return isinstance(status, str) and status.strip().casefold() == "accepted"


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Returns an object; what it says twice in different ways is nothing that could decide."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if repr(found.setdefault(key, value)) != repr(value):
            found[key] = "said twice"
    return found


def _part(data: Any, key: str) -> dict[str, Any]:
    part = data.get(key) if isinstance(data, dict) else None
    return part if isinstance(part, dict) else {}


def _is_zero(hits: object) -> bool:
    return hits is None or (not isinstance(hits, bool) and isinstance(hits, int | float) and hits == 0)


def _is_fresh(ttl: object, at: datetime) -> bool:
    try:
        moment = datetime.fromisoformat(ttl) if isinstance(ttl, str) else None
        return moment is not None and moment.tzinfo is not None and moment >= at
    except ValueError:
        return False
