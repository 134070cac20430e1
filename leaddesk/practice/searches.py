"""The practice searches: words for *Search text* that say in which way the lead search answers.

A word begins with `practice:`; several may stand together and beside ordinary words, which still filter. The table
holds the useful ones for `python -m leaddesk.practice --list`; a word the grammar does not know is refused.

    practice:429             every page
    practice:429-page-3      page 3 only
    practice:429-once        each page the first time it is asked for, then it answers
    practice:429-once-page-3 both
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

PREFIX = "practice:"


class SearchGroup(Enum):
    """The headings that `python -m leaddesk.practice --list` shows the searches under."""

    ROWS = "Rows"
    PAGES = "Pages"
    FAULTS = "Faults"


@dataclass(frozen=True)
class PracticeSearch:
    """One line of the table: a word to search for and what the server does with it."""

    word: str
    """What to type into *Search text*."""
    title: str
    """A few words for it."""
    says: str
    """One line that says what to expect."""
    group: SearchGroup


@dataclass(frozen=True)
class Behaviour:
    """A practice word taken apart."""

    name: str
    """The word without its prefix, page and number: `429`, `cap`, `root`."""
    number: int = 0
    """The number in `cap50` and `last-page-3`, else 0."""
    text: str = ""
    """The name in `root=records`, else empty."""
    page: int | None = None
    """The only page it is for; None is every page."""
    once: bool = False
    """Whether it acts only the first time a page is asked for."""

    def on(self, page: int) -> bool:
        """Returns whether it is for a page."""
        return self.page in {None, page}


_R, _P, _F = SearchGroup.ROWS, SearchGroup.PAGES, SearchGroup.FAULTS

PRACTICE_SEARCHES: tuple[PracticeSearch, ...] = (
    PracticeSearch("practice:hostile", "Hostile texts", "markup, right-to-left, emoji, formulas", _R),
    PracticeSearch("practice:malformed", "Malformed rows", "what is no row among the rows", _R),
    PracticeSearch("practice:mixed-types", "Mixed types", "the same column in several types", _R),
    PracticeSearch("practice:nulls", "Nothing but ids", "every other column is null", _R),
    PracticeSearch("practice:no-ids", "No ids", "rows without id and uuid", _R),
    PracticeSearch("practice:duplicates", "Duplicate ids", "every tenth row comes twice", _R),
    PracticeSearch("practice:big-cell", "A cell of 1 MB", "in the first row of all", _R),
    PracticeSearch("practice:nested", "Deep data", "40 levels in the column data", _R),
    PracticeSearch("practice:new-columns", "New columns", "two that nobody has documented", _R),
    PracticeSearch("practice:ignores-filters", "Filters ignored", "rows that do not fit the search", _R),
    PracticeSearch("practice:no-total", "No total", "nobody says how many there are", _P),
    PracticeSearch("practice:wrong-total", "Wrong total", "10 are announced, all come", _P),
    PracticeSearch("practice:cap50", "At most 50 rows a page", "however many were asked for", _P),
    PracticeSearch("practice:bare", "Bare array", "no root, no metadata", _P),
    PracticeSearch("practice:root=records", "Another root", "metadata names it", _P),
    PracticeSearch("practice:unnamed-root", "Unnamed root", "nothing names it", _P),
    PracticeSearch("practice:no-metadata", "No metadata", "the rows under leads and nothing else", _P),
    PracticeSearch("practice:no-rows", "No rows", "an object without any array", _P),
    PracticeSearch("practice:cursor", "Cursor offered", "metadata holds next_cursor", _P),
    PracticeSearch("practice:last-page-3", "No page after 3", "422, asks for the cursor", _P),
    PracticeSearch("practice:repeat", "The same page for ever", "every page is the first one", _P),
    PracticeSearch("practice:empty-page-3", "Page 3 is empty", "though more would follow", _P),
    PracticeSearch("practice:short-page-3", "Page 3 is short", "half of it, though more would follow", _P),
    PracticeSearch("practice:inserted", "New leads while paging", "3 come in between two pages", _P),
    PracticeSearch("practice:slow", "Slow, 3 seconds", "each page takes its time", _F),
    PracticeSearch("practice:slow-page-2", "Page 2 is slow", "try Cancel search", _F),
    PracticeSearch("practice:stall", "Stalled", "never answers, try Cancel search", _F),
    PracticeSearch("practice:hang-page-2", "Page 2 hangs", "half of it arrives, then silence", _F),
    PracticeSearch("practice:drop-page-2", "Page 2 is dropped", "the connection breaks, no answer", _F),
    PracticeSearch("practice:reset-page-2", "Page 2 breaks off", "the connection breaks in the middle", _F),
    PracticeSearch("practice:reset-once", "Each page breaks once", "and comes when asked for again", _F),
    PracticeSearch("practice:truncated", "Truncated", "half its length", _F),
    PracticeSearch("practice:fail-page-3", "Page 3 fails", "500 however often it is asked for", _F),
    PracticeSearch("practice:fail-once", "Each page fails once", "500, then it comes", _F),
    PracticeSearch("practice:503", "Not available", "503 on every page", _F),
    PracticeSearch("practice:429", "Too many requests", "429, again after 3 s, for ever", _F),
    PracticeSearch("practice:429-once", "Too many, then fewer", "429 once for each page", _F),
    PracticeSearch("practice:429-date-once", "Too many until", "429 once, with a date", _F),
    PracticeSearch("practice:400", "Bad request", "refused with 400", _F),
    PracticeSearch("practice:401-page-2", "Key withdrawn", "401 on page 2", _F),
    PracticeSearch("practice:403", "Forbidden", "refused with 403", _F),
    PracticeSearch("practice:404", "Not found", "refused with 404", _F),
    PracticeSearch("practice:422", "Not processable", "422, names the field", _F),
    PracticeSearch("practice:errors", "Errors inside a 200", "status and errors, no rows", _F),
    PracticeSearch("practice:html", "Sign-in page", "200, but a web page", _F),
    PracticeSearch("practice:redirect", "Redirect to sign-in", "302 to another host", _F),
    PracticeSearch("practice:not-json", "Not JSON", "cannot be read", _F),
    PracticeSearch("practice:empty-body", "Empty answer", "200 and nothing", _F),
    PracticeSearch("practice:huge", "30 MB", "more than is read", _F),
)

FAULT_NAMES = frozenset(
    {
        "slow", "stall", "hang", "drop", "reset", "truncated", "fail", "503", "429", "429-date", "400", "401", "403",
        "404", "422", "errors", "html", "redirect", "not-json", "empty-body", "huge",
    }
)  # fmt: skip
_PLAIN = frozenset(
    {
        "hostile", "malformed", "mixed-types", "nulls", "no-ids", "duplicates", "big-cell", "nested", "new-columns",
        "ignores-filters", "no-total", "wrong-total", "bare", "unnamed-root", "no-metadata", "no-rows", "cursor",
        "repeat", "inserted",
    }
)  # fmt: skip
_FAULT = re.compile(
    rf"(?P<name>{'|'.join(sorted(FAULT_NAMES, key=len, reverse=True))})"
    r"(?P<once>-once)?(?:-page-(?P<page>[1-9][0-9]{0,8}))?"
)
_OF_A_PAGE = re.compile(r"(?P<name>empty|short)-page-(?P<page>[1-9][0-9]{0,8})")
_NUMBERED = re.compile(r"(?P<name>cap|last-page-)(?P<number>[1-9][0-9]{0,8})")
_ROOT = re.compile(r"root=(?P<text>[a-z][a-z_]{0,39})")


class UnknownWordError(Exception):
    """A practice word that is none; its text is the word."""


@dataclass(frozen=True)
class Behaviours:
    """What the practice words of one request ask for."""

    every: tuple[Behaviour, ...] = ()

    def has(self, name: str) -> bool:
        """Returns whether a word was given."""
        return self.named(name) is not None

    def named(self, name: str) -> Behaviour | None:
        """Returns the first behaviour of a name, or None."""
        return next((behaviour for behaviour in self.every if behaviour.name == name), None)

    def faults(self, page: int) -> tuple[Behaviour, ...]:
        """Returns the faults that are for a page."""
        return tuple(found for found in self.every if found.name in FAULT_NAMES and found.on(page))


def read_text(fulltext: str) -> tuple[tuple[str, ...], Behaviours]:
    """Returns the ordinary words of a search text in lower case, and its practice words; raises UnknownWordError."""
    words = fulltext.lower().split()
    found = tuple(_behaviour(word.removeprefix(PREFIX)) for word in words if word.startswith(PREFIX))
    return tuple(word for word in words if not word.startswith(PREFIX)), Behaviours(found)


def _behaviour(word: str) -> Behaviour:
    if word in _PLAIN:
        return Behaviour(word)
    if found := _FAULT.fullmatch(word):
        page = found["page"]
        return Behaviour(found["name"], page=int(page) if page else None, once=bool(found["once"]))
    if found := _OF_A_PAGE.fullmatch(word):
        return Behaviour(found["name"], page=int(found["page"]))
    if found := _NUMBERED.fullmatch(word):
        return Behaviour(found["name"].rstrip("-"), number=int(found["number"]))
    if found := _ROOT.fullmatch(word):
        return Behaviour("root", text=found["text"])
    raise UnknownWordError(word)
