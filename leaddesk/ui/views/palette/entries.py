"""What the palette lists, and which of it fits what was typed: prefix before word before what people also call it.

What is masked is not looked into either: only what is shown can be found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from typing import NamedTuple

from leaddesk.language import tr_later
from leaddesk.ui.masking import DOT

MOST_SHOWN = 40
"""Rows of one group; more are found by typing."""
_LEAST_OF_VERB = 3
"""With so many letters a word may be a verb."""
_DIGITS = frozenset("0123456789 +-().")
_WORD = re.compile(r"[^\W_]+")


class Group(Enum):
    """The groups, in their order and by their captions."""

    TYPED = tr_later("This number")
    ACTIONS = tr_later("Actions")
    CAMPAIGNS = tr_later("Campaigns")
    DESTINATIONS = tr_later("Destinations and routes")
    GUIDE = tr_later("Guide")
    NUMBERS = tr_later("Recent numbers")


_BY_OTHER_WORDS, _OFFERED = 3, 9
"""How well something fits that is found by another word, or that is offered for whatever was typed."""


class Verb(NamedTuple):
    """Something that can be done to what an entry names, found by typing the word before the name."""

    word: str
    """Such as "Pause"."""
    icon: str = ""
    detail: str = ""
    """What happens then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that can be chosen."""

    group: Group
    title: str
    detail: str = ""
    """Where it is, or how it stands; in the place of it, why it cannot be chosen."""
    keys: str = ""
    icon: str = ""
    off: str = ""
    """Why it cannot be chosen now; empty where it can."""
    also: str = ""
    """Words that people look for it by, and that do not stand there."""
    run: Callable[[], None] = field(compare=False, default=lambda: None)
    verbs: tuple[Verb, ...] = field(compare=False, default=())
    do: Callable[[str], None] = field(compare=False, default=lambda _word: None)
    """Does what the word of one of the verbs says."""
    words: tuple[str, ...] = field(init=False, compare=False)
    """Of the title, folded."""
    other_words: tuple[str, ...] = field(init=False, compare=False)
    """Those it is also found by, folded."""
    folded: str = field(init=False, compare=False)
    beside: str = field(init=False, compare=False)
    digits: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        folded = self.title.casefold()
        put = object.__setattr__
        put(self, "folded", folded)
        put(self, "words", tuple(_WORD.findall(folded)))
        put(self, "other_words", tuple(_WORD.findall(self.also.casefold())))
        put(self, "beside", self.detail.casefold())
        if (
            self.group is Group.NUMBERS and DOT not in self.title
        ):  # of a masked one the digits are not beside each other
            put(self, "digits", "".join(filter(str.isdigit, self.title)))
        else:
            put(self, "digits", "")


@dataclass(frozen=True, slots=True)
class Found:
    """What fits, as it is shown."""

    groups: tuple[tuple[Group, tuple[Entry, ...]], ...]
    fits: int
    """How many fit, those that are not shown among them."""


def find(typed: str, entries: Mapping[Group, Sequence[Entry]], offered: Sequence[Entry] = ()) -> Found:
    """Returns what fits, the best first, in groups: the group with the best first, recent numbers always last.

    They come later than the others, and what comes later must not move what somebody is about to choose. Among equals
    what can be chosen stands before what cannot, and then the order in which they were given decides. What is offered
    for just what was typed fits always; a word of the guide stands behind what can be done under the same word.
    """
    wanted = " ".join(typed.casefold().split())
    fits = 0
    ranked: list[tuple[int, Group, tuple[Entry, ...]]] = []
    for group in Group:
        found = [(rank, entry) for entry in entries.get(group, ()) if (rank := rank_of(wanted, entry)) is not None]
        found += _with_verbs(wanted, entries.get(group, ()))
        found.sort(key=lambda one: (one[0], bool(one[1].off)))
        found += [(_OFFERED, entry) for entry in offered if entry.group is group]
        fits += len(found)
        if found:
            ranked.append((found[0][0], group, tuple(entry for _, entry in found[:MOST_SHOWN])))
    ranked.sort(key=lambda one: (one[1] is Group.NUMBERS, _rank_of_group(one[1], one[0])))
    return Found(tuple((group, shown) for _, group, shown in ranked), fits)


def _rank_of_group(group: Group, best: int) -> int:
    if group is Group.TYPED:
        return 0
    return max(best, _BY_OTHER_WORDS) if group is Group.GUIDE else best


def _with_verbs(wanted: str, entries: Sequence[Entry]) -> Iterator[tuple[int, Entry]]:
    """Returns what can be done to entries, where a verb was typed before a name; as many as are shown, the best."""
    typed, _, name = wanted.partition(" ")
    if len(typed) < _LEAST_OF_VERB:
        return
    known = {entry.verbs for entry in entries}
    meant = {verbs: [verb for verb in verbs if verb.word.casefold().startswith(typed)] for verbs in known}
    found = [
        (rank, entry, verb)
        for entry in entries
        if (fit := meant[entry.verbs]) and (rank := rank_of(name, entry)) is not None
        for verb in fit
    ]
    found.sort(key=lambda one: one[0])
    for rank, entry, verb in found[:MOST_SHOWN]:
        said = ". ".join(filter(None, (entry.detail, verb.detail)))
        run = partial(entry.do, verb.word)
        yield rank, Entry(group=entry.group, title=f"{verb.word} {entry.title}", detail=said, icon=verb.icon, run=run)


def rank_of(wanted: str, entry: Entry) -> int | None:
    """Returns how well an entry fits what was typed, folded and with single blanks; 0 is best, None does not fit."""
    if not wanted:
        return 0
    if entry.folded.startswith(wanted):
        return 0
    if (digits := _digits(wanted)) and (rank := _rank_of_digits(digits, entry.digits)) is not None:
        return rank
    parts = wanted.split()
    if all(any(word.startswith(part) for word in entry.words) for part in parts):
        return 1
    if wanted in entry.folded:
        return 2
    if all(any(word.startswith(part) for word in (*entry.words, *entry.other_words)) for part in parts):
        return _BY_OTHER_WORDS
    if all(part in entry.folded or part in entry.beside for part in parts):
        return 4
    letters = "" if _DIGITS.issuperset(wanted) else wanted.replace(" ", "")
    return 5 if _in_order(letters, entry.folded) else None


def _rank_of_digits(digits: str, number: str) -> int | None:
    if not number:
        return None
    if number.startswith(digits) or (len(digits) > 1 and digits[0] == "1" and number.startswith(digits[1:])):
        return 0
    if number.endswith(digits):
        return 1
    return 2 if digits in number else None


def _digits(wanted: str) -> str:
    """Returns the digits of what was typed, where it is a part of a number."""
    return "".join(filter(str.isdigit, wanted)) if _DIGITS.issuperset(wanted) else ""


def _in_order(letters: str, text: str) -> bool:
    """Tells whether the letters stand in the text in their order, beginning where a word begins."""
    if len(letters) < 2:
        return False
    starts = [at for at, char in enumerate(text) if char == letters[0] and (at == 0 or not text[at - 1].isalnum())]
    return any(_follows(letters, text[at:]) for at in starts)


def _follows(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)
