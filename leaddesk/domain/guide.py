"""The guide as values: chapters of blocks with anchors, and what each control's chapter is; no markup, no layout.

Texts are plain: whoever writes them down as HTML or on paper escapes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TypeAlias


class Ink(StrEnum):
    """How a piece of a line stands out."""

    PLAIN = "plain"
    CONTROL = "control"
    """The words of something on the screen."""
    STRESS = "stress"
    CODE = "code"
    """What is typed or read letter for letter."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line."""

    text: str
    ink: Ink = Ink.PLAIN
    link: str = ""
    """Where it leads inside the guide: `chapter` or `chapter#anchor`; empty for nowhere."""


Line: TypeAlias = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a part of a chapter."""

    text: str
    anchor: str
    level: int = 2
    """2 under the chapter's own, 3 under that."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences."""

    line: Line


@dataclass(frozen=True, slots=True)
class Items:
    """A list, or steps where their order counts."""

    lines: tuple[Line, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; with an anchor it can be led to."""

    cells: tuple[Line, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]


Block: TypeAlias = Heading | Paragraph | Items | Table


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter."""

    key: str
    """Names it in links, such as `enter-lead`."""
    title: str
    blocks: tuple[Block, ...]
    place: str = ""
    """The place of the window that it is about; empty for none."""

    @property
    def anchors(self) -> frozenset[str]:
        """Everything inside it that can be led to."""
        return frozenset(anchor for block in self.blocks for anchor in _anchors(block) if anchor)

    @property
    def lines(self) -> Iterator[Line]:
        """Every line of its text, the cells of tables too."""
        for block in self.blocks:
            yield from _lines(block)

    def holds(self, words: tuple[str, ...], *, begun: bool = False) -> bool:
        """Tells whether every word stands in it somewhere, or begins a word of it; words are in lower case."""
        text = "\n".join((self.title, *(text_of(line) for line in self.lines))).casefold()
        return all(re.search(rf"(?<!\w){re.escape(word)}", text) if begun else word in text for word in words)


@dataclass(frozen=True, slots=True)
class Guide:
    """All chapters in reading order."""

    chapters: tuple[Chapter, ...]
    topics: Mapping[tuple[str, str], str] = field(default_factory=lambda: MappingProxyType({}))
    """Where a control is explained, by its place and its name; an empty place stands for any."""

    def chapter(self, key: str) -> Chapter | None:
        """Returns the chapter with that key, or None."""
        return next((chapter for chapter in self.chapters if chapter.key == key), None)

    def resolves(self, link: str) -> bool:
        """Tells whether a link leads to something that is there."""
        key, _, anchor = link.partition("#")
        chapter = self.chapter(key)
        return chapter is not None and (not anchor or anchor in chapter.anchors)

    def about(self, place: str, names: Sequence[str] = (), vendor: str = "") -> str:
        """Returns where the first of the names is explained that is: as the vendor has it, the place, or any place.

        Without one it is the place's chapter, and without that the first.
        """
        for name in names:
            for where in (vendor, place, ""):
                if found := self.topics.get((where, name)):
                    return found
        return next((chapter.key for chapter in self.chapters if chapter.place == place), self.chapters[0].key)


def text_of(line: Line) -> str:
    """Returns the words of a line."""
    return "".join(span.text for span in line)


def anchor_of(text: str) -> str:
    """Returns a text as an anchor: small letters, digits and dashes."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")


def _lines(block: Block) -> tuple[Line, ...]:
    match block:
        case Heading(text=text):
            return ((Span(text),),)
        case Paragraph(line=line):
            return (line,)
        case Items(lines=lines):
            return lines
    head = tuple(Span(text) for text in block.head)
    return (head, *(cell for row in block.rows for cell in row.cells))


def _anchors(block: Block) -> tuple[str, ...]:
    match block:
        case Heading(anchor=anchor):
            return (anchor,)
        case Table(rows=rows):
            return tuple(row.anchor for row in rows)
    return ()
