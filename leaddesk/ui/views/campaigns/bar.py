"""The line above the board: profile, *Refresh*, how often it is read by itself, *Pause all active*."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame

from leaddesk.domain.profile import ConnectionProfile
from leaddesk.language import tr
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.buttons import Button, Environment
from leaddesk.ui.widgets.explained import plain_tip, tool_tip
from leaddesk.ui.widgets.flow import flow_in
from leaddesk.ui.widgets.labelled import Labelled
from leaddesk.ui.widgets.plaintext import marked

POLLING = ((tr("Off"), 0), (tr("30 s"), 30), (tr("60 s"), 60), (tr("5 min"), 300))
"""The choices and their seconds; no faster than every 30 s (contract section 1)."""
USUAL_S = 60
_WIDTHS = (250, 160)
_NARROW = 1000


class CampaignsBar(QFrame):
    """Asks nothing by itself."""

    profile_chosen = Signal(object)
    """The `ConnectionProfile` whose campaigns are to be seen, or None."""
    polling_changed = Signal(int)
    """Seconds between two quiet looks; 0 for none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: ConnectionProfile | None = None
        self.setProperty("surface", "header")
        self.profile, self.polling = QComboBox(), QComboBox()
        self.refresh_button = Button(theme, tr("Refresh"), icon="refresh-cw")
        self.paste_button = Button(theme, tr("Paste event…"), icon="clipboard-copy", role="quiet")
        self.restore_button = Button(theme, tr("Restore…"), icon="play")
        self.pause_all_button = Button(theme, tr("Pause all active"), icon="circle-pause", role="write")
        self._row = flow_in(self)
        self._row.add(Labelled(theme, tr("Profile"), self.profile, beside=True))
        self._row.add(self.refresh_button)
        self._row.add(Labelled(theme, tr("Read every"), self.polling, beside=True))
        for words, seconds in POLLING:
            self.polling.addItem(words, seconds)
        self.choose_polling(USUAL_S)
        self._row.add_stretch()
        for button in (self.paste_button, self.restore_button, self.pause_all_button):
            self._row.add(button)
        self.restore_button.hide()
        self.profile.currentIndexChanged.connect(self._take_profile)
        self.polling.currentIndexChanged.connect(lambda: self.polling_changed.emit(self.seconds))
        theme.changed.connect(self._fit)
        self._fit()

    @property
    def seconds(self) -> int:
        """Seconds between two quiet looks; 0 for none."""
        return int(self.polling.currentData() or 0)

    @property
    def chosen(self) -> ConnectionProfile | None:
        """The profile whose campaigns are in view."""
        return self._shown

    def offer_profiles(self, profiles: Sequence[ConnectionProfile]) -> None:
        """Offers profiles; the chosen one stays, as it is now."""
        chosen = self._shown.id if self._shown else ""
        self.profile.blockSignals(True)
        self.profile.clear()
        for one in profiles:
            self.profile.addItem(marked(one.name), one)
        ids = [one.id for one in profiles]
        self.profile.setCurrentIndex(ids.index(chosen) if chosen in ids else min(0, len(ids) - 1))
        self.profile.blockSignals(False)
        self._take_profile()

    def offered(self) -> list[ConnectionProfile]:
        """Returns the profiles that are offered, in their order."""
        return [self.profile.itemData(at) for at in range(self.profile.count())]

    def choose_profile(self, profile_id: str) -> None:
        """Chooses the profile with that id, where it is offered."""
        for at in range(self.profile.count()):
            if self.profile.itemData(at).id == profile_id:
                self.profile.setCurrentIndex(at)

    def choose_polling(self, seconds: int) -> None:
        """Chooses how often it is read by itself; what is not among the choices changes nothing."""
        if (at := self.polling.findData(seconds)) >= 0:
            self.polling.setCurrentIndex(at)

    def wear(self, environment: Environment) -> None:
        """Gives the write button the colour of the profile's environment."""
        self.pause_all_button.set_role("write", environment)

    def hold_back(self, why: str) -> None:
        """Disables *Pause all active* and says why; an empty text enables it."""
        self.pause_all_button.setEnabled(not why)
        said = why or tr("Pauses every campaign of this profile that is active; asks once (Ctrl+Shift+P, then Enter).")
        self.pause_all_button.setToolTip(tool_tip(said))
        self.pause_all_button.setAccessibleDescription(marked(said))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _take_profile(self) -> None:
        self.profile.setToolTip(plain_tip(self.profile.currentText()))
        found = self.profile.currentData()
        profile = found if isinstance(found, ConnectionProfile) else None
        if profile != self._shown:
            self._shown = profile
            self.profile_chosen.emit(profile)

    def _fit(self) -> None:
        px = self._theme.px
        narrow = self.width() < px(_NARROW)
        self._row.setContentsMargins(px(20), px(8), px(16), px(8))
        self._row.set_gap(px(8))
        self.profile.setFixedWidth(px(_WIDTHS[1 if narrow else 0]))
        self.paste_button.use_words(not narrow)
