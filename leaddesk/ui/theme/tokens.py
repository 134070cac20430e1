"""Every colour of LeadDesk, by role, for the light, dark and high contrast looks.

The only place with colour values: everything else asks for a role such as ``text2`` or ``danger.fill``.
"""

from __future__ import annotations

from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple


class QuietColors(NamedTuple):
    """The colours of a verdict family that is never a solid fill."""

    text: str
    tint: str
    edge: str
    """Decoration only: too faint to be the sole sign of anything."""


class FamilyColors(NamedTuple):
    """The colours of a verdict family that can also be a solid fill."""

    text: str
    tint: str
    edge: str
    """Decoration only, as that of a quiet one."""
    fill: str
    on: str
    """Text, icons and focus rings on ``fill``."""


class EnvironmentColors(NamedTuple):
    """What a production, test or practice profile is worn in."""

    fill: str
    on: str


class Tokens(NamedTuple):
    """One complete look."""

    name: str
    """``light``, ``dark`` or ``contrast``."""
    border: int
    """Width of control and card borders in pixels at 100 %."""
    disabled_border: str
    """Style of a disabled control's border: where no colour is fainter than another, its dashes say so."""
    window: str
    rail: str
    surface: str
    sunken: str
    line: str
    """Separators: decoration, never the only sign of anything."""
    edge: str
    """Borders of controls."""
    text: str
    text2: str
    """Labels."""
    text3: str
    """Hints."""
    accent: str
    on_accent: str
    selection: str
    danger: FamilyColors
    warn: FamilyColors
    ok: QuietColors
    unknown: FamilyColors
    neutral: FamilyColors
    production: EnvironmentColors
    test: EnvironmentColors
    practice: EnvironmentColors

    def color(self, role: str) -> str:
        """Return the colour of a role, dotted for families (``warn.text``); AttributeError when there is none."""
        value = attrgetter(role)(self)
        if not isinstance(value, str):
            raise AttributeError(f"{role} is a group of colours, not a colour")
        return value


LIGHT = Tokens(
    name="light",
    border=1,
    disabled_border="solid",
    window="#F3F4F6",
    rail="#E9EBEF",
    surface="#FFFFFF",
    sunken="#F7F8FA",
    line="#DCE0E6",
    edge="#858E9B",
    text="#171B22",
    text2="#48515E",
    text3="#5D6674",
    accent="#2457C5",
    on_accent="#FFFFFF",
    selection="#E4ECFC",
    danger=FamilyColors(text="#A81C16", tint="#FCEDEB", edge="#E2A19C", fill="#B3201A", on="#FFFFFF"),
    warn=FamilyColors(text="#7A4A00", tint="#FFF5E0", edge="#E0BC7A", fill="#F2B13A", on="#241700"),
    ok=QuietColors(text="#19663A", tint="#EDF7F0", edge="#A9D2B8"),
    unknown=FamilyColors(text="#5338A0", tint="#F2EEFB", edge="#B9A8E2", fill="#5A3FA8", on="#FFFFFF"),
    neutral=FamilyColors(text="#48515E", tint="#F0F2F5", edge="#B4BBC6", fill="#48515E", on="#FFFFFF"),
    production=EnvironmentColors(fill="#171B22", on="#FFFFFF"),
    test=EnvironmentColors(fill="#0E6B6B", on="#FFFFFF"),
    practice=EnvironmentColors(fill="#9C2374", on="#FFFFFF"),
)

DARK = Tokens(
    name="dark",
    border=1,
    disabled_border="solid",
    window="#14171C",
    rail="#0F1216",
    surface="#1B1F26",
    sunken="#171A20",
    line="#2D333C",
    edge="#717B89",
    text="#E7EAEF",
    text2="#B3BBC7",
    text3="#939DAB",
    accent="#7FA6F8",
    on_accent="#0C1424",
    selection="#22304E",
    danger=FamilyColors(text="#FF8F87", tint="#361B1B", edge="#7A3633", fill="#C92F27", on="#FFFFFF"),
    warn=FamilyColors(text="#F0BC5E", tint="#332810", edge="#6E5823", fill="#E9AE3E", on="#1E1400"),
    ok=QuietColors(text="#77D09B", tint="#16291E", edge="#2F5A41"),
    unknown=FamilyColors(text="#BBA7F6", tint="#272041", edge="#51437F", fill="#7657CC", on="#FFFFFF"),
    neutral=FamilyColors(text="#B3BBC7", tint="#242931", edge="#4A525E", fill="#B3BBC7", on="#14171C"),
    production=EnvironmentColors(fill="#AEB7C4", on="#14171C"),
    test=EnvironmentColors(fill="#4FBDB8", on="#06201F"),
    practice=EnvironmentColors(fill="#E584C2", on="#2B0A1F"),
)

CONTRAST = Tokens(
    name="contrast",
    border=2,
    disabled_border="dashed",
    window="#000000",
    rail="#000000",
    surface="#000000",
    sunken="#000000",
    line="#FFFFFF",
    edge="#FFFFFF",
    text="#FFFFFF",
    text2="#FFFFFF",
    text3="#E6E6E6",
    accent="#FFE14D",
    on_accent="#000000",
    selection="#3A3200",
    danger=FamilyColors(text="#FF9A92", tint="#000000", edge="#FF7A70", fill="#FF7A70", on="#000000"),
    warn=FamilyColors(text="#FFC845", tint="#000000", edge="#FFC845", fill="#FFC845", on="#000000"),
    ok=QuietColors(text="#7DF0A8", tint="#000000", edge="#7DF0A8"),
    unknown=FamilyColors(text="#CBB8FF", tint="#000000", edge="#CBB8FF", fill="#CBB8FF", on="#000000"),
    neutral=FamilyColors(text="#FFFFFF", tint="#000000", edge="#FFFFFF", fill="#FFFFFF", on="#000000"),
    production=EnvironmentColors(fill="#FFFFFF", on="#000000"),
    test=EnvironmentColors(fill="#66F0E6", on="#000000"),
    practice=EnvironmentColors(fill="#FF9BDD", on="#000000"),
)

LOOKS = {look.name: look for look in (LIGHT, DARK, CONTRAST)}
"""The three looks by name."""


class Paper(StrEnum):
    """Colours of printed pages: dark enough for a fax, whatever the look of the window."""

    INK = "#1a1a1a"
    LABEL = "#555555"
    LOUD = "#9b1c1c"
    RULE = "#b5b5b5"
