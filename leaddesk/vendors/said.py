"""What an answer that is no documented one says in its own words: quoted in a sentence, and a web page not at all."""

from __future__ import annotations

from leaddesk.domain.wire import HttpResponse
from leaddesk.language import tr

_LONGEST = 200
"""Characters of a vendor's words that are shown; the whole answer stands under *Raw*."""
_LOOKED_AT = 2000
"""Bytes of a body from which the excerpt is taken."""


def quoted(words: str) -> str:
    """Returns a vendor's own words as a sentence."""
    return tr("It says: {words}", words=words if words.endswith((".", "!", "?", "…")) else f"{words}.")


def says(text: str) -> str:
    """Returns a vendor's own words as a sentence, the beginning of long ones; nothing for none."""
    words = " ".join(text.split())
    if not words:
        return ""
    return quoted(words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…")


def excerpt(body: bytes) -> str:
    """Returns the beginning of an error's body, whose shape nobody documents, as a sentence; web pages say nothing."""
    text = body[:_LOOKED_AT].decode("utf-8", "replace").lstrip()
    return "" if text.startswith("<") else says(text)


def is_web_page(response: HttpResponse) -> bool:
    """Tells whether an answer is a web page, by its type or its first mark."""
    return "html" in response.header("Content-Type").lower() or starts_as_web_page(response.body)


def starts_as_web_page(body: bytes) -> bool:
    """Tells whether a body begins as a web page does."""
    return body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"
