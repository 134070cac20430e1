"""Has a screen reader say a sentence while the focus stays where it is: what came of an act, how much was found."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def announce(about: QWidget, text: str, *, urgent: bool = False) -> None:
    """Says a text that is about a widget; an urgent one cuts off what is being said."""
    # Loaded with the first sentence: the first paint does not wait for it.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    event = QAccessibleAnnouncementEvent(about, text)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)
