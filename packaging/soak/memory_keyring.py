"""A keyring for the soak: it keeps what it is given in memory, until the process ends."""

from __future__ import annotations

from keyring.backend import KeyringBackend


class MemoryKeyring(KeyringBackend):
    """Answers at once and asks nobody."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """Returns what was kept there, or None."""
        return self._kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keeps a secret."""
        self._kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forgets a secret."""
        self._kept.pop((service, username), None)
