"""The other side of the start-up figures: the least that PySide6 can show, one field in one window.

With `stay` nothing types into it and it stays, for those who look at it from outside.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow

from . import watch

_IDLE_MS = 700


class _Bare(QMainWindow):
    def __init__(self, watching: watch.Watch) -> None:
        super().__init__()
        self._watching = watching

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        self._watching.saw(self, event)
        return handled


def main() -> None:
    """Shows the window, waits until it idles, reports."""
    stays = sys.argv[1:] == ["stay"]
    app = QApplication(sys.argv[:1])
    watching = watch.Watch(types=not stays)
    window = _Bare(watching)
    field = QLineEdit()
    field.setAccessibleName(watch.FIELD)
    window.setCentralWidget(field)
    window.resize(1280, 800)
    window.show()
    field.setFocus()
    if not stays:
        QTimer.singleShot(_IDLE_MS, app.quit)
    app.exec()
    watching.take_memory()
    watching.stop()
    watching.report()


if __name__ == "__main__":
    main()
