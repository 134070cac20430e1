"""How an explanation is told: the function that knows it, and a tool tip that shows it literally."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from leaddesk.ui.widgets.plaintext import marked

Explain: TypeAlias = Callable[[str], str]
"""Returns what a key means with its source, or nothing."""


def unexplained(_key: str) -> str:
    """Explains nothing: where no glossary is."""
    return ""


LONGEST = 1_500
"""Characters of one text in a tool tip: more of them would cover the screen, and hold it up while they are laid out."""
_ONE_LINE = 200


def tool_tip(*texts: str) -> str:
    """Return texts as the lines of a tool tip that shows them literally and wraps them; nothing for none."""
    lines = [_escape(_cut(text)) for text in texts if text]
    return f"<span>{'<br>'.join(lines)}</span>" if lines else ""


def plain_tip(text: str) -> str:
    """Return a text as a tool tip: as it is where it is short and Qt reads no mark-up into it, else wrapped."""
    said = _cut(text)
    return tool_tip(text) if "<" in said or "&" in said or len(said) > _ONE_LINE else said


def _cut(text: str) -> str:
    return marked(text) if len(text) <= LONGEST else f"{marked(text[:LONGEST])}…"


def _escape(text: str) -> str:
    # Qt knows no other mark-up in a text of its own; the library for it is slow to load, and the first paint waits.
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
