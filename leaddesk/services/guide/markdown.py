"""Reads a chapter of the guide: a small part of Markdown, and `{{what argument}}` on a line of its own for what is
made from the program's own sources.

It reads LeadDesk's own files only. What it does not know stays as the text it is; nothing is ever mark-up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from leaddesk.domain.guide import Block, Chapter, Heading, Ink, Items, Line, Paragraph, Row, Span, Table, anchor_of

Fill = Callable[[str, str], Sequence[Block]]
"""Returns the blocks of a `{{what argument}}`; raises ValueError for what nobody makes."""

_INLINE = re.compile(
    r"\*\*(?P<control>[^*]+)\*\*|\*(?P<stress>[^*\s][^*]*)\*|`(?P<code>[^`]+)`|\[(?P<text>[^\]]+)\]\((?P<link>[^)\s]+)\)"
)
_PLACE = re.compile(r"<!-- place: (.+?) -->")
_FILL = re.compile(r"\{\{(\w+)(?: (.+?))?\}\}")
_HEADING = re.compile(r"(##|###) (.+)")
_ITEM = re.compile(r"(?:(-)|\d+\.) (.+)")


def read_chapter(key: str, text: str, fill: Fill) -> Chapter:
    """Returns a chapter; raises ValueError where it has no title or asks for what nobody makes."""
    title, _, rest = text.partition("\n")
    if not title.startswith("# "):
        raise ValueError(f"the chapter {key} does not begin with its title")
    place = _PLACE.search(rest)
    blocks = tuple(block for lines in _paragraphs(_PLACE.sub("", rest)) for block in _blocks(lines, fill))
    return Chapter(key, title[2:].strip(), blocks, place[1] if place else "")


def read_line(text: str) -> Line:
    """Returns one line of text with what stands out in it."""
    spans: list[Span] = []
    at = 0
    for found in _INLINE.finditer(text):
        if plain := text[at : found.start()]:
            spans.append(Span(plain))
        kind = str(found.lastgroup)
        if kind == "link":
            spans.append(Span(found["text"], link=found["link"]))
        else:
            spans.append(Span(found[kind], Ink(kind)))
        at = found.end()
    if rest := text[at:]:
        spans.append(Span(rest))
    return tuple(spans)


def read_table(lines: Sequence[str]) -> Table:
    """Returns a table written with bars; its second line parts the head from the rows."""
    head, _rule, *rows = (_cells(line) for line in lines)
    return Table(tuple(head), tuple(Row(tuple(read_line(cell) for cell in row)) for row in rows))


@dataclass
class _Open:
    """An item of a list as it grows over its lines."""

    numbered: bool
    words: list[str]


def _paragraphs(text: str) -> Iterator[list[str]]:
    """Yields the lines that stand together, between empty ones."""
    for part in re.split(r"\n\s*\n", text):
        if lines := [line.rstrip() for line in part.splitlines() if line.strip()]:
            yield lines


def _blocks(lines: list[str], fill: Fill) -> Sequence[Block]:
    first = lines[0]
    if made := _FILL.fullmatch(first):
        return fill(made[1], made[2] or "")
    if heading := _HEADING.fullmatch(first):
        here: list[Block] = [Heading(heading[2], anchor_of(heading[2]), len(heading[1]))]
        return [*here, *(_blocks(lines[1:], fill) if lines[1:] else ())]
    if first.startswith("|"):
        return [read_table(lines)]
    if _ITEM.fullmatch(first):
        return [_items(lines)]
    return [Paragraph(read_line(" ".join(line.strip() for line in lines)))]


def _items(lines: list[str]) -> Items:
    items: list[_Open] = []
    for line in lines:
        if found := _ITEM.fullmatch(line):
            items.append(_Open(not found[1], [found[2]]))
        else:
            items[-1].words.append(line.strip())
    return Items(tuple(read_line(" ".join(item.words)) for item in items), items[0].numbered)


def _cells(line: str) -> list[str]:
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
