"""One of the five texts in the editor: what is typed, its live length, and what there is to look at in it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from leaddesk.domain.campaign import Campaign
from leaddesk.domain.campaign_acts import message_label
from leaddesk.domain.merge_fields import KnownFields
from leaddesk.domain.message_rules import MessageRules
from leaddesk.language import grouped, tr
from leaddesk.ui.models.campaign_words import name_of
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.campaigns.finding_rows import FindingRows
from leaddesk.ui.views.campaigns.findings_dialog import FindingsDialog
from leaddesk.ui.views.campaigns.text_check import check_text
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import ElidedLabel, plain_label

BLANK = tr("Blank: this text stays as it is. The vendor's interface cannot clear a text.")
_ROWS = 4
_CHECKS = 280
_BESIDE = 520
"""With less room than so many pixels at 100 %, what there is to look at stands below the text."""
_LEAST_TEXT = 96
_ANY = 16777215
"""Qt's own largest width: no limit."""


class TextEditor(QFrame):
    """Checks as one types."""

    changed = Signal()

    def __init__(self, theme: Theme, key: str, campaign: Campaign, rules: MessageRules, today: date) -> None:
        super().__init__()
        self._theme, self.key = theme, key
        self._now = campaign.messages.get(key, "")
        self._known, self._rules, self._today = KnownFields.of(campaign), rules, today
        label = message_label(key)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(label)
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText(tr("Blank means keep"))
        self.count = ElidedLabel(use="name", lines=2)
        self.count.setAccessibleName(tr("Length of {label}", label=label))
        self.state = ElidedLabel(use="hint", ink="text2", lines=3)
        self.rows = FindingRows(theme, _ROWS)
        self.more_button = Button(theme, tr("All findings…"), role="link")
        self.more_button.setAccessibleDescription(tr("About {label}", label=label))
        self.more_button.clicked.connect(self.open_findings)
        self._title = tr("{label} of {name}, as typed", label=label, name=name_of(campaign))
        self._lines: tuple[tuple[str, str], ...] = ()
        heading = plain_label(label, use="heading")
        heading.setBuddy(self.text)
        self._row, self._right, self._left = QHBoxLayout(self), QVBoxLayout(), QVBoxLayout()
        self._left.addWidget(heading)
        self._left.addWidget(self.text, 1)
        for part in (plain_label(key, use="mono", ink="text2"), self.count, self.state, self.rows):
            self._right.addWidget(part)
        self._right.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._right.addStretch(1)
        self._row.addLayout(self._left, 1)
        self._row.addLayout(self._right)
        self.setFocusProxy(self.text)
        self._fit()
        self.text.setPlainText(self._now)
        self.text.textChanged.connect(self._take)
        self._say()

    def typed(self) -> str:
        """Returns the text as it stands; line ends are the vendor's own where nothing was changed."""
        text = self.text.toPlainText()
        return self._now if text == self._now.replace("\r\n", "\n").replace("\r", "\n") else text

    def put(self, text: str) -> None:
        """Fills in what was typed before."""
        self.text.setPlainText(text)

    def open_findings(self) -> FindingsDialog:
        """Opens everything there is to say of what is typed."""
        dialog = FindingsDialog(self._theme, self.window(), self._title, [text for _, text in self._lines])
        dialog.open()
        return dialog

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _take(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        text = self.typed()
        if not text.strip():
            self.count.set_text("")
            self.state.set_text(BLANK)
            self._say_lines(())
            return
        check = check_text(self.key, text, self._known, self._rules, self._today)
        self.count.set_text(check.count.words())
        self.state.set_text(tr("Unchanged.") if text == self._now else tr("Changed."))
        self._say_lines(check.lines())

    def _say_lines(self, lines: tuple[tuple[str, str], ...]) -> None:
        self._lines = lines
        self.rows.show_findings(lines)
        more = len(lines) - _ROWS
        self.more_button.set_label(tr("And {more} more…", more=grouped(more)) if more > 0 else tr("All findings…"))
        self.more_button.setVisible(bool(lines))

    def _fit(self) -> None:
        px = self._theme.px
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(12))
        self._left.setSpacing(px(4))
        self._right.setSpacing(px(6))
        self.text.setMinimumHeight(px(_LEAST_TEXT))
        self._arrange()

    def _arrange(self) -> None:
        px, direction = self._theme.px, QBoxLayout.Direction
        beside = self.width() >= px(_BESIDE)
        self._row.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        for part in (self.count, self.state, self.rows):
            part.setMinimumWidth(px(_CHECKS) if beside else 0)
            part.setMaximumWidth(px(_CHECKS) if beside else _ANY)
