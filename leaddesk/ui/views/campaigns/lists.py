"""The lists of the chosen campaign: typed or picked by exact name, because the vendor has no call that names them.

What was typed is sent as it is; what is odd about it is said beside it and never corrected.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from leaddesk.domain.act import Act
from leaddesk.domain.campaign import Campaign
from leaddesk.domain.campaign_acts import reasons_against
from leaddesk.domain.list_name import list_name_oddities, list_name_problem
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.language import tr
from leaddesk.ui.models.campaign_words import name_of
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.explained import tool_tip
from leaddesk.ui.widgets.labels import ElidedLabel, plain_label
from leaddesk.ui.widgets.plaintext import marked

_SHOWN = 4


class ListsCard(QFrame):
    """*List name*, *Activate list*, *Pause list*, and the last answer about a list."""

    wanted = Signal(object, str)
    """That `Act` is to be done to the list of that exact name."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._campaign: Campaign | None = None
        self._profile: ConnectionProfile | None = None
        self._of: tuple[str, str] | None = None
        """Profile and campaign that the typed name belongs to."""
        self._known: tuple[str, ...] = ()
        self.setProperty("surface", "footer")
        self.heading = ElidedLabel(tr("Lists"), use="heading")
        self._hint = ElidedLabel(tr("the vendor cannot name them: type or pick"), use="hint", ink="text2")
        self.field = QLineEdit()
        self.activate_button = Button(theme, tr("Activate list"), icon="play")
        self.pause_button = Button(theme, tr("Pause list"), icon="pause")
        self.said = ElidedLabel(use="hint", ink="text2", lines=2)
        self.said.setAccessibleName(tr("About this list name"))
        self._offered = QStringListModel(self)
        self._lay_out()
        self._bind()
        self._fit()
        self._say()

    def show_campaign(self, campaign: Campaign | None, profile: ConnectionProfile | None) -> None:
        """Acts on the lists of another campaign; a name that was typed belongs to the one before and goes."""
        of = (profile.id, campaign.id) if campaign and profile else None
        if of and of != self._of:
            if self._of:
                self.field.clear()
            self._of = of
        self._campaign, self._profile = campaign, profile
        self.heading.set_text(tr("Lists of {name}", name=name_of(campaign)) if campaign else tr("Lists"))
        self._say()

    def offer(self, names: Sequence[str]) -> None:
        """Offers names used before."""
        self._known = tuple(dict.fromkeys(name for name in names if name.strip()))
        self._offered.setStringList(list(self._known))
        self._say()

    # ------------------------------------------------------------ inside

    def _say(self) -> None:
        name = self.field.text()
        problem = list_name_problem(name)
        for button, act in ((self.activate_button, Act.ACTIVATE_LIST), (self.pause_button, Act.PAUSE_LIST)):
            profile = self._profile
            why = (
                (reasons_against(act, self._campaign, profile) or problem) if profile else tr("Choose a profile first.")
            )
            button.setEnabled(not why)
            button.setToolTip(tool_tip(why))
            button.setAccessibleDescription(marked(why))
        oddities = list_name_oddities(name, self._known) if name and not problem else ()
        if oddities:
            text = " ".join(oddities)
        elif not name and self._known:
            text = tr("Used before: {known}", known=", ".join(self._known[:_SHOWN]))
        else:
            text = "" if name else tr("Type the exact name, as it was loaded: capital letters and blanks count.")
        self.said.set_text(text)
        if self.said.property("ink") != (ink := "warn" if oddities else "text2"):
            self.said.setProperty("ink", ink)
            self.said.style().polish(self.said)
        self.field.setAccessibleDescription(marked(text))

    def _lay_out(self) -> None:
        self.field.setAccessibleName(tr("List name"))
        self.field.setPlaceholderText(tr("Exact name of the list"))
        self.field.setMaxLength(500)
        completer = QCompleter(self._offered, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.field.setCompleter(completer)
        label = plain_label(tr("List name"), use="label", ink="text2")
        label.setBuddy(self.field)
        self._head, self._row, self._below = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        self._head.addWidget(self.heading)
        self._head.addWidget(self._hint, 1)
        self._row.addWidget(label)
        self._row.addWidget(self.field, 1)
        self._below.addWidget(self.said, 1)
        self._below.addWidget(self.activate_button)
        self._below.addWidget(self.pause_button)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addLayout(self._row)
        self._column.addLayout(self._below)

    def _bind(self) -> None:
        self.field.textChanged.connect(self._say)
        self.activate_button.clicked.connect(lambda: self.wanted.emit(Act.ACTIVATE_LIST, self.field.text()))
        self.pause_button.clicked.connect(lambda: self.wanted.emit(Act.PAUSE_LIST, self.field.text()))
        self._theme.changed.connect(self._fit)

    def _fit(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(20), px(8), px(12), px(8))
        self._column.setSpacing(px(6))
        self._head.setSpacing(px(8))
        self._row.setSpacing(px(8))
        self._below.setSpacing(px(8))
        self.said.setFixedHeight(px(32))
