"""The five messages, one at a time: as a phone shows it, how long it is, and what there is to look at."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from leaddesk.domain.act import Act
from leaddesk.domain.campaign import MESSAGE_KEYS, Campaign
from leaddesk.domain.campaign_acts import message_label, message_tab, reasons_against
from leaddesk.domain.merge_fields import KnownFields
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.language import tr, trn
from leaddesk.ui.models.campaign_words import CampaignWords, name_of
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.campaigns.desk import AdviceRules
from leaddesk.ui.views.campaigns.finding_rows import FindingRows
from leaddesk.ui.views.campaigns.findings_dialog import FindingsDialog
from leaddesk.ui.views.campaigns.text_check import check_text
from leaddesk.ui.views.verdict.parts import Card
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.explained import tool_tip
from leaddesk.ui.widgets.labels import ElidedLabel, plain_label
from leaddesk.ui.widgets.phone_preview import PhonePreview
from leaddesk.ui.widgets.plaintext import marked
from leaddesk.ui.widgets.tab_pills import TabPills

_ROWS = 4
_BESIDE = 412
"""With less room than so many pixels at 100 %, what there is to say of a text stands below the phone."""


class MessagesCard(Card):
    """Shows; *Edit messages* only asks for the editor."""

    edit_wanted = Signal()
    _is_laid_out = False

    def __init__(self, theme: Theme, words: CampaignWords) -> None:
        super().__init__(theme, tr("Messages"))
        self._words = words
        self._campaign: Campaign | None = None
        self._profile: ConnectionProfile | None = None
        self._rules = AdviceRules()
        self._lines: tuple[tuple[str, str], ...] = ()
        self.tabs = TabPills(theme, tuple(map(message_tab, MESSAGE_KEYS)))
        self.tabs.setAccessibleName(tr("Messages"))
        self.phone = PhonePreview(theme)
        self.key = plain_label(use="mono", ink="text2")
        self.count = ElidedLabel(use="name", lines=2)
        self.count.setAccessibleName(tr("Length"))
        self.rows = FindingRows(theme, _ROWS)
        self.more_button = Button(theme, tr("All findings…"), role="link")
        self.more_button.setAccessibleDescription(tr("About this text"))
        self.edit_button = Button(theme, tr("Edit messages"), icon="square-pen")
        self.hint = ElidedLabel(use="hint", ink="text2", lines=3)
        self._middle, self._right = QHBoxLayout(), QVBoxLayout()
        self._lay_out()
        self.tabs.currentChanged.connect(self._say)
        self.edit_button.clicked.connect(self.edit_wanted)
        self.more_button.clicked.connect(self.open_findings)
        self.show_campaign(None, None)

    def set_rules(self, rules: AdviceRules) -> None:
        """Holds the texts against other rules."""
        self._rules = rules
        self._say()

    def show_campaign(self, campaign: Campaign | None, profile: ConnectionProfile | None) -> None:
        """Shows another campaign's texts, or none."""
        self._campaign, self._profile = campaign, profile
        why = reasons_against(Act.EDIT_MESSAGES, campaign, profile) if profile else tr("Choose a profile first.")
        self.edit_button.setEnabled(not why)
        self.edit_button.setToolTip(tool_tip(why))
        self.edit_button.setAccessibleDescription(marked(why))
        self.hint.set_text(why or tr("Every edit asks the vendor for approval again. Blank means keep."))
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def open_findings(self) -> FindingsDialog:
        """Opens everything there is to say of the text in view."""
        name = name_of(self._campaign) if self._campaign else ""
        title = tr("{key} of {name}", key=message_label(self._key), name=name)
        dialog = FindingsDialog(self._theme, self.window(), title, [text for _, text in self._lines])
        dialog.open()
        return dialog

    def stops(self) -> list[QWidget]:
        """Returns where Tab stops, in order."""
        return [self.tabs, self.more_button, self.edit_button]

    # ------------------------------------------------------------ inside

    @property
    def _key(self) -> str:
        return MESSAGE_KEYS[max(0, self.tabs.currentIndex())]

    def _say(self) -> None:
        campaign, key = self._campaign, self._key
        text = campaign.messages.get(key, "") if campaign else ""
        self.key.setText(key)
        self.phone.bubble.label.setAccessibleName(message_label(key))
        self.phone.show_text(text, campaign.sender_type if campaign else "", tr("No text came."))
        if campaign is None or not text:
            self._lines = ()
            self.count.set_text("")
        else:
            today = self._words.times.local(self._words.now()).date()
            check = check_text(key, text, KnownFields.of(campaign), self._rules.messages, today)
            self._lines = check.lines()
            self.count.set_text(check.count.words())
        self._say_lines()

    def _say_lines(self) -> None:
        self.rows.show_findings(self._lines)
        more = len(self._lines) > _ROWS
        count = len(self._lines)
        all_of_them = trn("All {count} findings…", "All {count} findings…", count) if more else tr("All findings…")
        self.more_button.set_label(all_of_them)
        self.more_button.setVisible(bool(self._lines))

    def _lay_out(self) -> None:
        self._head.addWidget(self.tabs)
        self._right.addWidget(self.key)
        self._right.addWidget(self.count)
        self._right.addWidget(self.rows)
        self._right.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._right.addStretch(1)
        self._right.addWidget(self.edit_button)
        self._right.addWidget(self.hint)
        self._middle.addWidget(self.phone, 0, Qt.AlignmentFlag.AlignTop)
        self._middle.addLayout(self._right, 1)
        self.body.addLayout(self._middle)
        self._is_laid_out = True
        self._fit()

    def _arrange(self) -> None:
        direction = QBoxLayout.Direction
        beside = self.width() >= self._theme.px(_BESIDE)
        self._middle.setDirection(direction.LeftToRight if beside else direction.TopToBottom)

    def _fit(self) -> None:
        super()._fit()
        if self._is_laid_out:
            self._arrange()
            self._head.setSpacing(self._theme.px(4))
            self._middle.setSpacing(self._theme.px(12))
            self._right.setSpacing(self._theme.px(6))
