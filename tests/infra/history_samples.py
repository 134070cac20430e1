"""Exchanges for the tests of the history: one plain, and any that the types allow."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import strategies as st

from leaddesk.domain.exchange import Opening, SettledBy, Settlement
from leaddesk.domain.note import Note, NoteKind
from leaddesk.domain.secret import Secret
from leaddesk.domain.verdict import Explanation, LoadOutcome
from leaddesk.domain.wire import HttpResponse, RequestRecord
from leaddesk.infra.history.migrate import shipped_migrations

KEY = Secret("0f" * 32)
AT = datetime(2026, 3, 4, 15, 16, 17, 89, UTC)


def opening(**changes: object) -> Opening:
    """Returns one lead about to be sent, with these differences."""
    values: dict[str, object] = {
        "at": AT,
        "operator": "Sam Supervisor",
        "vendor": "purecallerid-leads",
        "profile_id": "p1",
        "profile_name": "Main account",
        "environment": "Production",
        "destination_id": "d1",
        "destination_name": "Spring list",
        "dialer": "APN",
        "act": "Load lead",
        "number": "+12025550142",
        "lead": {"phone": "(202) 555-0142", "first_name": "Annabel", "last_name": "Exampleton"},
        "request": RequestRecord("POST", "https://api.example.com/lead", (("x-api-key", "••••"),), '{"a": 1}'),
        "notes": ("Sent as typed",),
    }
    return Opening(**(values | changes))  # type: ignore[arg-type]


def settlement(**changes: object) -> Settlement:
    """Returns an accepted lead's end, with these differences."""
    values: dict[str, object] = {
        "at": AT + timedelta(seconds=2),
        "by": SettledBy.ANSWER,
        "outcome": LoadOutcome.LOADED,
        "explanation": Explanation("Loaded.", "The dialer has it.", "Nothing to do."),
        "assessment": "Review",
        "checks": {"Federal do-not-call": "no block returned"},
        "response": HttpResponse(200, (("Content-Type", "application/json"),), b'{"ok": true}\x00\xff', 0.25),
    }
    return Settlement(**(values | changes))  # type: ignore[arg-type]


def note(**changes: object) -> Note:
    """Returns a wish not to be called, with these differences."""
    values: dict[str, object] = {
        "at": AT + timedelta(minutes=5),
        "operator": "Sam Supervisor",
        "kind": NoteKind.DO_NOT_CALL,
        "number": "+12025550142",
        "reason": "Said so on the phone",
    }
    return Note(**(values | changes))  # type: ignore[arg-type]


texts = st.text(st.characters(), max_size=30) | st.sampled_from(
    ["\x00", "a\x00b", "\ud800", "\ud83d\ude00", "😀", "%_\\"]
)
"""Also NULs, emoji and lone surrogates."""
_moments = st.datetimes(
    min_value=datetime(1970, 1, 2),  # noqa: DTZ001 - the strategy adds the zone
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=-7)), timezone(timedelta(hours=5, minutes=45))]),
)
_maps = st.dictionaries(texts, texts, max_size=5)
_pairs = st.lists(st.tuples(texts, texts), max_size=4).map(tuple)

openings = st.builds(
    Opening,
    at=_moments,
    operator=texts,
    vendor=texts,
    profile_id=texts,
    profile_name=texts,
    environment=texts,
    destination_id=texts,
    destination_name=texts,
    dialer=texts,
    act=texts,
    number=texts,
    lead=_maps,
    request=st.builds(RequestRecord, texts, texts, _pairs, texts),
    data_quality_counts=st.booleans(),
    notes=st.lists(texts, max_size=3).map(tuple),
)

settlements = st.builds(
    Settlement,
    at=_moments,
    by=st.sampled_from(SettledBy),
    outcome=st.sampled_from(LoadOutcome),
    explanation=st.builds(Explanation, texts, texts, texts),
    assessment=texts,
    checks=_maps,
    response=st.none()
    | st.builds(
        HttpResponse,
        st.integers(0, 999),
        _pairs,
        st.binary(max_size=200),
        st.floats(allow_nan=False),
        st.booleans(),
    ),
    operator=texts,
    rules=texts,
)

notes = st.builds(
    Note,
    at=_moments,
    operator=texts,
    kind=st.sampled_from(NoteKind),
    number=texts,
    exchange_id=st.none() | st.just(1),
    reason=texts,
    text=texts,
)


def write_form_1(connection: sqlite3.Connection, count: int = 1) -> None:
    """Makes a history as the first LeadDesk wrote it, with so many exchanges, each settled but the last of several."""
    connection.executescript(shipped_migrations()[0].sql + "PRAGMA user_version = 1;")
    lead = '{"phone":"(202) 555-0142","first_name":"Annabel","last_name":"Exampleton","zip":"20500"}'
    request = '{"method":"POST","url":"https://api.example.com/lead","headers":[["x-api-key","••••"]],"body":"{}"}'
    for number in range(1, count + 1):
        connection.execute(
            "INSERT INTO opening VALUES (?, '2026-03-04T15:16:17.000089+00:00', 'Sam Supervisor', 'purecallerid-leads',"
            " 'p1', 'Main account', 'Production', 'd1', 'Spring list', 'APN', 'Load lead', '+12025550142', 1,"
            " '[\"Sent as typed\"]', ?, ?)",
            (number, lead, request),
        )
        connection.execute(
            "INSERT INTO latest (exchange_id, digits, words) VALUES (?, '12025550142', 'annabel exampleton')", (number,)
        )
        if number == 1 or number < count:
            connection.execute(
                "INSERT INTO settlement (exchange_id, at, settled_by, outcome, assessment, explanation, checks, status,"
                " headers, body, elapsed_s, capped) VALUES (?, '2026-03-04T15:16:19.000089+00:00', 'answer', 'Loaded',"
                " 'Review', '[\"Loaded.\",\"\",\"\"]', '{}', 200, '[]', x'7b7d', 0.25, 0)",
                (number,),
            )
