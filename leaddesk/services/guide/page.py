"""Writes chapters as HTML, every text escaped; the mark-up is what Qt's rich text and every browser understand.

It makes no picture, script or address: a link leads inside the guide, as `address` says.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TypeAlias

from leaddesk.domain.guide import Block, Chapter, Heading, Ink, Items, Line, Paragraph, Row, Span, Table

Address: TypeAlias = Callable[[str], str]
"""Returns the address of a link of the guide, such as `enter-lead#lead-phone`, in what is written."""

_TAGS = {Ink.CONTROL: "b", Ink.STRESS: "i", Ink.CODE: "code"}


def chapter_html(chapter: Chapter, address: Address, anchor: Callable[[str], str] = str) -> str:
    """Returns a chapter from its heading on; `anchor` returns the name of an anchor in what is written."""
    title = f'<h1><a name="{escape(anchor(""))}"></a>{escape(chapter.title)}</h1>'
    return "\n".join((title, *(_block(block, address, anchor) for block in chapter.blocks)))


def line_html(line: Line, address: Address) -> str:
    """Returns one line."""
    return "".join(_span(span, address) for span in line)


def _span(span: Span, address: Address) -> str:
    text = escape(span.text)
    if tag := _TAGS.get(span.ink):
        text = f"<{tag}>{text}</{tag}>"
    return f'<a href="{escape(address(span.link))}">{text}</a>' if span.link else text


def _block(block: Block, address: Address, anchor: Callable[[str], str]) -> str:
    match block:
        case Heading(text=text, anchor=name, level=level):
            return f'<h{level}><a name="{escape(anchor(name))}"></a>{escape(text)}</h{level}>'
        case Paragraph(line=line):
            return f"<p>{line_html(line, address)}</p>"
        case Items(lines=lines, numbered=numbered):
            tag = "ol" if numbered else "ul"
            return f"<{tag}>{''.join(f'<li>{line_html(line, address)}</li>' for line in lines)}</{tag}>"
        case Table(head=head, rows=rows):
            cells = "".join(f"<th>{escape(text)}</th>" for text in head)
            body = "".join(_row(row, address, anchor) for row in rows)
            return f'<table width="100%" cellspacing="0" cellpadding="5"><tr>{cells}</tr>{body}</table>'


def _row(row: Row, address: Address, anchor: Callable[[str], str]) -> str:
    mark = f'<a name="{escape(anchor(row.anchor))}"></a>' if row.anchor else ""
    first, *others = (line_html(cell, address) for cell in row.cells)
    return f"<tr><td>{mark}{first}</td>{''.join(f'<td>{cell}</td>' for cell in others)}</tr>"
