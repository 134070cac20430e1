"""Made-up exchanges, as many as wanted and the same ones each time: numbers, names, places, outcomes as in a year.

Some people and numbers come again and again, most a few times. Nobody here exists: 555-01xx numbers, made names.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import product

from leaddesk.domain.assessment import Grade
from leaddesk.domain.exchange import Opening, SettledBy, Settlement
from leaddesk.domain.profile import Environment
from leaddesk.domain.verdict import Explanation, LoadOutcome
from leaddesk.domain.wire import HttpResponse, RequestRecord

from .server import answer

NEWEST = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)
"""All of them are from before."""
_APART = timedelta(seconds=30)
_LASTED = timedelta(seconds=0.3)

_AREAS = [area for area in range(201, 990) if area % 100 != 11 and area // 100 != 7]
FREE = [f"{area}55501{line:02}" for line in range(100) for area in (702, 703, 713, 714, 718, 720, 732, 770, 773, 786)]
"""Numbers that stand in none of these exchanges."""
_NUMBERS = [f"{area}55501{line:02}" for line in range(100) for area in _AREAS]
_FIRST_NAMES = ["".join(parts) for parts in product(("Ann", "Bel", "Cor", "Dor", "Ell", "Mar"), ("a", "i", "o"), "lnr")]
_LAST_NAMES = [
    "".join(parts)
    for parts in product(
        ("Exam", "Samp", "Mock", "Pat", "Plac", "Tem", "Fict", "Proto", "Dum", "Stan"),
        ("ple", "ler", "tern", "hol", "plat", "ion", "typ", "mer", "din", "ver"),
        ("ton", "ford", "ham", "well", "ley", "wick", "by", "field", "worth"),
        ("", "e", "s", "er", "ing", "man", "sen", "en", "ly", "kin"),
    )
]
_CITIES = ("Springfield", "Fairview", "Riverside", "Centerville", "Greenville")
_OPERATORS = ("Sam", "Alex", "Robin", "Kim")
_LISTS = tuple(f"{what} {number}" for what in ("Solar list", "Roof list", "Medicare list") for number in range(1, 5))


@dataclass(frozen=True, slots=True)
class _Kind:
    """What an exchange may come to."""

    weight: float
    outcome: LoadOutcome
    grade: Grade
    said: str
    answered: str = ""
    """The practice answer; empty where none came."""


_KINDS = (
    _Kind(840, LoadOutcome.LOADED, Grade.NO_BLOCK, "Loaded.", "no_block_returned"),
    _Kind(60, LoadOutcome.LOADED, Grade.DO_NOT_CONTACT, "Loaded.", "federal"),
    _Kind(40, LoadOutcome.LOADED, Grade.REVIEW, "Loaded.", "not_returned"),
    _Kind(50, LoadOutcome.REJECTED, Grade.NO_BLOCK, "The dialer took no lead.", "rejected"),
    _Kind(10, LoadOutcome.NOT_SENT, Grade.REVIEW, "The server could not be reached."),
    _Kind(0.02, LoadOutcome.UNKNOWN, Grade.REVIEW, "The connection broke off before an answer came."),
)


def exchanges(first: int, count: int, of: int) -> Iterator[tuple[Opening, Settlement]]:
    """Returns so many of the exchanges from the first on, which is 0; the last one of all is the newest."""
    chance = random.Random(first)  # the same leads each time
    opening, settlements = _opening(), [_settlement(kind) for kind in _KINDS]
    weights = [kind.weight for kind in _KINDS]
    for place in range(first, first + count):
        at = NEWEST - _APART * (of - place)
        number = _often(chance, _NUMBERS, 1.5)
        (settlement,) = chance.choices(settlements, weights)
        lead = {
            "phone": number,
            "first_name": _often(chance, _FIRST_NAMES, 2),
            "last_name": _often(chance, _LAST_NAMES, 2),
            "city": chance.choice(_CITIES),
            "zip": f"{chance.randrange(1000, 99999):05}",
        }
        yield (
            replace(
                opening,
                at=at,
                operator=chance.choice(_OPERATORS),
                destination_name=chance.choice(_LISTS),
                number=f"+1{number}",
                lead=lead,
                notes=("Sent as typed",) if chance.random() < 0.03 else (),
            ),
            replace(settlement, at=at + _LASTED),
        )


def _often(chance: random.Random, things: Sequence[str], power: float) -> str:
    """Returns one of the things, the first ones more often."""
    return things[int(chance.random() ** power * len(things))]


def _opening() -> Opening:
    return Opening(
        at=NEWEST,
        operator="Sam",
        vendor="purecallerid",
        profile_id="bench",
        profile_name="Bench",
        environment=Environment.TEST,
        destination_id="bench",
        destination_name="Bench list",
        dialer="APN",
        act="Load lead",
        number="+17205550100",
        lead={},
        request=RequestRecord("POST", "https://api.example.com/api/public/lead/load", (), "{}"),
    )


def _settlement(kind: _Kind) -> Settlement:
    json = (("Content-Type", "application/json"),)
    return Settlement(
        at=NEWEST,
        by=SettledBy.ANSWER if kind.answered else SettledBy.NO_ANSWER,
        outcome=kind.outcome,
        explanation=Explanation(kind.said),
        assessment=kind.grade,
        checks={},
        response=HttpResponse(200, json, answer(kind.answered, NEWEST), 0.3) if kind.answered else None,
    )
