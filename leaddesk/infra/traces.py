"""Where something failed, for the log and for a report: types, files, lines and functions.

Never what an error says, a local value, or a path outside the program: those quote what was typed, what a vendor
answered, and the name of this computer's account.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from pathlib import PurePath

_FIRST, _LAST = 12, 36
"""Frames shown of a longer stack: an endless recursion has a thousand."""
_MOST_LINKS = 8
"""Errors shown of a chain."""
_ROOTS = ("site-packages", "dist-packages", "leaddesk", "tests")
"""Folders from which on a path says something to whoever mends it."""


def trace_of(error: BaseException) -> str:
    """Returns the stacks of an error and of those behind it, the first cause first."""
    links = list(_chain(error))[:_MOST_LINKS]
    return "\n".join(line for link in reversed(links) for line in _link(link))


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    behind: BaseException | None = error
    while behind is not None and id(behind) not in seen:
        seen.add(id(behind))
        yield behind
        behind = behind.__cause__ or (None if behind.__suppress_context__ else behind.__context__)


def _link(error: BaseException) -> Iterator[str]:
    yield "Traceback (most recent call last):"
    frames = traceback.extract_tb(error.__traceback__)
    left_out = len(frames) - _FIRST - _LAST
    for at, frame in enumerate(frames):
        if left_out > 0 and _FIRST <= at < _FIRST + left_out:
            if at == _FIRST:
                yield f"  ... {left_out} more"
            continue
        yield f'  File "{_short(frame.filename)}", line {frame.lineno}, in {frame.name}'
        if frame.line:
            yield f"    {frame.line}"
    yield _kind(error)


def _kind(error: BaseException) -> str:
    of_system = f" [errno {error.errno}]" if isinstance(error, OSError) and error.errno is not None else ""
    return f"{type(error).__module__}.{type(error).__qualname__}{of_system}".removeprefix("builtins.")


def _short(filename: str) -> str:
    parts = PurePath(filename).parts
    for root in _ROOTS:
        if root in parts:
            at = len(parts) - 1 - parts[::-1].index(root)
            return "/".join(parts[at if root in ("leaddesk", "tests") else at + 1 :])
    return parts[-1] if parts else filename
