"""The page *Raw*: the campaign's JSON, control and direction characters spelled out."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from leaddesk.domain.campaign import Campaign
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.language import tr, trn
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.campaigns.pages import CampaignPage
from leaddesk.ui.views.verdict.raw_text import spelled_out

_SHOWN = 200_000


class RawPage(CampaignPage):
    """Laid out only when somebody looks: a long text takes a while."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._raw = ""
        self._filled = ""
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr("Raw campaign"))
        self.text.setAccessibleDescription(tr("Control and direction marks are spelled out."))
        self.text.setProperty("type", "mono")
        self.text.setTabChangesFocus(True)
        self.text.setUndoRedoEnabled(False)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.text)
        theme.changed.connect(self._fit)
        self._fit()

    def show_campaign(self, campaign: Campaign | None, _profile: ConnectionProfile | None) -> None:
        self._raw = campaign.raw if campaign else ""
        if self.isVisible():
            self._fill()

    def stops(self) -> list[QWidget]:
        return [self.text]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill()

    def _fill(self) -> None:
        if self._raw != self._filled:
            self._filled = self._raw
            more = len(self._raw) - _SHOWN
            tail = trn("\n⟨1 more character⟩", "\n⟨{count} more characters⟩", more) if more > 0 else ""
            self.text.setPlainText(spelled_out(self._raw[:_SHOWN]) + tail)

    def _fit(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(12), px(12), px(12), px(12))
