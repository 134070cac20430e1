"""Says which act is on its way, for how long, with *Cancel*; whoever shows it keeps its seat while there is none."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from leaddesk.language import grouped, tr
from leaddesk.ui.models.campaign_words import name_of
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.campaigns import words as say
from leaddesk.ui.views.campaigns.acting import CampaignActs
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import ElidedLabel


class DeedStrip(QWidget):
    """Shows the latest act on its way and how many more there are."""

    cancelled = Signal()
    left = Signal()
    """*Cancel* had the focus and goes: nothing is under way any more."""

    def __init__(self, theme: Theme, acts: CampaignActs) -> None:
        super().__init__()
        self._theme, self._acts = theme, acts
        self._icon = QLabel()
        self.label = ElidedLabel(use="name")
        self.label.setAccessibleName(tr("Under way"))
        self.cancel_button = Button(theme, tr("Cancel"), role="link")
        self.cancel_button.setAccessibleDescription(tr("Stops the waiting. What has left cannot be called back."))
        self.cancel_button.setToolTip(tr("Stops the waiting. What has left cannot be called back."))
        self.cancel_button.clicked.connect(self.cancelled)
        self._row = QHBoxLayout(self)
        for part, stretch in ((self._icon, 0), (self.label, 1), (self.cancel_button, 0)):
            self._row.addWidget(part, stretch)
        acts.changed.connect(self._say)
        theme.changed.connect(self._fit)
        self._fit()
        self._say()

    def _say(self) -> None:
        running = self._acts.running
        text = ""
        if running:
            last = running[-1]
            order, name = last.deed.request.order, last.deed.request.order.campaign_name
            before = last.deed.request.before
            name = name_of(before) if before else name or order.campaign_id
            text = say.progress(order.act, name, last.deed.phase, self._acts.seconds(last))
            if len(running) > 1:
                text = tr("{deed}, and {more} more", deed=text, more=grouped(len(running) - 1))
        had_focus = self.cancel_button.hasFocus()
        self.label.set_text(text)
        self._icon.setVisible(bool(running))
        self.cancel_button.setVisible(bool(running))
        if had_focus and not running:
            self.left.emit()

    def _fit(self) -> None:
        theme, px = self._theme, self._theme.px
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(8))
        tint = theme.tokens.color("text2")
        self._icon.setPixmap(theme.icons.pixmap("loader-circle", tint, px(14), self.devicePixelRatioF()))
