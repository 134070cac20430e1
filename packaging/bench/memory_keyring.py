"""A keyring for the bench: it knows the two secrets the bench made up, and keeps nothing."""

from __future__ import annotations

from keyring.backend import KeyringBackend

API_KEY = "bench+/0123456789abcdef"
HISTORY_KEY = "0f" * 32


class Keyring(KeyringBackend):
    """Answers at once, so that the figures are LeadDesk's and not a desktop's."""

    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        """Returns the history's key for the history, the API key for all else."""
        return HISTORY_KEY if service == "LeadDesk history" else API_KEY

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keeps nothing."""

    def delete_password(self, service: str, username: str) -> None:
        """Forgets nothing."""
