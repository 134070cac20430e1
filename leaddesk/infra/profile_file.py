"""The profiles in `profiles.toml`: readable, written whole or not at all, and never over what LeadDesk has not read.

A file that cannot be read, or that another program changed since it was read, is not saved over; a profile in it that
cannot be read is left out and kept in the file as it stands. Exported profiles are files of the same kind, wherever a
person wants them.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from leaddesk.domain.errors import StoreProblem
from leaddesk.domain.profile import ConnectionProfile
from leaddesk.infra.files import private_folder, store_border, write_atomically
from leaddesk.infra.profile_toml import EXPORT_HEADER, Unknown, from_toml, salvaged, to_toml, unknown_places
from leaddesk.infra.threads import in_daemon_thread
from leaddesk.language import tr
from leaddesk.services.ports import AlreadyThere, CarriedProfiles

EXPORT_CAP = 2 * 1024 * 1024
"""Bytes of a file to import; a thousand profiles take less."""


class ProfileFile:
    """Implements `services.ports.ProfileStore` with one TOML file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._turn = threading.Lock()
        self._digest: bytes | None = None
        """Of the file as it was last read or written; None where there was none."""
        self._unknown = Unknown()
        self._broken: StoreProblem | None = None
        """Why the file could not be read when it was last tried."""

    @property
    def left_out(self) -> tuple[str, ...]:
        """See `ProfileStore`."""
        return tuple(one.said for one in self._unknown.unread)

    async def load(self) -> tuple[ConnectionProfile, ...]:
        """See `ProfileStore`."""
        return await in_daemon_thread(self._load)

    async def save(self, profiles: Sequence[ConnectionProfile]) -> None:
        """See `ProfileStore`; profiles of practice mode are left out."""
        await in_daemon_thread(self._save, tuple(profiles))

    def _load(self) -> tuple[ConnectionProfile, ...]:
        with self._turn:
            try:
                data = self._read()
                profiles, unknown = salvaged(data or b"", str(self._path))
            except StoreProblem as problem:
                self._broken = problem
                raise
            self._broken, self._unknown, self._digest = None, unknown, _digest(data)
            return profiles

    def _save(self, profiles: tuple[ConnectionProfile, ...]) -> None:
        with self._turn:
            if self._broken:
                raise StoreProblem(
                    tr("The profiles were not saved."), self._broken.detail, self._broken.hint
                ) from self._broken
            if _digest(self._read()) != self._digest:
                raise StoreProblem(
                    tr("The profiles were not saved."),
                    tr("{path} was changed on disk by another program since LeadDesk read it.", path=self._path),
                    tr("Load the profiles again, then repeat the change."),
                )
            data = self._encoded(profiles)
            private_folder(self._path.parent)
            write_atomically(self._path, data)
            self._digest = _digest(data)

    def _encoded(self, profiles: tuple[ConnectionProfile, ...]) -> bytes:
        """Returns the file for the profiles, but for none of them that could not be read again."""
        data = to_toml(profiles, replace(self._unknown, unread=()))
        try:
            from_toml(data, str(self._path))
        except StoreProblem as problem:
            hint = tr("Correct the profile in the editor, then save it again.")
            raise StoreProblem(tr("The profiles were not saved."), problem.detail, hint) from problem
        return to_toml(profiles, self._unknown) if self._unknown.unread else data

    def _read(self) -> bytes | None:
        with store_border(tr("The profiles cannot be read."), self._path):
            try:
                return self._path.read_bytes()
            except FileNotFoundError:
                return None


class MemoryProfiles:
    """Implements `services.ports.ProfileStore` without a file: practice mode."""

    left_out: tuple[str, ...] = ()

    def __init__(self, profiles: Sequence[ConnectionProfile] = ()) -> None:
        self._profiles = tuple(profiles)

    async def load(self) -> tuple[ConnectionProfile, ...]:
        """See `ProfileStore`."""
        return self._profiles

    async def save(self, profiles: Sequence[ConnectionProfile]) -> None:
        """See `ProfileStore`."""
        self._profiles = tuple(profiles)


class CarriedFiles:
    """Implements `services.ports.ProfileFiles` with TOML files, which others may read: they hold no secret."""

    async def read(self, place: str) -> CarriedProfiles:
        """See `ProfileFiles`."""
        return await in_daemon_thread(_read_carried, Path(place))

    async def write(self, place: str, profiles: Sequence[ConnectionProfile], *, replace: bool) -> None:
        """See `ProfileFiles`; profiles of practice mode are left out."""
        await in_daemon_thread(_write_carried, Path(place), tuple(profiles), replace=replace)


def _read_carried(path: Path) -> CarriedProfiles:
    with store_border(tr("The profiles cannot be read."), path):
        if path.exists() and not path.is_file():  # a pipe would let the reader wait for ever
            raise StoreProblem(
                tr("The profiles cannot be read."), tr("{path} is no file.", path=path), tr("Choose an exported file.")
            )
        with path.open("rb") as file:
            data = file.read(EXPORT_CAP + 1)
    if len(data) > EXPORT_CAP:
        raise StoreProblem(
            tr("The profiles cannot be read."),
            tr(
                "{path} is larger than {export_cap} MB, so it is no export of profiles.",
                path=path,
                export_cap=EXPORT_CAP // 1024 // 1024,
            ),
            tr("Choose a file that LeadDesk has exported."),
        )
    profiles, unknown = from_toml(data, str(path))
    return CarriedProfiles(profiles, unknown_places(profiles, unknown))


def _write_carried(path: Path, profiles: tuple[ConnectionProfile, ...], *, replace: bool) -> None:
    data = to_toml(profiles, Unknown(), EXPORT_HEADER)
    with store_border(tr("The profiles were not exported."), path):
        if not replace and path.exists():
            raise AlreadyThere(
                tr("The profiles were not exported."),
                tr("{path} is there already.", path=path),
                tr("Choose another name."),
            )
    write_atomically(path, data, 0o644)


def _digest(data: bytes | None) -> bytes | None:
    return None if data is None else hashlib.sha256(data).digest()
