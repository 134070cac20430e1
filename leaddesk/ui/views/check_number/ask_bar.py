"""The head of *Check number*: the number, *Check now*, where its record goes, and the calling clock there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from leaddesk.language import tr
from leaddesk.ui.forms.seat import Seat, Tone
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.check_number.number_field import NumberField
from leaddesk.ui.views.enter_lead.destinations import Target
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.calling_card import CallingCard
from leaddesk.ui.widgets.explained import plain_tip
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import marked

MARK_ONE = tr("No destination is marked for number checks. Mark one: Profiles, destination, Use for number checks.")
_SIDE_BY_SIDE = 800
"""Logical width from which the calling clock stands beside the field."""
_LEFT = 520
_BUTTON, _LINE = 54, 36
_WHOLE_NUMBER = 440
"""With less room than so many pixels at 100 % a number would be cut beside *Check now*, which stands below it then."""
_ANY = (1 << 24) - 1
"""Qt's word for a width without a limit."""
_WRITTEN_FIRST = tr("Written down before sending. Esc cancels.")


class AskBar(QFrame):
    """Holds **Phone**, **Check now**, **Cancel checking** and, where there are several, **Check destination**."""

    target_chosen = Signal()
    """Another destination is in use for checks."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._targets: tuple[Target, ...] = ()
        self.setProperty("surface", "card")
        self.field = NumberField(theme)
        self.check = Button(theme, tr("Check now"), icon="send", role="write", main=True)
        self.check.setToolTip("Ctrl+Enter")
        self.cancel = Button(theme, tr("Cancel checking"), main=True)
        self.cancel.setToolTip("Esc")
        self.combo = QComboBox()
        self.combo.setAccessibleName(tr("Check destination"))
        self.combo.setAccessibleDescription(tr("Where the record of a check is written"))
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.combo.setMinimumContentsLength(16)
        self._combo_label = plain_label(tr("Check destination"), use="label", ink="text2")
        self._combo_label.setBuddy(self.combo)
        self.cancel.hide()
        self.hint = Seat(theme, lines=2)
        self.calling = CallingCard(theme)
        self.mark = Button(theme, tr("Mark a destination"), icon="arrow-right", role="link")
        self.mark.setAccessibleDescription(tr("Opens Profiles, where a destination is marked Use for number checks."))
        self._lay_out()
        self.combo.currentIndexChanged.connect(self._take_choice)
        theme.changed.connect(self._fit)
        self._fit()
        self.offer(())

    @property
    def target(self) -> Target | None:
        """The destination in use for checks, or None where none is marked."""
        index = self.combo.currentIndex()
        return self._targets[index] if 0 <= index < len(self._targets) else None

    def offer(self, targets: Sequence[Target]) -> None:
        """Offers the marked destinations and keeps the one in use."""
        keep = self.target.destination.id if self.target else ""
        self._targets = tuple(targets)
        self.combo.blockSignals(True)
        self.combo.clear()
        self.combo.addItems([marked(f"{target.destination.name} ({target.profile.name})") for target in self._targets])
        ids = [target.destination.id for target in self._targets]
        self.combo.setCurrentIndex(ids.index(keep) if keep in ids else (0 if ids else -1))
        self.combo.blockSignals(False)
        several = len(self._targets) > 1
        self.combo.setVisible(several)
        self._combo_label.setVisible(several)
        self.mark.setVisible(not self._targets)
        self._take_choice()

    def allow(self, allowed: bool, says: str, tone: Tone) -> None:
        """Lets *Check now* be pressed or not, and says beside it what it does or why it does nothing."""
        self.check.setEnabled(allowed)
        self.check.setAccessibleDescription(says)
        self.hint.say(says, tone)

    def show_sending(self, sending: bool) -> None:
        """Offers *Cancel checking* while a check is on its way; *Check now* never turns into it."""
        self.cancel.setVisible(sending)
        if sending:
            self.allow(False, _WRITTEN_FIRST, "quiet")

    def stops(self) -> tuple[QWidget, ...]:
        """Returns what takes the focus, in the order of Tab."""
        return (self.field.line, self.check, self.cancel, self.mark, self.combo)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _take_choice(self) -> None:
        self.combo.setToolTip(plain_tip(self.combo.currentText()))
        self.target_chosen.emit()

    def _lay_out(self) -> None:
        label = plain_label(tr("Phone"), use="label", ink="text2")
        label.setBuddy(self.field.line)
        buttons = self._ask = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        buttons.setSpacing(self._theme.px(8))
        top = Qt.AlignmentFlag.AlignTop
        buttons.addWidget(self.field, 1, top)
        buttons.addWidget(self.check, 0, top)
        where = QHBoxLayout()
        where.setSpacing(self._theme.px(8))
        where.addWidget(self._combo_label)
        where.addWidget(self.combo, 1)
        says = QHBoxLayout()
        says.setSpacing(self._theme.px(8))
        says.addWidget(self.hint, 1)
        says.addWidget(self.cancel)
        self._left = QWidget()
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px(4))
        column.addWidget(label)
        column.addLayout(buttons)
        column.addLayout(says)
        column.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(where)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.addWidget(self._left, 1)
        self._row.addWidget(self.calling, 1, Qt.AlignmentFlag.AlignVCenter)

    def _fit(self) -> None:
        px = self._theme.px
        self._row.setContentsMargins(px(20), px(14), px(20), px(10))
        self.check.setFixedHeight(px(_BUTTON))
        self.hint.setMinimumHeight(px(_LINE))
        beside = self.width() >= px(_SIDE_BY_SIDE)
        directions = QBoxLayout.Direction
        self._row.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        tight = self.width() < px(_WHOLE_NUMBER)
        self._ask.setDirection(directions.TopToBottom if tight else directions.LeftToRight)
        self._row.setSpacing(px(28) if beside else px(8))
        self._left.setMaximumWidth(px(_LEFT) if beside else _ANY)
