"""The one family of operational errors: each says what happened, what it means and what to do.

Views show these four parts as they are and never format an exception.
"""

from __future__ import annotations

from enum import StrEnum


class LeadDeskError(Exception):
    """An operational problem a person can act on."""

    def __init__(self, title: str, detail: str = "", hint: str = "", *, can_retry: bool = False) -> None:
        super().__init__(title)
        self.title = title
        self.detail = detail
        self.hint = hint
        self.can_retry = can_retry

    def sentence(self) -> str:
        """Returns all three parts as one line of text."""
        return " ".join(part for part in (self.title, self.detail, self.hint) if part)


class KeyringTrouble(StrEnum):
    """Why the OS keyring did not serve."""

    ABSENT = "absent"
    LOCKED = "locked"
    FAILING = "failing"
    NULL = "null"
    """A backend that swallows secrets without keeping them."""


class KeyringProblem(LeadDeskError):
    """The OS keyring is absent, locked, failing, or keeps nothing; LeadDesk never falls back to plain text."""

    def __init__(self, trouble: KeyringTrouble, title: str, detail: str = "", hint: str = "") -> None:
        super().__init__(title, detail, hint, can_retry=trouble in (KeyringTrouble.LOCKED, KeyringTrouble.FAILING))
        self.trouble = trouble

    @property
    def nothing_kept(self) -> bool:
        """Whether there is no keyring at all, so that it cannot hold a secret either."""
        return self.trouble in (KeyringTrouble.ABSENT, KeyringTrouble.NULL)


class MissingSecret(LeadDeskError):
    """A profile has no credential for its address: nothing can be sent before one is typed."""


class StoreProblem(LeadDeskError):
    """The history, the drafts or the configuration could not be read or written."""


class TransportProblem(LeadDeskError):
    """No answer came back; `left` says whether the request may have reached the vendor."""

    left: bool = True


class NothingLeft(TransportProblem):
    """The request surely did not reach the vendor: name look-up, refused, TLS, proxy refusal, no free connection."""

    left = False


class AnswerLost(TransportProblem):
    """The request may have reached the vendor, and no whole answer came back."""
