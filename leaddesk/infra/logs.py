"""The log: redacted as a whole, tracebacks too, private, and small; in practice mode none is kept.

A crash inside a library leaves the stacks of all threads: files, lines and functions, no values.
"""

from __future__ import annotations

import contextlib
import copy
import faulthandler
import logging
import os
import sys
from collections.abc import Callable
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TextIO

from leaddesk.domain.errors import StoreProblem
from leaddesk.infra.files import private_folder, store_border
from leaddesk.infra.paths import Paths
from leaddesk.infra.redaction import redact
from leaddesk.infra.traces import trace_of
from leaddesk.language import tr

log = logging.getLogger(__name__)

LOG_NAME = "leaddesk.log"
CRASH_NAME = "crash.log"
_MAX_BYTES = 1_000_000
_KEPT = 4
_TALKATIVE = ("httpx", "httpcore", "keyring", "asyncio", "qasync")
"""They log addresses, headers or their own inner life below WARNING."""

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

_undo: list[Callable[[], None]] = []
"""What `stop_logging` has to take back, last first; logging itself is one for the whole process."""


class RedactingFormatter(logging.Formatter):
    """Formats a record with where it failed and redacts all of it but time, level and logger.

    Not what an error says: it may quote a lead, and a name has no shape that redaction could know.
    """

    def __init__(self, mask: Callable[[str], str] = str) -> None:
        """`mask` takes out the credentials that are known by value, before shapes are looked for."""
        super().__init__()
        self._mask = mask

    def format(self, record: logging.LogRecord) -> str:
        """Returns the line or lines of a record; a record whose arguments do not fit is said to be one."""
        record = copy.copy(record)
        record.exc_text = None  # another handler may have put its own there, with all that the error says
        try:
            text = super().format(record)
        except Exception as error:  # noqa: BLE001 - logging would print the arguments as they are
            said = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
            text = f"A log line could not be formatted ({type(error).__name__}): {said}"
        return f"{self.formatTime(record)} {record.levelname} {record.name}: {redact(self._mask(text))}"

    def formatException(self, ei: _ExcInfo) -> str:  # noqa: N802 - logging's name
        """Returns the stacks of an error and its causes."""
        return trace_of(ei[1]) if ei[1] is not None else ""


class _Discreet(logging.Handler):
    """A handler that says once that it cannot write, and never what: logging would print the record as it came in."""

    _said = False

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Says on standard error which kind of error kept a line from being written."""
        if sys.stderr and not self._said:
            self._said = True
            with contextlib.suppress(Exception):  # nobody is there to read it
                print(f"leaddesk: the log cannot be written ({type(sys.exception()).__name__})", file=sys.stderr)


class _StandardError(_Discreet, logging.StreamHandler[TextIO]):
    """Standard error."""


class _PrivateFile(_Discreet, RotatingFileHandler):
    """A rotating file that only this account may read, from its first moment on."""

    def _open(self) -> TextIOWrapper:
        return _open_private(Path(self.baseFilename))


def start_logging(paths: Paths | None, practice: bool = False, mask: Callable[[str], str] = str) -> None:
    """Sends log records to a file in the logs folder; without paths, or in practice, warnings to standard error only.

    `mask` takes out credentials that are known by value. Warnings of Python, and errors that it can raise nowhere,
    are logged too. A logs folder that cannot be written to is said on standard error and stops nothing. Calling it
    again starts anew.
    """
    stop_logging()
    problem: StoreProblem | None = None
    if paths is not None and not practice:
        try:
            _log_to(paths.logs, mask)
        except StoreProblem as error:
            problem = error
    if not _undo:
        _add(_StandardError(sys.stderr), logging.WARNING, mask)
    for name in _TALKATIVE:
        _set_level(logging.getLogger(name), logging.WARNING)
    _catch_what_python_prints()
    if problem is not None:
        log.warning("No log is kept: %s", problem.sentence())


def stop_logging() -> None:
    """Closes the log and leaves logging as it was before."""
    while _undo:
        _undo.pop()()


def _log_to(folder: Path, mask: Callable[[str], str]) -> None:
    private_folder(folder)
    with store_border(tr("The log cannot be written."), folder):
        handler = _PrivateFile(folder / LOG_NAME, maxBytes=_MAX_BYTES, backupCount=_KEPT, encoding="utf-8")
        _add(handler, logging.INFO, mask)
        crashes = _open_private(folder / CRASH_NAME)
    _undo.append(crashes.close)
    faulthandler.enable(crashes)
    _undo.append(faulthandler.disable)


def _add(handler: logging.Handler, level: int, mask: Callable[[str], str]) -> None:
    root = logging.getLogger()
    handler.setLevel(level)
    handler.setFormatter(RedactingFormatter(mask))
    root.addHandler(handler)
    _undo.append(lambda: _close(handler))
    _undo.append(lambda: root.removeHandler(handler))
    _set_level(root, level)


def _close(handler: logging.Handler) -> None:
    with contextlib.suppress(OSError):  # a disk that is full keeps nobody from closing
        handler.close()


def _catch_what_python_prints() -> None:
    """Brings what Python would print by itself, with all that an error says, into the log."""
    before = sys.unraisablehook

    def ignored(found: sys.UnraisableHookArgs) -> None:
        log.error("An error that nobody could be told of", exc_info=found.exc_value)

    sys.unraisablehook = ignored
    logging.captureWarnings(True)
    _undo.append(lambda: logging.captureWarnings(False))
    _undo.append(lambda: setattr(sys, "unraisablehook", before))


def _set_level(logger: logging.Logger, level: int) -> None:
    before = logger.level
    logger.setLevel(level)
    _undo.append(lambda: logger.setLevel(before))


def _open_private(path: Path) -> TextIOWrapper:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    return open(handle, "a", encoding="utf-8", errors="backslashreplace")  # noqa: PTH123 - opened privately above
