"""Families and the type scale: which size and weight each use of text has.

Sizes are pixels at 100 %; ``Theme.font`` multiplies them by the zoom factor.
"""

from __future__ import annotations

import sys
from typing import NamedTuple

from PySide6.QtGui import QFont, QFontDatabase


class TypeStyle(NamedTuple):
    """One line of the type scale."""

    px: int
    weight: int
    mono: bool = False


SCALE = {
    "loud": TypeStyle(36, 700),
    "loud_narrow": TypeStyle(32, 700),
    "even": TypeStyle(28, 600),
    "quiet": TypeStyle(22, 600),
    "phone": TypeStyle(26, 600),
    "phone_check": TypeStyle(30, 600),
    "dossier": TypeStyle(20, 600),
    "waiting": TypeStyle(20, 400),
    "title": TypeStyle(16, 600),
    "state": TypeStyle(17, 600),
    "state_narrow": TypeStyle(15, 600),
    "reason": TypeStyle(14, 500),
    "heading": TypeStyle(13, 600),
    "name": TypeStyle(13, 500),
    "body": TypeStyle(13, 400),
    "label": TypeStyle(12, 500),
    "hint": TypeStyle(12, 400),
    "badge": TypeStyle(11, 600),
    "axis": TypeStyle(11, 400),
    "mono": TypeStyle(11, 400, mono=True),
}
"""Type styles by use; the QSS property ``type`` and ``Theme.font`` take these names."""

_SANS = {
    "win32": ("Segoe UI Variable Text", "Segoe UI"),
    "darwin": (".AppleSystemUIFont",),
}
_LINUX_SANS = ("Inter", "Noto Sans", "Cantarell", "Ubuntu", "DejaVu Sans")
_MONO = {
    "win32": ("Cascadia Mono", "Consolas"),
    "darwin": ("SF Mono", "Menlo"),
}
_LINUX_MONO = ("JetBrains Mono", "Noto Sans Mono", "DejaVu Sans Mono")
_GENERIC = frozenset({"", "sans", "sans serif", "sans-serif", "monospace"})


def sans_families(platform: str = sys.platform) -> list[str]:
    """Return the text families in order of preference, the generic one last."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    if platform in _SANS:
        return [*_SANS[platform], system]
    named = [] if system.lower() in _GENERIC else [system]
    return [*named, *_LINUX_SANS, system or "sans-serif"]


def mono_families(platform: str = sys.platform) -> list[str]:
    """Return the fixed-pitch families in order of preference, the generic one last."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
    return [*_MONO.get(platform, _LINUX_MONO), system or "monospace"]


def make_font(use: str, zoom: float) -> QFont:
    """Return the font of a use of text; KeyError when the type scale has no such use."""
    style = SCALE[use]
    font = QFont()
    font.setFamilies(mono_families() if style.mono else sans_families())
    font.setPixelSize(round(style.px * zoom))
    font.setWeight(QFont.Weight(style.weight))
    return font


def tabular(font: QFont) -> QFont:
    """Return the font with figures of equal width, for number columns only: it also widens hyphens."""
    figures = QFont(font)
    figures.setFeature(QFont.Tag("tnum"), 1)
    return figures
