"""Looks for canaries in bytes, however they were written down: plain, wide, base64, hex, percent, escaped, packed.

What is encrypted, or encoded twice, it does not see.
"""

from __future__ import annotations

import base64
import contextlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from urllib.parse import unquote_to_bytes

_URL_SAFE = bytes.maketrans(b"+/", b"-_")
_ESCAPE = re.compile(rb"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")


def traces(data: bytes, canaries: Mapping[str, Iterable[str]]) -> list[str]:
    """Returns the name of each canary that is in the data with the way it is written, such as `key as base64`."""
    found: list[str] = []
    for how, view in _views(data):
        low = view.lower()
        for name, texts in canaries.items():
            for text in texts:
                found += [
                    f"{name} as {way}{how}" for way, shape, folds in _shapes(text) if shape in (low if folds else view)
                ]
    return sorted(set(found))


def traces_below(folder: Path, canaries: Mapping[str, Iterable[str]], spared: Iterable[Path] = ()) -> list[str]:
    """Returns what is found in the files of a folder, their names too, each with its path."""
    left_out = set(spared)
    found: list[str] = []
    for path in sorted(folder.rglob("*")):
        where = str(path.relative_to(folder))
        found += [f"{where}: {trace} in its name" for trace in traces(where.encode(), canaries)]
        if path.is_file() and path not in left_out:
            found += [f"{where}: {trace}" for trace in traces(path.read_bytes(), canaries)]
    return found


def _views(data: bytes) -> Iterator[tuple[str, bytes]]:
    yield "", data
    if b"%" in data:
        yield ", percent-encoded", unquote_to_bytes(data.replace(b"+", b" "))
    if b"\\" in data:
        yield ", escaped", _ESCAPE.sub(_unescaped, data)
    for start in (match.start() for match in re.finditer(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]", data)):
        with contextlib.suppress(zlib.error):
            yield ", packed", zlib.decompressobj(wbits=47).decompress(data[start:], 8_000_000)
    if data.startswith(b"PK"):
        with contextlib.suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(data)) as packed:
            yield ", zipped", b"\n".join(packed.read(name) for name in packed.namelist())


def _unescaped(match: re.Match[bytes]) -> bytes:
    if match.group(2):
        return bytes.fromhex(match.group(2).decode())
    return chr(int(match.group(1), 16)).encode("utf-8", "surrogatepass")


@cache
def _shapes(text: str) -> tuple[tuple[str, bytes, bool], ...]:
    """Returns way, bytes, and whether capitals do not count."""
    return tuple(_shaped(text))


def _shaped(text: str) -> Iterator[tuple[str, bytes, bool]]:
    low, plain = text.lower(), text.encode()
    yield "text", low.encode(), True
    yield "utf-16-le", low.encode("utf-16-le"), True
    yield "utf-16-be", low.encode("utf-16-be"), True
    yield "utf-32", low.encode("utf-32-le"), True
    yield "hex", plain.hex().encode(), True
    yield "text backwards", low[::-1].encode(), True
    for before in range(3):  # where in a group of three bytes it begins
        cut = base64.b64encode(b"\0" * before + plain)[(before * 8 + 5) // 6 : (before + len(plain)) * 8 // 6]
        yield "base64", cut, False
        yield "base64", cut.translate(_URL_SAFE), False
