"""*Reveal numbers and names*: asks for an optional reason, and shows them in one view for a while."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from leaddesk.ui.masking import REASONS, ViewMask
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.reason_field import ReasonField

REVEAL = "Reveal numbers and names"
MASK_AGAIN = "Mask numbers and names"
_WIDTH = 340
_TELLS = "In this view, until it is left or five minutes have passed. Revealing is logged with your name."


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
            RevealPopover(self._look, self, self._mask).drop_down()
        else:
            self._mask.mask_again()


class RevealPopover(QDialog):
    """A small card below the button; a click elsewhere or Esc reveals nothing."""

    def __init__(self, theme: Theme, button: QWidget, mask: ViewMask) -> None:
        super().__init__(button.window(), Qt.WindowType.Popup)
        self._button = button
        self.setWindowTitle(REVEAL)
        self.setAccessibleName(REVEAL)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(theme.px(_WIDTH))
        self.reason = ReasonField(theme, REASONS)
        self.way_out = Button(theme, "Cancel")
        self.verb = Button(theme, "Reveal", role="primary")
        self.verb.setDefault(True)
        self.reason.entered.connect(self.verb.setFocus)
        self.way_out.clicked.connect(self.reject)
        self.verb.clicked.connect(self.accept)
        self.accepted.connect(lambda: mask.reveal(self.reason.reason()))
        self._lay_out(theme)

    def drop_down(self) -> None:
        """Opens below the button, inside the screen."""
        self.adjustSize()
        corner = self._button.mapToGlobal(QPoint(self._button.width() - self.width(), self._button.height()))
        room = self._button.screen().availableGeometry()
        left = max(room.left(), min(corner.x(), room.right() - self.width()))
        top = max(room.top(), min(corner.y(), room.bottom() - self.height()))
        self.move(left, top)
        self.show()
        self.reason.setFocus()

    def _lay_out(self, theme: Theme) -> None:
        px = theme.px
        card = QFrame()
        card.setProperty("surface", "card")
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(px(16), px(12), px(16), px(12))
        column.setSpacing(px(8))
        column.addWidget(plain_label(REVEAL, use="heading"))
        tells = plain_label(_TELLS, use="hint", ink="text2")
        tells.setWordWrap(True)
        column.addWidget(tells)
        column.addWidget(self.reason)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addStretch()
        row.addWidget(self.way_out)
        row.addWidget(self.verb)
        column.addLayout(row)
