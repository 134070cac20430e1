"""What all sections of *Keep the history* share: their column, how they ask for an act, and when they may."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from leaddesk.language import tr_now
from leaddesk.services.keep_history import KeepHistory, Progress
from leaddesk.services.ports import Clock
from leaddesk.ui.masking import Masking
from leaddesk.ui.theme import Theme
from leaddesk.ui.times import LocalTimes
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.fact_flow import Fact
from leaddesk.ui.widgets.flow import Flow
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import marked

_T = TypeVar("_T")
_FACT_LABELS = 136
Work = Callable[[Progress], Coroutine[Any, Any, _T]]


class Start(Protocol):
    """Starts one act, or reads; the dialog shows how far it is and says how it ended."""

    def __call__(
        self, words: str, work: Work[_T], on_done: Callable[[_T], str | None], *, can_stop: bool = True
    ) -> None:
        """Runs the work; `on_done` returns the sentence that says what came of it, if anything is to be said."""
        ...


@dataclass(frozen=True, slots=True)
class KeepingDesk:
    """What a section works with."""

    keep: KeepHistory
    times: LocalTimes
    clock: Clock
    operator: Callable[[], str]
    start: Start
    masking: Masking


class Section(QWidget):
    """One section; `refresh` reads what it shows when a person comes to it."""

    name = ""
    icon = ""

    def __init__(self, theme: Theme, desk: KeepingDesk, about: str) -> None:
        super().__init__()
        self._theme, self._desk = theme, desk
        self._acts: list[tuple[Button, Callable[[], bool]]] = []
        self._busy = False
        self.setAccessibleName(tr_now(self.name))
        self.setProperty("surface", "clear")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, theme.px(12), 0)
        self._column.setSpacing(theme.px(12))
        self._column.addWidget(plain_label(tr_now(self.name), use="heading"))
        self._column.addWidget(paragraph(about))

    def refresh(self) -> None:
        """Reads what is shown."""

    def leave(self) -> None:
        """Forgets what must not stay on the screen when another section is looked at."""

    def set_busy(self, busy: bool) -> None:
        """Holds the buttons back while an act goes on."""
        self._busy = busy
        self.fit()

    def fit(self) -> None:
        """Lets each button be pressed when its act is possible."""
        for button, may in self._acts:
            button.setEnabled(not self._busy and may())

    def _act(self, button: Button, act: Callable[[], None], may: Callable[[], bool] = lambda: True) -> Button:
        self._acts.append((button, may))
        button.clicked.connect(act)
        return button

    def _row(self, *parts: QWidget) -> None:
        row = Flow(at_bottom=True)
        row.set_gap(self._theme.px(8))
        for part in parts:
            row.add(part)
        self._column.addWidget(row)


class Facts(QWidget):
    """Pairs under each other; their texts can be chosen and copied."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(theme.px(6))
        self._grid.setColumnMinimumWidth(0, theme.px(_FACT_LABELS))
        self._grid.setColumnStretch(1, 1)
        self.hide()

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Shows other pairs, none at all without any."""
        while item := self._grid.takeAt(0):
            if part := item.widget():
                part.hide()
                part.deleteLater()
        for row, fact in enumerate(facts):
            label = plain_label(fact.label, use="hint", ink="text2")
            value = plain_label(marked(fact.value), use="name", ink=fact.family or "text")
            value.setWordWrap(True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            value.setAccessibleName(f"{fact.label} {value.text()}")
            self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1)
        self.setVisible(bool(facts))


class Caution(QWidget):
    """An icon and as many lines as a sentence takes; not there while there is none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._icon = QLabel()
        self.label = plain_label(use="name", ink="warn")
        self.label.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)
        theme.changed.connect(self._draw)
        self.set_text("")

    def text(self) -> str:
        """Returns the sentence."""
        return self.label.text()

    def set_text(self, text: str) -> None:
        """Says another sentence; nothing hides it."""
        self.label.setText(text)
        self.setVisible(bool(text))
        self._draw()

    def _draw(self) -> None:
        theme = self._theme
        color = theme.tokens.color("warn.text")
        self._icon.setPixmap(theme.icons.pixmap("triangle-alert", color, theme.px(14), self.devicePixelRatioF()))


def labelled(theme: Theme, name: str, field: QWidget, hint: str = "") -> QWidget:
    """Returns a field under its label, which is its accessible name too."""
    whole = QWidget()
    whole.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(4))
    label = plain_label(name, use="label", ink="text2")
    label.setBuddy(field)
    field.setAccessibleName(name)
    column.addWidget(label)
    column.addWidget(field)
    if hint:
        column.addWidget(paragraph(hint, use="hint"))
    return whole


def paragraph(text: str = "", *, use: str = "body", ink: str = "text2") -> QWidget:
    """Returns wrapped plain text."""
    label = plain_label(text, use=use, ink=ink)
    label.setWordWrap(True)
    return label
