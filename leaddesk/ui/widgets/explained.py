"""How an explanation is told: the function that knows it, and a tool tip that shows it literally."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TypeAlias

from leaddesk.ui.widgets.plaintext import marked

Explain: TypeAlias = Callable[[str], str]
"""Returns what a key means with its source, or nothing."""


def unexplained(_key: str) -> str:
    """Explains nothing: where no glossary is."""
    return ""


def tool_tip(*texts: str) -> str:
    """Return texts as the lines of a tool tip that shows them literally and wraps them; nothing for none."""
    lines = [escape(marked(text), quote=False) for text in texts if text]
    return f"<span>{'<br>'.join(lines)}</span>" if lines else ""
