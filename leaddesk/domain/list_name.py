"""What is odd about the name of a list: a vendor that has no look-up takes another name for another list.

Nothing is corrected: how the vendor compares names is documented nowhere (contract section 2), so the text goes out
as it was typed and a person decides.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from leaddesk.language import tr

_LOOKALIKE_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")
"""Letters of one of these can pass for letters of another."""


def list_name_problem(name: str) -> str:
    """Returns why a text can be no list's name, as one sentence; empty when it can."""
    return "" if name.strip() else tr("Type the exact name of the list.")


def list_name_oddities(name: str, known: Iterable[str] = ()) -> tuple[str, ...]:
    """Returns what is odd about a list's name, one sentence each; `known` are names that were seen before."""
    found = [*_blanks(name), *_letters(name)]
    if "+" in name:
        found.append(tr("It holds a plus sign: it is sent as a plus sign (%2B), never as a blank."))
    found += [
        tr(
            "It is not “{other}”, which was seen before: {difference}.",
            other=other,
            difference=_difference(name, other),
        )
        for other in dict.fromkeys(known)
        if other != name and _alike(other) == _alike(name)
    ]
    return tuple(found)


def _blanks(name: str) -> Iterable[str]:
    if name != name.lstrip():
        yield tr("It begins with a blank, which is sent too.")
    if name != name.rstrip():
        yield tr("It ends with a blank, which is sent too.")
    inner = name.strip()
    if "  " in inner:
        yield tr("It holds two blanks in a row.")
    if any(unicodedata.category(char) == "Zs" and char != " " for char in inner):
        yield tr("It holds a blank that is no ordinary one.")
    if any(unicodedata.category(char) in ("Cc", "Cf") for char in name):
        yield tr("It holds a character that cannot be seen.")


def _letters(name: str) -> Iterable[str]:
    if not unicodedata.is_normalized("NFC", name):
        yield tr("An accent in it is a character of its own (NFD): most systems store the letter as one (NFC).")
    scripts = sorted({script for char in name if (script := _script(char))})
    if len(scripts) > 1:
        odd = sorted({char for char in name if _script(char) not in ("", "LATIN")})
        named = ", ".join(f"{char} (U+{ord(char):04X}, {unicodedata.name(char).lower()})" for char in odd[:3])
        yield tr("It mixes letters that look alike: {named}.", named=named)
    if unicodedata.normalize("NFKC", name) != unicodedata.normalize("NFC", name):
        yield tr("It holds a character that only looks like an ordinary one, such as a wide letter or a ligature.")


def _script(char: str) -> str:
    if not char.isalpha():
        return ""
    word = unicodedata.name(char, "").partition(" ")[0]
    return word if word in _LOOKALIKE_SCRIPTS else ""


def _difference(name: str, other: str) -> str:
    if unicodedata.normalize("NFC", name) == unicodedata.normalize("NFC", other):
        return tr("an accent is written in another way")
    if name.replace("+", " ") == other.replace("+", " "):
        return tr("one has a plus sign where the other has a blank")
    if " ".join(name.split()) == " ".join(other.split()):
        return tr("the blanks differ")
    if name.lower() == other.lower():
        return tr("capital and small letters differ")
    return tr("a character that looks alike differs")


def _alike(name: str) -> str:
    """Returns what two names share that a person could take for the same."""
    plain = unicodedata.normalize("NFKC", name).casefold().translate(_TWINS).replace("+", " ")
    return " ".join("".join(char for char in plain if unicodedata.category(char) not in ("Cc", "Cf")).split())


_TWINS = str.maketrans("авеікмнорстухѕјαβεικνορτυχ", "abeikmhopctyxsjabeikvoptux")
"""Small Cyrillic and Greek letters, and the Latin ones they look like."""
