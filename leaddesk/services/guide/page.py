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


def chapter_html(chapter: Chapter, address: Address) -> str:
    """Returns a chapter from its heading on."""
    return "\n".join((f"<h1>{escape(chapter.title)}</h1>", *(_block(block, address) for block in chapter.blocks)))


def line_html(line: Line, address: Address) -> str:
    """Returns one line."""
    return "".join(_span(span, address) for span in line)


def _span(span: Span, address: Address) -> str:
    text = escape(span.text)
    if tag := _TAGS.get(span.ink):
        text = f"<{tag}>{text}</{tag}>"
    return f'<a href="{escape(address(span.link))}">{text}</a>' if span.link else text


def _block(block: Block, address: Address) -> str:
    match block:
        case Heading(text=text, anchor=name, level=level):
            return f'<h{level}><a name="{escape(name)}"></a>{escape(text)}</h{level}>'
        case Paragraph(line=line):
            return f"<p>{line_html(line, address)}</p>"
        case Items(lines=lines, numbered=numbered):
            tag = "ol" if numbered else "ul"
            return f"<{tag}>{''.join(f'<li>{line_html(line, address)}</li>' for line in lines)}</{tag}>"
        case Table(head=head, rows=rows):
            cells = "".join(f"<th>{escape(text)}</th>" for text in head)
            body = "".join(_row(row, address) for row in rows)
            return f'<table width="100%" cellspacing="0" cellpadding="5"><tr>{cells}</tr>{body}</table>'


def _row(row: Row, address: Address) -> str:
    mark = f'<a name="{escape(row.anchor)}"></a>' if row.anchor else ""
    first, *others = (line_html(cell, address) for cell in row.cells)
    return f"<tr><td>{mark}{first}</td>{''.join(f'<td>{cell}</td>' for cell in others)}</tr>"
