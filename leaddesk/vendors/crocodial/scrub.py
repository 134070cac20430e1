"""Removes what Croco-Dial's answers let slip: the password as the server reads it, and statements of its database.

The server drops characters of a password before it repeats it, so that looking for the password itself finds nothing:
the whole tail of a login error goes. A refused insert repeats the statement with everything the lead holds.
"""

from __future__ import annotations

import re
from dataclasses import replace

from leaddesk.domain.secret import MASK
from leaddesk.domain.wire import HttpResponse

_MASK = MASK.encode()
_LOGIN = re.compile(rb"((?:Login incorrect|Too many login attempts)[^:\r\n|<]*:?)([^\r\n<]*)", re.IGNORECASE)
_NOT_ADDED = re.compile(
    rb"^[ \t\r\f\v]*ERROR: (?:add_lead )?LEAD HAS NOT BEEN ADDED\b[^|\r\n]*\|[^|\r\n]*\|(?=.)", re.DOTALL | re.M
)
_NOT_QUEUED = re.compile(rb"(NOTICE: add_lead NOT ADDED TO HOPPER - [^|\r\n]*\|[^|\r\n]*\|)[^\r\n]*(\|)")
_STATEMENT = re.compile(
    rb"\b(?:(?:INSERT|REPLACE) (?:IGNORE )?INTO|UPDATE [\w`.]{1,80} SET|DELETE FROM|SELECT [^\r\n]{1,300}? FROM)"
    rb"\b[^\r\n]*|(?<=in your SQL syntax)[^\r\n]+"
)
_SHOWS_STATEMENT = (" INTO", "UPDATE ", "DELETE FROM", "SELECT ", "in your SQL syntax")
"""Without any of these there is no statement to look for, which looking for them tells sooner."""
_FLAGS = frozenset((b"", b"BAD", b"LOCK", b"IPBLOCK"))
"""Parts of a login error's tail that are words of the server's own."""


def scrub_answer(response: HttpResponse) -> HttpResponse:
    """Returns the answer with masks for what it lets slip; scrubbing it again changes nothing."""
    body = scrub_body(response.body)
    return response if body == response.body else replace(response, body=body)


def scrub_body(body: bytes) -> bytes:
    """Returns a body with masks for what it lets slip."""
    text = body.decode("latin-1")  # in text each look takes a quarter of the time
    if "LEAD HAS NOT BEEN ADDED" in text and (refused := _NOT_ADDED.search(body)):
        # first: what is gone need not be looked through
        body, text = body[: refused.end()] + _MASK, text[: refused.end()]
    if b"login " in body.lower():
        body = _LOGIN.sub(lambda found: found[1] + _tail(found[2]), body)
    if "NOT ADDED TO HOPPER" in text:
        body = _NOT_QUEUED.sub(lambda found: found[1] + _MASK + found[2], body)
    for sign in _SHOWS_STATEMENT:
        if sign in text:
            return _STATEMENT.sub(_MASK, body)
    return body


def _tail(tail: bytes) -> bytes:
    """Returns what follows a login error: which parts came stays visible, what they held does not."""
    parts = tail.split(b"|")
    last = len(parts) - 1
    return b"|".join(
        part if part.strip() in _FLAGS and (index >= last - 1 or not part.strip()) else _MASK
        for index, part in enumerate(parts)
    )
