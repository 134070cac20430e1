"""What a single-lead request must look like: the contract's section 2, read strictly.

Where the contract leaves open what the vendor does (empty values, repeated or unknown keys), this refuses, so
that a careless request is noticed in practice rather than on a live dialer. The dialer is never named in a
request, so it is told by what only one of them sends: `dedupe` is RingCX, which needs `externId` too and keeps
two columns for itself; no `dialerListId` is Amazon Pinpoint, which needs a Zip.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

FIELD_TYPES = ("Phone", "Zip", "City", "State", "VeriskLeadId", "TrustedFormCert")

_ENUMS = {
    "crmUpdateMode": ("UPDATE_FIRST", "UPDATE_ALL", "UPDATE_SOLE_MATCHES", "DONT_UPDATE"),
    "crmAddMode": ("ADD_NEW", "DONT_ADD"),
    "listAddMode": ("ADD_FIRST", "ADD_ALL", "ADD_IF_SOLE_CRM_MATCH"),
    "callNowMode": ("ANY", "NONE", "NEW_CRM_ONLY", "NEW_LIST_ONLY"),
    "dedupe": ("RING_REMOVE_ALL_EXISTING", "RING_REMOVE_FROM_LIST", "RING_RETAIN_ALL"),
}
_KEYS = {"campaignId", "dialerListId", "listName", "fields", "leadKeyFields", *_ENUMS}
_FIELD_KEYS = {"value", "dialerField", "type"}
# Ten digits, eleven with the leading 1, or E.164: the three formats a setting may choose.
_PHONE = re.compile(r"(?:\+?1)?([2-9][0-9]{2}[2-9][0-9]{6})")


class RefusedError(Exception):
    """The request breaks the contract; its text says where, in plain words."""

    def __init__(self, status: int, *problems: str) -> None:
        super().__init__("; ".join(problems))
        self.status = status
        """The HTTP status to refuse with."""


@dataclass(frozen=True)
class SentField:
    """One value of the request with the dialer column it is for."""

    value: str
    dialer_field: str
    type: str | None


@dataclass(frozen=True)
class LeadLoad:
    """A request that keeps to the contract."""

    campaign_id: str
    number: str
    """The ten digits of the phone."""
    fields: tuple[SentField, ...]
    at: datetime
    """When it was understood, in UTC."""

    def typed(self, type_: str) -> str | None:
        """Return the first value sent with a type, or None."""
        return next((field.value for field in self.fields if field.type == type_), None)


def ten_digits(body: Any) -> str:
    """Return the ten digits of the first readable phone in any body, or an empty text."""
    fields = body.get("fields") if isinstance(body, dict) else None
    for field in fields if isinstance(fields, list) else []:
        if isinstance(field, dict) and field.get("type") == "Phone":
            found = _PHONE.fullmatch(str(field.get("value")))
            if found:
                return found[1]
    return ""


def understand(body: Any, at: datetime) -> LeadLoad:
    """Read a request body; raises RefusedError with every problem found."""
    if not isinstance(body, dict):
        raise RefusedError(422, "the body must be a JSON object")
    problems = [f"{key} is not a known key" for key in body if key not in _KEYS]
    problems += [
        f"{key} must be a non-empty string"
        for key in ("campaignId", "dialerListId")
        if key in body or key == "campaignId"
        if not isinstance(body.get(key), str) or not body[key].strip()
    ]
    if not isinstance(body.get("listName", ""), str):
        problems.append("listName must be a string")
    for key, allowed in _ENUMS.items():
        if key in body and body[key] not in allowed:
            problems.append(f"{key} must be one of {', '.join(allowed)}")
    fields = _fields(body.get("fields"), problems)
    problems += _lead_key_problems(body.get("leadKeyFields", []), fields)
    problems += _dialer_problems(body, fields)
    number = ten_digits(body)
    if not number and not problems:
        problems.append("the Phone must be 10 digits, 11 digits with a leading 1, or E.164")
    if problems:
        raise RefusedError(422, *problems)
    return LeadLoad(body["campaignId"], number, tuple(fields), at)


def _fields(fields: Any, problems: list[str]) -> list[SentField]:
    if not isinstance(fields, list) or not fields:
        problems.append("fields must be a non-empty array")
        return []
    sent = []
    for index, field in enumerate(fields):
        found = _field_problems(field)
        problems += [f"fields[{index}] {problem}" for problem in found]
        if not found:
            sent.append(SentField(field["value"], field["dialerField"], field.get("type")))
    if sum(1 for field in fields if isinstance(field, dict) and field.get("type") == "Phone") != 1:
        problems.append("fields must hold exactly one value of the type Phone")
    repeats = Counter(field.dialer_field for field in sent)
    problems += [f"dialerField {name} is repeated" for name, times in repeats.items() if times > 1]
    return sent


def _field_problems(field: Any) -> list[str]:
    if not isinstance(field, dict):
        return ["must be an object"]
    problems = [f"{key} is not a known key" for key in field if key not in _FIELD_KEYS]
    problems += [
        f"{key} must be a non-empty string"
        for key in ("value", "dialerField")
        if not isinstance(field.get(key), str) or not field[key].strip()
    ]
    if "type" in field and field["type"] not in FIELD_TYPES:
        problems.append(f"type must be one of {', '.join(FIELD_TYPES)}")
    return problems


def _lead_key_problems(names: Any, fields: list[SentField]) -> list[str]:
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return ["leadKeyFields must be an array of strings"]
    valued = {field.dialer_field for field in fields}
    return [f"the lead key field {name} has no value in fields" for name in names if name not in valued]


def _dialer_problems(body: dict[str, Any], fields: list[SentField]) -> list[str]:
    columns = {field.dialer_field for field in fields}
    problems = []
    if "dialerListId" not in body and not any(field.type == "Zip" for field in fields):
        problems.append("dialerListId must be a non-empty string; without one, fields must hold a Zip")
    if "dedupe" in body:
        problems += [] if "externId" in columns else ["fields must hold externId where there is dedupe"]
        problems += [f"dialerField {name} is reserved" for name in ("callerId", "auxData1") if name in columns]
    return problems
