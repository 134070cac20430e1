"""A number with a past: earlier checks and notes put into a fake history, as if they had been sent."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from leaddesk.domain.exchange import Opening
from leaddesk.domain.note import Note, NoteKind
from leaddesk.domain.wire import HttpResponse, RequestRecord
from leaddesk.services.answered import answered
from leaddesk.vendors.registry import adapters
from tests.services.fakes import START, FakeJournal
from tests.vendors.purecallerid import answers

NUMBER = "+12025550123"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def body(at: datetime, *, ttl: timedelta = 7 * DAY, **checks: Any) -> dict[str, Any]:
    """Returns an answer of that time in which no check blocks, but for these checks of `lead`."""
    data = answers.clean()
    until = (at + ttl).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    data["lead"]["knownLitigatorCheck"] = answers.litigator(ttl=until)
    data["lead"].update(checks)
    return data


FEDERAL_BLOCKED: dict[str, Any] = {
    "doNotCallResult": {"blocked": True, "sanCoverage": True, "reason": "LISTED_FEDERAL"}
}
NOT_COVERED: dict[str, Any] = {"doNotCallResult": {"blocked": False, "sanCoverage": False, "reason": "NO_SAN"}}
LITIGATOR: dict[str, Any] = {
    "knownLitigatorCheck": answers.litigator(answers.case(), answers.case(CaseNumber="1:99-CV-00002"))
}
SILENT: dict[str, Any] = dict.fromkeys(
    ("validationResult", "doNotCallResult", "stateDoNotCallResult", "knownLitigatorCheck")
)


def opening(at: datetime, number: str = NUMBER) -> Opening:
    """Returns how a load of the number to the check destination began."""
    return Opening(
        at=at - timedelta(seconds=1),
        operator="M. Reyes",
        vendor="purecallerid",
        profile_id="p1",
        profile_name="Northside",
        environment="Production",
        destination_id="other",
        destination_name="Spring outreach",
        dialer="Five9",
        act="Load lead",
        number=number,
        lead={"phone": number},
        request=RequestRecord("POST", "https://vendor.example.com/api/public/lead/load", (), "{}"),
    )


async def seed(
    journal: FakeJournal, ago: timedelta, *, number: str = NUMBER, answer: Mapping[str, Any] | None = None, **more: Any
) -> int:
    """Puts an exchange of so long ago on record and returns its number; `more` are checks of the answer's `lead`."""
    at = START - ago
    start = opening(at, number)
    exchange_id = await journal.open(start)
    content = json.dumps(answer or body(at, **more)).encode()
    response = HttpResponse(200, (("content-type", "application/json"),), content)
    lead = answered(adapters()["purecallerid"], start, response, at, exchange_id)
    await journal.settle(exchange_id, lead.settlement)
    return exchange_id


async def asked(journal: FakeJournal, ago: timedelta, kind: NoteKind = NoteKind.DO_NOT_CALL, **more: Any) -> int:
    """Writes down a wish of so long ago."""
    note = Note(at=START - ago, operator="M. Reyes", kind=kind, number=NUMBER)
    return await journal.write_note(replace(note, **more))
