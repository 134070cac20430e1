"""The words invented leads are made of: people, places, states of a lead. All people are made up.

The statuses are those of the contract's section 6; what waits for an action, and every other word, is plausible
and no vendor's. Numbers are 555-01xx, addresses example.com and the networks kept for documentation.
"""

from __future__ import annotations

from typing import NamedTuple

FIRST_NAMES = (
    "Ada", "Ana", "Ben", "Cory", "Dana", "Eli", "Eva", "Finn", "Gia", "Hal", "Ian", "Ivy", "Joe", "Kai", "Kim", "Lee",
    "Liv", "Max", "Mia", "Nia", "Ola", "Pia", "Quin", "Rob", "Sam", "Testa", "Tom", "Uma", "Vic", "Wes", "Zoe",
)  # fmt: skip
LAST_NAMES = ("Person", "Example", "Sample", "Specimen", "Placeholder", "Dummy", "O'Sample", "Test-Person")


class Place(NamedTuple):
    """An area code with where it lies."""

    area: str
    state: str
    zip_start: str
    zone: str


_EAST, _MID, _MOUNTAIN, _WEST = "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"

PLACES = (
    Place("202", "DC", "200", _EAST),
    Place("305", "FL", "331", _EAST),
    Place("407", "FL", "328", _EAST),
    Place("850", "FL", "325", _MID),
    Place("512", "TX", "787", _MID),
    Place("713", "TX", "770", _MID),
    Place("915", "TX", "799", _MOUNTAIN),
    Place("240", "MD", "208", _EAST),
    Place("405", "OK", "731", _MID),
    Place("918", "OK", "741", _MID),
    Place("206", "WA", "981", _WEST),
    Place("213", "CA", "900", _WEST),
    Place("415", "CA", "941", _WEST),
    Place("720", "CO", "802", _MOUNTAIN),
    Place("602", "AZ", "850", "America/Phoenix"),
    Place("312", "IL", "606", _MID),
    Place("212", "NY", "100", _EAST),
    Place("617", "MA", "021", _EAST),
    Place("404", "GA", "303", _EAST),
    Place("615", "TN", "372", _MID),
    Place("702", "NV", "891", _WEST),
    Place("503", "OR", "972", _WEST),
    Place("808", "HI", "968", "Pacific/Honolulu"),
    Place("907", "AK", "995", "America/Anchorage"),
)


class State(NamedTuple):
    """A status with the words and the facts that go with it."""

    status: str
    human: str
    css: str
    waits: bool = False
    """Something is still to be done, so there is a next action."""
    connected: bool = False
    offer_converted: bool = False
    buyer_converted: bool = False


STATES = (
    State("scheduled", "Scheduled", "label-info", waits=True),
    State("waiting", "Waiting", "label-default", waits=True),
    State("running", "Running", "label-primary", connected=True),
    State("queue", "In queue", "label-default", waits=True),
    State("success", "Success", "label-success", connected=True, offer_converted=True, buyer_converted=True),
    State("completed", "Completed", "label-success", connected=True),
    State("completed_attempted", "Completed: Attempted", "label-default"),
    State("completed_connected", "Completed: Connected", "label-success", connected=True),
    State("completed_converted", "Completed: Converted", "label-success", connected=True, offer_converted=True),
    State("completed_with_one_call", "Completed: One call", "label-default", connected=True),
    State("completed_with_many_calls", "Completed: Many calls", "label-default", connected=True, buyer_converted=True),
    State("exceeded_max_calls", "Exceeded max calls", "label-warning"),
    State("exceeded_short_calls", "Exceeded short calls", "label-warning", connected=True),
    State("dnc", "Do not call", "label-danger"),
    State("failure", "Failure", "label-warning"),
    State("disabled", "Disabled", "label-default"),
    State("blocked", "Blocked", "label-danger"),
    State("opt_out", "Opted out", "label-danger"),
    State("waiting_to_dial", "Waiting to dial", "label-default", waits=True),
)
WAITS_FOR = ("waiting_call_disposition", "waiting_to_dial", "waiting_schedule")
"""What a lead with the status `waiting` waits for."""

INTERESTS = ("solar", "roofing", "windows", "home insurance", "auto insurance", "debt relief", "hearing aids")
ROOFS = ("flat", "tile", "shingle", "metal")
SOURCES = ("web", "radio", "mail", "partner")
TRIGGERS = ("immediate", "attempted", "after_hours")
NETWORKS = ("192.0.2.", "198.51.100.", "203.0.113.", "2001:db8::")
