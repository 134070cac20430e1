"""Loudness follows the worse of the two answers."""

from __future__ import annotations

import itertools

import pytest

from leaddesk.ui.icons import ICON_NAMES
from leaddesk.ui.theme.verdict_look import ASSESSMENT_LOOK, OUTCOME_LOOK, STATE_LOOK, grades

ICON_OF = {word: look.icon for word, look in (OUTCOME_LOOK | ASSESSMENT_LOOK).items()} | {
    state: look.icon for state, look in STATE_LOOK.items()
}


@pytest.mark.parametrize(
    ("outcome", "assessment", "expected"),
    [
        ("Loaded", "No block returned", ("even", "even")),
        ("Loaded", "Do not contact", ("quiet", "loud")),
        ("Loaded", "Review", ("quiet", "loud")),
        ("Loaded, partly done", "Review", ("loud", "quiet")),
        ("Loaded, partly done", "Do not contact", ("quiet", "loud")),
        ("Loaded, nobody will dial it", "Review", ("loud", "quiet")),
        ("Duplicate", "Review", ("quiet", "loud")),
        ("Duplicate", "No block returned", ("loud", "quiet")),
        ("Not sent", "Review", ("loud", "quiet")),
        ("Rejected", "Do not contact", ("quiet", "loud")),
        ("Rejected", "No block returned", ("loud", "quiet")),
        ("Outcome unknown", "Review", ("loud", "quiet")),
        ("Outcome unknown", "Do not contact", ("quiet", "loud")),
    ],
)
def test_grades(outcome: str, assessment: str, expected: tuple[str, str]) -> None:
    assert grades(outcome, assessment) == expected


@pytest.mark.parametrize(("outcome", "assessment"), [*itertools.product(OUTCOME_LOOK, ASSESSMENT_LOOK)])
def test_a_loud_plate_is_never_good_news(outcome: str, assessment: str) -> None:
    loudness = grades(outcome, assessment)
    looks = OUTCOME_LOOK[outcome], ASSESSMENT_LOOK[assessment]
    assert [look.family for look, grade in zip(looks, loudness, strict=True) if grade == "loud"] != ["ok"]
    assert loudness.count("loud") == (0 if loudness == ("even", "even") else 1)


def test_unknown_word_is_refused() -> None:
    with pytest.raises(KeyError):
        grades("Sent", "Review")


def test_every_look_has_its_icon() -> None:
    assert set(ICON_OF.values()) <= ICON_NAMES


def test_silence_and_block_own_their_icons() -> None:
    assert {word for word, icon in ICON_OF.items() if icon == "octagon-x"} == {"Do not contact", "blocked"}
    assert {word for word, icon in ICON_OF.items() if icon == "circle-dashed"} == {"not returned"}


def test_the_shape_of_a_tile_tells_block_answer_and_silence_apart() -> None:
    assert {state: look.tile for state, look in STATE_LOOK.items()} == {
        "blocked": "filled",
        "no block returned": "tint",
        "not covered by SAN": "tint",
        "stale": "tint",
        "not returned": "dashed",
        "unreadable": "dashed",
    }
