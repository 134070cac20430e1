"""Tests the connection to Croco-Dial: add_lead with a number that is too short to be inserted (contract section 8).

The server looks at login and rights first, at the number's length then: that refusal proves both. Croco-Dial's own
script in front of it may differ, so a success, which must not be, is said loudly.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime

from leaddesk.domain.connection import ConnectionFinding, Reach
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.domain.secret import Secret
from leaddesk.domain.verdict import Explanation, LoadOutcome, Verdict
from leaddesk.domain.wire import HttpRequest, HttpResponse
from leaddesk.language import tr
from leaddesk.vendors.adapter import Sent
from leaddesk.vendors.crocodial.line import Effect
from leaddesk.vendors.crocodial.lines import LINES
from leaddesk.vendors.crocodial.outcome import decode as decode_lead
from leaddesk.vendors.crocodial.request import TEST_SOURCE, TOO_SHORT, login, post
from leaddesk.vendors.crocodial.unclear import NOTHING_LOADED

LONGEST_S = 30.0
"""Seconds that a person waits for a test at most."""

_PAST_LOGIN = ("INVALID PHONE NUMBER", "NOT AN ALLOWED LIST ID", "NOT A DEFINED LIST ID")
_UNPROVEN = tr("Whether user and password are accepted did not show.")
_CHECK_URL = tr("Check the Base URL: it ends in /API/lmapi.php.")
_NEVER = tr("A password with other characters than letters, digits, - and _ never works.")


def encode(profile: ConnectionProfile, secrets: Mapping[str, Secret]) -> HttpRequest:
    """Returns the question. Raises LeadDeskError for a profile that names no domain or user yet."""
    form = (*login(profile, secrets), ("phone_number", TOO_SHORT), ("source", TEST_SOURCE))
    return post(profile, form, writes=False, timeout_s=min(profile.timeout_s, LONGEST_S))


def decode(response: HttpResponse, at: datetime) -> ConnectionFinding:
    """Returns what an answer already scrubbed shows; any bytes whatever give a finding. `at` is when it came."""
    verdict = decode_lead(response, Sent(), at)
    if verdict.outcome is LoadOutcome.LOADED:
        return ConnectionFinding(
            Reach.FAILED,
            Explanation(
                tr("The dialer took the test number 1 as a lead, which it should refuse."),
                tr("User and password are accepted. {detail}", detail=verdict.explanation.detail).strip(),
                tr("Delete that lead in the dialer, and do not test this connection again."),
            ),
        )
    if verdict.reason.startswith(_PAST_LOGIN):
        detail = tr("The dialer looked at them before it refused the test number, which is too short to be loaded.")
        if not verdict.reason.startswith("INVALID"):
            detail = tr(
                "{title} That counts for its default list only: no list was named.", title=verdict.explanation.title
            )
        return ConnectionFinding(Reach.PROVEN, Explanation(tr("User and password are accepted."), detail))
    if verdict.reason:
        return _refused(verdict)
    title = verdict.explanation.title
    if response.status == 429:
        wait = verdict.retry_after_s
        hint = (
            tr("Wait a little, then test again.")
            if wait is None
            else tr("Test again after {seconds} s.", seconds=math.ceil(wait))
        )
        return ConnectionFinding(Reach.UNPROVEN, Explanation(title, _UNPROVEN, hint))
    if 300 <= response.status <= 399:
        title = tr(
            "The server pointed to another address ({status}); LeadDesk does not follow.", status=response.status
        )
    return ConnectionFinding(Reach.FAILED, Explanation(title, _UNPROVEN, _CHECK_URL))


def _refused(verdict: Verdict) -> ConnectionFinding:
    """Returns the finding of an ERROR line: one that is known says what is wrong, another leaves it open."""
    line = next((line for line in LINES if line.message == verdict.reason), None)
    why = verdict.explanation
    if line is None or line.effect not in (Effect.REFUSED, Effect.LOCKED):
        title = tr("The dialer answered: {reason}.", reason=verdict.reason)
        return ConnectionFinding(Reach.UNPROVEN, Explanation(title, _UNPROVEN, why.hint))
    detail = why.detail.removesuffix(NOTHING_LOADED).strip()
    if line.message.startswith("Login"):
        detail = detail or _NEVER
    return ConnectionFinding(Reach.FAILED, Explanation(why.title, detail, why.hint))
