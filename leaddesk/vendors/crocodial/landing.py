"""Asks whether a number is among the dialer's leads: lead_search, which Croco-Dial's script may not pass on.

Whether it does is not documented (contract sections 9 and 10), so that only an answer in the words of lead_search that
names the number itself tells anything. It tells the ids of leads, not their lists, and not since when they are there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret
from leaddesk.domain.verdict import Explanation
from leaddesk.domain.wire import HttpRequest, HttpResponse, RequestRecord
from leaddesk.language import tr
from leaddesk.vendors.adapter import NumberFound
from leaddesk.vendors.crocodial.request import TEST_SOURCE, login, post, recall_sent

FUNCTION = "lead_search"
LONGEST_S = 30.0
"""Seconds that a person waits for a look at most."""

_LOOK = tr("Look in the dialer itself.")
_NONE = re.compile(rf"ERROR: {FUNCTION} NO MATCHES FOUND IN THE SYSTEM\b(.*)")
_ROW = re.compile(r"([0-9]+)\|([0-9]+)\|([0-9]+(?:-[0-9]+)*)\|?")
_REFUSALS = (
    ("ERROR: NO FUNCTION SPECIFIED", tr("The dialer's script does not pass this question on.")),
    (f"ERROR: {FUNCTION} USER DOES NOT HAVE PERMISSION", tr("This user may not search for leads.")),
    ("ERROR: auth USER DOES NOT HAVE PERMISSION", tr("This user may not search for leads.")),
    ("ERROR: Login incorrect", tr("User or password is not accepted.")),
    ("ERROR: Too many login attempts", tr("The dialer takes no logins of this user for 15 minutes.")),
    ("ERROR: Your IP Address is not allowed", tr("The dialer does not let this network in.")),
)
"""Beginnings of lines that say why nothing was looked for."""


def landing_number(request: RequestRecord) -> str:
    """Returns the number that a load on record sent; empty for one that lead_search cannot look for."""
    number = recall_sent(request).phone
    return number if re.fullmatch("[0-9]{6,16}", number) else ""


def encode(number: str, profile: ConnectionProfile, secrets: Mapping[str, Secret]) -> HttpRequest:
    """Returns the question. Raises LeadDeskError for a profile that names no domain or user yet."""
    form = (*login(profile, secrets, FUNCTION), ("phone_number", number), ("source", TEST_SOURCE))
    return post(profile, form, writes=False, timeout_s=min(profile.timeout_s, LONGEST_S))


def decode(response: HttpResponse, number: str) -> NumberFound | Explanation:
    """Returns what an answer already scrubbed tells of the number; any bytes whatever tell something or why not."""
    lines = [line.strip() for line in response.body.decode("utf-8", "replace").splitlines() if line.strip()]
    if response.status == 200 and len(lines) == 1:
        none, row = _NONE.fullmatch(lines[0]), _ROW.fullmatch(lines[0])
        if none and number in (part.strip() for part in none[1].split("|")):
            return NumberFound()
        if row and row[1] == number and row[2].strip("0"):
            return NumberFound(tuple(row[3].split("-")))
    return _untold(response, lines)


def _untold(response: HttpResponse, lines: list[str]) -> Explanation:
    for beginning, says in _REFUSALS:
        if any(line.startswith(beginning) for line in lines):
            return Explanation(says, "", _LOOK)
    return Explanation(
        tr(
            "Its answer is none that {function} is known to give ({status}).", function=FUNCTION, status=response.status
        ),
        "",
        _LOOK,
    )
