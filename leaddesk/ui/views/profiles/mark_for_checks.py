"""The question before a destination is used for number checks, and the words its answer is recorded in.

A check is a load: only a person can know that no running campaign dials the list.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from leaddesk.domain.fields import FormSchema
from leaddesk.domain.profile import FOR_CHECKS, ConnectionProfile, Destination
from leaddesk.domain.vendor import Dialer
from leaddesk.language import tr
from leaddesk.ui.theme import Theme
from leaddesk.ui.widgets.act_dialog import ActDialog
from leaddesk.ui.widgets.fact_flow import Fact

_ASKED = tr(
    "A check is a load: each number that is checked goes into this list as a lead. "
    "Confirm that no running campaign dials the list."
)


def ask_to_mark(
    theme: Theme,
    window: QWidget,
    place: Sequence[tuple[str, str]],
    calling: str,
    confirmed: Callable[[], None],
) -> None:
    """Asks to confirm that nothing running dials the place, and calls `confirmed` when a person does."""
    facts = [Fact(label, text or tr("not set")) for label, text in place]
    dialog = ActDialog(theme, window, FOR_CHECKS.label, f"{_ASKED} {calling}", facts, verb=FOR_CHECKS.label)
    dialog.accepted.connect(confirmed)
    dialog.open()


def calling_on_check(name: str, dialer: Dialer | None, settings: FormSchema) -> str:
    """Returns whether the dialer of that name may call a number that is only checked, in sentences."""
    forced = dialer.check_settings if dialer else {}
    words = [f"{spec.label} {forced[spec.key]}" for spec in settings.fields if spec.key in forced]
    said = []
    if words:
        forced_words = tr(" and ").join(words)
        said.append(tr("Every check goes out with {settings}, whatever is set here.", settings=forced_words))
    if dialer is None or dialer.may_call_on_check:
        said.append(tr("{name} may call the number all the same.", name=name))
    return " ".join(said)


def mark_in_words(profile: ConnectionProfile, destination: Destination, place: Sequence[tuple[str, str]]) -> str:
    """Returns what is recorded of a mark: the destination, its profile, campaign, list and dialer."""
    told = ", ".join(f"{label} {text}" for label, text in place if text)
    return f"Destination {destination.name} of {profile.name}: {told}"
