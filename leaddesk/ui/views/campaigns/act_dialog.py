"""The one question before an act on a campaign or a list: what, where, and for an activation what goes out when."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from leaddesk.domain.act import PAUSES, Act
from leaddesk.domain.campaign import Campaign
from leaddesk.domain.profile import ConnectionProfile, Environment
from leaddesk.language import tr
from leaddesk.ui.models.campaign_words import CampaignWords, name_of
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.campaigns import words as say
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.buttons import Environment as Look
from leaddesk.ui.widgets.explained import plain_tip
from leaddesk.ui.widgets.labels import plain_label

LOOKS: dict[Environment, Look] = {
    Environment.PRODUCTION: "production",
    Environment.TEST: "test",
    Environment.PRACTICE: "practice",
}
_WIDTH = 520


class CampaignActDialog(ActDialog):
    """Opened, never executed. *Pause* is the default of a pause, *Cancel* that of an activation."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        act: Act,
        campaign: Campaign,
        profile: ConnectionProfile,
        words: CampaignWords,
        list_name: str = "",
    ) -> None:
        """Builds the dialog; an activation on a production profile waits for the campaign's name."""
        super().__init__(
            theme,
            parent,
            say.title(act, campaign, profile, list_name),
            say.paragraph(act),
            say.facts(act, campaign, profile, list_name, words),
            verb=say.verb(act),
            role="write",
            environment=LOOKS[profile.environment],
            focus_way_out=act not in PAUSES,
        )
        self.take_width(_WIDTH)
        self.typed: QLineEdit | None = None
        self._name = (campaign.name.strip() or campaign.id).strip()
        if act is Act.ACTIVATE and profile.environment is Environment.PRODUCTION:
            self._ask_name(name_of(campaign))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the name's field cancels nothing and presses nothing; with the right name the verb is next."""
        if self.typed and self.typed.hasFocus() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.verb and self.verb.isEnabled():
                self.verb.setFocus()
            event.accept()
        else:
            super().keyPressEvent(event)

    def _ask_name(self, shown: str) -> None:
        self.typed = QLineEdit()
        self.typed.setAccessibleName(tr("Campaign name"))
        self.typed.setAccessibleDescription(tr("Type {shown} to activate it.", shown=shown))
        label = plain_label(
            tr("Type the campaign's name to activate it: {shown}", shown=shown), use="label", ink="text2"
        )
        label.setWordWrap(True)
        label.setBuddy(self.typed)
        self.add(label, self.typed)
        self.typed.textChanged.connect(self._fit_verb)
        self._fit_verb()

    def _fit_verb(self) -> None:
        if self.verb and self.typed:
            fits = self.typed.text().strip() == self._name
            why = "" if fits else tr("Type the campaign's name first.")
            self.verb.setEnabled(fits)
            self.verb.setToolTip(plain_tip(why))
            self.verb.setAccessibleDescription(why)
