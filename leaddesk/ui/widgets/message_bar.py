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


class _Parts:
    """What stands in the bar, hidden until there is something to say."""

    def __init__(self, bar: QFrame, theme: Theme) -> None:
        self.icon = QLabel()
        self.label = ElidedLabel(use="body", lines=2)
        self.label.setAccessibleName(tr("Message"))
        self.details = Button(theme, tr("Details"), role="link")
        self.action = Button(theme, tr("Act"), role="link")
        self.close = Button(theme, "", icon="x", role="quiet")
        self.close.setAccessibleName(tr("Close"))
        self.close.setToolTip(tr("Close"))
        self.close.setProperty("bare", True)
        self.row = QHBoxLayout(bar)
        self.row.addWidget(self.icon)
        self.row.addWidget(self.label, 1)
        for button in (self.details, self.action, self.close):
            self.row.addWidget(button)


class MessageBar(QFrame):
    """One message at a time; an error or a warning that a later message covered comes back when that one is closed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._said: list[_Said] = []
        self.setProperty("surface", "message")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._parts: _Parts | None = None
        theme.changed.connect(self._draw)
        self._draw()

    @property
    def label(self) -> ElidedLabel:
        """What is said."""
        return self.build().label

    def build(self) -> _Parts:
        """Make what stands in the bar and return it; the first paint has nothing to say and goes without."""
        if self._parts is None:
            self._parts = _Parts(self, self._theme)
            self._parts.details.clicked.connect(self._open_details)
            self._parts.action.clicked.connect(self._act)
            self._parts.close.clicked.connect(self._forget_current)
            self._draw()
        return self._parts

    def show_message(
        self,
        kind: MessageKind,
        title: str,
        detail: str = "",
        hint: str = "",
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
        if parts := self._parts:
            parts.details.setVisible(said is not None and (bool(said.detail) or not parts.label.fits()))

    def _draw(self) -> None:
        said = self._said[-1] if self._said else None
        family, icon = _LOOK[said.kind] if said else ("", "")
        restyle(self, family=family)
        self.setFixedHeight(self._theme.px(HEIGHT))
        if self._parts:
            self._draw_parts(self._parts, said, family, icon)

    def _draw_parts(self, parts: _Parts, said: _Said | None, family: str, icon: str) -> None:
        theme, px = self._theme, self._theme.px
        parts.row.setContentsMargins(px(12), 0, px(4), 0)
        parts.row.setSpacing(px(8))
        parts.label.set_text(said.line() if said else "")
        parts.label.setAccessibleDescription(said.full() if said else "")
        parts.icon.setVisible(said is not None)
        if said:
            tint = theme.tokens.color(f"{family}.text")
            parts.icon.setPixmap(theme.icons.pixmap(icon, tint, px(16), self.devicePixelRatioF()))
        parts.action.setVisible(bool(said and said.action_label))
        parts.action.set_label(said.action_label or "" if said else "")
        parts.close.setVisible(said is not None)
        parts.close.setFixedWidth(px(30))
        self._offer_details()
