"""How each verdict word looks: its family, icon and grade, and which of two answers is the loud one.

Words are the product's; this module decides nothing about a lead.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from leaddesk.language import tr

Family = Literal["ok", "warn", "danger", "unknown", "neutral"]
PlateGrade = Literal["loud", "even", "quiet", "dashed"]
Tile = Literal["filled", "tint", "dashed"]


class WordLook(NamedTuple):
    """Family, icon and grade of a load outcome or an assessment."""

    family: Family
    icon: str
    grade: int
    """0 is good news; the higher of two grades is shown loud."""


class StateLook(NamedTuple):
    """How a check card shows one of the six states."""

    word: str
    """The word on the card."""
    family: Family
    icon: str
    tile: Tile
    border: str
    """``line`` or the family whose edge the card wears; ``dashed`` for silence."""


OUTCOME_LOOK = {
    "Loaded": WordLook("ok", "circle-check", 0),
    "Loaded, partly done": WordLook("warn", "triangle-alert", 2),
    "Loaded, nobody will dial it": WordLook("danger", "triangle-alert", 3),
    "Duplicate": WordLook("warn", "copy", 1),
    "Not sent": WordLook("neutral", "unplug", 2),
    "Rejected": WordLook("danger", "circle-x", 2),
    "Outcome unknown": WordLook("unknown", "circle-question-mark", 3),
}

ACT_LOOK = {
    "Done": WordLook("ok", "circle-check", 0),
    "Did not change": WordLook("warn", "triangle-alert", 1),
    "Not sent": OUTCOME_LOOK["Not sent"],
    "Rejected": OUTCOME_LOOK["Rejected"],
    "Outcome unknown": OUTCOME_LOOK["Outcome unknown"],
}
"""What became of an act on a campaign; no assessment ever stands beside it."""

ASSESSMENT_LOOK = {
    "No block returned": WordLook("ok", "check", 0),
    "Review": WordLook("warn", "triangle-alert", 1),
    "Do not contact": WordLook("danger", "octagon-x", 4),
}

STATE_LOOK = {
    "blocked": StateLook(tr("Blocked"), "danger", "octagon-x", "filled", "danger"),
    "no block returned": StateLook(tr("No block returned"), "ok", "check", "tint", "line"),
    "not covered by SAN": StateLook(tr("Not covered by SAN"), "warn", "map-pin-off", "tint", "warn"),
    "stale": StateLook(tr("Stale"), "warn", "clock-alert", "tint", "warn"),
    "not returned": StateLook(tr("Not returned"), "unknown", "circle-dashed", "dashed", "dashed"),
    "unreadable": StateLook(tr("Unreadable"), "unknown", "file-question-mark", "dashed", "dashed"),
}
"""The six check states by their names in the product's words."""


def grades(outcome_word: str, assessment_word: str) -> tuple[PlateGrade, PlateGrade]:
    """Return the grades of the outcome plate and the assessment plate; KeyError for an unknown word."""
    outcome = OUTCOME_LOOK[outcome_word].grade
    assessment = ASSESSMENT_LOOK[assessment_word].grade
    if outcome == assessment == 0:
        return "even", "even"
    return ("loud", "quiet") if outcome > assessment else ("quiet", "loud")
