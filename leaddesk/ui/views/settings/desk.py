"""What *Settings* needs of the rest, and what it is told of this computer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from leaddesk.domain.key_store_report import KeyStoreReport
from leaddesk.ui.masking import Masking
from leaddesk.ui.views.settings.network_choice import NetworkDesk


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesInUse:
    """One file of rules, in words for the eye."""

    name: str
    """Such as "Calling windows"."""
    used: str
    """Which file it is."""
    version: str
    review: str = ""
    """By when somebody should look at it again."""
    notice: str = ""
    """What is wrong with it, or with the copy that is not used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupPlan:
    """What a setup file would change, before it does."""

    changes: Sequence[tuple[str, str]]
    """Each as label and words; none where everything is so already."""
    left_out: Sequence[str]
    """What of the file is not taken over."""
    apply: Callable[[], Awaitable[str]]
    """Takes it over, all or nothing, and returns what to say; raises LeadDeskError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupDesk:
    """Settings and profiles, carried from one computer to another."""

    export: Callable[[str, bool], Awaitable[str]]
    """Writes the file and returns what to say; raises AlreadyThere unless the file may be replaced, LeadDeskError."""
    plan: Callable[[str], Awaitable[SetupPlan]]
    """Reads a file and changes nothing; raises LeadDeskError for one that cannot be taken over whole."""
    imported: Callable[[str], None]
    """Says in the window what was imported, after this dialog has closed."""


class KeepSettings(Protocol):
    """Keeps what is named and leaves the rest."""

    def __call__(
        self,
        *,
        operator: str | None = None,
        theme: str | None = None,
        zoom: int | None = None,
        mask: bool | None = None,
    ) -> None:
        """Writes it; a problem is said in the window."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsDesk:
    """What the dialog needs of the rest."""

    operator: str
    account: str
    """The name of this computer's account, which is the operator until another name is typed."""
    masking: Masking
    keep: KeepSettings
    history: Sequence[tuple[str, str]]
    """Where and how long the history is kept, as label and words."""
    keep_history: Callable[[], None]
    """Opens *Keep the history*, after this dialog has closed."""
    rules: Callable[[], Awaitable[Sequence[RulesInUse]]]
    copy_rules: Callable[[], Awaitable[str]]
    """Writes editable copies where there are none yet and returns their folder; raises LeadDeskError."""
    read_rules: Callable[[], Awaitable[Sequence[RulesInUse]]]
    """Reads the files again; raises LeadDeskError."""
    vendor_changes: Callable[[], None]
    """Opens *Changes in vendors' answers*, after this dialog has closed."""
    network: NetworkDesk
    check_keys: Callable[[], Awaitable[KeyStoreReport]]
    """Looks at the key store; trouble is a finding and not raised."""
    welcome: Callable[[], None]
    """Opens the welcome, after this dialog has closed."""
    setup: SetupDesk
    version: str
    """Of LeadDesk."""
    notices: Callable[[], Awaitable[str]]
    """Reads whose work LeadDesk is built with; raises LeadDeskError."""
