"""Unpacks an answer that came compressed although LeadDesk asks for a plain one; an unknown coding is left as it is."""

from __future__ import annotations

import zlib

_GZIP, _ZLIB, _BARE = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS
"""What `zlib` calls the three wrappings; "deflate" is meant to be the second, and some servers send the third."""


def unpack(packed: bytes, content_encoding: str, *, cap: int, whole: bool) -> bytes:
    """Returns a body without its codings, at most `cap` bytes after each of them.

    `whole` tells that nothing of `packed` was left unread. Raises zlib.error for what is not in the named coding, and
    for a whole body whose coding breaks off.
    """
    for coding in reversed([part.strip().lower() for part in content_encoding.split(",")]):
        if not packed:
            break
        if coding in ("gzip", "x-gzip"):
            packed = _inflate(packed, _GZIP, cap, whole=whole)
        elif coding == "deflate":
            try:
                packed = _inflate(packed, _ZLIB, cap, whole=whole)
            except zlib.error:
                packed = _inflate(packed, _BARE, cap, whole=whole)
    return packed


def _inflate(packed: bytes, wrapping: int, cap: int, *, whole: bool) -> bytes:
    inflater = zlib.decompressobj(wrapping)
    plain = inflater.decompress(packed, cap)
    if whole and not inflater.eof and len(plain) < cap:
        raise zlib.error("the packed body breaks off")
    return plain
