"""What became of the last act on the chosen campaign, where it is not simply done: it stays until it is looked at."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from leaddesk.domain.act import ActOutcome
from leaddesk.language import tr, tr_now
from leaddesk.services.change_campaign import ActResult
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.views.campaigns.words import FAMILY, ICONS
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import ElidedLabel

_LINES = 3


class OutcomeStrip(QFrame):
    """*Outcome unknown*, *Did not change*, a refusal: in words, with *Look again*."""

    look_wanted = Signal(str)
    """The campaign with that id is to be read again."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._results: dict[str, ActResult] = {}
        """The last one of each campaign that is worth a word."""
        self._shown = ""
        self.word = ElidedLabel(use="heading", lines=2)
        self.word.setAccessibleName(tr("Outcome"))
        self.why = ElidedLabel(use="body", lines=_LINES)
        self.look_button = Button(theme, tr("Look again"), icon="refresh-cw")
        self.look_button.setToolTip(tr("Reads this campaign again; changes nothing."))
        self.close_button = Button(theme, tr("Close"))
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.word)
        words.addWidget(self.why)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon)
        self._row.addLayout(words, 1)
        self._row.addWidget(self.look_button)
        self._row.addWidget(self.close_button)
        self.look_button.clicked.connect(lambda: self.look_wanted.emit(self._shown))
        self.close_button.clicked.connect(lambda: self.forget(self._shown))
        theme.changed.connect(self._fit)
        self._fit()
        self.hide()

    def take(self, result: ActResult) -> None:
        """Keeps a result that is not simply done; one that is lets the former go."""
        key = result.request.order.campaign_id
        self._results.pop(key, None)
        if result.outcome is not ActOutcome.DONE:
            self._results[key] = result
        if key == self._shown:
            self.show_for(key)

    def forget(self, campaign_id: str) -> None:
        """Lets a campaign's result go."""
        self._results.pop(campaign_id, None)
        self.show_for(self._shown)

    def show_for(self, campaign_id: str) -> None:
        """Shows what there is to say of another campaign."""
        self._shown = campaign_id
        result = self._results.get(campaign_id)
        if result:
            self._wear(result.outcome)
            self.word.set_text(f"{tr_now(result.outcome)}: {tr_now(result.request.order.act)}")
            said = result.explanation  # what to do comes before the vendor's words: the end may be cut
            self.why.set_text(" ".join(part for part in (said.title, said.hint, said.detail) if part))
        self.setVisible(result is not None)

    def _wear(self, outcome: ActOutcome) -> None:
        """Takes the outcome's colours; one that nobody knows is a solid plate."""
        theme, family, loud = self._theme, FAMILY[outcome], outcome is ActOutcome.UNKNOWN
        restyle(self, plate=f"{family}-{'loud' if loud else 'quiet'}", family=family)
        restyle(self.word, ink=family)
        for label in (self.word, self.why):
            label.style().polish(label)
        tint = theme.tokens.color(f"{family}.{'on' if loud else 'text'}")
        self._icon.setPixmap(theme.icons.pixmap(ICONS[outcome], tint, theme.px(20), self.devicePixelRatioF()))

    def _fit(self) -> None:
        px = self._theme.px
        self._row.setContentsMargins(px(12), px(6), px(8), px(6))
        self._row.setSpacing(px(8))
        self.show_for(self._shown)
