"""Standard output for the commands, on whatever it is connected to."""

from __future__ import annotations

import os
import sys

from leaddesk.language import tr


def harmless(line: str) -> str:
    """Returns the line so that no character of it acts on a terminal and every one can be written to it."""
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line)
    encoding = (sys.stdout.encoding if sys.stdout else None) or "utf-8"
    return shown.encode(encoding, "backslashreplace").decode(encoding)


def print_text(text: str) -> int:
    """Writes to standard output and returns the exit status; a reader who has gone away needs no word."""
    if sys.stdout is None:
        print(tr("leaddesk: cannot write: standard output is closed"), file=sys.stderr)
        return 1
    try:
        print(text, flush=True)
    except OSError as error:
        if not isinstance(error, BrokenPipeError):
            print(tr("leaddesk: cannot write: {strerror}", strerror=error.strerror), file=sys.stderr)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter's end writes once more
        return 1
    return 0
