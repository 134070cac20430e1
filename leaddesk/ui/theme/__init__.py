"""The look of the window: colours by role, type scale, style sheet, and how verdict words appear."""

from leaddesk.ui.theme.theme import CHOICES, FUSION, NARROW_WIDTH, ZOOM_RANGE, Theme, restyle
from leaddesk.ui.theme.tokens import CONTRAST, DARK, LIGHT, LOOKS, Tokens

__all__ = [
    "CHOICES",
    "CONTRAST",
    "DARK",
    "FUSION",
    "LIGHT",
    "LOOKS",
    "NARROW_WIDTH",
    "ZOOM_RANGE",
    "Theme",
    "Tokens",
    "restyle",
]
