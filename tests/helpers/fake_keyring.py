"""A keyring for tests: in memory, and able to be locked, broken, slow or deaf, each in the way real ones are."""

from __future__ import annotations

import enum
import threading

from keyring.backend import KeyringBackend
from keyring.errors import InitError, KeyringLocked, PasswordDeleteError


class Mode(enum.Enum):
    """How the keyring behaves."""

    WORKING = "working"
    LOCKED = "locked"
    """Every call raises `KeyringLocked`, as Secret Service does without a prompt."""
    NO_COLLECTION = "no collection"
    """Every call raises `InitError`, as Secret Service does where no keyring was ever unlocked and no display is."""
    FAILING = "failing"
    """Every call raises `RuntimeError`, as a backend with a bug does."""
    SLOW = "slow"
    """Every call waits for `release`, as an unlock prompt does."""
    NULL = "null"
    """Secrets are swallowed silently."""


class FakeKeyring(KeyringBackend):
    """Keeps secrets in `entries`; `mode` may be changed at any time."""

    priority = 1

    def __init__(self, mode: Mode = Mode.WORKING) -> None:
        super().__init__()
        self.mode = mode
        self.entries: dict[tuple[str, str], str] = {}
        self.waiting = threading.Event()
        """Set once a slow call has begun to wait."""
        self.release = threading.Event()
        """Set by the test to let slow calls go on."""
        self.calls: list[tuple[str, str, str]] = []
        """(`get` | `set` | `delete`, service, user name) of every call, refused ones too."""

    def get_password(self, service: str, username: str) -> str | None:
        """Returns the secret, or None where there is none."""
        self._begin("get", service, username)
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keeps the secret."""
        self._begin("set", service, username)
        if self.mode is not Mode.NULL:
            self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forgets the secret; raises `PasswordDeleteError` where there is none."""
        self._begin("delete", service, username)
        if self.mode is Mode.NULL:
            return
        if self.entries.pop((service, username), None) is None:
            raise PasswordDeleteError("No such password!")

    def _begin(self, act: str, service: str, username: str) -> None:
        self.calls.append((act, service, username))
        if self.mode is Mode.LOCKED:
            raise KeyringLocked("Failed to unlock the collection!")
        if self.mode is Mode.NO_COLLECTION:
            raise InitError("Failed to create the collection: Prompt dismissed..")
        if self.mode is Mode.FAILING:
            raise RuntimeError("the keyring service went away")
        if self.mode is Mode.SLOW:
            self.waiting.set()
            if not self.release.wait(timeout=30):
                raise TimeoutError("the test never released the keyring")
