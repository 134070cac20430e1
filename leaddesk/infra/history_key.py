"""Opens the history the way the person chose; its key is in the OS keyring, never replaced while a file needs it."""

from __future__ import annotations

import re
import secrets as random
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.secret import Secret, SecretRef
from leaddesk.infra.files import store_border
from leaddesk.infra.history.anchors import forget_end
from leaddesk.infra.history.reading import connected_to_read
from leaddesk.infra.history.restore import discard, restoring_path, staged_path
from leaddesk.infra.history.store_file import NoFittingKey, encrypted_file, history_border
from leaddesk.infra.history_db import HistoryStore
from leaddesk.infra.threads import in_daemon_thread
from leaddesk.language import tr
from leaddesk.services.ports import SecretStore

KEY_REF = SecretRef("history", "local", "key")
"""Where the keyring holds the key: 32 random bytes in hexadecimal."""
RESTORING_KEY_REF = SecretRef("history", "local", "key of the backup")
"""Where it holds the key of a backup that waits to be put in place, if that is another one."""


class HistoryMode(StrEnum):
    """How the history is kept."""

    ENCRYPTED = "encrypted"
    MEMORY = "memory"
    PLAIN = "plain"
    """Without encryption, in a file of its own; only after the person agreed."""


def history_path(data: Path, mode: HistoryMode) -> Path | None:
    """Returns where that kind of history lives in the data folder; None in memory."""
    match mode:
        case HistoryMode.ENCRYPTED:
            return data / "history.db"
        case HistoryMode.PLAIN:
            return data / "history-plain.db"
        case HistoryMode.MEMORY:
            return None


async def open_history(data: Path, mode: str, secrets: SecretStore) -> HistoryStore:
    """Returns the opened history of the data folder, in one of the words of `HistoryMode`.

    Raises StoreProblem, and KeyringProblem where it is encrypted.
    """
    if mode not in list(HistoryMode):
        raise StoreProblem(
            tr("The way to keep the history is not known."),
            tr("The settings say “{mode}”.", mode=mode),
            tr("Set it to one of: {historymode}.", historymode=", ".join(HistoryMode)),
        )
    path = history_path(data, HistoryMode(mode))
    if path is None:
        store = HistoryStore.in_memory()
    elif mode == HistoryMode.PLAIN:
        store = HistoryStore.plain(path)
    else:
        store = HistoryStore.encrypted(path, await history_key(secrets, path))
    try:
        await store.open_file()
    except BaseException:
        await store.close()
        raise
    return store


async def history_key(secrets: SecretStore, path: Path) -> Secret:
    """Returns the key of the history at that path, made and kept when there is no history yet.

    Raises KeyringProblem, and StoreProblem when there is a history and its key is not in this keyring.
    """
    key = await secrets.get(KEY_REF)
    if await in_daemon_thread(_has_content, path):
        if key is None:
            raise NoFittingKey(
                tr("The history's key is not in this keyring."),
                tr("There is a history ({path}), and without its key nobody can read it.", path=path),
                tr(
                    "Type the recovery key, unlock or restore the keyring it was made with, or set the file aside and "
                    "start a new history."
                ),
            )
        return key
    if key is not None and re.fullmatch(r"[0-9a-f]{64}", key.reveal()):
        return key
    key = Secret(random.token_hex(32))
    await _keep(secrets, key)
    return key


async def adopt_key(secrets: SecretStore, path: Path, key: Secret) -> None:
    """Keeps a recovered key in the keyring, if it is that of the history at that path.

    Raises StoreProblem, with nothing changed, when it is another history's, and KeyringProblem.
    """
    if not await in_daemon_thread(_fits, path, key):
        raise StoreProblem(
            tr("This recovery key does not open this history."),
            tr(
                "It was typed without a mistake, and it belongs to another history, or the file is damaged ({path}).",
                path=path,
            ),
            tr("Look for the paper of this history: it names the day on which it was printed."),
        )
    await _keep(secrets, key)


def _fits(path: Path, key: Secret) -> bool:
    file = encrypted_file(path, key)
    try:
        with history_border(file):
            connected_to_read(file).close()
    except NoFittingKey:
        return False
    return True


async def _keep(secrets: SecretStore, key: Secret) -> None:
    await secrets.put(KEY_REF, key)
    if await secrets.get(KEY_REF) != key:
        raise StoreProblem(
            tr("The keyring did not keep the history's key."),
            tr("A history written now could not be read after the next start."),
            tr("Look into the settings of the keyring, or keep the history in memory."),
        )


async def finish_restore(data: Path, secrets: SecretStore) -> Path | None:
    """Puts a backup in place that a person decided on, and returns where the history before it is kept now.

    Called before the history is opened, by the one LeadDesk that may. Returns None where none waits or none stood
    there. A restore that was interrupted goes on from where it was. Raises StoreProblem and KeyringProblem, and the
    backup then goes on waiting.
    """
    kept: Path | None = None
    for path in (data / name for name in ("history.db", "history-plain.db")):
        await in_daemon_thread(discard, staged_path(path))  # of a look into a backup that a kill has ended
        waiting = restoring_path(path)
        if not await in_daemon_thread(waiting.exists):
            continue
        if path.name == "history.db":
            await _change_key(secrets)
            await forget_end(secrets)  # it is the end of the history that goes; a note in the backup says who did this
        if await in_daemon_thread(_has_content, path):
            kept = await set_aside(path)
        with store_border(tr("The backup could not be put in place."), path):
            await in_daemon_thread(waiting.replace, path)
    return kept


async def _change_key(secrets: SecretStore) -> None:
    """Makes the key of the backup that waits the history's, and keeps the former one for the file that is set aside."""
    new, own = await secrets.get(RESTORING_KEY_REF), await secrets.get(KEY_REF)
    if new is None or new == own:
        return
    if own is not None:
        until = f"key until {datetime.now(UTC):%Y-%m-%d %H:%M:%S}"
        await secrets.put(SecretRef("history", "local", until), own)
    await _keep(secrets, new)


async def set_aside(path: Path, day: date | None = None) -> Path:
    """Renames a closed history, its journal files with it, and returns its new place. Raises StoreProblem."""
    return await in_daemon_thread(_set_aside, path, day or datetime.now(UTC).date())


def _set_aside(path: Path, day: date) -> Path:
    with store_border(tr("The history could not be set aside."), path):
        target = path.with_name(f"{path.stem}-{day}.db")
        number = 1
        while any(_beside(target, suffix).exists() for suffix in ("", "-wal", "-shm")):
            number += 1
            target = path.with_name(f"{path.stem}-{day}-{number}.db")
        for suffix in ("-wal", "-shm", ""):  # the file itself last: until then there is no room for a new one
            part = _beside(path, suffix)
            if suffix == "" or part.exists():
                part.rename(_beside(target, suffix))
    return target


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _has_content(path: Path) -> bool:
    # An empty file is what a start leaves that ended before it wrote anything.
    with store_border(tr("The history cannot be reached."), path):
        return path.exists() and path.stat().st_size > 0
