"""The exchange as it was, spelled out: characters that act or hide become their code and name.

`LastFour` stays masked here too until it was revealed.
"""

from __future__ import annotations

import unicodedata

from leaddesk.domain.last_four import mask_last_four
from leaddesk.domain.wire import HttpResponse, RequestRecord

_SHOWN = 200_000
_ACTING = frozenset(("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))


def spelled_out(text: str) -> str:
    """Returns the text with every control and direction character as ⟨code name⟩; line feeds still break lines."""
    return "".join(_spell(character) for character in text)


def request_text(request: RequestRecord) -> str:
    """Returns the redacted request: line, headers, body."""
    head = [f"{request.method} {request.url}", *(f"{name}: {value}" for name, value in request.headers)]
    return spelled_out("\n".join([*head, "", request.body]))


def response_text(request: RequestRecord, response: HttpResponse | None, *, revealed: bool) -> str:
    """Returns the scrubbed answer under the line of its request: status, headers, body."""
    asked = f"{request.method} {request.url}"
    if response is None:
        return spelled_out(f"{asked}\n\nNo answer came back.")
    body = response.body.decode("utf-8", "backslashreplace")
    if not revealed:
        body = mask_last_four(body)
    notes = ["", "⟨the answer was longer than LeadDesk reads: the end is missing⟩"] if response.capped else []
    if len(body) > _SHOWN:
        notes += ["", f"⟨{len(body) - _SHOWN} more characters are in the history⟩"]
    headers = [f"{name}: {value}" for name, value in response.headers]
    return spelled_out("\n".join([asked, f"HTTP {response.status}", *headers, "", body[:_SHOWN], *notes]))


def _spell(character: str) -> str:
    if character == "\n" or unicodedata.category(character) not in _ACTING:
        return character
    name = unicodedata.name(character, "")
    return f"⟨U+{ord(character):04X}{' ' + name if name else ''}⟩"
