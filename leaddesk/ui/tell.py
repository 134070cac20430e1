"""How a place says an operational problem or a result: through the message bar, never in a pop-up of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from leaddesk.ui.widgets.message_bar import MessageKind

HISTORY, LINK, OPERATOR = "history", "link", "operator"
"""Causes of messages that may go: a history that cannot be used, a link that was not followed, a name waited for."""


class Tell(Protocol):
    """Says one sentence and what to do about it, with at most one action: the message bar's `show_message`."""

    def __call__(
        self,
        kind: MessageKind,
        title: str,
        detail: str = "",
        hint: str = "",
        action_label: str | None = None,
        on_action: Callable[[], None] | None = None,
        about: str = "",
    ) -> None:
        """Says it; `about` names the cause, so that the message can be taken back when that has gone."""
        ...
