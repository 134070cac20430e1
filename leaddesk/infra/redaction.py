"""The second net under the log: takes out what looks personal or secret, whatever wrote it.

The first net is not to log such things at all. It knows shapes only: a person's name passes through.
"""

from __future__ import annotations

import re

from leaddesk.domain.secret import MASK

_NAMES = r"(?:proxy-)?authorization|(?:set-)?cookie|(?:x[-_])?api[-_]?key|passw(?:or)?d|pass|secret|token"
_AT = r"@|%(?:25){0,3}40|&#(?:0{0,4}64|x40);|\\{1,4}u0040"
_GAP = r"(?:[\s./+\u2010-\u2015-]|%20|%2[BD])"
"""What people and libraries write between the parts of a telephone number."""

_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    # a credential after its name: `X-API-KEY: …`, `"apiKey": "…"`, `(b'x-api-key', b'…')`, `Authorization: Basic …`
    (
        re.compile(
            rf"(?i)\b({_NAMES})(['\"]?\s*(?:[:=]|,(?=\s*b?['\"]))\s*(?:b?['\"])?(?:(?:basic|bearer)\s+)?)[^\s'\",;&)]+"
        ),
        rf"\1\2{MASK}",
    ),
    # the value of any header as httpcore shows it: a vendor may echo a key under a name of its own
    (re.compile(r"(\(b['\"][^'\"]+['\"], )b(['\"])(?:\\.|(?!\2).)*\2\)"), rf"\1{MASK})"),
    # user name and password inside an address, and everything after its question mark
    (re.compile(r"://[^/\s@'\"]+@"), f"://{MASK}@"),
    (re.compile(r"\?[^\s?=&'\"<>]+=[^\s'\"<>]*"), f"?{MASK}"),
    # e-mail addresses, escaped ones too
    (re.compile(rf"(?i)(?<![\w.+-])[\w.+-]+(?:{_AT})[\w-]+(?:\.[\w-]+)+"), MASK),
    # long tokens: hex, and base64 of both alphabets; letters and digits both, so that prose and paths pass
    (re.compile(r"(?i)\b[0-9a-f]{20,}\b"), MASK),
    (re.compile(r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{24,}={0,2}", re.ASCII), MASK),
    (
        re.compile(
            r"(?<![A-Za-z0-9+/])(?=[A-Za-z0-9+/]*\d)(?=[A-Za-z0-9+/]*[A-Z])(?=[A-Za-z0-9+/]*[a-z])[A-Za-z0-9+/]{24,}={0,2}"
        ),
        MASK,
    ),
    # telephone numbers, as typed, in E.164 and as bare digits
    (re.compile(rf"(?<!\d)(?:\+?\d{{1,3}}[\s.-]?)?\(?\d{{3}}\)?{_GAP}{{0,3}}\d{{3}}{_GAP}{{0,3}}\d{{4}}(?!\d)"), MASK),
    (re.compile(r"(?<!\d)\d{3}[\s.-]\d{4}(?![\d-])"), MASK),
    (re.compile(r"\+\d{7,15}(?!\d)|(?<!\d)\d{10,15}(?!\d)"), MASK),
)


def redact(text: str) -> str:
    """Returns the text with telephone numbers, e-mail addresses, queries, credentials and long tokens masked."""
    for shape, instead in _RULES:
        text = shape.sub(instead, text)
    return text
