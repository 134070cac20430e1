"""Finds what a test left behind in Qt: running timers, top-level widgets, and warnings given while it was torn down.

Timers count when Python started them with `QTimer.start`; Qt's own and `QTimer.singleShot` do not.
"""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import shiboken6
from PySide6.QtCore import QEvent, QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

_QUIET = {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg}
_KEPT_BY_QT = {"QTipLabel"}


def _application() -> QApplication | None:
    app = QApplication.instance()
    return app if isinstance(app, QApplication) else None


def _top_level_widgets() -> list[QWidget]:
    app = _application()
    widgets = app.topLevelWidgets() if app else []
    return [
        widget for widget in widgets if widget.parent() is None and widget.metaObject().className() not in _KEPT_BY_QT
    ]


def _settle(app: QApplication) -> None:
    app.processEvents()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def watch_qt_leaks(problems: list[str]) -> Iterator[None]:
    """Adds a sentence to `problems` for each timer still running and each top-level widget left behind."""
    started: list[weakref.ref[QTimer]] = []
    original: Any = QTimer.start

    def start(self: QTimer, *args: Any) -> None:
        started.append(weakref.ref(self))
        original(self, *args)

    before = {shiboken6.getCppPointer(widget)[0] for widget in _top_level_widgets()}
    with mock.patch.object(QTimer, "start", start):
        yield
    app = _application()
    if app is None:
        return
    _settle(app)

    def leaked_widgets() -> list[QWidget]:
        return [w for w in _top_level_widgets() if shiboken6.getCppPointer(w)[0] not in before]

    if leaked_widgets():
        gc.collect()
        _settle(app)
    for widget in leaked_widgets():
        name = widget.objectName() or widget.windowTitle() or "without a name"
        problems.append(f"leaked top-level widget: {type(widget).__name__} {name}")
        # Hidden, not deleted: the failed test's frames still hold what belongs to it.
        widget.hide()
    for timer in {timer for reference in started if (timer := reference()) is not None}:
        if shiboken6.isValid(timer) and timer.isActive():
            problems.append(f"leaked running timer: {timer.interval()} ms, parent {timer.parent()!r}")
            timer.stop()
    _settle(app)


@contextmanager
def collect_qt_messages() -> Iterator[list[str]]:
    """Yields the list of warnings and worse that Qt gives meanwhile."""
    messages: list[str] = []

    def handle(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind not in _QUIET:
            messages.append(message)

    previous = qInstallMessageHandler(handle)
    try:
        yield messages
    finally:
        qInstallMessageHandler(previous)
