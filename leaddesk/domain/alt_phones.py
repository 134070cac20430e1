"""Several phones in one text, `number_code_note!number`: `multi_alt_phones` of VICIdial (contract section 4)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from leaddesk.language import tr

LONGEST = 1024
"""Characters that the field takes."""
FORBIDDEN = "_!|\\"
"""Characters that a note must not hold: they part the pieces, or the server drops them."""

_NOTE = r"[^_!|\\\r\n]*"
_RECORD = rf"[0-9]{{6,16}}(?:_[0-9]{{0,4}}(?:_{_NOTE})?)?"
PATTERN = rf"{_RECORD}(?:!{_RECORD})*"
"""What the field matches as a whole."""


@dataclass(frozen=True, slots=True)
class AltPhone:
    """One more number of a lead."""

    number: str
    """Digits, 6 to 16."""
    code: str = ""
    """The country code; the server takes 1 for none."""
    note: str = ""

    def problem(self) -> str:
        """Returns why it cannot go out, empty for one that can."""
        if not re.fullmatch(r"[0-9]{6,16}", self.number):
            return tr("A phone has 6 to 16 digits here, and nothing else.")
        if not re.fullmatch(r"[0-9]{0,4}", self.code):
            return tr("A phone code has 1 to 4 digits.")
        if held := [mark for mark in FORBIDDEN if mark in self.note]:
            return tr("A note cannot hold {held}.", held=" ".join(held))
        return "" if re.fullmatch(_NOTE, self.note) else tr("A note stays on one line.")


def write_phones(phones: Iterable[AltPhone]) -> str:
    """Returns the field's text. Raises ValueError for a phone that has a problem, and for too many of them."""
    records = []
    for phone in phones:
        if problem := phone.problem():
            raise ValueError(problem)
        parts = (phone.number, phone.code, phone.note.strip())
        records.append("_".join(parts).rstrip("_"))
    text = "!".join(records)
    if len(text) > LONGEST:
        raise ValueError(
            tr("Together they take at most {most} characters; these have {count}.", most=LONGEST, count=len(text))
        )
    return text


def read_phones(text: str) -> tuple[AltPhone, ...]:
    """Returns the phones in the field's text, whatever they hold; empty records are left out."""
    records = (record.split("_", 2) for record in text.split("!") if record.strip())
    return tuple(AltPhone(*(part.strip() for part in record)) for record in records)
