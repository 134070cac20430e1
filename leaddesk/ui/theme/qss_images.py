"""Gives Qt style sheets tinted images without writing files.

A style sheet can name an image only by path, and cannot tint it; so the few arrows and ticks it needs are put
into Qt's resource tree, once for each look. The layout of the three tables is Qt's own (format version 1, as
``rcc`` writes it).
"""

from __future__ import annotations

import struct
from weakref import finalize

from PySide6.QtCore import qRegisterResourceData, qUnregisterResourceData

_VERSION = 1
_IS_FOLDER = 2
_NO_LOCALE = (0, 1)  # territory "any", language "C"


class ResourceFolder:
    """A folder of small files at ``:/<name>/``, there as long as this object lives."""

    def __init__(self, name: str, files: dict[str, bytes]) -> None:
        """Register the files."""
        self.path = f":/{name}"
        tables = _tables(name, files)
        qRegisterResourceData(_VERSION, *tables)
        # Qt keeps bare pointers: the finalizer also keeps the tables alive until Qt has let go of them.
        finalize(self, qUnregisterResourceData, _VERSION, *tables)


def _tables(folder: str, files: dict[str, bytes]) -> tuple[bytes, bytes, bytes]:
    """Return the tree, the names and the contents of a resource with one folder."""
    names = bytearray()
    contents = bytearray()

    def name_offset(name: str) -> int:
        offset = len(names)
        names.extend(struct.pack(">HI", len(name), _hash(name)) + name.encode("utf-16-be"))
        return offset

    tree = bytearray(struct.pack(">IHII", 0, _IS_FOLDER, 1, 1))
    tree += struct.pack(">IHII", name_offset(folder), _IS_FOLDER, len(files), 2)
    # Qt finds a child by binary search over the hashes of its names.
    for name in sorted(files, key=_hash):
        tree += struct.pack(">IHHHI", name_offset(name), 0, *_NO_LOCALE, len(contents))
        contents += struct.pack(">I", len(files[name])) + files[name]
    return bytes(tree), bytes(names), bytes(contents)


def _hash(name: str) -> int:
    """Return Qt's ``qt_hash`` of a name."""
    value = 0
    for letter in name:
        value = (value << 4) + ord(letter)
        value ^= (value & 0xF0000000) >> 23
        value &= 0x0FFFFFFF
    return value
