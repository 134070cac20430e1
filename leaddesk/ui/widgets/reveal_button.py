"""*Reveal numbers and names*: asks for an optional reason, and shows them in one view for a while."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from leaddesk.language import tr
from leaddesk.ui.masking import REASONS, ViewMask
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.reason_field import ReasonField

REVEAL = tr("Reveal numbers and names")
MASK_AGAIN = tr("Mask numbers and names")
_TELLS = tr("In this view, until it is left or five minutes have passed. Revealing is logged with your name.")


class RevealButton(Button):
    """Hidden while nothing is masked in the window."""

    def __init__(self, theme: Theme, mask: ViewMask) -> None:
        super().__init__(theme, REVEAL, icon="eye", role="quiet")
        self._mask, self._look = mask, theme
        mask.changed.connect(self._fit)
        self.clicked.connect(self._press)
        if not mask.wanted:  # to show it before it has a parent would open a window
            self.hide()

    def _fit(self) -> None:
        label = REVEAL if self._mask.on else MASK_AGAIN
        self.set_label(label)
        self._look.set_icon(self, "eye" if self._mask.on else "eye-off", "text2")
        self.setHidden(not self._mask.wanted)

    def _press(self) -> None:
        if self._mask.on:
            RevealDialog(self._look, self.window(), self._mask).open()
        else:
            self._mask.mask_again()


class RevealDialog(ActDialog):
    """Asks for the reason; *Cancel* or Esc reveals nothing."""

    def __init__(self, theme: Theme, parent: QWidget, mask: ViewMask) -> None:
        super().__init__(theme, parent, REVEAL, _TELLS, verb=tr("Reveal"), focus_way_out=False)
        self.reason = ReasonField(theme, REASONS)
        self.add(self.reason)
        if self.verb:
            self.reason.entered.connect(self.verb.setFocus)
        self.accepted.connect(lambda: mask.reveal(self.reason.reason()))
        self.reason.setFocus()
