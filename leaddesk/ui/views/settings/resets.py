"""What *Reset section* does to each section: which settings go back to what, and how that is taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QCheckBox, QComboBox

from leaddesk.language import tr, tr_later, tr_now


@dataclass(frozen=True, slots=True)
class Choice:
    """One setting that works at once: how it reads now, how LeadDesk comes, and how it is put."""

    name: str
    now: Callable[[], str]
    usual: str
    put: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Choices:
    """Settings that go back together; implements `section.Resettable`."""

    choices: Sequence[Choice]

    def goes_back(self) -> Sequence[str]:
        """See `Resettable`."""
        return [tr("{name} goes back to {usual}", name=one.name, usual=tr_now(one.usual)) for one in self._changed()]

    def reset(self) -> Callable[[], None]:
        """See `Resettable`."""
        undone = [partial(one.put, one.now()) for one in self._changed()]
        for one in self._changed():
            one.put(one.usual)

        def take_back() -> None:
            for undo in undone:
                undo()

        return take_back

    def _changed(self) -> list[Choice]:
        return [one for one in self.choices if one.now() != one.usual]


def of_combo(name: str, combo: QComboBox, usual: str) -> Choice:
    """Returns the choice that a combo shows; choosing is putting."""
    return Choice(name, combo.currentText, usual, combo.setCurrentText)


def of_tick(tick: QCheckBox) -> Choice:
    """Returns a tick that is off where LeadDesk is new."""
    return Choice(
        tick.text(),
        lambda: tr_later("on") if tick.isChecked() else tr_later("off"),
        "off",
        lambda word: tick.setChecked(word == "on"),
    )
