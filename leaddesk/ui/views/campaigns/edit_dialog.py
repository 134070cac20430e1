"""*Edit messages*: five texts typed and checked, their difference shown, then sent once; what was typed is never lost.

Only changed texts are sent. A blank one stays as it is, because the vendor reads blank as *leave unchanged*.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from leaddesk.domain.act import ActOutcome
from leaddesk.domain.campaign import MESSAGE_KEYS, Campaign
from leaddesk.domain.campaign_acts import changed_texts, message_label, message_tab
from leaddesk.domain.message_rules import MessageRules
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.language import tr, tr_now
from leaddesk.services.change_campaign import ActResult
from leaddesk.ui.models.campaign_words import name_of
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.campaigns import words as say
from leaddesk.ui.views.campaigns.act_dialog import LOOKS
from leaddesk.ui.views.campaigns.text_difference import difference
from leaddesk.ui.views.campaigns.text_editor import TextEditor
from leaddesk.ui.views.verdict.parts import Notice
from leaddesk.ui.views.verdict.raw_text import spelled_out
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.flow import Flow
from leaddesk.ui.widgets.labels import ElidedLabel, plain_label
from leaddesk.ui.widgets.room import page_in
from leaddesk.ui.widgets.tab_pills import TabPills

_WIDTH, _HEIGHT = 860, 560
_ROOM = 0.94
"""Share of the window that the dialog takes at most."""
INTRO = tr(
    "Blank means keep: a text cannot be cleared from here. Only changed texts are sent, once. "
    "The vendor will ask for approval: the campaign may be PENDING_APPROVAL afterwards, and cannot be activated until "
    "it is approved."
)


class EditMessagesDialog(QDialog):
    """Opened, never executed; it stays until the texts are changed or a person goes."""

    send_wanted = Signal(dict)
    """These changed texts, by key, are to be sent."""
    cancel_wanted = Signal()
    """The waiting for what was sent is to be stopped."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        campaign: Campaign,
        profile: ConnectionProfile,
        rules: MessageRules,
        today: date,
        typed: Mapping[str, str],
    ) -> None:
        """`typed` is what was typed here before and not sent."""
        super().__init__(parent)
        self._theme, self._campaign = theme, campaign
        self._sending = False
        title = tr(
            "Edit messages of {name} in {workspace}",
            name=name_of(campaign),
            workspace=say.workspace(campaign, profile),
        )
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(QSize(theme.px(_WIDTH), theme.px(_HEIGHT)).boundedTo(parent.size() * _ROOM))
        self.heading = plain_label(title, use="title")
        self.heading.setWordWrap(True)
        self.intro = plain_label(INTRO, ink="text2")
        self.intro.setWordWrap(True)
        self.notice = Notice(theme, "warn", "")
        self.notice.hide()
        self.tabs = TabPills(theme, tuple(map(message_tab, MESSAGE_KEYS)))
        self.tabs.setAccessibleName(tr("Messages"))
        self.editors = {key: TextEditor(theme, key, campaign, rules, today) for key in MESSAGE_KEYS}
        self.difference = QPlainTextEdit()
        self.difference.setReadOnly(True)
        self.difference.setTabChangesFocus(True)
        self.difference.setAccessibleName(tr("Difference"))
        self.said = ElidedLabel(use="hint", ink="text2", lines=2)
        self.said.setAccessibleName(tr("Changes"))
        self.back_button = Button(theme, tr("Back"))
        self.way_out = Button(theme, tr("Cancel"))
        self.review_button = Button(theme, tr("Review changes"), role="primary")
        self.send_button = Button(theme, tr("Send changes"))
        self.send_button.set_role("write", LOOKS[profile.environment])
        self._texts, self._pages, self._editing = QStackedWidget(), QStackedWidget(), QWidget()
        self._lay_out()
        self._bind()
        for key, text in typed.items():
            if key in self.editors:
                self.editors[key].put(text)
        self.show_editors()

    # ------------------------------------------------------------ what others call

    def typed(self) -> dict[str, str]:
        """Returns the texts that differ from the campaign's, blank ones too, so that nothing typed is lost."""
        now = self._campaign.messages
        texts = {key: editor.typed() for key, editor in self.editors.items()}
        return {key: text for key, text in texts.items() if text != now.get(key, "")}

    def wanted(self) -> dict[str, str]:
        """Returns what would be sent."""
        return changed_texts({key: editor.typed() for key, editor in self.editors.items()}, self._campaign)

    def begin_sending(self) -> None:
        """Says that the changes are on their way, once whoever is at the desk is known."""
        self._sending = True
        self.said.set_text(tr("Sending"))
        self._fit_buttons()

    def end_sending(self) -> None:
        """Goes back to the texts where nothing of them is on its way any more."""
        self._sending = False
        self.show_editors()

    def say_progress(self, text: str) -> None:
        """Says how the sending stands."""
        if self._sending:
            self.said.set_text(text)

    def take_result(self, result: ActResult) -> None:
        """Closes when the texts were changed; else says why not, with every text still there."""
        if result.outcome is ActOutcome.DONE:
            self._sending = False
            self.accept()
            return
        said = result.explanation
        self.notice.set_family(say.FAMILY[result.outcome])
        self.notice.set_text(
            tr("{outcome}: {said} What you typed is still here.", outcome=tr_now(result.outcome), said=said.sentence())
        )
        self.notice.show()
        self.end_sending()

    # ------------------------------------------------------------ steps

    def show_editors(self) -> None:
        """Goes to the texts."""
        self._pages.setCurrentWidget(self._editing)
        self._fit_buttons()
        self.editors[MESSAGE_KEYS[self.tabs.currentIndex()]].setFocus()

    def review(self) -> None:
        """Shows the difference; *Cancel* has the focus, because sending asks for approval."""
        self.notice.hide()
        self.difference.setPlainText(spelled_out(difference(self._campaign.messages, self.wanted())))
        self._pages.setCurrentWidget(self.difference)
        self._fit_buttons()
        self.way_out.setFocus()

    def _send(self) -> None:
        self.send_wanted.emit(self.wanted())

    def reject(self) -> None:
        if self._sending:
            self.cancel_wanted.emit()
        else:
            super().reject()

    def _fit_buttons(self) -> None:
        reviewing, wanted = self._pages.currentWidget() is self.difference, self.wanted()
        self.back_button.setVisible(reviewing)
        self.back_button.setEnabled(not self._sending)
        self.review_button.setVisible(not reviewing)
        self.review_button.setEnabled(bool(wanted))
        self.send_button.setVisible(reviewing)
        self.send_button.setEnabled(not self._sending)
        self.review_button.setDefault(not reviewing)
        self.way_out.setDefault(reviewing)
        if self._sending:
            return
        if wanted:
            changed = ", ".join(map(message_label, wanted))
            self.said.set_text(tr("Changed: {changed}. The others are sent as “keep”.", changed=changed))
        else:
            blank = [key for key in self.typed() if not self.editors[key].typed().strip()]
            self.said.set_text(
                tr("Blank means keep: there is nothing to send.") if blank else tr("Nothing is changed yet.")
            )

    # ------------------------------------------------------------ putting it together

    def _lay_out(self) -> None:
        px = self._theme.px
        editing = QVBoxLayout(self._editing)
        editing.setContentsMargins(0, 0, 0, 0)
        editing.addWidget(self.tabs)
        for key in MESSAGE_KEYS:
            self._texts.addWidget(self.editors[key])
        editing.addWidget(self._texts, 1)
        self._pages.addWidget(self._editing)
        self._pages.addWidget(self.difference)
        foot = Flow()
        foot.setContentsMargins(px(20), px(8), px(20), px(16))
        foot.set_gap(px(8))
        foot.add(self.said, grows=True)
        for button in (self.back_button, self.way_out, self.review_button, self.send_button):
            foot.add(button)
        column = QVBoxLayout(page_in(self, foot))
        column.setContentsMargins(px(20), px(16), px(20), 0)
        column.setSpacing(px(8))
        for part in (self.heading, self.intro, self.notice):
            column.addWidget(part)
        column.addWidget(self._pages, 1)

    def _bind(self) -> None:
        self.tabs.currentChanged.connect(self._texts.setCurrentIndex)
        for editor in self.editors.values():
            editor.changed.connect(self._fit_buttons)
        self.back_button.clicked.connect(self.show_editors)
        self.way_out.clicked.connect(self.reject)
        self.review_button.clicked.connect(self.review)
        self.send_button.clicked.connect(self._send)
