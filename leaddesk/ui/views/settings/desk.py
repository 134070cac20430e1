"""What *Settings* needs of the rest, and what it is told of this computer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from leaddesk.domain.key_store_report import KeyStoreReport
from leaddesk.ui.masking import Masking
from leaddesk.ui.views.settings.network_choice import NetworkDesk
from leaddesk.ui.views.settings.setup_desk import SetupDesk
from leaddesk.ui.views.settings.tray import TrayDesk


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


class KeepSettings(Protocol):
    """Keeps what is named and leaves the rest."""

    def __call__(
        self,
        *,
        operator: str | None = None,
        theme: str | None = None,
        zoom: int | None = None,
        mask: bool | None = None,
        language: str | None = None,
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
    languages: Sequence[str] = ()
    """The languages there are beside English, by their names such as "pt_BR"."""
    language: str = ""
    """The one that is kept; empty for that of the system."""
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
    tray: TrayDesk
    network: NetworkDesk
    check_keys: Callable[[], Awaitable[KeyStoreReport]]
    """Looks at the key store; trouble is a finding and not raised."""
    campaigns: Callable[[], None]
    """Goes to *Campaigns*, after this dialog has closed."""
    welcome: Callable[[], None]
    """Opens the welcome, after this dialog has closed."""
    setup: SetupDesk
    version: str
    """Of LeadDesk, with build and commit."""
    notices: Callable[[], Awaitable[str]]
    """Reads whose work LeadDesk is built with; raises LeadDeskError."""
