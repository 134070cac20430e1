"""The exchange as it was, spelled out: characters that act or hide become their code and name.

`LastFour` stays masked here too until it was revealed.
"""

from __future__ import annotations

import re
import unicodedata

from leaddesk.domain.last_four import mask_last_four
from leaddesk.domain.wire import HttpResponse, RequestRecord
from leaddesk.language import tr, trn
from leaddesk.ui.widgets.plaintext import piled

_SHOWN = 200_000
_LONGEST_WORD = 8_000
_ACTING = frozenset(("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))


def spelled_out(text: str) -> str:
    """Returns the text with every control and direction character as ⟨code name⟩; line feeds still break lines.

    So is every combining mark that would pile up on a letter beyond what any script writes. A word without an end is
    broken into lines: laid out as one it would hold up the window.
    """
    text = text.translate({ord(character): _spell(character) for character in set(text)})
    if surplus := piled(text):
        text = surplus.sub(
            lambda pile: trn("⟨1 more mark on this letter⟩", "⟨{count} more marks on this letter⟩", len(pile[0])), text
        )
    if max(map(len, text.split()), default=0) > _LONGEST_WORD:
        text = re.sub(r"\S+", _broken, text)
    return text


def request_text(request: RequestRecord) -> str:
    """Returns the redacted request: line, headers, body."""
    head = [f"{request.method} {request.url}", *(f"{name}: {value}" for name, value in request.headers)]
    return spelled_out("\n".join([*head, "", request.body]))


def response_text(request: RequestRecord, response: HttpResponse | None, *, revealed: bool) -> str:
    """Returns the scrubbed answer under the line of its request: status, headers, body."""
    asked = f"{request.method} {request.url}"
    if response is None:
        return spelled_out(tr("{asked}\n\nNo answer came back.", asked=asked))
    body = response.body.decode("utf-8", "backslashreplace")
    if not revealed:
        body = mask_last_four(body)
    notes = ["", tr("⟨the answer was longer than LeadDesk reads: the end is missing⟩")] if response.capped else []
    if len(body) > _SHOWN:
        more = len(body) - _SHOWN
        notes += [
            "",
            trn("⟨1 more character is in the history⟩", "⟨{count} more characters are in the history⟩", more),
        ]
    headers = [f"{name}: {value}" for name, value in response.headers]
    return spelled_out("\n".join([asked, f"HTTP {response.status}", *headers, "", body[:_SHOWN], *notes]))


def _spell(character: str) -> str:
    if character == "\n" or unicodedata.category(character) not in _ACTING:
        return character
    name = unicodedata.name(character, "")
    return f"⟨U+{ord(character):04X}{' ' + name if name else ''}⟩"


def _broken(word: re.Match[str]) -> str:
    pieces = (word[0][at : at + _LONGEST_WORD] for at in range(0, len(word[0]), _LONGEST_WORD))
    return tr("⟨the line goes on⟩\n").join(pieces)
