"""Texts that want to be more than text, and what puts them in the place of everything a vendor says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

MARK: Final = "Zq7"
"""Begins each text, so that what shows one can be told."""
LOOK_ALIKE: Final = "No block returned"

RICH: Final = (
    f"{MARK}<b>rich</b> <img src='file:///etc/passwd'> <a href=\"javascript:alert(1)\">{LOOK_ALIKE}</a> "
    "&lt;i&gt; & R&D <script>x</script> https://example.com"
)
CONTROL: Final = (
    f"{MARK} \u202ekcolb on\u202c \u2066iso\u2069 \u2068\u2067lates "
    "\u061c\u200e\u200fz\u200be\u2060r\ufeffo so\u00adft "
    "nul\x00bell\x07\x1b[31mred\x1b[0m\x9b1m\x7f tab\there feed\x0bform\x0cnext\x85\u2028\u2029 half\ud83d "
    "tag\U000e0041"
)
TURNED: Final = f"{MARK} \u202ekcolb on\u202c \u2066iso\u2069 z\u200be\u2060ro Z" + "\u0301\u0489" * 60
LINES: Final = f"{MARK}\n{LOOK_ALIKE}\r\n" + "\n" * 3_000 + "end"
FORMULA: Final = f'=HYPERLINK("http://example.com/{MARK}","{LOOK_ALIKE}")'
DDE: Final = f"=cmd|' /C calc'!{MARK}"
STACKED: Final = f"{MARK}Z" + "\u0301\u0489" * 3_000 + "algo"
WIDE: Final = MARK + "W" * 100_000
LOUD: Final = f"{LOOK_ALIKE}. {LOOK_ALIKE} {MARK} Assessment: {LOOK_ALIKE}"

FORMULAS: Final = (
    FORMULA,
    DDE,
    f"+1+{MARK}",
    f"-2+3+cmd|' /C calc'!{MARK}",
    f"@SUM(1+1)*{MARK}",
    f"\t={MARK}",
    f"\r={MARK}",
    f"\n={MARK}",
    f"\uff1d1+{MARK}",
    f" ={MARK}",
)
SHORT: Final = (RICH, CONTROL, FORMULA, DDE, LOUD)
TYPED: Final = (RICH, TURNED, FORMULA, LOUD)
"""What the form takes: no control characters, and no more than 500 others."""
NAMES: Final = (RICH[:79], TURNED[:79], FORMULA[:79], LOUD[:79], MARK + "W" * 76)
"""What profiles and destinations may be called: no control characters, and no more than 80 others."""
LONG: Final = (LINES, STACKED, WIDE)

_FACTS = re.compile(r"[\d:.+\-/ TZ]*")
_KEPT_KEYS = frozenset(("status", "id", "_id", "phone", "phone_number", "campaignStatus", "sendingStatus", "cursor"))
"""Without these an answer would be another answer, and other screens would not be reached."""


@dataclass
class Poison:
    """Puts texts into a vendor's answer: behind each of its own, in a member that no document names, and in names."""

    texts: tuple[str, ...]
    most: int = 400_000
    """So many characters are put into one answer, and then the mark alone: what is longer is cut before it is read."""
    replaces: bool = False
    """Whether the vendor's own words go."""
    put: set[str] = field(default_factory=set)

    def into(self, body: bytes) -> bytes:
        """Returns a JSON answer with the texts in it, and each line of another one with a text behind it."""
        self._left, self._next = self.most, self._round()
        try:
            read = json.loads(body)
        except ValueError:
            lines = body.decode("utf-8", "replace").splitlines()
            return "\n".join(line + self._text().replace("\n", " ") for line in lines).encode("utf-8", "replace")
        return json.dumps(self._value(read, "")).encode()

    def _round(self) -> Iterator[str]:
        while True:
            yield from self.texts

    def _text(self) -> str:
        text = next(self._next)
        if len(text) > self._left:
            text = MARK
        self._left -= len(text)
        self.put.add(text)
        return text

    def _value(self, value: Any, key: str) -> Any:
        match value:
            case dict():
                made = {name: self._value(part, name) for name, part in value.items()}
                return made | {self._text()[:300]: self._text()} if key != "messages" else made
            case list():
                return [self._value(part, key) for part in value]
            case str() if key not in _KEPT_KEYS and not _FACTS.fullmatch(value):
                return self._text() if self.replaces else value + self._text()
            case _:
                return value
