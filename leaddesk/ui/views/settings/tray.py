"""*Notices* in *Settings*: whether the tray shows them, and which; a desktop without a tray is named as that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from leaddesk.language import tr, tr_now
from leaddesk.ui.notices.choice import MINUTES, NoticeChoice, NoticeKind
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.settings.resets import Choice, Choices, of_combo
from leaddesk.ui.views.settings.rows import field_row, wrapped
from leaddesk.ui.widgets.sides import margins

_WHAT = tr(
    "They name no person and no full number, and many at once are one message. Changes of campaigns are found while "
    "Campaigns is in view, and by its events. Closing the window ends LeadDesk as before."
)
_NO_TRAY = tr("This desktop has no tray that shows messages: nothing is shown until it has one.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrayDesk:
    """The notices, as *Settings* changes them."""

    now: NoticeChoice
    keep: Callable[[NoticeChoice], None]
    """Uses and keeps another choice."""
    there: Callable[[], bool]
    """Tells whether this desktop has a tray."""


class TraySection(QWidget):
    """One tick for all, one for each kind, and how long an unknown outcome waits; implements `section.Resettable`."""

    def __init__(self, theme: Theme, desk: TrayDesk) -> None:
        super().__init__()
        self._theme, self._desk = theme, desk
        now = desk.now
        self.on = _tick(tr("Show notices in the tray"), now.on)
        self.kinds = {
            "campaigns": _tick(tr_now(NoticeKind.CAMPAIGN), now.campaigns),
            "unknowns": _tick(tr_now(NoticeKind.UNKNOWN), now.unknowns),
            "stale": _tick(tr_now(NoticeKind.STALE), now.stale),
        }
        """By the names of `NoticeChoice`."""
        self.minutes = QComboBox()
        for one in sorted({*MINUTES, now.minutes}):
            self.minutes.addItem(_minutes(one), one)
        self.minutes.setCurrentText(_minutes(now.minutes))
        self._lay_out()
        for tick in (self.on, *self.kinds.values()):
            tick.toggled.connect(self._keep)
        self.minutes.currentTextChanged.connect(self._keep)
        theme.changed.connect(self._fit)
        self._allow()
        self._fit()

    def goes_back(self) -> Sequence[str]:
        """See `Resettable`."""
        return self._choices().goes_back()

    def reset(self) -> Callable[[], None]:
        """See `Resettable`."""
        return self._choices().reset()

    def _choices(self) -> Choices:
        ticks = ((self.on, NoticeChoice().on), *((self.kinds[name], True) for name in self.kinds))
        usual = _minutes(NoticeChoice().minutes)
        return Choices(
            [*(_of(tick, on) for tick, on in ticks), of_combo(tr("Unknown outcome waits"), self.minutes, usual)]
        )

    def _keep(self) -> None:
        self._allow()
        ticked = {name: tick.isChecked() for name, tick in self.kinds.items()}
        minutes = int(self.minutes.currentData())
        self._desk.keep(NoticeChoice(on=self.on.isChecked(), minutes=minutes, **ticked))

    def _allow(self) -> None:
        for part in (*self.kinds.values(), self.minutes):
            part.setEnabled(self.on.isChecked())

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._kinds = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.on)
        if not self._desk.there():
            self._column.addWidget(wrapped(_NO_TRAY, "warn", "hint"))
            self.on.setAccessibleDescription(_NO_TRAY)
        for tick in self.kinds.values():
            self._kinds.addWidget(tick)
        self._kinds.addWidget(field_row(self._theme, tr("Unknown outcome waits"), self.minutes))
        self._column.addLayout(self._kinds)
        self._column.addWidget(wrapped(_WHAT, "text2", "hint"))

    def _fit(self) -> None:
        px = self._theme.px
        self._column.setSpacing(px(8))
        self._kinds.setSpacing(px(8))
        self._kinds.setContentsMargins(margins(px(24), 0, 0, 0))


def _tick(label: str, on: bool) -> QCheckBox:
    tick = QCheckBox(label)
    tick.setAccessibleName(label)
    tick.setChecked(on)
    return tick


def _of(tick: QCheckBox, usual: bool) -> Choice:
    return Choice(
        tick.text(),
        lambda: "on" if tick.isChecked() else "off",
        "on" if usual else "off",
        lambda word: tick.setChecked(word == "on"),
    )


def _minutes(count: int) -> str:
    return tr("{minutes} min", minutes=count)
