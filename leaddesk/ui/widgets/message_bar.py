"""The fixed seat in the place header where operational problems and results are said.

Empty when there is nothing to say, of the same height when there is. Verdicts and field problems have their own
places and never come here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy

from leaddesk.language import tr
from leaddesk.ui.theme import Theme, restyle
from leaddesk.ui.widgets.buttons import Button
from leaddesk.ui.widgets.labels import ElidedLabel
from leaddesk.ui.widgets.plaintext import marked

MessageKind = Literal["info", "warn", "error", "result"]

HEIGHT = 40
"""Pixels at 100 %: two lines of text and their padding."""

_LOOK = {
    "info": ("neutral", "info"),
    "warn": ("warn", "triangle-alert"),
    "error": ("danger", "circle-x"),
    "result": ("ok", "check"),
}


class _Said(NamedTuple):
    kind: MessageKind
    title: str
    detail: str
    hint: str
    action_label: str | None
    on_action: Callable[[], None] | None
    about: str

    def line(self) -> str:
        return marked(" ".join(filter(None, (self.title, self.hint))))

    def full(self) -> str:
        return marked(" ".join(filter(None, (self.title, self.detail, self.hint))))


class MessageBar(QFrame):
    """One message at a time; an error or a warning that a later message covered comes back when that one is closed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._said: list[_Said] = []
        self.setProperty("surface", "message")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._icon = QLabel()
        self.label = ElidedLabel(use="body", lines=2)
        self.label.setAccessibleName(tr("Message"))
        self._details = Button(theme, tr("Details"), role="link")
        self._details.clicked.connect(self._open_details)
        self._action = Button(theme, tr("Act"), role="link")
        self._action.clicked.connect(self._act)
        self._close = Button(theme, "", icon="x", role="quiet")
        self._close.setAccessibleName(tr("Close"))
        self._close.setToolTip(tr("Close"))
        self._close.setProperty("bare", True)
        self._close.clicked.connect(self._forget_current)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._icon)
        self._row.addWidget(self.label, 1)
        for button in (self._details, self._action, self._close):
            self._row.addWidget(button)
        theme.changed.connect(self._draw)
        self._draw()

    def show_message(
        self,
        kind: MessageKind,
        title: str,
        detail: str = "",
        hint: str = "",
        *,
        action_label: str | None = None,
        on_action: Callable[[], None] | None = None,
        about: str = "",
    ) -> None:
        """Say one sentence and what to do about it, and announce it; ``detail`` goes behind *Details*.

        ``about`` names the cause, for ``over`` to take the message back when that has gone.
        """
        said = _Said(kind, title, detail, hint, action_label, on_action, about)
        self._said = [one for one in self._said if one.kind in ("error", "warn") and one.full() != said.full()]
        # News never covers a problem that is still open.
        self._said.insert(0 if kind == "info" else len(self._said), said)
        self._draw()
        # Loaded with the first message: the first paint does not wait for it.
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        announcement = QAccessibleAnnouncementEvent(self.label, said.full())
        if kind == "error":
            announcement.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(announcement)

    def quiet(self) -> None:
        """Take back what was only news; errors and warnings stay until they are closed."""
        kept = [one for one in self._said if one.kind in ("error", "warn")]
        if kept != self._said:
            self._said = kept
            self._draw()

    def over(self, about: str) -> None:
        """Take back what was said about a cause that is gone."""
        kept = [one for one in self._said if one.about != about]
        if kept != self._said:
            self._said = kept
            self._draw()

    def clear(self) -> None:
        """Say nothing any more."""
        self._said.clear()
        self._draw()

    def _forget_current(self) -> None:
        self._said.pop()
        self._draw()

    def _act(self) -> None:
        if self._said and (act := self._said[-1].on_action):
            act()

    def _open_details(self) -> None:
        said = self._said[-1]
        text = "\n\n".join(marked(part) for part in (said.detail, said.hint) if part)
        from leaddesk.ui.widgets.act_dialog import ActDialog

        ActDialog(self._theme, self.window(), said.title, text, way_out=tr("Close")).open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._offer_details()

    def _offer_details(self) -> None:
        said = self._said[-1] if self._said else None
        self._details.setVisible(said is not None and (bool(said.detail) or not self.label.fits()))

    def _draw(self) -> None:
        theme, px = self._theme, self._theme.px
        said = self._said[-1] if self._said else None
        family, icon = _LOOK[said.kind] if said else ("", "")
        restyle(self, family=family)
        self.setFixedHeight(px(HEIGHT))
        self._row.setContentsMargins(px(12), 0, px(4), 0)
        self._row.setSpacing(px(8))
        self.label.set_text(said.line() if said else "")
        self.label.setAccessibleDescription(said.full() if said else "")
        self._icon.setVisible(said is not None)
        if said:
            tint = theme.tokens.color(f"{family}.text")
            self._icon.setPixmap(theme.icons.pixmap(icon, tint, px(16), self.devicePixelRatioF()))
        self._action.setVisible(bool(said and said.action_label))
        self._action.setText(said.action_label or "" if said else "")
        self._action.setAccessibleName(self._action.text())
        self._close.setVisible(said is not None)
        self._close.setFixedWidth(px(30))
        self._offer_details()
