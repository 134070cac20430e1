"""Places and rules as the shipped data names them, for tests of the calling clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from leaddesk.domain.calling import CallingRule, CallingRules, Candidate, Place, PlaceSource
from leaddesk.infra.calling_rules import rules_from_toml

RULES_FOLDER = Path(__file__).parents[2] / "resources" / "rules"
SHIPPED = rules_from_toml((RULES_FOLDER / "calling-windows.toml").read_bytes())

DENVER = Place("America/Denver", "CO", "Denver, CO", "Colorado")
NEW_YORK = Place("America/New_York", "NY", "New York", "New York")
PHOENIX = Place("America/Phoenix", "AZ", "Phoenix, AZ", "Arizona")
NAVAJO = Place("America/Denver", "AZ", "Window Rock, AZ", "Arizona")
MIAMI = Place("America/New_York", "FL", "Miami, FL", "Florida")
PENSACOLA = Place("America/Chicago", "FL", "Pensacola, FL", "Florida")
DALLAS = Place("America/Chicago", "TX", "Dallas, TX", "Texas")
SAN_JUAN = Place("America/Puerto_Rico", "PR", "San Juan, PR", "Puerto Rico")
TORONTO = Place("America/Toronto", "", "Canada", "Canada")
ARMY = Place("", "AE", "the armed forces in Europe", "the armed forces in Europe")
NOWHERE = Place()
EVERYWHERE = (DENVER, NEW_YORK, PHOENIX, NAVAJO, MIAMI, PENSACOLA, DALLAS, SAN_JUAN, TORONTO, ARMY, NOWHERE)


def says(*places: Place, source: PlaceSource = PlaceSource.ZIP, note: str = "") -> Candidate:
    """What one source says."""
    return Candidate(source, "80202", places, note)


def wall(zone: str, text: str, fold: int = 0) -> datetime:
    """The instant at which a zone's wall clock shows a time, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


def rule(**changes: object) -> CallingRule:
    """A rule for Colorado that leaves 10:00 to 18:00 on all days."""
    base = CallingRule(
        scope="CO",
        states=("CO",),
        days=frozenset(range(7)),
        opens=600,
        closes=1080,
        source="A source",
        checked_on=date(2026, 11, 21),
        review_by=date(2027, 3, 31),
    )
    return replace(base, **changes)  # type: ignore[arg-type]  # a test names the fields it means


def with_rules(*more: CallingRule, own: bool = False) -> CallingRules:
    """The shipped rules and some more."""
    return CallingRules("test", (*SHIPPED.rules, *more), own)
