"""Two languages made up from English: one longer and accented, one written from right to left.

Every text in them stands between ⟦ and ⟧: what does not was never translated, and a text without its end was cut off.
The dots of "Routes…" stand behind that: what opens a dialog is called after it, in every language.
"""

from __future__ import annotations

import re

ACCENTED, MIRRORED = "qps-ploc", "qps-plocm"
"""Their names, by which systems know pseudo-languages."""
SAMPLES = {
    "1,000": "1\N{NO-BREAK SPACE}000",
    "0.5": "0,5",
    "2:04 pm": "14:04",
    "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec": "Jáñ Féb Már Ápr Máÿ Júñ Júl Áúg Séþ Óçt Ñóv Déç",
    "Mon Tue Wed Thu Fri Sat Sun": "Ṁöñđ Ţûéš Ẃéđñ Ţĥûř Ƒřîđ Šåţû Šûñđ",
}
"""Texts that are read by LeadDesk, each translated as a real language would."""
_ROWS_OF_NAMES = tuple(text for text in SAMPLES if " " in text and text.istitle())
_LONGER = 0.4
_FILLING = "øñé ţẃö ţħřéé ƒöúř ƒîvé šîẋ šéṽéñ éîĝħţ ñîñé ţéñ "
_ACCENTS = str.maketrans(
    "ABCDEFGHIJKLMNOPRSTUVWYZabcdefghijklmnoprstuvwyz", "ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞŘŠŢÛṼŴÝŽåƀçðéƒĝĥîĵķļɱñöþřšţûṽŵýž"
)
_LETTERS = "אבגדהוזחטיכלמנסעפצקרשתםןץ"
_MIRRORED = {code: _LETTERS[(code | 32) % len(_LETTERS)] for code in (*range(65, 91), *range(97, 123))}


def accented(text: str) -> str:
    """Returns the text with accents and longer by two fifths."""
    if text in SAMPLES:
        return SAMPLES[text]
    if _has_dots(text):
        return f"{accented(text[:-1])}…"
    more = max(2, round(len(text) * _LONGER))
    filling = (_FILLING * (more // len(_FILLING) + 1))[:more].strip()
    return f"⟦{_outside_places(text, _ACCENTS)} {filling}⟧"


def mirrored(text: str) -> str:
    """Returns the text in letters that are written from right to left."""
    if _has_dots(text):
        return f"{mirrored(text[:-1])}…"
    if text in _ROWS_OF_NAMES:
        return text.translate(_MIRRORED)
    return SAMPLES[text] if text in SAMPLES else f"⟦{_outside_places(text, _MIRRORED)}⟧"


def _has_dots(text: str) -> bool:
    return len(text) > 1 and text.endswith("…")


def _outside_places(text: str, table: dict[int, str] | dict[int, int]) -> str:
    return "".join(
        part if part.startswith("{") else part.translate(table) for part in re.split(r"(\{\{|\{\w+\})", text)
    )
