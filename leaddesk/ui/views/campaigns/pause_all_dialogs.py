"""The questions before *Pause all active* and *Restore*: how many, which, and what is left out and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QWidget

from leaddesk.domain.campaign import Campaign
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.language import tr, trn
from leaddesk.services.pause_all import RestoreSet
from leaddesk.ui.models.campaign_words import CampaignWords, name_of
from leaddesk.ui.theme import Theme
from leaddesk.ui.views.campaigns import words as say
from leaddesk.ui.views.campaigns.act_dialog import LOOKS
from leaddesk.ui.views.painted_cells import EvenRows
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.explained import tool_tip
from leaddesk.ui.widgets.labels import plain_label
from leaddesk.ui.widgets.plaintext import marked

_WIDTH, _ROW, _ROWS = 620, 24, 8
_WIDE = 920
"""Of a dialog whose lines say why: where the window is wide enough."""


class PauseAllDialog(ActDialog):
    """Opened, never executed; *Pause all* is the default, so that a shortcut and Enter are enough."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        profile: ConnectionProfile,
        active: Sequence[Campaign] | None,
        seen_at: str,
    ) -> None:
        """`active` are those last seen active, at `seen_at`; None where nobody has looked yet."""
        super().__init__(
            theme,
            parent,
            tr("Pause all active campaigns of {profile}", profile=profile.name),
            _pause_words(active, seen_at),
            verb=tr("Pause all"),
            role="write",
            environment=LOOKS[profile.environment],
            focus_way_out=False,
        )
        self.take_width(_WIDTH)
        self.names = _names(theme, tr("Active campaigns"), [name_of(one) for one in active or ()])
        if active:
            self.add(self.names)


class RestoreDialog(ActDialog):
    """Opened, never executed; *Cancel* is the default: it starts texting. With nothing to restore it is a notice."""

    def __init__(
        self, theme: Theme, parent: QWidget, profile: ConnectionProfile, found: RestoreSet, words: CampaignWords
    ) -> None:
        count = len(found.campaigns)
        super().__init__(
            theme,
            parent,
            tr("Restore {campaigns} of {profile}", campaigns=say.campaigns(count), profile=profile.name),
            _restore_words(found),
            verb=tr("Restore") if count else tr("Forget"),
            role="write" if count else "plain",
            environment=LOOKS[profile.environment],
        )
        self.take_width(_WIDE)
        self.names = _names(
            theme,
            tr("To be activated again"),
            [
                tr(
                    "{name}, paused {moment} by {who}; goes out {hours}",
                    name=name_of(one.campaign),
                    moment=words.moment(one.paused_at),
                    who=one.paused_by or tr("nobody named"),
                    hours=say.goes_out(one.campaign, words.times.local(words.now())),
                )
                for one in found.campaigns
            ],
        )
        self.left_out = _names(
            theme, tr("Left out"), [f"{one.name or one.campaign_id}: {one.why}" for one in found.left_out]
        )
        for part, there in ((self.names, found.campaigns), (self.left_out, found.left_out)):
            if there:
                heading = plain_label(part.accessibleName(), use="heading")
                heading.setBuddy(part)
                self.add(heading, part)


def _pause_words(active: Sequence[Campaign] | None, seen_at: str) -> str:
    if active is None:
        return tr(
            "The campaigns are read first, then every one that is active is paused, side by side. "
            "Nobody has looked at them here yet, so how many that are is not known."
        )
    if not active:
        return tr(
            "None was active when they were read, {seen_at}. They are read again, and every one that is "
            "active then is paused.",
            seen_at=seen_at,
        )
    return trn(
        "1 campaign was active when they were read, {seen_at}. They are read again, "
        "and every one that is active then is paused, side by side. Texts on their way may still arrive.",
        "{count} campaigns were active when they were read, {seen_at}. They are read again, "
        "and every one that is active then is paused, side by side. Texts on their way may still arrive.",
        len(active),
        seen_at=seen_at,
    )


def _restore_words(found: RestoreSet) -> str:
    left = len(found.left_out)
    out = f" {trn('1 campaign is left out.', '{count} campaigns are left out.', left)}" if left else ""
    if not found.campaigns:
        return tr(
            "None of what was paused here can be activated again.{out} Forget it, and nothing is offered any more.",
            out=out,
        )
    return tr(
        "This starts texting people. Exactly those are activated again that were paused here and whose "
        "status and updated, read just now, are as the pause left them; they are read once more "
        "before.{out}",
        out=out,
    )


def _names(theme: Theme, name: str, lines: list[str]) -> QListWidget:
    names = QListWidget()
    names.setAccessibleName(name)
    EvenRows(theme, names, _ROW)
    names.addItems([marked(line) for line in lines])
    for row, line in enumerate(lines):
        names.item(row).setToolTip(tool_tip(line))
    names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    names.setFixedHeight(theme.px(_ROW) * max(1, min(_ROWS, len(lines))) + 2 * names.frameWidth() + theme.px(8))
    return names
