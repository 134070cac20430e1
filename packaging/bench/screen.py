"""A black screen of its own (Xvfb), looked at and typed into from outside, as whoever sits before it does.

There is no window manager: the one window on it stands where it puts itself.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

WIDTH, HEIGHT = 1440, 900
_ALL_PLANES, _Z_PIXMAP = ctypes.c_ulong(0xFFFFFF), 2
_PRESS, _RELEASE, _REVERT_TO_PARENT = 1, 0, 2
_BYTES = 4
"""Of a pixel."""


class Area(NamedTuple):
    """A rectangle of the screen in pixels."""

    left: int
    top: int
    width: int
    height: int


WHOLE = Area(0, 0, WIDTH, HEIGHT)
MIDDLE = Area(WIDTH // 2, HEIGHT // 2, 1, 1)


class _Image(ctypes.Structure):
    """The beginning of Xlib's XImage."""

    _fields_ = (
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
        ("xoffset", ctypes.c_int),
        ("format", ctypes.c_int),
        ("data", ctypes.POINTER(ctypes.c_char)),
        ("byte_order", ctypes.c_int),
        ("bitmap_unit", ctypes.c_int),
        ("bitmap_bit_order", ctypes.c_int),
        ("bitmap_pad", ctypes.c_int),
        ("depth", ctypes.c_int),
        ("bytes_per_line", ctypes.c_int),
    )


def missing() -> str:
    """Returns which part of the system is not there for this, or an empty text."""
    libraries = [name for name in ("X11", "Xtst") if ctypes.util.find_library(name) is None]
    return f"lib{libraries[0]} is not installed" if libraries else ""


@contextmanager
def black_screen() -> Iterator[str]:
    """Gives the name of a display."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp"]
    with subprocess.Popen([*command, "-noreset", "-br"], pass_fds=(writing,), stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as said:
            number = said.readline().strip()
        try:
            yield f":{number}"
        finally:
            server.terminate()


class Screen:
    """One connection to a display; close it."""

    def __init__(self, display: str) -> None:
        self._x11 = ctypes.CDLL(ctypes.util.find_library("X11"))
        self._test = ctypes.CDLL(ctypes.util.find_library("Xtst"))
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._x11.XGetImage.restype = ctypes.POINTER(_Image)
        self._x11.XDefaultRootWindow.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x11.XOpenDisplay(display.encode()))
        self._root = ctypes.c_ulong(self._x11.XDefaultRootWindow(self._display))

    def look(self, area: Area) -> bytes:
        """Returns the pixels of an area, row by row."""
        image = self._x11.XGetImage(self._display, self._root, *area, _ALL_PLANES, _Z_PIXMAP)
        whole = ctypes.string_at(image.contents.data, image.contents.bytes_per_line * area.height)
        self._x11.XDestroyImage(image)
        return whole

    def is_black(self) -> bool:
        """Tells whether nothing is painted in the middle."""
        return not any(self.look(MIDDLE)[:3])

    def give_keys(self) -> None:
        """Gives the window the keyboard, as a window manager does."""
        self._x11.XSetInputFocus(self._display, ctypes.c_ulong(self._window()), _REVERT_TO_PARENT, ctypes.c_ulong(0))
        self._x11.XFlush(self._display)

    def press(self, key: str) -> None:
        """Presses and releases the key of a letter or a digit."""
        code = self._x11.XKeysymToKeycode(self._display, ctypes.c_ulong(ord(key)))
        for state in (_PRESS, _RELEASE):
            self._test.XTestFakeKeyEvent(self._display, code, state, ctypes.c_ulong(0))
        self._x11.XFlush(self._display)

    def _window(self) -> int:
        """Returns the window under the pointer, which nobody has moved from the middle of the screen."""
        root, under, mask = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
        places = (ctypes.byref(ctypes.c_int()) for _ in range(4))
        self._x11.XQueryPointer(
            self._display, self._root, ctypes.byref(root), ctypes.byref(under), *places, ctypes.byref(mask)
        )
        return under.value

    def close(self) -> None:
        """Ends the connection."""
        self._x11.XCloseDisplay(self._display)


def cut(whole: bytes, area: Area) -> bytes:
    """Returns an area of a look at the whole screen."""
    starts = [((area.top + row) * WIDTH + area.left) * _BYTES for row in range(area.height)]
    return b"".join(whole[at : at + area.width * _BYTES] for at in starts)


def where_changed(before: bytes, after: bytes, height: int) -> Area:
    """Returns the topmost place where two looks at the whole screen differ, at most so many pixels high."""
    pairs = [(cut(before, line), cut(after, line)) for line in (Area(0, row, WIDTH, 1) for row in range(HEIGHT))]
    rows = [row for row, (was, now) in enumerate(pairs) if was != now]
    if not rows:
        raise RuntimeError("bench: no key was shown")
    rows = [row for row in rows if row < rows[0] + height]
    columns = [
        at // _BYTES
        for row in rows
        for at in range(0, WIDTH * _BYTES, _BYTES)
        if pairs[row][0][at : at + _BYTES] != pairs[row][1][at : at + _BYTES]
    ]
    return Area(min(columns), rows[0], max(columns) - min(columns) + 1, rows[-1] - rows[0] + 1)
