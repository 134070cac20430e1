"""The history's key as four lines that a person prints, and types when the keyring has lost it.

Each line holds 64 bits as 13 characters of Crockford's base 32 (no I, L, O, U) and two check characters, in three
groups of five. The checks are those of a Reed-Solomon code over 32 symbols that also takes in the line's number: one or
two wrong characters in a line are always found, so is a pair typed the wrong way round, and two lines in each other's
place. Whether the key is that of a history only the history can tell.
"""

from __future__ import annotations

import re
from functools import reduce
from operator import xor

from leaddesk.domain.errors import LeadDeskError
from leaddesk.domain.secret import Secret
from leaddesk.language import tr

LINES = 4
LINE_LENGTH = 15
GROUP = 5
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("ILO", "110")
"""Letters that are no characters of the alphabet, and what they were meant to be."""
_IGNORED = re.compile(r"[\s\-–—.·:_]+")
_BITS = 64
_DATA = 13


class RecoveryKeyMistake(LeadDeskError):
    """What was typed is no recovery key; it says in which line the mistake is, where that can be told."""

    def __init__(self, detail: str, line: int | None = None) -> None:
        super().__init__(
            tr("This is no recovery key."), detail, tr("Compare it with the paper, character by character.")
        )
        self.line = line
        """From 1 on; None where the length is wrong."""


def recovery_lines(key: Secret) -> tuple[str, ...]:
    """Returns the four lines of a history's key (64 hexadecimal digits). Raises ValueError for any other text."""
    if not re.fullmatch(r"[0-9a-f]{64}", key.reveal()):
        raise ValueError("that is no key of a history")
    whole = int(key.reveal(), 16)
    return tuple(_line(number, whole >> _BITS * (LINES - number) & (1 << _BITS) - 1) for number in range(1, LINES + 1))


def read_recovery_key(text: str) -> Secret:
    """Returns the key that four lines stand for, however they are grouped and spaced, in either case.

    Raises RecoveryKeyMistake.
    """
    typed = _IGNORED.sub("", text).upper().translate(_READ_AS)
    for place, character in enumerate(typed[: LINES * LINE_LENGTH]):
        if character not in _ALPHABET:
            number = place // LINE_LENGTH + 1
            raise RecoveryKeyMistake(
                tr(
                    "“{character}” in line {number} stands in no recovery key.",
                    character=text_of(character),
                    number=number,
                ),
                number,
            )
    lines = [typed[start : start + LINE_LENGTH] for start in range(0, len(typed), LINE_LENGTH)]
    whole = 0
    for number, line in enumerate(lines[:LINES], 1):
        if len(line) == LINE_LENGTH:
            whole = whole << _BITS | _read(number, line)
    if len(typed) != LINES * LINE_LENGTH:
        raise RecoveryKeyMistake(
            tr("It has {characters} characters; {typed} were typed.", characters=LINES * LINE_LENGTH, typed=len(typed))
        )
    return Secret(f"{whole:064x}")


def text_of(character: str) -> str:
    """Returns a character as it can be shown in a sentence."""
    return character if character.isprintable() else f"U+{ord(character):04X}"


def _line(number: int, bits: int) -> str:
    data = [bits >> 5 * place & 31 for place in reversed(range(_DATA))]
    both = reduce(xor, data, number)  # what the two checks are together, as the polynomial is zero at 1
    first = next(check for check in range(32) if _is_whole(number, [*data, check, both ^ check]))
    text = "".join(_ALPHABET[symbol] for symbol in (*data, first, both ^ first))
    return "-".join(text[start : start + GROUP] for start in range(0, LINE_LENGTH, GROUP))


def _read(number: int, line: str) -> int:
    symbols = [_ALPHABET.index(character) for character in line]
    bits = 0
    for symbol in symbols[:_DATA]:
        bits = bits << 5 | symbol
    if not _is_whole(number, symbols) or bits >> _BITS:
        raise RecoveryKeyMistake(tr("Line {number} is not as it was printed.", number=number), number)
    return bits


def _is_whole(number: int, symbols: list[int]) -> bool:
    """Tells whether the line's polynomial, its number as the first coefficient, is zero at 1 and at 2."""
    at_one = at_two = 0
    for symbol in (number, *symbols):
        at_one ^= symbol
        at_two = _doubled(at_two) ^ symbol
    return at_one == 0 and at_two == 0


def _doubled(symbol: int) -> int:
    """Returns a symbol times 2 in the field of 32, by x⁵ + x² + 1."""
    return symbol << 1 ^ (0b100101 if symbol & 0b10000 else 0)
