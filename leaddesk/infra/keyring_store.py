"""The OS keyring, and what was kept for this session only standing over it; never a file, never plain text.

Every call runs on a thread of its own, one at a time, because an unlock prompt may wait for minutes and several at once
would put one prompt over the other. The `keyring` package takes 0.1 s to import, so it is loaded there too.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from secrets import token_urlsafe
from typing import TYPE_CHECKING, TypeVar

from leaddesk.domain.errors import KeyringProblem, KeyringTrouble
from leaddesk.domain.secret import Secret, SecretRef
from leaddesk.infra.keyring_words import keyring_problem, swallowed, too_long
from leaddesk.infra.known_secrets import KnownSecrets
from leaddesk.infra.threads import in_daemon_thread
from leaddesk.language import tr

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_T = TypeVar("_T")

MAX_LENGTH = 1200
"""UTF-16 units of a secret at most: Windows keeps 2560 bytes."""


class MemorySecrets:
    """Implements `services.ports.SecretStore` without any keyring: practice mode, where nothing is kept."""

    def __init__(self) -> None:
        self.known = KnownSecrets()
        self._held: dict[SecretRef, Secret] = {}

    async def get(self, ref: SecretRef) -> Secret | None:
        """Returns the secret, or None."""
        return self._held.get(ref)

    async def put(self, ref: SecretRef, secret: Secret) -> None:
        """Keeps a secret in memory; raises KeyringProblem for one that no keyring takes."""
        self.known.add(secret)
        _check_length(secret)
        self._held[ref] = secret

    def keep_for_session(self, ref: SecretRef, secret: Secret) -> None:
        """Keeps a secret in memory."""
        self.known.add(secret)
        self._held[ref] = secret

    async def forget(self, ref: SecretRef) -> None:
        """Deletes a secret."""
        self._held.pop(ref, None)

    async def state(self) -> KeyringTrouble | None:
        """Returns None: there is no keyring that could be in trouble."""
        return None


class KeyringSecrets:
    """Implements `services.ports.SecretStore` with the desktop's keyring."""

    def __init__(self) -> None:
        self.known = KnownSecrets()
        """What went in or out since the start."""
        self._session: dict[SecretRef, Secret] = {}
        self._turn = asyncio.Lock()
        self._last: KeyringTrouble | None = None
        """What was wrong with the keyring when it was last used."""

    async def get(self, ref: SecretRef) -> Secret | None:
        """Returns the session's secret, else the keyring's, else None. Raises KeyringProblem."""
        if ref in self._session:
            return self._session[ref]
        text = await self._ask(lambda backend: backend.get_password(*_names(ref)))
        if text is None:
            return None
        secret = Secret(text)
        self.known.add(secret)
        return secret

    async def put(self, ref: SecretRef, secret: Secret) -> None:
        """Keeps a secret in the keyring and looks whether it is really there. Raises KeyringProblem."""
        self.known.add(secret)
        _check_length(secret)

        def keep(backend: KeyringBackend) -> None:
            backend.set_password(*_names(ref), secret.reveal())
            if backend.get_password(*_names(ref)) != secret.reveal():
                raise swallowed()

        await self._ask(keep)
        self._session.pop(ref, None)

    def keep_for_session(self, ref: SecretRef, secret: Secret) -> None:
        """Keeps a secret in memory until LeadDesk ends."""
        self.known.add(secret)
        self._session[ref] = secret

    async def forget(self, ref: SecretRef) -> None:
        """Deletes a secret from the session and the keyring; one that is not there is no problem."""
        self._session.pop(ref, None)
        await self._ask(lambda backend: _delete(backend, ref))

    async def state(self) -> KeyringTrouble | None:
        """Returns what is wrong with the keyring, None when nothing is known to be; shows no prompt."""
        async with self._turn:
            return await in_daemon_thread(_look, self._last)

    async def round_trip(self) -> None:
        """Writes a text of its own, reads it and deletes it, behind one prompt at most. Raises KeyringProblem.

        Whoever goes away abandons it whole, so that even then nothing of it stays in the keyring.
        """
        ref = SecretRef("check", "this computer", "round trip")
        text = token_urlsafe(24)

        def go_round(backend: KeyringBackend) -> None:
            backend.set_password(*_names(ref), text)
            same = backend.get_password(*_names(ref)) == text
            _delete(backend, ref)
            if not same:
                raise swallowed()

        await self._ask(go_round)

    async def _ask(self, act: Callable[[KeyringBackend], _T]) -> _T:
        async with self._turn:
            try:
                value = await in_daemon_thread(_on_backend, act)
            except KeyringProblem as problem:
                self._last = problem.trouble
                raise
            self._last = None
            return value


def backend_name() -> str:
    """Returns the name of the keyring in use; blocks while it is loaded. Raises KeyringProblem where there is none."""
    backend = type(_backend())
    return f"{backend.__module__}.{backend.__qualname__}"


def _names(ref: SecretRef) -> tuple[str, str]:
    """Returns the service and user name under which a keyring shows the secret."""
    return f"LeadDesk {ref.profile_id}", f"{ref.slot} at {ref.origin}"


def _check_length(secret: Secret) -> None:
    if len(secret.reveal().encode("utf-16-le", "surrogatepass")) // 2 > MAX_LENGTH:
        raise too_long(MAX_LENGTH)


def _on_backend(act: Callable[[KeyringBackend], _T]) -> _T:
    """Runs one call on the keyring that may be used, and turns whatever it raises into a KeyringProblem."""
    backend = _backend()
    try:
        return act(backend)
    except KeyringProblem:
        raise
    except Exception as error:
        raise keyring_problem(_trouble_of(error)) from error


def _delete(backend: KeyringBackend, ref: SecretRef) -> None:
    from keyring.errors import PasswordDeleteError

    try:
        backend.delete_password(*_names(ref))
    except PasswordDeleteError:
        if backend.get_password(*_names(ref)) is not None:
            raise


def _backend() -> KeyringBackend:
    """Returns the keyring to use, or raises KeyringProblem when there is none that keeps secrets well."""
    try:
        import keyring.backends.chainer

        chosen = keyring.get_keyring()
    except Exception as error:
        raise keyring_problem(KeyringTrouble.ABSENT) from error
    if not isinstance(chosen, keyring.backends.chainer.ChainerBackend):
        if refusal := _refusal(chosen):
            raise refusal
        return chosen
    chain: list[KeyringBackend] = chosen.backends
    for backend in chain:
        if _refusal(backend) is None:
            return backend
    raise keyring_problem(KeyringTrouble.ABSENT)


def _refusal(backend: KeyringBackend) -> KeyringProblem | None:
    """Returns why a backend is not to be used, or None."""
    if _is_from(backend, "keyring.backends.null"):
        return keyring_problem(KeyringTrouble.NULL)
    if _is_from(backend, "keyrings.alt") or "plaintext" in type(backend).__name__.lower():
        return keyring_problem(
            KeyringTrouble.ABSENT, tr("The one that is set up writes plain text or asks on a terminal.")
        )
    try:
        weak = backend.priority <= 0
    except RuntimeError:
        weak = True
    return keyring_problem(KeyringTrouble.ABSENT) if weak else None


def _is_from(backend: KeyringBackend, module: str) -> bool:
    return f"{type(backend).__module__}.".startswith(f"{module}.")


def _trouble_of(error: Exception) -> KeyringTrouble:
    from keyring.errors import InitError, KeyringLocked, NoKeyringError

    if isinstance(error, NoKeyringError):
        return KeyringTrouble.ABSENT
    if isinstance(error, KeyringLocked):
        return KeyringTrouble.LOCKED
    if isinstance(error, InitError) and "dismissed" in str(error):
        return KeyringTrouble.ABSENT  # Secret Service has no default collection, and none was made
    if type(error).__name__ in ("LockedException", "PromptDismissedException"):
        return KeyringTrouble.LOCKED  # of secretstorage, which keyring lets through
    return KeyringTrouble.FAILING


def _look(last: KeyringTrouble | None) -> KeyringTrouble | None:
    """Returns the trouble that can be seen without a prompt; only Secret Service tells whether it is locked."""
    try:
        backend = _backend()
    except KeyringProblem as problem:
        return problem.trouble
    if not _is_from(backend, "keyring.backends.SecretService"):
        return last
    try:
        return _secret_service_trouble()
    except Exception:  # noqa: BLE001 - whatever it says, it does not work
        return KeyringTrouble.FAILING


def _secret_service_trouble() -> KeyringTrouble | None:
    """Returns LOCKED for a locked default collection, ABSENT where there is none that could hold a secret."""
    from contextlib import closing

    import secretstorage

    with closing(secretstorage.dbus_init()) as connection:
        try:
            collection = secretstorage.collection.get_collection_by_alias(connection, "default")
            return KeyringTrouble.LOCKED if collection.is_locked() else None
        except secretstorage.ItemNotFoundException:
            return KeyringTrouble.ABSENT
